"""Which words of a document bear a capital for being names, and not for opening a sentence."""

from __future__ import annotations

import re
from collections import Counter

from monitor.extract.once import Once

# A capital inside a sentence, and the words from there on.
_INSIDE = re.compile(r"(?<=[a-z,] )(?=([A-Z]\w*(?:\W{1,3}\w+){0,7}))")
_EDGE = re.compile(r"(?<=.)\b", re.DOTALL)
_WORD = re.compile(r"\w+")
_JOINED = re.compile(r"\w+(?:[&.-]\w+)+")


class Capitals:
    """The words of one document by their capitals; each sort is gathered once, when asked for.

    A hostile page may hold thousands of names: each is one look into a set.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @Once
    def _inside(self) -> frozenset[str]:
        runs = _INSIDE.findall(self._text)
        return frozenset(run[: edge.start()] for run in runs for edge in _EDGE.finditer(run))

    @Once
    def _counted(self) -> Counter[str]:
        return Counter(_WORD.findall(self._text))

    @Once
    def _folded(self) -> Counter[str]:
        folded = Counter[str]()
        for word, count in self._counted.items():
            folded[word.lower()] += count
        return folded

    @Once
    def _joined(self) -> frozenset[str]:
        return frozenset(_JOINED.findall(self._text))

    def is_inside(self, name: str) -> bool:
        """Whether it has its capital inside a sentence, too ("told Acme that")."""
        return name in self._inside

    def is_always(self, word: str) -> bool:
        """Whether a word is there more than once, and always written so."""
        return self._folded[word.lower()] == self._counted[word] > 1

    def is_small(self, name: str) -> bool:
        """Whether it is written small somewhere, as no name is."""
        small = name.lower()
        return small in self._counted or small in self._joined
