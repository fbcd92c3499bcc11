"""Retention: bytes of snapshots that may be dropped, and dropping them.

The row of a body stays, with its hash and size; so do its snapshots, and all
that was drawn from them. Never dropped, whatever the settings: what no run has
read yet or could read, and what a revision of a document with claims stands on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select, update

from monitor.storage import tables
from monitor.storage.room import Room
from monitor.storage.rows import Bodies

_B, _S = tables.body, tables.snapshot
# Bodies dropped in one transaction: some 2 MB of pages, so that nobody waits long for the lock.
_TOGETHER = 100
FAILED = "failed: "  # begins the outcome of what could not be read, and may yet be


class Retention(Room):
    """What was fetched, and is kept no longer than it has to be."""

    def droppable(
        self, *, without_claims: datetime | None, between_revisions: datetime | None
    ) -> Bodies:
        """What `drop_bodies` would drop; nothing is changed."""
        return self._sum(_going(without_claims, between_revisions))

    def dropped(self) -> Bodies:
        """What was dropped so far."""
        return self._sum(_B.c.dropped.is_not(None))

    def drop_bodies(
        self, *, without_claims: datetime | None, between_revisions: datetime | None
    ) -> Bodies:
        """Drop the bytes that were recorded before these moments; None: for ever kept.

        `without_claims`: of documents in which no claim was found;
        `between_revisions`: of the others, those no revision was drawn from.
        A body goes only where each of its snapshots lets it. A few at a time:
        stopped in the middle, what is left goes with the next call.
        """
        going = _going(without_claims, between_revisions)
        ordered = select(_B.c.sha256).where(going).order_by(_B.c.sha256).limit(_TOGETHER)
        total, last = Bodies(), ""
        while True:
            with self._reading() as connection:  # the long search locks nobody out
                found = connection.execute(ordered.where(_B.c.sha256 > last)).scalars().all()
            if not found:
                return total
            part = self._drop(found, going)
            total = Bodies(
                total.number + part.number, total.size + part.size, total.room + part.room
            )
            last = found[-1]

    def _drop(self, keys: Sequence[str], going: ColumnElement[bool]) -> Bodies:
        these = _B.c.sha256.in_(keys)
        with self._writing() as connection:
            # Locked first, then asked again: meanwhile the same bytes may have come anew.
            connection.execute(select(_B.c.sha256).where(these).with_for_update()).all()
            mine = and_(these, going)
            part = self._sum(mine)
            empty = {"content": b"", "dropped": self._clock()}
            connection.execute(update(_B).where(mine).values(empty))
        return part

    def _sum(self, which: ColumnElement[bool]) -> Bodies:
        statement = select(
            func.count(),
            func.coalesce(func.sum(_B.c.size), 0),
            func.coalesce(func.sum(func.length(_B.c.content)), 0),
        ).where(which)
        with self._reading() as connection:
            number, size, room = connection.execute(statement).one()
        return Bodies(number, int(size), int(room))


def _going(
    without_claims: datetime | None, between_revisions: datetime | None
) -> ColumnElement[bool]:
    """The bodies no snapshot of which has to stay."""
    claimed = exists().where(tables.claim.c.document == _S.c.document)
    drawn_from = exists().where(tables.revision.c.snapshot == _S.c.key)
    stays = or_(
        _S.c.outcome.is_(None),
        _S.c.outcome.startswith(FAILED),
        and_(claimed, or_(drawn_from, _younger_than(between_revisions))),
        and_(~claimed, _younger_than(without_claims)),
    )
    of_body = _S.c.sha256 == _B.c.sha256
    return and_(_B.c.dropped.is_(None), exists().where(of_body), ~exists().where(of_body, stays))


def _younger_than(moment: datetime | None) -> ColumnElement[bool]:
    return literal(True) if moment is None else _S.c.recorded >= moment
