"""What had been read by when: nothing that is read later changes the answer."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, distinct, func, select, type_coerce, union

from monitor.interval import morning
from monitor.storage import tables
from monitor.storage.history import as_known
from monitor.storage.room import Room
from monitor.storage.rows import Coverage

# Outcomes of a request that tell what an address holds.
_ANSWERED = ("fetched", "unchanged", "listed")


class CoverageRoom(Room):
    """Which days are covered, and how much."""

    def days_read(
        self, topic: str, first: date, last: date, *, known_at: datetime | None = None
    ) -> tuple[date, ...]:
        """Which of these days something of the topic was published or seen on, or a source that
        told of it was checked, in order."""
        s, f, r = tables.snapshot, tables.fetch, tables.revision
        c = as_known(tables.claim, tables.claim_past, known_at).c
        until = known_at or self._clock()
        begin, end = morning(first), morning(last + timedelta(days=1))
        sources = (
            select(s.c.source)
            .join(r, r.c.snapshot == s.c.key)
            .where(r.c.key.in_(select(c.revision).where(c.topic == topic)))
        )
        checked = select(_day(f.c.at)).where(
            f.c.source.in_(sources),
            f.c.outcome.in_(_ANSWERED),
            f.c.at <= until,
            f.c.at >= begin,
            f.c.at < end,
        )
        published = select(c.published_from).where(
            c.topic == topic, c.published_from.between(first, last)
        )
        seen = select(_day(s.c.observed)).where(
            s.c.document.in_(select(c.document).where(c.topic == topic)),
            s.c.recorded <= until,
            s.c.observed >= begin,
            s.c.observed < end,
        )
        with self._reading() as connection:
            return tuple(sorted(connection.execute(union(checked, published, seen)).scalars()))

    def coverage(self, known_at: datetime) -> Coverage:
        """How much had been read by then, and how lately."""
        r, s, f = tables.revision, tables.snapshot, tables.fetch
        claims = as_known(tables.claim, tables.claim_past, known_at)
        lately = f.c.at.between(known_at - timedelta(days=Coverage.LATELY), known_at)
        answered = f.c.outcome.in_(_ANSWERED)
        questions: tuple[Select[Any], ...] = (
            select(func.count(distinct(s.c.document))).where(s.c.recorded <= known_at),
            select(func.count()).select_from(r).where(r.c.recorded <= known_at),
            select(func.count()).select_from(claims),
            select(func.count(distinct(f.c.source))).where(lately, answered),
            select(func.max(f.c.at)).where(f.c.at <= known_at, answered),
            select(func.min(s.c.recorded)),
        )
        with self._reading() as connection:
            return Coverage(*(connection.execute(one).scalar_one() for one in questions))


def _day(moment: ColumnElement[datetime]) -> ColumnElement[date]:
    return type_coerce(func.date(moment), Date)
