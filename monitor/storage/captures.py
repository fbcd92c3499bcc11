"""Captures of an archive: what a back-fill has found, fetched, and still to fetch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, RowMapping, select, update

from monitor.errors import NotFoundError
from monitor.interval import morning
from monitor.storage import tables
from monitor.storage.room import Room, insert_new
from monitor.types import Capture, digest_of

CaptureState = Literal["waiting", "fetched", "failed"]

_T = tables.capture
_LIST = tables.capture_list
_AT_ONCE = 1000  # rows held in memory while walking them; one is some 200 bytes
# No pause that anybody asked for is longer than a day, but for what two processes may differ by. A
# clock that was set back would else seem one.
_LONGEST_PAUSE = timedelta(days=1, hours=1)


@dataclass(frozen=True, slots=True)
class CaptureList:
    """A list that is being read: `resume` asks for its next part; `done` when it was read whole."""

    key: str
    resume: str | None
    done: datetime | None


@dataclass(frozen=True, slots=True)
class StoredCapture:
    """A capture, and what became of it; `attempts` counts the calls that took it up."""

    key: str
    url: str
    captured: datetime
    digest: str
    state: CaptureState
    attempts: int
    error: str | None
    snapshot: str | None


class Captures(Room):
    """One row for each capture, so that each is fetched once."""

    def open_capture_list(
        self, archive: str, source: str, prefix: str, first: date, last: date
    ) -> CaptureList:
        """The list of captures with this prefix, from `first` to `last`; made where there is none.

        One that was done before its last day was over is begun again: there is more by now.
        """
        key = digest_of(archive, source, prefix, first.isoformat(), last.isoformat())
        row = {"key": key, "source": source, "prefix": prefix, "first": first, "last": last}
        with self._writing() as connection:
            insert_new(connection, _LIST, row)
            statement = select(_LIST.c.resume, _LIST.c.done).where(_LIST.c.key == key)
            resume, done = connection.execute(statement).one()
        if done is not None and done.date() <= last:
            return CaptureList(key, None, None)
        return CaptureList(key, resume, done)

    def add_captures(
        self,
        list_key: str,
        source: str,
        captures: Iterable[Capture],
        *,
        resume: str | None,
        done: bool,
    ) -> int:
        """Keep a part of a list and where the next one begins, both or neither.

        Gives how many captures are new; a known one stays as it is.
        """
        values = {"resume": resume, "done": self._clock() if done else None}
        new = 0
        with self._writing() as connection:
            for each in captures:
                row = {
                    "key": each.key,
                    "source": source,
                    "url": each.url,
                    "captured": each.captured,
                    "digest": each.digest,
                    "state": "waiting",
                    "attempts": 0,
                }
                new += insert_new(connection, _T, row)
            connection.execute(update(_LIST).where(_LIST.c.key == list_key).values(values))
        return new

    def captures(self, source: str, first: date, last: date) -> Iterator[StoredCapture]:
        """The captures of a source made from `first` to `last`, oldest first, key by key.

        Nothing stays locked or open between two steps.
        """
        inside = (
            _T.c.source == source,
            _T.c.captured >= morning(first),
            _T.c.captured < morning(last) + timedelta(days=1),
        )
        ordered = select(_T).where(*inside).order_by(_T.c.captured, _T.c.key).limit(_AT_ONCE)
        after: tuple[ColumnElement[bool], ...] = ()
        while True:
            with self._reading() as connection:
                rows = connection.execute(ordered.where(*after)).mappings().all()
            found = [_stored(row) for row in rows]
            yield from found
            if len(found) < _AT_ONCE:
                return
            end = found[-1]
            later = _T.c.captured > end.captured
            after = (later | ((_T.c.captured == end.captured) & (_T.c.key > end.key)),)

    def capture(self, key: str) -> StoredCapture:
        """The capture of that key; raises NotFoundError."""
        with self._reading() as connection:
            row = connection.execute(select(_T).where(_T.c.key == key)).mappings().one_or_none()
        if row is None:
            raise NotFoundError(f"there is no capture {key}")
        return _stored(row)

    def take_capture(self, key: str, attempts: int) -> bool:
        """Whether this capture is ours to fetch; one process alone gets True.

        `attempts` as they were when it was chosen: more of them are another process at it.
        """
        waiting = (_T.c.key == key, _T.c.state == "waiting", _T.c.attempts == attempts)
        mine = update(_T).where(*waiting).values(attempts=_T.c.attempts + 1)
        with self._writing() as connection:
            return connection.execute(mine).rowcount == 1

    def give_capture_back(self, key: str) -> None:
        """It was taken and never asked for, so that was no attempt. Raises NotFoundError."""
        self._change(key, attempts=_T.c.attempts - 1)

    def settle_capture(
        self,
        key: str,
        state: CaptureState,
        *,
        snapshot: str | None = None,
        error: str | None = None,
    ) -> None:
        """What became of a capture that was taken; one that waits is for the next call.

        Raises NotFoundError.
        """
        self._change(key, state=state, snapshot=snapshot, error=error)

    def take_archive_turn(
        self, name: str, now: datetime, *, delay: timedelta, most: timedelta
    ) -> datetime:
        """When the caller may ask this host; nobody else may until `delay` later.

        Where that is more than `most` ahead, no turn is taken.
        """
        t = tables.host
        with self._writing() as connection:
            insert_new(connection, t, {"name": name, "next_allowed": now})
            allowed = select(t.c.next_allowed).where(t.c.name == name).with_for_update()
            turn: datetime = max(now, connection.execute(allowed).scalar_one())
            if turn - now > _LONGEST_PAUSE:
                turn = now
            if turn - now <= most:
                mine = update(t).where(t.c.name == name)
                connection.execute(mine.values(next_allowed=turn + delay))
        return turn

    def leave_archive_alone(self, name: str, until: datetime) -> None:
        """Nobody may ask this host before; a longer pause that was asked for stays."""
        t = tables.host
        later = update(t).where(t.c.name == name, t.c.next_allowed < until)
        with self._writing() as connection:
            if not insert_new(connection, t, {"name": name, "next_allowed": until}):
                connection.execute(later.values(next_allowed=until))

    def _change(self, key: str, **values: object) -> None:
        with self._writing() as connection:
            changed = connection.execute(update(_T).where(_T.c.key == key).values(values))
            if changed.rowcount == 0:
                raise NotFoundError(f"there is no capture {key}")


def _stored(row: RowMapping) -> StoredCapture:
    return StoredCapture(**{name: row[name] for name in StoredCapture.__slots__})
