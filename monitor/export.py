"""The export contract: claims and relations as plain rows, one JSON object a line.

The shapes are described in docs/guide.md; a test holds them. `performer`
writes the vendor by the topic's own name for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from monitor.config import Config
from monitor.plain import visible_json
from monitor.storage import Store, StoredClaim, StoredRelation
from monitor.types import TOLD, Claim
from monitor.values import Actor, to_json


def claim_row(stored: StoredClaim, config: Config) -> dict[str, Any]:
    """One claim with its evidence; `published` also tells which revision of the document it is."""
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


def relation_row(stored: StoredRelation) -> dict[str, Any]:
    """One relation; `a` the earlier and `b` the later side, as ids of the claims that hold it."""
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
    }


def claim_lines(store: Store, config: Config) -> Iterator[str]:
    """Every claim of every revision, in order of document, revision and place."""
    rows = sorted(
        store.claims(order="oldest"),
        key=lambda s: (
            s.claim.document,
            s.claim.revision,
            s.claim.start,
            s.claim.facet,
            s.claim.key,
        ),
    )
    for row in rows:
        yield visible_json(json.dumps(claim_row(row, config), ensure_ascii=False))


def relation_lines(store: Store) -> Iterator[str]:
    """Every relation worth telling, in order of id."""
    for row in sorted(store.relations(kinds=TOLD), key=lambda s: s.relation.key):
        yield visible_json(json.dumps(relation_row(row), ensure_ascii=False))
