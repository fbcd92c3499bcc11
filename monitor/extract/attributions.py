"""Who says what in a text: one entry an attribution, with the places of its parts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.extract.places import Original, Span, nearest

_Place = tuple[int, int]
# Of several marks of one attribution, the one that says most about how the words came here.
_TELLING = ("refusal", "hearsay", "direct", "document", "indirect")


@dataclass(frozen=True, slots=True)
class SpeakerSpan:
    """Who speaks; `place` are the words that say so, None where they stand elsewhere."""

    place: Span | None
    name: str | None
    organisation: str | None
    role: str | None
    anonymous: bool


@dataclass(frozen=True, slots=True)
class AttributionSpan(Span):
    """Words tied to a speaker. [start, end) spans all `content`."""

    kind: str
    speaker: SpeakerSpan
    cue: Span | None
    content: tuple[Span, ...]
    chain: tuple[str, ...]
    denial: bool


def attributions(
    original: Original,
    marks: Iterable[Mapping[str, Any]],
    sentences: Sequence[Mapping[str, Any]],
) -> tuple[AttributionSpan, ...]:
    """Marks of the group "speech", those of one attribution as one, in order of place."""
    together: dict[Any, list[Mapping[str, Any]]] = {}
    for number, mark in enumerate(marks):
        content = _content(original.clean, mark)
        # Marks say where their cue and content stand if they know; else each is on its own.
        known = mark.get("content_at") and (_pair(mark.get("cue_at")), content)
        together.setdefault(known or number, []).append(mark)
    starts = [sentence["start"] for sentence in sentences]
    found = [
        _attribution(original, min(same, key=_rank), _stretch(mark, sentences, starts))
        for same in together.values()
        for mark in same[:1]
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _rank(mark: Mapping[str, Any]) -> int:
    label = mark["label"]
    return _TELLING.index(label) if label in _TELLING else len(_TELLING)


def _attribution(original: Original, mark: Mapping[str, Any], within: _Place) -> AttributionSpan:
    content = _content(original.clean, mark)
    cue = _cue(original.clean, mark, within)
    speaker = _pair(mark.get("speaker_at")) or (
        None if "speaker_at" in mark else _speaker(original.clean, mark, within, cue, content)
    )
    spans = tuple(original.span(*place) for place in content)
    ends = [end for _, end in content] or [mark["start"]]
    around = original.span(content[0][0] if content else mark["start"], max(ends))
    return AttributionSpan(
        around.start,
        around.end,
        around.text,
        kind=mark["label"],
        speaker=SpeakerSpan(
            place=original.span(*speaker) if speaker else None,
            name=mark["name"],
            organisation=mark["organisation"],
            role=mark["role"],
            anonymous=bool(mark["anonymous"]),
        ),
        cue=original.span(*cue) if cue else None,
        content=spans,
        chain=tuple(mark["chain"]),
        denial=bool(mark.get("denial")),
    )


def _pair(place: Sequence[int] | None) -> _Place | None:
    return (place[0], place[1]) if place else None


def _content(text: str, mark: Mapping[str, Any]) -> tuple[_Place, ...]:
    """The stretches that were said; without the comma before a cue, where none were told."""
    told = mark.get("content_at")
    if told is None:
        words = text[mark["start"] : mark["end"]]
        start = mark["start"] + len(words) - len(words.lstrip())
        told = [(start, start + len(words.strip().rstrip(" ,")))]
    return tuple(sorted((place[0], place[1]) for place in told if place[0] < place[1]))


def _stretch(
    mark: Mapping[str, Any], sentences: Sequence[Mapping[str, Any]], starts: list[int]
) -> _Place:
    """The sentences that a mark touches: its cue and speaker stand there."""
    first = max(0, bisect_right(starts, mark["start"]) - 1)
    last = max(first, bisect_right(starts, max(mark["start"], mark["end"] - 1)) - 1)
    return sentences[first]["start"], sentences[last]["end"]


def _cue(text: str, mark: Mapping[str, Any], within: _Place) -> _Place | None:
    if "cue_at" in mark:
        return _pair(mark["cue_at"])
    words = mark.get("cue")
    if not words:
        return None
    start = mark.get("cue_start")
    if start is not None:
        return start, start + len(words)
    return nearest(text, words, within, mark["start"])


def _speaker(
    text: str,
    mark: Mapping[str, Any],
    within: _Place,
    cue: _Place | None,
    content: tuple[_Place, ...],
) -> _Place | None:
    """The words that name a speaker of whom only the name was kept: nearest to the cue."""
    to = cue[0] if cue else mark["end"]
    name, role, organisation = mark["name"], mark["role"], mark["organisation"]
    for words in (name, name and name.split()[-1], role, organisation):
        # What a refusal refuses begins with the cue, so only reports shut their content out.
        closed = content if mark["label"] != "refusal" else ()
        if words and (place := nearest(text, words, within, to, closed)):
            return place
    return None
