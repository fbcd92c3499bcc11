"""Which claims have a part in which relation: rows that are added, and never rewritten."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    delete,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from monitor.storage import tables
from monitor.storage.history import as_known
from monitor.storage.room import Room, in_parts
from monitor.types import Relation

_T = tables.evidence
Side = Literal["a", "b"]
Sides = tuple[tuple[str, ...], tuple[str, ...]]
# Made once: making a statement costs more than running it, and these run for every claim.
_OF_CLAIMS = select(_T.c.claim, _T.c.relation, _T.c.side).where(
    _T.c.claim.in_(bindparam("claims", expanding=True)), _T.c.retired.is_(None)
)
_OF_RELATION = select(_T.c.side, _T.c.claim, _T.c.place).where(
    _T.c.relation == bindparam("relation"), _T.c.retired.is_(None)
)
_NEW = insert(_T)


class EvidenceRoom(Room):
    """Who holds which side of a relation."""

    def join_relation(self, key: str, joining: Iterable[tuple[Side, str, str]]) -> None:
        """Side, key and place of claims that have a part in it from now on; none has one yet."""
        with self._writing() as connection:
            _add(connection, key, joining, self._now())

    def leave_relation(self, key: str, leaving: Iterable[tuple[Side, str]]) -> None:
        """Side and key of claims that have no part in it any more."""
        with self._writing() as connection:
            _retire(connection, key, sorted(leaving), self._now())

    def parts_of(self, claims: Collection[str]) -> dict[str, list[tuple[str, Side]]]:
        """The relations each of these claims has a part in, and on which side."""
        found: dict[str, list[tuple[str, Side]]] = {key: [] for key in claims}
        with self._reading() as connection:
            for part in in_parts(sorted(claims)):
                for claim, relation, side in connection.execute(_OF_CLAIMS, {"claims": part}):
                    found[claim].append((relation, side))
        return found


def stood_at(known_at: datetime | None) -> ColumnElement[bool]:
    """Which rows count: those of now, or those that did at a moment."""
    stands: ColumnElement[bool] = _T.c.retired.is_(None)
    if known_at is None:
        return stands
    return (_T.c.written <= known_at) & or_(stands, _T.c.retired > known_at)


def sides_of(
    connection: Connection, relations: Sequence[str], known_at: datetime | None = None
) -> dict[str, Sides]:
    """The claims of both sides of each relation, in order; `known_at`: as it was known then."""
    found: dict[str, dict[str, list[str]]] = {key: {"a": [], "b": []} for key in relations}
    stands = stood_at(known_at)
    order = (_T.c.relation, _T.c.side, _T.c.place, _T.c.claim)
    for part in in_parts(relations):
        asked = select(_T.c.relation, _T.c.side, _T.c.claim).where(_T.c.relation.in_(part), stands)
        for relation, side, claim in connection.execute(asked.order_by(*order)):
            found[relation][side].append(claim)
    if known_at is not None:
        known = _known(
            connection, {c for s in found.values() for x in s.values() for c in x}, known_at
        )
        found = {
            k: {n: [c for c in x if c in known] for n, x in s.items()} for k, s in found.items()
        }
    return {key: (tuple(sides["a"]), tuple(sides["b"])) for key, sides in found.items()}


def _known(connection: Connection, claims: Collection[str], known_at: datetime) -> set[str]:
    """Those of these claims that were known by then: of a topic nobody follows any more, claims
    go and what was found of them stands."""
    c = as_known(tables.claim, tables.claim_past, known_at).c
    known: set[str] = set()
    for part in in_parts(sorted(claims)):
        known |= set(connection.execute(select(c.key).where(c.key.in_(part))).scalars())
    return known


def put_evidence(
    connection: Connection, relation: Relation, places: Mapping[str, str], now: datetime
) -> None:
    """Make these its claims: add those that are new, and retire those that are gone."""
    kept = {
        (row.side, row.claim): row.place
        for row in connection.execute(_OF_RELATION, {"relation": relation.key})
    }
    wanted: dict[tuple[Side, str], str] = {}
    sides: tuple[tuple[Side, tuple[str, ...]], ...] = (("a", relation.a), ("b", relation.b))
    for side, claims in sides:
        for number, claim in enumerate(claims):
            wanted[side, claim] = places.get(claim, f"{number:09}")
    gone = sorted(pair for pair, place in kept.items() if wanted.get(pair) != place)
    _retire(connection, relation.key, gone, now)
    new = [(s, c, place) for (s, c), place in wanted.items() if kept.get((s, c)) != place]
    _add(connection, relation.key, new, now)


def _add(
    connection: Connection, key: str, joining: Iterable[tuple[Side, str, str]], now: datetime
) -> None:
    rows = [
        {"relation": key, "side": side, "claim": claim, "place": place, "written": now}
        for side, claim, place in joining
    ]
    if rows:
        connection.execute(_NEW, rows)


def retire_evidence(connection: Connection, relations: Sequence[str], now: datetime) -> None:
    """All of these relations; what was written at this same moment nobody has known."""
    for part in in_parts(relations):
        mine = (_T.c.relation.in_(part), _T.c.retired.is_(None))
        connection.execute(delete(_T).where(*mine, _T.c.written >= now))
        connection.execute(update(_T).where(*mine).values(retired=now))


def _retire(
    connection: Connection, key: str, gone: Sequence[tuple[str, str]], now: datetime
) -> None:
    for first in range(0, len(gone), 200):
        some = tuple_(_T.c.side, _T.c.claim).in_(gone[first : first + 200])
        mine = (_T.c.relation == key, some, _T.c.retired.is_(None))
        connection.execute(delete(_T).where(*mine, _T.c.written >= now))
        connection.execute(update(_T).where(*mine).values(retired=now))
