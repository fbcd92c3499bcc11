"""Runs the migrations: for Monitor itself, and for the `alembic` command of a developer."""

from __future__ import annotations

import os
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from monitor.storage.columns import Moment
from monitor.storage.database import BEGIN, WRITING, make_engine
from monitor.storage.queue_tables import QUEUE_TABLES
from monitor.storage.search import SEARCH_TABLES
from monitor.storage.tables import metadata


def _render(kind: str, thing: Any, _: object) -> str | Literal[False]:
    """A migration must not change when our code does, so it names no type of ours."""
    return "sa.DateTime(timezone=True)" if isinstance(thing, Moment) else False


def _ours(name: str | None, kind: str, _: object) -> bool:
    """Full-text search and the queue have tables of their own, each database others."""
    return kind != "table" or name not in SEARCH_TABLES | QUEUE_TABLES


def _order_by_bytes(ctx: MigrationContext, **_: object) -> None:
    """After each step, let PostgreSQL compare text by its bytes, as SQLite does.

    Else the order of what is told would be that of the database's language.
    """
    connection = ctx.connection
    if connection is None or connection.dialect.name != "postgresql":
        return
    c = sa.table(
        "columns",
        *map(sa.column, ("table_schema", "table_name", "column_name", "data_type")),
        sa.column("collation_name"),  # null where it is that of the database
        schema="information_schema",
    )
    texts = sa.select(c.c.table_name, c.c.column_name).where(
        c.c.table_schema == sa.func.current_schema(),
        c.c.data_type == "text",
        c.c.collation_name.is_(None),
        c.c.table_name.not_in(QUEUE_TABLES),
    )
    for name, columns in groupby(sorted(connection.execute(texts)), key=itemgetter(0)):
        changes = (f'ALTER "{column}" TYPE text COLLATE "C"' for _, column in columns)
        connection.exec_driver_sql(f'ALTER TABLE "{name}" {", ".join(changes)}')


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_item=_render,
        include_name=_ours,
        # SQLite alters a table by copying it; and it can take back a schema change.
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
        on_version_apply=_order_by_bytes,
    )
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    _migrate(given)
else:
    engine = make_engine(os.environ.get("MONITOR_DATABASE", "sqlite:///monitor.db"))
    with engine.connect().execution_options(**{BEGIN: WRITING}) as own, own.begin():
        _migrate(own)
