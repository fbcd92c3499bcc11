"""Snapshots: the bytes that came."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, select, update

from monitor.errors import DroppedError, EvidenceError, NotFoundError
from monitor.storage import tables
from monitor.storage.queue_tables import quarantine
from monitor.storage.room import Room, insert_new
from monitor.storage.rows import SnapshotFacts
from monitor.types import Snapshot

_KEYS_AT_ONCE = 1000
# A third of the time of the usual level for a sixth more room.
_LEVEL = 1
_OF_BODY = ("size", "dropped")
_B, _S = tables.body, tables.snapshot
# Made once: making a statement costs more than running it, and these run for every document.
_WITH_BODY = (
    select(_S, _B.c.content, _B.c.size, _B.c.dropped).join(_B).where(_S.c.key == bindparam("of"))
)
_MARK = update(_S).where(_S.c.key == bindparam("of"))


class Snapshots(Room):
    """Bytes as they came, each body once."""

    def add_snapshot(self, s: Snapshot) -> bool:
        """Keep it as pending; False where it was there.

        Raises ValueError where `observed` is not in UTC: its key would change on reading.
        """
        if s.observed.utcoffset() != timedelta(0):
            raise ValueError(f"a snapshot observed at {s.observed} is not in UTC")
        sha256 = s.sha256
        packed = zlib.compress(s.body, _LEVEL)
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
            if not insert_new(connection, tables.body, body):
                _fill_again(connection, body)
            return insert_new(connection, tables.snapshot, row)

    def snapshot(self, key: str) -> Snapshot:
        """The snapshot of that key.

        Raises NotFoundError; DroppedError where its bytes were dropped, and
        EvidenceError where they are not those we hashed.
        """
        with self._reading() as connection:
            row = connection.execute(_WITH_BODY, {"of": key}).mappings().one_or_none()
        if row is None:
            raise NotFoundError(f"there is no snapshot {key}")
        if row["dropped"] is not None:
            raise DroppedError(
                f"snapshot {key} of {row['document']}: its {row['size']} bytes were dropped on "
                f"{row['dropped']:%Y-%m-%d}, as retention in monitor.toml says; "
                f"what is left is their SHA-256, {row['sha256']}"
            )
        found = _snapshot(row)
        if found.sha256 != row["sha256"]:
            raise EvidenceError(
                f"snapshot {key} of {found.document}: the kept bytes are not those that came "
                f"(SHA-256 {row['sha256']}); put back a backup of the database"
            )
        return found

    def snapshot_facts(self, key: str) -> SnapshotFacts:
        """All of a snapshot but its bytes, which may be dropped; raises NotFoundError."""
        s, b = tables.snapshot, tables.body
        columns = [(b if n in _OF_BODY else s).c[n] for n in SnapshotFacts.__slots__]
        statement = select(*columns).select_from(s.join(b)).where(s.c.key == key)
        with self._reading() as connection:
            row = connection.execute(statement).mappings().one_or_none()
        if row is None:
            raise NotFoundError(f"there is no snapshot {key}")
        headers = tuple((name, value) for name, value in row["headers"])
        return SnapshotFacts(**{**row, "headers": headers})

    def pending(self) -> tuple[str, ...]:
        """The keys of snapshots not yet read, oldest first; none that is in quarantine."""
        t = tables.snapshot
        unread = t.c.outcome.is_(None) & t.c.key.not_in(select(quarantine.c.snapshot))
        statement = select(t.c.key).where(unread).order_by(t.c.observed, t.c.key)
        with self._reading() as connection:
            return tuple(connection.execute(statement).scalars())

    def snapshot_keys(
        self,
        *,
        source: str | None = None,
        since: datetime | None = None,
        before: datetime | None = None,
    ) -> Iterator[str]:
        """The keys of all snapshots, in order of key, a few at a time however many there are.

        Only those of a source, observed at `since` or later and before `before`.
        """
        t = tables.snapshot
        chosen = select(t.c.key).order_by(t.c.key).limit(_KEYS_AT_ONCE)
        if source is not None:
            chosen = chosen.where(t.c.source == source)
        if since is not None:
            chosen = chosen.where(t.c.observed >= since)
        if before is not None:
            chosen = chosen.where(t.c.observed < before)
        last = ""
        while True:
            with self._reading() as connection:
                keys = connection.execute(chosen.where(t.c.key > last)).scalars().all()
            if not keys:
                return
            yield from keys
            last = keys[-1]

    def mark_read(self, key: str, outcome: str, reader: str | None = None) -> None:
        """Note what reading gave: a page kind, or "failed: ..."; it is no longer pending.

        `reader` is the version of all that was drawn from it. Raises NotFoundError.
        """
        values = {"of": key, "outcome": outcome, "read": self._clock(), "reader": reader}
        with self._writing() as connection:
            if connection.execute(_MARK, values).rowcount == 0:
                raise NotFoundError(f"there is no snapshot {key}")


def _fill_again(connection: Connection, body: dict[str, Any]) -> None:
    """Bytes that were dropped and came once more are kept again.

    The row is locked, so that they are not dropped between this and the snapshot's own row.
    """
    b = tables.body
    mine = b.c.sha256 == body["sha256"]
    if connection.execute(select(b.c.dropped).where(mine).with_for_update()).scalar_one():
        filled = {"content": body["content"], "dropped": None}
        connection.execute(update(b).where(mine).values(filled))


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
