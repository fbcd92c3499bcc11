"""What a question about claims is in SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, Table, case, func, or_, select

from monitor.interval import NumberSpan
from monitor.storage import tables
from monitor.storage.names import names_asked
from monitor.storage.paging import By
from monitor.storage.search import CLAIM_WORDS, REVISION_WORDS, holds
from monitor.types import ClaimOrder


@dataclass(frozen=True, slots=True)
class Filters:
    """What claims must meet: as `Store.claims` says, with the names that were found for a part."""

    dialect: str
    text: str | None
    anywhere: bool
    exact: Mapping[str, str]
    one_of: Mapping[str, Sequence[str]]
    holding: Mapping[str, str]  # a part of the name, where very many hold it
    value: NumberSpan | None
    published: tuple[date | None, date | None]
    by: date | None

    def on(self, table: Table | Subquery) -> list[ColumnElement[bool]]:
        """As conditions of a table."""
        c = table.c
        conditions = [c[name] == wanted for name, wanted in self.exact.items()]
        conditions += [c[name].in_(wanted) for name, wanted in self.one_of.items() if wanted]
        conditions += [c[name].in_(names_asked(name, part)) for name, part in self.holding.items()]
        if self.value is not None:
            conditions.append(or_(inside(c.low, self.value), inside(c.high, self.value)))
        conditions += _published_within(table, *self.published)
        if self.by is not None:
            conditions.append(or_(c.published_from.is_(None), c.published_from <= self.by))
        if self.text:
            quoted = holds(c.id, CLAIM_WORDS, self.text, self.dialect)
            elsewhere = self.anywhere
            conditions.append(
                or_(quoted, _in_text(table, self.text, self.dialect)) if elsewhere else quoted
            )
        return conditions


def claims_asked(
    table: Table | Subquery, filters: Filters, order: ClaimOrder
) -> tuple[Select[Any], list[By]]:
    """The claims of `table` (of now, or as they were known) that meet all conditions, and in
    what order."""
    best: list[By] = []
    if filters.text and order == "relevance":
        quoted = holds(table.c.id, CLAIM_WORDS, filters.text, filters.dialect)
        best = [By(case((quoted, 0), else_=1)), By(func.length(table.c.quote))]
    by_day = _by_day(table, oldest_first=order == "oldest")
    return select(table).where(*filters.on(table)), [*best, *by_day]


def oldest_first(table: Table | Subquery) -> Select[Any]:
    """All of them, by publication date, undated ones last."""
    return select(table).order_by(*(by.order for by in _by_day(table, oldest_first=True)))


def _by_day(table: Table | Subquery, *, oldest_first: bool) -> list[By]:
    """Undated ones last; then by when and where it was seen."""
    c, down = table.c, not oldest_first
    first = [By(c.published_from, down, nullable=True), By(c.observed, down)]
    return [*first, *map(By, (c.document, c.start, c.end, c.key))]


def inside(column: ColumnElement[float], span: NumberSpan) -> ColumnElement[bool]:
    """Whether the number in a column lies in there."""
    if span.low is not None and span.low == span.high:
        return column == span.low  # in the order of its index
    low = column >= span.low if span.low is not None else column.is_not(None)
    return low if span.high is None else low & (column <= span.high)


def _in_text(table: Table | Subquery, asked: str, dialect: str) -> ColumnElement[bool]:
    n = tables.text_number
    numbers = select(n.c.revision).where(holds(n.c.id, REVISION_WORDS, asked, dialect))
    return table.c.revision.in_(numbers)


def _published_within(
    table: Table | Subquery, since: date | None, until: date | None
) -> list[ColumnElement[bool]]:
    """An open end reaches as far as it may."""
    c = table.c
    conditions: list[ColumnElement[bool]] = []
    if since is not None or until is not None:
        conditions.append(c.published.is_not(None))
    if since is not None:
        conditions.append(or_(c.published_to.is_(None), c.published_to >= since))
    if until is not None:
        conditions.append(or_(c.published_from.is_(None), c.published_from <= until))
    return conditions
