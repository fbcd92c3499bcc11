"""Making an engine: the same transactions on SQLite and PostgreSQL."""

from __future__ import annotations

import time
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from monitor.errors import DatabaseBusyError, StorageError
from monitor.storage.faults import translate_faults

# The name of the execution option that says how a transaction begins on SQLite.
BEGIN = "monitor_begin"
READING = "reading"
WRITING = "writing"
DURABLE = "durable"  # writing, and the disk is waited for
NO_TRANSACTION = "none"

# A writing one takes the lock at once: a transaction that first reads and then wants to write
# would otherwise fail where another process wrote in between, whatever the timeout. What the disk
# is waited for is told in docs/decisions/0015-what-a-power-cut-may-cost.md.
_BEGIN = {
    READING: "BEGIN",
    WRITING: "BEGIN IMMEDIATE",
    DURABLE: "BEGIN IMMEDIATE",
    NO_TRANSACTION: None,
}
_SYNCHRONOUS = {WRITING: "NORMAL", DURABLE: "FULL"}

_RETRY_SECONDS = 0.02  # between tries to switch the journal, which SQLite does not wait for


def make_engine(url: str | URL, busy_timeout: float = 30, *, place: str | None = None) -> Engine:
    """An engine for this address; `busy_timeout` in seconds. Nothing is opened yet.

    Errors call it `place`, or by its file or address.
    Raises StorageError where the address cannot be understood or served.
    """
    address = address_of(url)
    sqlite = address.get_backend_name() == "sqlite"
    try:
        engine = create_engine(address, connect_args=_arguments(sqlite, busy_timeout))
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise StorageError(
            f"{place_of(address)}: the driver for this kind of database is missing ({error}); "
            "install it (for PostgreSQL: pip install 'psycopg[binary]'), or name a SQLite file"
        ) from error
    translate_faults(engine, place or place_of(address))
    if sqlite:
        _own_transactions(engine)
    return engine


def place_of(address: URL) -> str:
    """How an error names the database: the file, or the address without its password."""
    if address.get_backend_name() == "sqlite":
        return str(address.database)
    return address.render_as_string(hide_password=True)


def address_of(url: str | URL) -> URL:
    """Its parts; raises StorageError where it is none that Monitor can use."""
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise StorageError(
            f"{str(url)!r} is no database address; write sqlite:///monitor.db for a file, "
            "or postgresql://user@host/name"
        ) from error
    if address.get_backend_name() not in ("sqlite", "postgresql"):
        raise StorageError(f"{place_of(address)}: Monitor keeps to SQLite and PostgreSQL")
    if address.get_backend_name() == "sqlite" and address.database in (None, "", ":memory:"):
        raise StorageError(
            "a database in memory is gone when the command ends; "
            "name a file, as in sqlite:///monitor.db"
        )
    return address


def _arguments(sqlite: bool, busy_timeout: float) -> dict[str, Any]:
    if sqlite:
        return {"timeout": busy_timeout}
    # PostgreSQL counts in milliseconds, and reads 0 as "wait for ever".
    return {"options": f"-c lock_timeout={max(1, round(busy_timeout * 1000))}"}


def _own_transactions(engine: Engine) -> None:
    """Python's sqlite3 begins transactions late and by itself; we begin them as we need them."""

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=ON")
        # 16 MB each, in kB and in pages: the disk is waited for less often than by default.
        connection.execute("PRAGMA cache_size=-16000")
        connection.execute("PRAGMA wal_autocheckpoint=4000")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        way = connection.get_execution_options().get(BEGIN, READING)
        wanted, now = _SYNCHRONOUS.get(way), connection.info.get("synchronous")
        if wanted and wanted != now:
            connection.exec_driver_sql(f"PRAGMA synchronous={wanted}")
            connection.info["synchronous"] = wanted
        if statement := _BEGIN[way]:
            connection.exec_driver_sql(statement)


def write_ahead(engine: Engine, busy_timeout: float) -> None:
    """Switch a SQLite file to its write-ahead log, so that reading goes on while one writes.

    The switch is kept in the file. Raises DatabaseBusyError where others hold
    the file for all of `busy_timeout` seconds.
    """
    if engine.dialect.name != "sqlite":
        return
    deadline = time.monotonic() + busy_timeout
    with engine.connect().execution_options(**{BEGIN: NO_TRANSACTION}) as connection:
        while connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() != "wal":
            try:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
                return  # where the file system cannot share memory, the old journal stays
            except DatabaseBusyError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(_RETRY_SECONDS)
