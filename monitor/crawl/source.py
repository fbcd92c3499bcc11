"""One source, once: its listings, the documents they name, and its watched pages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Sequence
from contextlib import aclosing
from datetime import date

from monitor.config.settings import CrawlSettings
from monitor.config.source import ListingPage, SourceConfig
from monitor.crawl.address import shown
from monitor.crawl.article import page_of
from monitor.crawl.asking import Asking
from monitor.crawl.dated import dated_address
from monitor.crawl.documents import Documents, still
from monitor.crawl.feed import parse_feed
from monitor.crawl.http import Client
from monitor.crawl.ledger import Ledger
from monitor.crawl.links import listing_links
from monitor.crawl.outcome import Failed, Listed, Outcome, Unchanged
from monitor.crawl.relevance import names_topic
from monitor.crawl.response import Response
from monitor.crawl.robots import Robots
from monitor.crawl.sitemap import Sitemap, parse_sitemap
from monitor.errors import (
    ConfigError,
    MonitorError,
    ParseError,
    TooLargeError,
    UnforeseenError,
)
from monitor.plain import one_line
from monitor.types import Entry, Failure

Outcomes = AsyncGenerator[Outcome, None]
Read = Callable[[Response], Sitemap]

# Sitemaps of an index read in one crawl, the latest changed first: big outlets have one a month.
_CHILD_SITEMAPS = 24
# An index names sitemaps; the protocol knows no index of indexes, but some outlets have one.
_NESTING = 2


class SourceCrawl:
    """What one crawl of one source has done so far; `outcomes` is taken once.

    `names` finds the names of followed topics. `eager` asks for listings that
    are to be left alone for now.
    """

    def __init__(
        self,
        source: SourceConfig,
        client: Client,
        robots: Robots,
        ledger: Ledger,
        settings: CrawlSettings,
        *,
        names: re.Pattern[str] | None = None,
        eager: bool = False,
    ) -> None:
        self._source = source
        self._client = client
        self._robots = robots
        self._ledger = ledger
        self._settings = settings
        self._names = names
        self._eager = eager
        self._seen: set[str] = set()  # addresses dealt with in this crawl

    async def outcomes(self, recheck: Iterable[str]) -> Outcomes:
        """Everything, in order; no error of one address ends it."""
        if problem := self._begin():
            yield problem
            return
        for url, part in self._parts(recheck, self._client.now().date()):
            async with aclosing(self._safely(url, part)) as found:
                async for outcome in found:
                    yield outcome
        for failed in self._asking.left_alone():
            yield failed

    async def document(self, url: str) -> Outcomes:
        """One document of the source and nothing else, whether or not it is due."""
        if problem := self._begin():
            yield problem
            return
        part = self._documents.document(Entry(self._source.key, url), again=True, related=False)
        async with aclosing(self._safely(url, part)) as found:
            async for outcome in found:
                yield outcome

    def _begin(self) -> Failed | None:
        """Makes ready to ask; gives what stands in the way of that."""
        source = self._source
        try:
            self._asking = Asking(source, self._client, self._robots, self._ledger)
        except ConfigError as error:
            return Failed(Failure(source.key, None, "config", str(error), self._client.now()))
        self._documents = Documents(source, self._asking, self._ledger, self._settings, self._names)
        return None

    async def _safely(self, url: str, part: Outcomes) -> Outcomes:
        """A part that ends, with a word of it, where our own code stumbles over what it read."""
        try:
            async with aclosing(part) as found:
                async for outcome in found:
                    yield outcome
        except MonitorError:
            raise  # foreseen: the database cannot be used
        except Exception as error:  # noqa: BLE001 a stranger's bytes may bring out any mistake
            self._asking.unfinished = True
            problem = f"{type(error).__name__}: {shown(one_line(str(error)))}"
            message = f"{shown(url)}: cannot be read ({problem}); the next crawl tries again"
            yield self._asking.failed(url, UnforeseenError(message))

    def _parts(self, recheck: Iterable[str], today: date) -> Iterator[tuple[str, Outcomes]]:
        source, documents = self._source, self._documents
        for url in source.feeds:
            yield url, self._listing(url, self._read_feed)
        for url in source.sitemaps:
            yield url, self._listing(url, self._read_sitemap)
        for listing in source.listings:
            url = dated_address(listing.url, today)
            yield url, self._listing(url, self._read_links(listing))
        for url in (dated_address(url, today) for url in source.anchored):
            yield url, documents.anchored(url)
        for url in (dated_address(url, today) for url in source.pages):
            yield url, documents.document(Entry(source.key, url), watched=True)
        for url in recheck:
            if any(_made_from(pattern, url) for pattern in source.anchored):
                yield url, documents.anchored(url)
            else:
                yield url, documents.document(Entry(source.key, url), again=True)

    async def _listing(self, url: str, read: Read, *, depth: int = 0) -> Outcomes:
        if depth and url in self._seen:
            return
        self._seen.add(url)
        known = self._ledger.known(url)
        if not self._eager and self._asking.still_fresh(known):
            return
        answer = await self._asking.ask(url, known)
        if not isinstance(answer, Response):
            if isinstance(answer, Failed):
                yield answer
            return
        asked = self._asking.asked(url, answer)
        moved = answer.permanent_url if answer.permanent_url != url else None
        if answer.not_modified:
            yield Unchanged(asked, None, still(known, answer), moved, answer.max_age)
            return
        try:
            listing = read(answer)
        except (ParseError, TooLargeError) as error:
            yield self._asking.failed(url, error, status=answer.status)
            return
        self._asking.unfinished = False
        if depth < _NESTING:
            for child in listing.children[:_CHILD_SITEMAPS]:
                async with aclosing(self._listing(child, read, depth=depth + 1)) as found:
                    async for outcome in found:
                        yield outcome
        entries = [entry for entry in listing.entries if self._concerns(entry)]
        for entry in self._newest(entries):
            part = self._documents.document(entry)
            async with aclosing(self._safely(entry.url, part)) as found:
                async for outcome in found:
                    yield outcome
        # Its own 304 says nothing of its children, nor of an entry that failed.
        in_full = self._asking.unfinished or bool(listing.children)
        yield Listed(
            asked,
            None if in_full else answer.validators,
            hashlib.sha256(answer.body).hexdigest(),
            entries=len(listing.entries),
            left_out=max(0, len(entries) - self._settings.max_entries),
            passed_over=len(listing.entries) - len(entries),
            moved_to=moved,
            max_age=answer.max_age,
        )

    def _read_feed(self, answer: Response) -> Sitemap:
        entries = parse_feed(
            answer.body, url=answer.final_url, source=self._source.key, headers=answer.headers
        )
        return Sitemap(entries, ())

    def _read_sitemap(self, answer: Response) -> Sitemap:
        sitemap = parse_sitemap(answer.body, url=answer.final_url, source=self._source.key)
        only = self._source.only
        if not only:
            return sitemap
        entries = (entry for entry in sitemap.entries if any(word in entry.url for word in only))
        return Sitemap(tuple(entries), sitemap.children)

    def _read_links(self, listing: ListingPage) -> Read:
        pattern = re.compile(listing.links)

        def read(answer: Response) -> Sitemap:
            return Sitemap(listing_links(page_of(answer), self._source.key, pattern), ())

        return read

    def _concerns(self, entry: Entry) -> bool:
        return not self._source.narrow or self._names is None or names_topic(entry, self._names)

    def _newest(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """As many as max_entries allows; in the listing's own order unless all have dates."""
        days = [entry.published.earliest for entry in entries if entry.published]
        if len(entries) > self._settings.max_entries and len(days) == len(entries):
            entries = sorted(entries, key=_day, reverse=True)
        return entries[: self._settings.max_entries]


def _day(entry: Entry) -> date:
    first = entry.published.earliest if entry.published else None
    return first or date.min


def _made_from(pattern: str, url: str) -> bool:
    """Whether an address is one of those that a dated pattern gives."""
    parts = re.split(r"\{\w+\}", pattern)
    return re.fullmatch(r"[^/]+".join(map(re.escape, parts)), url) is not None
