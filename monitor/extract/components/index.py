"""Many phrases in one pass over a text: only those are tried that can begin with a word.

One big alternation tries every phrase at every character; looking each word up
leaves a handful, and most words begin nothing at all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
# A phrase as config hands it over: its label, what it can begin with, its pattern.
Entry = tuple[str, list[str], str]
Candidates = tuple[tuple[str, re.Pattern[str]], ...]
# Words remembered at the most: more than English has in use, and a few megabytes.
_MOST_WORDS = 50_000


def lowered(text: str) -> str:
    """Lower case, every character in its place (some have a lower case of two characters)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


@lru_cache(maxsize=1)
def _words(low: str) -> tuple[tuple[str, int], ...]:
    """The words of a text with their places: several indexes ask for those of one text in turn."""
    return tuple((word.group(), word.start()) for word in _WORD.finditer(low))


class PhraseIndex:
    """Finds labelled phrases: the first of a label that fits at a place, and none inside another.

    A head is what a phrase begins with (`config.phrases.heads`): a whole word
    with a space behind it, the first letters of one, or "" if it cannot be told;
    then its pattern is looked for everywhere, just as it is.
    """

    def __init__(self, entries: list[Entry]) -> None:
        self._entries = [(label, pattern) for label, _, pattern in entries]
        self._by_head: dict[str, list[int]] = defaultdict(list)
        for number, (_, heads, _) in enumerate(entries):
            for head in heads:
                self._by_head[head].append(number)
        self._longest = max(map(len, self._by_head), default=0)
        # Every pattern is compiled when a word first asks for it: a short text needs few.
        self._compiled: dict[str, re.Pattern[str]] = {}
        self._known: dict[str, Candidates] = {}
        self._anywhere = [
            (label, re.compile(pattern))
            for label, pattern in self._alternatives(self._by_head.pop("", ()))
        ]

    def _alternatives(self, numbers: Iterable[int]) -> Iterator[tuple[str, str]]:
        """Label and pattern of entries, those of one label as one."""
        grouped: dict[str, list[str]] = defaultdict(list)
        for number in numbers:
            label, pattern = self._entries[number]
            grouped[label].append(pattern)
        for label, patterns in grouped.items():
            yield label, f"(?:{'|'.join(patterns)})"

    def _opened(self, word: str) -> Candidates:
        """The phrases that can begin with a word; most words begin none, and come often."""
        heads = {word[:length] for length in range(1, min(len(word), self._longest) + 1)}
        heads.add(f"{word} ")
        numbers = {number for head in heads for number in self._by_head.get(head, ())}
        found = tuple(
            (label, self._pattern(f"{pattern}(?!\\w)"))
            for label, pattern in self._alternatives(sorted(numbers))
        )
        if len(self._known) >= _MOST_WORDS:
            self._known.clear()
        self._known[word] = found
        return found

    def _pattern(self, pattern: str) -> re.Pattern[str]:
        compiled = self._compiled.get(pattern)
        if compiled is None:
            compiled = self._compiled[pattern] = re.compile(pattern)
        return compiled

    def find(self, low: str) -> Iterator[tuple[str, int, int]]:
        """(label, start, end) in a text in lower case, in no particular order."""
        ends: dict[str, int] = {}
        known = self._known
        for word, start in _words(low):
            opened = known.get(word)
            if opened is None:
                opened = self._opened(word)
            for label, pattern in opened:
                if start < ends.get(label, 0):
                    continue
                match = pattern.match(low, start)
                if match:
                    ends[label] = end = match.end()
                    yield label, start, end
        for label, pattern in self._anywhere:
            for match in pattern.finditer(low):
                yield label, match.start(), match.end()
