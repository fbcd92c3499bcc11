"""A small outlet on loopback that is crawled again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

from monitor.config.source import SourceConfig
from monitor.crawl import (
    Alias,
    Failed,
    Fetched,
    Listed,
    Memory,
    Outcome,
    Robots,
    Unchanged,
    crawl_source,
)
from monitor.types import Known, Snapshot, Validators
from tests.crawl.server import Answer, Reply, Server, Time, client, settings


class Notebook(Memory):
    """A ledger of what a test's crawls have found."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: dict[str, Known] = {}

    def known(self, url: str) -> Known | None:
        return self.pages.get(url)

    @property
    def marks(self) -> dict[str, Validators]:
        return {url: page.validators for url, page in self.pages.items() if page.validators}

    def note(self, outcome: Outcome) -> None:
        """Remember an outcome the way the pipeline does, but for when to ask again."""
        if isinstance(outcome, Failed):
            return
        document = None if isinstance(outcome, Listed) else outcome.document
        marks = None if isinstance(outcome, Alias) else outcome.validators
        moved = outcome.moved_to if isinstance(outcome, (Listed, Unchanged)) else None
        asked = outcome.asked
        for url in {asked.url, document or asked.url}:
            self.pages[url] = Known(marks, document, moved, asked.at, None, asked.at)


def rss(*paths: str) -> Reply:
    rows = "".join(
        f"<item><title>About {path}</title><link>{path}</link>"
        f"<pubDate>Fri, 01 Aug 2014 10:00:00 GMT</pubDate></item>"
        for path in paths
    )
    return Reply(f'<rss version="2.0"><channel>{rows}</channel></rss>'.encode())


def sitemap(*paths: str, kind: str = "urlset", row: str = "url") -> Reply:
    rows = "".join(f"<{row}><loc>{path}</loc></{row}>" for path in paths)
    return Reply(f"<{kind}>{rows}</{kind}>".encode())


def source(server: Server, key: str = "outlet", **changes: Any) -> SourceConfig:
    """An outlet on that server; a path among its addresses is made whole."""
    plain: dict[str, object] = {"key": key, "name": key, "kind": "press", "country": "US"}
    for name in ("feeds", "sitemaps", "pages", "anchored"):
        if name in changes:
            paths = changes[name]
            assert isinstance(paths, list)
            changes[name] = tuple(server.url(path) for path in paths)
    return SourceConfig.model_validate(plain | changes)


class Outlet:
    """One server, crawled again and again with what the crawls before have kept."""

    def __init__(self, server: Server, time: Time, **limits: Any) -> None:
        self.server, self.time, self.limits = server, time, limits
        self.ledger = Notebook()

    async def crawl(self, recheck: Iterable[str] = (), **listings: Any) -> list[Outcome]:
        """One crawl, kept the way the pipeline keeps it."""
        limits = settings(**self.limits)
        async with client(self.time, **self.limits) as http:
            outcomes = crawl_source(
                source(self.server, **listings),
                http,
                Robots(http, limits),
                ledger=self.ledger,
                settings=limits,
                recheck=recheck,
            )
            found = [outcome async for outcome in outcomes]
        for outcome in found:
            self.ledger.note(outcome)
        return found


def with_outlet(routes: dict[str, Answer], test: Callable[[Outlet], object], **limits: Any) -> None:
    """Run the test, a coroutine function, against an outlet with these routes."""

    async def run() -> None:
        async with Server() as server:
            server.routes |= routes
            await test(Outlet(server, Time(), **limits))  # type: ignore[misc]

    asyncio.run(run())


def documents(found: Iterable[Outcome]) -> list[Snapshot]:
    return [outcome.snapshot for outcome in found if isinstance(outcome, Fetched)]


def paths(found: Iterable[Outcome]) -> list[str]:
    """The path of every document fetched."""
    return ["/" + shot.document.split("/", 3)[3] for shot in documents(found)]


def failures(found: Iterable[Outcome]) -> list[tuple[str, str]]:
    """Path and kind of every failure."""
    return [
        ("/" + (outcome.failure.url or "///").split("/", 3)[3], outcome.failure.kind)
        for outcome in found
        if isinstance(outcome, Failed)
    ]
