"""How the listings of sources fare now: each asked for once, and nothing stored."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from monitor.config import Config
from monitor.config.source import SourceConfig
from monitor.crawl import Client, Response, Robots
from monitor.crawl.credentials import Credentials
from monitor.crawl.dated import dated_address
from monitor.crawl.feed import read_feed
from monitor.crawl.find import Found, find_listings, newest_day
from monitor.crawl.links import anchors, listing_links
from monitor.crawl.page import Page
from monitor.crawl.relevance import names_topic, topic_names
from monitor.crawl.sitemap import parse_sitemap
from monitor.errors import ConfigError, FetchError, ParseError, RefusedError, TransientError
from monitor.progress import Clock, Progress, silent
from monitor.types import Entry

Way = Literal["feed", "sitemap", "listing", "page", "anchored"]
Verdict = Literal["allowed", "forbidden", "unknown"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What one listing of a source answered; `problem` says why it gave nothing, None where well.

    `relevant` counts the entries that name a followed topic. `notes` are what
    was left out: entries without a link, of other sites, past a limit.
    """

    source: str
    way: Way
    url: str
    robots: Verdict = "unknown"
    status: int | None = None
    entries: int | None = None
    newest: date | None = None
    relevant: int | None = None
    notes: tuple[str, ...] = ()
    problem: str | None = None


def check_sources(
    config: Config,
    sources: Sequence[SourceConfig],
    clock: Clock,
    tell: Progress = silent,
) -> tuple[Checked, ...]:
    """Ask every listing of the sources, as many hosts at once as a crawl does.

    What goes wrong at one never stops the others. A listing that does not
    answer in time is asked a second time: many a dead feed was only slow.
    """
    return asyncio.run(_check(config, sources, clock, tell))


def find_for(config: Config, url: str, clock: Clock) -> Found:
    """The feeds and sitemaps of a site; raises ParseError where `url` is no web address."""

    async def find() -> Found:
        settings = config.settings.crawl
        async with Client(settings, clock=clock) as client:
            permit = Robots(client, settings).permit()

            async def fetch(address: str) -> Response:
                return await client.fetch(address, permit=permit)

            return await find_listings(url, fetch)

    return asyncio.run(find())


def robots_verdict(config: Config, url: str, clock: Clock) -> tuple[Verdict, str | None]:
    """What robots.txt says of an address, and why where that is not "allowed"."""

    async def ask() -> tuple[Verdict, str | None]:
        settings = config.settings.crawl
        async with Client(settings, clock=clock) as client:
            return await _verdict(Robots(client, settings), None, url)

    return asyncio.run(ask())


async def _verdict(robots: Robots, delay: float | None, url: str) -> tuple[Verdict, str | None]:
    try:
        await robots.permit(delay)(url)
    except RefusedError as error:
        return "forbidden", str(error)
    except FetchError as error:
        return "unknown", str(error)
    return "allowed", None


async def _check(
    config: Config,
    sources: Sequence[SourceConfig],
    clock: Clock,
    tell: Progress,
) -> tuple[Checked, ...]:
    settings = config.settings.crawl
    names = topic_names(config.topics, config.organisations)
    room = asyncio.Semaphore(settings.hosts_at_once)
    async with Client(settings, clock=clock) as client:
        robots = Robots(client, settings)

        async def one(source: SourceConfig) -> list[Checked]:
            async with room:
                check = _Check(source, client, robots, names)
                found = [listing async for listing in check.listings(clock().date())]
            working = sum(listing.problem is None for listing in found)
            tell(f"{source.key}: {working} of {len(found)} listings work")
            return found

        found = await asyncio.gather(*map(one, sources))
    return tuple(listing for listings in found for listing in listings)


class _Check:
    """One source's listings, one after the other."""

    def __init__(
        self, source: SourceConfig, client: Client, robots: Robots, names: re.Pattern[str]
    ) -> None:
        self._source = source
        self._client = client
        self._robots = robots
        self._names = names

    async def listings(self, today: date) -> AsyncIterator[Checked]:
        patterns = {
            dated_address(listing.url, today): re.compile(listing.links)
            for listing in self._source.listings
        }
        problem: str | None = None
        try:
            self._further = Credentials(self._source)
        except ConfigError as error:
            problem = str(error)
        for way, address in _addresses(self._source):
            url = (
                dated_address(address, today) if way in ("listing", "page", "anchored") else address
            )
            asked = Checked(self._source.key, way, url, problem=problem)
            yield asked if problem else await self._listing(asked, patterns.get(url))

    async def _listing(self, asked: Checked, pattern: re.Pattern[str] | None) -> Checked:
        verdict, why = await _verdict(self._robots, self._source.delay, asked.url)
        asked = replace(asked, robots=verdict)
        if why is not None:
            return replace(asked, problem=why)
        try:
            answer = await self._answer(asked.url)
            asked = replace(asked, status=answer.status)
            if asked.way == "sitemap":
                return await self._sitemap(asked, answer)
            return self._read(asked, answer, pattern)
        except FetchError as error:
            return replace(asked, status=error.status or asked.status, problem=str(error))
        except ParseError as error:
            return replace(asked, problem=str(error))

    async def _answer(self, url: str) -> Response:
        permit = self._robots.permit(self._source.delay)
        try:
            return await self._client.fetch(url, permit=permit, further=self._further)
        except TransientError as error:
            if error.status is not None:  # it answered: asking again at once would be pushing
                raise
        return await self._client.fetch(url, permit=permit, further=self._further)

    def _read(self, asked: Checked, answer: Response, pattern: re.Pattern[str] | None) -> Checked:
        if asked.way == "page":
            return asked  # it is read for its own text; `sources test` shows that
        if asked.way == "feed":
            feed = read_feed(
                answer.body, url=answer.final_url, source=asked.source, headers=answer.headers
            )
            notes = _notes(without_link=feed.without_link, cut=feed.cut)
            return self._counted(asked, feed.entries, notes)
        page = Page(answer.body, answer.final_url, answer.header("content-type"))
        if asked.way == "anchored":
            entries = anchors(page, asked.source)
        else:
            entries = listing_links(page, asked.source, pattern or re.compile(""))
        if not entries:
            what = "heading with an anchor" if asked.way == "anchored" else "link that matches"
            raise ParseError(f"{asked.url} has no {what}; look at it in a browser")
        return self._counted(asked, entries, ())

    async def _sitemap(self, asked: Checked, answer: Response) -> Checked:
        found = parse_sitemap(answer.body, url=answer.final_url, source=asked.source)
        notes = _notes(elsewhere=found.elsewhere, cut=found.cut)
        if found.children:
            child = found.children[0]
            notes += (f"an index of {len(found.children)} sitemaps; read here: {child}",)
            answer = await self._answer(child)
            found = parse_sitemap(answer.body, url=answer.final_url, source=asked.source)
            notes += _notes(elsewhere=found.elsewhere, cut=found.cut)
        return self._counted(asked, found.entries, notes)

    def _counted(
        self, asked: Checked, entries: tuple[Entry, ...], notes: tuple[str, ...]
    ) -> Checked:
        only = self._source.only if asked.way == "sitemap" else ()
        relevant = sum(
            names_topic(entry, self._names)
            for entry in entries
            if not only or any(word in entry.url for word in only)
        )
        if not entries:
            notes += ("no entries",)
        return replace(
            asked,
            entries=len(entries),
            newest=newest_day(entries),
            relevant=relevant,
            notes=notes,
        )


def _addresses(source: SourceConfig) -> Iterator[tuple[Way, str]]:
    yield from (("feed", url) for url in source.feeds)
    yield from (("sitemap", url) for url in source.sitemaps)
    yield from (("listing", listing.url) for listing in source.listings)
    yield from (("page", url) for url in source.pages)
    yield from (("anchored", url) for url in source.anchored)


def _notes(*, without_link: int = 0, elsewhere: int = 0, cut: bool = False) -> tuple[str, ...]:
    told = (
        (without_link, f"{without_link} entries without a link left out"),
        (elsewhere, f"{elsewhere} addresses of other sites left out"),
        (cut, "only its first entries are read"),
    )
    return tuple(text for holds, text in told if holds)
