"""What verifying needs: every row as it is kept, a few at a time, also such as were spoilt."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import ColumnElement, Connection, Table, func, select, tuple_
from sqlalchemy.exc import DBAPIError

from monitor.errors import DatabaseBusyError, StorageError
from monitor.interval import DaySpan
from monitor.storage import tables
from monitor.storage.claim_rows import claim_of
from monitor.storage.evidence import sides_of
from monitor.storage.relations import stored_relation_of
from monitor.storage.revisions import revision_of
from monitor.storage.room import Room, published_of
from monitor.types import Claim, Relation, Revision

AuditedTable = Literal["body", "snapshot", "revision", "claim", "relation"]
AUDITED: tuple[AuditedTable, ...] = get_args(AuditedTable)

# Rows held in memory at once: a body is some 100 kB, a text some 10 kB, all else small.
_AT_ONCE: dict[AuditedTable, int] = {
    "body": 20,
    "snapshot": 1000,
    "revision": 100,
    "claim": 500,
    "relation": 200,
}
# Claims are walked by revision, so that a text is read for all of its claims at once.
_ORDER: dict[AuditedTable, tuple[str, ...]] = {
    "body": ("sha256",),
    "snapshot": ("key",),
    "revision": ("key",),
    "claim": ("revision", "key"),
    "relation": ("key",),
}
# What reading a row that somebody wrote by hand can end in.
_SPOILT = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, DBAPIError)
# Their references are told row by row, with the key; the check of SQLite knows only row numbers.
_REFERRING = ("snapshot", "revision", "claim")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that cannot even be read, and why."""

    table: AuditedTable
    key: str
    why: str


@dataclass(frozen=True, slots=True)
class AuditedBody:
    """The hash and size a body is kept under, and those it has (None: it cannot be unpacked).

    `dropped`: when its bytes were, so that there is nothing to unpack.
    """

    key: str
    size: int
    found_sha256: str | None
    found_size: int | None
    dropped: datetime | None = None


@dataclass(frozen=True, slots=True)
class AuditedSnapshot:
    """What the key of a snapshot is made of, and whether there is a body for it."""

    key: str
    document: str
    sha256: str
    observed: datetime
    has_body: bool


@dataclass(frozen=True, slots=True)
class AuditedRevision:
    """A revision as kept, and document and time of its snapshot (None: there is none)."""

    key: str
    text_sha256: str
    revision: Revision
    last_observed: datetime
    snapshot: tuple[str, datetime] | None


@dataclass(frozen=True, slots=True)
class TextOf:
    """What a claim repeats of its revision, and the text it stands in."""

    document: str
    text: str
    published: DaySpan | None
    observed: datetime


@dataclass(frozen=True, slots=True)
class AuditedClaim:
    """A claim as kept, and what its revision says (None: there is none)."""

    key: str
    slot: str
    claim: Claim
    revision: TextOf | None


@dataclass(frozen=True, slots=True)
class AuditedRelation:
    """A relation as kept, and those of its claims that are there (None: and cannot be read)."""

    key: str
    relation: Relation
    claims: Mapping[str, AuditedClaim | None]


Audited = AuditedBody | AuditedSnapshot | AuditedRevision | AuditedClaim | AuditedRelation


class Audit(Room):
    """Rows as they are kept, trusted in nothing."""

    def audit_counts(self, since: datetime | None = None) -> dict[AuditedTable, int]:
        """How many rows `audited` would walk over, by table."""
        with self._reading() as connection:
            return {
                name: connection.execute(
                    select(func.count()).select_from(_table(name)).where(*_recorded(name, since))
                ).scalar_one()
                for name in AUDITED
            }

    def audited(
        self, name: AuditedTable, since: datetime | None = None
    ) -> Iterator[tuple[Audited | Unreadable, ...]]:
        """All rows of a table, or those recorded `since` then, a few at a time.

        Nothing stays locked or open between two steps.
        """
        columns = tuple(_table(name).c[column] for column in _ORDER[name])
        ordered = select(*columns).order_by(*columns).limit(_AT_ONCE[name])
        ordered = ordered.where(*_recorded(name, since))
        last: tuple[str, ...] = ("",) * len(columns)
        while True:
            try:
                with self._reading() as connection:
                    after = ordered.where(tuple_(*columns) > tuple_(*last))
                    places = [tuple(row) for row in connection.execute(after)]
            except (*_SPOILT, StorageError) as error:
                yield (Unreadable(name, f"after {last[-1] or 'none'}", self._why(error)),)
                return
            if not places:
                return
            yield self._rows(name, [place[-1] for place in places])
            last = places[-1]

    def file_faults(self) -> tuple[str, ...]:
        """What SQLite itself finds wrong with its file; nothing on PostgreSQL."""
        if self._engine.dialect.name != "sqlite":
            return ()
        found: list[str] = []
        try:
            with self._reading() as connection:
                lines = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
                found += (str(line) for line in lines if line != "ok")
                loose = connection.exec_driver_sql("PRAGMA foreign_key_check")
                found += (
                    f"row {row} of {table} names a row of {parent} that is not there"
                    for table, row, parent, _ in loose
                    if table not in _REFERRING
                )
        except StorageError as error:  # so badly damaged that the check itself ends
            found.append(self._why(error))
        return tuple(found)

    def _rows(self, name: AuditedTable, keys: Sequence[str]) -> tuple[Audited | Unreadable, ...]:
        """Where one of them is spoilt, they are read in halves, down to the one."""
        try:
            with self._reading() as connection:
                return tuple(self._read(connection, name, keys))
        except (*_SPOILT, StorageError) as error:
            why = self._why(error)
            if len(keys) == 1:
                return (Unreadable(name, keys[0], why),)
        half = len(keys) // 2
        return (*self._rows(name, keys[:half]), *self._rows(name, keys[half:]))

    def _read(
        self, connection: Connection, name: AuditedTable, keys: Sequence[str]
    ) -> Iterator[Audited]:
        match name:
            case "body":
                return _bodies(connection, keys)
            case "snapshot":
                return _snapshots(connection, keys)
            case "revision":
                return _revisions(connection, keys)
            case "claim":
                return _claims(connection, keys)
            case "relation":
                return self._relations(connection, keys)

    def _relations(self, connection: Connection, keys: Sequence[str]) -> Iterator[Audited]:
        t = tables.relation
        chosen = select(t).where(t.c.key.in_(keys)).order_by(t.c.key)
        rows = connection.execute(chosen).mappings().all()
        sides = sides_of(connection, [row["key"] for row in rows])
        kept = {
            k: stored_relation_of(row, *sides[k]).relation for row in rows for k in (row["key"],)
        }
        names = sorted({key for one in kept.values() for key in (*one.a, *one.b)})
        claims: dict[str, AuditedClaim | None] = {}
        for first in range(0, len(names), _AT_ONCE["claim"]):
            for one in self._rows("claim", names[first : first + _AT_ONCE["claim"]]):
                claims[one.key] = one if isinstance(one, AuditedClaim) else None
        for key, relation in kept.items():
            mine = {name: claims[name] for name in (*relation.a, *relation.b) if name in claims}
            yield AuditedRelation(key, relation, mine)

    def _why(self, error: Exception) -> str:
        """In one line; raises again what is no damage: a lock, a server that went away."""
        elsewhere = self._engine.dialect.name != "sqlite"
        if isinstance(error, StorageError) and (elsewhere or isinstance(error, DatabaseBusyError)):
            raise error
        said = error.orig if isinstance(error, DBAPIError) else error
        return f"{type(said).__name__}: {said}"


def _table(name: AuditedTable) -> Table:
    return tables.metadata.tables[name]


def _recorded(name: AuditedTable, since: datetime | None) -> list[ColumnElement[bool]]:
    if since is None:
        return []
    if name == "body":
        s = tables.snapshot
        return [tables.body.c.sha256.in_(select(s.c.sha256).where(s.c.recorded >= since))]
    return [_table(name).c.recorded >= since]


def _bodies(connection: Connection, keys: Sequence[str]) -> Iterator[Audited]:
    t = tables.body
    for row in connection.execute(select(t).where(t.c.sha256.in_(keys)).order_by(t.c.sha256)):
        found = (None, None) if row.dropped else _measured(row.content, row.size)
        yield AuditedBody(row.sha256, row.size, *found, row.dropped)


def _measured(content: bytes, size: int) -> tuple[str | None, int | None]:
    """Hash and size of what was packed: one byte more than there was is enough to tell."""
    try:
        body = zlib.decompressobj().decompress(content, size + 1)
    except zlib.error:
        return None, None
    return hashlib.sha256(body).hexdigest(), len(body)


def _snapshots(connection: Connection, keys: Sequence[str]) -> Iterator[Audited]:
    s, b = tables.snapshot, tables.body
    columns = (s.c.key, s.c.document, s.c.sha256, s.c.observed, b.c.sha256.is_not(None))
    joined = select(*columns).select_from(s.outerjoin(b)).where(s.c.key.in_(keys))
    for row in connection.execute(joined.order_by(s.c.key)):
        yield AuditedSnapshot(*row)


def _revisions(connection: Connection, keys: Sequence[str]) -> Iterator[Audited]:
    r, s = tables.revision, tables.snapshot
    of = (s.c.document.label("of_document"), s.c.observed.label("of_time"))
    joined = select(r, *of).select_from(r.outerjoin(s)).where(r.c.key.in_(keys)).order_by(r.c.key)
    for row in connection.execute(joined).mappings():
        seen = row["of_time"]
        snapshot = None if seen is None else (row["of_document"], seen)
        kept = revision_of(row)
        yield AuditedRevision(row["key"], row["text_sha256"], kept, row["last_observed"], snapshot)


def _claims(connection: Connection, keys: Sequence[str]) -> Iterator[Audited]:
    c, r = tables.claim, tables.revision
    chosen = select(c).where(c.c.key.in_(keys)).order_by(c.c.revision, c.c.key)
    rows = connection.execute(chosen).mappings().all()
    dates = (r.c.published, r.c.published_from, r.c.published_to, r.c.observed)
    names = sorted({row["revision"] for row in rows})
    texts = select(r.c.key, r.c.document, r.c.text, *dates).where(r.c.key.in_(names))
    revisions = {
        row["key"]: TextOf(row["document"], row["text"], published_of(row), row["observed"])
        for row in connection.execute(texts).mappings()
    }
    for row in rows:
        of = revisions.get(row["revision"])
        yield AuditedClaim(row["key"], row["slot"], claim_of(row), of)
