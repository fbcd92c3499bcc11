"""robots.txt: what a host asks crawlers to leave alone, and how slowly to go (RFC 9309)."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from protego import Protego

from monitor.config.settings import CrawlSettings
from monitor.crawl.address import host_of, root_of, shown
from monitor.crawl.http import Client
from monitor.crawl.ledger import Ledger, Memory
from monitor.crawl.response import MOVED, Permission
from monitor.errors import (
    FetchError,
    ParseError,
    PermanentError,
    RefusedError,
    TooLargeError,
    TransientError,
    UnreachableError,
)
from monitor.types import RobotsFile

PARSED = 512_000  # bytes of one file that count; section 2.5 asks for 500 KiB at the least
_SLOWEST = 3600.0  # seconds: a host that asks for more is visited once an hour all the same
_CACHED = timedelta(days=1)  # section 2.4: no longer than 24 hours
_NOT_NOW = timedelta(hours=1)  # until a host whose robots.txt cannot be had is worth another try


# "Mozilla/5.0 (compatible; Name/1.0; ...)": in the words of browsers, and its own name besides.
_COMPATIBLE = re.compile(r"\(\s*compatible\s*;\s*([^;)]+)", re.IGNORECASE)


def product_of(user_agent: str) -> str:
    """The name that rules are written for, "Monitor" of "Monitor/0.1 (+https://...)": section 2.2.1
    calls it the product token. "*" where there is none.
    """
    named = _COMPATIBLE.search(user_agent)
    return re.split(r"[/(]", named[1] if named else user_agent, maxsplit=1)[0].strip() or "*"


class _ReadMeanwhileError(Exception):
    """While we waited for our turn, another process read the file."""


class Robots:
    """The rules of every host; each robots.txt is asked for once a day, by whichever process."""

    def __init__(
        self, client: Client, settings: CrawlSettings, ledger: Ledger | None = None
    ) -> None:
        self._client = client
        self._settings = settings
        self._ledger = ledger or Memory()
        self._agent = product_of(settings.user_agent)
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._parsed: dict[str, tuple[RobotsFile, Protego]] = {}
        # Hosts whose rules lead where we must not go, or that cannot be reached: for one crawl.
        self._refused: dict[str, RefusedError | UnreachableError] = {}

    def permit(self, delay: float | None = None) -> Callable[[str], Awaitable[Permission]]:
        """A question for `Client.fetch`: may this address be fetched, and how slowly?

        The answer's delay is the seconds between two requests: `delay` (the
        crawler's own where None) or the host's crawl-delay, whichever is longer.
        The question raises RefusedError where robots.txt forbids the address,
        TransientError where it cannot be had, which means "not now", and UnreachableError where
        nobody is there to be asked.
        """
        own = self._settings.delay if delay is None else delay

        async def ask(url: str) -> Permission:
            file, rules = await self._rules(url, own)
            if not rules.can_fetch(url, self._agent):
                raise RefusedError(
                    f"robots.txt of {host_of(url)} asks crawlers to leave {shown(url)} alone"
                )
            asked = rules.crawl_delay(self._agent) or 0.0
            return Permission(max(own, min(asked, _SLOWEST)), _told(file, asked))

        return ask

    async def _rules(self, url: str, delay: float) -> tuple[RobotsFile, Protego]:
        try:
            root = root_of(url)
        except ParseError as error:
            raise RefusedError(str(error)) from None
        async with self._locks[root]:
            if root in self._refused:
                raise type(self._refused[root])(str(self._refused[root]))
            file = self._parsed[root][0] if root in self._parsed else self._ledger.robots(root)
            if file is None or not self._holds(file):
                file = await self._read(root, delay)
            if file.closed is not None:
                left = file.fetched + _NOT_NOW - self._client.now()
                raise TransientError(file.closed, retry_after=left.total_seconds())
            if root not in self._parsed or self._parsed[root][0] is not file:
                self._parsed[root] = (file, Protego.parse(file.body or ""))
            return self._parsed[root]

    def _holds(self, file: RobotsFile) -> bool:
        """Whether it is young enough; one of the future is the mark of a clock that jumped."""
        age = self._client.now() - file.fetched
        return timedelta(0) <= age < (_CACHED if file.closed is None else _NOT_NOW)

    async def _read(self, root: str, delay: float) -> RobotsFile:
        def needed() -> None:
            file = self._ledger.robots(root)
            if file is not None and self._holds(file):
                raise _ReadMeanwhileError

        try:
            file = await self._asked(root, delay, needed)
        except _ReadMeanwhileError:
            kept = self._ledger.robots(root)
            assert kept is not None
            return kept
        self._ledger.keep_robots(file)
        return file

    async def _asked(self, root: str, delay: float, needed: Callable[[], None]) -> RobotsFile:
        now, url = self._client.now(), f"{root}/robots.txt"
        try:
            answer = await self._client.fetch(url, delay=delay, at_turn=needed)
        except (RefusedError, UnreachableError) as error:
            self._refused[root] = error
            raise
        except (TransientError, TooLargeError) as error:
            return _closed(root, now, error)
        except PermanentError as error:
            # 4xx, or redirects without end: there are no rules (section 2.3.1).
            if error.status in MOVED or 400 <= (error.status or 0) < 500:
                return RobotsFile(root, now, error.status, "", None)
            # There is a file, which could not be read.
            return _closed(root, now, error)
        text = answer.body[:PARSED].decode("utf-8", "replace").lstrip("\ufeff")
        return RobotsFile(root, now, answer.status, text, None)


def _closed(root: str, now: datetime, error: FetchError) -> RobotsFile:
    why = f"nothing of that host is fetched without its robots.txt: {error}"
    return RobotsFile(root, now, error.status, None, why)


def _told(file: RobotsFile, delay: float) -> str:
    """What the log says of it: the decision, on what ground, and how old that is."""
    ground = f"{file.status}" if file.body else f"no rules ({file.status or 'unreadable'})"
    slowly = f", crawl-delay {delay:g}" if delay else ""
    return f"allowed by robots.txt: {ground}, read {file.fetched:%Y-%m-%d %H:%M}Z{slowly}"
