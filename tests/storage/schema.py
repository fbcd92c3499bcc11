"""Whether a database has the tables that the code says it has."""

from __future__ import annotations

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from monitor.storage.queue_tables import QUEUE_TABLES
from monitor.storage.search import SEARCH_TABLES
from monitor.storage.tables import metadata


def _ours(name: str | None, kind: str, _: object) -> bool:
    """Not what full-text search and the queue make for themselves, on each database otherwise."""
    return kind != "table" or name not in SEARCH_TABLES | QUEUE_TABLES


def differences(connection: Connection) -> list[Any]:
    """What a migration would still have to do; nothing where all is as it should be."""
    context = MigrationContext.configure(connection, opts={"include_name": _ours})
    return list(compare_metadata(context, metadata))
