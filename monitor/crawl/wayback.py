"""Asks an archive within its limits: one request at a time, slowly, and stopping when told to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from typing import Protocol, TypeVar

from monitor.config.settings import ArchiveSettings
from monitor.crawl.address import host_of, shown
from monitor.crawl.archive import Copy, Part, capture_address, copy_of, index_query, parse_index
from monitor.crawl.http import Client
from monitor.crawl.response import Permission, Response
from monitor.errors import (
    ArchiveBusyError,
    ParseError,
    RefusedError,
    TransientError,
    UnreachableError,
)
from monitor.progress import Progress, silent
from monitor.types import Capture

# Seconds that a command sits out at one time. A longer pause is for whoever started it: the same
# command goes on where this one stopped.
PATIENCE = 600.0
# Seconds of a first pause, doubled with each refusal in a row. Going on for more than a minute
# against 429 is what the Wayback Machine shuts a network address out for.
BUSY_PAUSE = 60.0
TROUBLE_PAUSE = 30.0  # after 502, 503, 504, or no answer: mostly over in seconds, at times not
TRIES = 3  # of one address in one call, where the archive has trouble
_TOO_MANY = 429

Drawn = TypeVar("Drawn")


class Turns(Protocol):
    """Whose turn it is to ask a host, over all processes: the store knows."""

    def take_archive_turn(
        self, name: str, now: datetime, *, delay: timedelta, most: timedelta
    ) -> datetime:
        """When this process may ask; nobody else may until `delay` later.

        Where that is more than `most` ahead, no turn is taken.
        """

    def leave_archive_alone(self, name: str, until: datetime) -> None:
        """Nobody may ask before."""


class Wayback:
    """An archive, asked through `client`; `tell` is given a line where there is a pause."""

    def __init__(
        self,
        client: Client,
        settings: ArchiveSettings,
        turns: Turns,
        *,
        max_body: int,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        tell: Progress = silent,
    ) -> None:
        self._client = client
        self._settings = settings
        self._turns = turns
        self._max_body = max_body
        self._sleep = sleep
        self._tell = tell
        self._name = (
            f"archive {host_of(settings.captures)}"  # no host's: index and captures share it
        )
        self._hosts = {host_of(settings.index), host_of(settings.captures)}
        self._reached = False  # whether it has answered at all
        self._refused = 0  # times in a row that it wanted us to slow down

    async def part(self, prefix: str, first: date, last: date, resume: str | None) -> Part:
        """A part of the list of captures.

        Raises ArchiveBusyError (also where it cannot be reached from the start), TransientError
        after `TRIES`, or PermanentError.
        """
        settings = self._settings
        query = index_query(
            settings.index, prefix, first, last, rows=settings.rows_a_part, resume=resume
        )

        def drawn(response: Response) -> Part:
            return parse_index(
                response.body,
                archive=settings.captures,
                url=query,
                prefix=prefix,
                first=first,
                last=last,
            )

        return await self._ask(query, drawn)

    async def copy(self, capture: Capture) -> Copy:
        """The original bytes of a capture. Raises as `part` does."""
        captures = self._settings.captures

        def drawn(response: Response) -> Copy:
            return copy_of(
                capture.url,
                response.final_url,
                captures,
                response.status,
                response.headers,
                response.body,
                digest=capture.digest,
                cap=self._max_body,
                now=response.fetched_at,
            )

        return await self._ask(capture_address(captures, capture.url, capture.captured), drawn)

    async def _ask(self, url: str, draw: Callable[[Response], Drawn]) -> Drawn:
        tried = 0
        while True:
            try:
                drawn = draw(await self._client.fetch(url, permit=self._permit))
            except ArchiveBusyError:
                raise
            except (TransientError, ParseError) as error:
                self._reached = self._reached or not isinstance(error, UnreachableError)
                if not self._reached:
                    raise ArchiveBusyError(f"{error}; is this machine online?") from None
                told = error if isinstance(error, TransientError) else TransientError(str(error))
                if told.status == _TOO_MANY:
                    self._slow_down(told)  # no fault of this address, so no try of it
                    continue
                tried += 1
                self._pause(told, TROUBLE_PAUSE * 2 ** (tried - 1))
                if tried == TRIES:
                    raise told from None
            else:
                self._refused, self._reached = 0, True
                return drawn

    async def _permit(self, url: str) -> Permission:
        """Before every request, also where a redirect leads on."""
        if host_of(url) not in self._hosts:
            raise RefusedError(f"the archive leads away to {shown(url)}; nothing is fetched there")
        delay = 60 / self._settings.requests_a_minute
        now = self._client.now()
        turn = self._turns.take_archive_turn(
            self._name, now, delay=timedelta(seconds=delay), most=timedelta(seconds=PATIENCE)
        )
        wait = (turn - now).total_seconds()
        if wait > PATIENCE:
            raise ArchiveBusyError(
                f"the archive wants no request before {turn:%Y-%m-%d %H:%M} UTC, "
                f"in {wait / 60:.0f} minutes"
            )
        if wait > 0:
            await self._sleep(wait)
        return Permission(delay, "not asked: an archive offers this to programs")

    def _slow_down(self, error: TransientError) -> None:
        """After 429: at least as long as it asks, and longer each time."""
        self._refused += 1
        self._pause(error, BUSY_PAUSE * 2 ** (self._refused - 1))

    def _pause(self, error: TransientError, least: float) -> None:
        pause = max(error.retry_after or 0.0, least)
        self._turns.leave_archive_alone(self._name, self._client.now() + timedelta(seconds=pause))
        self._tell(f"{error}; the archive is left alone for {pause:.0f} seconds")
