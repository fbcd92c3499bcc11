"""Claims of a slot to its relations."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.compare.dated import sides_of
from monitor.compare.meeting import place_of
from monitor.compare.relate import derive
from monitor.compare.stood import said_on
from monitor.config import Config
from monitor.pipeline.dating import stated_in
from monitor.pipeline.joining import join_slots
from monitor.pipeline.standing import cross_documents, cross_new
from monitor.pipeline.writing import AS_NEWS, Writing, put_relations, rules_of
from monitor.storage import Store
from monitor.types import Revision


def compare_slots(
    config: Config,
    store: Store,
    slots: Mapping[str, str],
    revision: Revision,
    writing: Writing = AS_NEWS,
    *,
    fresh: bool = False,
) -> None:
    """Derive the relations of these slots (slot → topic) anew. `fresh`: none of it was there.

    A new revision also shortens the time its forerunner held, so the slots of
    the document's earlier revisions are compared again too.
    """
    touched, rows = dict(slots), store.claims(document=revision.document)
    for row in rows:
        touched.setdefault(row.slot, row.claim.topic)
    topics, days = set(touched.values()), {said_on(revision)}
    days |= {said_on(row.claim) for row in rows if row.claim.revision == revision.key}
    issues = store.issues([revision.document])[revision.document]
    if rows and len(issues) == 1 and fresh:
        left = join_slots(config, store, touched, rows, writing)
        relate_slots(config, store, left, writing)
        cross_new(config, store, topics, [row.claim for row in rows], days, writing)
    else:
        relate_slots(config, store, touched, writing)
        cross_documents(config, store, topics, revision.document, days, writing)


def relate_slots(
    config: Config, store: Store, slots: Mapping[str, str], writing: Writing = AS_NEWS
) -> None:
    """The relations inside each of these slots (slot → topic)."""
    topics = {topic.key: topic for topic in config.topics}
    for slot, key in sorted(slots.items()):
        topic = topics.get(key)
        if topic is None:
            continue  # no longer followed: what was found then stands as it is
        store.claim_slot(slot)
        stated = stated_in(config, store, store.claims_in_slot(slot))
        derived = derive(slot, stated, sides_of(topic))
        places = {one.claim.key: place_of(one) for one in stated}
        put_relations(store, slot, derived.relations, writing, places)
        store.put_stands(slot, rules_of(config, topic), derived.stands)
