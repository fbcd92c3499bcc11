"""The queue that workers take their jobs from. It is PostgreSQL's; on SQLite nothing waits in it.

Its tables, functions and triggers are Procrastinate's, whose workers take jobs and
end them. What is put in and what is found left behind goes by our own transactions:
so a job and what it is about are there together or not at all.
"""

from __future__ import annotations

import json
from datetime import timedelta

from sqlalchemy import text

from monitor.storage.room import Room
from monitor.storage.rows import Job, LeftBehind, QueueState, Way

_ONCE = "ON CONFLICT (queueing_lock) WHERE status = 'todo' DO NOTHING"
_DEFER = text(
    "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, queueing_lock, args)"  # noqa: S608
    f" VALUES (:queue, :task, :priority, :lock, CAST(:args AS jsonb)) {_ONCE}"
)
# Oldest first; not what waits in the queue or is read just now, nor what is in quarantine. Both are
# looked up in a table made once (NOT IN): a server that has not counted its rows yet would else go
# through the queue for each snapshot.
_DEFER_UNREAD = text(
    "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, queueing_lock, args)"  # noqa: S608
    " SELECT :queue, :task, :priority, CAST(:begins AS text) || s.key,"
    " jsonb_build_object('key', s.key) FROM snapshot s"
    " WHERE s.outcome IS NULL AND s.origin = :origin"
    " AND s.key NOT IN (SELECT snapshot FROM quarantine)"
    " AND CAST(:begins AS text) || s.key NOT IN (SELECT queueing_lock FROM procrastinate_jobs"
    " WHERE status IN ('todo', 'doing') AND queueing_lock IS NOT NULL)"
    f" ORDER BY s.observed, s.key LIMIT :room {_ONCE}"
)
_WAITING = text(
    "SELECT count(*) FROM procrastinate_jobs"
    " WHERE status = 'todo' AND task_name = :task AND priority = :priority"
)
_DUE = text(
    "SELECT EXISTS (SELECT 1 FROM procrastinate_jobs"
    " WHERE status = 'todo' AND coalesce(scheduled_at <= now(), true))"
)
_IN_HAND = text("SELECT EXISTS (SELECT 1 FROM procrastinate_jobs WHERE status = 'doing')")
# Of workers whose heart stopped, or who left in haste; and what was given up.
_LEFT_BEHIND = text(
    "SELECT j.id, j.task_name, j.args, j.attempts, j.status <> 'doing' FROM procrastinate_jobs j"
    " LEFT JOIN procrastinate_workers w ON w.id = j.worker_id"
    " WHERE j.status IN ('failed', 'aborted') OR (j.status = 'doing' AND"
    " coalesce(w.last_heartbeat < now() - make_interval(secs => :seconds), true))"
    " ORDER BY j.id FOR UPDATE OF j SKIP LOCKED"
)
# Not where the same waits already: that one will do.
_AGAIN = text(
    "SELECT procrastinate_retry_job_v2(j.id, NULL, NULL, NULL, NULL) FROM procrastinate_jobs j"
    " WHERE j.id = :id AND NOT EXISTS (SELECT 1 FROM procrastinate_jobs o"
    " WHERE o.status = 'todo' AND o.queueing_lock = j.queueing_lock)"
)
_DROP = text("DELETE FROM procrastinate_jobs WHERE id = :id")
_COUNTS = text(
    "SELECT task_name, status = 'doing', count(*) FROM procrastinate_jobs"
    " WHERE status IN ('todo', 'doing') GROUP BY 1, 2 ORDER BY 1, 2"
)
_LAST_SIGN = text("SELECT max(last_heartbeat) FROM procrastinate_workers")


class Queueing(Room):
    """What is to be done, once however often it is asked for. All but one method are for workers:
    they need PostgreSQL."""

    def defer(self, job: Job) -> bool:
        """Put a job in the queue; False where the same waits there already."""
        way = job.way
        row = {"queue": way.queue, "task": way.task, "priority": way.priority}
        lock = ":".join([way.task, *job.arguments.values()])
        with self._writing() as connection:
            done = connection.execute(
                _DEFER, {**row, "lock": lock, "args": json.dumps(dict(job.arguments))}
            )
        return done.rowcount == 1

    def defer_unread(self, way: Way, origin: str, most: int) -> int:
        """Put in the queue what of this origin is still to be read; how many.

        So that `most` of them wait: the others stay pending, and are put in later.
        """
        mine = {"task": way.task, "priority": way.priority}
        row = {**mine, "queue": way.queue, "begins": f"{way.task}:", "origin": origin}
        with self._writing() as connection:
            room = most - connection.execute(_WAITING, mine).scalar_one()
            if room <= 0:
                return 0
            done = connection.execute(_DEFER_UNREAD, {**row, "room": room})
        return done.rowcount

    def jobs_are_due(self) -> bool:
        """Whether a worker would find something to do."""
        with self._reading() as connection:
            return bool(connection.execute(_DUE).scalar_one())

    def jobs_are_in_hand(self) -> bool:
        """Whether a worker does something, or died at it."""
        with self._reading() as connection:
            return bool(connection.execute(_IN_HAND).scalar_one())

    def jobs_left_behind(self, silent: timedelta) -> tuple[LeftBehind, ...]:
        """Jobs in the hands of workers that gave no sign for so long, and those that failed.

        To be asked in a transaction that settles each: others leave them alone until it ends.
        """
        seconds = {"seconds": silent.total_seconds()}
        with self._writing() as connection:
            return tuple(LeftBehind(*row) for row in connection.execute(_LEFT_BEHIND, seconds))

    def put_back(self, job: LeftBehind) -> None:
        """Let another worker do it, as one attempt more."""
        with self._writing() as connection:
            if connection.execute(_AGAIN, {"id": job.id}).first() is None:
                connection.execute(_DROP, {"id": job.id})

    def drop_job(self, job: LeftBehind) -> None:
        """Nobody does it any more."""
        with self._writing() as connection:
            connection.execute(_DROP, {"id": job.id})

    def queue_state(self) -> QueueState | None:
        """What waits and what is being done; None on SQLite."""
        if self._engine.dialect.name != "postgresql":
            return None
        with self._reading() as connection:
            waiting, doing = dict[str, int](), dict[str, int]()
            for task, begun, number in connection.execute(_COUNTS):
                (doing if begun else waiting)[task] = number
            return QueueState(waiting, doing, connection.execute(_LAST_SIGN).scalar_one())
