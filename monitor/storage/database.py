"""Making an engine: the same transactions on SQLite and PostgreSQL."""

from __future__ import annotations

import contextlib
import os
import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from monitor.errors import ConfigError, DatabaseBusyError, StorageError
from monitor.storage.faults import translate_faults

# The name of the execution option that says how a transaction begins.
BEGIN = "monitor_begin"
READING = "reading"
WRITING = "writing"
DURABLE = "durable"  # writing, and the disk is waited for
NO_TRANSACTION = "none"

_DRIVERS = ("sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg")

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
# The lock of whoever writes to a PostgreSQL database: any number will do, if all take the same.
_ONE_WRITER = f"SELECT pg_advisory_xact_lock({0x4D6F6E69})"

_RETRY_SECONDS = 0.02  # between tries to switch the journal, which SQLite does not wait for


def make_engine(
    url: str | URL,
    busy_timeout: float = 30,
    *,
    place: str | None = None,
    read_only: bool = False,
) -> Engine:
    """An engine for this address; `busy_timeout` in seconds. Nothing is opened yet.

    Errors call it `place`, or by its file or address. `read_only`: the database
    itself refuses every write.
    Raises StorageError where the address cannot be understood or served.
    """
    address = address_of(url)
    if address.get_backend_name() == "sqlite":
        opened = _only_to_read(address) if read_only else address
        engine = create_engine(opened, connect_args={"timeout": busy_timeout})
        _own_transactions(engine)
    else:
        # A connection may have died since it was last used, as when the server was restarted.
        options = _with_options(address, busy_timeout, read_only=read_only)
        engine = create_engine(options, pool_pre_ping=True)
        _one_writer(engine)
    translate_faults(engine, place or place_of(address))
    return engine


def place_of(address: URL) -> str:
    """How an error names the database: the file, or the address without its password."""
    if address.get_backend_name() == "sqlite":
        return str(address.database)
    return _shown(address)


def shown_address(url: str) -> str:
    """The address without its password; raises StorageError where it is none."""
    return _shown(address_of(url))


def _shown(address: URL) -> str:
    hidden = {name: "***" for name in address.query if "password" in name.lower()}
    return address.update_query_dict(hidden).render_as_string(hide_password=True)


def address_of(url: str | URL) -> URL:
    """Its parts; raises StorageError where it is none that Monitor can use."""
    try:
        address = make_url(url)
        if "@" in (address.host or ""):
            raise ValueError("part of the password would be taken for the host")
    except (ArgumentError, ValueError) as error:  # the latter also for a port in words
        raise StorageError(
            f"{_without_password(str(url))!r} is no database address; write sqlite:///monitor.db "
            "for a file, or postgresql://user@host/name (signs of a password as %40)"
        ) from error
    if address.drivername not in _DRIVERS:
        raise StorageError(
            f"{place_of(address)}: Monitor keeps to SQLite and PostgreSQL, "
            "as sqlite:///monitor.db and postgresql://user@host/name"
        )
    if address.get_backend_name() == "sqlite" and address.database in (None, "", ":memory:"):
        raise StorageError(
            "a database in memory is gone when the command ends; "
            "name a file, as in sqlite:///monitor.db"
        )
    return address


def server_arguments(url: str, busy_timeout: float) -> dict[str, Any]:
    """What libpq is told to connect to this PostgreSQL database, sessions set as our own are.

    Raises StorageError where the address cannot be understood, ConfigError where it is SQLite's.
    """
    address = address_of(url)
    if address.get_backend_name() == "sqlite":
        raise ConfigError(
            f"{place_of(address)}: workers share a PostgreSQL database; name one "
            "(postgresql://user@host/name), or set enabled = false under [workers] in monitor.toml"
        )
    _, arguments = address.get_dialect()().create_connect_args(_with_options(address, busy_timeout))
    return dict(arguments)


def _without_password(url: str) -> str:
    """What may be shown of an address that cannot be understood."""
    return re.sub(r"(:)(?!//).*(?=@)|(password=)[^&]*", r"\1\2***", url)


def may_write(url: str) -> bool:
    """Whether we have the right to; of a server only the server can say.

    Raises StorageError where the address cannot be understood.
    """
    address = address_of(url)
    if address.get_backend_name() != "sqlite":
        return True
    file = os.path.abspath(str(address.database))
    return not os.path.isfile(file) or _may_write_file(file)


def readable_uri(file: Path) -> str:
    """By which sqlite3 opens a file that is there to copy it; without the right to write, too."""
    path = str(file.absolute())
    query = {"mode": "rw"} if _may_write_file(path) else _query_to_read(path)
    return f"{file.absolute().as_uri()}?{urlencode(query)}"


def _may_write_file(file: str) -> bool:
    return os.access(file, os.W_OK) and _may_write_beside(file)


def _may_write_beside(file: str) -> bool:
    return os.access(os.path.dirname(file), os.W_OK)


def _only_to_read(address: URL) -> URL:
    """The same file as an address that SQLite opens without the right to write."""
    file = os.path.abspath(str(address.database))
    query = {**_query_to_read(file), "uri": "true"}
    return address.set(database=f"file:{quote(file)}").update_query_dict(query)


def _query_to_read(file: str) -> dict[str, str]:
    if not _may_write_beside(file) and not os.path.exists(f"{file}-wal"):
        # Readers of a write-ahead log make a file beside it, too, but for a file that nobody is
        # writing to: https://www.sqlite.org/wal.html#readonly
        return {"mode": "ro", "immutable": "1"}
    return {"mode": "ro"}


def _with_options(address: URL, busy_timeout: float, *, read_only: bool = False) -> URL:
    """The address with what every session is to be set to, behind what it sets itself."""
    given = address.query.get("options", ())
    # PostgreSQL counts in milliseconds, and reads 0 as "wait for ever".
    timeout = max(1, round(busy_timeout * 1000))
    # Times are read in UTC: in another zone, the first and the last days of the calendar overflow.
    ours = f"-c lock_timeout={timeout} -c timezone=UTC -c client_encoding=UTF8"
    ours += " -c default_transaction_read_only=on" if read_only else ""
    options = " ".join([*([given] if isinstance(given, str) else given), ours])
    return address.update_query_dict({"options": options})


def _own_transactions(engine: Engine) -> None:
    """Python's sqlite3 begins transactions late and by itself; we begin them as we need them."""

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=ON")
        # 16 MB each, in kB and in pages: the disk is waited for less often than by default.
        connection.execute("PRAGMA cache_size=-16000")
        connection.execute("PRAGMA wal_autocheckpoint=4000")

    @event.listens_for(engine, "invalidate")
    def _let_go(connection: Any, record: object, error: BaseException | None) -> None:
        """Give the lock back where Ctrl-C ends a question: a file stays open, and locked, while a
        cursor of the error's frames is alive.
        """
        with contextlib.suppress(connection.Error):
            connection.rollback()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        way = connection.get_execution_options().get(BEGIN, READING)
        wanted, now = _SYNCHRONOUS.get(way), connection.info.get("synchronous")
        if wanted and wanted != now:
            connection.exec_driver_sql(f"PRAGMA synchronous={wanted}")
            connection.info["synchronous"] = wanted
        if statement := _BEGIN[way]:
            connection.exec_driver_sql(statement)


def _one_writer(engine: Engine) -> None:
    """The transactions of SQLite: one writes at a time, and who reads sees one moment.

    So whatever was read before writing still holds, and what is recorded after
    a transaction bears a later time; see docs/decisions/0022-postgresql-as-an-equal.md.
    """

    from psycopg import IsolationLevel  # not for SQLite, where a command is to begin at once

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get(BEGIN, READING) == READING
        if connection.info.get("reading") != reading:
            session: Any = connection.connection.driver_connection
            # Of one moment from the first question on; a writer sees all that was done before it
            # got the lock, for which that moment would be too early.
            session.isolation_level = IsolationLevel.REPEATABLE_READ if reading else None
            session.read_only = True if reading else None
            connection.info["reading"] = reading
        if not reading:
            connection.exec_driver_sql(_ONE_WRITER)


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
