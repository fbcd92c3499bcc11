"""Serves the sample outlets on loopback, each on a port of its own."""

from __future__ import annotations

import hashlib
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from threading import Thread
from types import TracebackType
from typing import Any, Self, cast
from urllib.parse import urlsplit

from monitor.config.source import SourceConfig
from monitor.demo.outlets import EDITIONS, Newspapers, Outlet, read_newspapers
from monitor.demo.pages import Page, Pages
from monitor.errors import NotFoundError

HOST = "127.0.0.1"
# Of no service anybody knows; the ids that the documents show are made of addresses with these.
FIRST_PORT = 8140
# Seconds between two looks at whether to stop: six outlets close one after the other.
STOP_POLL = 0.02
# Seconds an idle connection is kept; longer than any pause within one crawl of the demo.
IDLE = 30.0


@dataclass(frozen=True, slots=True)
class Request:
    """One request an outlet has answered; `path` with its query."""

    outlet: str
    path: str
    status: int


class Newsroom:
    """All outlets of `directory`/newsroom.toml, served while the context is open.

    At ports from `first_port` on, so that addresses and the ids made of them are the
    same in every run; where that is 0 or one of them is taken, at free ones.
    Raises ConfigError where that file is wrong.
    """

    def __init__(self, directory: Path, first_port: int = 0) -> None:
        self._first_port = first_port
        self._papers: Newspapers = read_newspapers(directory)
        self._pages = Pages(directory, self._papers)
        self._edition = EDITIONS[0]
        self._servers: dict[str, _OutletServer] = {}
        self._open = ExitStack()
        self._log: list[Request] = []

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            for server in map(opening.enter_context, self._bound()):
                thread = Thread(target=server.serve_forever, args=(STOP_POLL,), daemon=True)
                thread.start()
                opening.callback(server.shutdown)
                self._servers[server.outlet.key] = server
            self._open = opening.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._servers = {}
        self._open.close()

    def _bound(self) -> list[_OutletServer]:
        """A server for each outlet, all at the ports wanted or none of them."""
        bound: list[_OutletServer] = []
        try:
            for number, outlet in enumerate(self._papers.outlet):
                port = self._first_port + number if self._first_port else 0
                bound.append(_OutletServer(outlet, self, port))
        except OSError:
            for server in bound:
                server.server_close()
            if not self._first_port:
                raise
            self._first_port = 0
            return self._bound()
        return bound

    @property
    def edition(self) -> int:
        """Which edition is out; setting it publishes another at once."""
        return self._edition

    @edition.setter
    def edition(self, edition: int) -> None:
        if edition not in EDITIONS:
            raise ValueError(f"no edition {edition}; there are {EDITIONS}")
        self._edition = edition

    @property
    def log(self) -> tuple[Request, ...]:
        """Every request answered so far, in order."""
        return tuple(self._log)

    def record(self, request: Request) -> None:
        """Note one request. Called from the threads of the servers; append is atomic."""
        self._log.append(request)

    def page(self, outlet: Outlet, path: str, base: str) -> Page:
        """What the outlet answers for a path in the edition that is out."""
        return self._pages.at(outlet, path, self._edition, base)

    def address(self, outlet: str, path: str) -> str:
        """The address of a path of an outlet, in this run.

        Raises NotFoundError where no such outlet is open.
        """
        if outlet not in self._servers:
            raise NotFoundError(f"no open outlet {outlet!r}; open the newsroom first")
        return self._servers[outlet].base + path

    def outlets(self) -> frozenset[str]:
        """The keys of its outlets, open or not."""
        return frozenset(outlet.key for outlet in self._papers.outlet)

    def sources(self) -> tuple[SourceConfig, ...]:
        """The outlets as a crawler is told of them, with the addresses of this run."""
        return tuple(self._source(outlet) for outlet in self._papers.outlet)

    def _source(self, outlet: Outlet) -> SourceConfig:
        def here(*places: str | None) -> tuple[str, ...]:
            return tuple(self.address(outlet.key, place) for place in places if place)

        return SourceConfig(
            key=outlet.key,
            name=outlet.name,
            kind=outlet.kind,
            country=outlet.country,
            organisation=outlet.organisation,
            feeds=here(outlet.rss, outlet.atom),
            sitemaps=here(outlet.sitemap),
            pages=here(*outlet.watched),
            only=outlet.only,
            delay=0,  # the server is ours, so there is nobody to spare
            note="a sample outlet on loopback",
        )


class _OutletServer(ThreadingHTTPServer):
    """The server of one outlet on loopback; at a free port where 0."""

    daemon_threads = True  # an idle connection must not keep the demo from ending

    def __init__(self, outlet: Outlet, newsroom: Newsroom, port: int) -> None:
        self.outlet, self.newsroom = outlet, newsroom
        super().__init__((HOST, port), _Answer)
        self.base = f"http://{HOST}:{self.server_address[1]}"

    def server_bind(self) -> None:
        # HTTPServer would ask the resolver for our name, which may take seconds without a network.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a crawler may hang up
            super().handle_error(request, client_address)


class _Answer(BaseHTTPRequestHandler):
    """Answers one connection, with the validators and 304s of RFC 9110, section 13."""

    protocol_version = "HTTP/1.1"
    timeout = IDLE

    def do_GET(self) -> None:
        """Answer with a body."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with the headers alone."""
        self._answer(with_body=False)

    def version_string(self) -> str:
        return "newsroom"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing is printed: `Newsroom.log` keeps the requests."""

    def _answer(self, *, with_body: bool) -> None:
        server = cast(_OutletServer, self.server)
        page = server.newsroom.page(server.outlet, urlsplit(self.path).path, server.base)
        etag = f'"{hashlib.sha256(page.body).hexdigest()[:16]}"'
        status = 304 if page.status == 200 and self._has(page, etag) else page.status
        server.newsroom.record(Request(server.outlet.key, self.path, status))
        self.send_response(status)
        if page.status == 200:
            self.send_header("ETag", etag)
        if page.modified is not None:
            self.send_header("Last-Modified", format_datetime(_utc(page.modified), usegmt=True))
        if status != 304:
            self.send_header("Content-Type", page.content_type)
            self.send_header("Content-Length", str(len(page.body)))
        self.end_headers()
        if with_body and status != 304:
            self.wfile.write(page.body)

    def _has(self, page: Page, etag: str) -> bool:
        """Whether the client has this page already. Where it sends both, its ETag decides."""
        known = self.headers.get("If-None-Match")
        if known is not None:
            return etag in (each.strip().removeprefix("W/") for each in known.split(","))
        since = self.headers.get("If-Modified-Since")
        if since is None or page.modified is None:
            return False
        try:
            return _utc(page.modified) <= _utc(parsedate_to_datetime(since))
        except ValueError:  # not a date: as if it had not been sent
            return False


def _utc(moment: datetime) -> datetime:
    """In UTC and whole seconds, as HTTP dates are; one without a zone means UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).replace(microsecond=0)
