"""Words in front of a time that change which days it stands for: "by", "no later than"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

# Characters in front of a time in which such a word begins.
_REACH = 20


class Prepositions:
    """Wordings by what they mean; `articles` may stand between them and the time."""

    def __init__(self, meanings: Mapping[str, str], articles: Iterable[str]) -> None:
        self._meanings = meanings
        longest_first = sorted(meanings, key=lambda words: (-len(words), words))
        wordings, article = ("|".join(map(re.escape, one)) for one in (longest_first, articles))
        self._pattern = re.compile(rf"\b({wordings})\s+(?:(?:{article})\s+)?$", re.IGNORECASE)

    def before(self, text: str, start: int) -> tuple[int, str] | None:
        """Where the one in front of a time begins, and what it means."""
        found = self._pattern.search(text, max(0, start - _REACH), start)
        return (found.start(), self._meanings[found[1].lower()]) if found else None
