"""Addresses: what each gave us, where it leads, and when it is asked again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, func, insert, or_, select, update

from monitor.storage import tables
from monitor.storage.room import Room, insert_new
from monitor.storage.rows import Age
from monitor.types import GONE, Fetch, Known, Validators, digest_of

_A = tables.address

# Statements of every fetch are made once: making one costs more than running it.
_OF_ADDRESS = select(_A).where(_A.c.key == bindparam("of"))
_CHANGE = update(_A).where(_A.c.key == bindparam("of"))
_LOG = insert(tables.fetch)
_STANDING = select(
    select(func.max(tables.revision.c.published_from))
    .where(tables.revision.c.document == bindparam("document"))
    .scalar_subquery()
    .label("published"),
    exists().where(tables.claim.c.document == bindparam("document")).label("holds_claims"),
    select(_A.c.first_seen)
    .where(_A.c.key == bindparam("of"))
    .scalar_subquery()
    .label("first_seen"),
    select(_A.c.changed).where(_A.c.key == bindparam("of")).scalar_subquery().label("changed"),
)


class Addresses(Room):
    """One row for each address ever asked for: listings and pages alike."""

    def known(self, url: str) -> Known | None:
        """What earlier crawls learnt of this address; None where it was never asked for."""
        with self._reading() as connection:
            row = self._before(connection, url)
        if row is None:
            return None
        marks = Validators(row.etag, row.last_modified)
        return Known(
            validators=marks if marks != Validators(None, None) else None,
            document=row.document,
            moved_to=row.moved_to,
            checked=row.checked,
            next_check=row.next_check,
            fetched=row.fetched,
            failures=row.failures,
            gone=row.status in GONE,
        )

    def due_documents(self, source: str, now: datetime | None, limit: int) -> Sequence[str]:
        """The documents of a source whose time to be asked again has come, longest due first.

        All of them where `now` is None. Further spellings of a document's address are left out.
        """
        t = _A
        mine = select(t.c.url).where(t.c.source == source, t.c.document == t.c.url)
        if now is not None:
            # What was checked in the future was so by a clock that jumped, and put off by it too.
            due = or_(t.c.next_check.is_(None), t.c.next_check <= now, t.c.checked > now)
            mine = mine.where(due)
        ordered = mine.order_by(t.c.next_check.nulls_first(), t.c.url).limit(limit)
        with self._reading() as connection:
            return tuple(connection.execute(ordered).scalars())

    def record_answer(
        self,
        url: str,
        source: str,
        *,
        status: int,
        at: datetime,
        validators: Validators | None,
        sha256: str | None,
        document: str | None = None,
        moved_to: str | None = None,
        next_check: datetime | None = None,
    ) -> bool:
        """Note that this address answered well (2xx or 304); whether it gave what it gave before.

        `sha256` is None where no bytes came (304). Where a document still says
        what it said, its revision was observed once more.
        """
        row: dict[str, Any] = {
            "source": source,
            "status": status,
            "checked": at,
            "answered": at,
            "document": document,
            "moved_to": moved_to,
            "next_check": next_check,
            "failures": 0,
            "gone_since": None,
        }
        if sha256 is not None or validators is not None:
            row["etag"] = validators.etag if validators else None
            row["last_modified"] = validators.last_modified if validators else None
        with self._writing() as connection:
            before = self._before(connection, url)
            same = sha256 is None or (before is not None and before.sha256 == sha256)
            if sha256 is not None:
                row |= {"sha256": sha256, "fetched": at}
            if not same:
                row["changed"] = at
            self._put(connection, url, row, before)
            if same and document is not None:
                _still_says(connection, document, at)
        return same

    def record_alias(self, url: str, source: str, *, status: int, at: datetime, of: str) -> None:
        """Note that this address is another spelling of the document `of`."""
        row = {"source": source, "status": status, "checked": at, "answered": at, "document": of}
        with self._writing() as connection:
            before = self._before(connection, url)
            self._put(connection, url, row | {"failures": 0, "gone_since": None}, before)

    def record_failed(
        self,
        url: str,
        source: str,
        *,
        status: int | None,
        at: datetime,
        next_check: datetime | None,
        broken: bool,
    ) -> None:
        """Note that this address could not be had, and when to ask again.

        `broken` is False where the server only asked us to slow down. A
        document that was there and is absent now (404, 410) is noted as gone;
        a redirect that leads nowhere any more is forgotten first.
        """
        with self._writing() as connection:
            before = self._before(connection, url)
            row: dict[str, Any] = {"source": source, "checked": at, "next_check": next_check}
            row["status"] = status or 0
            row["failures"] = (before.failures if before else 0) + broken
            if before is not None and status in GONE:
                if before.moved_to is not None:
                    row |= {"moved_to": None, "next_check": None}
                elif before.document is not None and before.gone_since is None:
                    row["gone_since"] = at
            self._put(connection, url, row, before)

    def log_fetch(self, fetch: Fetch) -> None:
        """Write one line of the log of requests."""
        row = {name: getattr(fetch, name) for name in Fetch.__slots__}
        with self._writing() as connection:
            connection.execute(_LOG, row | {"address": digest_of(fetch.url)})

    def fetches(self, url: str) -> tuple[Fetch, ...]:
        """All requests for one address, oldest first."""
        t = tables.fetch
        columns = [t.c[name] for name in Fetch.__slots__]
        mine = select(*columns).where(t.c.address == digest_of(url)).order_by(t.c.at, t.c.id)
        with self._reading() as connection:
            return tuple(Fetch(*row) for row in connection.execute(mine))

    def age(self, document: str) -> Age:
        """What decides how often a document is asked again."""
        with self._reading() as connection:
            names = {"document": document, "of": digest_of(document)}
            row = connection.execute(_STANDING, names).one()
        edited = row.changed if row.changed != row.first_seen else None
        return Age(row.published, row.first_seen, edited, bool(row.holds_claims))

    def _before(self, connection: Connection, url: str) -> Row[Any] | None:
        return connection.execute(_OF_ADDRESS, {"of": digest_of(url)}).one_or_none()

    def _put(
        self, connection: Connection, url: str, row: dict[str, Any], before: Row[Any] | None
    ) -> None:
        key = digest_of(url)
        if before is None:
            new = {"key": key, "url": url, "first_seen": row["checked"], "failures": 0}
            if insert_new(connection, _A, new | row):
                return
        connection.execute(_CHANGE, row | {"of": key})


def _still_says(connection: Connection, document: str, at: datetime) -> None:
    """Move forward the revision that the document's newest snapshot was read as.

    A newest snapshot without a revision (a consent wall, a failure) moves nothing.
    """
    s, r = tables.snapshot, tables.revision
    newest = select(s.c.outcome).where(s.c.document == document).order_by(s.c.observed.desc())
    outcome = connection.execute(newest.limit(1)).scalar()
    shown = (
        select(r.c.key, r.c.kind, r.c.last_observed)
        .where(r.c.document == document)
        .order_by(r.c.last_observed.desc())
        .limit(1)
    )
    current = connection.execute(shown).one_or_none()
    if current is not None and current.kind == outcome and current.last_observed < at:
        connection.execute(update(r).where(r.c.key == current.key).values(last_observed=at))
