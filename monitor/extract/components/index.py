"""Many phrases in one pass over a text: only those are tried that can begin with a word.

One big alternation tries every phrase at every character; looking each word up, and the
one behind it, leaves a handful, and most words begin nothing at all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter

from monitor.extract.components.doc import Doc

# A phrase as config hands it over: its label, what it can begin with, its pattern.
Entry = tuple[str, list[str], str]
# In more detail: label, head, what its second word can begin with, and the pattern in two parts.
Headed = tuple[str, str, list[str], str, str]
Parts = tuple[str, str]
Labelled = tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """What a word is alone, and the longer phrases it can begin."""

    labels: tuple[str, ...]
    nexts: frozenset[str]  # words one of which stands behind it in a longer one,
    stems: tuple[str, ...]  # or a word that begins with one of these
    longer: tuple[int, ...]  # by their numbers
    entries: tuple[int, ...]  # the numbers of all that it can begin


# Words remembered at the most: more than English has in use, and a few megabytes.
_MOST_WORDS = 50_000


@cache  # many words begin the same phrases
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


class PhraseIndex:
    """Finds labelled phrases: the first of a label that fits at a place, and none inside another.

    A head (`config.phrases.head`) is the whole word that a phrase begins with, a
    space behind it, or the first letters of one, or "#" for any number; a pattern
    without is looked for everywhere, just as it is.
    """

    def __init__(self, entries: Iterable[Headed]) -> None:
        self._entries = tuple(entries)
        self._by_head: dict[str, list[int]] = defaultdict(list)
        for number, (_, head, *_) in enumerate(self._entries):
            self._by_head[head].append(number)
        self._longest = max(map(len, self._by_head), default=0)
        self._known: dict[str, Opened | None] = {}
        self._gates: dict[tuple[int, ...], re.Pattern[str]] = {}
        self._labelled: dict[tuple[int, ...], Labelled] = {}
        headless = self._by_head.pop("", [])
        self._anywhere = re.compile(_one_of(self._entries[number][3:] for number in headless))
        self._headless = [
            (label, re.compile(_one_of(patterns))) for label, patterns in self._by_label(headless)
        ]

    def _by_label(self, numbers: Iterable[int]) -> Iterable[tuple[str, list[Parts]]]:
        grouped: dict[str, list[Parts]] = defaultdict(list)
        for number in numbers:
            label, _, _, *parts = self._entries[number]
            grouped[label].append((parts[0], parts[1]))
        return grouped.items()

    def _opened(self, word: str) -> Opened | None:
        """What a word is, and what can begin with it; None for most words, which come often."""
        heads = {word[:length] for length in range(1, min(len(word), self._longest) + 1)}
        heads.add(f"{word} ")
        if word[0].isdigit():
            heads.add("#")
        numbers = sorted({number for head in heads for number in self._by_head.get(head, ())})
        if len(self._known) >= _MOST_WORDS:
            self._known.clear()
            self._gates.clear()
        found = self._known[word] = self._sorted(word, numbers) if numbers else None
        return found

    def _sorted(self, word: str, numbers: Sequence[int]) -> Opened:
        alone = {number for number in numbers if self._is_whole(number, word)}
        labels = dict.fromkeys(self._entries[number][0] for number in numbers if number in alone)
        longer = tuple(number for number in numbers if number not in alone)
        seconds = {second for number in longer for second in self._entries[number][2]}
        nexts = {second for second in seconds if second.endswith(" ")}
        stems = seconds - nexts - {"#"} | (set("0123456789") if "#" in seconds else set())
        whole = frozenset(second.rstrip() for second in nexts)
        return Opened(tuple(labels), whole, tuple(sorted(stems)), longer, tuple(numbers))

    def _begins_longer(self, opened: Opened, low: str, start: int) -> bool:
        """Whether one of the longer phrases stands there; their pattern is compiled when needed."""
        gate = self._gates.get(opened.longer)
        if gate is None:
            parts = sorted(self._entries[number][3:] for number in opened.longer)
            gate = self._gates[opened.longer] = _pattern(rf"{_one_of(parts)}(?!\w)")
        return gate.match(low, start) is not None

    def _one_by_one(self, numbers: tuple[int, ...]) -> Labelled:
        """Patterns by label, compiled when a longer phrase is first found: many never are."""
        labelled = self._labelled.get(numbers)
        if labelled is None:
            labelled = self._labelled[numbers] = tuple(
                (label, _pattern(rf"{_one_of(patterns)}(?!\w)"))
                for label, patterns in self._by_label(numbers)
            )
        return labelled

    def _is_whole(self, number: int, word: str) -> bool:
        """Whether a word is all of a phrase."""
        *_, first, rest = self._entries[number]
        return not rest and (first == word or bool(_pattern(first).fullmatch(word)))

    def find(self, doc: Doc) -> Iterator[tuple[str, int, int]]:
        """(label, start, end) in a text, in no particular order."""
        ends: dict[str, int] = {}
        low, known = doc.low, self._known
        for word, start, behind in doc.words:
            opened = known[word] if word in known else self._opened(word)
            if opened is None:
                continue
            goes_on = behind in opened.nexts or behind.startswith(opened.stems)
            if not (goes_on and self._begins_longer(opened, low, start)):
                end = start + len(word)
                if opened.labels and low[end : end + 1] != "_":
                    for label in opened.labels:
                        if start >= ends.get(label, 0):
                            ends[label] = end
                            yield label, start, end
                continue
            for label, pattern in self._one_by_one(opened.entries):
                if start < ends.get(label, 0):
                    continue
                match = pattern.match(low, start)
                if match:
                    ends[label] = end = match.end()
                    yield label, start, end
        if self._headless and self._anywhere.search(low):
            for label, pattern in self._headless:
                for match in pattern.finditer(low):
                    yield label, match.start(), match.end()


def _one_of(patterns: Iterable[Parts]) -> str:
    """One pattern for all, in their order; a first part that some share is tried once."""
    choices = (
        f"{first}(?:{'|'.join(dict.fromkeys(rest for _, rest in same))})"
        for first, same in groupby(patterns, key=itemgetter(0))
    )
    return f"(?:{'|'.join(choices)})"
