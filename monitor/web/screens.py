"""What the pages of a server and the files of a report show alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from monitor.compare.slots import component_of
from monitor.config import Config
from monitor.query.events import EVENT_WORDS, event_in_words
from monitor.query.timeline import SILENCE, Asked, Event, Lane, Timeline
from monitor.review.decide import REASONS
from monitor.web.views.case import CasePage
from monitor.web.views.picture import pictures

# The filters of the search that are shown before one asks for more of them.
IN_SIGHT = ("text", "topic", "facet", "since", "until")
# Lanes that are drawn, the most contested first, and events that are listed below them.
_MOST_LANES = 60
_MOST_EVENTS = 300
_SPANS = ((1, "a day"), (7, "a week"), (30, "a month"), (365, "a year"))


@dataclass(frozen=True, slots=True)
class Row:
    """One event in the list below a picture."""

    event: Event
    lane: Lane
    words: str
    component: str


def spans(until: datetime) -> list[tuple[str, str]]:
    """Stretches to look back on: what they are called, and the moment they begin at."""
    return [(name, f"{until - timedelta(days):%Y-%m-%d %H:%M}") for days, name in _SPANS]


def choices(config: Config) -> Mapping[str, Sequence[tuple[str, str]]]:
    """What may be chosen for a name, by filter: its key, and what it is called."""
    facets = sorted({name for topic in config.topics for name in topic.facet})
    parts = sorted({part.name for topic in config.topics for part in topic.component})
    return {
        "topic": [(topic.key, topic.name) for topic in config.topics],
        "facet": [(name, name) for name in facets],
        "component": [(name, name) for name in parts],
    }


def relation_words(config: Config, case: CasePage) -> dict[str, Any]:
    """What the page of one relation names."""
    names = {topic.key: topic.name for topic in config.topics}
    relation = case.case.reviewed.stored.relation
    return {
        "page": case,
        "relation": relation,
        "topic_name": names.get(relation.topic, relation.topic),
        "reasons": REASONS,
    }


def timeline_words(config: Config, wanted: Asked, drawn: Timeline | None) -> dict[str, Any]:
    """What the page of a timeline names; it is cut to what a page holds."""
    names = {topic.key: topic.name for topic in config.topics}
    lanes = drawn.lanes[:_MOST_LANES] if drawn else ()
    cut = _cut(drawn, lanes) if drawn else None
    rows = sorted(_rows(lanes), key=lambda row: (row.event.day, row.event.kind != "first"))
    return {
        "wanted": wanted,
        "topic_name": names.get(wanted.topic or "", wanted.topic),
        "drawn": drawn,
        "pictures": pictures(cut) if cut else (),
        "more_lanes": len(drawn.lanes) - len(lanes) if drawn else 0,
        "rows": rows[-_MOST_EVENTS:],
        "more_rows": max(0, len(rows) - _MOST_EVENTS),
        "event_words": EVENT_WORDS,
        "kinds": {row.event.kind for row in rows},
        "silence": SILENCE,
        "zooms": _zooms(drawn) if drawn else (),
    }


def _cut(drawn: Timeline, lanes: tuple[Lane, ...]) -> Timeline:
    return Timeline(drawn.facet, drawn.first, drawn.last, lanes, drawn.gaps)


def _rows(lanes: Sequence[Lane]) -> Iterator[Row]:
    for lane in lanes:
        component = component_of(lane.slot)
        for event in lane.events:
            yield Row(event, lane, event_in_words(event), component)


def _zooms(drawn: Timeline) -> Iterator[tuple[str, date, date]]:
    """The years in which anything was said, each to be looked at closer."""
    years = sorted({event.day.year for lane in drawn.lanes for event in lane.events})
    if len(years) > 1:
        yield from ((str(year), date(year, 1, 1), date(year, 12, 31)) for year in years)
