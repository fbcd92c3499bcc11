"""What was known at an earlier moment: rows that change are kept as they were.

A row of `claim` or `relation` says since when it is as it is (`written`). Before
it is changed or taken away, it is copied to the table of the past with the
moment it was `retired`. So what was known at T is: the rows written by T, and
those of the past written by T and retired after it. Nothing that is written
later can change that answer, which is the whole point (in SQL:2011 these are
system-versioned tables).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Subquery,
    Table,
    delete,
    insert,
    literal,
    select,
    union_all,
)

from monitor.storage.room import in_parts


def as_known(table: Table, past: Table, known_at: datetime | None) -> Table | Subquery:
    """The rows as of a moment, with the columns of `table`; the rows of now where it is None."""
    if known_at is None:
        return table
    names = [column.name for column in table.columns]
    now = select(table).where(table.c.written <= known_at)
    then = select(*(past.c[name] for name in names)).where(
        past.c.written <= known_at, past.c.retired > known_at
    )
    return union_all(now, then).subquery(table.name)


def retire_and_delete(
    connection: Connection, table: Table, past: Table, keys: Sequence[str], now: datetime
) -> None:
    """Take away the rows of these keys, and keep them as past ones.

    What was written at this same moment nobody has known: it leaves no past.
    """
    names = [column.name for column in table.columns]
    columns = (*(table.c[name] for name in names), literal(now, past.c.retired.type))
    for part in in_parts(keys):
        mine = table.c.key.in_(part)
        seen = select(*columns).where(mine, table.c.written < now)
        connection.execute(insert(past).from_select([*names, "retired"], seen))
        connection.execute(delete(table).where(mine))


def unchanged(kept: Any, row: dict[str, Any]) -> bool:
    """Whether a kept row says what this one says, whenever it was written."""
    return all(kept[name] == value for name, value in row.items())
