"""The export contract: claims, relations and verdicts as plain rows, one JSON object a line.

The shapes are described in docs/guide.md; a test holds them. `performer`
writes the vendor by the topic's own name for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from monitor.config import Config
from monitor.first_seen import edits_of
from monitor.plain import visible_json
from monitor.review import Reviewed, review_relations
from monitor.storage import Store, StoredClaim, StoredRelation
from monitor.types import TOLD, Claim, Failure
from monitor.values import Actor, to_json
from monitor.verdict import Verdict


def claim_rows(
    store: Store,
    config: Config,
    stored: Iterable[StoredClaim],
    known_at: datetime | None = None,
) -> list[dict[str, Any]]:
    """Claims with their evidence; `known_at`: with the edits that were known then."""
    told = tuple(stored)
    edits = edits_of(store, (one.claim for one in told), known_at)
    return [claim_row(one, config, edits.get(one.claim.key)) for one in told]


def claim_row(stored: StoredClaim, config: Config, edited: date | None = None) -> dict[str, Any]:
    """One claim with its evidence; `published` also tells which revision of the document it is,
    `edited` the day on which an edit under that date was seen to bring its words.
    """
    claim = stored.claim
    speaker = claim.speaker
    return {
        "id": claim.key,
        "document": claim.document,
        "revision": claim.revision,
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "topic": claim.topic,
        "component": claim.component,
        "facet": claim.facet,
        "qualifiers": dict(claim.qualifiers),
        "value": _value(claim, config),
        "polarity": claim.polarity,
        "modality": claim.modality,
        "triggers": list(claim.triggers),
        "speaker": {
            "name": speaker.name,
            "organisation": speaker.organisation,
            "role": speaker.role,
            "anonymous": speaker.anonymous,
        },
        "attribution": claim.attribution.kind,
        "chain": list(claim.attribution.chain),
        "cue": claim.attribution.cue,
        "reported_by": claim.reported_by,
        "published": claim.published.iso() if claim.published else None,
        "edited": edited.isoformat() if edited else None,
        "observed": claim.observed.isoformat(),
        "recorded": stored.recorded.isoformat(),
        "news": stored.news,
        "slot": stored.slot,
        "rule": claim.rule,
    }


def _value(claim: Claim, config: Config) -> dict[str, Any]:
    row = to_json(claim.value)
    if isinstance(claim.value, Actor) and claim.value.performer == "vendor":
        row["performer"] = next(
            (t.vendor_key for t in config.topics if t.key == claim.topic), "vendor"
        )
    return row


def relation_row(stored: StoredRelation, reviewed: Reviewed | None = None) -> dict[str, Any]:
    """One relation; `a` the earlier and `b` the later side, as ids of the claims that hold it.

    `reviewed` is the same with the verdict on it.
    """
    relation = stored.relation
    return {
        "id": relation.key,
        "kind": relation.kind,
        "silent": relation.silent,
        "topic": relation.topic,
        "facet": relation.facet,
        "slot": relation.slot,
        "a": list(relation.a),
        "b": list(relation.b),
        "explanation": relation.explanation,
        "rule": relation.rule,
        "recorded": stored.recorded.isoformat(),
        "news": stored.news,
        "verdict": _verdict(reviewed) if reviewed else None,
    }


def _verdict(reviewed: Reviewed) -> dict[str, Any] | None:
    verdict, reopened = reviewed.verdict, reviewed.reopened
    if verdict is None:
        return None
    return {
        "decision": verdict.decision,
        "reason": verdict.reason,
        "by": verdict.by,
        "at": verdict.at.isoformat(),
        "open": reviewed.is_open,
        "reopened": reopened.why if reopened else None,
    }


def verdict_row(verdict: Verdict) -> dict[str, Any]:
    """One decision, with the words it was made on: each side as documents and quotes."""

    def side(position: str) -> list[dict[str, str]]:
        seen = [one for one in verdict.seen if one.position == position]
        return [{"document": one.document, "quote": one.quote, "id": one.claim} for one in seen]

    return {
        "relation": verdict.relation,
        "kind": verdict.kind,
        "topic": verdict.topic,
        "facet": verdict.facet,
        "slot": verdict.slot,
        "a": side(verdict.position_a),
        "b": side(verdict.position_b),
        "decision": verdict.decision,
        "reason": verdict.reason,
        "by": verdict.by,
        "at": verdict.at.isoformat(),
        "rule": verdict.rule,
    }


def failure_row(failure: Failure) -> dict[str, Any]:
    """One failure, as the commands that fetch tell it to programs."""
    return {
        "source": failure.source,
        "url": failure.url,
        "kind": failure.kind,
        "message": failure.message,
    }


def claim_lines(store: Store, config: Config) -> Iterator[str]:
    """Every claim of every revision, in order of document, revision and place.

    Those of one document are held at a time.
    """
    for document in sorted(store.documents_read()):
        rows = sorted(store.claims(document=document), key=_place)
        for row in claim_rows(store, config, rows):
            yield visible_json(json.dumps(row, ensure_ascii=False))


def _place(stored: StoredClaim) -> tuple[str, int, str, str]:
    claim = stored.claim
    return claim.revision, claim.start, claim.facet, claim.key


def relation_lines(store: Store, config: Config) -> Iterator[str]:
    """Every relation worth telling, with the verdict on it, in order of id."""
    rows = sorted(store.relations(kinds=TOLD), key=lambda s: s.relation.key)
    for one in review_relations(config, store, rows):
        yield visible_json(json.dumps(relation_row(one.stored, one), ensure_ascii=False))


def verdict_lines(store: Store) -> Iterator[str]:
    """Every verdict in force, in the order in which they were made."""
    for kept in store.verdicts().values():
        yield visible_json(json.dumps(verdict_row(kept.verdict), ensure_ascii=False))
