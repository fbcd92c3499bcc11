"""The first claims of a list that may be long: each read by index, and no more than are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from heapq import merge
from itertools import islice, product
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, and_, or_, select, tuple_

from monitor.storage import tables

# Names that are each looked up by themselves; where there are more, claims are gone through.
MOST_NAMES = 64
Conditions = Callable[[Table], list[ColumnElement[bool]]]
# Of a name: in which column, and who.
Names = tuple[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Order:
    """Of dated claims or of the others, newest or oldest first; behind a row."""

    dated: bool
    newest: bool
    behind: RowMapping | None


def first_claims(
    connection: Connection,
    conditions: Conditions,
    *,
    names: Names | None,
    known_at: datetime | None,
    after: RowMapping | None,
    newest: bool,
    limit: int,
) -> list[RowMapping]:
    """The first rows that meet them, in the order of `in_order`: dated ones, then the others.

    One question for each name, and for what was known then and is otherwise
    now, so that an index gives each answer in order.
    """
    found: list[RowMapping] = []
    rounds = (True, False) if after is None or after["published_from"] else (False,)
    for dated in rounds:
        same = after is not None and bool(after["published_from"]) == dated
        order = _Order(dated, newest, after if same else None)
        parts = [
            _part(connection, table, [*known, *named(table), *conditions(table)], order, limit)
            for (table, known), named in product(_known(known_at), _named(names))
        ]
        in_order = merge(*parts, key=lambda row: _place(row, newest))
        found += islice(in_order, limit - len(found))
        if len(found) >= limit:
            break
    return found


def _known(known_at: datetime | None) -> Iterator[tuple[Table, list[ColumnElement[bool]]]]:
    now, past = tables.claim, tables.claim_past
    if known_at is None:
        yield now, []
        return
    yield now, [now.c.written <= known_at]
    yield past, [past.c.written <= known_at, past.c.retired > known_at]


def _named(names: Names | None) -> Iterator[Conditions]:
    if names is None:
        yield lambda _: []
        return
    column, each = names
    for name in each:
        yield lambda table, name=name: [table.c[column] == name]  # type: ignore[misc]


def _part(
    connection: Connection,
    table: Table,
    conditions: list[ColumnElement[bool]],
    order: _Order,
    limit: int,
) -> Sequence[RowMapping]:
    c = table.c
    kept = [c[column.name] for column in tables.claim.columns]
    day = c.published_from.is_not(None) if order.dated else c.published_from.is_(None)
    wanted = select(*kept).where(day, *conditions)
    if order.behind is not None:
        wanted = wanted.where(_behind(table, order.behind, order))
    columns = [c.published_from, c.observed] if order.dated else [c.observed]
    ways = [column.desc() if order.newest else column.asc() for column in columns]
    ordered = wanted.order_by(*ways, c.document, c.start, c.end, c.key).limit(limit)
    return connection.execute(ordered).mappings().all()


def _behind(table: Table, row: RowMapping, order: _Order) -> ColumnElement[bool]:
    c = table.c
    same = tuple_(c.document, c.start, c.end, c.key) > tuple_(
        row["document"], row["start"], row["end"], row["key"]
    )
    for column in (c.observed, c.published_from) if order.dated else (c.observed,):
        value = row[column.name]
        further = column < value if order.newest else column > value
        same = or_(further, and_(column == value, same))
    return same


def _place(row: RowMapping, newest: bool) -> tuple[Any, ...]:
    day: date | None = row["published_from"]
    first = day.toordinal() if day else 0
    seen = row["observed"].timestamp()
    way = -1 if newest else 1
    return way * first, way * seen, row["document"], row["start"], row["end"], row["key"]
