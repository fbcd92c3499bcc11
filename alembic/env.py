"""Runs the migrations: for Monitor itself, and for the `alembic` command of a developer."""

from __future__ import annotations

import os
from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection

from monitor.storage.database import BEGIN, WRITING, make_engine
from monitor.storage.search import SEARCH_TABLES
from monitor.storage.tables import Moment, metadata


def _render(kind: str, thing: Any, _: object) -> str | Literal[False]:
    """A migration must not change when our code does, so it names no type of ours."""
    return "sa.DateTime(timezone=True)" if isinstance(thing, Moment) else False


def _ours(name: str | None, kind: str, _: object) -> bool:
    """The search engines make tables of their own, each database others."""
    return kind != "table" or name not in SEARCH_TABLES


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_item=_render,
        include_name=_ours,
        # SQLite alters a table by copying it; and it can take back a schema change.
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
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
