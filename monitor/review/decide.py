"""A person's decision about a relation, with the evidence it was made on."""

from __future__ import annotations

from datetime import datetime

from monitor.config import Config
from monitor.errors import UnreasonedError
from monitor.plain import one_line
from monitor.review.standing import review_relation, speakers_of
from monitor.storage import KeptVerdict, Store, StoredRelation
from monitor.types import TOLD, Claim, Relation, RelationKind
from monitor.verdict import Decision, Seen, Verdict, pair_of
from monitor.wording import shorten

# What most dismissals come to; any other words are as good.
REASONS = (
    "misread: the text does not say this",
    "about different things: another plan, region or segment",
    "both can hold",
    "not their own word: wrong speaker, or a report of somebody else's",
    "right, but not worth telling",
)
_GRAVITY: dict[RelationKind, int] = {kind: -place for place, kind in enumerate(TOLD)}
_UNTOLD = -len(TOLD)
# Longer ones are notes; they would not fit the line they are shown on.
LONGEST_REASON = 500
_LONGEST_NAME = 100


def lacks_reason(decision: str, reason: str | None) -> bool:
    """Whether it dismisses without a word of why, from which rules could be mended."""
    return decision == "dismissed" and not (reason or "").strip()


def decide(
    config: Config,
    store: Store,
    row: StoredRelation,
    decision: Decision,
    *,
    reason: str | None = None,
    by: str,
    at: datetime,
) -> KeptVerdict:
    """Keep a decision about a relation as the person saw it in `row`.

    Who decides the same again changes nothing, unless the matter was reopened. Raises
    UnreasonedError.
    """
    if lacks_reason(decision, reason):
        raise UnreasonedError("say why it is dismissed: a few words are enough")
    relation, why = row.relation, shorten(one_line(reason or ""), LONGEST_REASON) or None
    who = shorten(one_line(by), _LONGEST_NAME)
    with store.transaction(durable=True):
        kept = store.verdict_on(pair_of(relation))
        if kept is not None and review_relation(config, store, row).state == decision:
            same = kept.verdict
            if (same.reason, same.by) == (why, who):
                return kept
        return store.add_verdict(
            Verdict(
                pair=pair_of(relation),
                relation=relation.key,
                kind=relation.kind,
                topic=relation.topic,
                facet=relation.facet,
                slot=relation.slot,
                position_a=relation.position_a,
                position_b=relation.position_b,
                rule=relation.rule,
                decision=decision,
                reason=why,
                by=who,
                at=at,
                seen=_seen(config, store, relation, kept.verdict.seen if kept else ()),
            )
        )


def withdraw(store: Store, row: StoredRelation, *, by: str, at: datetime) -> KeptVerdict | None:
    """Take back the decision in force, so that the one before is; None where there is none."""
    with store.transaction(durable=True):
        kept = store.verdict_on(pair_of(row.relation))
        if kept is None:
            return None
        store.withdraw_verdict(kept.id, by=shorten(one_line(by), _LONGEST_NAME), at=at)
        return kept


def _seen(
    config: Config, store: Store, relation: Relation, before: tuple[Seen, ...]
) -> tuple[Seen, ...]:
    """The evidence there is, and what there was when the matter was decided before.

    A contradiction and a tension between the same positions stand on different
    claims: deciding the one must not make the other new. Who decides on the graver
    one has decided on the other; a tension alone says nothing of firmer words.
    """
    matter = [
        row.relation
        for row in store.relations(slot=relation.slot)
        if pair_of(row.relation) == pair_of(relation)
        and _GRAVITY.get(row.relation.kind, _UNTOLD) <= _GRAVITY.get(relation.kind, _UNTOLD)
    ]
    stood = {
        (position, key)
        for one in (relation, *matter)
        for position, keys in ((one.position_a, one.a), (one.position_b, one.b))
        for key in keys
    }
    claims = store.claims_by_key(key for _, key in stood)
    speakers = speakers_of(config)

    def seen(claim: Claim, position: str) -> Seen:
        kind = speakers.kind_of(claim)
        return Seen(claim.key, position, claim.document, claim.quote, kind)

    now = [seen(claims[key].claim, position) for position, key in sorted(stood) if key in claims]
    shown = {one.claim for one in now}
    return (*now, *(one for one in before if one.claim not in shown))
