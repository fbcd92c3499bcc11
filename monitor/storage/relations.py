"""Relations: what two positions of one slot are to each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, and_, case, delete, insert, select

from monitor.errors import NotFoundError
from monitor.storage import tables
from monitor.storage.room import Room, dated_rows, recorded_of
from monitor.storage.rows import Recorded, StoredRelation
from monitor.types import TOLD, Relation

_T = tables.relation
# A change nobody announced is more pressing than one that was.
_PRESSING = case(
    *((and_(_T.c.kind == kind, _T.c.silent), 2 * place) for place, kind in enumerate(TOLD)),
    *((_T.c.kind == kind, 2 * place + 1) for place, kind in enumerate(TOLD)),
    else_=2 * len(TOLD),
)


class Relations(Room):
    """What the positions of a slot are to each other."""

    def put_relations(
        self,
        slot: str,
        relations: Sequence[Relation],
        *,
        news: bool = True,
        earlier: Recorded | None = None,
    ) -> None:
        """Replace the relations of one slot.

        One that stays keeps when it was first recorded, and whether it was
        news; so does one that `earlier` knows, which was there a while ago.
        Raises ValueError where a relation is of another slot; then nothing is replaced.
        """
        rows = {relation.key: _row(relation) for relation in relations}
        if any(row["slot"] != slot for row in rows.values()):
            raise ValueError(f"relations of another slot than {slot!r}")
        now, mine = self._clock(), _T.c.slot == slot
        with self._writing() as connection:
            known = {**(earlier or {}), **recorded_of(connection, _T, mine)}
            connection.execute(delete(_T).where(mine))
            if rows:
                connection.execute(insert(_T), dated_rows(rows.values(), known, (now, news)))

    def relations(
        self,
        *,
        kinds: Sequence[str] | None = None,
        topic: str | None = None,
        facet: str | None = None,
        slot: str | None = None,
        recorded_after: datetime | None = None,
    ) -> tuple[StoredRelation, ...]:
        """The relations that meet all conditions: most pressing kind first, then newest."""
        conditions: list[ColumnElement[bool]] = []
        if kinds is not None:
            conditions.append(_T.c.kind.in_(kinds))
        if topic is not None:
            conditions.append(_T.c.topic == topic)
        if facet is not None:
            conditions.append(_T.c.facet == facet)
        if slot is not None:
            conditions.append(_T.c.slot == slot)
        if recorded_after is not None:
            conditions.append(_T.c.recorded > recorded_after)
        ordered = select(_T).order_by(_PRESSING, _T.c.kind, _T.c.recorded.desc(), _T.c.key)
        with self._reading() as connection:
            rows = connection.execute(ordered.where(*conditions)).mappings()
            return tuple(_stored(row) for row in rows)

    def relation(self, key: str) -> StoredRelation:
        """The relation of that key; raises NotFoundError."""
        with self._reading() as connection:
            row = connection.execute(select(_T).where(_T.c.key == key)).mappings().one_or_none()
        if row is None:
            raise NotFoundError(f"there is no relation {key}")
        return _stored(row)


def _row(relation: Relation) -> dict[str, Any]:
    return {
        "key": relation.key,
        "kind": relation.kind,
        "topic": relation.topic,
        "facet": relation.facet,
        "slot": relation.slot,
        "a": list(relation.a),
        "b": list(relation.b),
        "position_a": relation.position_a,
        "position_b": relation.position_b,
        "rule": relation.rule,
        "explanation": relation.explanation,
        "silent": relation.silent,
    }


def _stored(row: RowMapping) -> StoredRelation:
    relation = Relation(
        kind=row["kind"],
        topic=row["topic"],
        facet=row["facet"],
        slot=row["slot"],
        a=tuple(row["a"]),
        b=tuple(row["b"]),
        position_a=row["position_a"],
        position_b=row["position_b"],
        rule=row["rule"],
        explanation=row["explanation"],
        silent=row["silent"],
    )
    return StoredRelation(relation, row["recorded"], row["news"])
