"""What the crawler asks of what is kept: addresses, turns at hosts, robots rules.

The database keeps it for all processes that crawl; `Memory` keeps it for one
crawl of which nothing is to stay.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from monitor.types import Known, RobotsFile


class Ledger(Protocol):
    """Shared by everybody who crawls; each question is answered at once."""

    def known(self, url: str) -> Known | None:
        """What earlier crawls learnt of this address."""

    def take_turn(self, host: str, now: datetime, lease: timedelta) -> datetime | None:
        """None where the host is ours to ask; else the moment from which to try again.

        It may lie in the past: then somebody asks the host just now.

        Who has the turn and does not end it within `lease` is taken for dead.
        """

    def end_turn(self, host: str, next_allowed: datetime) -> None:
        """The answer came, or none will: nobody asks this host before `next_allowed`."""

    def robots(self, root: str) -> RobotsFile | None:
        """The robots.txt of a scheme, host and port, as it was last had."""

    def keep_robots(self, file: RobotsFile) -> None:
        """Remember it."""


class Memory:
    """A ledger that forgets when the process ends."""

    def __init__(self) -> None:
        self._next_allowed: dict[str, datetime] = {}
        self._robots: dict[str, RobotsFile] = {}

    def known(self, url: str) -> Known | None:
        return None

    def take_turn(self, host: str, now: datetime, lease: timedelta) -> datetime | None:
        # Within one process the client asks a host one at a time, so nobody else can have it.
        free = self._next_allowed.get(host, now)
        return free if free > now else None

    def end_turn(self, host: str, next_allowed: datetime) -> None:
        self._next_allowed[host] = next_allowed

    def robots(self, root: str) -> RobotsFile | None:
        return self._robots.get(root)

    def keep_robots(self, file: RobotsFile) -> None:
        self._robots[file.root] = file
