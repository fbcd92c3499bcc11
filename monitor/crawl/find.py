"""Finds out how a site lists what is new: its feeds and sitemaps, and what each of them holds."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from urllib.parse import urljoin, urlsplit

from protego import Protego

from monitor.crawl.address import canonical_address, root_of, web_address
from monitor.crawl.feed import read_feed
from monitor.crawl.page import Page, text_of
from monitor.crawl.response import Response
from monitor.crawl.robots import PARSED
from monitor.crawl.sitemap import parse_sitemap
from monitor.errors import FetchError, ParseError, TooLargeError
from monitor.types import Entry

Fetch = Callable[[str], Awaitable[Response]]
Way = Literal["feed", "sitemap"]

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
# What JSON feeds are announced as too; so are other things, and then the name has to say it.
_JSON_TYPE = "application/json"
# Where feeds usually are, below the address given and at the top of the host.
_USUAL = ("feed/", "rss.xml", "atom.xml", "feed.json")
_NO_POSTS = re.compile(r"/comments?/(feed|rss|default)|[?&]withoutcomments=", re.IGNORECASE)
_MOST_DECLARED = 20  # feeds a page may declare, sitemaps robots.txt may name: each is a request


@dataclass(frozen=True, slots=True)
class Listing:
    """One feed or sitemap that was tried.

    `said_by` tells where its address is from: "given", "page", "robots.txt" or
    "usual". `children` counts the sitemaps of an index, the latest of which
    was read for `entries` and `newest`. `problem` says why it does not work.
    """

    way: Way
    url: str
    said_by: str
    entries: int = 0
    newest: date | None = None
    children: int = 0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """How the site at `url` lists what is new. `problem` where the address itself gave nothing."""

    url: str
    name: str | None
    listings: tuple[Listing, ...]
    problem: str | None = None

    def working(self, way: Way) -> tuple[str, ...]:
        """The addresses of the feeds, or of the sitemaps, that can be read."""
        return tuple(row.url for row in self.listings if row.way == way and not row.problem)


async def find_listings(url: str, fetch: Fetch) -> Found:
    """Ask a site, one request after the other, for its feeds and sitemaps.

    `url` is any page of it, or a feed or sitemap itself. What the page and
    robots.txt declare is tried; the usual addresses are only where they declare
    nothing. `fetch` asks for one address, politely, and raises FetchError;
    nothing that goes wrong at one address ends the search.
    Raises ParseError where `url` is no web address.
    """
    url = canonical_address(url)
    search = _Search(fetch)
    try:
        answer = await fetch(url)
    except FetchError as error:
        await search.sitemaps(url)
        return Found(url, None, tuple(search.listings), str(error))
    if listing := listing_of(answer, url, "given"):
        listing = await search.latest_child(answer, listing)
        return Found(url, None, (listing,))
    page = Page(answer.body, answer.final_url, answer.header("content-type"))
    for feed in declared_feeds(page):
        await search.attempt("feed", feed, "page")
    if not any(row.problem is None for row in search.listings):
        for feed in usual_feeds(answer.final_url):
            if await search.attempt("feed", feed, "usual", quiet=True):
                break
    await search.sitemaps(answer.final_url)
    return Found(url, name_of(page), tuple(search.listings))


class _Search:
    """What has been tried so far."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._tried: set[str] = set()
        self.listings: list[Listing] = []

    async def attempt(self, way: Way, url: str, said_by: str, *, quiet: bool = False) -> bool:
        """Whether it works; a `quiet` attempt that does not is forgotten."""
        if url in self._tried:
            return False
        self._tried.add(url)
        try:
            answer = await self._fetch(url)
            read = _feed if way == "feed" else _sitemap
            listing = await self.latest_child(answer, read(answer, url, said_by))
        except (FetchError, ParseError) as error:
            if not quiet:
                self.listings.append(Listing(way, url, said_by, problem=str(error)))
            return False
        self.listings.append(listing)
        return True

    async def sitemaps(self, url: str) -> None:
        """Those robots.txt names, else the usual one."""
        root = root_of(url)
        try:
            declared = sitemaps_of((await self._fetch(f"{root}/robots.txt")).body, root)
        except (FetchError, ParseError):
            declared = ()
        for sitemap in declared:
            await self.attempt("sitemap", sitemap, "robots.txt")
        if not declared:
            await self.attempt("sitemap", f"{root}/sitemap.xml", "usual", quiet=True)

    async def latest_child(self, answer: Response, listing: Listing) -> Listing:
        """An index with the numbers of its latest sitemap; anything else as it is."""
        if not listing.children:
            return listing
        children = parse_sitemap(answer.body, url=answer.final_url, source="").children
        try:
            child = await self._fetch(children[0])
            latest = _sitemap(child, children[0], listing.said_by)
        except (FetchError, ParseError) as error:
            return replace(listing, problem=f"its first sitemap does not work: {error}")
        return replace(listing, entries=latest.entries, newest=latest.newest)


def listing_of(answer: Response, url: str, said_by: str) -> Listing | None:
    """The answer as a feed or a sitemap; None where it is neither."""
    for read in (_feed, _sitemap):
        try:
            return read(answer, url, said_by)
        except (ParseError, TooLargeError):
            continue
    return None


def declared_feeds(page: Page) -> tuple[str, ...]:
    """The feeds that a page announces, in its order; those of comments are left out."""
    found: list[str] = []
    if page.root is None:
        return ()
    for element in page.root.iter("link", "a"):
        kind = (element.get("type") or "").partition(";")[0].strip().lower()
        rel = (element.get("rel") or "").lower().split()
        named = kind in _FEED_TYPES or (kind == _JSON_TYPE and "feed" in element.get("href", ""))
        if not named or (element.tag == "link" and "alternate" not in rel):
            continue
        address = page.link(element)
        if address and address not in found and not _NO_POSTS.search(address):
            found.append(address)
    return tuple(found[:_MOST_DECLARED])


def usual_feeds(url: str) -> tuple[str, ...]:
    """Where a feed of the page, then one of the host, usually is."""
    parts = urlsplit(url)
    folder = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    below = f"{root_of(url)}{folder}"
    bases = dict.fromkeys((below, f"{root_of(url)}/"))
    return tuple(urljoin(base, name) for base in bases for name in _USUAL)


def sitemaps_of(robots: bytes, root: str) -> tuple[str, ...]:
    """The sitemaps that a robots.txt names, each once."""
    text = robots[:PARSED].decode("utf-8", "replace").lstrip("\ufeff")
    links = (web_address(f"{root}/", link) for link in Protego.parse(text).sitemaps)
    return tuple(dict.fromkeys(link for link in links if link))[:_MOST_DECLARED]


def name_of(page: Page) -> str | None:
    """What a site calls itself: og:site_name, else the title of its page."""
    if page.root is None:
        return None
    for element in page.root.iter("meta"):
        if (element.get("property") or "").lower() == "og:site_name" and element.get("content"):
            return " ".join(element.get("content", "").split())[:100] or None
    return next((text_of(title)[:100] or None for title in page.root.iter("title")), None)


def newest_day(entries: Iterable[Entry]) -> date | None:
    """The latest day any of the entries was published or changed on."""
    entries = tuple(entries)
    days = [entry.published.latest for entry in entries if entry.published]
    days += [entry.changed.date() for entry in entries if entry.changed]
    return max((day for day in days if day), default=None)


def _feed(answer: Response, url: str, said_by: str) -> Listing:
    feed = read_feed(answer.body, url=answer.final_url, source="", headers=answer.headers)
    return Listing("feed", url, said_by, len(feed.entries), newest_day(feed.entries))


def _sitemap(answer: Response, url: str, said_by: str) -> Listing:
    found = parse_sitemap(answer.body, url=answer.final_url, source="")
    entries, children = len(found.entries), len(found.children)
    return Listing("sitemap", url, said_by, entries, newest_day(found.entries), children)
