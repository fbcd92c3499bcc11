"""What columns hold: keys, hashes, text and times, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import DateTime, Dialect, MetaData, String, TypeDecorator

KEY = String(16)  # what digest_of gives
SHA256 = String(64)

# Signs, of four bytes at the most: an index of PostgreSQL takes 2704, with what else is in its row.
LONGEST_NAME = 500

# What no database writes as text: this sign on PostgreSQL, and halves of signs, as JSON can name.
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")


class Text(TypeDecorator[str]):
    """Text that any database takes and compares alike: by its bytes.

    A sign that cannot be written comes out as U+FFFD, in its place, so that
    no stranger's text can stop a run. What is quoted never has one.
    """

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return sa.Text(collation="C" if dialect.name == "postgresql" else None)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None or (value.isascii() and "\0" not in value):
            return value
        return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", value)


class Name(Text):
    """A name, kept short enough for an index, and cut with an ellipsis where it is not.

    Strangers name themselves as they like, and what an index refuses would stop every run.
    """

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is not None and len(value) > LONGEST_NAME:
            value = f"{value[: LONGEST_NAME - 1]}…"
        return super().process_bind_param(value, dialect)


class Moment(TypeDecorator[datetime]):
    """An aware time, kept in UTC. SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone; times are aware and in UTC")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    # Named constraints, so that a later migration can change one on either database.
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
