"""robots.txt: what a host asks crawlers to leave alone, and how slowly to go (RFC 9309)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from protego import Protego

from monitor.config.settings import CrawlSettings
from monitor.crawl.address import host_of, root_of, shown
from monitor.crawl.http import Client, Permit
from monitor.errors import ParseError, PermanentError, RefusedError, TooLargeError, TransientError

_PARSED = 512_000  # bytes of one file that count; the RFC asks for 500 KiB at the least
_SLOWEST = 3600.0  # seconds: a host that asks for more is visited once an hour all the same
_NOT_NOW = 3600.0  # seconds until a host whose robots.txt cannot be had is worth another try


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: Protego | None = None
    closed: str | None = None  # why nothing there may be fetched now


class Robots:
    """The rules of every host met in one crawl; each robots.txt is asked for once."""

    def __init__(self, client: Client, settings: CrawlSettings) -> None:
        self._client = client
        self._settings = settings
        # The product token, "Monitor" of "Monitor/0.1 (+https://...)": what rules are written for.
        self._agent = settings.user_agent.partition("/")[0].strip() or "*"
        self._hosts: dict[str, _Host] = {}

    def permit(self, delay: float | None = None) -> Permit:
        """A question for `Client.fetch`: may this address be fetched, and how slowly?

        The answer is the seconds between two requests: `delay` (the crawler's
        own where None) or the host's crawl-delay, whichever is longer.
        The question raises RefusedError where robots.txt forbids the address,
        and TransientError where it cannot be had, which means "not now".
        """
        own = self._settings.delay if delay is None else delay

        async def ask(url: str) -> float:
            rules = await self._rules(url, own)
            if not rules.can_fetch(url, self._agent):
                raise RefusedError(
                    f"robots.txt of {host_of(url)} asks crawlers to leave {shown(url)} alone"
                )
            return max(own, min(rules.crawl_delay(self._agent) or 0.0, _SLOWEST))

        return ask

    async def _rules(self, url: str, delay: float) -> Protego:
        try:
            host = self._hosts.setdefault(root_of(url), _Host())
        except ParseError as error:
            raise RefusedError(str(error)) from None
        async with host.lock:
            if host.rules is None and host.closed is None:
                await self._read(host, f"{root_of(url)}/robots.txt", delay)
        if host.rules is None:
            raise TransientError(str(host.closed), retry_after=_NOT_NOW)
        return host.rules

    async def _read(self, host: _Host, url: str, delay: float) -> None:
        try:
            body = (await self._client.fetch(url, delay=delay)).body
        except (TransientError, TooLargeError) as error:
            host.closed = f"nothing of that host is fetched without its robots.txt: {error}"
            return
        except RefusedError:
            raise
        except PermanentError:
            body = b""  # 4xx, or redirects without end: there are no rules
        host.rules = Protego.parse(body[:_PARSED].decode("utf-8", "replace").lstrip("\ufeff"))
