"""When each position on a facet was first said, repeated, revised and contradicted, and by whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal

from monitor.compare.crossing import STANDING
from monitor.compare.judge import voice_of
from monitor.compare.slots import component_of
from monitor.compare.stood import Days
from monitor.interval import DaySpan
from monitor.query.valid import day_of, days_of
from monitor.sides import Held, held_by
from monitor.storage import Store, StoredClaim, StoredRelation
from monitor.types import TOLD, Claim, Relation

EventKind = Literal["first", "repeated", "contradicted", "tension", "revised", "silent"]
# Days without any reading after which a blank in the line says nothing: news on a program comes
# every few weeks, and a document that holds claims is asked for again every month.
SILENCE = 90


@dataclass(frozen=True, slots=True)
class Asked:
    """Which positions, and in which days; `known_at` None: as we know it now."""

    facet: str
    topic: str | None = None
    component: str | None = None
    since: date | None = None
    until: date | None = None
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """What befell a position: `claim` is what was said, and by whom.

    Of a contradiction, a tension or a revision `claim` is the other side's, and
    `relation` the key of what tells of it.
    """

    day: date
    kind: EventKind
    claim: Claim
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """A position, `first` the claim that took it first, with its events in order."""

    slot: str
    position: str
    first: Claim
    first_day: date
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes by slot, the contested slots first; `gaps` are days in which nothing was read."""

    facet: str
    first: date
    last: date
    lanes: tuple[Lane, ...]
    gaps: tuple[DaySpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """What a timeline is made of.

    `claims` of the facet, `others` by key all that a relation names, `days`
    how revisions stood.
    """

    claims: Sequence[StoredClaim]
    relations: Sequence[StoredRelation]
    others: Mapping[str, StoredClaim] = field(default_factory=dict)
    days: Days = field(default_factory=dict)


def draw_timeline(store: Store, asked: Asked, today: date) -> Timeline | None:
    """The timeline out of the store, up to `today` or what was known then; None: nothing said."""
    claims = store.claims(
        topic=asked.topic, facet=asked.facet, known_at=asked.known_at, order="oldest"
    )
    claims = tuple(_of_component(claims, asked.component))
    mine = {stored.claim.key for stored in claims}
    relations = [one for one in _relations(store, asked) if mine.intersection(one.relation.a)]
    keys = {key for one in relations for key in (*one.relation.a, *one.relation.b)}
    others = store.claims_by_key(keys - mine, known_at=asked.known_at)
    days, _ = days_of(store, [one.claim for one in (*claims, *others.values())], asked.known_at)
    known = asked.known_at.date() if asked.known_at else today
    drawn = build_timeline(asked, Material(claims, relations, others, days), known)
    if drawn is None:
        return None
    read = {
        day
        for gap in drawn.gaps
        for topic in {stored.claim.topic for stored in claims}
        for day in store.days_read(topic, *_ends(gap), known_at=asked.known_at)
    }
    return without_read(drawn, read)


def _relations(store: Store, asked: Asked) -> Iterator[StoredRelation]:
    """Those that may tell of a claim of the facet, which a word on the standing may, too."""
    for facet in dict.fromkeys((asked.facet, *STANDING)):
        yield from store.relations(
            kinds=TOLD, topic=asked.topic, facet=facet, known_at=asked.known_at
        )


def _of_component(claims: Sequence[StoredClaim], component: str | None) -> Iterator[StoredClaim]:
    """All claims of the slots that are about it: a claim that names none is of the default one."""
    slots = {
        stored.slot
        for stored in claims
        if component in (None, stored.claim.component, component_of(stored.slot))
    }
    return (stored for stored in claims if stored.slot in slots)


def build_timeline(asked: Asked, material: Material, last: date) -> Timeline | None:
    """Lanes, events and the gaps between them by `last`; None where there is no event then."""
    until = min(asked.until or last, last)
    every = (_within(lane, asked.since, until) for lane in _lanes(material))
    lanes = [lane for lane in every if lane.events]
    if not lanes:
        return None
    first = asked.since or min(lane.events[0].day for lane in lanes)
    said = [event.day for lane in lanes for event in lane.events]
    gaps = tuple(_gaps(said, first, until))
    return Timeline(asked.facet, first, until, tuple(_in_order(lanes)), gaps)


def without_read(drawn: Timeline, read: Collection[date]) -> Timeline:
    """The same where something of the topic was published, seen or checked on these days."""
    day = timedelta(days=1)
    ends = (_ends(gap) for gap in drawn.gaps)
    gaps = (gap for first, last in ends for gap in _gaps(read, first - day, last + day))
    return replace(drawn, gaps=tuple(gaps))


def _lanes(material: Material) -> Iterator[Lane]:
    said: dict[Held, list[StoredClaim]] = defaultdict(list)
    for stored in material.claims:
        said[held_by(stored)].append(stored)
    lane_of = {one.claim.key: held for held, same in said.items() for one in same}
    claims = {**material.others, **{one.claim.key: one for one in material.claims}}
    befell: dict[Held, list[Event]] = defaultdict(list)
    for row in material.relations:
        event = _event(row.relation, claims, material.days)
        lane = next((lane_of[key] for key in row.relation.a if key in lane_of), None)
        if event is not None and lane is not None:
            befell[lane].append(event)
    for held, same in said.items():
        dated = sorted(
            ((day_of(one.claim, material.days), one.claim) for one in same),
            key=lambda pair: (pair[0], pair[1].start, pair[1].key),
        )
        events = [*_said(dated), *befell[held]]
        events.sort(key=lambda event: (event.day, event.kind != "first", event.claim.key))
        yield Lane(*held, first=dated[0][1], first_day=dated[0][0], events=tuple(events))


def _said(dated: Sequence[tuple[date, Claim]]) -> Iterator[Event]:
    """One event a document and voice: a sentence that stays on an edited page is not repeated."""
    seen = set[tuple[object, ...]]()
    for day, claim in dated:
        who = (claim.document, voice_of(claim), claim.speaker.name)
        if who not in seen:
            yield Event(day, "repeated" if seen else "first", claim)
        seen.add(who)


def _event(relation: Relation, claims: Mapping[str, StoredClaim], days: Days) -> Event | None:
    """What a relation did to its earlier side: on the first day on which both had been said."""
    mine = [claims[key].claim for key in relation.a if key in claims]
    theirs = [claims[key].claim for key in relation.b if key in claims]
    if not mine or not theirs:
        return None  # read anew since, so there is nothing to show
    other = min(theirs, key=lambda claim: (day_of(claim, days), claim.start, claim.key))
    day = max(day_of(other, days), min(day_of(claim, days) for claim in mine))
    return Event(day, _kind(relation), other, relation.key)


def _kind(relation: Relation) -> EventKind:
    if relation.kind == "revision":
        return "silent" if relation.silent else "revised"
    return "tension" if relation.kind == "tension" else "contradicted"


def _within(lane: Lane, since: date | None, until: date) -> Lane:
    first = since or date.min
    return replace(lane, events=tuple(one for one in lane.events if first <= one.day <= until))


def _in_order(lanes: Sequence[Lane]) -> list[Lane]:
    """Slots with the most contradictions and changes first, then by name; lanes by first day."""
    contested: dict[str, int] = defaultdict(int)
    for lane in lanes:
        contested[lane.slot] += sum(event.relation is not None for event in lane.events)
    return sorted(
        lanes, key=lambda lane: (-contested[lane.slot], lane.slot, lane.first_day, lane.position)
    )


def _ends(gap: DaySpan) -> tuple[date, date]:
    assert gap.earliest is not None
    assert gap.latest is not None
    return gap.earliest, gap.latest


def _gaps(read: Iterable[date], first: date, last: date) -> Iterator[DaySpan]:
    """The days between two readings that lie further apart than `SILENCE`."""
    days = sorted({day for day in read if first <= day <= last} | {first, last})
    for before, after in pairwise(days):
        if (after - before).days > SILENCE:
            yield DaySpan(before + timedelta(days=1), after - timedelta(days=1))
