"""What a person must see to decide: both sides' words where they stand, and who says them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.compare.meeting import led
from monitor.config import Config
from monitor.errors import NotFoundError
from monitor.first_seen import edits_of
from monitor.review.standing import Reviewed, review_relation
from monitor.storage import KeptVerdict, Store, StoredClaim
from monitor.types import Claim
from monitor.verdict import pair_of
from monitor.wording import words_around

# Characters around a quote that are kept for whoever shows it; more is in `monitor show`.
AROUND = 300


@dataclass(frozen=True, slots=True)
class SideSeen:
    """One position by one of its claims, in the words around it; the rest is counted.

    `edited`: see `edits_of`.
    """

    claim: Claim
    edited: date | None
    before: str
    after: str
    title: str | None
    more: int
    more_documents: int


@dataclass(frozen=True, slots=True)
class Case:
    """A relation to decide about; a side is None where its claims are gone since."""

    reviewed: Reviewed
    a: SideSeen | None
    b: SideSeen | None
    history: tuple[KeptVerdict, ...]


def case_of(config: Config, store: Store, key: str) -> Case:
    """All of one relation as it is now; raises NotFoundError."""
    reviewed = review_relation(config, store, store.relation(key))
    relation, new = reviewed.stored.relation, reviewed.reopened
    claims = store.claims_by_key((*relation.a, *relation.b))
    first = new.claims if new else ()
    a, b = (_side(store, side, claims, first) for side in led(relation))
    return Case(
        reviewed,
        a,
        b,
        store.verdict_history(pair_of(relation)),
    )


def _side(
    store: Store, keys: Sequence[str], claims: Mapping[str, StoredClaim], new: Sequence[str]
) -> SideSeen | None:
    """By what reopened it, where something did; else by the claim the explanation is about."""
    found = [claims[key].claim for key in keys if key in claims]
    if not found:
        return None
    claim = min(found, key=lambda one: new.index(one.key) if one.key in new else len(new))
    others = {one.document for one in found} - {claim.document}
    try:
        revision = store.revision(claim.revision)
    except NotFoundError:  # drawn anew at this very moment
        return SideSeen(claim, None, "", "", None, len(found) - 1, len(others))
    return SideSeen(
        claim,
        edits_of(store, (claim,)).get(claim.key),
        *words_around(revision.text, claim.start, claim.end, AROUND),
        revision.title,
        len(found) - 1,
        len(others),
    )
