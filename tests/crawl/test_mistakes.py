"""A mistake of our own costs one address and nothing else; so does a host that is closed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from monitor.crawl import Client, Listed, Memory, Robots, crawl
from monitor.crawl.ledger import Ledger
from monitor.errors import DatabaseBusyError
from monitor.types import Known
from tests.crawl.outlet import Outcome, failures, paths, rss, source
from tests.crawl.server import Reply, Server, client, html, redirect, settings


class Locked(Memory):
    """A ledger whose database somebody else holds."""

    def known(self, url: str) -> Known | None:
        raise DatabaseBusyError("locked")


def crawled(ledger: Ledger) -> list[Outcome]:
    """Two outlets; the client stumbles over a host that one of them names."""

    async def resolve(host: str, port: int) -> Sequence[str]:
        if host == "stumble.example":
            raise RuntimeError("a mistake\x1b[2J of ours")
        return ["127.0.0.1"]

    async def run() -> list[Outcome]:
        limits = settings()
        async with Server() as server, Client(limits, resolve=resolve) as http:
            server.routes |= {
                "/feed": rss("/1", "http://stumble.example/x", "/2"),
                "/1": html("one"),
                "/2": html("two"),
                "/3": html("three"),
            }
            sources = [
                source(server, "one", feeds=["/feed"]),
                source(server, "two", pages=["/3"]),
            ]
            found = crawl(sources, http, Robots(http, limits), ledger=ledger, settings=limits)
            return [outcome async for came in found for _, outcome in came]

    return asyncio.run(run())


def test_the_other_addresses_and_sources_go_on() -> None:
    found = crawled(Memory())
    assert sorted(paths(found)) == ["/1", "/2", "/3"]
    assert failures(found) == [("/x", "unforeseen")]
    (listed,) = (outcome for outcome in found if isinstance(outcome, Listed))
    assert listed.validators is None, "the listing is read again, for what it lists"


def test_a_database_that_cannot_be_used_is_no_such_mistake() -> None:
    with pytest.raises(DatabaseBusyError):
        crawled(Locked())


def test_a_redirect_to_a_host_that_is_closed_costs_one_address() -> None:
    """The other's robots.txt cannot be had for an hour: that is no reason to leave this one."""

    async def run() -> list[Outcome]:
        limits = settings()
        async with Server() as server, Server() as closed, client() as http:
            closed.routes["/robots.txt"] = Reply(status=500)
            server.routes |= {
                "/feed": rss("/1", "/2"),
                "/1": redirect(closed.url("/x")),
                "/2": html("two"),
            }
            one = source(server, "one", feeds=["/feed"])
            robots = Robots(http, limits)
            found = crawl([one], http, robots, ledger=Memory(), settings=limits)
            return [outcome async for came in found for _, outcome in came]

    found = asyncio.run(run())
    assert failures(found) == [("/1", "transient")]
    assert paths(found) == ["/2"]
