"""A text on its way through the components: what its reading depends on, and what they found."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import accumulate, islice
from typing import Any

_WORD = re.compile(r"([^\W_]+)")
# A line break with an empty line behind it, and what stands for it in small letters: neither
# space nor word, so that no phrase goes on in the next paragraph.
_PARAGRAPH = re.compile(r"\n(?=[\s*_]*?\n)")
_STOP = "¶"

Mark = dict[str, Any]
# A word in small letters, where it begins, and the word behind it ("": none).
Placed = tuple[str, int, str]
# Start, end and label of each word of a vocabulary in [start, end) of a text, in order of place.
Lookup = Callable[["Doc", int, int], list[tuple[int, int, str]]]


@lru_cache(maxsize=50_000)  # more words than English has in use, and a few megabytes
def _same(word: str) -> str:
    """A word as the object it was when it was first met, which tables of words know at once."""
    return word


def lowered(text: str) -> str:
    """Lower case, every character in its place (some have a lower case of two characters)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


@dataclass(slots=True)
class Doc:
    """A text, and its marks by group: one plain dict a thing found (`start`, `end`, `label`, …).

    Relative times count from `published`, FY15 from the month `fiscal_start`; `day_first`
    tells whether 1/9 is the first of September, `southern` when it is summer, and
    `vendor` who "the company" is, `mail` whether it came as one. `lookups` hold what is looked up
    where somebody asks for it: most sentences are never asked for most words.
    """

    text: str
    published: date
    title: str = ""
    fiscal_start: int | None = 1
    day_first: bool = False
    southern: bool = False
    vendor: str | None = None
    mail: bool = False
    marks: dict[str, list[Mark]] = field(default_factory=dict)
    lookups: dict[str, Lookup] = field(default_factory=dict)
    low: str = field(init=False)  # small letters, every character in its place
    words: list[Placed] = field(init=False)
    starts: list[int] = field(init=False)  # of the words
    vocabulary: frozenset[str] = field(init=False)  # every word once

    def __post_init__(self) -> None:
        """Does once what several components ask for."""
        self.low = _PARAGRAPH.sub(_STOP, lowered(self.text))
        pieces = _WORD.split(self.low)  # words, and in front of each what parts it from the last
        words = list(map(_same, pieces[1::2]))
        self.vocabulary = frozenset(words)
        self.starts = list(islice(accumulate(map(len, pieces)), 0, 2 * len(words), 2))
        self.words = list(zip(words, self.starts, [*words[1:], ""], strict=False))

    def words_in(self, start: int, end: int) -> list[Placed]:
        """The words that begin in [start, end) of the text."""
        first = bisect_left(self.starts, start)
        return self.words[first : bisect_left(self.starts, end, first)]
