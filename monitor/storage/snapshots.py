"""Snapshots, and what we know of each address."""

from __future__ import annotations

import zlib
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from monitor.errors import EvidenceError, NotFoundError
from monitor.storage import tables
from monitor.storage.room import Room, insert_new
from monitor.types import Snapshot, Validators, digest_of

_NOT_MODIFIED = 304


class Snapshots(Room):
    """Bytes as they came, each body once."""

    def add_snapshot(self, s: Snapshot) -> bool:
        """Keep it as pending; False where it was there.

        Raises ValueError where `observed` is not in UTC: its key would change on reading.
        """
        if s.observed.utcoffset() != timedelta(0):
            raise ValueError(f"a snapshot observed at {s.observed} is not in UTC")
        sha256 = s.sha256
        packed = zlib.compress(s.body)  # before the lock is taken: a large body takes its time
        row = {
            "key": s.key,
            "document": s.document,
            "source": s.source,
            "fetched_from": s.fetched_from,
            "status": s.status,
            "headers": [list(pair) for pair in s.headers],
            "sha256": sha256,
            "observed": s.observed,
            "origin": s.origin,
            "recorded": self._clock(),
        }
        with self._writing() as connection:
            body = {"sha256": sha256, "size": len(s.body), "content": packed}
            insert_new(connection, tables.body, body)
            return insert_new(connection, tables.snapshot, row)

    def snapshot(self, key: str) -> Snapshot:
        """The snapshot of that key.

        Raises NotFoundError; and EvidenceError where the bytes are not those we hashed.
        """
        statement = (
            select(tables.snapshot, tables.body.c.content, tables.body.c.size)
            .join(tables.body)
            .where(tables.snapshot.c.key == key)
        )
        with self._reading() as connection:
            row = connection.execute(statement).mappings().one_or_none()
        if row is None:
            raise NotFoundError(f"there is no snapshot {key}")
        found = _snapshot(row)
        if found.sha256 != row["sha256"]:
            raise EvidenceError(
                f"snapshot {key} of {found.document}: the kept bytes are not those that came "
                f"(SHA-256 {row['sha256']}); put back a backup of the database"
            )
        return found

    def pending(self) -> tuple[str, ...]:
        """The keys of snapshots not yet read, oldest first."""
        t = tables.snapshot
        statement = select(t.c.key).where(t.c.outcome.is_(None)).order_by(t.c.observed, t.c.key)
        with self._reading() as connection:
            return tuple(connection.execute(statement).scalars())

    def mark_read(self, key: str, outcome: str) -> None:
        """Note what reading gave: a page kind, or "failed: ..."; it is no longer pending.

        Raises NotFoundError.
        """
        t = tables.snapshot
        values = {"outcome": outcome, "read": self._clock()}
        with self._writing() as connection:
            if connection.execute(update(t).where(t.c.key == key).values(values)).rowcount == 0:
                raise NotFoundError(f"there is no snapshot {key}")

    def known_documents(self, source: str) -> frozenset[str]:
        """The documents of a source that have a snapshot."""
        t = tables.snapshot
        with self._reading() as connection:
            found = connection.execute(select(t.c.document).where(t.c.source == source).distinct())
            return frozenset(found.scalars())

    def validators(self, url: str) -> Validators | None:
        """What to ask this address "has it changed?" with; None where it gave us nothing."""
        t = tables.address
        statement = select(t.c.etag, t.c.last_modified).where(t.c.key == digest_of(url))
        with self._reading() as connection:
            row = connection.execute(statement).one_or_none()
        return None if row is None or row == (None, None) else Validators(*row)

    def record_check(
        self,
        url: str,
        source: str,
        *,
        status: int,
        at: datetime,
        validators: Validators | None,
        sha256: str | None,
    ) -> None:
        """Note that this address was asked, and what came.

        A 304 says that the document still says the same, so its revision was
        observed once more. Only a 2xx may take validators or hash away.
        """
        row: dict[str, Any] = {"source": source, "status": status, "checked": at}
        good = 200 <= status < 300
        if good or status == _NOT_MODIFIED:
            row["answered"] = at
        if good or validators is not None:
            row["etag"] = validators.etag if validators else None
            row["last_modified"] = validators.last_modified if validators else None
        if good or sha256 is not None:
            row["sha256"] = sha256
        t, key = tables.address, digest_of(url)
        with self._writing() as connection:
            if not insert_new(connection, t, {"key": key, "url": url, "first_seen": at, **row}):
                connection.execute(update(t).where(t.c.key == key).values(row))
            if status == _NOT_MODIFIED:
                _still_says(connection, url, at)


def _snapshot(row: RowMapping) -> Snapshot:
    return Snapshot(
        document=row["document"],
        source=row["source"],
        fetched_from=row["fetched_from"],
        status=row["status"],
        headers=tuple((name, value) for name, value in row["headers"]),
        body=_unpacked(row),
        observed=row["observed"],
        origin=row["origin"],
    )


def _unpacked(row: RowMapping) -> bytes:
    try:
        # One byte more than was packed, so that a longer body shows in its hash, and no more.
        return zlib.decompressobj().decompress(row["content"], row["size"] + 1)
    except zlib.error as error:
        raise EvidenceError(
            f"snapshot {row['key']} of {row['document']}: the kept bytes are damaged ({error}); "
            "put back a backup of the database"
        ) from error


def _still_says(connection: Connection, url: str, at: datetime) -> None:
    """Move forward the revision that the newest snapshot from `url` was read as.

    A newest snapshot without a revision (a consent wall, a failure) moves nothing.
    """
    s, r = tables.snapshot, tables.revision
    newest = (
        select(s.c.document, s.c.outcome)
        .where(s.c.fetched_from == url)
        .order_by(s.c.observed.desc())
        .limit(1)
    )
    row = connection.execute(newest).one_or_none()
    if row is None:
        return
    shown = (
        select(r.c.key, r.c.kind, r.c.last_observed)
        .where(r.c.document == row.document)
        .order_by(r.c.last_observed.desc())
        .limit(1)
    )
    current = connection.execute(shown).one_or_none()
    if current is not None and current.kind == row.outcome and current.last_observed < at:
        connection.execute(update(r).where(r.c.key == current.key).values(last_observed=at))
