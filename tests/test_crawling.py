"""Crawls over days, by a clock of the test: what is asked again, what is kept, what is noted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor.pipeline import CrawlReport, crawl_sources
from monitor.storage import Store
from tests.crawl.server import Answer, Reply, Server, html, redirect
from tests.program import Program, article, on_web, page, rss, source

pytestmark = pytest.mark.usefixtures("url")  # on each kind of database

START = datetime(2014, 8, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Days:
    """An outlet, a program that crawls it, and what day it is."""

    program: Program
    store: Store
    server: Server
    now: datetime = field(default=START)

    def crawl(self, after: timedelta = timedelta(0), **how: bool) -> CrawlReport:
        """One crawl so much later; what was asked before is forgotten."""
        self.now += after
        self.server.log.clear()
        config = self.program.config()
        return crawl_sources(config, self.store, config.sources, clock=lambda: self.now, **how)

    def asked(self) -> list[str]:
        return [path for path in self.server.paths() if path != "/robots.txt"]

    def outcomes(self, path: str) -> list[str]:
        return [line.outcome for line in self.store.fetches(self.server.url(path))]


@pytest.fixture
def days(program: Program) -> Iterator[Days]:
    with on_web(page(article())) as server:
        program.configure(source(server))
        with program.store() as store:
            yield Days(program, store, server)


def test_a_document_is_asked_again_when_its_time_comes(days: Days) -> None:
    assert days.crawl().fetched == 1
    days.crawl(HOUR)
    assert days.asked() == ["/feed"], "its listing is read, and it is not due"
    days.crawl(3 * HOUR)
    assert days.asked() == ["/feed", "/1"]
    days.crawl(HOUR, recheck=True)
    assert days.asked() == ["/feed", "/1"], "a person may ask at any time"


def test_the_same_bytes_are_an_observation_and_no_new_snapshot(days: Days) -> None:
    days.crawl()
    again = days.crawl(DAY)
    assert (again.fetched, again.unchanged, again.revisions) == (0, 1, 0)
    assert days.outcomes("/1") == ["fetched", "unchanged"]
    (revision,) = days.store.revisions()
    assert days.store.last_observed(revision.key) == days.now
    assert days.store.counts()["snapshots"] == 1


def test_every_request_is_in_the_log_with_its_leave(days: Days) -> None:
    days.server.routes["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 0.01\n")
    days.crawl()
    (line,) = days.store.fetches(days.server.url("/1"))
    assert (line.outcome, line.status, line.delay) == ("fetched", 200, 0.01)
    assert line.robots == "allowed by robots.txt: 200, read 2014-08-01 12:00Z, crawl-delay 0.01"
    assert line.snapshot is not None
    assert days.store.snapshot(line.snapshot).fetched_from == days.server.url("/1")


def test_robots_txt_is_asked_for_once_a_day(days: Days) -> None:
    asked = []
    for after in (timedelta(0), 12 * HOUR, 12 * HOUR):
        days.crawl(after)
        asked.append(len(days.server.asked("/robots.txt")))
    assert asked == [1, 0, 1]


class TestBackOff:
    @pytest.mark.usefixtures("file")  # three days, hour by hour
    @pytest.mark.parametrize(
        ("answer", "failures"),
        [
            pytest.param(Reply(status=503), 6, id="broken"),
            pytest.param(Reply(status=429), 0, id="asked to slow down: nothing is broken"),
        ],
    )
    def test_a_failing_feed_is_tried_more_and_more_rarely_but_daily(
        self, days: Days, answer: Answer, failures: int
    ) -> None:
        days.server.routes["/feed"] = answer
        tries = 0
        for _ in range(3 * 24):
            days.crawl(HOUR)
            tries += len(days.server.asked("/feed"))
        known = days.store.known(days.server.url("/feed"))
        assert known is not None
        if failures:
            assert 6 <= tries <= 10, "after 1, 2, 4, 8, 16 hours, then once a day"
            assert known.failures == tries
        else:
            assert known.failures == 0
        assert known.next_check is not None
        assert known.next_check <= days.now + DAY

    def test_a_person_need_not_wait(self, days: Days) -> None:
        days.server.routes["/feed"] = Reply(status=503)
        days.crawl()
        days.server.routes["/feed"] = rss("/1")
        assert days.crawl(HOUR / 4).fetched == 0
        assert days.crawl(eager=True).fetched == 1

    def test_once_it_answers_all_is_forgotten(self, days: Days) -> None:
        days.server.routes["/feed"] = Reply(status=503)
        days.crawl()
        days.crawl(2 * HOUR)
        days.server.routes["/feed"] = rss("/1")
        days.crawl(DAY)
        known = days.store.known(days.server.url("/feed"))
        assert known is not None
        assert (known.failures, known.next_check) == (0, None)

    def test_a_host_that_asks_for_two_hours_is_left_alone_by_every_later_crawl(
        self, days: Days
    ) -> None:
        days.server.routes["/feed"] = Reply(status=429, headers={"Retry-After": "7200"})
        days.crawl()
        days.crawl(HOUR, eager=True)
        assert days.server.log == []
        days.crawl(HOUR + HOUR / 60, eager=True)
        assert days.asked() == ["/feed"]


class TestGone:
    def gone_since(self, days: Days) -> Any:
        found = days.store.known(days.server.url("/1"))
        return found.gone if found else None

    def test_a_page_that_vanished_is_looked_for_again(self, days: Days) -> None:
        days.crawl()
        days.server.routes["/1"] = Reply(status=404)
        days.crawl(4 * HOUR)
        assert self.gone_since(days)
        assert days.store.claims(), "what it said stays"
        days.server.routes["/1"] = article()
        back = days.crawl(DAY)
        assert (back.unchanged, self.gone_since(days)) == (1, False)

    def test_one_that_leads_to_the_front_page_has_vanished_too(self, days: Days) -> None:
        days.crawl()
        days.server.routes |= {"/1": redirect("/", 301), "/": html("<p>All the news.</p>")}
        days.crawl(4 * HOUR)
        assert self.gone_since(days)
        assert len(list(days.store.revisions())) == 1


def test_a_fresh_listing_is_not_asked_for_an_hour_at_most(days: Days) -> None:
    feed = rss("/1")
    days.server.routes["/feed"] = Reply(feed.body, headers={"Cache-Control": "max-age=999999"})
    days.crawl()
    days.crawl(HOUR / 2)
    assert days.asked() == []
    days.crawl(HOUR / 2)
    assert days.asked() == ["/feed"]


def test_what_was_kept_elsewhere_is_one_document_for_good(days: Days) -> None:
    """Print page and article: one document, whichever the feed names from day to day."""
    head = f'<link rel="canonical" href="{days.server.url("/1")}">'
    days.server.routes["/print/1"] = article("It is another text here.", head=head)
    for path in ("/print/1", "/1", "/print/1"):
        days.server.routes["/feed"] = rss(path)
        days.crawl(DAY)
    assert [revision.document for revision in days.store.revisions()] == [days.server.url("/1")]
    assert days.outcomes("/print/1") == ["alias"]
