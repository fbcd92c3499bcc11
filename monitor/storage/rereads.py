"""What a reread asks for and replaces: the rows of one document, drawn anew."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, insert, or_, select, update

from monitor.storage import tables
from monitor.storage.history import retire_and_delete
from monitor.storage.revisions import forget_text, index_text, revision_of, revision_row
from monitor.storage.room import Room
from monitor.storage.rows import KeptRevision, KeptSnapshot


class Rereads(Room):
    """Documents, and what was drawn from their snapshots."""

    def documents_read(
        self,
        *,
        documents: Collection[str] = (),
        sources: Collection[str] = (),
        not_by: str | None = None,
    ) -> tuple[str, ...]:
        """The documents with a snapshot that was read, in order.

        Only those named or of these sources, where any are; `not_by`: only
        those of which a snapshot was read by another version than this one.
        """
        s = tables.snapshot
        asked = select(s.c.document).where(s.c.outcome.is_not(None)).distinct()
        if documents or sources:
            asked = asked.where(
                or_(s.c.document.in_(sorted(documents)), s.c.source.in_(sorted(sources)))
            )
        if not_by is not None:
            asked = asked.where(or_(s.c.reader.is_(None), s.c.reader != not_by))
        with self._reading() as connection:
            return tuple(connection.execute(asked.order_by(s.c.document)).scalars())

    def kept_snapshots(self, document: str) -> tuple[KeptSnapshot, ...]:
        """The snapshots of a document that were read, in order of observation; no bytes."""
        s, b = tables.snapshot, tables.body
        mine = (
            select(s.c.key, s.c.observed, s.c.outcome, s.c.reader, s.c.origin, b.c.dropped)
            .join(b)
            .where(s.c.document == document, s.c.outcome.is_not(None))
        )
        with self._reading() as connection:
            rows = connection.execute(mine.order_by(s.c.observed, s.c.key))
            return tuple(KeptSnapshot(*row) for row in rows)

    def kept_revisions(self, document: str) -> tuple[KeptRevision, ...]:
        """The revisions of a document with the times they are kept under, as first observed."""
        r = tables.revision
        mine = select(r).where(r.c.document == document).order_by(r.c.observed, r.c.key)
        with self._reading() as connection:
            return tuple(
                KeptRevision(revision_of(row), row["last_observed"], row["recorded"])
                for row in connection.execute(mine).mappings()
            )

    def put_revision(self, kept: KeptRevision) -> None:
        """Keep it under just these times, in place of one of that key."""
        r, key = tables.revision, kept.revision.key
        row = {
            **revision_row(kept.revision),
            "last_observed": kept.last_observed,
            "recorded": kept.recorded,
        }
        with self._writing() as connection:
            if connection.execute(update(r).where(r.c.key == key).values(row)).rowcount == 0:
                connection.execute(insert(r).values(row))
                index_text(connection, kept.revision)

    def drop_revision(self, key: str) -> None:
        """Take away a revision with its claims, which stay known as of before.

        The snapshots stay.
        """
        r, c = tables.revision, tables.claim
        with self._writing() as connection:
            mine = connection.execute(select(c.c.key).where(c.c.revision == key)).scalars().all()
            retire_and_delete(connection, c, tables.claim_past, mine, self._now())
            forget_text(connection, key)
            connection.execute(delete(r).where(r.c.key == key))
