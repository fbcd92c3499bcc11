"""Claims of a slot to its relations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from monitor.compare.crossing import cross, stand_slot
from monitor.compare.judge import HORIZON_DAYS, Sides, Stated
from monitor.compare.lineage import line_of, lineage
from monitor.compare.relate import relate
from monitor.config import Config
from monitor.config.phrases import any_of
from monitor.config.topic import Topic
from monitor.interval import DaySpan
from monitor.storage import Issue, Store
from monitor.types import Claim, Revision

# Revision → first day it is stated, last day, number.
Days = dict[str, tuple[date, date, int]]
# What may be held against a word on the program's standing.
_CROSSED = ("timing", "threshold", "price", "funding", "scope", "delivery", "headcount")


def compare_slots(
    config: Config, store: Store, slots: Mapping[str, str], revision: Revision
) -> None:
    """Derive the relations of these slots (slot → topic) anew.

    A new revision also shortens the time its forerunner held, so the slots of
    the document's earlier revisions are compared again too.
    """
    touched = dict(slots)
    for row in store.claims(document=revision.document):
        touched.setdefault(row.slot, row.claim.topic)
    topics = {topic.key: topic for topic in config.topics}
    for slot, key in sorted(touched.items()):
        topic = topics.get(key)
        if topic is None:
            continue  # no longer followed: what was found then stands as it is
        stated = _stated(config, store, store.claims_in_slot(slot))
        store.put_relations(slot, relate(slot, stated, _sides(config, topic)))
    for key in sorted({key for key in touched.values() if key in topics}):
        _cross(config, store, key, revision)


def _cross(config: Config, store: Store, topic: str, revision: Revision) -> None:
    """Hold what is said here against states and judgements told around it, and the other way."""
    day = _day_of(revision.published, revision.observed)
    months = timedelta(days=HORIZON_DAYS)

    def said(facet: str) -> list[Claim]:
        found = store.claims(topic=topic, facet=facet, since=day - months, until=day + months)
        return [row.claim for row in found]

    judging = {facet: said(facet) for facet in ("status", "accuracy")}
    standing = [*judging["status"], *judging["accuracy"]]
    others = [claim for facet in _CROSSED for claim in said(facet)] if standing else []
    days = _days_in(store, standing + others)
    around = _dated(config, days, [*judging["accuracy"], *others])
    own = _dated(config, days, standing)
    for document in sorted({claim.document for claim in standing} | {revision.document}):
        slot = stand_slot(topic, document)
        told = [one for one in own if one.claim.document == document]
        store.put_relations(slot, cross(slot, told, around))


def _stated(config: Config, store: Store, claims: Sequence[Claim]) -> list[Stated]:
    """The claims of a slot, those that an edit moved out of it, and what each replaced."""
    days: Days = {}
    replaced: dict[str, str] = {}
    moved: list[Claim] = []
    for document, issues in store.issues(claim.document for claim in claims).items():
        days |= _days_of(issues)
        if len(issues) > 1:
            edits, away = _edited(store, document, days, claims)
            replaced |= edits
            moved += away
    stayed = [
        replace(one, replaces=replaced.get(one.claim.key)) for one in _dated(config, days, claims)
    ]
    left = _dated(config, days, moved)
    return stayed + [replace(one, moved=True, replaces=replaced.get(one.claim.key)) for one in left]


def _dated(config: Config, days: Days, claims: Iterable[Claim]) -> list[Stated]:
    """Each claim with the days on which its document stated it, and what it says of itself."""
    changes = any_of(config.language.time.announced)
    present = any_of(config.language.time.for_now)
    return [
        Stated(
            claim,
            *days[claim.revision],
            announced=bool(changes and changes.search(claim.quote)),
            for_now=bool(present and present.search(claim.quote)),
        )
        for claim in claims
    ]


def _days_in(store: Store, claims: Iterable[Claim]) -> Days:
    days: Days = {}
    for issues in store.issues(claim.document for claim in claims).values():
        days |= _days_of(issues)
    return days


def _edited(
    store: Store,
    document: str,
    days: Days,
    claims: Sequence[Claim],
) -> tuple[dict[str, str], list[Claim]]:
    """What replaced what on one page, and the claims that an edit moved out of the slot.

    An edit can make a sentence name another component. Where it left the slot
    without a claim of its own, what the sentence says now is still compared there.
    """
    facets = {claim.facet for claim in claims}
    said: dict[str, list[Claim]] = {}
    for row in store.claims(document=document):
        if row.claim.facet in facets:
            said.setdefault(row.claim.revision, []).append(row.claim)
    replaced = lineage([said[key] for key in sorted(said, key=lambda key: days[key][2])])
    inside = {claim.key for claim in claims}
    held = {claim.revision for claim in claims}
    moved = [
        claim
        for key, others in said.items()
        if key not in held
        for claim in others
        if inside.intersection(line_of(claim.key, replaced))
    ]
    return replaced, moved


def _days_of(issues: Iterable[Issue]) -> Days:
    """Revision → first day it is stated, last day before the next one (or that day), number.

    A page edited under its old date was published when we first saw the edit.
    """
    ordered = sorted((_said_on(issue), issue.observed, issue.revision) for issue in issues)
    days = [day for day, _, _ in ordered]
    for number in range(1, len(ordered)):
        if ordered[number][0] == ordered[number - 1][0]:
            days[number] = max(days[number - 1], ordered[number][1].date())
    following = [*days[1:], days[-1]] if days else []
    return {
        key: (days[number], following[number], number) for number, (_, _, key) in enumerate(ordered)
    }


def _said_on(issue: Issue) -> date:
    return _day_of(issue.published, issue.observed)


def _day_of(published: DaySpan | None, observed: datetime) -> date:
    return (published.earliest if published else None) or observed.date()


def _sides(config: Config, topic: Topic) -> Sides:
    return Sides(topic.vendor, {item.name: topic.ancestors(item.name) for item in topic.item})
