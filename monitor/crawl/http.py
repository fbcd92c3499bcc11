"""The only door to the network: one polite, bounded request at a time to each host.

httpx is imported here and nowhere else, and of it only what its documentation
names, so that another library with the same interface is a change of one line.
"""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from functools import cache
from types import TracebackType
from typing import Self

import httpx

from monitor.config.settings import CrawlSettings
from monitor.crawl.address import is_too_long, shown
from monitor.crawl.credentials import merged
from monitor.crawl.guard import is_ip, may_connect, may_use_port
from monitor.crawl.inflate import CODINGS, Inflater
from monitor.crawl.lane import Clocks, Lane
from monitor.crawl.ledger import Ledger, Memory
from monitor.crawl.response import (
    MOVED,
    MOVED_FOR_GOOD,
    Answer,
    Permission,
    Response,
    checked_headers,
    next_hop,
    response_of,
    sendable,
)
from monitor.errors import (
    ParseError,
    PermanentError,
    RefusedError,
    TooLargeError,
    TransientError,
    UnreachableError,
)
from monitor.progress import Clock
from monitor.types import Validators

_ACCEPT = "text/html,application/xhtml+xml,application/xml,text/xml;q=0.9,*/*;q=0.5"
# Seconds: a host may ask for an hour between two requests, and who waits for it is not dead.
_LIFE_SHOWN = 600.0
_WAITS = ("connect", "read", "write", "pool")  # what httpx counts the timeout for

Permit = Callable[[str], Awaitable[Permission]]
Further = Callable[[str], Mapping[str, str]]
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


async def resolve_host(host: str, port: int) -> Sequence[str]:
    """Every IP address of a host, in the order the system prefers. Raises OSError."""
    if is_ip(host):
        return [host]  # nothing to look up
    loop = asyncio.get_running_loop()
    rows = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


@cache
def _public_tls() -> ssl.SSLContext:
    """The certificates of the public internet: reading them takes longer than a small page."""
    return httpx.create_ssl_context(trust_env=False)


class Client:
    """Fetches addresses: identified, bounded in size and time, one at a time for each host.

    `clock` tells the time of day, `monotonic` counts seconds and `sleep` waits
    them out; `ledger` decides between processes whose turn at a host it is;
    `resolve` turns a host into IP addresses; `tls` says which certificates
    are trusted (those of the public internet where None); `sign` is called
    before each request, and again and again while one waits for its turn.
    """

    def __init__(
        self,
        settings: CrawlSettings,
        *,
        clock: Clock = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        ledger: Ledger | None = None,
        resolve: Resolve = resolve_host,
        tls: ssl.SSLContext | None = None,
        sign: Callable[[], None] = lambda: None,
    ) -> None:
        self._settings = settings
        self._ledger = ledger or Memory()
        self._clock = clock
        self._clocks = Clocks(clock, monotonic, self._wait)
        self._sleep = sleep
        self._sign = sign
        self._resolve = resolve
        self._hosts: dict[tuple[str, str, int], tuple[Lane, httpx.AsyncHTTPTransport]] = {}
        self._tls = tls or _public_tls()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for _, http in self._hosts.values():
            await http.aclose()

    def now(self) -> datetime:
        """The time of day, aware and in UTC."""
        return self._clock()

    async def fetch(
        self,
        url: str,
        validators: Validators | None = None,
        delay: float | None = None,
        permit: Permit | None = None,
        further: Further | None = None,
        at_turn: Callable[[], None] | None = None,
    ) -> Response:
        """Ask for one address, following redirects by hand.

        `delay` is the seconds to leave between two requests to one host. A
        `permit` is asked before every hop instead: it answers with that delay,
        or raises RefusedError. `further` gives the headers to send besides.
        `at_turn` is called when it is our turn at the host, which may have
        taken a while; what it raises stands in place of the request.

        Raises TransientError, PermanentError, RefusedError or TooLargeError.
        """
        here = permanent = url
        for_good = True
        visited: set[str] = set()
        own = self._settings.delay if delay is None else delay
        permission, status = Permission(own, ""), None
        for _ in range(self._settings.max_redirects + 1):
            target = _target(here)
            if str(target) in visited:
                circle = f"{shown(url)} redirects in a circle, by {shown(here)}"
                raise PermanentError(circle, status=status)
            visited.add(str(target))
            if permit:
                permission = await permit(str(target))
            headers = self._headers(target, validators)
            if further:
                headers = merged(headers, further(str(target)))
            answer = await self._ask(target, headers, permission.delay, at_turn)
            if answer.status not in MOVED:
                asked = validators is not None and any((validators.etag, validators.last_modified))
                return response_of(url, here, permanent, answer, asked_if_changed=asked)
            here, status = next_hop(here, answer), answer.status
            for_good = for_good and answer.status in MOVED_FOR_GOOD
            permanent = here if for_good else permanent
        raise PermanentError(
            f"{shown(url)} redirects more than {self._settings.max_redirects} times; "
            "give the address where it ends",
            status=status,
        )

    async def _ask(
        self,
        target: httpx.URL,
        headers: dict[str, str],
        delay: float,
        at_turn: Callable[[], None] | None,
    ) -> Answer:
        lane, http = self._host(target)
        if delay:
            # What a server sends past its Content-Length would pass for the answer to the next
            # request on that connection. By the end of most pauses it would be closed anyway.
            headers["Connection"] = "close"
        async with lane.turn(delay) as turn:
            self._sign()
            if at_turn:
                at_turn()
            answer = await self._request(http, target, headers)
            turn.retry_after = answer.retry_after
        return answer

    async def _wait(self, seconds: float) -> None:
        while seconds > _LIFE_SHOWN:
            await self._sleep(_LIFE_SHOWN)
            self._sign()
            seconds -= _LIFE_SHOWN
        await self._sleep(seconds)

    def _host(self, target: httpx.URL) -> tuple[Lane, httpx.AsyncHTTPTransport]:
        key = (target.scheme, target.host, _port(target))
        if key not in self._hosts:
            name, longest = f"{target.host}:{_port(target)}", self._settings.total_timeout
            self._hosts[key] = (
                Lane(name, self._ledger, self._clocks, longest),
                # One for each host: a connection is reused for the name it was made for only.
                httpx.AsyncHTTPTransport(verify=self._tls, trust_env=False),
            )
        return self._hosts[key]

    async def _request(
        self, http: httpx.AsyncHTTPTransport, target: httpx.URL, headers: dict[str, str]
    ) -> Answer:
        name = shown(str(target))
        try:
            async with asyncio.timeout(self._settings.total_timeout):
                addresses = await self._checked_addresses(target)
                return await self._first_that_connects(http, target, addresses, headers)
        except (TimeoutError, httpx.TimeoutException):
            raise TransientError(f"{name} did not answer in time") from None
        except httpx.ConnectError as error:
            reason = shown(str(error))
            raise UnreachableError(f"{_place(target)} cannot be reached: {reason}") from error
        except httpx.TransportError as error:
            reason = str(error) or type(error).__name__
            raise TransientError(f"{name} could not be read: {shown(reason)}") from error
        except (httpx.InvalidURL, ValueError) as error:
            # As ssl does over a name that no certificate can hold.
            raise PermanentError(f"{name} gave an answer that makes no sense") from error

    async def _checked_addresses(self, target: httpx.URL) -> Sequence[str]:
        host = target.raw_host.decode("ascii")
        try:
            addresses = await self._resolve(host, _port(target))
        except UnicodeError:
            raise PermanentError(f"{shown(str(target))} names no possible host") from None
        except OSError as error:
            reason = f"no such host ({error.strerror})"
            raise UnreachableError(f"{_place(target)} cannot be reached: {reason}") from None
        loopback = self._settings.allow_loopback
        if not all(may_connect(address, allow_loopback=loopback) for address in addresses):
            raise RefusedError(
                f"{shown(str(target))} leads to an address that is not on the public internet; "
                "Monitor does not connect to those"
            )
        return addresses

    async def _first_that_connects(
        self,
        http: httpx.AsyncHTTPTransport,
        target: httpx.URL,
        addresses: Sequence[str],
        headers: dict[str, str],
    ) -> Answer:
        refused: httpx.TransportError = httpx.ConnectError("the host has no address")
        for address in addresses:
            try:
                return await self._exchange(http, target, address, headers)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                refused = error
        raise refused

    async def _exchange(
        self,
        http: httpx.AsyncHTTPTransport,
        target: httpx.URL,
        address: str,
        headers: dict[str, str],
    ) -> Answer:
        """One request to the checked address: the name is not looked up a second time."""
        request = httpx.Request(
            "GET",
            target if target.host == address else target.copy_with(host=address),
            headers=headers,
            extensions={
                "sni_hostname": target.raw_host.decode("ascii"),
                "timeout": dict.fromkeys(_WAITS, self._settings.timeout),
            },
        )
        response = await http.handle_async_request(request)
        async with aclosing(response):
            given = checked_headers(tuple(response.headers.multi_items()), shown(str(target)))
            body = b""
            if response.is_success:
                body = await self._body(response, shown(str(target)))
            return Answer(response.status_code, given, body, self._clock())

    def _headers(self, target: httpx.URL, validators: Validators | None) -> dict[str, str]:
        headers = {
            "Host": target.netloc.decode("ascii"),
            "User-Agent": self._settings.user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip, deflate",
        }
        if validators and (etag := sendable(validators.etag)):
            headers["If-None-Match"] = etag
        if validators and (modified := sendable(validators.last_modified)):
            headers["If-Modified-Since"] = modified
        return headers

    async def _body(self, response: httpx.Response, name: str) -> bytes:
        cap = self._settings.max_body
        too_large = TooLargeError(f"{name} is larger than {cap} bytes (max_body in monitor.toml)")
        announced = response.headers.get("content-length", "")
        if re.fullmatch(r"\d{1,18}", announced) and int(announced) > cap:
            raise too_large
        inflater = _inflater(response, cap, name)
        body, received = bytearray(), 0
        try:
            async for chunk in response.aiter_raw():
                received += len(chunk)
                if received > cap:
                    raise too_large
                if inflater:
                    inflater.feed(chunk)
                else:
                    body += chunk
            return inflater.finish() if inflater else bytes(body)
        except ParseError as error:
            raise TransientError(str(error)) from None


def _port(target: httpx.URL) -> int:
    return (443 if target.scheme == "https" else 80) if target.port is None else target.port


def _place(target: httpx.URL) -> str:
    """The host as it was given, with a port where it is not the usual one."""
    return shown(target.netloc.decode("ascii"))


def _inflater(response: httpx.Response, cap: int, name: str) -> Inflater | None:
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding in CODINGS:
        return Inflater(cap, name)
    if coding in ("", "identity"):
        return None
    raise PermanentError(
        f"{name} is encoded as {shown(coding)}, which we did not ask for",
        status=response.status_code,
    )


def _target(url: str) -> httpx.URL:
    """The address in the reading of the library that connects, so that no two can differ."""
    if is_too_long(url):
        raise RefusedError(f"{shown(url)} is too long for an address")
    try:
        target = httpx.URL(url)
        host = target.host  # decoded only now, where it is of another script
    except (httpx.InvalidURL, ValueError):
        raise RefusedError(f"{shown(url)} is no web address") from None
    if target.scheme not in ("http", "https") or not host:
        raise RefusedError(f"{shown(url)} is no web address (http or https)")
    if target.userinfo:
        raise RefusedError(f"{shown(url)} holds a user name or password; give it without")
    if not may_use_port(_port(target)):
        raise RefusedError(f"{shown(url)} names a port where no web server is")
    return target.copy_with(fragment=None) if target.fragment else target
