"""No bytes at all stop a reader of listings: entries come out, or one error."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from monitor.crawl.links import anchors
from monitor.crawl.page import Page
from monitor.errors import ParseError, TooLargeError
from tests.crawl import test_feed, test_sitemap
from tests.spoilt import spoilt

_TYPES = st.sampled_from(["application/xml", "text/html; charset=klingon", "application/json", ""])
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"id": "1", "url": "/1", "title": "One", "date_published": "2014-08-01T10:00:00Z"},
            {"id": 2, "external_url": "https://else.example/2", "content_html": "<p>Two</p>"},
        ],
    }
).encode()
SITEMAP = test_sitemap.urlset(
    test_sitemap.row("/a", "2014-08-01T10:00:00+02:00"), test_sitemap.row("/b")
)
MONTH = (
    b"<html><head><base href='/x/'></head><body><h1>August</h1>"
    b"<h2 id='one'>One thing</h2><p>It starts on Sept. 1.</p><a name='two'></a><h2>Two</h2></body></html>"
)
ROBOTS = b"User-agent: *\nDisallow: /closed*$\nCrawl-delay: 5\nSitemap: /sitemap.xml\nAllow: /%7e\n"


@pytest.mark.parametrize(
    "good",
    [
        pytest.param(test_feed.RSS.encode(), id="RSS"),
        pytest.param(test_feed.ATOM.encode(), id="Atom"),
        pytest.param(JSON, id="JSON feed"),
    ],
)
def test_a_spoilt_feed_is_read_or_refused(good: bytes) -> None:
    @given(body=spoilt(good), content_type=_TYPES)
    def try_it(body: bytes, content_type: str) -> None:
        try:
            found = test_feed.entries(body, content_type)
        except ParseError:
            return
        assert all(entry.url.startswith(("http://", "https://")) for entry in found)

    assert test_feed.entries(good)
    try_it()


@given(body=spoilt(SITEMAP) | spoilt(gzip.compress(SITEMAP)))
def test_a_spoilt_sitemap_is_read_or_refused(body: bytes) -> None:
    try:
        found = test_sitemap.read(body)
    except (ParseError, TooLargeError):
        return
    assert all(entry.url.startswith("https://outlet.example/") for entry in found.entries)


@given(body=spoilt(MONTH))
def test_a_spoilt_page_of_announcements_gives_its_headings(body: bytes) -> None:
    found = anchors(Page(body, "https://outlet.example/1", "text/html"), "outlet")
    assert all(entry.url.startswith("https://outlet.example/1#") for entry in found)


@given(body=spoilt(ROBOTS), path=st.text(max_size=20))
def test_spoilt_rules_are_rules(body: bytes, path: str) -> None:
    """Protego's own, but we rely on it: what it says of any path is yes or no."""
    rules = Protego.parse(body.decode("utf-8", "replace"))
    url = f"https://outlet.example/{path.encode(errors='replace').decode()}"
    assert rules.can_fetch(url, "Monitor") in (True, False)
    assert (rules.crawl_delay("Monitor") or 0) >= 0
