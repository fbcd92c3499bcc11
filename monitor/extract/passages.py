"""What the components found, sentence by sentence, in plain frozen types."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, KeysView, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from monitor.extract.components.doc import Doc

_WORD = re.compile(r"\w+")
_LETTER = re.compile(r"[^\W_]")


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


class Marks(dict[str, tuple[Mark, ...]]):
    """Group → marks of one passage; words of a vocabulary are looked up when first asked for."""

    __slots__ = ("_place",)

    def __init__(self, doc: Doc, start: int, end: int, found: Mapping[str, Iterable[Mark]]) -> None:
        super().__init__({group: tuple(marks) for group, marks in found.items()})
        self._place = doc, start, end

    def __missing__(self, group: str) -> tuple[Mark, ...]:
        look_up = self._place[0].lookups.get(group)
        found = look_up(*self._place) if look_up else ()
        marks = self[group] = tuple([_new(Mark, (*one, _NOTHING)) for one in found])
        return marks


class Labelled(dict[str, dict[str, tuple[Mark, ...]]]):
    """Group → label → marks, made when first asked: nine facets ask the same of every sentence."""

    __slots__ = ("_marks",)

    def __init__(self, marks: Marks) -> None:
        super().__init__()
        self._marks = marks

    def __missing__(self, group: str) -> dict[str, tuple[Mark, ...]]:
        found = self[group] = _by_label(self._marks[group])
        return found


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
    marks: Marks = field(compare=False)
    labelled: Labelled = field(compare=False, repr=False)
    subject: tuple[int, int] | None = None  # of a cell: the first cell of its row
    row: tuple[int, int] | None = None  # of a cell: its row

    @property
    def evidence(self) -> tuple[int, int]:
        """What must be quoted to show what it says: a cell means nothing without its row."""
        return self.row or (self.start, self.end)

    def get(self, group: str, label: str | None = None) -> tuple[Mark, ...]:
        """The marks of a group, or those of one label (or a label ending in ":") of it."""
        return self.marks[group] if label is None else self.labelled[group].get(label, ())

    @property
    def has_words(self) -> bool:
        """Whether there is a letter or a digit in it; a cell may hold a dash alone."""
        return _LETTER.search(self.text) is not None

    def has(self, group: str, *labels: str) -> bool:
        """Whether any mark of these labels is there."""
        return not self.labels(group).isdisjoint(labels)

    def labels(self, group: str) -> KeysView[str]:
        """The labels of a group's marks, and what stands in front of a ":" in one, with it."""
        return self.labelled[group].keys()

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
    sentences = doc.marks["sentences"]
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
        _passage(doc, sentence, found)
        for sentence, found in zip(sentences, groups, strict=True)
        if sentence["kind"] != "furniture"
    )


def _passage(doc: Doc, sentence: Mapping[str, Any], found: dict[str, list[Mark]]) -> Passage:
    start, end = sentence["start"], sentence["end"]
    marks = Marks(doc, start, end, found)
    return Passage(
        text=doc.text[start:end],
        start=start,
        end=end,
        kind=sentence["kind"],
        heading=sentence["heading"],
        lead_in=tuple(sentence["lead_in"]) if sentence["lead_in"] else None,
        block=sentence["block"],
        marks=marks,
        labelled=Labelled(marks),
        subject=sentence.get("subject"),
        row=sentence.get("row"),
    )


def _touched(sentences: Sequence[dict[str, Any]], starts: list[int], mark: Mark) -> Iterator[int]:
    at = max(0, bisect_right(starts, mark.start) - 1)
    while at < len(sentences) and starts[at] < max(mark.end, mark.start + 1):
        if sentences[at]["end"] > mark.start:
            yield at
        at += 1
