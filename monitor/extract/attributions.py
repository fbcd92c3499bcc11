"""Who says what in a text: one entry an attribution, with the places of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.extract.places import Original, Span

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
    original: Original, marks: Iterable[Mapping[str, Any]]
) -> tuple[AttributionSpan, ...]:
    """Marks of the group "speech", those of one attribution as one, in order of place."""
    together: dict[Any, list[Mapping[str, Any]]] = {}
    for mark in marks:
        together.setdefault((_pair(mark["cue_at"]), _content(mark)), []).append(mark)
    found = [_attribution(original, min(same, key=_rank)) for same in together.values()]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _rank(mark: Mapping[str, Any]) -> int:
    label = mark["label"]
    return _TELLING.index(label) if label in _TELLING else len(_TELLING)


def _attribution(original: Original, mark: Mapping[str, Any]) -> AttributionSpan:
    content, cue, speaker = _content(mark), _pair(mark["cue_at"]), _pair(mark["speaker_at"])
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


def _content(mark: Mapping[str, Any]) -> tuple[_Place, ...]:
    """The stretches that were said."""
    return tuple(
        sorted((place[0], place[1]) for place in mark["content_at"] if place[0] < place[1])
    )
