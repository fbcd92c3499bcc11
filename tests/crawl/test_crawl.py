"""Whole crawls of small outlets: what is listed, fetched, unchanged and lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.crawl import Failed, Fetched, Listed, Unchanged
from monitor.types import Validators
from tests.crawl.outlet import Outlet, documents, failures, paths, rss, sitemap, with_outlet
from tests.crawl.server import (
    IMPATIENT,
    NOON,
    Answer,
    Reply,
    hanging,
    html,
    in_turn,
    redirect,
    tagged,
)


def test_a_feed_and_its_articles() -> None:
    async def test(outlet: Outlet) -> None:
        url = outlet.server.url
        found = await outlet.crawl(feeds=["/feed"])
        one, two = documents(found)
        assert (one.document, one.fetched_from) == (url("/1"), url("/1"))
        assert (one.body, one.status, one.source, one.origin) == (b"one", 200, "outlet", "crawl")
        assert one.observed == NOON
        assert one.header("content-type") == "text/html; charset=utf-8"
        assert one.header("x-monitor-entry-title") == "About /1?utm_source=rss"
        assert one.header("x-monitor-entry-published") == "2014-08-01"
        assert two.pages == (b"two",)
        # The listing comes last: what is kept of it must never hide an entry not yet fetched.
        listed = found[-1]
        assert isinstance(listed, Listed)
        assert (listed.asked.url, listed.entries, listed.left_out) == (url("/feed"), 2, 0)
        assert outlet.server.paths() == ["/robots.txt", "/feed", "/1", "/2"]

    with_outlet(
        {"/feed": rss("/1?utm_source=rss", "/2"), "/1": html("one"), "/2": html("two")}, test
    )


def test_what_did_not_change_is_an_observation() -> None:
    async def test(outlet: Outlet) -> None:
        url = outlet.server.url
        await outlet.crawl(feeds=["/feed"], pages=["/watched"])
        outlet.time.seconds = 60
        again = await outlet.crawl(feeds=["/feed"], pages=["/watched"], recheck=[url("/1")])
        assert [type(outcome) for outcome in again] == [Unchanged] * 3
        assert [(o.asked.url, o.document) for o in again if isinstance(o, Unchanged)] == [
            (url("/feed"), None),
            (url("/watched"), url("/watched")),
            (url("/1"), url("/1")),
        ]
        first = again[0]
        assert isinstance(first, Unchanged)
        assert first.asked.at == NOON + timedelta(seconds=60)
        assert first.validators == Validators('"f"', None)

    with_outlet(
        {
            "/feed": tagged(rss("/1"), '"f"'),
            "/1": tagged(html("one"), '"1"'),
            "/watched": tagged(html("page"), '"w"'),
        },
        test,
    )


def test_a_silent_edit_is_found_though_nothing_lists_it() -> None:
    async def test(outlet: Outlet) -> None:
        await outlet.crawl(feeds=["/feed"])
        outlet.server.routes["/1"] = tagged(html("150 seats"), '"2"')
        again = await outlet.crawl(feeds=["/feed"], recheck=[outlet.server.url("/1")])
        assert [shot.body for shot in documents(again)] == [b"150 seats"]

    with_outlet({"/feed": tagged(rss("/1"), '"f"'), "/1": tagged(html("50 seats"), '"1"')}, test)


@pytest.mark.parametrize(
    ("bad", "kind"),
    [
        pytest.param(Reply(status=404), "permanent", id="404"),
        pytest.param(Reply(status=410), "permanent", id="410"),
        pytest.param(Reply(status=500), "transient", id="500"),
        pytest.param(Reply(status=429), "transient", id="429"),
        pytest.param(Reply(b"x" * 3000), "too-large", id="too large"),
        pytest.param(redirect("/bad"), "permanent", id="a circle"),
        pytest.param(redirect("http://10.0.0.1/"), "refused", id="an internal address"),
        pytest.param(hanging, "transient", id="hangs"),
    ],
)
def test_one_bad_address_never_stops_the_others(bad: Answer, kind: str) -> None:
    async def test(outlet: Outlet) -> None:
        found = await outlet.crawl(feeds=["/feed"])
        assert paths(found) == ["/1", "/2"]
        assert failures(found) == [("/bad", kind)]
        (failure,) = (outcome for outcome in found if isinstance(outcome, Failed))
        assert failure.failure.source == "outlet"
        assert failure.failure.at >= NOON
        assert failure.failure.message

    routes: dict[str, Answer] = {"/feed": rss("/1", "/bad", "/2"), "/bad": bad}
    with_outlet(
        routes | {"/1": html("1"), "/2": html("2")},
        test,
        max_body=2048,
        **(IMPATIENT if bad is hanging else {}),
    )


def test_a_bad_listing_never_stops_the_others() -> None:
    async def test(outlet: Outlet) -> None:
        found = await outlet.crawl(
            feeds=["/gone", "/page", "/feed"], sitemaps=["/feed", "/sitemap"], pages=["/3"]
        )
        assert paths(found) == ["/1", "/2", "/3"]
        assert failures(found) == [("/gone", "permanent"), ("/page", "parse"), ("/feed", "parse")]

    with_outlet(
        {
            "/page": html("<p>Not a feed"),
            "/feed": rss("/1"),
            "/sitemap": sitemap("/2"),
            **{path: html("x") for path in ("/1", "/2", "/3")},
        },
        test,
    )


def test_an_entry_that_failed_is_had_the_next_time_though_the_feed_stays() -> None:
    async def test(outlet: Outlet) -> None:
        assert paths(await outlet.crawl(feeds=["/feed"])) == []
        assert paths(await outlet.crawl(feeds=["/feed"])) == ["/1"]
        assert [type(o) for o in await outlet.crawl(feeds=["/feed"])] == [Unchanged]

    with_outlet(
        {
            "/feed": tagged(rss("/1"), '"f"'),
            "/1": in_turn(Reply(status=500), tagged(html("x"), '"1"')),
        },
        test,
    )


def test_each_document_once() -> None:
    async def test(outlet: Outlet) -> None:
        listings = {"feeds": ["/feed", "/again"], "sitemaps": ["/map"], "pages": ["/1"]}
        found = await outlet.crawl(**listings, recheck=[outlet.server.url("/1")])
        assert paths(found) == ["/1"]
        assert len(outlet.server.asked("/1")) == 1

    with_outlet(
        {
            "/feed": rss("/1#a", "/1?utm_medium=x"),
            "/again": rss("/1"),
            "/map": sitemap("/1"),
            "/1": html("x"),
        },
        test,
    )


@pytest.mark.parametrize(("status", "document"), [(301, "/new"), (302, "/old")])
def test_a_document_lives_where_permanent_redirects_lead(status: int, document: str) -> None:
    async def test(outlet: Outlet) -> None:
        (fetched,) = (o for o in await outlet.crawl(pages=["/old"]) if isinstance(o, Fetched))
        assert fetched.asked.url == outlet.server.url("/old")
        assert fetched.snapshot.document == outlet.server.url(document)
        assert fetched.snapshot.fetched_from == outlet.server.url("/new")

    with_outlet({"/old": redirect("/new#x", status), "/new": html("x")}, test)


class TestSitemaps:
    def test_only_what_matters(self) -> None:
        async def test(outlet: Outlet) -> None:
            found = await outlet.crawl(sitemaps=["/map"], only=["/partners/", "migration"])
            assert paths(found) == ["/partners/1", "/x-migration"]

        routes: dict[str, Answer] = {"/map": sitemap("/partners/1", "/sports/2", "/x-migration")}
        with_outlet(routes | {"/partners/1": html("x"), "/x-migration": html("x")}, test)

    def test_an_index_is_followed_one_step(self) -> None:
        async def test(outlet: Outlet) -> None:
            found = await outlet.crawl(sitemaps=["/index"])
            assert paths(found) == ["/1", "/2"]
            assert failures(found) == [("/gone", "permanent")]
            # An index is always read in full: that it stayed says nothing about its children.
            again = await outlet.crawl(sitemaps=["/index"])
            assert "if-none-match" not in outlet.server.asked("/index")[1].headers
            assert sum(isinstance(outcome, Unchanged) for outcome in again) == 1

        index = sitemap("/a", "/gone", "/b", "/index", kind="sitemapindex", row="sitemap")
        with_outlet(
            {
                "/index": tagged(index, '"i"'),
                "/a": tagged(sitemap("/1"), '"a"'),
                "/b": sitemap("/2"),
                "/1": html("x"),
                "/2": html("x"),
            },
            test,
        )


def test_no_more_entries_than_allowed() -> None:
    async def test(outlet: Outlet) -> None:
        found = await outlet.crawl(feeds=["/feed"])
        assert len(outlet.server.log) == 2 + 3
        (listed,) = (outcome for outcome in found if isinstance(outcome, Listed))
        assert (listed.entries, listed.left_out) == (5000, 4997)

    with_outlet({"/feed": rss(*(f"/{n}" for n in range(5000)))}, test, max_entries=3)


class TestManners:
    def test_robots_txt_is_obeyed(self) -> None:
        async def test(outlet: Outlet) -> None:
            found = await outlet.crawl(feeds=["/feed"])
            assert paths(found) == ["/open"]
            assert failures(found) == [("/closed/1", "refused"), ("/moves", "refused")]
            assert outlet.server.asked("/closed/1") == []
            assert set(outlet.time.slept) == {7}

        with_outlet(
            {
                "/robots.txt": Reply(b"User-agent: *\nDisallow: /closed\nCrawl-delay: 7"),
                "/feed": rss("/closed/1", "/moves", "/open"),
                "/moves": redirect("/closed/2"),
                "/open": html("x"),
            },
            test,
        )

    def test_without_its_robots_txt_nothing_is_fetched(self) -> None:
        async def test(outlet: Outlet) -> None:
            found = await outlet.crawl(feeds=["/feed", "/more"], pages=["/1"])
            assert outlet.server.paths() == ["/robots.txt"]
            assert [outcome.failure.url for outcome in found if isinstance(outcome, Failed)] == [
                outlet.server.url("/feed"),
                None,
            ]
            assert isinstance(found[1], Failed)
            assert found[1].failure.message.startswith("2 more of")

        with_outlet({"/robots.txt": Reply(status=500)}, test)

    def test_a_host_that_asks_for_an_hour_is_left_alone(self) -> None:
        async def test(outlet: Outlet) -> None:
            found = await outlet.crawl(feeds=["/feed"])
            assert outlet.server.paths() == ["/robots.txt", "/feed", "/1"]
            kinds = [type(outcome) for outcome in found]
            assert kinds == [Failed, Listed, Failed]
            assert outlet.ledger.marks == {}

        busy = Reply(b"", 429, {"Retry-After": "3600"})
        with_outlet({"/feed": tagged(rss("/1", "/2", "/3"), '"f"'), "/1": busy}, test)

    def test_the_delay_of_the_source(self) -> None:
        async def test(outlet: Outlet) -> None:
            await outlet.crawl(pages=["/1", "/2"], delay=3)
            assert outlet.time.slept == [3, 3]

        with_outlet({"/1": html("x"), "/2": html("x")}, test, delay=9)
