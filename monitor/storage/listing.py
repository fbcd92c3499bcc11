"""The first claims of a list that may be long: each read by index, and no more than are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from heapq import merge
from itertools import islice, product
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Table,
    and_,
    func,
    not_,
    or_,
    select,
    tuple_,
)

from monitor.storage import tables
from monitor.storage.asking import Filters, inside
from monitor.storage.names import NAMED
from monitor.storage.search import has, terms_of
from monitor.types import ClaimOrder

# Claims among which a page of those with some words is sought before their index is asked: a few
# milliseconds, then some forty. What is found in the index costs as much for 7,000 hits.
_LOOKED_AT = (250, 2000)
# Claims with the words, past which to sort them all takes longer than a person waits.
_VERY_MANY = 20_000
# So long a day may have begun elsewhere before it is UTC's: a later one is believed of no page.
_AHEAD = timedelta(days=1)
Conditions = Callable[[Table], list[ColumnElement[bool]]]


@dataclass(frozen=True, slots=True)
class _Order:
    """Of dated claims or of the others, newest or oldest first; behind a row, up to a day."""

    dated: bool
    newest: bool
    behind: RowMapping | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Listing:
    """Claims that meet all filters, in an order, as they were known then."""

    connection: Connection
    filters: Filters
    known_at: datetime | None
    order: ClaimOrder

    def page(self, limit: int, after: RowMapping | None) -> list[str] | None:
        """The keys of so many of them, behind a row; None where all must be asked for."""
        rows = self._page(limit, after)
        return None if rows is None else [row["key"] for row in rows]

    def _page(self, limit: int, after: RowMapping | None) -> list[RowMapping] | None:
        if self.filters.text and self.order == "relevance":
            return self._most_relevant(limit, after)
        if self.filters.text and not self.filters.anywhere:
            rows, ended = self._with_words(limit, after)
            if ended or len(rows) >= limit:
                return rows[:limit]
        return self._first(self.filters, limit, after)

    def _most_relevant(self, limit: int, after: RowMapping | None) -> list[RowMapping] | None:
        """Of words that very many claims have, the best of the newest alone."""
        if self.filters.anywhere:
            return None
        rows, ended = self._with_words(_LOOKED_AT[-1], None)  # as many as are looked at
        claims = self.connection.execute(select(func.max(tables.claim.c.id))).scalar() or 0
        if not ended and len(rows) / _LOOKED_AT[-1] * claims < _VERY_MANY:
            return None
        ordered = sorted(rows, key=_relevance)
        if after is not None:
            ordered = [row for row in ordered if _relevance(row) > _relevance(after)]
        found = ordered[:limit]
        return found if ended or len(found) == limit else None

    def _with_words(self, wanted: int, after: RowMapping | None) -> tuple[list[RowMapping], bool]:
        """Those with the words among the first that meet the other filters; whether there are no
        more. Few are looked at first, and more where some of these have the words.

        The index of words gives all claims that have them, and of a frequent word these are most.
        """
        terms, others = terms_of(self.filters.text or ""), replace(self.filters, text=None)
        for looked_at in _LOOKED_AT:
            rows = self._first(others, looked_at, after)
            found = [row for row in rows if terms and has(row["quote"], terms)]
            ended = len(rows) < looked_at
            if ended or not found or len(found) >= wanted:
                break
        return found, ended

    def _first(self, filters: Filters, limit: int, after: RowMapping | None) -> list[RowMapping]:
        """The first in the order of days: dated ones, then the others.

        One question for each name, for either end of a value, and for what was known then
        and is otherwise now, so that an index gives each answer in order.
        """
        found: list[RowMapping] = []
        rounds = (True, False) if after is None or after["published_from"] else (False,)
        for dated in rounds:
            same = after is not None and bool(after["published_from"]) == dated
            last = _last_day((filters.published[1], filters.by), self.known_at)
            order = _Order(dated, self.order != "oldest", after if same else None, last)
            parts = [
                _part(
                    self.connection,
                    table,
                    [*known, *named(table), *valued(table), *filters.on(table)],
                    order,
                    limit,
                )
                for (table, known), named, valued in product(
                    _known(self.known_at), _named(filters), _valued(filters)
                )
            ]
            in_order = merge(*parts, key=lambda row: _place(row, self.order != "oldest"))
            found += islice(in_order, limit - len(found))
            if len(found) >= limit:
                break
        return found


def _last_day(ends: Iterable[date | None], known_at: datetime | None) -> date | None:
    """The last day that may have been published on: what was known by then is no younger."""
    days = [day for day in ends if day is not None]
    if known_at is not None:
        days.append(known_at.astimezone(UTC).date() + _AHEAD)
    return min(days, default=None)


def _known(known_at: datetime | None) -> Iterator[tuple[Table, list[ColumnElement[bool]]]]:
    now, past = tables.claim, tables.claim_past
    if known_at is None:
        yield now, []
        return
    yield now, [now.c.written <= known_at]
    yield past, [past.c.written <= known_at, past.c.retired > known_at]


def _named(filters: Filters) -> Iterator[Conditions]:
    few = {c: filters.one_of[c] for c in NAMED if filters.one_of.get(c)}
    if not few:
        yield lambda _: []
        return
    column = min(few, key=lambda c: len(few[c]))
    for name in few[column]:
        yield lambda table, name=name: [table.c[column] == name]  # type: ignore[misc]


def _valued(filters: Filters) -> Iterator[Conditions]:
    span = filters.value
    if span is None:
        yield lambda _: []
        return
    yield lambda table: [inside(table.c.low, span)]
    yield lambda table: [
        inside(table.c.high, span),
        or_(table.c.low.is_(None), not_(inside(table.c.low, span))),
    ]


def _part(
    connection: Connection,
    table: Table,
    conditions: list[ColumnElement[bool]],
    order: _Order,
    limit: int,
) -> Sequence[RowMapping]:
    c = table.c
    kept = [c.quote, c.published_from, c.observed, c.document, c.start, c.end, c.key]
    day = c.published_from.is_not(None) if order.dated else c.published_from.is_(None)
    wanted = select(*kept).where(day, *conditions)
    if order.dated and order.until is not None:  # said once more, so that an index begins there
        wanted = wanted.where(c.published_from <= order.until)
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
    first, *others = (c.published_from, c.observed) if order.dated else (c.observed,)
    for column in (*others, first):
        value = row[column.name]
        further = column < value if order.newest else column > value
        same = or_(further, and_(column == value, same))
    # Said once more, so that an index begins there.
    start = first <= row[first.name] if order.newest else first >= row[first.name]
    return and_(start, same)


def _relevance(row: RowMapping) -> tuple[Any, ...]:
    """As `claims_asked` has it, of claims whose quotes have the words."""
    return len(row["quote"]), *_place(row, True)


def _place(row: RowMapping, newest: bool) -> tuple[Any, ...]:
    day: date | None = row["published_from"]
    first = day.toordinal() if day else 0
    seen = row["observed"].timestamp()
    way = -1 if newest else 1
    return way * first, way * seen, row["document"], row["start"], row["end"], row["key"]
