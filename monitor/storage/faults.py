"""What the database says when it fails, as our own errors: the one place.

Only what a person can do something about is translated. A mistake in our SQL
stays what it is, and stops the run.
"""

from __future__ import annotations

import sqlite3
import sys

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

from monitor.errors import DatabaseBusyError, SchemaError, StorageError

_Fault = tuple[type[StorageError], str]

_BUSY: _Fault = (
    DatabaseBusyError,
    "another process is writing to it; try again when it is done, or raise storage.busy_timeout",
)
_CANCELLED: _Fault = (
    DatabaseBusyError,
    "the server cancelled what was asked, by its statement_timeout or by hand; try again, or "
    "raise that limit",
)
_FULL: _Fault = (StorageError, "the disk is full; free some space, nothing was half written")
_READ_ONLY: _Fault = (
    StorageError,
    "it may only be read; give this user the right to write the file and its folder",
)
_REFUSED: _Fault = (StorageError, "the database refuses a row that does not fit")
_LOST: _Fault = (
    StorageError,
    "there is no connection to the server, or it broke off; check that it runs and has this "
    "database, and the address, the user and the password; nothing was half written",
)

# By SQLite's primary result code (https://www.sqlite.org/rescode.html).
_SQLITE: dict[int, _Fault] = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_CONSTRAINT: _REFUSED,
    sqlite3.SQLITE_IOERR: (StorageError, "the disk gave an error; check the disk and its space"),
    sqlite3.SQLITE_CANTOPEN: (
        StorageError,
        "the file cannot be opened; see that its folder is there and may be written to; one copied "
        "while it was in use is no whole copy: make it with monitor backup",
    ),
    sqlite3.SQLITE_NOTADB: (SchemaError, "this file is not a database; name another file"),
    sqlite3.SQLITE_CORRUPT: (
        StorageError,
        "the file is damaged; put back a backup, or save what can be read with sqlite3 .recover",
    ),
}

# By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html), longest first.
_POSTGRES: dict[str, _Fault] = {
    "55P03": _BUSY,  # lock not available
    "57014": _CANCELLED,
    "53100": _FULL,
    "25006": _READ_ONLY,
    "42501": (StorageError, "this user may not do that; grant it the rights on Monitor's schema"),
    "08": _LOST,
    "25P03": _LOST,  # the server's patience with an open transaction is over
    "40": _BUSY,  # serialisation failure, deadlock
    "54": _REFUSED,  # longer than an index has room for
    "53": (StorageError, "the server has no resources left; see its log"),
    "57": (StorageError, "the server is shutting down or starting; try again later"),
    "23": _REFUSED,
}


def typed(error: BaseException, place: str, *, connected: bool = False) -> StorageError | None:
    """Our error for what a driver raised, None where it is a mistake in our own code.

    `connected`: there was a connection, and there still is.
    """
    fault = _fault(error, connected)
    if fault is None:
        return None
    kind, meaning = fault
    said = " ".join(str(error).split())  # PostgreSQL answers in several lines
    return kind(f"{place}: {meaning} ({said})")


def _fault(error: BaseException, connected: bool) -> _Fault | None:
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _SQLITE.get(code & 0xFF)  # the low byte is the primary code
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return next((fault for key, fault in _POSTGRES.items() if state.startswith(key)), None)
    # psycopg gives no SQLSTATE where the connection itself could not be made or was lost.
    psycopg = sys.modules.get("psycopg")  # what was never imported has raised nothing
    lost = psycopg is not None and isinstance(error, psycopg.OperationalError)
    return _LOST if lost and not connected else None


def translate_faults(engine: Engine, place: str) -> None:
    """From now on, everything this engine raises comes through `typed`."""

    @event.listens_for(engine, "handle_error")
    def _translate(context: ExceptionContext) -> None:
        if context.is_pre_ping:
            return  # a connection that died unused: the pool makes another one
        connected = context.connection is not None and not context.is_disconnect
        ours = typed(context.original_exception, place, connected=connected)
        if ours is not None:
            raise ours from context.sqlalchemy_exception or context.original_exception
