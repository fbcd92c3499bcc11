"""How a site lists what is new: found politely, tried, and told with what it holds."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date

import pytest

from monitor.crawl import Response, Robots
from monitor.crawl.find import (
    Found,
    Listing,
    declared_feeds,
    find_listings,
    name_of,
    sitemaps_of,
    usual_feeds,
)
from monitor.crawl.page import Page
from monitor.errors import ParseError
from tests.crawl.outlet import rss, sitemap
from tests.crawl.server import IMPATIENT, Answer, Reply, Server, client, hanging, html, redirect

DAY = date(2014, 8, 1)
FRONT = html(
    '<html><head><title>The Outlet</title><link rel="alternate" type="application/rss+xml" '
    'href="/news/feed"></head><body>x</body></html>'
)
PLAIN = html("<html><head><title>The Outlet</title></head><body>x</body></html>")


def find(routes: Mapping[str, Answer], path: str = "/") -> tuple[Found, list[str], str]:
    """What was found, the paths asked for, and the root of the server."""

    async def run() -> tuple[Found, list[str], str]:
        patience = IMPATIENT if hanging in routes.values() else {}
        async with Server() as server, client(**patience) as asking:
            server.routes.update(routes)
            permit = Robots(asking, asking._settings).permit()

            async def fetch(url: str) -> Response:
                return await asking.fetch(url, permit=permit)

            found = await find_listings(server.url(path), fetch)
            return found, server.paths(), server.url("")

    return asyncio.run(run())


def told(found: Found, root: str) -> list[tuple[str, str, str, int, date | None]]:
    return [
        (row.way, row.url.removeprefix(root), row.said_by, row.entries, row.newest)
        for row in found.listings
        if row.problem is None
    ]


def test_what_a_page_and_robots_declare() -> None:
    robots = Reply(b"User-agent: *\nAllow: /\nSitemap: /news-sitemap.xml\n")
    routes = {
        "/": FRONT,
        "/news/feed": rss("/1", "/2"),
        "/robots.txt": robots,
        "/news-sitemap.xml": sitemap("/1"),
    }
    found, paths, root = find(routes)
    assert found.name == "The Outlet"
    assert told(found, root) == [
        ("feed", "/news/feed", "page", 2, DAY),
        ("sitemap", "/news-sitemap.xml", "robots.txt", 1, None),
    ]
    # Nothing is guessed where the site says it itself.
    assert set(paths) == set(routes)


def test_the_usual_places_where_nothing_is_declared() -> None:
    found, paths, root = find(
        {"/blog/": PLAIN, "/atom.xml": rss("/1"), "/sitemap.xml": sitemap("/1")}, "/blog/"
    )
    assert told(found, root) == [
        ("feed", "/atom.xml", "usual", 1, DAY),
        ("sitemap", "/sitemap.xml", "usual", 1, None),
    ]
    assert "/blog/feed/" in paths
    assert "/feed.json" not in paths  # one that works is enough


def test_a_declared_feed_that_is_broken_is_told_and_the_usual_ones_tried() -> None:
    found, _, root = find({"/": FRONT, "/news/feed": html("<html>gone"), "/rss.xml": rss("/1")})
    assert told(found, root) == [("feed", "/rss.xml", "usual", 1, DAY)]
    (broken,) = (row for row in found.listings if row.problem)
    assert broken.said_by == "page"
    assert "is a page of HTML, no feed" in str(broken.problem)
    assert found.working("feed") == (f"{root}/rss.xml",)


def test_an_index_is_told_with_its_latest_sitemap() -> None:
    index = sitemap("/a.xml", "/b.xml", kind="sitemapindex", row="sitemap")
    found, paths, _ = find({"/": PLAIN, "/sitemap.xml": index, "/a.xml": sitemap("/1", "/2")})
    (listing,) = found.listings
    assert (listing.children, listing.entries, listing.problem) == (2, 2, None)
    assert "/b.xml" not in paths


def test_an_index_whose_sitemaps_are_gone() -> None:
    index = sitemap("/a.xml", kind="sitemapindex", row="sitemap")
    found, _, _ = find({"/": PLAIN, "/sitemap.xml": index})
    assert "its first sitemap does not work" in str(found.listings[0].problem)


@pytest.mark.parametrize("path", ["/feed", "/sitemap.xml"])
def test_the_address_of_a_listing_itself(path: str) -> None:
    routes = {"/feed": rss("/1"), "/sitemap.xml": sitemap("/1")}
    found, paths, root = find(routes, path)
    assert [(row.url, row.said_by, row.entries) for row in found.listings] == [
        (f"{root}{path}", "given", 1)
    ]
    assert paths == ["/robots.txt", path]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Reply(status=404), id="nothing there"),
        pytest.param(Reply(status=503), id="trouble"),
        pytest.param(hanging, id="no answer"),
        pytest.param(redirect("/"), id="a circle"),
    ],
)
def test_a_page_that_cannot_be_had_is_told_and_sitemaps_looked_for(answer: Answer) -> None:
    found, _, root = find({"/": answer, "/sitemap.xml": sitemap("/1")})
    assert found.problem
    assert told(found, root) == [("sitemap", "/sitemap.xml", "usual", 1, None)]


def test_what_robots_forbids_is_not_asked_for() -> None:
    robots = Reply(b"User-agent: *\nDisallow: /news/\n")
    found, paths, _ = find({"/": FRONT, "/news/feed": rss("/1"), "/robots.txt": robots})
    assert "/news/feed" not in paths
    assert "asks crawlers to leave" in str(found.listings[0].problem)


def test_a_site_that_lists_nothing() -> None:
    found, paths, _ = find({"/": PLAIN})
    assert found.listings == ()
    assert len(paths) <= 10


def test_no_address_at_all() -> None:
    with pytest.raises(ParseError):
        find_nowhere()


def find_nowhere() -> None:
    async def fetch(url: str) -> Response:
        raise AssertionError(url)

    asyncio.run(find_listings("not an address", fetch))


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<link rel="alternate" type="application/atom+xml" href="/a">', ["/a"]),
        ('<link rel="alternate" type="application/feed+json" href="/a">', ["/a"]),
        ('<link rel="alternate" type="application/json" href="/feed.json">', ["/feed.json"]),
        ('<link rel="alternate" type="application/json" href="/wp-json/1">', []),
        ('<link rel="alternate" type="Application/RSS+XML; charset=utf-8" href="/a">', ["/a"]),
        ('<a type="application/rss+xml" href="/a">RSS</a>', ["/a"]),
        ('<link rel="stylesheet" type="application/rss+xml" href="/a">', []),
        ('<link rel="alternate" type="text/html" href="/a">', []),
        ('<link rel="alternate" type="application/rss+xml" href="/comments/feed/">', []),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:x">', []),
        ('<link rel="alternate" type="application/rss+xml">', []),
        ("", []),
    ],
)
def test_feeds_a_page_declares(markup: str, expected: list[str]) -> None:
    root = "https://outlet.example"
    found = declared_feeds(Page(f"<html><head>{markup}".encode(), root))
    assert [url.removeprefix(root) for url in found] == expected


def test_a_page_with_feeds_without_end() -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/{}">'
    body = "".join(link.format(n) for n in range(1000)).encode()
    assert len(declared_feeds(Page(body, "https://outlet.example/"))) == 20


def test_usual_feeds_begin_below_the_page() -> None:
    assert usual_feeds("https://outlet.example/blog?x=1")[:2] == (
        "https://outlet.example/blog/feed/",
        "https://outlet.example/blog/rss.xml",
    )
    assert len(usual_feeds("https://outlet.example/")) == 4


@pytest.mark.parametrize(
    ("robots", "expected"),
    [
        (
            b"Sitemap: https://a.example/s.xml\nsitemap: /t.xml",
            ["https://a.example/s.xml", "https://o.example/t.xml"],
        ),
        (b"Sitemap: https://a.example/s.xml\n" * 3, ["https://a.example/s.xml"]),
        (b"Sitemap: javascript:x\nSitemap:", []),
        (b"\xef\xbb\xbfSitemap: /s.xml", ["https://o.example/s.xml"]),
        (b"<html>not found", []),
    ],
)
def test_sitemaps_of_robots(robots: bytes, expected: list[str]) -> None:
    assert list(sitemaps_of(robots, "https://o.example")) == expected


def test_the_name_of_a_site() -> None:
    head = '<meta property="og:site_name" content=" The  Outlet "><title>Home</title>'
    assert name_of(Page(head.encode(), "https://o.example/")) == "The Outlet"
    assert name_of(Page(b"<p>x", "https://o.example/")) is None


def test_working_leaves_out_what_does_not() -> None:
    rows = (Listing("feed", "a", "page", problem="x"), Listing("sitemap", "b", "usual"))
    assert Found("u", None, rows).working("feed") == ()
    assert Found("u", None, rows).working("sitemap") == ("b",)
