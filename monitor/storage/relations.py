"""Relations: what two positions of one slot are to each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Subquery,
    Table,
    and_,
    bindparam,
    insert,
    select,
    update,
)

from monitor.errors import NotFoundError
from monitor.storage import tables
from monitor.storage.evidence import (
    EvidenceRoom,
    put_evidence,
    retire_evidence,
    sides_of,
    stood_at,
)
from monitor.storage.history import as_known, retire_and_delete, unchanged
from monitor.storage.paging import By, nothing_behind, page
from monitor.storage.room import dated_rows, in_parts
from monitor.storage.rows import Recorded, StoredRelation
from monitor.types import TOLD, Relation, RelationKind

_T = tables.relation
# Made once: making a statement costs more than running it, and these run for every document.
_OF_SLOT = select(_T).where(_T.c.slot == bindparam("slot"))
_NEW = insert(_T)
RelationOrder = Literal["pressing", "newest"]
# Kind, and whether it came in silence, of which there is only ever a revision.
_PRESSING = [
    (kind, silent)
    for kind in (*TOLD, *sorted(set(get_args(RelationKind)) - set(TOLD)))
    for silent in (True, False)
]


class Relations(EvidenceRoom):
    """What the positions of a slot are to each other."""

    def put_relations(
        self,
        slot: str,
        relations: Sequence[Relation],
        *,
        news: bool = True,
        earlier: Recorded | None = None,
        places: Mapping[str, str] | None = None,
    ) -> None:
        """Replace the relations of one slot.

        One that stays keeps when it was first recorded, and whether it was
        news; so does one that `earlier` knows, which was there a while ago.
        What is changed or taken away stays known as of before. `places`: what
        claims are ordered by on their side, where not as they are given.
        Raises ValueError where a relation is of another slot; then nothing is replaced.
        """
        rows = {relation.key: _row(relation) for relation in relations}
        if any(row["slot"] != slot for row in rows.values()):
            raise ValueError(f"relations of another slot than {slot!r}")
        with self._writing() as connection:
            now, mine = self._now(), connection.execute(_OF_SLOT, {"slot": slot}).mappings()
            kept = {row["key"]: row for row in mine}
            known = {**(earlier or {}), **{k: (r["recorded"], r["news"]) for k, r in kept.items()}}
            same = {k for k in rows.keys() & kept.keys() if unchanged(kept[k], _told(rows[k]))}
            for key in sorted(same):
                if kept[key]["place"] != rows[key]["place"]:
                    moved = update(_T).where(_T.c.key == key)
                    connection.execute(moved.values(place=rows[key]["place"]))
            gone = sorted(kept.keys() - same)
            retire_and_delete(connection, _T, tables.relation_past, gone, now)
            new = [row for key, row in rows.items() if key not in same]
            if new:
                dated = dated_rows(new, known, (now, news))
                connection.execute(_NEW, [{**row, "written": now} for row in dated])
            retire_evidence(connection, sorted(kept.keys() - rows.keys()), now)
            for relation in {relation.key: relation for relation in relations}.values():
                put_evidence(connection, relation, places or {}, now)

    def add_relation(
        self, relation: Relation, places: Mapping[str, str], *, news: bool, earlier: Recorded | None
    ) -> None:
        """Write down one that is not there yet."""
        with self._writing() as connection:
            now = self._now()
            (row,) = dated_rows([_row(relation)], earlier or {}, (now, news))
            connection.execute(_NEW, {**row, "written": now})
            put_evidence(connection, relation, places, now)

    def retell_relation(self, relation: Relation) -> None:
        """Explain one otherwise; its evidence stays as it is. As of before it stays as it was."""
        with self._writing() as connection:
            now = self._now()
            asked = select(_T).where(_T.c.key == relation.key)
            kept = connection.execute(asked).mappings().one()
            retire_and_delete(connection, _T, tables.relation_past, [relation.key], now)
            row = {**kept, **_row(relation), "written": now}
            connection.execute(insert(_T), row)

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
        wanted = {"topic": topic, "facet": facet, "slot": slot}
        conditions = [table.c[name] == value for name, value in wanted.items() if value is not None]
        if recorded_after is not None:
            conditions.append(table.c.recorded > recorded_after)
        asked = select(table).where(*conditions)
        by = [By(table.c.recorded, down=True), By(table.c.key)]
        with self._reading() as connection:
            rows = list[RowMapping]()
            for group, behind in _groups(connection, table, kinds, order, after):
                ordered = page(connection, asked.where(group), table, by, after=behind)
                left = limit if order == "newest" or limit is None else limit - len(rows)
                rows += connection.execute(ordered.limit(left)).mappings()
                if order == "pressing" and len(rows) == limit:
                    break
            if order == "newest":
                rows = sorted(rows, key=lambda row: (-row["recorded"].timestamp(), row["key"]))
            sides = sides_of(connection, [row["key"] for row in rows[:limit]], known_at)
            return tuple(stored_relation_of(row, *sides[row["key"]]) for row in rows[:limit])

    def relations_heard_again(self, since: datetime, until: datetime) -> tuple[StoredRelation, ...]:
        """Those worth telling, recorded by `since`, of which there was more news up to `until`.

        That is, a claim with a part in it that was recorded in that time as news.
        The newest first.
        """
        c, part = tables.claim.c, tables.evidence.c
        news = select(c.key).where(c.recorded > since, c.recorded <= until, c.news)
        heard = select(part.relation).where(part.claim.in_(news), part.retired.is_(None))
        asked = select(_T).where(_T.c.key.in_(heard), _T.c.recorded <= since, _T.c.kind.in_(TOLD))
        ordered = asked.order_by(_T.c.recorded.desc(), _T.c.key)
        with self._reading() as connection:
            rows = connection.execute(ordered).mappings().all()
            sides = sides_of(connection, [row["key"] for row in rows])
            return tuple(stored_relation_of(row, *sides[row["key"]]) for row in rows)

    def changes_of(
        self,
        claims: Iterable[str],
        *,
        known_at: datetime | None = None,
        but: Collection[str] = (),
    ) -> tuple[StoredRelation, ...]:
        """The revisions that one of these claims stands on the earlier side of.

        `known_at`: as they were told then. Without those whose keys `but` names.
        """
        part, table = tables.evidence, as_known(_T, tables.relation_past, known_at)
        earlier = select(part.c.relation).where(part.c.side == "a", stood_at(known_at))
        of_claims = earlier.where(part.c.claim.in_(bindparam("claims", expanding=True)))
        asked = select(table).where(table.c.kind == "revision")
        of_keys = asked.where(table.c.key.in_(bindparam("keys", expanding=True)))
        with self._reading() as connection:
            keys = set[str]()
            for some in in_parts(sorted(claims)):
                keys |= set(connection.execute(of_claims, {"claims": some}).scalars())
            rows = [
                row
                for some in in_parts(sorted(keys.difference(but)))
                for row in connection.execute(of_keys, {"keys": some}).mappings()
            ]
            sides = sides_of(connection, [row["key"] for row in rows], known_at)
            return tuple(stored_relation_of(row, *sides[row["key"]]) for row in rows)

    def relations_without_evidence(self, slot: str) -> tuple[Relation, ...]:
        """Those of one slot, without the claims on their sides."""
        with self._reading() as connection:
            rows = connection.execute(_OF_SLOT, {"slot": slot}).mappings()
            return tuple(stored_relation_of(row, (), ()).relation for row in rows)

    def kinds_of(self, keys: Iterable[str]) -> dict[str, RelationKind]:
        """The kinds of these relations."""
        asked, found = select(_T.c.key, _T.c.kind), dict[str, RelationKind]()
        with self._reading() as connection:
            for part in in_parts(sorted(set(keys))):
                for key, kind in connection.execute(asked.where(_T.c.key.in_(part))):
                    found[key] = kind
        return found

    def relation(self, key: str) -> StoredRelation:
        """The relation of that key; raises NotFoundError."""
        with self._reading() as connection:
            row = connection.execute(select(_T).where(_T.c.key == key)).mappings().one_or_none()
            if row is None:
                raise NotFoundError(f"there is no relation {key}")
            return stored_relation_of(row, *sides_of(connection, [key])[key])


def _groups(
    connection: Connection,
    table: Table | Subquery,
    kinds: Sequence[str] | None,
    order: RelationOrder,
    after: str | None,
) -> Iterator[tuple[ColumnElement[bool], str | None]]:
    """What an index lists the newest first, and the key of what ended the page before in it.

    Each kind by itself; a change nobody announced is more pressing than one that was.
    """
    c, groups = table.c, _PRESSING
    if order == "pressing" and after is not None:
        last = connection.execute(select(c.kind, c.silent).where(c.key == after)).one_or_none()
        if last is None:
            raise nothing_behind(after)
        groups = groups[groups.index((last.kind, last.silent)) :]
    for number, (kind, silent) in enumerate(groups):
        if kinds is None or kind in kinds:
            behind = after if order == "newest" or number == 0 else None
            yield and_(c.kind == kind, c.silent == silent), behind


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """What is told of a relation: not where its pair stands among the evidence."""
    return {name: value for name, value in row.items() if name != "place"}


def _row(relation: Relation) -> dict[str, Any]:
    return {
        "key": relation.key,
        "kind": relation.kind,
        "topic": relation.topic,
        "facet": relation.facet,
        "slot": relation.slot,
        "position_a": relation.position_a,
        "position_b": relation.position_b,
        "rule": relation.rule,
        "explanation": relation.explanation,
        "silent": relation.silent,
        "place": relation.place,
    }


def stored_relation_of(row: RowMapping, a: Sequence[str], b: Sequence[str]) -> StoredRelation:
    """The relation of a row, with the claims of either side."""
    relation = Relation(
        kind=row["kind"],
        topic=row["topic"],
        facet=row["facet"],
        slot=row["slot"],
        a=tuple(a),
        b=tuple(b),
        position_a=row["position_a"],
        position_b=row["position_b"],
        rule=row["rule"],
        explanation=row["explanation"],
        silent=row["silent"],
        place=row["place"],
    )
    return StoredRelation(relation, row["recorded"], row["news"])
