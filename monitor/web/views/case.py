"""One relation with all its evidence, copies of one text folded into one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.compare.origins import origins
from monitor.config import Config
from monitor.config.alert import AlertKind
from monitor.errors import NotFoundError
from monitor.first_seen import edits_of
from monitor.review import Case, case_of, history_in_words, verdict_in_words
from monitor.review.case import SideSeen
from monitor.sides import kind_of
from monitor.storage import Store, StoredClaim
from monitor.types import TOLD, Claim

# Documents of one side whose texts are compared; the others are listed one by one.
_MOST_TEXTS = 30
# Documents listed of one side: what more say the same is in Said.
_MOST_DOCUMENTS = 60
# Signs around a quote that copies are known by; whole texts would take a page's whole time.
_AROUND = 1500


@dataclass(frozen=True, slots=True)
class OriginSeen:
    """Claims in texts of one origin; `first` is the earliest."""

    first: Claim
    others: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class SidePage:
    """One side: the claim it is shown by, and all other documents by their origin."""

    seen: SideSeen
    others: tuple[OriginSeen, ...]
    more: int


@dataclass(frozen=True, slots=True)
class CasePage:
    """All a person needs to decide; `edits`: see `edits_of`."""

    case: Case
    kind: AlertKind
    a: SidePage | None
    b: SidePage | None
    edits: Mapping[str, date]
    verdict: str | None
    history: tuple[str, ...]


def case_page(config: Config, store: Store, key: str) -> CasePage:
    """Raises NotFoundError, also for a relation that is not worth telling."""
    case = case_of(config, store, key)
    relation = case.reviewed.stored.relation
    if relation.kind not in TOLD:
        raise NotFoundError(f"{key} is a {relation.kind}: the two sides fit, there is no case")
    claims = store.claims_by_key((*relation.a, *relation.b))
    a, b = (
        _side(store, seen, keys, claims)
        for seen, keys in ((case.a, relation.a), (case.b, relation.b))
    )
    others = [
        claim
        for side in (a, b)
        for origin in (side.others if side else ())
        for claim in (origin.first, *origin.others)
    ]
    return CasePage(
        case,
        kind_of(relation),
        a,
        b,
        edits_of(store, others),
        verdict_in_words(case.reviewed),
        tuple(map(history_in_words, case.history)),
    )


def _side(
    store: Store, seen: SideSeen | None, keys: Sequence[str], claims: Mapping[str, StoredClaim]
) -> SidePage | None:
    if seen is None:
        return None
    by_document: dict[str, Claim] = {seen.claim.document: seen.claim}
    for claim in sorted((claims[key].claim for key in keys if key in claims), key=_place):
        by_document.setdefault(claim.document, claim)
    shown = dict(list(by_document.items())[:_MOST_DOCUMENTS])
    return SidePage(
        seen,
        tuple(_folded(store, shown, seen.claim)),
        len(by_document) - len(shown),
    )


def _place(claim: Claim) -> tuple[object, ...]:
    return claim.observed, claim.document, claim.start


def _folded(store: Store, shown: Mapping[str, Claim], first: Claim) -> Iterator[OriginSeen]:
    """Each origin by its earliest claim; that of the claim shown has only the rest."""
    texts = {
        document: _words_around(store, claim)
        for document, claim in list(shown.items())[:_MOST_TEXTS]
    }
    groups = [*origins(texts), *({document} for document in shown if document not in texts)]
    order = list(shown)
    for group in sorted(groups, key=lambda one: min(map(order.index, one))):
        mine = [shown[document] for document in order if document in group]
        if mine[0] == first and len(mine) == 1:
            continue
        yield OriginSeen(mine[0], tuple(mine[1:]))


def _words_around(store: Store, claim: Claim) -> str:
    try:
        text = store.revision(claim.revision).text
    except NotFoundError:  # drawn anew at this very moment
        return claim.quote
    return text[max(0, claim.start - _AROUND) : claim.end + _AROUND]
