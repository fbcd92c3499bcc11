"""Snapshots in quarantine; and the queue's own tables, which are PostgreSQL's alone.

Those are as Procrastinate has them, by migration 0008: a test compares it with
the library's schema, so that neither moves without the other.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table

from monitor.storage.columns import KEY, Moment, Text
from monitor.storage.tables import metadata

QUEUE_TABLES = frozenset(
    f"procrastinate_{name}" for name in ("jobs", "events", "periodic_defers", "workers")
)

# How often a run began with this snapshot and came to no end: it may be what ends the process.
attempt = Table(
    "attempt",
    metadata,
    Column("snapshot", KEY, ForeignKey("snapshot.key"), primary_key=True),
    Column("number", Integer, nullable=False),
)

# One row for each snapshot that is read no more: it broke whoever tried, again and again.
quarantine = Table(
    "quarantine",
    metadata,
    Column("snapshot", KEY, ForeignKey("snapshot.key"), primary_key=True),
    Column("attempts", Integer, nullable=False),
    Column("error", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
