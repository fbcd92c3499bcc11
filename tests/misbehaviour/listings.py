"""Feeds and sitemaps that misbehave, each of a source of its own; `one` is the article."""

from __future__ import annotations

import gzip

from tests.crawl.server import Reply, html
from tests.misbehaviour.row import CLAIM, Listing

ITEM = (
    "<item><title>T</title><link>one</link><pubDate>Fri, 01 Aug 2014 10:00:00 GMT</pubDate></item>"
)
UNDATED = f"{CLAIM}, undated"


def feed(items: str = ITEM, start: str = "", encoding: str = "utf-8", **headers: str) -> Reply:
    body = f'{start}<rss version="2.0"><channel><title>F</title>{items}</channel></rss>'
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(body.encode(encoding), headers={"Content-Type": "application/rss+xml"} | named)


def sitemap(packed: int = 0, rows: int = 0) -> Reply:
    body = b"<urlset>" + b" " * rows + b"<url><loc>one</loc></url></urlset>"
    for _ in range(packed):
        body = gzip.compress(body, mtime=0)
    return Reply(body)


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)

FEEDS = [
    Listing("UTF-16", feed(start='<?xml version="1.0" encoding="utf-16"?>', encoding="utf-16"), "listed 200", CLAIM),
    Listing("served as a page of HTML", feed(Content_Type="text/html"), "listed 200", CLAIM),
    Listing("a page of HTML served as a feed", html("<html><p>Welcome</html>"), "parse 200", "is a page of HTML, no feed"),
    Listing("no body", Reply(), "parse 200", "is no feed"),
    Listing("binary junk", Reply(bytes(range(256)) * 99), "parse 200", "is no feed"),
    Listing("breaks off in an entry", Reply(b'<rss version="2.0"><channel>' + ITEM.encode() + b"<item><ti"), "listed 200", CLAIM),
    Listing("a date that is none", feed(ITEM.replace("Fri, 01 Aug 2014", "Xyz, 99 Foo 2014")), "listed 200", UNDATED),
    Listing("a date in the year 9999", feed(ITEM.replace("2014", "9999")), "listed 200", UNDATED),
    Listing("one guid for every entry", feed((ITEM.replace("<link>", "<guid>1</guid><link>") * 2).replace("one", "/none", 1)), "listed 200", CLAIM),
    Listing("an entry without a link", feed("<item><title>T</title></item>" + ITEM), "listed 200", CLAIM),
    Listing("links that lead nowhere", feed("".join(ITEM.replace("one", link) for link in ("javascript:alert(1)", "data:x", "http://[", "")) + ITEM), "listed 200", CLAIM),
    Listing("NUL bytes", feed(ITEM.replace("T<", "T\0\0<")), "listed 200", CLAIM),
    Listing("a billion laughs", feed("<item><title>&j;</title><link>one</link></item>", BOMB), "listed 200", UNDATED),
    Listing("50,000 tags in tags", feed("<a>" * 50_000), "parse 200", "more tags in it than feeds have"),
    Listing("JSON with half a sign in a title and a host that cannot be", Reply(b'{"version": "https://jsonfeed.org/version/1", "items": [{"url": "http://xn--a/\\ud800"}, {"title": "\\ud800", "url": "one"}]}'), "listed 200", UNDATED),
    Listing("JSON 100,000 deep", Reply(b"{" + b'"a":[' * 100_000), "parse 200", "broken JSON"),
]  # fmt: skip

SITEMAPS = [
    Listing("a sitemap of .gz within Content-Encoding: gzip", Reply(gzip.compress(sitemap(1).body), headers={"Content-Encoding": "gzip"}), "listed 200", UNDATED, way="sitemaps"),
    Listing("a sitemap in gzip in gzip", sitemap(2), "parse 200", "is no sitemap", way="sitemaps"),
    Listing("a sitemap that is a bomb", sitemap(1, 60_000_000), "too-large 200", "when decompressed", way="sitemaps"),
    Listing("a sitemap index that names itself", Reply(b"<sitemapindex><sitemap><loc>feed</loc></sitemap></sitemapindex>"), "listed 200", "no claim", way="sitemaps"),
]  # fmt: skip
LISTINGS = [*FEEDS, *SITEMAPS]
