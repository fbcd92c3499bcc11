"""Keeps every step: snapshots, revisions, claims, relations, and what happened when."""

from __future__ import annotations

from monitor.storage.room import utc_now
from monitor.storage.rows import (
    Absence,
    Bodies,
    Coverage,
    Found,
    GoneDocument,
    Issue,
    KeptRevision,
    KeptSnapshot,
    KeptVerdict,
    OutboxMessage,
    Outcome,
    Recorded,
    Run,
    SnapshotFacts,
    SourceStatus,
    Standing,
    StoredClaim,
    StoredRelation,
)
from monitor.storage.store import Store, open_store, read_store

__all__ = [
    "Absence",
    "Bodies",
    "Coverage",
    "Found",
    "GoneDocument",
    "Issue",
    "KeptRevision",
    "KeptSnapshot",
    "KeptVerdict",
    "OutboxMessage",
    "Outcome",
    "Recorded",
    "Run",
    "SnapshotFacts",
    "SourceStatus",
    "Standing",
    "Store",
    "StoredClaim",
    "StoredRelation",
    "open_store",
    "read_store",
    "utc_now",
]
