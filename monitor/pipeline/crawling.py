"""Sources to stored snapshots."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from monitor.config import Config
from monitor.config.source import SourceConfig
from monitor.pipeline.reading import read_pending
from monitor.pipeline.report import Clock, CrawlReport, Progress, Stages
from monitor.storage import Store
from monitor.types import Failure

if TYPE_CHECKING:
    from monitor.crawl.outcome import Outcome


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
