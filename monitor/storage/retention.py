"""Retention: bytes of snapshots and lines of the log that may be dropped, and dropping them.

The row of a body stays, with its hash and size; so do its snapshots, and all
that was drawn from them. Never dropped, whatever the settings: what no run has
read yet or could read, and what a revision of a document with claims stands on.

Of the log of requests only what found nothing new is ever dropped, and neither
the newest of an address (since when a source is ill is counted from it) nor the
last of a source on a day (that it was looked at then). Failures stay, and so
does what brought a page: the evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, func, literal, or_, select, update

from monitor.storage import tables
from monitor.storage.room import Room
from monitor.storage.rows import Bodies

_B, _S, _F = tables.body, tables.snapshot, tables.fetch
# Bodies dropped in one transaction: some 2 MB of pages, so that nobody waits long for the lock.
_TOGETHER = 100
# Lines of the log in one transaction: a tenth of a second.
_LINES = 5000
_NOTHING_NEW = ("unchanged", "listed")  # outcomes of requests
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

    def droppable_requests(self, before: datetime) -> int:
        """How many lines of the log `drop_requests` would drop; nothing is changed."""
        return sum(len(self._routine_of(one, before)) for one in self._asked_by())

    def drop_requests(self, before: datetime) -> int:
        """Drop the lines of the log from before that moment that tell of nothing new; how many.

        A few at a time: stopped in the middle, what is left goes with the next call.
        """
        return sum(self._drop_routine(one, before) for one in self._asked_by())

    def _asked_by(self) -> Sequence[str]:
        """The sources of the log."""
        with self._reading() as connection:
            return connection.execute(select(_F.c.source).distinct()).scalars().all()

    def _routine_of(self, source: str, before: datetime) -> Sequence[int]:
        with self._reading() as connection:
            return (
                connection.execute(select(_F.c.id).where(_routine(source, before))).scalars().all()
            )

    def _drop_routine(self, source: str, before: datetime) -> int:
        going = self._routine_of(source, before)
        for part in (going[n : n + _LINES] for n in range(0, len(going), _LINES)):
            with self._writing() as connection:
                connection.execute(delete(_F).where(_F.c.id.in_(part)))
        return len(going)

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


def _routine(source: str, before: datetime) -> ColumnElement[bool]:
    """Its old requests that found nothing new, none of which anything is read from."""
    later = _F.alias()
    of_days = (
        select(func.max(_F.c.id))
        .where(_F.c.source == source, _F.c.at < before, _F.c.outcome.in_(_NOTHING_NEW))
        .group_by(func.date(_F.c.at))
    )
    return and_(
        _F.c.source == source,
        _F.c.at < before,
        _F.c.outcome.in_(_NOTHING_NEW),
        _F.c.id.not_in(of_days),
        exists().where(
            later.c.address == _F.c.address,
            later.c.at > _F.c.at,
            later.c.outcome.in_(_NOTHING_NEW),
        ),
    )


def _younger_than(moment: datetime | None) -> ColumnElement[bool]:
    return literal(True) if moment is None else _S.c.recorded >= moment
