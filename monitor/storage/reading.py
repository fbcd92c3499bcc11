"""Looking things up across the rooms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import cast, get_args

from sqlalchemy import Connection, Select, Table, distinct, func, select

from monitor.errors import NotFoundError
from monitor.storage import tables
from monitor.storage.queue_tables import quarantine
from monitor.storage.room import Room
from monitor.storage.rows import Absence, Found, FoundKind
from monitor.types import TOLD

_ID = re.compile(r"[0-9a-f]{1,16}")
_LENGTH = 16  # of an id
_SHOWN = 5  # of the ids a prefix is too short for, each kind
_BY_ID: tuple[FoundKind, ...] = tuple(k for k in get_args(FoundKind) if k != "document")


class Reading(Room):
    """Questions about all of it."""

    def find(self, prefix: str) -> Found:
        """What this names: a document, else an id that begins so.

        Raises NotFoundError where nothing does, or more than one.
        """
        with self._reading() as connection:
            if _is_document(connection, prefix):
                return Found("document", prefix)
            if not _ID.fullmatch(prefix):
                raise NotFoundError(f"there is no document or id {prefix!r}")
            found = [hit for kind in _BY_ID for hit in _begin_with(connection, kind, prefix)]
        if len(found) == 1:
            return found[0]
        if not found:
            raise NotFoundError(f"there is no document or id {prefix!r}")
        names = ", ".join(f"{hit.kind} {hit.key}" for hit in found)
        raise NotFoundError(f"{prefix!r} begins more than one id; write more of it: {names}")

    def absences(self, document: str) -> tuple[Absence, ...]:
        """The addresses of a document that were once there and now are not, by address."""
        a, s = tables.address, tables.snapshot
        gone = select(a.c.url, a.c.answered, a.c.gone_since).where(
            a.c.document == document, a.c.gone_since.is_not(None)
        )
        newest = select(func.max(s.c.observed)).where(s.c.document == document)
        with self._reading() as connection:
            last = connection.execute(newest).scalar_one()
            rows = connection.execute(gone.order_by(a.c.url))
            return tuple(Absence(url, answered or last, since) for url, answered, since in rows)

    def counts(self) -> dict[str, int]:
        """How many there are of each thing; of relations, those worth telling."""
        s, o = tables.snapshot, tables.outbox
        questions: dict[str, Select[int]] = {
            "documents": select(func.count(distinct(s.c.document))),
            "snapshots": _count(s),
            "pending": _count(s).where(s.c.outcome.is_(None)),
            "quarantined": _count(quarantine),
            "revisions": _count(tables.revision),
            "claims": _count(tables.claim),
            "relations": _count(tables.relation).where(tables.relation.c.kind.in_(TOLD)),
            "failures": _count(tables.failure),
        }
        for state in ("queued", "sending", "sent", "failed", "unconfirmed"):
            questions[f"messages {state}"] = _count(o).where(o.c.state == state)
        with self._reading() as connection:
            return {name: connection.execute(q).scalar_one() for name, q in questions.items()}

    def failures_by_kind(self) -> dict[tuple[str, str], int]:
        """All failures ever recorded, by source ("" where of none) and kind."""
        f = tables.failure
        statement = select(f.c.source, f.c.kind, func.count()).group_by(f.c.source, f.c.kind)
        with self._reading() as connection:
            rows = connection.execute(statement).all()
        return {(source or "", kind): number for source, kind, number in rows}

    def relations_by_kind(self) -> dict[str, int]:
        """How many relations there are of each kind."""
        t = tables.relation
        statement = select(t.c.kind, func.count()).group_by(t.c.kind)
        with self._reading() as connection:
            return dict(connection.execute(statement).all())

    def last_finished(self) -> dict[str, datetime]:
        """When each job was last done to its end, by its name."""
        t = tables.job_slot
        statement = select(t.c.job, func.max(t.c.finished)).group_by(t.c.job)
        with self._reading() as connection:
            return dict(connection.execute(statement.where(t.c.finished.is_not(None))).all())

    def size(self) -> int:
        """The room the database takes, in bytes."""
        with self._reading() as connection:
            if connection.dialect.name == "postgresql":
                return int(
                    connection.execute(
                        select(func.pg_database_size(func.current_database()))
                    ).scalar_one()
                )
            pages, bytes_each = (
                int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
                for name in ("page_count", "page_size")
            )
            return pages * bytes_each


def _count(table: Table) -> Select[int]:
    return select(func.count()).select_from(table)


def _is_document(connection: Connection, name: str) -> bool:
    questions = (select(t.c.key).where(t.c.document == name) for t in _WITH_DOCUMENT)
    return any(connection.execute(question.limit(1)).first() for question in questions)


_WITH_DOCUMENT = (tables.revision, tables.snapshot)


def _begin_with(connection: Connection, kind: FoundKind, prefix: str) -> Iterator[Found]:
    """Between the lowest and the highest id that begins so: an index serves it anywhere."""
    key = tables.metadata.tables[kind].c.key
    low, high = prefix.ljust(_LENGTH, "0"), prefix.ljust(_LENGTH, "f")
    statement = select(key).where(key.between(low, high)).order_by(key).limit(_SHOWN)
    for found in connection.execute(statement).scalars():
        yield Found(kind, cast(str, found))
