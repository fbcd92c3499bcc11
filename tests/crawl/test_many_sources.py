"""Several sources at once."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest

from monitor.crawl import Failed, Fetched, Listed, Memory, Robots, crawl
from monitor.errors import StorageError
from monitor.types import Known
from tests.crawl.outlet import rss, source
from tests.crawl.server import IMPATIENT, Server, client, hanging, html, settings


class TestManySources:
    def test_all_come_and_a_dead_one_costs_the_others_nothing(self) -> None:
        async def run() -> None:
            limits = settings(hosts_at_once=2, **IMPATIENT)
            async with Server() as one, Server() as two, Server() as dead:
                for server in (one, two):
                    server.routes |= {"/feed": rss("/1"), "/1": html("x")}
                dead.routes["/robots.txt"] = hanging
                sources = [
                    source(server, key, feeds=["/feed"])
                    for key, server in (("dead", dead), ("one", one), ("two", two))
                ]
                async with client(**IMPATIENT) as http:
                    pairs = crawl(
                        sources, http, Robots(http, limits), ledger=Memory(), settings=limits
                    )
                    found = [(key, type(outcome)) async for came in pairs for key, outcome in came]
            assert sorted(found, key=str) == [
                ("dead", Failed),
                ("one", Fetched),
                ("one", Listed),
                ("two", Fetched),
                ("two", Listed),
            ]

        asyncio.run(run())

    @pytest.mark.parametrize("how", ["closed", "cancelled"])
    def test_it_can_be_stopped_in_the_middle(self, how: str) -> None:
        """Ctrl-C: what came out is kept, what is under way ends, nothing is left running."""

        async def take(ready: asyncio.Event, *servers: Server) -> None:
            limits = settings()
            sources = [source(server, f"{server.port}", pages=["/"]) for server in servers]
            async with client() as http:
                pairs = crawl(sources, http, Robots(http, limits), ledger=Memory(), settings=limits)
                async with aclosing(pairs):
                    async for ((key, outcome),) in pairs:
                        assert key == f"{servers[0].port}"
                        assert isinstance(outcome, Fetched)
                        ready.set()
                        if how == "closed":
                            return

        async def run() -> None:
            async with Server() as fast, Server() as slow:
                fast.routes["/"], slow.routes["/"] = html("x"), hanging
                ready = asyncio.Event()
                taker = asyncio.create_task(take(ready, fast, slow))
                await ready.wait()
                if how == "cancelled":
                    taker.cancel()
                await asyncio.gather(taker, return_exceptions=True)
                assert taker.cancelled() == (how == "cancelled")
                left = asyncio.all_tasks() - {asyncio.current_task()} - fast.talks - slow.talks
                assert left == set()

        asyncio.run(run())

    def test_an_error_of_ours_is_no_failure_of_the_source(self) -> None:
        class Broken(Memory):
            def known(self, url: str) -> Known | None:
                raise StorageError("the disk is full")

        async def run() -> None:
            limits = settings()
            async with Server() as server, client() as http:
                sources = [source(server, pages=["/1"])]
                pairs = crawl(sources, http, Robots(http, limits), ledger=Broken(), settings=limits)
                assert [pair async for pair in pairs] == []

        with pytest.raises(StorageError):
            asyncio.run(run())
