"""What the components found, sentence by sentence, in plain frozen types."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, KeysView, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from monitor.extract.components.doc import Doc

_WORD = re.compile(r"\w+")


_NOTHING: Mapping[str, Any] = {}


class Mark(NamedTuple):
    """One thing found at [start, end) of the text, with all that its component left of it."""

    start: int
    end: int
    label: str
    values: Mapping[str, Any] = _NOTHING

    def within(self, start: int, end: int) -> bool:
        """Whether it lies in a stretch of the text."""
        return start <= self.start and self.end <= end


# What a named tuple's own constructor calls: a thousand are made an article.
_new = tuple.__new__


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence (or an entry of a list) with all that was found in it."""

    text: str
    start: int
    end: int
    kind: str
    heading: str
    lead_in: tuple[int, int] | None
    block: int
    marks: dict[str, tuple[Mark, ...]] = field(hash=False)
    subject: tuple[int, int] | None = None  # of a cell: the first cell of its row
    row: tuple[int, int] | None = None  # of a cell: its row
    # Group → label → marks, made when first asked: nine facets ask the same of every sentence.
    _found: dict[str, dict[str, tuple[Mark, ...]]] = field(
        default_factory=dict, hash=False, compare=False, repr=False
    )

    @property
    def evidence(self) -> tuple[int, int]:
        """What must be quoted to show what it says: a cell means nothing without its row."""
        return self.row or (self.start, self.end)

    def get(self, group: str, label: str | None = None) -> tuple[Mark, ...]:
        """The marks of a group, or those of one label (or a label ending in ":") of it."""
        if label is None:
            return self.marks.get(group, ())
        found = self._found.get(group)  # asked a thousand times an article
        return (self._labelled(group) if found is None else found).get(label, ())

    def has(self, group: str, *labels: str) -> bool:
        """Whether any mark of these labels is there."""
        return not self.labels(group).isdisjoint(labels)

    def labels(self, group: str) -> KeysView[str]:
        """The labels of a group's marks, and what stands in front of a ":" in one, with it."""
        return self._labelled(group).keys()

    def _labelled(self, group: str) -> dict[str, tuple[Mark, ...]]:
        found = self._found.get(group)
        if found is None:
            marks = self.marks.get(group)
            found = self._found[group] = _by_label(marks) if marks else {}
        return found

    def reports(self, mark: Mark) -> tuple[Mark, ...]:
        """The reports of speech whose words take in a mark."""
        said = self.marks.get("speech", ())
        return tuple([one for one in said if one.start <= mark.start < one.end])

    @property
    def denials(self) -> tuple[Mark, ...]:
        """The reports in which somebody denies what a clause says."""
        said = self.marks.get("speech", ())
        return tuple([one for one in said if one.values["denial"] and one.values["clause"]])

    def without(self, marks: Sequence[Mark]) -> list[str]:
        """The words left, in small letters, when those of some marks are taken out."""
        text = list(self.text)
        for mark in marks:
            text[mark.start - self.start : mark.end - self.start] = " " * (mark.end - mark.start)
        return _WORD.findall("".join(text).lower())

    def slice(self, start: int, end: int) -> str:
        """Text by the offsets of the revision."""
        return self.text[start - self.start : end - self.start]


def _by_label(marks: Iterable[Mark]) -> dict[str, tuple[Mark, ...]]:
    """The marks under their labels, and under what stands in front of a ":" in one."""
    found: dict[str, tuple[Mark, ...]] = {}
    for mark in marks:
        label = mark.label
        found[label] = (*found.get(label, ()), mark)
        if ":" in label:
            kind = label[: label.index(":") + 1]
            found[kind] = (*found.get(kind, ()), mark)
    return found


def passages(doc: Doc) -> tuple[Passage, ...]:
    """All passages of a document in order; furniture is left out."""
    text, sentences = doc.text, doc.marks["sentences"]
    starts = [sentence["start"] for sentence in sentences]
    groups: list[dict[str, list[Mark]]] = [{} for _ in sentences]
    for name, marks in doc.marks.items():
        if name == "sentences":
            continue
        for values in marks:
            start, end = values["start"], values["end"]
            mark = _new(Mark, (start, end, values["label"], values))
            if name == "speech":
                for at in _touched(sentences, starts, mark):
                    groups[at].setdefault(name, []).append(mark)
                continue
            at = bisect_right(starts, start) - 1
            if at >= 0 and start < sentences[at]["end"]:
                groups[at].setdefault(name, []).append(mark)
    return tuple(
        Passage(
            text=text[s["start"] : s["end"]],
            start=s["start"],
            end=s["end"],
            kind=s["kind"],
            heading=s["heading"],
            lead_in=tuple(s["lead_in"]) if s["lead_in"] else None,
            block=s["block"],
            marks={name: tuple(marks) for name, marks in found.items()},
            subject=s.get("subject"),
            row=s.get("row"),
        )
        for s, found in zip(sentences, groups, strict=True)
        if s["kind"] != "furniture"
    )


def _touched(sentences: Sequence[dict[str, Any]], starts: list[int], mark: Mark) -> Iterator[int]:
    at = max(0, bisect_right(starts, mark.start) - 1)
    while at < len(sentences) and starts[at] < max(mark.end, mark.start + 1):
        if sentences[at]["end"] > mark.start:
            yield at
        at += 1
