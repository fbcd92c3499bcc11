"""What a crawl would make of one address: stored nowhere, told to who looks after the sources."""

from __future__ import annotations

from dataclasses import dataclass, replace

from monitor.config import Config
from monitor.config.source import SourceConfig
from monitor.crawl import canonical_address
from monitor.crawl.feed import read_feed
from monitor.crawl.page import Page
from monitor.crawl.relevance import names_topic, topic_names
from monitor.crawl.sitemap import parse_sitemap
from monitor.errors import MonitorError, ParseError, TooLargeError
from monitor.explain.given import explained, fetched
from monitor.explain.listings import Verdict, robots_verdict
from monitor.extract.claims import extractor_of
from monitor.pipeline.outlets import outlet_of
from monitor.progress import Clock
from monitor.read import read_snapshot
from monitor.types import Claim, Entry, Revision, Snapshot


@dataclass(frozen=True, slots=True)
class Visit:
    """One address, as far as a visit came; `problem` says why it came no further.

    `kind` is that of the page, or "feed", "sitemap" or "sitemap-index", whose
    `entries` are then there with whether each names a followed topic.
    """

    url: str
    address: str
    robots: Verdict
    final: str | None = None
    status: int | None = None
    document: str | None = None
    named: str | None = None
    pages: int = 0
    kind: str | None = None
    revision: Revision | None = None
    claims: tuple[Claim, ...] = ()
    entries: tuple[tuple[Entry, bool], ...] = ()
    children: tuple[str, ...] = ()
    problem: str | None = None
    error: MonitorError | None = None


def visit(config: Config, url: str, clock: Clock, source: SourceConfig | None = None) -> Visit:
    """Fetch one address as a crawl would, by the manners of `source` where one is named.

    Raises ParseError where `url` is no web address; everything else that goes
    wrong is in the visit.
    """
    address = canonical_address(url)
    if source is not None:  # the one that the address belongs to is the one that watches it
        source = source.model_copy(update={"pages": (*source.pages, address)})
        config = replace(config, sources=(source,))
    verdict, why = robots_verdict(config, address, clock)
    seen = Visit(url, address, verdict, problem=why)
    if verdict != "allowed":
        return seen
    try:
        snapshot = fetched(config, address, clock)
    except MonitorError as error:
        return replace(seen, problem=str(error), error=error)
    page = Page(snapshot.pages[0], snapshot.fetched_from, snapshot.header("content-type"))
    seen = replace(
        seen,
        final=snapshot.fetched_from,
        status=snapshot.status,
        document=snapshot.document,
        named=page.canonical_link(snapshot.header("link")),
        pages=len(snapshot.pages),
    )
    listed = _listed(config, seen, snapshot)
    return listed or _read(config, seen, snapshot)


def _listed(config: Config, seen: Visit, snapshot: Snapshot) -> Visit | None:
    """A feed or a sitemap with its entries; None where it is neither."""
    place = {"url": snapshot.fetched_from, "source": snapshot.source}
    names = topic_names(config.topics, config.organisations)
    try:
        feed = read_feed(snapshot.body, headers=snapshot.headers, **place)
    except ParseError:
        pass
    else:
        rows = tuple((entry, names_topic(entry, names)) for entry in feed.entries)
        return replace(seen, kind="feed", named=None, entries=rows)
    try:
        sitemap = parse_sitemap(snapshot.body, **place)
    except (ParseError, TooLargeError):
        return None
    rows = tuple((entry, names_topic(entry, names)) for entry in sitemap.entries)
    kind = "sitemap-index" if sitemap.children else "sitemap"
    return replace(seen, kind=kind, named=None, entries=rows, children=sitemap.children)


def _read(config: Config, seen: Visit, snapshot: Snapshot) -> Visit:
    try:
        reading = read_snapshot(snapshot, outlet_of(config, snapshot), config.language.page)
        seen = replace(seen, kind=reading.kind, revision=reading.revision)
        if reading.revision is None:
            return seen
        return replace(seen, claims=explained(extractor_of(config), reading.revision).claims)
    except MonitorError as error:
        return replace(seen, problem=str(error), error=error)
