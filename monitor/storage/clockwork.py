"""Failures, runs and job slots: what happened, and who does what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select, update

from monitor.storage import tables
from monitor.storage.room import Room, insert_new
from monitor.storage.rows import Run
from monitor.types import Failure

# Whoever works shows a sign of life oftener, however slowly it goes; without one it is dead.
LEASE = timedelta(hours=1)


def _writable(text: str | None) -> str | None:
    """Without what no database takes as text, so that noting a failure never fails itself."""
    if text is None:
        return None
    return text.encode(errors="backslashreplace").decode().replace("\0", "\\x00")


class Clockwork(Room):
    """One row decides, whichever process asks."""

    def add_failure(self, f: Failure) -> None:
        """Record what went wrong; bytes that are no text come out as escapes."""
        row = {
            "source": f.source,
            "url": _writable(f.url),
            "kind": f.kind,
            "message": _writable(f.message),
            "at": f.at,
        }
        with self._writing() as connection:
            connection.execute(insert(tables.failure).values(row))

    def failures(self, since: datetime | None = None) -> tuple[Failure, ...]:
        """What went wrong at `since` or later, oldest first."""
        t = tables.failure
        statement = select(t.c.source, t.c.url, t.c.kind, t.c.message, t.c.at)
        if since is not None:
            statement = statement.where(t.c.at >= since)
        with self._reading() as connection:
            rows = connection.execute(statement.order_by(t.c.at, t.c.id))
            return tuple(Failure(*row) for row in rows)

    def last_failures(self, limit: int, source: str | None = None) -> tuple[Failure, ...]:
        """The last failures, of one source or of all, newest first."""
        t = tables.failure
        statement = select(t.c.source, t.c.url, t.c.kind, t.c.message, t.c.at)
        if source is not None:
            statement = statement.where(t.c.source == source)
        newest = statement.order_by(t.c.at.desc(), t.c.id.desc()).limit(limit)
        with self._reading() as connection:
            return tuple(Failure(*row) for row in connection.execute(newest))

    def start_run(self, kind: str) -> int:
        """Note that a pass begins; gives its number."""
        row = {"kind": kind, "started": self._clock(), "counts": {}}
        with self._writing() as connection:
            made = connection.execute(insert(tables.run).values(row)).inserted_primary_key
        assert made is not None
        return int(made[0])

    def end_run(self, run_id: int, outcome: str, counts: Mapping[str, int]) -> None:
        """Note how a pass ended; raises NotFoundError."""
        t = tables.run
        values = {"ended": self._clock(), "outcome": outcome, "counts": dict(counts)}
        self._update_one(update(t).where(t.c.id == run_id).values(values), f"run {run_id}")

    def runs(self, limit: int = 10) -> tuple[Run, ...]:
        """The last passes, newest first."""
        t = tables.run
        with self._reading() as connection:
            rows = connection.execute(select(t).order_by(t.c.id.desc()).limit(limit)).mappings()
            return tuple(Run(**row) for row in rows)

    def take_slot(self, job: str, due: datetime, *, lease: timedelta = LEASE) -> bool:
        """Whether this job, due then, is ours to do; False if another process has or did it.

        A slot taken or renewed `lease` ago or longer and never finished is given
        again: whoever had it is dead.
        """
        t, now = tables.job_slot, self._clock()
        left_behind = (t.c.job == job, t.c.due == due, t.c.finished.is_(None))
        retake = update(t).where(*left_behind, t.c.taken <= now - lease).values(taken=now)
        with self._writing() as connection:
            if insert_new(connection, t, {"job": job, "due": due, "taken": now}):
                return True
            return connection.execute(retake).rowcount == 1

    def renew_slot(self, job: str, due: datetime) -> None:
        """Whoever took this job lives, and still does it."""
        t = tables.job_slot
        held = (t.c.job == job, t.c.due == due, t.c.finished.is_(None))
        with self._writing() as connection:
            connection.execute(update(t).where(*held).values(taken=self._clock()))

    def finish_slot(self, job: str, due: datetime, outcome: str) -> None:
        """The job that was due then is done; raises NotFoundError where nobody took it."""
        t = tables.job_slot
        values = {"finished": self._clock(), "outcome": outcome}
        done = update(t).where(t.c.job == job, t.c.due == due).values(values)
        self._update_one(done, f"slot of {job} due {due.isoformat()}")

    def free_slot(self, job: str, due: datetime) -> None:
        """Give back a job that was begun and not finished: whoever asks next may do it."""
        t = tables.job_slot
        begun = delete(t).where(t.c.job == job, t.c.due == due, t.c.finished.is_(None))
        with self._writing() as connection:
            connection.execute(begun)

    def last_slot(self, job: str) -> datetime | None:
        """When the latest finished slot of a job was due."""
        t = tables.job_slot
        finished = select(func.max(t.c.due)).where(t.c.job == job, t.c.finished.is_not(None))
        with self._reading() as connection:
            latest: datetime | None = connection.execute(finished).scalar_one()
        return latest
