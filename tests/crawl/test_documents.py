"""One article is one document, however many addresses lead to it; and when it is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from monitor.crawl import Alias, Failed, Fetched, Outcome, Unchanged
from tests.crawl.outlet import Outlet, documents, failures, paths, rss, with_outlet
from tests.crawl.server import NOON, Answer, Reply, html, in_turn, raw, redirect, tagged

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def says_it_lives_at(path: str, text: str = "one") -> Reply:
    return html(f'<html><head><link rel="canonical" href="{path}"></head><p>{text}</html>')


class TestHome:
    def test_another_spelling_is_learnt_once_and_its_home_is_fetched(self) -> None:
        """Print pages differ in text: bytes of two spellings would look like edits."""

        async def test(outlet: Outlet) -> None:
            found = await outlet.crawl(feeds=["/feed"])
            assert [type(outcome) for outcome in found[:2]] == [Alias, Fetched]
            assert [shot.body for shot in documents(found)] == [b"home"]
            assert paths(found) == ["/news/1"]
            outlet.server.log.clear()
            outlet.server.routes["/feed"] = rss("/print/news/1", "/news/1")
            again = await outlet.crawl(feeds=["/feed"])
            assert paths(again) == ["/news/1"]
            assert outlet.server.paths() == ["/robots.txt", "/feed", "/news/1"]

        routes: dict[str, Answer] = {"/feed": rss("/print/news/1"), "/news/1": html("home")}
        with_outlet(routes | {"/print/news/1": says_it_lives_at("/news/1")}, test)

    def test_a_home_that_cannot_be_had_leaves_the_page_its_own(self) -> None:
        async def test(outlet: Outlet) -> None:
            found = await outlet.crawl(feeds=["/feed"])
            assert paths(found) == ["/news/1/print"]
            assert failures(found) == []

        with_outlet(
            {"/feed": rss("/news/1/print"), "/news/1/print": says_it_lives_at("/news/1")}, test
        )

    def test_a_home_that_cannot_be_had_for_now_is_waited_for(self) -> None:
        """Kept under its print address meanwhile, it would be two documents for ever."""

        async def test(outlet: Outlet) -> None:
            found = await outlet.crawl(feeds=["/feed"])
            assert documents(found) == []
            assert failures(found) == [("/news/1", "transient")]
            again = await outlet.crawl(feeds=["/feed"])
            assert [paths(again), failures(again)] == [["/news/1"], []]

        routes: dict[str, Answer] = {
            "/feed": rss("/news/1/print"),
            "/news/1/print": says_it_lives_at("/news/1"),
            "/news/1": in_turn(Reply(status=503), html("home")),
        }
        with_outlet(routes, test)

    def test_a_home_that_never_answers_leaves_the_page_its_own(self) -> None:
        async def test(outlet: Outlet) -> None:
            found = await outlet.crawl(feeds=["/feed"])
            assert paths(found) == ["/news/1/print"]

        routes = {"/feed": rss("/news/1/print"), "/news/1": raw(b"")}
        with_outlet(routes | {"/news/1/print": says_it_lives_at("/news/1")}, test)

    def test_both_spellings_in_one_listing_give_one_document(self) -> None:
        async def test(outlet: Outlet) -> None:
            found = await outlet.crawl(feeds=["/feed"])
            assert paths(found) == ["/news/1"]
            assert [o.document[-7:] for o in found if isinstance(o, Alias)] == ["/news/1"]

        routes: dict[str, Answer] = {
            "/feed": rss("/news/1", "/news/1/amp"),
            "/news/1": says_it_lives_at("/news/1"),
            "/news/1/amp": says_it_lives_at("/news/1"),
        }
        with_outlet(routes, test)

    def test_rules_of_the_source_spell_one_address(self) -> None:
        async def test(outlet: Outlet) -> None:
            found = await outlet.crawl(
                feeds=["/feed"], ignore_case=True, rewrite=[{"match": r"\.html?$"}]
            )
            assert paths(found) == ["/news/one"]

        routes: dict[str, Answer] = {"/feed": rss("/News/One.htm", "/news/one", "/NEWS/one.html")}
        with_outlet(routes | {"/news/one": html("1")}, test)

    def test_an_address_that_moved_for_good_is_asked_where_it_moved_to(self) -> None:
        async def test(outlet: Outlet) -> None:
            await outlet.crawl(feeds=["/feed"])
            outlet.server.log.clear()
            found = await outlet.crawl(feeds=["/feed"])
            assert paths(found) == ["/new"]
            assert outlet.server.paths() == ["/robots.txt", "/feed", "/new"]

        with_outlet({"/feed": rss("/old"), "/old": redirect("/new", 301), "/new": html("1")}, test)

    def test_a_listing_that_moved_for_good_is_asked_where_it_moved_to(self) -> None:
        async def test(outlet: Outlet) -> None:
            await outlet.crawl(feeds=["/feed"])
            outlet.server.log.clear()
            await outlet.crawl(feeds=["/feed"])
            assert outlet.server.paths() == ["/robots.txt", "/rss", "/1"]

        routes: dict[str, Answer] = {"/feed": redirect("/rss", 308), "/rss": rss("/1")}
        with_outlet(routes | {"/1": html("1")}, test)

    @pytest.mark.parametrize("status", [301, 302])
    def test_what_leads_to_the_front_page_is_no_longer_there(self, status: int) -> None:
        async def test(outlet: Outlet) -> None:
            found = await outlet.crawl(feeds=["/feed"])
            assert failures(found) == [("/1", "permanent")]
            (failed,) = (o for o in found if isinstance(o, Failed))
            assert failed.asked is not None
            assert failed.asked.status == 404
            assert "front page" in failed.failure.message

        with_outlet({"/feed": rss("/1"), "/1": redirect("/", status), "/": html("all news")}, test)


class TestDue:
    """What an earlier crawl learnt of a document decides whether it is asked for."""

    @staticmethod
    async def again(outlet: Outlet, known: dict[str, Any], **listings: Any) -> list[Outcome]:
        await outlet.crawl(feeds=["/feed"])
        url = outlet.server.url("/1")
        outlet.ledger.pages[url] = replace(outlet.ledger.pages[url], **known)
        outlet.server.log.clear()
        return await outlet.crawl(**{"feeds": ["/feed"], **listings})

    @pytest.mark.parametrize(
        ("known", "asked"),
        [
            pytest.param({"next_check": NOON - HOUR}, True, id="its time has come"),
            pytest.param({"next_check": NOON + HOUR}, False, id="not yet"),
            pytest.param({"next_check": None}, True, id="nothing said"),
            pytest.param(
                {"checked": NOON + DAY, "next_check": NOON + 9 * DAY},
                True,
                id="checked in the future, by a clock that jumped",
            ),
        ],
    )
    def test_a_listed_document(self, known: dict[str, Any], asked: bool) -> None:
        async def test(outlet: Outlet) -> None:
            await self.again(outlet, known)
            assert bool(outlet.server.asked("/1")) == asked

        with_outlet({"/feed": rss("/1"), "/1": html("1")}, test)

    def test_one_the_listing_calls_changed_is_due(self) -> None:
        async def test(outlet: Outlet) -> None:
            outlet.server.routes["/feed"] = Reply(
                b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>One</title>'
                b'<link href="/1"/><updated>2014-08-01T12:00:05Z</updated></entry></feed>'
            )
            await self.again(outlet, {"next_check": NOON + HOUR})
            assert len(outlet.server.asked("/1")) == 1

        with_outlet({"/feed": rss("/1"), "/1": html("1")}, test)

    def test_a_recheck_asks_all_the_same(self) -> None:
        async def test(outlet: Outlet) -> None:
            await outlet.crawl(feeds=["/feed"])
            url = outlet.server.url("/1")
            outlet.ledger.pages[url] = replace(outlet.ledger.pages[url], next_check=NOON + HOUR)
            found = await outlet.crawl([url], feeds=["/feed"])
            assert paths(found) == ["/1"]

        with_outlet({"/feed": rss("/1"), "/1": html("1")}, test)

    @pytest.mark.parametrize(
        ("age", "kind"),
        [
            pytest.param(13 * DAY, Unchanged, id="for two weeks a mark is believed"),
            pytest.param(14 * DAY, Fetched, id="then the whole page is asked for: it may lie"),
        ],
    )
    def test_a_mark_that_lies_is_found_out(self, age: timedelta, kind: type) -> None:
        async def test(outlet: Outlet) -> None:
            known = {"fetched": NOON - age}
            outlet.server.routes["/1"] = tagged(html("quietly changed"), '"same"')
            found = await self.again(outlet, known)
            assert any(isinstance(outcome, kind) for outcome in found)

        with_outlet({"/feed": rss("/1"), "/1": tagged(html("first"), '"same"')}, test)


class TestWatched:
    async def _twice(self, outlet: Outlet, **known: Any) -> list[str]:
        await outlet.crawl(pages=["/faq"])
        url = outlet.server.url("/faq")
        outlet.ledger.pages[url] = replace(outlet.ledger.pages[url], **known)
        return paths(await outlet.crawl(pages=["/faq"]))

    @pytest.mark.parametrize(
        ("known", "asked"),
        [
            pytest.param({"next_check": NOON + DAY}, ["/faq"], id="at every crawl"),
            pytest.param({"next_check": NOON + DAY, "failures": 2}, [], id="but for back-off"),
        ],
    )
    def test_is_asked(self, known: dict[str, Any], asked: list[str]) -> None:
        async def test(outlet: Outlet) -> None:
            assert await self._twice(outlet, **known) == asked

        with_outlet({"/faq": html("questions")}, test)

    def test_the_page_of_this_month(self) -> None:
        async def test(outlet: Outlet) -> None:
            assert paths(await outlet.crawl(pages=["/{year}-{month_name}"])) == ["/2014-august"]

        with_outlet({"/2014-august": html("news")}, test)

    def test_announcements_of_one_page_are_documents(self) -> None:
        page = html(
            "<html><body><main><h1>August</h1><h2 id=one>One</h2><p>First.</p>"
            "<h2 id=two>Two</h2><p>Second.</p></main></body></html>"
        )

        async def test(outlet: Outlet) -> None:
            (found,) = await outlet.crawl(anchored=["/{year}/{month}"])
            assert isinstance(found, Fetched)
            url = outlet.server.url("/2014/08")
            assert [shot.document for shot in found.snapshots] == [f"{url}#one", f"{url}#two"]
            assert found.document == url
            assert found.snapshots[0].header("x-monitor-entry-title") == "One"
            again = await outlet.crawl([url], anchored=["/{year}/{month}"])
            assert len(again) == 1, "a recheck of it is no second request"

        with_outlet({"/2014/08": page}, test)

    def test_one_without_anchors_says_so(self) -> None:
        async def test(outlet: Outlet) -> None:
            found = await outlet.crawl(anchored=["/news"])
            assert failures(found) == [("/news", "parse")]

        with_outlet({"/news": html("<p>No heading here.</p>")}, test)


class TestFurtherPages:
    def test_by_the_sources_pattern_where_no_link_names_them(self) -> None:
        async def test(outlet: Outlet) -> None:
            found = await outlet.crawl(feeds=["/feed"], further_pages="/page/{number}")
            (shot,) = documents(found)
            assert shot.pages == (b"one", b"two")
            assert failures(found) == [], "that there is no third page is no failure"

        with_outlet({"/feed": rss("/1"), "/1": html("one"), "/1/page/2": html("two")}, test)

    def test_a_site_that_shows_its_last_page_again_ends_there(self) -> None:
        async def test(outlet: Outlet) -> None:
            found = await outlet.crawl(feeds=["/feed"], further_pages="/{number}")
            (shot,) = documents(found)
            assert shot.pages == (b"one", b"two")

        routes: dict[str, Answer] = {"/feed": rss("/1"), "/1": html("one"), "/1/2": html("two")}
        with_outlet(routes | {"/1/3": html("two")}, test)


def test_cookies_that_cannot_be_read_are_the_failure_of_their_source() -> None:
    async def test(outlet: Outlet) -> None:
        (failed,) = await outlet.crawl(feeds=["/feed"], cookie_file="/nowhere/cookies.txt")
        assert isinstance(failed, Failed)
        assert failed.failure.kind == "config"
        assert outlet.server.log == []

    with_outlet({"/feed": rss()}, test)
