"""What documents say of a program's standing, held against what others say around them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import product

from monitor.compare.crossing import STANDING, cross, is_open, settles, stand_slot
from monitor.compare.dated import as_first_said, dated
from monitor.compare.judge import HORIZON_DAYS, Stated
from monitor.compare.stood import said_on
from monitor.config import Config
from monitor.pipeline.dating import days_in
from monitor.pipeline.writing import AS_NEWS, Writing, put_relations
from monitor.storage import Store
from monitor.types import Claim

# What may be held against a word on the program's standing.
_FACETS = (
    "accuracy",
    "timing",
    "threshold",
    "price",
    "funding",
    "scope",
    "delivery",
    "headcount",
    "period",
)


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
            found = store.claims_around(topic, STANDING, day - months, day + months)
            near |= {claim.document for claim in found}
        _cross(config, store, topic, sorted(near), writing)


def cross_new(
    config: Config,
    store: Store,
    topics: Collection[str],
    claims: Sequence[Claim],
    days: Iterable[date],
    writing: Writing,
) -> None:
    """The same for a document that was not there before: it can only add to what was found.

    A state takes the first firm word after it. Where it has one from before
    this document, nothing in it can be an earlier one.
    """
    followed = {topic.key for topic in config.topics}
    for topic in sorted(followed.intersection(topics)):
        rules: dict[str, set[str]] = {}
        for claim in claims:
            if claim.topic == topic and (rule := settles(claim)) is not None:
                rules.setdefault(rule, set()).add(claim.speaker.organisation or "")
        documents = {claims[0].document}
        for day, (rule, sides) in product(sorted(days), sorted(rules.items())):
            near = store.unmet_claims(rule, topic, "status", sides, day, HORIZON_DAYS)
            documents |= {claim.document for claim in near if is_open(claim)}
        _cross(config, store, topic, sorted(documents), writing)


def _cross(
    config: Config, store: Store, topic: str, documents: Sequence[str], writing: Writing
) -> None:
    own: dict[str, list[Claim]] = {document: [] for document in documents}
    for claim in store.claims_of(documents, topic, STANDING):
        own[claim.document].append(claim)
    said = _around(store, topic, own)
    around = sorted(as_first_said(dated(config, days_in(store, said), said)), key=_day)
    days_of = days_in(store, [claim for claims in own.values() for claim in claims])
    for document, claims in own.items():
        told = as_first_said(dated(config, days_of, claims))
        slot = stand_slot(topic, document)
        put_relations(store, slot, cross(slot, told, _near(told, around)), writing)


def _around(store: Store, topic: str, own: Mapping[str, Sequence[Claim]]) -> list[Claim]:
    """All that a rule may hold against one of these claims: what the same document says of
    other things, and what an organisation that calls something open says near and later."""
    found = {
        claim.key: claim
        for claim in store.claims_of(
            [document for document, claims in own.items() if claims], topic, _FACETS
        )
    }
    open_ = [claim for claims in own.values() for claim in claims if is_open(claim)]
    if open_:
        days = [said_on(claim) for claim in open_]
        by = {claim.speaker.organisation or "" for claim in open_}
        months = timedelta(days=HORIZON_DAYS)
        first, last = min(days), max(days) + months
        # A page that was edited later may have been published before.
        later = store.claims_around(topic, ("timing",), first - months, last, by=by, after=first)
        sure = store.claims_around(topic, ("accuracy",), first - months, last, by=by)
        found |= {claim.key: claim for claim in (*later, *sure)}
    return list(found.values())


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
