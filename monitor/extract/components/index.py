"""Many phrases in one pass over a text: only those are tried that can begin with a word.

One big alternation tries every phrase at every character; looking each word up, and the
one behind it, leaves a handful, and most words begin nothing at all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, partial

from monitor.config.known import Known
from monitor.config.phrases import ENDING, heads_of
from monitor.extract.components.doc import Doc

# A phrase as config hands it over: its label, its head, what its second word can begin with
# (none: it is one word), and its pattern.
Headed = tuple[str, str, list[str], str]
# What to try at a place, label by label, and under each in order; None is the word alone.
Tried = tuple[tuple[str, tuple[re.Pattern[str] | None, ...]], ...]
# Those beginnings of second words that a word has.
Begun = frozenset[str]


@cache  # many phrases stand under several labels
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled when it is first asked for: most of config's never are."""
    return re.compile(pattern)


Opened = Known[Begun, Tried]


class PhraseIndex:
    """Finds labelled phrases: the first of a label that fits at a place, and none inside another.

    A head (`config.phrases.head`) is the whole word that a phrase begins with, a
    space behind it, or the first letters of one, or "#" for any number; a pattern
    without is looked for everywhere, just as it is. A pattern is compiled when the
    words it begins with have met: most never do.
    """

    def __init__(self, entries: Iterable[Headed]) -> None:
        self._entries = tuple(entries)
        self._by_head: dict[str, list[int]] = defaultdict(list)
        for number, (_, head, *_) in enumerate(self._entries):
            self._by_head[head].append(number)
        self._longest = max(map(len, self._by_head), default=0)
        self._begun = frozenset(second for entry in self._entries for second in entry[2])
        self._longest_begun = max(map(len, self._begun), default=0)
        self._known = Known(self._opened)
        self._known_behind = Known(self._seconds)
        self._headless = self._tried(self._by_head.pop("", ()), frozenset())

    def _opened(self, word: str) -> Opened | None:
        """What can begin with a word; None for most words, which come often."""
        heads = heads_of(word, self._longest)
        numbers = sorted({number for head in heads for number in self._by_head.get(head, ())})
        alone = frozenset(number for number in numbers if self._is_whole(number, word))
        return Known(partial(self._fitting, numbers, alone)) if numbers else None

    def _seconds(self, word: str) -> Begun:
        """The beginnings of second words that a word has; none for most."""
        return self._begun & heads_of(word, self._longest_begun)

    def _is_whole(self, number: int, word: str) -> bool:
        """Whether a word is all of a phrase."""
        _, head, seconds, pattern = self._entries[number]
        plain = pattern in (word, head + ENDING)  # as most are, and there is nothing to compile
        return not seconds and (plain or bool(compiled(pattern).fullmatch(word)))

    def _fitting(self, numbers: Iterable[int], alone: frozenset[int], begun: Begun) -> Tried:
        """What to try of the phrases that can begin with a word, by what stands behind it."""
        fitting = (n for n in numbers if n in alone or not begun.isdisjoint(self._entries[n][2]))
        return self._tried(fitting, alone)

    def _tried(self, numbers: Iterable[int], alone: frozenset[int]) -> Tried:
        found: dict[str, list[re.Pattern[str] | None]] = defaultdict(list)
        for number in numbers:
            label, head, _, pattern = self._entries[number]
            bound = f"{pattern}(?!\\w)" if head else pattern
            found[label].append(None if number in alone else compiled(bound))
        return tuple((label, tuple(patterns)) for label, patterns in found.items())

    def find(self, doc: Doc, first: int, last: int) -> list[tuple[int, int, str]]:
        """(start, end, label) of what begins in [first, last) of a text, in no particular order."""
        found: list[tuple[int, int, str]] = []
        ends: dict[str, int] = {}
        low, known, known_behind = doc.low, self._known, self._known_behind
        for word, start, behind in doc.words_in(first, last):
            opened = known[word]
            if opened is None:
                continue
            for label, patterns in opened[known_behind[behind]]:
                if start < ends.get(label, 0):
                    continue
                for pattern in patterns:
                    if pattern is None:
                        end = start + len(word)
                        fits = low[end : end + 1] != "_"
                    elif match := pattern.match(low, start):
                        end, fits = match.end(), True
                    else:
                        continue
                    if fits:
                        ends[label] = end
                        found.append((start, end, label))
                        break
        for label, patterns in self._headless:
            for pattern in filter(None, patterns):
                found += [(*match.span(), label) for match in pattern.finditer(low, first, last)]
        return found
