"""Nothing but the client opens a socket: foreign parsers get bytes, and read them offline."""

from __future__ import annotations

import ast
import io
import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_socket import SocketBlockedError
from warcio.archiveiterator import ArchiveIterator

from monitor.config import load_config
from monitor.config.load import bundled
from monitor.crawl.feed import parse_feed
from monitor.crawl.find import declared_feeds
from monitor.crawl.links import anchors, listing_links, related_links
from monitor.crawl.page import Page
from monitor.crawl.sitemap import parse_sitemap
from monitor.read import Outlet, read_snapshot
from tests.builders import a_snapshot

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
    assert Page(body.encode(), f"{FAR}/a").next_page() == f"{FAR}/a?page=2"


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


HOSTILE_PAGE = (
    f'<?xml-stylesheet href="{FAR}/s.xsl"?>{DOCTYPE}<html><head><base href="{FAR}/">'
    f'<meta http-equiv="refresh" content="0; url={FAR}/r"><link rel=stylesheet href="{FAR}/s.css">'
    f'<link rel=canonical href="{FAR}/a"><link rel=next href="{FAR}/a?page=2">'
    f'<meta property="article:published_time" content="2014-08-01">'
    f'<script src="{FAR}/s.js"></script><title>Who may join</title></head><body>'
    f'<article><h1 id="top">Who may join</h1><p>{"FastTrack requires 150 seats, they said. " * 9}'
    f'<img src="{FAR}/i.png"><iframe src="{FAR}/f"></iframe><object data="{FAR}/o"></object>'
    f'<svg><use xlink:href="{FAR}/u"/></svg><a href="{FAR}/b">More about FastTrack</a></p>'
    "</article></body></html>"
)


def test_a_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "next_url": f"{FAR}/next",
        "hubs": [{"type": "WebSub", "url": f"{FAR}/hub"}],
        "items": [{"id": "1", "url": f"{FAR}/a", "image": f"{FAR}/i", "title": "Who"}],
    }
    (entry,) = parse_feed(json.dumps(feed).encode(), url=f"{FAR}/feed", source="outlet")
    assert entry.url == f"{FAR}/a"


def test_links_and_anchors_of_a_page() -> None:
    page = Page(HOSTILE_PAGE.encode(), f"{FAR}/x")
    assert page.next_page() is None
    assert page.base == f"{FAR}/"
    links = listing_links(page, "outlet", re.compile("/b"))
    assert [entry.url for entry in links] == [f"{FAR}/b"]
    assert [entry.url for entry in related_links(page, "outlet", re.compile("FastTrack"))]
    assert [entry.url for entry in anchors(page, "outlet")] == [f"{FAR}/x#top"]


def test_main_text_and_dates() -> None:
    """trafilatura and htmldate fetch addresses when they are given them; they get bytes."""
    snapshot = a_snapshot(body=HOSTILE_PAGE.encode())
    config = load_config(str(bundled("config")))
    outlet = Outlet("The Outlet", None, "US")
    reading = read_snapshot(snapshot, outlet, config.language.page)
    assert reading.revision is not None
    assert "150 seats" in reading.revision.text


def test_an_archive() -> None:
    """warcio has a part that records live traffic; reading bytes is all that is asked of it."""
    body = HOSTILE_PAGE.encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {FAR}/a\r\n"
        "WARC-Date: 2014-08-01T12:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    archive = io.BytesIO(head.encode() + answer + b"\r\n\r\n")
    assert [row.content_stream().read() for row in ArchiveIterator(archive)] == [body]


# What opens connections, in Python and in the libraries we have.
NETWORK = {
    "socket",
    "socketserver",
    "ssl",
    "select",
    "selectors",
    "asyncio.streams",
    "http.client",
    "http.server",
    "urllib.request",
    "urllib.robotparser",
    "urllib3",
    "requests",
    "apprise",
    "httpx",
    "httpcore",
    "aiohttp",
    "anyio",
    "h11",
    "ftplib",
    "telnetlib",
    "imaplib",
    "poplib",
    "nntplib",
    "smtplib",
    "xmlrpc.client",
    "uvicorn",
    "trafilatura.downloads",
    "warcio.capture_http",
    "multiprocessing.connection",
}
# Calls that would open one by the way.
OPENING = {
    "open_connection",
    "create_connection",
    "open_unix_connection",
    "urlopen",
    "urlretrieve",
    "fetch_url",
    "fetch_response",
}
ALLOWED = {
    ("alert/send.py", "apprise"): "alerts go to the receivers that are named, once there are any",
    ("alert/send.py", "requests"): "its exceptions, which tell what became of one",
    ("alert/send.py", "urllib3"): "and theirs",
    ("crawl/http.py", "httpx"): "the door to the network",
    ("crawl/http.py", "socket"): "SOCK_STREAM, to ask for addresses",
    ("crawl/http.py", "ssl"): "which certificates are trusted",
    ("crawl/credentials.py", "urllib.request"): "Request, a value that says which cookies belong",
    ("demo/newsroom.py", "http.server"): "the demo's own outlets, on loopback",
    ("demo/newsroom.py", "socketserver"): "TCPServer, which those are made of",
    ("digest/deliver.py", "smtplib"): "digests go to the reader's mail server",
    ("digest/deliver.py", "ssl"): "and are encrypted on the way",
    ("telemetry/endpoint.py", "http.server"): "the daemon's own answers, on loopback",
    ("telemetry/endpoint.py", "socketserver"): "which those are made of",
    ("telemetry/endpoint.py", "socket"): "and the kinds of address it listens at",
    ("telemetry/notify.py", "socket"): "the service manager's own, on this machine",
    ("pipeline/children.py", "multiprocessing.connection"): "to processes of its own, by pipes",
    ("web/app.py", "anyio"): "its threads",
    ("web/serve.py", "socket"): "where the pages are served",
    ("web/serve.py", "uvicorn"): "which serves them",
}
# Modules of monitor.cli alone, which stand in a list there and are looked at here too.
BY_NAME = {"cli/commands.py"}
MONITOR = Path(__file__).parents[2] / "monitor"


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module a file names, also inside functions; of `from a import b`, a and a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_nothing_else_can_open_one() -> None:
    found: set[tuple[str, str]] = set()
    for path in sorted(MONITOR.rglob("*.py")):
        tree, name = ast.parse(path.read_text("utf-8")), path.relative_to(MONITOR).as_posix()
        for module in imported(tree):
            found |= {(name, known) for known in NETWORK if f"{module}.".startswith(f"{known}.")}
        called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        called |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert not called & OPENING, name
        if name not in BY_NAME:
            assert not called & {"__import__", "import_module"}, f"{name}: what cannot be seen"
    assert found == set(ALLOWED)
