"""Sources to stored snapshots."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence

from monitor.config import Config
from monitor.config.source import SourceConfig
from monitor.pipeline.health import update_health
from monitor.pipeline.reading import read_pending
from monitor.pipeline.report import CrawlReport, Stages, noted
from monitor.progress import Clock, Count, Progress, silent
from monitor.storage import Store

_EVERY = 1_000_000  # documents of one source: more than any outlet publishes in a lifetime


def crawl_sources(
    config: Config,
    store: Store,
    sources: Sequence[SourceConfig],
    *,
    clock: Clock,
    progress: Progress | None = None,
    sign: Callable[[], None] = lambda: None,
    eager: bool = False,
    recheck: bool = False,
    processes: int | None = 1,
    count: Count | None = None,
) -> CrawlReport:
    """Crawl the sources, then read all that is new.

    `eager` asks for listings that are to be left alone for now, as a person
    who calls for a crawl wants; `sign` is called while it fetches, also where a
    host makes it wait for long and there is nothing to tell; `recheck` asks again
    for every document, due or not; `processes` read side by side. A failing address
    or page is recorded and never stops the others. Raises StorageError where the
    database cannot be used.
    """
    report = CrawlReport(sources=len(sources))
    tell = progress or silent

    def counts() -> dict[str, int]:
        return {
            "fetched": report.fetched,
            "unchanged": report.unchanged,
            "failures": len(report.failures),
            "without_text": report.without_text,
            "revisions": report.revisions,
        }

    with noted(store, "crawl", counts):
        asyncio.run(
            fetch_sources(config, store, sources, report, clock, tell, eager, recheck, sign)
        )
        read_pending(Stages(config), store, report, clock, tell, processes=processes, count=count)
        for source in sources:
            step = update_health(config, store, source.key, clock())
            answered = store.status_of_source(source.key).last_ok is not None
            if step and step.is_known(answered=answered):
                tell(f"{source.key}: {step.health.state}")
    return report


async def fetch_sources(
    config: Config,
    store: Store,
    sources: Sequence[SourceConfig],
    report: CrawlReport,
    clock: Clock,
    tell: Progress,
    eager: bool,
    recheck: bool,
    sign: Callable[[], None] = lambda: None,
) -> None:
    """Fetch and keep what the sources have; nothing of it is read yet."""
    from monitor.crawl import Client, Robots, crawl
    from monitor.crawl.relevance import topic_names
    from monitor.pipeline.keeping import keep

    settings, by_key = config.settings.crawl, {source.key: source for source in sources}

    def due(source: str) -> Sequence[str]:
        limit = _EVERY if recheck else settings.max_rechecks
        return store.due_documents(source, None if recheck else clock(), limit)

    async with Client(settings, clock=clock, ledger=store, sign=sign) as client:
        outcomes = crawl(
            sources,
            client,
            Robots(client, settings, store),
            ledger=store,
            settings=settings,
            recheck=due,
            names=topic_names(config.topics, config.organisations),
            eager=eager,
        )
        async with contextlib.aclosing(outcomes) as found:
            async for came in found:
                with store.transaction():  # one for all: beginning and ending one takes its time
                    told = [keep(store, by_key[key], outcome, report) for key, outcome in came]
                for line in told:
                    tell(line)
