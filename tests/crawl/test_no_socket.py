"""Nothing but the client opens a socket: foreign parsers get bytes, and read them offline."""

from __future__ import annotations

import re
import socket

import pytest
from pytest_socket import SocketBlockedError

from monitor.crawl.feed import parse_feed
from monitor.crawl.find import declared_feeds
from monitor.crawl.links import anchors, related_links
from monitor.crawl.page import Page, next_page
from monitor.crawl.sitemap import parse_sitemap

FAR = "http://127.0.0.1:9"  # loopback, so that only the missing socket stops a connection
DOCTYPE = f'<!DOCTYPE x SYSTEM "{FAR}/x.dtd" [<!ENTITY e SYSTEM "{FAR}/e">]>'


pytestmark = pytest.mark.disable_socket


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_there_is_no_socket_here() -> None:
    with pytest.raises(SocketBlockedError):
        socket.socket()


def test_a_feed() -> None:
    body = (
        f'<?xml version="1.0"?>{DOCTYPE}<?xml-stylesheet href="{FAR}/s.xsl"?>'
        f'<rss version="2.0"><channel><item><title>&e;</title><link>{FAR}/a</link>'
        f'<description>&lt;img src="{FAR}/i"></description></item></channel></rss>'
    )
    (entry,) = parse_feed(body.encode(), url=f"{FAR}/feed", source="outlet")
    assert entry.url == f"{FAR}/a"


def test_a_sitemap() -> None:
    body = f"{DOCTYPE}<urlset><url><loc>{FAR}/a</loc></url><url><loc>&e;</loc></url></urlset>"
    sitemap = parse_sitemap(body.encode(), url=f"{FAR}/sitemap.xml", source="outlet")
    assert [entry.url for entry in sitemap.entries] == [f"{FAR}/a"]


def test_a_page() -> None:
    body = (
        f'{DOCTYPE}<base href="{FAR}/"><script src="{FAR}/s"></script><a rel=next href="a?page=2">'
    )
    assert next_page(body.encode(), f"{FAR}/a") == f"{FAR}/a?page=2"


def test_what_a_page_lists() -> None:
    body = (
        f'{DOCTYPE}<link rel="canonical" href="{FAR}/a"><link rel="alternate" '
        f'type="application/rss+xml" href="{FAR}/feed"><img src="{FAR}/i"><h2 id="x">&e;B</h2>'
        f'<iframe src="{FAR}/f"></iframe><a href="{FAR}/b">B</a>'
    )
    page = Page(body.encode(), f"{FAR}/a")
    assert page.canonical_link() == f"{FAR}/a"
    assert declared_feeds(page) == (f"{FAR}/feed",)
    assert [entry.url for entry in anchors(page, "outlet")] == [f"{FAR}/a#x"]
    assert [entry.url for entry in related_links(page, "outlet", re.compile("B"))] == [f"{FAR}/b"]
