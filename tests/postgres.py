"""A PostgreSQL server of our own: the system's programs, a socket in a temporary folder."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from monitor.storage import open_store
from monitor.storage.tables import HEAD
from monitor.storage.transfer import copy_all

NONE_INSTALLED = (
    "PostgreSQL is not installed: its initdb and pg_ctl stand neither in PATH nor in "
    "/usr/lib/postgresql (see CONTRIBUTING.md)"
)
# Sorts as a dictionary does, and not by bytes: an order that leans on the database shows.
_MAKE = (
    *("--username=monitor", "--auth=trust", "--encoding=UTF8", "--no-sync", "--no-instructions"),
    *("--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en"),
)
# Nothing here outlives the tests, so no disk is waited for.
_QUICK = (
    "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off "
    "-c autovacuum=off -c max_connections=50 -c shared_buffers=32MB"
)


@cache
def programs() -> Path | None:
    """The folder of the newest initdb and pg_ctl there are; None where none are."""
    in_path = [Path(found).resolve().parent for found in [shutil.which("pg_ctl")] if found]
    packaged = Path("/usr/lib/postgresql").glob("*/bin")
    newest = sorted(packaged, key=lambda folder: int(folder.parent.name), reverse=True)
    for folder in (*in_path, *newest):
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    return None


def _user() -> dict[str, Any]:
    """Who runs it: we ourselves, but never root, whom PostgreSQL refuses."""
    if os.getuid() != 0:
        return {}
    known = {user.pw_name: user for user in pwd.getpwall()}
    user = known.get("postgres") or known["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


# What there is in the schema; other than in the template where a test has changed it.
_SHAPE = """
    SELECT attrelid, attname, attnum, atttypid, attnotnull FROM pg_attribute
    JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace ORDER BY attrelid, attnum
"""
_VERSION = "SELECT version_num FROM alembic_version"
_TABLES = """
    SELECT tablename FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'alembic_version'
"""
_PLACES = """
    SELECT sequencename, last_value FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL
"""
_ANY_ORDER = "SET session_replication_role = replica"  # whatever refers to whatever
# Deleting a test's few rows takes milliseconds; TRUNCATE makes all files anew.
_EMPTY = f"""
    {_ANY_ORDER};
    DO $$ DECLARE name text; BEGIN
        FOR name IN {_TABLES} LOOP EXECUTE format('DELETE FROM %I', name); END LOOP;
        PERFORM setval(format('%I', sequencename)::regclass, start_value, false)
            FROM pg_sequences WHERE schemaname = 'public';
    END $$
"""
_ALONE = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


def _rows(connection: psycopg.Connection[Any], statement: str) -> list[tuple[Any, ...]]:
    cursor = connection.execute(statement.encode())
    return cursor.fetchall() if cursor.description else []


@dataclass(frozen=True)
class _Rows:
    """All that stands in a database: each table's rows as COPY writes them, each sequence's place."""

    tables: Mapping[str, bytes]
    sequences: Mapping[str, int]

    @classmethod
    def of(cls, connection: psycopg.Connection[Any]) -> _Rows:
        tables = {}
        for (name,) in _rows(connection, _TABLES):
            with connection.cursor().copy(f'COPY "{name}" TO STDOUT'.encode()) as copy:
                tables[name] = b"".join(bytes(block) for block in copy)
        return cls(
            {name: rows for name, rows in tables.items() if rows}, dict(_rows(connection, _PLACES))
        )

    def put(self, connection: psycopg.Connection[Any]) -> None:
        """Into empty tables, in any order: nothing that refers is looked at."""
        _rows(connection, _ANY_ORDER)
        for name, rows in self.tables.items():
            with connection.cursor().copy(f'COPY "{name}" FROM STDIN'.encode()) as copy:
                copy.write(rows)
        for name, place in self.sequences.items():
            connection.execute("SELECT setval(%s::regclass, %s)", (f'"{name}"', place))


class PostgresServer:
    """A running server. Each database on it is a copy of one that stands at our schema."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder = folder
        self._programs = programs
        self._numbers = count(1)
        self._free: list[str] = []
        self._filled: dict[Path, _Rows] = {}
        self._shape: list[tuple[Any, ...]] = []

    def url(self, name: str) -> str:
        """The address of a database of that name."""
        return f"postgresql://monitor@/{name}?host={self.folder}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._run("pg_ctl", "start", "-w", "-l", "log", "-o", f"-k {self.folder} {_QUICK}")

    def stop(self, mode: str = "fast") -> None:
        """End it, and all that are connected, as `mode` of pg_ctl says."""
        self._run("pg_ctl", "stop", "-w", "-m", mode)

    def make(self) -> None:
        """Make its files, start it, and make what all databases are copied from."""
        self._run("initdb", *_MAKE)
        self.start()
        self.execute("CREATE DATABASE template")
        open_store(self.url("template")).close()
        self._shape = self.execute(_SHAPE, "template")

    def execute(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """What a statement gives, outside of any transaction."""
        with self._connected(database) as connection:
            return _rows(connection, statement)

    @contextlib.contextmanager
    def database(self) -> Iterator[str]:
        """The address of a database at our schema and without rows, for as long as this lasts.

        It is given again if its schema is still the same: to copy one takes a fifth of a second.
        """
        name = self._free.pop() if self._free else self._copy()
        try:
            yield self.url(name)
        finally:
            if self._emptied(name):
                self._free.append(name)
            else:
                self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def fill(self, url: str, file: Path) -> None:
        """All of a SQLite file in place of what stands in a database of ours.

        It is copied once; from then on what that gave is, which takes a twentieth of the time
        that a database made anew takes.
        """
        name = url.partition("?")[0].rpartition("/")[2]
        with self._connected(name) as connection:
            _rows(connection, _EMPTY)
            if file in self._filled:
                self._filled[file].put(connection)
                return
        copy_all(f"sqlite:///{file}", url)
        with self._connected(name) as connection:
            self._filled[file] = _Rows.of(connection)

    def _copy(self) -> str:
        name = f"test_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE template")
        return name

    def _emptied(self, name: str) -> bool:
        """Whether it is again as it was given; by one connection: each costs as much as the rest."""
        with self._connected(name) as connection:
            _rows(connection, _ALONE)
            if _rows(connection, _SHAPE) != self._shape:  # it may have no table of versions then
                return False
            if _rows(connection, _VERSION) != [(HEAD,)]:
                return False
            _rows(connection, _EMPTY)
            return True

    def _connected(self, name: str) -> psycopg.Connection[Any]:
        address = f"host={self.folder} user=monitor dbname={name}"
        return psycopg.connect(address, autocommit=True)

    def _run(self, program: str, *arguments: str) -> None:
        said = self.folder / "said"
        with said.open("ab") as out:  # not a pipe: the server would keep it open
            done = subprocess.run(
                [self._programs / program, "-D", self.folder / "data", *arguments],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                check=False,
                **_user(),
            )
        assert done.returncode == 0, said.read_text(errors="replace")


@contextlib.contextmanager
def running_server() -> Iterator[PostgresServer]:
    """A server for as long as this lasts. The folder is not pytest's: a socket's path is short."""
    found = programs()
    assert found, NONE_INSTALLED
    folder = Path(tempfile.mkdtemp(prefix="monitor-postgres-"))
    if who := _user():
        os.chown(folder, who["user"], who["group"])
    server = PostgresServer(folder, found)
    try:
        server.make()
        yield server
    finally:
        with contextlib.suppress(AssertionError):  # it may be stopped by now
            server.stop("immediate")
        shutil.rmtree(folder)
