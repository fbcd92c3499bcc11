"""Revisions: the texts that claims stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, update

from monitor.errors import NotFoundError
from monitor.interval import DaySpan
from monitor.storage import tables
from monitor.storage.claim_rows import rewrite_claims
from monitor.storage.room import Room, insert_new, published_columns, published_of
from monitor.storage.rows import Issue, Restored
from monitor.storage.search import REVISION_WORDS, add_words, remove_words
from monitor.types import DateCandidate, Notice, NoticeKind, Revision

_AT_ONCE = 100  # texts held in memory while walking all of them; an article is some 10 kB

_T = tables.revision
_ISSUE = select(
    _T.c.document,
    _T.c.key,
    _T.c.published,
    _T.c.published_from,
    _T.c.published_to,
    _T.c.observed,
    _T.c.notices,
    _T.c.last_observed,
)
# Made once: making a statement costs more than running it, and these run for every document.
_OF_KEY = _ISSUE.where(_T.c.key == bindparam("key"))
_OF_DOCUMENTS = _ISSUE.where(_T.c.document.in_(bindparam("documents", expanding=True)))
_NUMBERED = insert(tables.text_number).returning(tables.text_number.c.id)


class Revisions(Room):
    """Main texts, each document and text once."""

    def add_revision(self, r: Revision) -> bool:
        """Keep it; False where this document had this text, which is then observed once more.

        Observed earlier than so far known, as by an archive, it is first
        observed then, and its claims with it. Notices that are new on it are
        added. Raises StorageError where its snapshot is not kept.
        """
        with self._writing() as connection:
            row = {**revision_row(r), "last_observed": r.observed, "recorded": self._now()}
            if insert_new(connection, tables.revision, row):
                index_text(connection, r)
                return True
            _observe_again(connection, r, self._now())
            return False

    def revision(self, key: str) -> Revision:
        """The revision of that key; raises NotFoundError."""
        t = tables.revision
        with self._reading() as connection:
            row = connection.execute(select(t).where(t.c.key == key)).mappings().one_or_none()
        if row is None:
            raise NotFoundError(f"there is no revision {key}")
        return revision_of(row)

    def issue(self, key: str) -> Issue | None:
        """When this revision was published and seen; None where it is not kept."""
        with self._reading() as connection:
            row = connection.execute(_OF_KEY, {"key": key}).mappings().one_or_none()
        return None if row is None else _issue_of(row)

    def last_observed(self, key: str) -> datetime:
        """When this revision was last seen to stand; raises NotFoundError."""
        t = tables.revision
        with self._reading() as connection:
            seen = connection.execute(select(t.c.last_observed).where(t.c.key == key)).scalar()
        if seen is None:
            raise NotFoundError(f"there is no revision {key}")
        moment: datetime = seen
        return moment

    def issues(
        self, documents: Iterable[str], *, known_at: datetime | None = None
    ) -> dict[str, tuple[Issue, ...]]:
        """When each revision of these documents was published and seen: no texts are read.

        `known_at`: only those that had been read by then.
        """
        asked = _OF_DOCUMENTS
        if known_at is not None:
            asked = asked.where(_T.c.recorded <= known_at)
        names, found = sorted(set(documents)), dict[str, list[Issue]]()
        with self._reading() as connection:
            for first in range(0, len(names), _AT_ONCE):
                some = {"documents": names[first : first + _AT_ONCE]}
                for row in connection.execute(asked, some).mappings():
                    found.setdefault(row["document"], []).append(_issue_of(row))
        return {document: tuple(issues) for document, issues in found.items()}

    def texts_recorded(self, after: datetime, until: datetime) -> dict[str, str]:
        """The texts written down in this time, by their keys: the document of each."""
        told = select(_T.c.key, _T.c.document).where(_T.c.recorded > after, _T.c.recorded <= until)
        with self._reading() as connection:
            return {row.key: row.document for row in connection.execute(told)}

    def texts_restored(self, after: datetime, until: datetime) -> tuple[Restored, ...]:
        """The texts that their pages were seen to go back to in this time."""
        t, back = _T, tables.restored
        told = select(t.c.document, t.c.key, back.c.at).join(back, back.c.revision == t.c.key)
        told = told.where(back.c.at > after, back.c.at <= until).order_by(back.c.at, t.c.key)
        with self._reading() as connection:
            return tuple(Restored(*row) for row in connection.execute(told))

    def revisions(self, document: str | None = None) -> Iterator[Revision]:
        """All revisions, or those of one document: by document, then published, then observed.

        The list is that of the moment of the first `next`; nothing stays
        locked or open between two steps.
        """
        t = tables.revision
        ordered = select(t.c.key).order_by(
            t.c.document, t.c.published_from.nulls_last(), t.c.observed, t.c.key
        )
        if document is not None:
            ordered = ordered.where(t.c.document == document)
        with self._reading() as connection:
            keys = list(connection.execute(ordered).scalars())
        for first in range(0, len(keys), _AT_ONCE):
            some = keys[first : first + _AT_ONCE]
            with self._reading() as connection:
                rows = connection.execute(select(t).where(t.c.key.in_(some))).mappings()
                found = {row["key"]: revision_of(row) for row in rows}
            yield from (found[key] for key in some)


def revision_row(r: Revision) -> dict[str, Any]:
    """Its row, without the times it is kept under."""
    return {
        "key": r.key,
        "document": r.document,
        "publisher": r.publisher,
        "organisation": r.organisation,
        "country": r.country,
        "snapshot": r.snapshot,
        "kind": r.kind,
        "title": r.title,
        "author": r.author,
        **published_columns(r.published),
        "text": r.text,
        "text_sha256": r.text_sha256,
        "observed": r.observed,
        "dates": [[c.method, c.day.iso(), c.refused] for c in r.dates],
        "notices": _notice_rows(r.notices),
        "reader": r.reader,
    }


def index_text(connection: Connection, r: Revision) -> None:
    """Make its text found by its words."""
    made = connection.execute(_NUMBERED, {"revision": r.key}).scalar_one()
    add_words(connection, REVISION_WORDS, [(made, r.text)])


def forget_text(connection: Connection, key: str) -> None:
    """Take a revision out of the index, before it goes itself."""
    t, n = tables.revision, tables.text_number
    found = select(n.c.id, t.c.text).join(t, t.c.key == n.c.revision).where(t.c.key == key)
    for number, text in connection.execute(found).all():
        remove_words(connection, REVISION_WORDS, number, text)
        connection.execute(delete(n).where(n.c.id == number))


def _observe_again(connection: Connection, r: Revision, now: datetime) -> None:
    t = tables.revision
    this = t.c.key == r.key
    columns = select(t.c.observed, t.c.last_observed, t.c.notices).where(this)
    kept = connection.execute(columns.with_for_update()).one()
    if r.observed > kept.last_observed and _has_changed_since(connection, r, kept.last_observed):
        connection.execute(insert(tables.restored).values(revision=r.key, at=r.observed))
    notices = merged(_notices(kept.notices), r.notices)
    values: dict[str, Any] = {}
    if r.observed > kept.last_observed:
        values["last_observed"] = r.observed
    if r.observed < kept.observed:
        values["observed"] = r.observed
        rewrite_claims(connection, tables.claim.c.revision == r.key, {"observed": r.observed}, now)
    if len(notices) > len(kept.notices):
        values["notices"] = _notice_rows(notices)
    if values:
        connection.execute(update(t).where(this).values(values))


def _has_changed_since(connection: Connection, r: Revision, last: datetime) -> bool:
    """Whether its page bore another text since it was last seen to bear this one."""
    t = tables.revision
    others = select(t.c.key).where(
        t.c.document == r.document, t.c.observed > last, t.c.observed < r.observed
    )
    return connection.execute(others.limit(1)).first() is not None


def _issue_of(row: RowMapping) -> Issue:
    notices = _notices(row["notices"])
    return Issue(row["key"], published_of(row), row["observed"], notices, row["last_observed"])


def merged(notices: tuple[Notice, ...], more: Iterable[Notice]) -> tuple[Notice, ...]:
    """The notices, and behind them those that are not yet there."""
    return tuple(dict.fromkeys((*notices, *more)))


def _notice_rows(notices: Iterable[Notice]) -> list[list[str | None]]:
    return [[n.kind, n.quote, n.day.iso() if n.day else None] for n in notices]


def _notices(rows: Iterable[tuple[NoticeKind, str, str | None]]) -> tuple[Notice, ...]:
    return tuple(
        Notice(kind, quote, DaySpan.parse(day) if day else None) for kind, quote, day in rows
    )


def revision_of(row: RowMapping) -> Revision:
    """The revision of a row."""
    return Revision(
        document=row["document"],
        publisher=row["publisher"],
        organisation=row["organisation"],
        country=row["country"],
        snapshot=row["snapshot"],
        kind=row["kind"],
        title=row["title"],
        author=row["author"],
        published=published_of(row),
        text=row["text"],
        observed=row["observed"],
        dates=tuple(
            DateCandidate(method, DaySpan.parse(day), refused)
            for method, day, refused in row["dates"]
        ),
        notices=_notices(row["notices"]),
        reader=row["reader"],
    )
