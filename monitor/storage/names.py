"""The names that claims give: few beside the claims, so a part of one is looked for in these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Select, select

from monitor.storage import tables
from monitor.storage.room import insert_all_new

_T = tables.name
NamedColumn = Literal["speaker", "organisation", "outlet"]
# Names that are each looked up by themselves; where there are more, the database goes through them.
MOST_NAMES = 64
NAMED: tuple[NamedColumn, ...] = get_args(NamedColumn)


def add_names(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Make the names in these rows of claims found."""
    names = {(column, row[column]) for row in rows for column in NAMED if row[column] is not None}
    new = [{"column": column, "name": name} for column, name in sorted(names)]
    insert_all_new(connection, _T, new)


def names_with(connection: Connection, column: str, part: str) -> tuple[str, ...]:
    """The names of a column that hold this part, in whatever case."""
    return tuple(connection.execute(names_asked(column, part).order_by(_T.c.name)).scalars())


def names_asked(column: str, part: str) -> Select[str]:
    """The same as a question: more names may hold it than a database takes in one question."""
    found = _T.c.name.icontains(part, autoescape=True)
    return select(_T.c.name).where(_T.c.column == column, found)
