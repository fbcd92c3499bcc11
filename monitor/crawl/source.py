"""One source, once: its listings, the documents they name, and its watched pages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from datetime import date
from urllib.parse import quote

from monitor.config.settings import CrawlSettings
from monitor.config.source import SourceConfig
from monitor.crawl.address import canonical_address, host_of, shown, web_address
from monitor.crawl.feed import parse_feed
from monitor.crawl.http import PATIENCE, Client
from monitor.crawl.outcome import Fetched, Listed, Outcome, Unchanged
from monitor.crawl.page import next_page
from monitor.crawl.response import Response
from monitor.crawl.robots import Robots
from monitor.crawl.sitemap import Sitemap, parse_sitemap
from monitor.errors import FetchError, MonitorError, ParseError, TooLargeError, TransientError
from monitor.types import PAGE_BREAK, Entry, Failure, Snapshot, Validators

Known = Callable[[str], Validators | None]
Outcomes = AsyncGenerator[Outcome, None]
Read = Callable[[Response], Sitemap]

# Sitemaps of an index read in one crawl, the latest changed first: big outlets have one a month.
_CHILD_SITEMAPS = 24


class SourceCrawl:
    """What one crawl of one source has done so far; `outcomes` is taken once."""

    def __init__(
        self,
        source: SourceConfig,
        client: Client,
        robots: Robots,
        known: Known,
        settings: CrawlSettings,
    ) -> None:
        self._source = source
        self._client = client
        self._permit = robots.permit(source.delay)
        self._known = known
        self._settings = settings
        self._seen: set[str] = set()  # addresses dealt with in this crawl
        self._resting: dict[str, int] = {}  # hosts left alone for now → addresses skipped there
        self._unfinished = False  # whether this listing has an entry that may do better next time

    async def outcomes(self, recheck: Iterable[str]) -> Outcomes:
        """Everything, in order; no error of one address ends it."""
        for url in self._source.feeds:
            async for outcome in self._listing(url, self._read_feed):
                yield outcome
        for url in self._source.sitemaps:
            async for outcome in self._listing(url, self._read_sitemap):
                yield outcome
        for url in self._source.pages:
            async for outcome in self._document(Entry(self._source.key, url), max_pages=1):
                yield outcome
        for url in recheck:
            async for outcome in self._document(Entry(self._source.key, url)):
                yield outcome
        for host, skipped in self._resting.items():
            if skipped:
                yield self._left_alone(host, skipped)

    async def _listing(self, url: str, read: Read, *, below_index: bool = False) -> Outcomes:
        self._seen.add(url)
        answer = await self._ask(url, self._known(url))
        if not isinstance(answer, Response):
            if answer is not None:
                yield answer
            return
        if answer.not_modified:
            yield self._unchanged(url, None, answer)
            return
        try:
            listing = read(answer)
        except (ParseError, TooLargeError) as error:
            yield self._failure(url, error)
            return
        if listing.children and not below_index:
            for child in listing.children[:_CHILD_SITEMAPS]:
                if child not in self._seen:
                    async for outcome in self._listing(child, read, below_index=True):
                        yield outcome
        self._unfinished = False
        for entry in self._newest(listing.entries):
            async for outcome in self._document(entry):
                yield outcome
        yield self._listed(url, answer, listing)

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

    def _newest(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """As many as max_entries allows; in the listing's own order unless all have dates."""
        days = [entry.published.earliest for entry in entries if entry.published]
        if len(entries) > self._settings.max_entries and len(days) == len(entries):
            entries = sorted(entries, key=_day, reverse=True)
        return entries[: self._settings.max_entries]

    async def _document(self, entry: Entry, max_pages: int | None = None) -> Outcomes:
        url = web_address(entry.url, entry.url) or entry.url
        if url in self._seen:
            return
        self._seen.add(url)
        answer = await self._ask(url, self._known(url))
        if not isinstance(answer, Response):
            if answer is not None:
                yield answer
            return
        # Where a page only redirects for now, it still lives at the address asked for.
        document = web_address(url, answer.permanent_url) or url
        if answer.not_modified:
            yield self._unchanged(url, document, answer)
            return
        body, problem = await self._all_pages(answer, max_pages or self._settings.max_pages)
        if problem is not None:
            yield problem
        if body is not None:
            snapshot = self._snapshot(document, answer, body, entry)
            yield Fetched(url, snapshot, answer.validators)

    async def _all_pages(
        self, first: Response, max_pages: int
    ) -> tuple[bytes | None, Failure | None]:
        """The body with that of the article's further pages, PAGE_BREAK before each of them.

        Where a page is gone for good, the others stand for the article. Where
        it may come back, there is no body: half an article would look like an
        edit the next time.
        """
        body, here = first.body, first.final_url
        page, visited = first, {canonical_address(here)}
        while len(visited) < max_pages and "html" in (page.header("content-type") or "html"):
            there = next_page(page.body, page.final_url, here)
            if there is None or there in visited:
                break
            visited.add(there)
            self._seen.add(there)
            answer = await self._ask(there)
            if not isinstance(answer, Response):
                lost = answer is None or answer.kind == _kind(TransientError)
                return (None if lost else body), answer
            if len(body) + len(answer.body) > self._settings.max_body:
                error = TooLargeError(f"{shown(there)} makes its article larger than max_body")
                return body, self._failure(there, error)
            body += PAGE_BREAK % quote(there, safe=":/?&=%~+,;@[]").encode() + answer.body
            page = answer
        return body, None

    async def _ask(
        self, url: str, validators: Validators | None = None
    ) -> Response | Failure | None:
        """The response, or why there is none; None where the host is left alone for now."""
        try:
            host = host_of(url)
            if host in self._resting:
                self._resting[host] += 1
                self._unfinished = True
                return None
            return await self._client.fetch(url, validators, permit=self._permit)
        except (FetchError, ParseError) as error:
            if isinstance(error, TransientError):
                self._unfinished = True
                if (error.retry_after or 0) > PATIENCE:
                    self._resting[host] = 0
            return self._failure(url, error)

    def _snapshot(self, document: str, answer: Response, body: bytes, entry: Entry) -> Snapshot:
        """What the listing said of it goes along as x-monitor-entry-* headers."""
        headers = answer.headers
        if entry.published:
            headers += (("x-monitor-entry-published", entry.published.iso()),)
        if entry.title:
            headers += (("x-monitor-entry-title", entry.title),)
        return Snapshot(
            document=document,
            source=self._source.key,
            fetched_from=answer.final_url,
            status=answer.status,
            headers=headers,
            body=body,
            observed=answer.fetched_at,
        )

    def _listed(self, url: str, answer: Response, listing: Sitemap) -> Listed:
        again_in_full = self._unfinished or bool(listing.children)
        return Listed(
            url=url,
            status=answer.status,
            observed=answer.fetched_at,
            validators=None if again_in_full else answer.validators,
            sha256=hashlib.sha256(answer.body).hexdigest(),
            entries=len(listing.entries),
            left_out=max(0, len(listing.entries) - self._settings.max_entries),
        )

    def _unchanged(self, url: str, document: str | None, answer: Response) -> Unchanged:
        """A 304 may bring a new mark; where it brings none, the old one holds."""
        new, old = answer.validators, self._known(url)
        marks = Validators(
            new.etag or (old.etag if old else None),
            new.last_modified or (old.last_modified if old else None),
        )
        return Unchanged(url, document, answer.status, answer.fetched_at, marks)

    def _failure(self, url: str, error: MonitorError) -> Failure:
        return Failure(self._source.key, url, _kind(type(error)), str(error), self._client.now())

    def _left_alone(self, host: str, skipped: int) -> Failure:
        message = f"{skipped} more addresses of {host} wait for a later crawl"
        return Failure(self._source.key, None, _kind(TransientError), message, self._client.now())


def _kind(error: type[MonitorError]) -> str:
    """`too-large` of TooLargeError."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", error.__name__.removesuffix("Error")).lower()


def _day(entry: Entry) -> date:
    first = entry.published.earliest if entry.published else None
    return first or date.min
