"""Articles of several pages."""

from __future__ import annotations

from tests.crawl.outlet import Outlet, documents, failures, rss, with_outlet
from tests.crawl.server import Answer, Reply, html, in_turn, redirect, tagged


class TestPages:
    """An article of several pages is one document."""

    FIRST = '<p>one</p><a rel="next" href="?page=2">NEXT: more</a>'
    SECOND = '<p>two</p><a rel="next" href="?page=3">Next page</a>'

    def test_they_are_one_snapshot(self) -> None:
        async def test(outlet: Outlet) -> None:
            (shot,) = documents(await outlet.crawl(feeds=["/feed"]))
            assert shot.pages == (self.FIRST.encode(), self.SECOND.encode(), b"<p>three")
            mark = f"\n<!-- monitor: next page {outlet.server.url('/1?page=3')} -->\n"
            assert mark.encode() in shot.body

        with_outlet(self._routes(html("<p>three")), test)

    def test_one_gone_for_good_leaves_the_others(self) -> None:
        async def test(outlet: Outlet) -> None:
            found = await outlet.crawl(feeds=["/feed"])
            assert len(documents(found)[0].pages) == 2
            assert failures(found) == [("/1?page=3", "permanent")]

        with_outlet(self._routes(Reply(status=404)), test)

    def test_one_lost_for_now_keeps_nothing_and_is_tried_again(self) -> None:
        async def test(outlet: Outlet) -> None:
            found = await outlet.crawl(feeds=["/feed"])
            assert documents(found) == []
            assert failures(found) == [("/1?page=3", "transient")]
            (shot,) = documents(await outlet.crawl(feeds=["/feed"]))
            assert len(shot.pages) == 3

        with_outlet(self._routes(in_turn(Reply(status=503), html("<p>three"))), test)

    def test_an_edit_of_a_later_page_is_seen_at_once(self) -> None:
        """That the first page did not change (304) says nothing of the others."""

        async def test(outlet: Outlet) -> None:
            await outlet.crawl(feeds=["/feed"])
            outlet.server.routes["/1?page=3"] = tagged(html("<p>edited"), '"3b"')
            (shot,) = documents(await outlet.crawl(feeds=["/feed"]))
            assert shot.pages[2] == b"<p>edited"

        routes = self._routes(tagged(html("<p>three"), '"3a"'))
        routes |= {"/feed": rss("/1"), "/1": tagged(html(self.FIRST), '"1"')}
        with_outlet(routes, test)

    def test_no_more_than_allowed(self) -> None:
        async def test(outlet: Outlet) -> None:
            (shot,) = documents(await outlet.crawl(feeds=["/feed"]))
            assert len(shot.pages) == 2

        with_outlet(self._routes(html("<p>three")), test, max_pages=2)

    def test_a_page_that_leads_back_to_the_first_is_not_stored_twice(self) -> None:
        async def test(outlet: Outlet) -> None:
            (shot,) = documents(await outlet.crawl(feeds=["/feed"]))
            assert len(shot.pages) == 2

        with_outlet(self._routes(redirect("/1")), test)

    def test_pages_that_lead_in_a_circle_end(self) -> None:
        async def test(outlet: Outlet) -> None:
            (shot,) = documents(await outlet.crawl(feeds=["/feed"]))
            assert len(shot.pages) == 3

        with_outlet(self._routes(html('<a rel="next" href="?page=2">x')), test)

    def _routes(self, third: Answer) -> dict[str, Answer]:
        return {
            "/feed": tagged(rss("/1"), '"f"'),
            "/1": html(self.FIRST),
            "/1?page=2": html(self.SECOND),
            "/1?page=3": third,
        }
