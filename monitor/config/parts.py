"""Which of some named phrases stand in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from monitor.config.phrases import Phrases, any_of, head, heads_of, spelled

_WORD = re.compile(r"[^\W_]+")
# Sentences and words remembered: those that a slot holds are asked for many times.
_MOST = 20_000


class Parts:
    """Tries only those that a word of the text can begin: most have none of their words there."""

    def __init__(self, named: Iterable[tuple[str, Phrases]]) -> None:
        self._named = tuple(named)
        self._by_head: dict[str, set[int]] = defaultdict(set)
        for number, (_, phrases) in enumerate(self._named):
            for one in (one for phrase in phrases for one in spelled(phrase)):
                self._by_head[head(one)].add(number)
        self._longest = max(map(len, self._by_head), default=0)
        self._compiled: dict[int, re.Pattern[str] | None] = {}
        self._of_word: dict[str, frozenset[int]] = {}
        self._found: dict[str, frozenset[str]] = {}

    def named_in(self, text: str) -> frozenset[str]:
        """The names whose phrases stand there."""
        if text not in self._found:
            if len(self._found) >= _MOST:
                self._found.clear()
            self._found[text] = self._look(text)
        return self._found[text]

    def _look(self, text: str) -> frozenset[str]:
        tried = frozenset[int]().union(*map(self._begun_by, set(_WORD.findall(text.lower()))))
        return frozenset(self._named[one][0] for one in tried if self._stands_in(one, text))

    def _stands_in(self, number: int, text: str) -> bool:
        """A pattern is compiled when it is first tried: most never are."""
        if number not in self._compiled:
            self._compiled[number] = any_of(self._named[number][1])
        words = self._compiled[number]
        return words is not None and words.search(text) is not None

    def _begun_by(self, word: str) -> frozenset[int]:
        if word not in self._of_word:
            if len(self._of_word) >= _MOST:
                self._of_word.clear()
            heads = heads_of(word, self._longest)
            found = (self._by_head[one] for one in heads if one in self._by_head)
            self._of_word[word] = frozenset[int]().union(*found)
        return self._of_word[word]
