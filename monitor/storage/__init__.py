"""Keeps every step: snapshots, revisions, claims, relations, and what happened when."""

from __future__ import annotations

from monitor.storage.clockwork import LEASE
from monitor.storage.database import address_of, server_arguments, shown_address
from monitor.storage.evidence import Side
from monitor.storage.room import utc_now
from monitor.storage.rows import (
    Absence,
    Age,
    Bodies,
    Coverage,
    Found,
    Glance,
    GoneDocument,
    Issue,
    Job,
    KeptRevision,
    KeptSnapshot,
    KeptVerdict,
    LeftBehind,
    MessageState,
    OutboxMessage,
    Outcome,
    Quarantined,
    QueueState,
    Recorded,
    Run,
    SnapshotFacts,
    SourceStatus,
    StoredClaim,
    StoredRelation,
    Way,
)
from monitor.storage.store import Store, open_store, read_store

__all__ = [
    "LEASE",
    "Absence",
    "Age",
    "Bodies",
    "Coverage",
    "Found",
    "Glance",
    "GoneDocument",
    "Issue",
    "Job",
    "KeptRevision",
    "KeptSnapshot",
    "KeptVerdict",
    "LeftBehind",
    "MessageState",
    "OutboxMessage",
    "Outcome",
    "Quarantined",
    "QueueState",
    "Recorded",
    "Run",
    "Side",
    "SnapshotFacts",
    "SourceStatus",
    "Store",
    "StoredClaim",
    "StoredRelation",
    "Way",
    "address_of",
    "open_store",
    "read_store",
    "server_arguments",
    "shown_address",
    "utc_now",
]
