"""How sources fare, in numbers: one question for all of them, answered by index for each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)

from monitor.storage import tables
from monitor.storage.room import Room, in_parts
from monitor.storage.rows import SourceStatus
from monitor.types import digest_of

_S, _A, _F = tables.snapshot, tables.address, tables.failure


class Faring(Room):
    """Documents, checks and failures of sources."""

    def source_status(self, since: datetime | None = None) -> tuple[SourceStatus, ...]:
        """How every source fares that was ever asked, by its key; `new` is counted since then."""
        asked = union_all(*(select(_each(t.c.source).c.name) for t in (_S, _A, _F))).subquery()
        names = select(asked.c.name).where(asked.c.name.is_not(None)).distinct().subquery()
        return self._fare(names, since)

    def status_of_source(self, source: str, since: datetime | None = None) -> SourceStatus:
        """How one source fares, also one that was never asked."""
        return self._fare(select(literal(source).label("name")).subquery(), since)[0]

    def next_checks(self, urls: Collection[str]) -> dict[str, datetime]:
        """When each of these addresses is due, of those that have such a moment."""
        by_key = {digest_of(url): url for url in urls}
        due = select(_A.c.key, _A.c.next_check).where(_A.c.next_check.is_not(None))
        with self._reading() as connection:
            return {
                by_key[key]: moment
                for part in in_parts(sorted(by_key))
                for key, moment in connection.execute(due.where(_A.c.key.in_(part)))
            }

    def _fare(self, names: FromClause, since: datetime | None) -> tuple[SourceStatus, ...]:
        with self._reading() as connection:
            rows = connection.execute(_status(names.c.name, since).order_by(names.c.name))
            return tuple(SourceStatus(*row) for row in rows)


def first_of(source: ColumnElement[str] | str, since: datetime) -> ColumnElement[bool]:
    """Snapshots with which a document of the source first came, by a crawl."""
    earlier = _S.alias()
    older = exists().where(
        earlier.c.document == _S.c.document,
        earlier.c.observed < _S.c.observed,
        earlier.c.origin == "crawl",
    )
    return and_(_S.c.source == source, _S.c.observed > since, _S.c.origin == "crawl", ~older)


def _each(column: ColumnElement[str]) -> FromClause:
    """The few values of a column: each the first behind the one before, so an index finds it."""
    first = select(func.min(column).label("name")).cte(recursive=True)
    further = select(func.min(column)).where(column > first.c.name).scalar_subquery()
    return first.union_all(select(further).where(first.c.name.is_not(None)))


def _status(name: ColumnElement[str], since: datetime | None) -> Select[Any]:
    """A row for each name, in the order of the fields of SourceStatus."""
    of = name.table
    documents = select(_S.c.document).where(_S.c.source == name).distinct().correlate(of)
    new = _count(_S).where(first_of(name, since)) if since else select(literal(0))
    answered = select(func.max(_A.c.answered)).where(_A.c.source == name)
    last_ok = answered.correlate(of).scalar_subquery()
    unmended = or_(last_ok.is_(None), _F.c.at > last_ok)
    newest = select(_F.c.id).where(_F.c.source == name).order_by(_F.c.at.desc(), _F.c.id.desc())
    last = _F.alias()
    columns = (
        name,
        _count(documents.subquery()).scalar_subquery(),
        new.scalar_subquery(),
        last_ok,
        last.c.message,
        _count(_F).where(_F.c.source == name, unmended).correlate(of).scalar_subquery(),
    )
    failed = last.c.id == newest.limit(1).correlate(of).scalar_subquery()
    return select(*columns).select_from(of).outerjoin(last, failed)


def _count(table: FromClause) -> Select[int]:
    return select(func.count()).select_from(table)
