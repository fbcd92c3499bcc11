"""The next page of a sorted list: what stands behind a row, wherever that row now is.

Unlike an offset it costs the same on the hundredth page as on the first, and
nothing is skipped or shown twice where rows came in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    Table,
    and_,
    false,
    or_,
    select,
    true,
)

from monitor.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class By:
    """What is sorted by, upwards if not `down`; rows without it come last, if there can be any."""

    value: ColumnElement[Any]
    down: bool = False
    nullable: bool = False

    @property
    def order(self) -> ColumnElement[Any]:
        """As ORDER BY has it."""
        ordered = self.value.desc() if self.down else self.value.asc()
        return ordered.nulls_last() if self.nullable else ordered

    def behind(self, value: Any) -> ColumnElement[bool]:
        """Of rows that stand behind one with that value."""
        if value is None:
            return false()
        further = self.value < value if self.down else self.value > value
        return or_(further, self.value.is_(None)) if self.nullable else further

    def level(self, value: Any) -> ColumnElement[bool]:
        """Of rows that have the same."""
        return self.value.is_(None) if value is None else self.value == value


def page(
    connection: Connection,
    asked: Select[Any],
    table: Table | Subquery,
    by: Sequence[By],
    *,
    after: str | None,
) -> Select[Any]:
    """`asked` in order, from behind the row of `table` whose key is `after`.

    Raises NotFoundError where there is no such row.
    """
    ordered = asked.order_by(*(one.order for one in by))
    if after is None:
        return ordered
    # Not by their names: an expression of several columns has none.
    place = select(*(one.value.label(f"by_{n}") for n, one in enumerate(by)))
    row = connection.execute(place.where(table.c.key == after)).one_or_none()
    if row is None:
        raise nothing_behind(after)
    found: ColumnElement[bool] = false()
    level: ColumnElement[bool] = true()
    for one, value in zip(by, row, strict=True):
        found = or_(found, and_(level, one.behind(value)))
        level = and_(level, one.level(value))
    if not by[0].nullable:  # said once more, so that an index begins there
        found = and_(found, or_(by[0].behind(row[0]), by[0].level(row[0])))
    return ordered.where(found)


def nothing_behind(after: str) -> NotFoundError:
    """There is no such row to go on from."""
    return NotFoundError(f"there is nothing {after!r} to go on from; begin at the first page")
