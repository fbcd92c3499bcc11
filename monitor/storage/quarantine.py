"""Snapshots that are read no more: each broke whoever read it, again and again."""

from __future__ import annotations

from sqlalchemy import delete, exists, insert, select

from monitor.storage import tables
from monitor.storage.queue_tables import attempt, quarantine
from monitor.storage.room import Room
from monitor.storage.rows import Quarantined

# A trace of a mistake may be long; this is for a person.
_LONGEST = 500


class Quarantine(Room):
    """They stay unread until a person lets them go."""

    def note_attempt(self, key: str) -> int:
        """That a run begins with this snapshot; the how many-th time, since one came to an end."""
        mine = attempt.c.snapshot == key
        with self._writing(durable=True) as connection:
            before = connection.execute(select(attempt.c.number).where(mine)).scalar() or 0
            connection.execute(delete(attempt).where(mine))
            connection.execute(insert(attempt).values(snapshot=key, number=before + 1))
        return before + 1

    def forget_attempts(self, key: str) -> None:
        """That a run came to the end of this snapshot."""
        with self._writing() as connection:
            connection.execute(delete(attempt).where(attempt.c.snapshot == key))

    def put_in_quarantine(self, key: str, attempts: int, error: str) -> None:
        """Nobody reads this snapshot until it is released; of several times the last is told."""
        row = {"attempts": attempts, "error": error[:_LONGEST], "at": self._clock()}
        with self._writing(durable=True) as connection:
            connection.execute(delete(quarantine).where(quarantine.c.snapshot == key))
            connection.execute(insert(quarantine).values(snapshot=key, **row))
            connection.execute(delete(attempt).where(attempt.c.snapshot == key))

    def quarantined(self) -> tuple[Quarantined, ...]:
        """What is there, what was put there first in front."""
        q, s = quarantine, tables.snapshot
        columns = (s.c.key, s.c.document, s.c.source, q.c.attempts, q.c.error, q.c.at)
        statement = select(*columns).join(q, q.c.snapshot == s.c.key).order_by(q.c.at, s.c.key)
        with self._reading() as connection:
            return tuple(Quarantined(*row) for row in connection.execute(statement))

    def release(self, key: str) -> bool:
        """Let it be read again; False where it was not there."""
        with self._writing(durable=True) as connection:
            gone = connection.execute(delete(quarantine).where(quarantine.c.snapshot == key))
        return gone.rowcount == 1

    def is_pending(self, key: str) -> bool:
        """Whether a snapshot is still to be read."""
        s = tables.snapshot
        held = exists().where(quarantine.c.snapshot == s.c.key)
        mine = select(s.c.key).where(s.c.key == key, s.c.outcome.is_(None), ~held)
        with self._reading() as connection:
            return connection.execute(mine).first() is not None
