"""Filling a database that is empty: its indexes are made at the end, and nothing is checked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Index

from monitor.storage import tables
from monitor.storage.database import BEGIN, NO_TRANSACTION, WRITING, make_engine

# Without the checks that each row refers to one that is there, and with half a gigabyte of memory.
_BEFORE = {
    "sqlite": (
        "PRAGMA foreign_keys=OFF",
        "PRAGMA cache_size=-500000",
        "PRAGMA temp_store=FILE",
    ),
    "postgresql": (
        "SET session_replication_role = replica",
        "SET maintenance_work_mem = '500MB'",
    ),
}
# Rows were given numbers that the database would have given itself.
_NUMBERED = ("claim", "text_number")
_NEXT = "SELECT setval(pg_get_serial_sequence('{0}', 'id'), max(id)) FROM {0}"


@contextmanager
def in_bulk(url: str) -> Iterator[Connection]:
    """A connection to fill it by, whose transactions are committed by whoever fills it."""
    engine = make_engine(url)
    with engine.connect().execution_options(**{BEGIN: NO_TRANSACTION}) as connection:
        for statement in _BEFORE[engine.dialect.name]:
            connection.exec_driver_sql(statement)
        connection.commit()
        connection.execution_options(**{BEGIN: WRITING})
        indexes = list(_indexes())
        for index in indexes:
            index.drop(connection)
        yield connection
        for index in indexes:
            index.create(connection)
        if engine.dialect.name == "postgresql":
            for name in _NUMBERED:
                connection.exec_driver_sql(_NEXT.format(name))
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    engine.dispose()


def _indexes() -> Iterator[Index]:
    for name in ("snapshot", "revision", "address", "fetch", *_OF_CLAIMS):
        yield from (index for index in tables.metadata.tables[name].indexes if not index.unique)


_OF_CLAIMS = ("claim", "relation", "evidence", "stated")
