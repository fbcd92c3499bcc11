"""Claims of a slot to its relations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from monitor.compare.crossing import cross, stand_slot
from monitor.compare.judge import HORIZON_DAYS, Sides, Stated
from monitor.compare.lineage import line_of, lineage
from monitor.compare.relate import relate
from monitor.compare.stood import Days, said_on, stood
from monitor.config import Config
from monitor.config.phrases import any_of
from monitor.config.topic import Topic
from monitor.storage import Recorded, Store, StoredRelation
from monitor.types import Claim, Relation, Revision

_STANDING = ("status", "accuracy")
# What may be held against a word on the program's standing.
_CROSSED = ("timing", "threshold", "price", "funding", "scope", "delivery", "headcount")


@dataclass(frozen=True, slots=True)
class Writing:
    """How relations are written down: as news or not, and what is known of some that went.

    `note` is told, slot by slot, which were there before and which are now.
    """

    news: bool = True
    earlier: Recorded | None = None
    note: Callable[[Sequence[StoredRelation], Sequence[Relation]], None] | None = None


AS_NEWS = Writing()


def compare_slots(
    config: Config,
    store: Store,
    slots: Mapping[str, str],
    revision: Revision,
    writing: Writing = AS_NEWS,
) -> None:
    """Derive the relations of these slots (slot → topic) anew.

    A new revision also shortens the time its forerunner held, so the slots of
    the document's earlier revisions are compared again too.
    """
    touched = dict(slots)
    for row in store.claims(document=revision.document):
        touched.setdefault(row.slot, row.claim.topic)
    relate_slots(config, store, touched, writing)
    days = [said_on(revision)]
    cross_documents(config, store, set(touched.values()), revision.document, days, writing)


def relate_slots(
    config: Config, store: Store, slots: Mapping[str, str], writing: Writing = AS_NEWS
) -> None:
    """The relations inside each of these slots (slot → topic)."""
    topics = {topic.key: topic for topic in config.topics}
    for slot, key in sorted(slots.items()):
        topic = topics.get(key)
        if topic is None:
            continue  # no longer followed: what was found then stands as it is
        stated = _stated(config, store, store.claims_in_slot(slot))
        _put(store, slot, relate(slot, stated, _sides(config, topic)), writing)


def cross_documents(
    config: Config,
    store: Store,
    topics: Collection[str],
    document: str,
    days: Iterable[date],
    writing: Writing = AS_NEWS,
) -> None:
    """Hold states and judgements against what was said around them, in all documents
    to which something said in this one on these days can matter, and in this one.

    What is found of a document depends on no other document's day, so the
    order in which documents are read makes no difference.
    """
    followed = {topic.key for topic in config.topics}
    months = timedelta(days=HORIZON_DAYS)
    for topic in sorted(followed.intersection(topics)):
        near = {document}
        for day in sorted(set(days)):
            found = store.claims_around(topic, _STANDING, day - months, day + months)
            near |= {claim.document for claim in found}
        _cross(config, store, topic, sorted(near), writing)


def _cross(
    config: Config, store: Store, topic: str, documents: Sequence[str], writing: Writing
) -> None:
    own: dict[str, list[Claim]] = {document: [] for document in documents}
    for claim in store.claims_of(documents, topic, _STANDING):
        own[claim.document].append(claim)
    days = [said_on(claim) for claims in own.values() for claim in claims]
    around: list[Stated] = []
    if days:
        months = timedelta(days=HORIZON_DAYS)
        facets = ("accuracy", *_CROSSED)
        said = store.claims_around(topic, facets, min(days) - months, max(days) + months)
        around = sorted(_dated(config, _days_in(store, said), said), key=_day)
    days_of = _days_in(store, [claim for claims in own.values() for claim in claims])
    for document, claims in own.items():
        told = _dated(config, days_of, claims)
        slot = stand_slot(topic, document)
        _put(store, slot, cross(slot, told, _near(told, around)), writing)


def _near(told: Sequence[Stated], around: Sequence[Stated]) -> list[Stated]:
    """Those said so near to one of the claims that a rule may hold them against it.

    `around` is in order of days.
    """
    found: dict[int, Stated] = {}
    months = timedelta(days=HORIZON_DAYS)
    for day in {_day(one) for one in told}:
        first = bisect_left(around, day - months, key=_day)
        last = bisect_right(around, day + months, key=_day)
        found |= enumerate(around[first:last], start=first)
    return [found[place] for place in sorted(found)]


def _day(stated: Stated) -> date:
    return said_on(stated.claim)


def _put(store: Store, slot: str, relations: Sequence[Relation], writing: Writing) -> None:
    before = store.relations(slot=slot) if writing.note else ()
    store.put_relations(slot, relations, news=writing.news, earlier=writing.earlier)
    if writing.note:
        writing.note(before, relations)


def _stated(config: Config, store: Store, claims: Sequence[Claim]) -> list[Stated]:
    """The claims of a slot, those that an edit moved out of it, and what each replaced."""
    days: Days = {}
    replaced: dict[str, str] = {}
    moved: list[Claim] = []
    for document, issues in store.issues(claim.document for claim in claims).items():
        days |= stood(issues)
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
            since=days[claim.revision].since,
            until=days[claim.revision].until,
            number=days[claim.revision].number,
            notices=days[claim.revision].notices,
            superseded=days[claim.revision].superseded,
            announced=bool(changes and changes.search(claim.quote)),
            for_now=bool(present and present.search(claim.quote)),
        )
        for claim in claims
    ]


def _days_in(store: Store, claims: Iterable[Claim]) -> Days:
    days: Days = {}
    for issues in store.issues(claim.document for claim in claims).values():
        days |= stood(issues)
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
    replaced = lineage([said[key] for key in sorted(said, key=lambda key: days[key].number)])
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


def _sides(config: Config, topic: Topic) -> Sides:
    return Sides(topic.vendor, {item.name: topic.ancestors(item.name) for item in topic.item})
