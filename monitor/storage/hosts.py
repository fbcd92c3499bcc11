"""Hosts: whose turn it is to ask one, and what its robots.txt said."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import insert, or_, select, update

from monitor.storage import tables
from monitor.storage.room import Room, insert_new
from monitor.types import RobotsFile

_H = tables.host
# No server is obeyed that asks for longer than a day, so a moment later than that by more than two
# processes can differ is the mark of a clock that jumped.
_FARTHEST = timedelta(days=1, hours=1)
# A request and the pause after it: settings allow an hour for each. Never the caller's own lease:
# its moment may be older than that of who took the turn, if only by the wait for the database.
_LONGEST_TURN = timedelta(hours=2)


class Hosts(Room):
    """One row a host, whichever process asks: its manners hold for all of them."""

    def take_turn(self, host: str, now: datetime, lease: timedelta) -> datetime | None:
        """None where the host is ours to ask; else the moment from which to try again.

        It may lie in the past: then somebody asks the host just now. A turn
        that was not ended within `lease` was its process's last.
        """
        free = update(_H).where(
            _H.c.name == host,
            or_(_H.c.next_allowed <= now, _H.c.next_allowed > now + _FARTHEST),
            or_(
                _H.c.busy_until.is_(None),
                _H.c.busy_until <= now,
                _H.c.busy_until > now + _LONGEST_TURN,
            ),
        )
        with self._writing() as connection:
            row = {"name": host, "next_allowed": now, "busy_until": now + lease}
            if insert_new(connection, _H, row):
                return None
            if connection.execute(free.values(busy_until=now + lease)).rowcount == 1:
                return None
            again = select(_H.c.next_allowed).where(_H.c.name == host)
            moment: datetime = connection.execute(again).scalar_one()
        return moment

    def end_turn(self, host: str, next_allowed: datetime) -> None:
        """The answer came, or none will: nobody asks this host before `next_allowed`."""
        row = {"next_allowed": next_allowed, "busy_until": None}
        with self._writing() as connection:
            if connection.execute(update(_H).where(_H.c.name == host).values(row)).rowcount == 0:
                connection.execute(insert(_H).values(name=host, **row))

    def robots(self, root: str) -> RobotsFile | None:
        """The robots.txt of a scheme, host and port, as it was last had."""
        t = tables.robots
        with self._reading() as connection:
            row = connection.execute(select(t).where(t.c.root == root)).one_or_none()
        if row is None:
            return None
        return RobotsFile(row.root, row.fetched, row.status, row.body, row.closed)

    def keep_robots(self, file: RobotsFile) -> None:
        """Remember it, in place of what was known of it."""
        t = tables.robots
        row = {
            "fetched": file.fetched,
            "status": file.status,
            # No database takes this sign as text, and no rule needs it.
            "body": file.body.replace("\0", "") if file.body is not None else None,
            "closed": file.closed,
        }
        with self._writing() as connection:
            if not insert_new(connection, t, {"root": file.root, **row}):
                connection.execute(update(t).where(t.c.root == file.root).values(row))
