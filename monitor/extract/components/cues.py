"""Finds the words that report speech, each with the kinds of work it may do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.extract.components.doc import Doc
from monitor.extract.components.index import Headed, PhraseIndex


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that reports speech at [start, end) of the text, with the works it may do."""

    start: int
    end: int
    labels: frozenset[str]


class CueIndex:
    """Compiled from the cues of config; one for all documents."""

    def __init__(self, entries: Iterable[Headed]) -> None:
        self._index = PhraseIndex(entries)

    def find(self, doc: Doc) -> list[Cue]:
        """The longest cue at each place of a text, none inside another."""
        longest: dict[int, tuple[int, set[str]]] = {}
        for start, end, label in self._index.find(doc, 0, len(doc.text)):
            known, labels = longest.get(start, (0, set()))
            if end > known:
                longest[start] = end, {label}
            elif end == known:
                labels.add(label)
        kept: list[Cue] = []
        for start, (end, labels) in sorted(longest.items()):
            if not kept or start >= kept[-1].end:
                kept.append(Cue(start, end, frozenset(labels)))
        return kept
