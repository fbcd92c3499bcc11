"""What every room of the store shares: connections, transactions, the clock."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Insert, RowMapping, Table, Update

from monitor.errors import NotFoundError
from monitor.interval import DaySpan
from monitor.progress import Clock
from monitor.storage.database import BEGIN, DURABLE, WRITING
from monitor.storage.rows import Recorded

_AT_ONCE = 500

Name = TypeVar("Name", str, tuple[str, str])


def utc_now() -> datetime:
    """The time by the machine's clock."""
    return datetime.now(UTC)


class Room:
    """The engine, and the transaction each thread is in."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._local = threading.local()

    @contextmanager
    def transaction(self, *, durable: bool = False) -> Iterator[None]:
        """All writes inside are whole together or absent; a transaction inside joins this one.

        A kill of the process never takes back what was written; a power cut may
        take back the last seconds, in order, unless one that is `durable` came
        after. It belongs to the thread that opened it, and holds the write
        lock: do no network and no `await` inside.
        """
        with self._writing(durable=durable):
            yield

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """A transaction of its own whose writes are seen inside it, and undone at its end."""
        with (
            self._engine.connect().execution_options(**{BEGIN: WRITING}) as connection,
            connection.begin() as begun,
        ):
            self._local.connection, self._local.now = connection, None
            try:
                yield
            finally:
                self._local.connection = None
                begun.rollback()

    @contextmanager
    def _writing(self, *, durable: bool = False) -> Iterator[Connection]:
        current: Connection | None = getattr(self._local, "connection", None)
        if current is not None:
            yield current
            return
        begin = DURABLE if durable else WRITING
        with (
            self._engine.connect().execution_options(**{BEGIN: begin}) as connection,
            connection.begin(),
        ):
            self._local.connection, self._local.now = connection, None
            try:
                yield connection
            finally:
                self._local.connection = None

    def _now(self) -> datetime:
        """The moment of the transaction this thread is in: all it writes is written at once."""
        if self._local.now is None:
            self._local.now = self._clock()
        moment: datetime = self._local.now
        return moment

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """The transaction this thread is in, else a connection that sees one moment.

        A read inside a read joins it: it sees the same moment, and waits for no second connection.
        """
        current: Connection | None = getattr(self._local, "connection", None)
        current = current or getattr(self._local, "reading", None)
        if current is not None:
            yield current
            return
        with self._engine.connect() as connection:
            self._local.reading = connection
            try:
                yield connection
            finally:
                self._local.reading = None

    def _update_one(self, statement: Update, name: str) -> None:
        """Change a row that must be there, and keep the change through a power cut.

        Raises NotFoundError that calls it `name`.
        """
        with self._writing(durable=True) as connection:
            if connection.execute(statement).rowcount == 0:
                raise NotFoundError(f"there is no {name}")


def in_parts(names: Sequence[Name]) -> Iterator[Sequence[Name]]:
    """As many at once as may be named in one question: databases have a limit."""
    for n in range(0, len(names), _AT_ONCE):
        yield names[n : n + _AT_ONCE]


def insert_new(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Insert the row; False where one of that key was there, which then stays as it is."""
    # Without the option the count of an insert is not kept on every driver.
    done = connection.execute(
        _insert_new(table, connection.dialect.name),
        row,
        execution_options={"preserve_rowcount": True},
    )
    return done.rowcount == 1


def insert_all_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert those of which no row of their key was there."""
    if rows:
        connection.execute(_insert_new(table, connection.dialect.name), rows)


def dated_rows(
    rows: Iterable[dict[str, Any]], known: Recorded, now: tuple[datetime, bool]
) -> list[dict[str, Any]]:
    """The rows with the two columns; a known one keeps its own."""
    return [
        {**row, "recorded": at, "news": news}
        for row in rows
        for at, news in (known.get(row["key"], now),)
    ]


@cache
def _insert_new(table: Table, dialect: str) -> Insert:
    """Made once: making a statement costs more than running it."""
    if dialect == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table).on_conflict_do_nothing()
    from sqlalchemy.dialects import postgresql  # slow to import, and not for a file

    return postgresql.insert(table).on_conflict_do_nothing()


def published_columns(published: DaySpan | None) -> dict[str, Any]:
    """The three columns a publication date is kept in."""
    if published is None:
        return {"published": None, "published_from": None, "published_to": None}
    return {
        "published": published.iso(),
        "published_from": published.earliest,
        "published_to": published.latest,
    }


def published_of(row: RowMapping) -> DaySpan | None:
    """The publication date of a row that has those columns."""
    if row["published"] is None:
        return None
    return DaySpan(row["published_from"], row["published_to"])
