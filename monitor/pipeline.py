"""Joins the stages and storage: the only module that does.

    crawl or import → snapshots → read → revisions → extract → claims → compare → relations

Snapshots are stored first and marked read last, so a kill at any moment loses
nothing: what was fetched and not yet read is read by the next run. The
revision, its claims and the relations they touch are one transaction.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from monitor.compare.relate import Sides, Stated, relate
from monitor.compare.slots import slot_of
from monitor.config import Config
from monitor.config.settings import SourceConfig
from monitor.config.topic import Topic
from monitor.errors import (
    ConfigError,
    ImportFileError,
    MonitorError,
    NotFoundError,
    ParseError,
    StorageError,
    UnforeseenError,
)
from monitor.read import Outlet, Reading, read_snapshot
from monitor.read.files import find_files, load, parse
from monitor.read.page import lies_ahead
from monitor.storage import Issue, Store
from monitor.types import Claim, Failure, Revision, Snapshot

if TYPE_CHECKING:
    from monitor.crawl.outcome import Outcome
    from monitor.extract.claims import Extractor

Clock = Callable[[], datetime]
Progress = Callable[[str], None]

IMPORT = "import"


@dataclass(slots=True)
class CrawlReport:
    """What one run did."""

    sources: int = 0
    fetched: int = 0
    unchanged: int = 0
    # Read, and found to hold no article: empty, a consent wall, a list of links.
    without_text: int = 0
    failures: list[Failure] = field(default_factory=list)
    revisions: int = 0
    claims: int = 0

    def __str__(self) -> str:
        without = f", {self.without_text} without an article" if self.without_text else ""
        return (
            f"{self.sources} sources: {self.fetched} fetched, {self.unchanged} unchanged, "
            f"{len(self.failures)} failed{without}; "
            f"{self.revisions} new revisions, {self.claims} claims"
        )


@dataclass(frozen=True, slots=True)
class Stages:
    """What reading needs beside the store: config, and the extractor, built when first used."""

    config: Config
    _built: list[Extractor] = field(default_factory=list)

    @property
    def extractor(self) -> Extractor:
        if not self._built:
            from monitor.extract.claims import Extractor

            self._built.append(Extractor(self.config))
        return self._built[0]

    def topic(self, key: str) -> Topic:
        return next(topic for topic in self.config.topics if topic.key == key)


def crawl_sources(
    config: Config,
    store: Store,
    sources: Sequence[SourceConfig],
    *,
    clock: Clock,
    progress: Progress | None = None,
) -> CrawlReport:
    """Crawl the sources, then read all that is new.

    A failing address or page is recorded and never stops the others. Raises
    StorageError where the database cannot be used.
    """
    report = CrawlReport(sources=len(sources))
    tell = progress or (lambda line: None)
    run = store.start_run("crawl")
    outcome = "interrupted"
    try:
        asyncio.run(_crawl(config, store, sources, report, clock, tell))
        read_pending(Stages(config), store, report, clock, tell)
        outcome = "done"
    finally:
        counts = {
            "fetched": report.fetched,
            "unchanged": report.unchanged,
            "failures": len(report.failures),
            "without_text": report.without_text,
            "revisions": report.revisions,
        }
        store.end_run(run, outcome, counts)
    return report


async def _crawl(
    config: Config,
    store: Store,
    sources: Sequence[SourceConfig],
    report: CrawlReport,
    clock: Clock,
    tell: Progress,
) -> None:
    from monitor.crawl import Client, Robots, crawl

    settings = config.settings.crawl
    async with Client(settings, clock=clock) as client:
        robots = Robots(client, settings)
        outcomes = crawl(
            sources,
            client,
            robots,
            known=store.validators,
            settings=settings,
            recheck=lambda source: sorted(store.known_documents(source)),
        )
        async with contextlib.aclosing(outcomes) as found:
            async for source, outcome in found:
                tell(_keep(store, source, outcome, report))


def _keep(store: Store, source: str, outcome: Outcome, report: CrawlReport) -> str:
    """Store one outcome; returns a line that tells of it."""
    from monitor.crawl import Fetched, Unchanged

    if isinstance(outcome, Failure):
        report.failures.append(outcome)
        store.add_failure(outcome)
        return f"{source}: {outcome.message}"
    if isinstance(outcome, Fetched):
        snapshot = outcome.snapshot
        with store.transaction():
            store.add_snapshot(snapshot)
            store.record_check(
                outcome.url,
                source,
                status=snapshot.status,
                at=snapshot.observed,
                validators=outcome.validators,
                sha256=snapshot.sha256,
            )
        report.fetched += 1
        return f"{source}: fetched {snapshot.document}"
    is_304 = isinstance(outcome, Unchanged)
    store.record_check(
        outcome.url,
        source,
        status=outcome.status,
        at=outcome.observed,
        validators=outcome.validators,
        sha256=None if isinstance(outcome, Unchanged) else outcome.sha256,
    )
    report.unchanged += is_304
    return f"{source}: {'unchanged' if is_304 else 'read'} {outcome.url}"


def import_paths(
    config: Config,
    store: Store,
    paths: Iterable[Path],
    *,
    clock: Clock,
    progress: Progress | None = None,
) -> CrawlReport:
    """Import files and folders, then read them.

    A malformed file is recorded and the others go on. Raises ImportFileError
    where a path holds nothing that can be read at all.
    """
    report = CrawlReport()
    tell = progress or (lambda line: None)
    files = [file for path in paths for file in find_files(path)]
    run = store.start_run("import")
    outcome = "interrupted"
    try:
        for file in files:
            try:
                snapshot = _file_snapshot(config, file, clock())
            except ImportFileError as error:
                _fail(store, report, IMPORT, str(file), error, clock)
                tell(str(error))
                continue
            store.add_snapshot(snapshot)
            report.fetched += 1
            tell(f"read {file}")
        read_pending(Stages(config), store, report, clock, tell)
        outcome = "done"
    finally:
        store.end_run(run, outcome, {"files": len(files), "revisions": report.revisions})
    return report


def _file_snapshot(config: Config, file: Path, now: datetime) -> Snapshot:
    # A name need not be text; what is kept of it has to be.
    name = os.fsencode(file.name).decode(errors="replace")
    body = load(file)
    found = parse(name, body)
    if found.by_hand and found.published and lies_ahead(found.published, now):
        raise ImportFileError(
            f"{file}: published: {found.published.iso()} lies in the future; correct it"
        )
    url = _canonical(file, found.url)
    source = _source_of(config, url)
    headers = [("x-monitor-publisher", found.publisher)] if found.publisher else []
    return Snapshot(
        document=url or Path(name).stem,
        source=source.key if source else IMPORT,
        fetched_from=name,
        status=200,
        headers=tuple(headers),
        body=body,
        observed=now,
        origin="import",
    )


def _canonical(file: Path, url: str | None) -> str | None:
    """The address as a crawl would spell it, so that a saved page is the page crawled."""
    from monitor.crawl.address import canonical_address

    try:
        return canonical_address(url) if url else None
    except ParseError as error:
        raise ImportFileError(f"{file}: url: {error}") from error


def read_pending(
    stages: Stages, store: Store, report: CrawlReport, clock: Clock, tell: Progress
) -> None:
    """Read every snapshot that no run has read yet, then compare what is new, slot by slot.

    A document that cannot be read is recorded and never stops the others.
    """
    for key in store.pending():
        source = document = None
        try:
            snapshot = store.snapshot(key)
            source, document = snapshot.source, snapshot.document
            reading, claims = _draw(stages, store, snapshot)
            with store.transaction():
                if reading.revision is not None:
                    _keep_revision(stages, store, reading.revision, claims, report, tell)
                store.mark_read(key, reading.kind)
        except (ConfigError, StorageError):
            raise  # no document's fault, and the next one would meet it again
        except MonitorError as error:
            with store.transaction():
                _fail(store, report, source, document, error, clock)
                if not isinstance(error, UnforeseenError):  # that one stays pending
                    store.mark_read(key, f"failed: {type(error).__name__}")
            tell(str(error))
            continue
        if reading.revision is None:
            report.without_text += 1
            tell(f"{document}: {reading.kind} page, nothing read")


def _draw(stages: Stages, store: Store, snapshot: Snapshot) -> tuple[Reading, tuple[Claim, ...]]:
    """What a snapshot says: pure work, done before the database is locked for it."""
    outlet = _outlet(stages.config, snapshot)
    try:
        reading = read_snapshot(snapshot, outlet, stages.config.language.page)
        if reading.revision is None or _is_kept(store, reading.revision):
            return reading, ()
        return reading, tuple(stages.extractor.claims(reading.revision))
    except MonitorError:
        raise
    except Exception as error:  # a stranger's page may bring out any mistake, and only its own
        raise UnforeseenError(
            f"{snapshot.document}: cannot be read ({type(error).__name__}: {str(error)[:200]}); "
            "its snapshot is kept, and the next run tries again"
        ) from error


def _is_kept(store: Store, revision: Revision) -> bool:
    try:
        store.revision(revision.key)
    except NotFoundError:
        return False
    return True


def _keep_revision(
    stages: Stages,
    store: Store,
    revision: Revision,
    claims: Sequence[Claim],
    report: CrawlReport,
    tell: Progress,
) -> None:
    if not store.add_revision(revision):
        return
    slots = {claim.key: slot_of(claim, stages.topic(claim.topic)) for claim in claims}
    store.put_claims(revision.key, claims, slots)
    compare_slots(
        stages.config, store, {slots[claim.key]: claim.topic for claim in claims}, revision
    )
    report.revisions += 1
    report.claims += len(claims)
    tell(f"{revision.document}: {len(claims)} claims")


def compare_slots(
    config: Config, store: Store, slots: Mapping[str, str], revision: Revision
) -> None:
    """Derive the relations of these slots (slot → topic) anew.

    A new revision also shortens the time its forerunner held, so the slots of
    the document's earlier revisions are compared again too.
    """
    touched = dict(slots)
    for row in store.claims(document=revision.document):
        touched.setdefault(row.slot, row.claim.topic)
    topics = {topic.key: topic for topic in config.topics}
    for slot, key in sorted(touched.items()):
        topic = topics.get(key)
        if topic is None:
            continue  # no longer followed: what was found then stands as it is
        claims = store.claims_in_slot(slot)
        stated = _stated(store, claims)
        store.put_relations(slot, relate(slot, stated, _sides(config, topic)))


def _stated(store: Store, claims: Sequence[Claim]) -> list[Stated]:
    """Each claim with the days on which its document stated it."""
    days: dict[str, tuple[date, date, int]] = {}
    for issues in store.issues(claim.document for claim in claims).values():
        days |= _days_of(issues)
    return [Stated(claim, *days[claim.revision]) for claim in claims]


def _days_of(issues: Iterable[Issue]) -> dict[str, tuple[date, date, int]]:
    """Revision → first day it is stated, last day before the next one (or that day), number.

    A page edited under its old date was published when we first saw the edit.
    """
    ordered = sorted((_said_on(issue), issue.observed, issue.revision) for issue in issues)
    days = [day for day, _, _ in ordered]
    for number in range(1, len(ordered)):
        if ordered[number][0] == ordered[number - 1][0]:
            days[number] = max(days[number - 1], ordered[number][1].date())
    following = [*days[1:], days[-1]] if days else []
    return {
        key: (days[number], following[number], number) for number, (_, _, key) in enumerate(ordered)
    }


def _said_on(issue: Issue) -> date:
    published = issue.published
    return (published.earliest if published else None) or issue.observed.date()


def _sides(config: Config, topic: Topic) -> Sides:
    outlets = frozenset(o.name for o in config.organisations if o.side == "outlet")
    return Sides(
        topic.vendor, outlets, {item.name: topic.ancestors(item.name) for item in topic.item}
    )


def _outlet(config: Config, snapshot: Snapshot) -> Outlet:
    """Whose page a snapshot is, by its source or by what the file says."""
    source = config.source(snapshot.source)
    named = snapshot.header("x-monitor-publisher")
    publisher = named or (source.name if source else _host(snapshot.document) or snapshot.document)
    organisation = source.organisation if source else None
    return Outlet(
        publisher, organisation or _vendor_of(config, publisher), source.country if source else None
    )


def _vendor_of(config: Config, publisher: str) -> str | None:
    """The vendor whose own voice a publisher is ("Vendor Docs"), by the names it is known by.

    The longest name that begins the publisher's decides, so that an outlet
    named after a vendor's town is not that vendor.
    """
    found = [
        (len(name), organisation)
        for organisation in config.organisations
        for name in (organisation.name, *organisation.aliases)
        if re.match(rf"{re.escape(name)}\b", publisher, re.IGNORECASE)
    ]
    _, longest = max(found, key=lambda pair: pair[0], default=(0, None))
    return longest.name if longest and longest.side == "vendor" else None


def _source_of(config: Config, url: str | None) -> SourceConfig | None:
    """The configured source on the same host, so that a saved page is its outlet's."""
    host = _host(url or "")
    for source in config.sources:
        addresses = (*source.feeds, *source.sitemaps, *source.pages)
        if host and any(_host(address) == host for address in addresses):
            return source
    return None


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _fail(
    store: Store,
    report: CrawlReport,
    source: str | None,
    url: str | None,
    error: MonitorError,
    clock: Clock,
) -> None:
    failure = Failure(source, url, type(error).__name__, str(error), clock())
    report.failures.append(failure)
    store.add_failure(failure)
