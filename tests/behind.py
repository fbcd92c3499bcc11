"""Behind the program's back: what stands in a database, and changes of it, on each kind."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg

_FILE = "sqlite:///"


@contextmanager
def behind(url: str) -> Iterator[Any]:
    """A connection past the program, which no key holds back; committed at its end."""
    if url.startswith(_FILE):  # keys are not looked at there unless that is asked for
        with closing(sqlite3.connect(url.removeprefix(_FILE))) as connection, connection:
            yield connection
        return
    free = "-c timezone=UTC -c session_replication_role=replica"
    with psycopg.connect(url, options=free) as connection:
        yield connection


def raw(url: str, *statements: str) -> None:
    """Change the rows; each statement must find some."""
    with behind(url) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount != 0, statement


def rows_in(url: str, table: str, *, without: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
    """What stands in a table, in no order that means anything; without these columns."""
    with behind(url) as connection:
        found = connection.execute(f'SELECT * FROM "{table}"')
        wanted = [n for n, column in enumerate(found.description) if column[0] not in without]
        return sorted((tuple(row[n] for n in wanted) for row in found.fetchall()), key=repr)


def tables_of(url: str) -> list[str]:
    """The names of all its tables."""
    asked = (
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        if url.startswith(_FILE)
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    with behind(url) as connection:
        return [name for (name,) in connection.execute(asked).fetchall()]
