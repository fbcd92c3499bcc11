"""The outbox: every message stands here before it is sent, and what became of it after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update

from monitor.storage import tables
from monitor.storage.room import Room, in_parts, insert_new
from monitor.storage.rows import Channel, MessageState, OutboxMessage, Outcome

_T = tables.outbox


class Outbox(Room):
    """One message a reader and thing it is about, and one process that sends it."""

    def queue_message(
        self,
        reader: str,
        day: date,
        message: bytes,
        message_id: str,
        *,
        channel: Channel = "mail",
        about: str | None = None,
    ) -> bool:
        """Put a message in the outbox; False where this reader has one about that already.

        `about` is the day where it is left out.
        """
        row = {
            "message": message,
            "message_id": message_id,
            "state": "queued",
            "next_attempt": self._clock(),
        }
        return self._add(channel, reader, about or day.isoformat(), day, row)

    def fold(self, channel: Channel, reader: str, day: date, abouts: Iterable[str]) -> None:
        """Note what another message to this reader tells too, so that none of its own is made."""
        for about in abouts:
            row = {"message": b"", "message_id": "", "state": "folded", "next_attempt": None}
            self._add(channel, reader, about, day, row)

    def heard_of(self, channel: Channel, reader: str, abouts: Iterable[str]) -> frozenset[str]:
        """Of these what a reader has, or had, a message about."""
        mine = select(_T.c.about).where(_T.c.channel == channel, _T.c.reader == reader)
        with self._reading() as connection:
            return frozenset(
                about
                for part in in_parts(sorted(abouts))
                for about in connection.execute(mine.where(_T.c.about.in_(part))).scalars()
            )

    def outcomes(
        self,
        channel: Channel,
        reader: str,
        *,
        since: datetime | None = None,
        limit: int | None = None,
    ) -> tuple[Outcome, ...]:
        """What became of the messages queued for a reader since then, newest first."""
        columns = (_T.c[name] for name in Outcome.__slots__)
        mine = select(*columns).where(
            _T.c.channel == channel, _T.c.reader == reader, _T.c.state != "folded"
        )
        if since is not None:
            mine = mine.where(_T.c.queued > since)
        ordered = mine.order_by(_T.c.queued.desc(), _T.c.id.desc()).limit(limit)
        with self._reading() as connection:
            return tuple(Outcome(*row) for row in connection.execute(ordered))

    def due_messages(self, now: datetime) -> tuple[OutboxMessage, ...]:
        """The messages to send by now, oldest first."""
        return self._messages(_T.c.state == "queued", _T.c.next_attempt <= now)

    def sending_since(self, before: datetime) -> tuple[OutboxMessage, ...]:
        """The messages taken at `before` or earlier and not settled: their process died."""
        return self._messages(_T.c.state == "sending", _T.c.changed <= before)

    def queue_again(self, before: datetime, now: datetime) -> None:
        """Queue again what was taken at `before` or earlier and not settled."""
        left = (
            update(_T)
            .where(_T.c.state == "sending", _T.c.changed <= before)
            .values(state="queued", error="left unsent", next_attempt=now, changed=now)
        )
        with self._writing(durable=True) as connection:
            connection.execute(left)

    def take_message(self, number: int, now: datetime) -> int | None:
        """The number of this try, where the message is ours to send; one process alone gets it."""
        mine = (
            update(_T)
            .where(_T.c.id == number, _T.c.state == "queued", _T.c.next_attempt <= now)
            .values(state="sending", attempts=_T.c.attempts + 1, changed=now)
            .returning(_T.c.attempts)
        )
        with self._writing(durable=True) as connection:
            return connection.execute(mine).scalar_one_or_none()

    def settle_message(
        self,
        number: int,
        *,
        attempt: int,
        state: MessageState,
        error: str | None,
        next_attempt: datetime | None,
    ) -> bool:
        """What became of a message in this try; False where it is no longer this try's to tell.

        So it is for a process that was held up while another one put the
        message back. Raises ValueError for a queued one without its next attempt.
        """
        if (state == "queued") != (next_attempt is not None):
            raise ValueError("a queued message, and no other, has a next attempt")
        values = {
            "state": state,
            "error": error,
            "next_attempt": next_attempt,
            "changed": self._clock(),
        }
        # Unconfirmed may still turn out to be sent, where its process was slow and not dead.
        ours = (_T.c.attempts == attempt, _T.c.state.in_(("sending", "unconfirmed")))
        settled = update(_T).where(_T.c.id == number, *ours).values(values)
        with self._writing(durable=True) as connection:
            return connection.execute(settled).rowcount == 1

    def _add(
        self, channel: Channel, reader: str, about: str, day: date, row: dict[str, Any]
    ) -> bool:
        now = self._clock()
        named = {"channel": channel, "reader": reader, "about": about, "day": day}
        dated = {"attempts": 0, "queued": now, "changed": now}
        with self._writing() as connection:
            return insert_new(connection, _T, {**named, **dated, **row})

    def _messages(self, *conditions: ColumnElement[bool]) -> tuple[OutboxMessage, ...]:
        columns = (_T.c[name] for name in OutboxMessage.__slots__)
        statement = select(*columns).where(*conditions).order_by(_T.c.queued, _T.c.id)
        with self._reading() as connection:
            return tuple(OutboxMessage(*row) for row in connection.execute(statement))
