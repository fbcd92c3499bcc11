"""What is observed of sources, and each step of their health."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    and_,
    distinct,
    exists,
    func,
    or_,
    select,
)

from monitor.health import (
    ArrivedDocument,
    Check,
    Health,
    HealthStep,
    ListingRecord,
    PageChecks,
    Reason,
    Sample,
)
from monitor.storage import tables
from monitor.storage.faring import first_of
from monitor.storage.room import Room, insert_new
from monitor.storage.rows import GoneDocument
from monitor.types import GONE, SLOW_DOWN, digest_of

GOOD = ("listed", "fetched", "unchanged", "alias")
# Norms reach back 90 days, or 20 documents; who publishes less than ten a year has none.
_SAMPLE = timedelta(days=730)
_MOST_ARRIVALS = 2000  # 90 days of an outlet with 20 documents a day
_MOST_DOCUMENTS = 200  # of which lengths and claims are looked at
_LATE = timedelta(days=14)
# A request and its failure are noted one after the other; no address is asked so soon again.
_TOGETHER = timedelta(seconds=30)


class HealthRoom(Room):
    """Observations, aggregated by source, and the steps they led to."""

    def add_health_step(self, source: str, at: datetime, health: Health) -> bool:
        """Write a step down; False where there is one of that moment."""
        reasons = [
            {
                "kind": reason.kind,
                "text": reason.text,
                "since": reason.since.isoformat() if reason.since else None,
            }
            for reason in health.reasons
        ]
        row = {"source": source, "at": at, "state": health.state, "reasons": reasons}
        with self._writing() as connection:
            return insert_new(connection, tables.health, row)

    def latest_health(self) -> dict[str, HealthStep]:
        """The last step of every source that has one."""
        t = tables.health
        last = select(t.c.source, func.max(t.c.at).label("at")).group_by(t.c.source).subquery()
        statement = select(t).join(last, and_(t.c.source == last.c.source, t.c.at == last.c.at))
        with self._reading() as connection:
            rows = connection.execute(statement).mappings().all()
        return {row["source"]: _step(row) for row in rows}

    def health_steps(self, since: datetime, until: datetime) -> tuple[HealthStep, ...]:
        """The steps after `since` and up to `until`, oldest first, each with the state before."""
        t = tables.health
        before = t.alias()
        # Of one source in the order of its key, so the index finds the one row before.
        earlier = (
            select(before.c.state)
            .where(before.c.source == t.c.source, before.c.at < t.c.at)
            .order_by(before.c.at.desc())
            .limit(1)
            .scalar_subquery()
        )
        statement = (
            select(t, earlier.label("before"))
            .where(t.c.at > since, t.c.at <= until)
            .order_by(t.c.at, t.c.source)
        )
        with self._reading() as connection:
            rows = connection.execute(statement).mappings().all()
        return tuple(_step(row, row["before"]) for row in rows)

    def listing_record(
        self,
        source: str,
        url: str,
        asked: Sequence[str],
        *,
        dated: bool = False,
        watched: bool = False,
    ) -> ListingRecord:
        """How a listing answered since it last answered well.

        `url` is as configured; `asked` are the addresses it was asked at, one or
        those of the last months. `watched`: it is itself a document.
        """
        keys = [digest_of(one) for one in asked]
        t = tables.fetch
        with self._reading() as connection:
            last_good = _last_good(connection, keys)
            since: list[ColumnElement[bool]] = [t.c.address.in_(keys)]
            if last_good is not None:
                since.append(t.c.at > last_good)
            slow = and_(t.c.status.is_not(None), t.c.status == SLOW_DOWN)
            bad = or_(t.c.status.is_(None), t.c.status != SLOW_DOWN)
            count, bad_from, bad_until = _extent(connection, *since, bad)
            slowed, slowed_from, slowed_until = _extent(connection, *since, slow)
            newest = select(t).where(*since, bad).order_by(t.c.at.desc(), t.c.id.desc()).limit(2)
            rows = connection.execute(newest).mappings().all() if count else []
            checks = tuple(_check(connection, source, row) for row in rows)
            pages = _page_kinds(connection, asked) if watched else ()
        return ListingRecord(
            url=url,
            last_good=last_good,
            bad=count,
            bad_from=bad_from,
            bad_until=bad_until,
            newest=checks,
            slowed=slowed,
            slowed_from=slowed_from,
            slowed_until=slowed_until,
            pages=pages,
            dated=dated,
        )

    def page_checks(self, source: str, since: datetime, listings: Collection[str]) -> PageChecks:
        """How the addresses of a source answered since then, but for its `listings`."""
        t = tables.fetch
        statement = (
            select(t.c.outcome, t.c.status, func.count(distinct(t.c.address)))
            .where(t.c.source == source, t.c.at > since)
            .where(t.c.address.not_in([digest_of(one) for one in listings]))
            .group_by(t.c.outcome, t.c.status)
        )
        counts = {"good": 0, "refused": 0, "failed": 0}
        with self._reading() as connection:
            for outcome, status, number in connection.execute(statement):
                if outcome == "listed" or status in (*GONE, SLOW_DOWN):
                    continue
                kind = "good" if outcome in GOOD else "refused" if outcome == "refused" else ""
                counts[kind or "failed"] += number
        return PageChecks(**counts)

    def health_sample(self, source: str, listings: Collection[str], now: datetime) -> Sample:
        """What its norms are taken from: documents when they first came, over two years."""
        s = tables.snapshot
        first = first_of(source, now - _SAMPLE)
        moments = select(s.c.observed).where(first).order_by(s.c.observed.desc())
        with self._reading() as connection:
            arrivals = connection.execute(moments.limit(_MOST_ARRIVALS)).scalars().all()
            documents = _documents(connection, first)
            keys = [digest_of(one) for one in listings]
            watched = _watched_days(connection, keys, now - _LATE)
            checked_until = _last_good(connection, keys)
        return Sample(tuple(reversed(arrivals)), documents, watched, checked_until)

    def gone_documents(self, since: datetime, until: datetime) -> tuple[GoneDocument, ...]:
        """Documents with claims first seen absent after `since` and up to `until`."""
        a, r, c = tables.address, tables.revision, tables.claim
        absent = (
            select(a.c.document, func.min(a.c.gone_since).label("absent"))
            .where(a.c.gone_since > since, a.c.gone_since <= until, a.c.document.is_not(None))
            .where(exists().where(c.c.document == a.c.document))
            .group_by(a.c.document)
        )
        with self._reading() as connection:
            found = []
            for document, moment in connection.execute(absent):
                last = select(r.c.title, r.c.publisher, r.c.last_observed)
                last = last.where(r.c.document == document).order_by(r.c.last_observed.desc())
                row = connection.execute(last.limit(1)).one()
                found.append(GoneDocument(document, *row, moment))
        return tuple(sorted(found, key=lambda one: (one.absent, one.document)))


def _step(row: RowMapping, before: Any = None) -> HealthStep:
    reasons = tuple(
        Reason(
            one["kind"],
            one["text"],
            datetime.fromisoformat(one["since"]) if one["since"] else None,
        )
        for one in row["reasons"]
    )
    return HealthStep(row["source"], row["at"], Health(row["state"], reasons), before)


def _last_good(connection: Connection, keys: Sequence[str]) -> datetime | None:
    """Back from the newest check of each address to the first that went well."""
    t = tables.fetch
    moments = []
    for key in keys:
        good = select(t.c.at).where(t.c.address == key, t.c.outcome.in_(GOOD))
        moments.append(connection.execute(good.order_by(t.c.at.desc()).limit(1)).scalar())
    return max((moment for moment in moments if moment is not None), default=None)


def _extent(
    connection: Connection, *which: ColumnElement[bool]
) -> tuple[int, datetime | None, datetime | None]:
    t = tables.fetch
    statement = select(func.count(), func.min(t.c.at), func.max(t.c.at)).where(*which)
    count, first, last = connection.execute(statement).one()
    return count, first, last


def _check(connection: Connection, source: str, row: RowMapping) -> Check:
    """With the words of the failure that was recorded about the same time."""
    f, at = tables.failure, row["at"]
    said = (
        select(f.c.message)
        .where(f.c.source == source, f.c.url == row["url"])
        .where(f.c.at.between(at - _TOGETHER, at + _TOGETHER))
        .order_by(f.c.at.desc(), f.c.id.desc())
        .limit(1)
    )
    message = connection.execute(said).scalar()
    return Check(row["at"], row["outcome"], row["status"], message or "")


def _page_kinds(connection: Connection, asked: Sequence[str]) -> tuple[str, ...]:
    """Of the newest two snapshots that were read, newest first; wherever the page lives now."""
    s, a = tables.snapshot, tables.address
    keys = [digest_of(url) for url in asked]
    homes = select(a.c.document).where(a.c.key.in_(keys), a.c.document.is_not(None))
    names = {*asked, *connection.execute(homes).scalars()}
    kinds = (
        select(s.c.outcome)
        .where(s.c.document.in_(sorted(names)), s.c.outcome.is_not(None))
        .order_by(s.c.observed.desc())
        .limit(2)
    )
    return tuple(connection.execute(kinds).scalars())


def _documents(connection: Connection, first: ColumnElement[bool]) -> tuple[ArrivedDocument, ...]:
    s, r, c = tables.snapshot, tables.revision, tables.claim
    statement = (
        select(
            s.c.observed,
            s.c.outcome,
            func.coalesce(func.length(r.c.text), 0),
            r.c.published.is_not(None),
            exists().where(c.c.revision == r.c.key),
        )
        .select_from(s.outerjoin(r, r.c.snapshot == s.c.key))
        .where(first, s.c.outcome.is_not(None))
        .order_by(s.c.observed.desc())
        .limit(_MOST_DOCUMENTS)
    )
    rows = connection.execute(statement).all()
    return tuple(
        ArrivedDocument(at, kind, length, bool(dated), bool(claims))
        for at, kind, length, dated, claims in reversed(rows)
    )


def _watched_days(connection: Connection, keys: Sequence[str], since: datetime) -> int:
    t = tables.fetch
    days = select(func.count(distinct(func.date(t.c.at)))).where(
        t.c.address.in_(keys), t.c.at > since, t.c.outcome.in_(GOOD)
    )
    return connection.execute(days).scalar_one()
