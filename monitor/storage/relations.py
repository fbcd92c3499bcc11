"""Relations: what two positions of one slot are to each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Subquery,
    Table,
    and_,
    case,
    insert,
    select,
    update,
)

from monitor.errors import NotFoundError
from monitor.storage import tables
from monitor.storage.history import as_known, retire_and_delete, unchanged
from monitor.storage.paging import By, page
from monitor.storage.room import Room, dated_rows, in_parts
from monitor.storage.rows import Recorded, StoredRelation
from monitor.types import TOLD, Relation

_T = tables.relation
RelationOrder = Literal["pressing", "newest"]


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
        What is changed or taken away stays known as of before.
        Raises ValueError where a relation is of another slot; then nothing is replaced.
        """
        rows = {relation.key: _row(relation) for relation in relations}
        if any(row["slot"] != slot for row in rows.values()):
            raise ValueError(f"relations of another slot than {slot!r}")
        with self._writing() as connection:
            now, mine = self._now(), select(_T).where(_T.c.slot == slot)
            kept = {row["key"]: row for row in connection.execute(mine).mappings()}
            known = {**(earlier or {}), **{k: (r["recorded"], r["news"]) for k, r in kept.items()}}
            grown = [key for key in rows.keys() & kept.keys() if _grew(kept[key], rows[key])]
            fresh = _written_now(connection, {k: _added(kept[k], rows[k]) for k in grown}, now)
            for key in fresh:
                change = {"a": rows[key]["a"], "b": rows[key]["b"]}
                connection.execute(update(_T).where(_T.c.key == key).values(change))
            same = {k for k in rows.keys() & kept.keys() if unchanged(kept[k], rows[k])} | fresh
            gone = sorted(kept.keys() - same)
            retire_and_delete(connection, _T, tables.relation_past, gone, now)
            new = [row for key, row in rows.items() if key not in same]
            if new:
                dated = dated_rows(new, known, (now, news))
                connection.execute(insert(_T), [{**row, "written": now} for row in dated])

    def relations(
        self,
        *,
        kinds: Sequence[str] | None = None,
        topic: str | None = None,
        facet: str | None = None,
        slot: str | None = None,
        recorded_after: datetime | None = None,
        known_at: datetime | None = None,
        order: RelationOrder = "pressing",
        limit: int | None = None,
        after: str | None = None,
    ) -> tuple[StoredRelation, ...]:
        """The relations that meet all conditions: most pressing kind first, then newest.

        `known_at`: as they were told then, with the claims that were known then.
        `order`: or "newest" first, whatever the kind. `after`: those behind the
        relation of that key; raises NotFoundError where there is none.
        """
        table = as_known(_T, tables.relation_past, known_at)
        conditions: list[ColumnElement[bool]] = []
        if kinds is not None:
            conditions.append(table.c.kind.in_(kinds))
        if topic is not None:
            conditions.append(table.c.topic == topic)
        if facet is not None:
            conditions.append(table.c.facet == facet)
        if slot is not None:
            conditions.append(table.c.slot == slot)
        if recorded_after is not None:
            conditions.append(table.c.recorded > recorded_after)
        pressing = [By(_pressing(table)), By(table.c.kind)] if order == "pressing" else []
        by = [*pressing, By(table.c.recorded, down=True), By(table.c.key)]
        asked = select(table).where(*conditions).limit(limit)
        with self._reading() as connection:
            rows = connection.execute(page(connection, asked, table, by, after=after)).mappings()
            found = tuple(stored_relation_of(row) for row in rows)
            return found if known_at is None else _as_of(connection, found, known_at)

    def relation(self, key: str) -> StoredRelation:
        """The relation of that key; raises NotFoundError."""
        with self._reading() as connection:
            row = connection.execute(select(_T).where(_T.c.key == key)).mappings().one_or_none()
        if row is None:
            raise NotFoundError(f"there is no relation {key}")
        return stored_relation_of(row)


def _pressing(table: Table | Subquery) -> ColumnElement[int]:
    """A change nobody announced is more pressing than one that was."""
    c = table.c
    return case(
        *((and_(c.kind == kind, c.silent), 2 * place) for place, kind in enumerate(TOLD)),
        *((c.kind == kind, 2 * place + 1) for place, kind in enumerate(TOLD)),
        else_=2 * len(TOLD),
    )


def _grew(kept: RowMapping, row: dict[str, Any]) -> bool:
    """Whether all that changed is that more claims hold one side or both."""
    sides = {"a", "b"}
    rest = {name: value for name, value in row.items() if name not in sides}
    more = all(set(kept[side]) <= set(row[side]) for side in sides)
    return more and unchanged(kept, rest) and not unchanged(kept, row)


def _added(kept: RowMapping, row: dict[str, Any]) -> set[str]:
    return {key for side in ("a", "b") for key in row[side]} - {*kept["a"], *kept["b"]}


def _written_now(connection: Connection, added: Mapping[str, set[str]], now: datetime) -> set[str]:
    """The relations that only claims of this very moment joined.

    They need no past of their own: as of before, those claims are left out
    (`_as_of`). So a position that many repeat costs a row, not one a repeat.
    """
    c = tables.claim.c
    keys = sorted(set().union(*added.values()))
    old: set[str] = set()
    for part in in_parts(keys):
        some = select(c.key).where(c.key.in_(part), c.written < now)
        old |= set(connection.execute(some).scalars())
    return {relation for relation, claims in added.items() if not claims & old}


def _as_of(
    connection: Connection, found: Sequence[StoredRelation], known_at: datetime
) -> tuple[StoredRelation, ...]:
    """The same with the claims alone that were known by then."""
    keys = sorted({key for row in found for key in (*row.relation.a, *row.relation.b)})
    c = as_known(tables.claim, tables.claim_past, known_at).c
    known: set[str] = set()
    for part in in_parts(keys):
        known |= set(connection.execute(select(c.key).where(c.key.in_(part))).scalars())
    return tuple(
        replace(
            row,
            relation=replace(
                row.relation,
                a=tuple(key for key in row.relation.a if key in known),
                b=tuple(key for key in row.relation.b if key in known),
            ),
        )
        for row in found
    )


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


def stored_relation_of(row: RowMapping) -> StoredRelation:
    """The relation of a row."""
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
