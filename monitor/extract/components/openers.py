"""Where phrases can begin: a long pattern is not tried where none of its first words stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from monitor.config.known import Known
from monitor.config.phrases import heads_of
from monitor.extract.components.doc import Doc

# Kind → the places of the words that open a phrase of it.
Opened = dict[str, list[int]]


class Openers:
    """Compiled from the heads (`config.phrases.head`) of the phrases of several kinds."""

    def __init__(self, heads: Mapping[str, Iterable[str]]) -> None:
        self._heads = {kind: frozenset(begun) for kind, begun in heads.items()}
        self._longest = max(len(head) for begun in self._heads.values() for head in begun)
        self._known = Known(self._kinds)

    def _kinds(self, word: str) -> tuple[str, ...]:
        """What can begin with a word: nothing, for most."""
        begun = heads_of(word, self._longest)
        return tuple(kind for kind, heads in self._heads.items() if not heads.isdisjoint(begun))

    def places(self, doc: Doc) -> Opened:
        """Where phrases of each kind can begin in a text."""
        found: Opened = {kind: [] for kind in self._heads}
        known = self._known
        for word, start, _ in doc.words:
            for kind in known[word]:
                found[kind].append(start)
        return found


def within(places: Sequence[int], start: int, end: int) -> Sequence[int]:
    """Those in [start, end) of a text."""
    first = bisect_left(places, start)
    return places[first : bisect_left(places, end, first)]


def matches(
    pattern: re.Pattern[str], text: str, places: Iterable[int], end: int
) -> Iterator[re.Match[str]]:
    """What `finditer` finds, where only at some places, given in order, a match can begin."""
    free = 0
    for place in places:
        match = pattern.match(text, place, end) if place >= free else None
        if match:
            free = match.end()
            yield match
