"""Pauses, turns, and what a busy server asks for."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest

from monitor.crawl import Client, Failed, Memory, Outcome, Robots, crawl_source
from monitor.errors import TransientError
from tests.crawl.outlet import source
from tests.crawl.server import (
    NOON,
    Reply,
    Server,
    Time,
    client,
    html,
    in_turn,
    redirect,
    settings,
)


class TestManners:
    def test_a_pause_between_two_requests_to_one_host(self) -> None:
        async def run() -> None:
            time = Time()
            async with Server() as one, Server() as two, client(time, delay=5) as http:
                for server in (one, two):
                    server.routes["/"] = html("x")
                await http.fetch(one.url())
                await http.fetch(two.url())
                assert time.slept == []
                time.seconds += 2
                await http.fetch(one.url())
                await http.fetch(one.url(), delay=60)
                assert time.slept == [3, 60]

        asyncio.run(run())

    def test_who_waits_for_an_hour_shows_that_it_lives(self) -> None:
        async def run() -> None:
            time, signs = Time(), list[float]()
            clocks = {"clock": time.now, "sleep": time.sleep, "monotonic": time.monotonic}
            async with (
                Server() as server,
                Client(settings(), sign=lambda: signs.append(time.seconds), **clocks) as http,
            ):
                server.routes["/"] = html("x")
                for _ in range(3):
                    await http.fetch(server.url(), delay=3600)
            assert time.seconds == 7200
            moments = [*signs, time.seconds]
            assert max(b - a for a, b in pairwise(moments)) <= 600
            assert signs.count(3600) == 1, "at a request too"

        asyncio.run(run())

    def test_a_host_that_is_still_left_alone_is_not_asked_and_no_answer_is_invented(self) -> None:
        async def run() -> None:
            time, ledger = Time(), Memory()
            clocks = {"clock": time.now, "sleep": time.sleep, "monotonic": time.monotonic}
            async with Server() as server:
                server.routes["/1"] = Reply(b"", 503, {"Retry-After": "3600"})
                found = list[Outcome]()
                for path in ("/1", "/2"):  # two crawls, such as of two processes
                    async with Client(settings(), ledger=ledger, **clocks) as http:
                        outcomes = crawl_source(
                            source(server, pages=[path]),
                            http,
                            Robots(http, settings(), ledger),
                            ledger=ledger,
                            settings=settings(),
                        )
                        found += [outcome async for outcome in outcomes]
                assert server.paths() == ["/robots.txt", "/1"]
            told, put_off = found
            assert isinstance(told, Failed)
            assert isinstance(put_off, Failed)
            assert told.asked is not None
            assert (told.asked.status, put_off.asked) == (503, None)
            assert put_off.failure.kind == "transient"
            assert "asked to be left alone until" in put_off.failure.message

        asyncio.run(run())

    def test_a_redirect_waits_its_turn_too(self) -> None:
        async def run() -> None:
            time = Time()
            async with Server() as server, client(time, delay=5) as http:
                server.routes |= {"/a": redirect("/b"), "/b": html("x")}
                await http.fetch(server.url("/a"))
            assert time.slept == [5]

        asyncio.run(run())

    def test_one_at_a_time_at_one_host(self) -> None:
        async def run() -> None:
            busy = 0
            most = 0

            async def count(request: object, writer: asyncio.StreamWriter) -> None:
                nonlocal busy, most
                busy += 1
                most = max(most, busy)
                await asyncio.sleep(0)
                busy -= 1
                await html("x")(request, writer)  # type: ignore[arg-type]

            async with Server() as server, client() as http:
                server.routes["/"] = count
                await asyncio.gather(*(http.fetch(server.url()) for _ in range(8)))
                assert (len(server.log), most) == (8, 1)

        asyncio.run(run())

    @pytest.mark.parametrize(
        ("asked", "waited"),
        [pytest.param("20", 20, id="short"), pytest.param("7200", 60, id="a minute at most")],
    )
    def test_a_busy_host_is_left_alone_as_it_asks(self, asked: str, waited: float) -> None:
        async def run() -> None:
            time = Time()
            async with Server() as server, client(time) as http:
                server.routes["/"] = in_turn(Reply(b"", 429, {"Retry-After": asked}), html("x"))
                with pytest.raises(TransientError) as caught:
                    await http.fetch(server.url())
                assert caught.value.retry_after == float(asked)
                await http.fetch(server.url())
                assert time.slept == [waited]
                assert time.now() == NOON + timedelta(seconds=waited)

        asyncio.run(run())
