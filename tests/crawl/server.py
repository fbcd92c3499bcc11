"""A web server on loopback that does what a test tells it, also the wrong thing."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Self

from monitor.config.settings import CrawlSettings
from monitor.crawl import Client

NOON = datetime(2014, 8, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Request:
    """What a client asked."""

    path: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Reply:
    """A well-formed answer; its length is announced unless the headers say otherwise."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    async def __call__(self, request: Request, writer: asyncio.StreamWriter) -> None:
        headers = {"Content-Length": str(len(self.body))} | self.headers
        lines = "".join(f"{key}: {value}\r\n" for key, value in headers.items())
        writer.write(f"HTTP/1.1 {self.status} X\r\n{lines}\r\n".encode("latin-1") + self.body)
        await writer.drain()


Answer = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


def html(body: str, status: int = 200, **headers: str) -> Reply:
    """A page; Set_Cookie="..." and the like are further headers."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(body.encode(), status, {"Content-Type": "text/html; charset=utf-8"} | named)


def redirect(where: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": where})


def tagged(reply: Reply, etag: str) -> Answer:
    """The reply with an ETag, and 304 for who knows it already."""

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        if request.headers.get("if-none-match") == etag:
            await Reply(status=304, headers={"ETag": etag})(request, writer)
        else:
            await Reply(reply.body, reply.status, reply.headers | {"ETag": etag})(request, writer)

    return answer


def in_turn(*answers: Answer) -> Answer:
    """One answer after the other, the last one for ever."""
    rest = list(answers)

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        await (rest.pop(0) if len(rest) > 1 else rest[0])(request, writer)

    return answer


def raw(data: bytes) -> Answer:
    """These bytes, whatever they are, and the connection ends."""

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        writer.close()

    return answer


async def hanging(request: Request, writer: asyncio.StreamWriter) -> None:
    """Takes the request and never answers."""
    await asyncio.Event().wait()


async def dripping(request: Request, writer: asyncio.StreamWriter) -> None:
    """A body that never ends, a byte at a time: no single read is ever late."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.01)


def endless(chunk: bytes, times: int) -> Answer:
    """A body of many chunks whose length is not announced."""

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        for _ in range(times):
            writer.write(chunk)
            await writer.drain()
        writer.close()

    return answer


class Server:
    """Answers by path from `routes`, else 404, and keeps a `log`. Its robots.txt allows all."""

    def __init__(self, tls: ssl.SSLContext | None = None, port: int = 0) -> None:
        self._tls = tls
        self._port = port  # any that is free where 0
        self.routes: dict[str, Answer] = {"/robots.txt": Reply(status=404)}
        self.log: list[Request] = []
        self.talks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(
            self._accept, "127.0.0.1", self._port, ssl=self._tls
        )
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.close()
        for talk in self.talks:
            talk.cancel()
        await asyncio.gather(*self.talks, return_exceptions=True)

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def asked(self, path: str) -> list[Request]:
        """The requests for one path so far."""
        return [request for request in self.log if request.path == path]

    def paths(self) -> list[str]:
        """Every path asked for, in order."""
        return [request.path for request in self.log]

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.current_task()
        assert talk is not None
        self.talks.add(talk)
        try:
            while request := await _read(reader):
                self.log.append(request)
                await self.routes.get(request.path, Reply(status=404))(request, writer)
                if writer.is_closing():
                    break
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the client went away, or the test is over
        finally:
            self.talks.discard(talk)
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Request | None:
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines[1:] if line)
    path = lines[0].split(" ")[1]
    return Request(path, {key.lower(): value.strip() for key, _, value in pairs})


class Time:
    """A clock that stands still until somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)


# Of a client that meets an answer which never comes: all others come in time on a busy machine too.
IMPATIENT = {"timeout": 2, "total_timeout": 3}


def settings(**changes: Any) -> CrawlSettings:
    """For a server on loopback that is asked without pause, and given up soon."""
    plain = {"allow_loopback": True, "delay": 0, "timeout": 5, "total_timeout": 10}
    return CrawlSettings.model_validate(plain | changes)


def client(time: Time | None = None, **changes: Any) -> Client:
    """A client whose waiting takes no time."""
    time = time or Time()
    return Client(settings(**changes), clock=time.now, sleep=time.sleep, monotonic=time.monotonic)
