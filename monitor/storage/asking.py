"""What a question about claims is in SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, Subquery, Table, case, func, or_, select

from monitor.interval import NumberSpan
from monitor.storage import tables
from monitor.storage.paging import By
from monitor.storage.search import CLAIM_WORDS, REVISION_WORDS, holds

Order = Literal["newest", "oldest", "relevance"]


def claims_asked(
    table: Table | Subquery,
    dialect: str,
    *,
    text: str | None,
    anywhere: bool,
    exact: Mapping[str, str],
    partly: Mapping[str, str | None],
    one_of: Mapping[str, Sequence[str]],
    value: NumberSpan | None,
    published: tuple[date | None, date | None],
    order: Order,
) -> tuple[Select[Any], list[By]]:
    """The claims of `table` (of now, or as they were known) that meet all conditions, and in
    what order."""
    c = table.c
    conditions = [c[name] == wanted for name, wanted in exact.items()]
    conditions += [
        c[name].icontains(wanted, autoescape=True) for name, wanted in partly.items() if wanted
    ]
    conditions += [c[name].in_(wanted) for name, wanted in one_of.items() if wanted]
    if value is not None:
        conditions.append(or_(_inside(c.low, value), _inside(c.high, value)))
    conditions += _published_within(table, *published)
    best: list[By] = []
    if text:
        quoted = holds(c.id, CLAIM_WORDS, text, dialect)
        conditions.append(or_(quoted, _in_text(table, text, dialect)) if anywhere else quoted)
        if order == "relevance":
            best = [By(case((quoted, 0), else_=1)), By(func.length(c.quote))]
    by_day = _by_day(table, oldest_first=order == "oldest")
    return select(table).where(*conditions), [*best, *by_day]


def oldest_first(table: Table | Subquery) -> Select[Any]:
    """All of them, by publication date, undated ones last."""
    return select(table).order_by(*(by.order for by in _by_day(table, oldest_first=True)))


def _by_day(table: Table | Subquery, *, oldest_first: bool) -> list[By]:
    """Undated ones last; then by when and where it was seen."""
    c, down = table.c, not oldest_first
    first = [By(c.published_from, down, nullable=True), By(c.observed, down)]
    return [*first, *map(By, (c.document, c.start, c.end, c.key))]


def _inside(column: ColumnElement[float], span: NumberSpan) -> ColumnElement[bool]:
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
