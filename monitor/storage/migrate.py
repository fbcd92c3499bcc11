"""Brings a database to the schema we know, after checking that it is ours."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, String, column, inspect, select, table

from monitor.config.load import bundled
from monitor.errors import SchemaError, StorageError
from monitor.storage.copying import copy_database
from monitor.storage.database import BEGIN, WRITING, place_of
from monitor.storage.faults import typed
from monitor.storage.tables import HEAD, metadata
from monitor.whole import bring_to_disk

if TYPE_CHECKING:
    from alembic.config import Config

_VERSIONS = "alembic_version"


def bring_up_to_date(engine: Engine, *, head: str = HEAD, scripts: Path | None = None) -> None:
    """Create or migrate the schema; does nothing, and quickly, where it stands at `head`.

    One process migrates, others wait for it. The whole migration is one
    transaction. A SQLite file that has a schema is first copied beside itself.
    Raises SchemaError for a database that is not ours or of a newer Monitor.
    """
    with engine.connect() as connection:
        if stored_revision(connection) == head:
            return
    with engine.connect().execution_options(**{BEGIN: WRITING}) as connection, connection.begin():
        stored = stored_revision(connection)  # again: another process may have been quicker
        if stored != head:
            _migrate(connection, stored, head, scripts)


def make_schema(connection: Connection) -> None:
    """Make all tables in an empty database, inside the transaction of this connection."""
    _migrate(connection, None, HEAD, None)


def must_stand_at_head(engine: Engine) -> None:
    """Raises SchemaError where a database is not at the schema we know."""
    with engine.connect() as connection:
        stored = stored_revision(connection)
        if stored != HEAD:
            raise SchemaError(
                f"{_place(connection)}: has schema {stored or 'none'}, and this Monitor reads "
                f"{HEAD}; run `monitor status` once, which brings it up to date"
            )


def stored_revision(connection: Connection, place: str | None = None) -> str | None:
    """The revision a database stands at, None where it is empty.

    Raises SchemaError, which calls it `place`, where its tables are not Monitor's.
    """
    names = set(inspect(connection).get_table_names())
    if not names:
        return None
    stored = None
    if _VERSIONS in names:
        version = select(column("version_num", String)).select_from(table(_VERSIONS))
        stored = connection.execute(version).scalar()
    foreign = stored is None and names != {_VERSIONS}
    incomplete = stored == HEAD and not names.issuperset(metadata.tables)
    if foreign or incomplete:
        raise SchemaError(
            f"{place or _place(connection)}: has tables, but not those of Monitor; "
            "name another database, nothing here was touched"
        )
    return None if stored is None else str(stored)


def alembic_config(connection: Connection, scripts: Path | None = None) -> Config:
    """Alembic's settings for one connection, from a checkout or an installed package."""
    from alembic.config import Config  # slow to import, and needed only for a new schema

    config = Config()
    location = str(scripts or bundled("alembic"))
    config.set_main_option("script_location", location.replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def refuse_unknown(
    connection: Connection,
    stored: str,
    place: str | None = None,
    *,
    head: str = HEAD,
    scripts: Path | None = None,
) -> None:
    """Raises SchemaError where a database stands at a revision that no script of ours makes."""
    from alembic.script import ScriptDirectory

    config = alembic_config(connection, scripts)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if stored not in known:
        raise SchemaError(
            f"{place or _place(connection)}: has schema {stored}, and this Monitor knows up to "
            f"{head}; upgrade Monitor, or name another database"
        )


def _migrate(connection: Connection, stored: str | None, head: str, scripts: Path | None) -> None:
    from alembic import command

    if stored is not None:
        refuse_unknown(connection, stored, head=head, scripts=scripts)
    if connection.dialect.name == "postgresql":
        _must_hold_any_sign(connection)
    elif stored is not None:
        _back_up(connection, head)
    command.upgrade(alembic_config(connection, scripts), head)


def _must_hold_any_sign(connection: Connection) -> None:
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise SchemaError(
            f"{_place(connection)}: is encoded in {encoding}, which cannot hold every text; "
            "make one with createdb --encoding=UTF8 --template=template0"
        )


def _back_up(connection: Connection, head: str) -> None:
    """Copy the file to `<file>.before-<head>.bak`; whole or not at all."""
    file = Path(connection.exec_driver_sql("PRAGMA database_list").one()[2])
    target, part = Path(f"{file}.before-{head}.bak"), Path(f"{file}.before-{head}.part")
    try:
        part.unlink(missing_ok=True)
        copy_database(file, part)
        bring_to_disk(part)
        os.replace(part, target)
    except sqlite3.Error as error:
        raise typed(error, str(target)) or error from error
    except OSError as error:
        raise StorageError(
            f"{target}: the backup before the schema change cannot be written "
            f"({error.strerror}); nothing was changed"
        ) from error


def _place(connection: Connection) -> str:
    return place_of(connection.engine.url)
