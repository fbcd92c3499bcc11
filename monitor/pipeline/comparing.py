"""Claims of a slot to its relations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from monitor.compare.relate import Sides, Stated, relate
from monitor.config import Config
from monitor.config.phrases import any_of
from monitor.config.topic import Topic
from monitor.storage import Issue, Store
from monitor.types import Claim, Revision

if TYPE_CHECKING:
    pass


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
        claims = store.claims_in_slot(slot)
        stated = _stated(config, store, claims)
        store.put_relations(slot, relate(slot, stated, _sides(config, topic)))


def _stated(config: Config, store: Store, claims: Sequence[Claim]) -> list[Stated]:
    """Each claim with the days on which its document stated it."""
    days: dict[str, tuple[date, date, int]] = {}
    for issues in store.issues(claim.document for claim in claims).values():
        days |= _days_of(issues)
    changes = any_of(config.language.time.announced)
    return [
        Stated(
            claim, *days[claim.revision], announced=bool(changes and changes.search(claim.quote))
        )
        for claim in claims
    ]


def _days_of(issues: Iterable[Issue]) -> dict[str, tuple[date, date, int]]:
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
    published = issue.published
    return (published.earliest if published else None) or issue.observed.date()


def _sides(config: Config, topic: Topic) -> Sides:
    return Sides(topic.vendor, {item.name: topic.ancestors(item.name) for item in topic.item})
