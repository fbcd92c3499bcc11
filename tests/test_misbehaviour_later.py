"""Misbehaviours between two crawls: each test is a row of tests/misbehaviour/later.py."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from monitor.crawl import Client
from monitor.errors import RefusedError
from monitor.pipeline import CrawlReport, crawl_sources
from tests.connections import on_connect
from tests.crawl.server import Reply, Server, html, settings, tagged
from tests.misbehaviour.later import LATER
from tests.program import MINIMUM, Program, article, on_web, page, rss, source

pytestmark = pytest.mark.usefixtures("url")  # on each kind of database

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
EDITED = MINIMUM.replace("150", "50")


def crawled(program: Program, at: timedelta, *, recheck: bool = True) -> CrawlReport:
    """One crawl that begins at that distance from NOW."""
    config, began = program.config(), time.monotonic()
    with program.store() as store:
        return crawl_sources(
            config,
            store,
            config.sources,
            clock=lambda: NOW + at + timedelta(seconds=time.monotonic() - began),
            eager=True,
            recheck=recheck,
        )


def log(program: Program, url: str) -> list[str]:
    """Every line of the log for one address."""
    fetches = program.look(lambda store: store.fetches(url))
    return [f"{fetch.outcome} {fetch.status or '–'}" for fetch in fetches]


def quotes(program: Program) -> list[str]:
    return sorted(claim["quote"] for claim in program.run("said", "--json").json["claims"])


DAY = timedelta(days=1)


def test_an_etag_that_lies(program: Program) -> None:
    with on_web(page(tagged(article(), '"same"'))) as server:
        program.configure(source(server))
        crawled(program, 0 * DAY)
        server.routes["/1"] = tagged(article(EDITED), '"same"')
        crawled(program, DAY)
        assert quotes(program) == [MINIMUM]
        crawled(program, 15 * DAY)
        url = server.url("/1")
    assert log(program, url) == ["fetched 200", "unchanged 304", "fetched 200"]
    assert quotes(program) == sorted([MINIMUM, EDITED])


def test_an_etag_that_changes_while_the_text_does_not(program: Program) -> None:
    with on_web(page(tagged(article(), '"one"'))) as server:
        program.configure(source(server))
        crawled(program, 0 * DAY)
        server.routes["/1"] = tagged(article(), '"two"')
        assert crawled(program, DAY).revisions == 0
        assert log(program, server.url("/1")) == ["fetched 200", "unchanged 200"]
    assert quotes(program) == [MINIMUM]


def test_a_304_for_another_mark(program: Program) -> None:
    with on_web(page(article())) as server:
        server.routes["/1"] = tagged(article(), '"one"')
        program.configure(source(server))
        crawled(program, 0 * DAY)
        server.routes["/1"] = Reply(status=304)
        crawled(program, DAY)
        report = crawled(program, 15 * DAY)
        url = server.url("/1")
    assert log(program, url) == ["fetched 200", "unchanged 304", "permanent 304"]
    assert "answered 304" in report.failures[0].message
    assert quotes(program) == [MINIMUM]


def test_a_server_that_goes_and_comes_back(program: Program) -> None:
    with on_web(page(article())) as server:
        program.configure(source(server))
        crawled(program, 0 * DAY)
        url, port = server.url("/1"), server.port
    gone = crawled(program, DAY / 2)  # within the day for which its robots.txt holds
    assert gone.failures
    assert "cannot be reached" in gone.failures[0].message
    assert quotes(program) == [MINIMUM], "what was said stays said"
    with on_web(page(article(EDITED)), port=port):
        crawled(program, 2 * DAY)
    assert log(program, url) == ["fetched 200", "fetched 200"], "not asked of nobody"
    assert quotes(program) == sorted([MINIMUM, EDITED])


def test_a_name_that_leads_elsewhere_during_a_crawl() -> None:
    answers = iter((["127.0.0.1"], ["127.0.0.1", "10.0.0.1"], ["127.0.0.1"]))

    async def resolve(host: str, port: int) -> Sequence[str]:
        return next(answers)

    async def run() -> None:
        async with Server() as server, Client(settings(), resolve=resolve) as http:
            server.routes |= {"/1": html("one"), "/2": html("two")}
            one, two = (f"http://name.example:{server.port}{path}" for path in ("/1", "/2"))
            assert (await http.fetch(one)).body == b"one"
            with pytest.raises(RefusedError, match="not on the public internet"):
                await http.fetch(two)
            assert (await http.fetch(two)).body == b"two"
            assert server.paths() == ["/1", "/2"]

    asyncio.run(run())


@pytest.mark.parametrize("delay", [0, 0.01], ids=["without turns", "with turns at the host"])
def test_a_clock_that_jumps_ahead(program: Program, delay: float) -> None:
    with on_web(page(article())) as server:
        server.routes["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /x\n")
        program.configure(source(server), crawl={"delay": delay})
        crawled(program, 0 * DAY)
        crawled(program, 730 * DAY)
        due = crawled(program, DAY, recheck=False)
        assert (due.unchanged, due.failures) == (1, []), "put off for two years, and yet asked"
        assert crawled(program, 2 * DAY).failures == []
        assert log(program, server.url("/1")) == ["fetched 200"] + ["unchanged 200"] * 3
        assert len(server.asked("/robots.txt")) >= 3, "rules read in the future do not hold"
    assert quotes(program) == [MINIMUM]


def test_a_clock_that_jumps_back(program: Program) -> None:
    with on_web(page(article())) as server:
        program.configure(source(server), crawl={"delay": 0.01})
        crawled(program, 0 * DAY)
        report = crawled(program, -365 * DAY)
        assert report.failures == []
        assert log(program, server.url("/1")) in (
            ["fetched 200", "unchanged 200"],
            ["unchanged 200", "fetched 200"],
        )
    assert quotes(program) == [MINIMUM]


@pytest.mark.usefixtures("file")  # SQLite's own limit
def test_a_full_disk(program: Program) -> None:
    large = article(head=f"<!-- {os.urandom(600_000).hex()} -->")
    routes = page(article()) | {"/2": large, "/feed": rss("/1", "/2")}
    with on_web(routes) as server:
        program.configure(source(server), busy_timeout=0.1)
        with closing(sqlite3.connect(program.file)) as raw:
            (pages,) = raw.execute("PRAGMA page_count").fetchone()
        with on_connect(f"PRAGMA max_page_count={pages + 40}"):
            full = program.run("crawl")
        assert full.code == 74
        assert "the disk is full; free some space, nothing was half written" in full.err
        with closing(sqlite3.connect(program.file)) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert log(program, server.url("/1")) == ["fetched 200"]
        assert log(program, server.url("/2")) == []
        assert program.run("crawl").code == 0
        assert log(program, server.url("/2")) == ["fetched 200"]
    assert len(quotes(program)) == 2, "what came before it is there, and what did not is had now"


def test_a_locked_database(program: Program) -> None:
    with on_web(page(article())) as server:
        program.configure(source(server), busy_timeout=0.1)
        with program.store() as other, other.transaction():
            busy = program.run("crawl")
        assert busy.code == 75
        assert "another process is writing to it; try again when it is done" in busy.err
        assert log(program, server.url("/1")) == []
        assert program.run("crawl").code == 0
    assert quotes(program) == [MINIMUM]


def test_every_row_has_its_test() -> None:
    tests: list[Callable[..., None]] = [globals()[row.test] for row in LATER]
    assert len(tests) == len(LATER)
