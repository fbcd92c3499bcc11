"""A timeline as a picture: lanes under an axis, marks on them, links between them; pure.

Across, everything is in percent of the picture's width and down in pixels, so the
same picture fits a phone and a wall, and its words keep their size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from monitor.compare.slots import position_of
from monitor.query.axis import Axis, make_axis
from monitor.query.events import RISING, event_in_words
from monitor.query.timeline import Event, EventKind, Lane, Timeline
from monitor.wording import day_in_words, held_in_words, shorten

_COLUMNS = 1000
# Columns as wide as a letter where the picture has its least width on a desk, some 800 pixels.
_LETTER = 9
_LANE = 54  # pixels: a line of words, and the track below it
_HEAD = 30
_TRACK = 36  # pixels below the top of a lane
_TICK = 90  # columns that a label takes
_TICK_ON_A_PHONE = 240
_LONGEST_LABEL = 46  # letters that have room on a phone
# Marks of one lane, those that matter most; more would lie on each other, and all are listed below.
_MOST_MARKS = 150
_MOST_LINKS = 200


@dataclass(frozen=True, slots=True)
class Mark:
    """One event on a track; what it says is told in `title`."""

    x: float
    kind: EventKind
    title: str
    claim: str
    document: str
    relation: str | None


@dataclass(frozen=True, slots=True)
class Track:
    """One position: its line from the first word to the last."""

    label: str
    title: str
    top: int
    y: int
    first: float
    last: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """From one lane to the other whose word did something to it."""

    x: float
    top: int
    bottom: int
    kind: EventKind
    relation: str
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A month or year over the lanes; `spare` where a phone has no room for it."""

    x: float
    words: str
    anchor: str
    spare: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """The lanes of one slot."""

    slot: str
    height: int
    ticks: tuple[Tick, ...]
    gaps: tuple[tuple[float, float], ...]
    tracks: tuple[Track, ...]
    links: tuple[Link, ...]


def pictures(drawn: Timeline) -> tuple[Picture, ...]:
    """One for each slot, on one axis."""
    axis = make_axis(drawn.first, drawn.last, drawn.gaps, _COLUMNS, _LETTER)
    return tuple(
        _picture(slot, list(lanes), axis)
        for slot, lanes in groupby(drawn.lanes, key=lambda lane: lane.slot)
    )


def _picture(slot: str, lanes: Sequence[Lane], axis: Axis) -> Picture:
    tracks = tuple(_track(lane, n, axis) for n, lane in enumerate(lanes))
    return Picture(
        slot,
        _HEAD + _LANE * len(lanes),
        tuple(_ticks(axis)),
        tuple(
            (_percent(one.left, axis), _percent(one.left + one.width, axis))
            for one in axis.stretches
            if one.silent
        ),
        tracks,
        tuple(islice(_links(lanes, tracks, axis), _MOST_LINKS)),
    )


def _track(lane: Lane, number: int, axis: Axis) -> Track:
    label = held_in_words(lane.first)
    top = _HEAD + _LANE * number
    places = [_percent(axis.column(event.day), axis) for event in lane.events]
    return Track(
        label=shorten(label, _LONGEST_LABEL),
        title=label,
        top=top,
        y=top + _TRACK,
        first=min(places),
        last=max(places),
        marks=tuple(
            sorted(
                (_mark(event, x) for event, x in zip(lane.events, places, strict=True)),
                key=lambda mark: RISING.index(mark.kind),
            )[-_MOST_MARKS:]
        ),
    )


def _mark(event: Event, x: float) -> Mark:
    words = event_in_words(event, day_in_words(event.day))
    claim = event.claim
    return Mark(x, event.kind, words, claim.key, claim.document, event.relation)


def _links(lanes: Sequence[Lane], tracks: Sequence[Track], axis: Axis) -> Iterator[Link]:
    """Where both lanes are on the picture."""
    place = {lane.position: n for n, lane in enumerate(lanes)}
    for n, lane in enumerate(lanes):
        for event in lane.events:
            other = place.get(position_of(event.claim))
            if event.relation is None or other is None or other == n:
                continue
            top, bottom = sorted((tracks[n].y, tracks[other].y))
            x = _percent(axis.column(event.day), axis)
            words = event_in_words(event, day_in_words(event.day))
            yield Link(x, top, bottom, event.kind, event.relation, words)


def _ticks(axis: Axis) -> Iterator[Tick]:
    """Those that have room, the last one first; a phone is spared those it has no room for."""
    taken: list[int] = []
    found = list(axis.ticks())
    last = (axis.width - 1, max(found)[1])
    for column, words in (last, *found):
        away = min((abs(column - other) for other in taken), default=_COLUMNS)
        if away < _TICK:
            continue
        taken.append(column)
        edge = "start" if column < _TICK else "end" if column > axis.width - _TICK else "middle"
        yield Tick(_percent(column, axis), words, edge, away < _TICK_ON_A_PHONE)


def _percent(column: int, axis: Axis) -> float:
    return round(100 * column / max(1, axis.width - 1), 2)
