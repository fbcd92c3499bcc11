"""Which of some named phrases stand in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from monitor.config.known import Known
from monitor.config.phrases import Phrases, any_of, head, heads_of, spelled

_WORD = re.compile(r"[^\W_]+")
# Sentences remembered: those that a slot holds are asked for many times.
_MOST_SENTENCES = 20_000


class Parts:
    """Tries only those that a word of the text can begin: most have none of their words there."""

    def __init__(self, named: Iterable[tuple[str, Phrases]]) -> None:
        self._named = tuple(named)
        self._by_head: dict[str, set[int]] = defaultdict(set)
        for number, (_, phrases) in enumerate(self._named):
            for one in (one for phrase in phrases for one in spelled(phrase)):
                self._by_head[head(one)].add(number)
        self._longest = max(map(len, self._by_head), default=0)
        self._words = Known(self._words_of)
        self._of_word = Known(self._begun_by)
        self._found = Known(self._look, _MOST_SENTENCES)

    def named_in(self, text: str) -> frozenset[str]:
        """The names whose phrases stand there."""
        return self._found[text]

    def _look(self, text: str) -> frozenset[str]:
        met = (self._of_word[word] for word in _WORD.findall(text.lower()))
        tried = ((self._named[one][0], self._words[one]) for one in frozenset[int]().union(*met))
        return frozenset(name for name, words in tried if words and words.search(text))

    def _words_of(self, number: int) -> re.Pattern[str] | None:
        """Compiled when it is first tried: most never are."""
        return any_of(self._named[number][1])

    def _begun_by(self, word: str) -> frozenset[int]:
        begun = (self._by_head.get(one, ()) for one in heads_of(word, self._longest))
        return frozenset[int]().union(*begun)
