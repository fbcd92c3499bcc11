"""What was known at a moment: positions in force, what was open between them, and the coverage."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from monitor.query.said import Question, holding
from monitor.query.valid import day_of, days_of, once
from monitor.sides import Held, held_by
from monitor.storage import Coverage, Store, StoredClaim, StoredRelation
from monitor.types import TOLD


@dataclass(frozen=True, slots=True)
class Position:
    """A position in force, with the claims that hold it, newest first."""

    slot: str
    claims: tuple[StoredClaim, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What had been read by `known_at` of the day `valid_at`.

    `open` are the contradictions, revisions and tensions of positions in force,
    with the claims said by then. `coverage` says what had been read.
    """

    known_at: datetime
    valid_at: date
    positions: tuple[Position, ...]
    open: tuple[StoredRelation, ...]
    coverage: Coverage


def known_at(
    store: Store,
    moment: datetime,
    valid_at: date | None = None,
    *,
    topic: str | None = None,
    facet: str | None = None,
) -> Knowledge:
    """What was known then of a day, by default of the day itself."""
    day = valid_at or moment.date()
    question = Question(topic=topic, facet=facet, known_at=moment)
    claims = tuple(holding(store, question, day))
    positions: dict[Held, list[StoredClaim]] = {}
    for stored in once(claims):
        positions.setdefault(held_by(stored), []).append(stored)
    relations = store.relations(kinds=TOLD, topic=topic, facet=facet, known_at=moment)
    in_force = {stored.claim.key for stored in claims}
    return Knowledge(
        known_at=moment,
        valid_at=day,
        positions=tuple(
            Position(slot, tuple(same))
            for (slot, _), same in sorted(positions.items(), key=lambda item: item[0][0])
        ),
        open=tuple(_open(relations, in_force, _said_by(store, relations, day, moment))),
        coverage=store.coverage(moment),
    )


def _said_by(
    store: Store, relations: Sequence[StoredRelation], day: date, moment: datetime
) -> frozenset[str]:
    """The claims of these relations that had been said by that day."""
    keys = {key for row in relations for key in (*row.relation.a, *row.relation.b)}
    claims = store.claims_by_key(keys, known_at=moment)
    days, _ = days_of(store, [stored.claim for stored in claims.values()], moment)
    return frozenset(key for key, one in claims.items() if day_of(one.claim, days) <= day)


def _open(
    relations: Iterable[StoredRelation], in_force: Collection[str], said: Collection[str]
) -> Iterator[StoredRelation]:
    """What is open on a day, with the claims that had been said by then alone.

    A contradiction or a tension while both sides are in force, a revision of
    a statement while what it led to is.
    """
    for row in relations:
        a, b = (tuple(k for k in side if k in said) for side in (row.relation.a, row.relation.b))
        sides = (b,) if row.relation.kind == "revision" else (a, b)
        if a and b and all(any(key in in_force for key in side) for side in sides):
            yield replace(row, relation=replace(row.relation, a=a, b=b))
