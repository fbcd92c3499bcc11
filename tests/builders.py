"""Small builders: each gives one good thing, and takes what a test wants different."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from monitor.interval import DaySpan, NumberSpan
from monitor.storage import Store
from monitor.types import (
    Attribution,
    Claim,
    Failure,
    Relation,
    Revision,
    Snapshot,
    Speaker,
)
from monitor.values import Quantity
from monitor.verdict import EvidenceKind, Seen, Verdict, pair_of

NOON = datetime(2014, 8, 1, 12, tzinfo=UTC)
ADDRESS = "https://outlet.example/news/1"
QUOTE = "150 seats or more"
TEXT = f"Customers need {QUOTE}, a spokesperson said. Moving starts on Sept. 1."


def a_snapshot(**changes: Any) -> Snapshot:
    """An HTML page as crawled at NOON."""
    plain = Snapshot(
        document=ADDRESS,
        source="outlet",
        fetched_from=ADDRESS,
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"), ("ETag", '"one"')),
        body=f"<html><body><p>{TEXT}</p></body></html>".encode(),
        observed=NOON,
    )
    return replace(plain, **changes)


def a_revision(snapshot: Snapshot | None = None, **changes: Any) -> Revision:
    """An article of 1 August 2014, read from `snapshot` (one of its own document if left out)."""
    of = snapshot or a_snapshot(document=changes.get("document", ADDRESS))
    plain = Revision(
        document=of.document,
        publisher="The Outlet",
        organisation=None,
        country="US",
        snapshot=of.key,
        kind="article",
        title="Who may join",
        author="A. Writer",
        published=DaySpan.day(date(2014, 8, 1)),
        text=TEXT,
        observed=of.observed,
    )
    return replace(plain, **changes)


def a_speaker(**changes: Any) -> Speaker:
    """A vendor's spokesperson without a name."""
    plain = Speaker(name=None, organisation="Vendor", role="spokesperson", anonymous=True)
    return replace(plain, **changes)


def a_claim(revision: Revision | None = None, *, quote: str | None = None, **changes: Any) -> Claim:
    """A 150-seat minimum in `revision`, standing where `quote` first stands in its text.

    Without a `quote` it is QUOTE, or all of a text that lacks it.
    """
    of = revision or a_revision()
    words = quote or (QUOTE if QUOTE in of.text else of.text)
    start = of.text.index(words)
    plain = Claim(
        revision=of.key,
        document=of.document,
        start=start,
        end=start + len(words),
        quote=words,
        topic="program",
        component="onboarding",
        facet="threshold",
        qualifiers=(),
        value=Quantity(NumberSpan(150, None), "seat", "minimum"),
        polarity="affirm",
        modality="asserted",
        triggers=(),
        attribution=Attribution(a_speaker(), "indirect", "said", (of.publisher,)),
        reported_by=of.publisher,
        published=of.published,
        observed=of.observed,
        rule="threshold/1",
    )
    return replace(plain, **changes)


def a_relation(**changes: Any) -> Relation:
    """A contradiction of two minimums."""
    plain = Relation(
        kind="contradiction",
        topic="program",
        facet="threshold",
        slot="slot-1",
        a=("a" * 16,),
        b=("b" * 16,),
        position_a="150 seats",
        position_b="250 seats",
        rule="disjoint",
        explanation="One says 150 seats, the other 250.",
    )
    return replace(plain, **changes)


def rule_of(relation: Relation) -> str:
    """Which rule decided, without its version."""
    return relation.rule.split("@")[0]


def a_failure(**changes: Any) -> Failure:
    """A feed that was not there."""
    plain = Failure(
        source="outlet",
        url="https://outlet.example/feed",
        kind="permanent",
        message="https://outlet.example/feed: 404, no longer there",
        at=NOON,
    )
    return replace(plain, **changes)


def keep_revision(store: Store, revision: Revision, body: bytes | None = None) -> Revision:
    """Store a revision together with the snapshot it was read from; gives it as stored.

    The snapshot is made to fit, so `revision.snapshot` is replaced.
    """
    snapshot = a_snapshot(
        document=revision.document,
        fetched_from=revision.document,
        body=revision.text.encode() if body is None else body,
        observed=revision.observed,
    )
    kept = replace(revision, snapshot=snapshot.key)
    with store.transaction():
        store.add_snapshot(snapshot)
        store.mark_read(snapshot.key, kept.kind)
        store.add_revision(kept)
    return kept


def keep_claims(store: Store, *claims: Claim, slot: str = "slot-1") -> None:
    """Store claims of revisions that are stored, all in one slot."""
    for revision in dict.fromkeys(claim.revision for claim in claims):
        mine = [claim for claim in claims if claim.revision == revision]
        store.put_claims(revision, mine, {claim.key: slot for claim in mine})


def a_kind(**changes: Any) -> EvidenceKind:
    """An outlet reports it as so."""
    plain = EvidenceKind(side="outlet", attribution="outlet", modality="asserted")
    return replace(plain, **changes)


def a_verdict(relation: Relation | None = None, **changes: Any) -> Verdict:
    """Somebody dismissed a relation at NOON, on one outlet's word for either side."""
    of = relation or a_relation()
    sides = ((of.position_a, of.a), (of.position_b, of.b))
    plain = Verdict(
        pair=pair_of(of),
        relation=of.key,
        kind=of.kind,
        topic=of.topic,
        facet=of.facet,
        slot=of.slot,
        position_a=of.position_a,
        position_b=of.position_b,
        rule=of.rule,
        decision="dismissed",
        reason="misread",
        by="ann",
        at=NOON,
        seen=tuple(
            Seen(key, position, ADDRESS, QUOTE, a_kind())
            for position, keys in sides
            for key in keys
        ),
    )
    return replace(plain, **changes)
