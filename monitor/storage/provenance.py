"""What stands around a piece of evidence: times, revisions, requests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from monitor.errors import NotFoundError
from monitor.storage import tables
from monitor.storage.room import Room
from monitor.types import Fetch, digest_of


@dataclass(frozen=True, slots=True)
class RevisionTimes:
    """When a revision was last seen to stand, and when it was recorded."""

    last_observed: datetime
    recorded: datetime


class Provenance(Room):
    """Where evidence came from."""

    def revision_times(self, key: str) -> RevisionTimes:
        """When it was last observed and recorded; raises NotFoundError."""
        t = tables.revision
        wanted = select(t.c.last_observed, t.c.recorded).where(t.c.key == key)
        with self._reading() as connection:
            row = connection.execute(wanted).one_or_none()
        if row is None:
            raise NotFoundError(f"there is no revision {key}")
        return RevisionTimes(*row)

    def revisions_of_snapshot(self, key: str) -> tuple[str, ...]:
        """The keys of the revisions drawn from a snapshot."""
        t = tables.revision
        wanted = select(t.c.key).where(t.c.snapshot == key).order_by(t.c.key)
        with self._reading() as connection:
            return tuple(connection.execute(wanted).scalars())

    def fetches_around(
        self, document: str, moments: Sequence[datetime], each: int
    ) -> tuple[int, tuple[Fetch, ...]]:
        """Requests for any address of a document: how many, and those nearest to some moments.

        At most `each` before and `each` after a moment, oldest first, none twice.
        """
        f, a = tables.fetch, tables.address
        leading = select(a.c.key).where(a.c.document == document)
        mine = (f.c.address == digest_of(document)) | f.c.address.in_(leading)
        columns = [f.c.id, *(f.c[name] for name in Fetch.__slots__)]
        asked = select(*columns).where(mine).limit(each)
        found: dict[int, Fetch] = {}
        with self._reading() as connection:
            total = connection.execute(select(func.count()).where(mine)).scalar_one()
            for moment in moments:
                before = asked.where(f.c.at <= moment).order_by(f.c.at.desc(), f.c.id.desc())
                after = asked.where(f.c.at > moment).order_by(f.c.at, f.c.id)
                for part in (before, after):
                    found |= {row[0]: Fetch(*row[1:]) for row in connection.execute(part)}
        ordered = sorted(found.items(), key=lambda one: (one[1].at, one[0]))
        return total, tuple(fetch for _, fetch in ordered)
