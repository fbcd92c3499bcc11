"""A whole database into an empty one of either kind, each row held against what comes out.

All of it is one transaction of the target, verified before it ends: at any
moment the target holds the whole copy or nothing, so whoever was killed begins
anew, and nobody works on half of one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    LargeBinary,
    Table,
    func,
    insert,
    select,
    text,
    tuple_,
)
from sqlalchemy.exc import DataError

from monitor.errors import SchemaError, StorageError, UnprovenError
from monitor.progress import Count, Progress, silent
from monitor.storage.database import (
    BEGIN,
    DURABLE,
    address_of,
    make_engine,
    place_of,
    write_ahead,
)
from monitor.storage.migrate import make_schema, refuse_unknown, stored_revision
from monitor.storage.search import fill_indexes
from monitor.storage.tables import HEAD, metadata

# Rows in memory at once; a text is some 10 kB, a packed page 30 kB and at the most some MB.
_AT_ONCE = 200
_HEAVY_AT_ONCE = 20
_TELL = 5000  # rows between two lines of progress: a second or two


@dataclass(frozen=True, slots=True)
class CopiedTable:
    """Rows of a table, and one hash of all of them, whatever their order."""

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied, by table; both databases as an error would name them."""

    source: str
    target: str
    tables: Mapping[str, CopiedTable]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())


def copy_all(
    source: str,
    target: str,
    *,
    busy_timeout: float = 30,
    tell: Progress = silent,
    count: Count = lambda what, done, total: None,
) -> Copied:
    """Copy all of `source`, as it is at one moment, into `target`, which must be empty.

    Others may go on writing to the source; what they write is not in the copy.
    Raises StorageError where there is no source, the target has rows or both are
    one; SchemaError where either has another schema than ours; UnprovenError
    where a row came out otherwise than it went in. Then nothing was copied.
    """
    came, goes = address_of(source), address_of(target)
    _must_be_there(came)
    _must_differ(came, goes)
    with _engine(came, busy_timeout) as old, old.connect() as reading:
        _must_be_ours(reading, place_of(came))
        with _engine(goes, busy_timeout) as new:
            durably = new.connect().execution_options(**{BEGIN: DURABLE})
            with durably as writing, writing.begin():
                _make_ready(writing, place_of(goes))
                copying = _Copying(reading, writing, place_of(came), place_of(goes), tell, count)
                tables = {table.name: copying.table(table) for table in metadata.sorted_tables}
                tell("making the texts found by their words")
                fill_indexes(writing)
                if writing.dialect.name == "postgresql":
                    writing.exec_driver_sql("ANALYZE")  # or its first plans were for empty tables
            write_ahead(new, busy_timeout)
    return Copied(place_of(came), place_of(goes), tables)


def row_hash(values: Iterable[Any]) -> bytes:
    """SHA-256 of a row's values in order, the same whichever database gave them."""
    plain = json.dumps([_plain(value) for value in values], separators=(",", ":"))
    return hashlib.sha256(plain.encode()).digest()


def _plain(value: Any) -> Any:
    """The value with its kind where JSON has none for it: no two unlike values become alike."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case datetime():
            return ["moment", value.isoformat()]
        case date():
            return ["day", value.isoformat()]
        case bytes():
            return ["bytes", hashlib.sha256(value).hexdigest()]
        case _:
            return ["json", value]


@contextmanager
def _engine(address: URL, busy_timeout: float) -> Iterator[Engine]:
    engine = make_engine(address, busy_timeout)
    try:
        yield engine
    finally:
        engine.dispose()


def _must_be_there(address: URL) -> None:
    """SQLite would make the file."""
    if address.get_backend_name() == "sqlite" and not Path(str(address.database)).is_file():
        raise StorageError(f"{place_of(address)}: there is no database to copy; name another")


def _must_differ(came: URL, goes: URL) -> None:
    same = came == goes
    if came.get_backend_name() == goes.get_backend_name() == "sqlite":
        one, other = Path(str(came.database)), Path(str(goes.database))
        same = other.exists() and one.samefile(other)
    if same:
        raise StorageError(
            f"{place_of(came)}: a database cannot be copied into itself; name another"
        )


def _must_be_ours(reading: Connection, place: str) -> None:
    stored = stored_revision(reading, place)
    if stored is None:
        raise StorageError(f"{place}: is an empty database, there is nothing to copy")
    if stored != HEAD:
        refuse_unknown(reading, stored, place)
        raise SchemaError(
            f"{place}: has schema {stored}, and is copied at {HEAD} only; any other command brings "
            "it up to date, such as monitor status"
        )


def _make_ready(writing: Connection, place: str) -> None:
    """Make the tables where there are none; raises where the target is not empty."""
    stored = stored_revision(writing, place)
    if stored is None:
        make_schema(writing)
        return
    if stored != HEAD:
        raise SchemaError(
            f"{place}: has schema {stored}, and this Monitor copies into {HEAD} only; "
            "name an empty database"
        )
    for table in metadata.sorted_tables:
        if writing.execute(select(text("1")).select_from(table).limit(1)).first():
            raise StorageError(
                f"{place}: is not empty, there are rows in its table {table.name}; "
                "name an empty database, nothing here was touched"
            )


@dataclass(frozen=True, slots=True)
class _Copying:
    """One copy under way: two connections, each inside its transaction."""

    reading: Connection
    writing: Connection
    source: str
    target: str
    tell: Progress
    count: Count

    def table(self, table: Table) -> CopiedTable:
        """Copy and verify all of its rows; what numbers them goes on where it was."""
        total = self.reading.execute(select(func.count()).select_from(table)).scalar_one()
        done = hashed = 0
        for rows in self._parts(table):
            with self._own_errors(table):
                self.writing.execute(insert(table), rows)
            hashed = (hashed + self._verify(table, rows)) % (1 << 256)
            before, done = done, done + len(rows)
            self.count(table.name, done, total)
            if before // _TELL < done // _TELL and done < total:
                self.tell(f"{table.name}: {done:,} of {total:,} rows")
        there = self.writing.execute(select(func.count()).select_from(table)).scalar_one()
        if not total == done == there:
            raise UnprovenError(
                f"{self.target}: table {table.name} has {there:,} rows in place of {total:,}; "
                "nothing was copied"
            )
        _go_on_numbering(self.reading, self.writing, table)
        if done:
            self.tell(f"{table.name}: {done:,} rows, each verified")
        return CopiedTable(done, f"{hashed:064x}")

    def _parts(self, table: Table) -> Iterator[list[dict[str, Any]]]:
        heavy = any(isinstance(column.type, LargeBinary) for column in table.columns)
        at_once = _HEAVY_AT_ONCE if heavy else _AT_ONCE
        streamed = {"stream_results": True, "yield_per": at_once}
        found = self.reading.execute(select(table), execution_options=streamed).mappings()
        parts = found.partitions(at_once)
        while True:
            with self._own_errors(table):
                rows = [dict(row) for row in next(parts, ())]
            if not rows:
                return
            yield rows

    def _verify(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
        """The sum of the hashes of these rows, each of which has come out as it went in."""
        keys = list(table.primary_key)
        wanted = {tuple(row[key.name] for key in keys): row for row in rows}
        found = self.writing.execute(select(table).where(tuple_(*keys).in_(list(wanted))))
        hashes = {
            tuple(row[key.name] for key in keys): row_hash(row.values())
            for row in map(dict, found.mappings())
        }
        total = 0
        for key, row in wanted.items():
            expected = row_hash(row.values())
            if hashes.get(key) != expected:
                raise UnprovenError(
                    f"{self.target}: the row {'/'.join(map(str, key))} of {table.name} came out "
                    "otherwise than it went in; nothing was copied"
                )
            total += int.from_bytes(expected)
        return total

    @contextmanager
    def _own_errors(self, table: Table) -> Iterator[None]:
        """What a damaged source brings out: SQLite takes any type in any column."""
        try:
            yield
        except (DataError, TypeError, ValueError) as error:
            raise StorageError(
                f"{self.source}: a row of {table.name} is damaged "
                f"({' '.join(str(error).split())[:200]}); monitor verify names it, nothing was "
                "copied"
            ) from error


def _go_on_numbering(reading: Connection, writing: Connection, table: Table) -> None:
    """A number that a row had once, and another database kept free, is given to no other row."""
    column = table.autoincrement_column
    if column is None:
        return
    highest = writing.execute(select(func.max(column))).scalar_one() or 0
    last = max(highest, _last_number(reading, table))
    if not last:
        return
    named = {"name": table.name, "last": last}
    if writing.dialect.name == "postgresql":
        writing.execute(text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"), named)
    elif table.dialect_options["sqlite"]["autoincrement"]:
        writing.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), named)
        writing.execute(
            text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), named
        )


def _last_number(connection: Connection, table: Table) -> int:
    """The last number given to a row, which may be gone; 0 where the database keeps none."""
    if connection.dialect.name == "postgresql":
        kept = "SELECT pg_sequence_last_value(pg_get_serial_sequence(:name, 'id')::regclass)"
    elif table.dialect_options["sqlite"]["autoincrement"]:
        kept = "SELECT seq FROM sqlite_sequence WHERE name = :name"
    else:
        return 0
    return connection.execute(text(kept), {"name": table.name}).scalar() or 0
