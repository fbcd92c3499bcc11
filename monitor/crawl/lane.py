"""Whose turn it is at one host: one request at a time, and a pause after each.

Two clocks keep the pause: a monotonic one for this process, which no change of
the time of day can shorten, and the ledger for all processes together.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from monitor.crawl.ledger import Ledger
from monitor.errors import LeftAloneError
from monitor.progress import Clock

PATIENCE = 60.0  # seconds of Retry-After we sit out; a longer one is for a later crawl
# Seconds between two looks at whether another process has finished with a host.
_LOOK_AGAIN = 0.2


@dataclass(frozen=True, slots=True)
class Clocks:
    """The time of day, a count of seconds that never jumps, and how to wait."""

    now: Clock
    monotonic: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]


class Turn:
    """One request's turn; who asked notes here how long the server wants to be left alone."""

    retry_after: float | None = None


class Lane:
    """One host. `longest` is the seconds that one request may take."""

    def __init__(self, host: str, ledger: Ledger, clocks: Clocks, longest: float) -> None:
        self._host = host
        self._ledger = ledger
        self._clocks = clocks
        self._longest = longest
        self._lock = asyncio.Lock()
        self._last_asked: float | None = None
        self._not_before = 0.0

    @asynccontextmanager
    async def turn(self, delay: float) -> AsyncGenerator[Turn, None]:
        """Ours alone inside, at least `delay` seconds after whoever was last.

        A host without delay is spared nothing: it has no turns between
        processes, only between requests of this one. Raises LeftAloneError
        where the host asked to be left alone for longer than we wait.
        """
        async with self._lock:
            await self._pause(delay)
            if delay or self._last_asked is None:
                await self._take(delay)
            turn = Turn()
            try:
                yield turn
            finally:
                self._end(delay, turn.retry_after)

    async def _pause(self, delay: float) -> None:
        due = self._not_before
        if self._last_asked is not None:
            due = max(due, self._last_asked + delay)
        wait = due - self._clocks.monotonic()
        if wait > 0:
            await self._clocks.sleep(wait)

    async def _take(self, delay: float) -> None:
        lease = timedelta(seconds=self._longest + delay)
        now = self._clocks.now()
        while (free := self._ledger.take_turn(self._host, now, lease)) is not None:
            wait = (free - now).total_seconds()
            if wait > max(PATIENCE, delay):
                raise LeftAloneError(
                    f"{self._host} asked to be left alone until {free:%Y-%m-%d %H:%M}Z",
                    retry_after=wait,
                )
            wait = wait if wait > 0 else _LOOK_AGAIN
            await self._clocks.sleep(wait)
            # What was waited has passed, even by a clock that was set back meanwhile.
            now = max(self._clocks.now(), now + timedelta(seconds=wait))

    def _end(self, delay: float, retry_after: float | None) -> None:
        first = self._last_asked is None
        self._last_asked = self._clocks.monotonic()
        if retry_after:
            self._not_before = self._last_asked + min(retry_after, PATIENCE)
        if delay or retry_after or first:
            pause = timedelta(seconds=max(delay, retry_after or 0.0))
            self._ledger.end_turn(self._host, self._clocks.now() + pause)
