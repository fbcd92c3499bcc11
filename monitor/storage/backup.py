"""A backup of the database while it is in use, and putting one in its place."""

from __future__ import annotations

import contextlib
import gzip
import os
import shlex
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL

from monitor.errors import DatabaseBusyError, OutputError, SchemaError, StorageError
from monitor.progress import Progress, silent
from monitor.storage.copying import copy_database
from monitor.storage.database import BEGIN, NO_TRANSACTION, address_of, make_engine, place_of
from monitor.storage.faults import typed
from monitor.storage.migrate import refuse_unknown, stored_revision
from monitor.whole import bring_to_disk, whole_file

_GZIP = b"\x1f\x8b"  # begins every file of it
_LEVEL = 6  # gzip's usual one; most of a database is packed already
# Seconds: a command may be done by then, a daemon never is.
_MOST_PATIENCE = 5
_BESIDE = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds: its schema, how many rows of some tables, and its size in bytes."""

    schema: str
    snapshots: int
    claims: int
    waiting: int  # messages in the outbox
    size: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place, and where what stood there is now."""

    contents: Contents
    aside: Path | None


def back_up(
    url: str, target: Path, *, force: bool, busy_timeout: float = 30, tell: Progress | None = None
) -> Contents:
    """Copy the database as it is now to `target`; packed where its name ends in .gz.

    The copy is checked whole before it has its name. Raises OutputError where a
    file of that name is there and not `force`, or none can be written; and
    StorageError where there is no such database, or it is not in a SQLite file.
    """
    file = _file(url, "pg_dump --format=custom --file={file} --dbname={url}", target)
    if not file.is_file():
        raise StorageError(f"{file}: there is no database to back up; name another with --database")
    with contextlib.suppress(OSError):
        if target.samefile(file):
            raise OutputError(f"{target}: is the database itself; name another file")
    if target.exists() and not force:
        raise OutputError(f"{target}: is there already; name another, or say --force")
    if not target.absolute().parent.is_dir():
        raise OutputError(f"{target}: its folder is not there; make it, or name another")
    say = tell or silent

    def pages(done: int, total: int) -> None:
        say(f"{done * 100 // max(total, 1)} % of {total:,} pages copied")

    with _own_errors(f"backup of {file} to {target}"), whole_file(target) as part:
        packed = target.name.lower().endswith(".gz")
        plain = part.with_suffix(".plain") if packed else part
        try:
            plain.unlink(missing_ok=True)
            copy_database(file, plain, timeout=busy_timeout, tell=pages)
            say("checking the copy")
            contents = _checked(plain, str(target))
            if packed:
                say("packing it")
                with plain.open("rb") as bare, gzip.open(part, "wb", _LEVEL) as out:
                    shutil.copyfileobj(bare, out, 1 << 20)
        finally:
            if packed:
                plain.unlink(missing_ok=True)
    return contents


def restore(
    url: str,
    backup: Path,
    *,
    force: bool,
    now: datetime,
    busy_timeout: float = 30,
    tell: Progress | None = None,
) -> Restored:
    """Put a checked copy of `backup` where the database is; what stood there is kept aside.

    Raises StorageError where a database is there and not `force`, DatabaseBusyError
    while anything has it open, and SchemaError for a backup of a newer Monitor or
    of another program. Whatever it raises, nothing was changed.
    """
    command = "pg_restore --clean --if-exists --single-transaction --dbname={url} {file}"
    file = _file(url, command, backup)
    if file.is_symlink():
        file = file.resolve()  # what it leads to is the database, and the link stays one
    if not backup.is_file():
        raise StorageError(f"{backup}: there is no such file; name a backup")
    if file.exists() and not force:
        raise StorageError(
            f"{file}: a database is there already; --force puts it aside, or name another "
            "with --database"
        )
    say = tell or silent
    part = file.with_name(f".{file.name[:200]}.{os.getpid()}.part")
    try:
        with _own_errors(str(backup)):
            say("unpacking and checking it")
            part.unlink(missing_ok=True)
            _unpack(backup, part)
            contents = _checked(part, str(backup))
            bring_to_disk(part)
        return Restored(contents, _put(part, file, now, busy_timeout))
    except OSError as error:
        raise OutputError(
            f"{file}: cannot be written ({error.strerror}); nothing was changed"
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _put(part: Path, file: Path, now: datetime, busy_timeout: float) -> Path | None:
    """Give `part` the name `file`; gives the new name of what had it."""
    aside = file.with_name(f"{file.name}.before-restore-{now:%Y%m%dT%H%M%SZ}.bak")
    if aside.exists():
        raise StorageError(f"{aside}: is there already; wait a second, and try again")
    there = file.exists()
    patience = min(busy_timeout, _MOST_PATIENCE)
    with _alone(file, patience) if there else contextlib.nullcontext(False) as at_rest:
        # A log left behind would be taken for that of the new file.
        for ending in () if at_rest else _BESIDE:
            with contextlib.suppress(FileNotFoundError):
                os.replace(f"{file}{ending}", f"{aside}{ending}")
        if there:
            try:
                os.link(file, aside)  # so that at no moment there is no database at all
            except OSError:  # a file system without links
                file.rename(aside)
        part.replace(file)
        bring_to_disk(file.parent)
    return aside if there else None


@contextlib.contextmanager
def _alone(file: Path, busy_timeout: float) -> Iterator[bool]:
    """Nobody else has the database open, nor can open it; whether all of it is in its file.

    A daemon keeps it open all its life. One that is damaged cannot be asked,
    and is what a backup is for.
    """
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)) as connection:
        connection.isolation_level = None
        try:
            # Exclusive in this mode is refused where any other connection is open, idle ones too.
            connection.execute(f"PRAGMA busy_timeout={round(busy_timeout * 1000)}")
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            connection.execute("PRAGMA journal_mode=DELETE")  # what is in the log, into the file
            connection.execute("BEGIN EXCLUSIVE")
            at_rest = True
        except sqlite3.Error as error:
            at_rest = False
            if isinstance(typed(error, str(file)), DatabaseBusyError):
                raise DatabaseBusyError(
                    f"{file}: a daemon or a command has it open; end it first, "
                    "then restore again; nothing was changed"
                ) from error
        yield at_rest


def _unpack(backup: Path, part: Path) -> None:
    try:
        with backup.open("rb") as opened:
            packed = opened.read(len(_GZIP)) == _GZIP
        with gzip.open(backup) if packed else backup.open("rb") as bare, part.open("wb") as out:
            shutil.copyfileobj(bare, out, 1 << 20)
    except (EOFError, gzip.BadGzipFile) as error:
        raise StorageError(f"{backup}: is damaged ({error}); name another backup") from error


def _checked(part: Path, place: str) -> Contents:
    """What is in it, once every page, row and index was found sound. Raises StorageError."""
    engine = make_engine(URL.create("sqlite", database=str(part)), place=place)
    try:
        with engine.connect().execution_options(**{BEGIN: NO_TRANSACTION}) as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
            schema = stored_revision(connection, place)
            if schema is None:
                raise SchemaError(f"{place}: is an empty database; name another backup")
            refuse_unknown(connection, schema, place)
            problems = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalars().all()
            if problems != ["ok"]:
                raise StorageError(f"{place}: is damaged ({problems[0]}); name another")

            def count(what: str) -> int:
                return int(connection.exec_driver_sql(f"SELECT count(*) FROM {what}").scalar_one())  # noqa: S608

            return Contents(
                schema=schema,
                snapshots=count("snapshot"),
                claims=count("claim"),
                waiting=count("outbox WHERE state IN ('queued', 'sending')"),
                size=part.stat().st_size,
            )
    finally:
        engine.dispose()


def _file(url: str, command: str, other: Path) -> Path:
    """The file of this database; raises StorageError with the `command` of PostgreSQL's own."""
    address = address_of(url)
    if address.get_backend_name() == "sqlite":
        return Path(str(address.database))
    bare = address._replace(drivername="postgresql", password=None).render_as_string()
    told = command.format(url=shlex.quote(bare), file=shlex.quote(str(other)))
    raise StorageError(
        f"{place_of(address)}: a PostgreSQL database is backed up and restored by its own "
        f"programs, which ask for the password or take it from ~/.pgpass: {told}"
    )


@contextlib.contextmanager
def _own_errors(place: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise typed(error, place) or error from error
