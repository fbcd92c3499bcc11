"""Reads what sources list and fetches it; everything that happens comes out as a value."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence

from monitor.config.settings import CrawlSettings
from monitor.config.source import SourceConfig
from monitor.crawl.http import Client
from monitor.crawl.outcome import Fetched, Listed, Outcome, Unchanged
from monitor.crawl.robots import Robots
from monitor.crawl.source import Known, SourceCrawl

__all__ = ["Fetched", "Listed", "Outcome", "Unchanged", "crawl", "crawl_source"]

Step = asyncio.Task[Outcome | None]


def crawl_source(
    source: SourceConfig,
    client: Client,
    robots: Robots,
    *,
    known: Known,
    settings: CrawlSettings,
    recheck: Iterable[str] = (),
) -> AsyncGenerator[Outcome, None]:
    """Everything one source has: feeds, then sitemaps, then watched pages, then `recheck`.

    `known(url)` answers with what the server gave us the last time, or None;
    it is asked with the `url` of earlier outcomes. `recheck` are documents to
    ask for again even if nothing lists them now: a listing that did not change
    says nothing about the pages it lists. No error of one address ends it.
    """
    return SourceCrawl(source, client, robots, known, settings).outcomes(recheck)


async def crawl(
    sources: Iterable[SourceConfig],
    client: Client,
    robots: Robots,
    *,
    known: Known,
    settings: CrawlSettings,
    recheck: Callable[[str], Sequence[str]] = lambda source: (),
) -> AsyncGenerator[tuple[str, Outcome], None]:
    """Several sources at once (`hosts_at_once`): pairs of source key and outcome as they come.

    A source goes on only when its last outcome was taken, so memory stays flat
    however slowly the taker stores. Closing it (contextlib.aclosing), or
    cancelling the task that reads it, ends every request under way.
    """
    waiting = iter(sources)
    running: dict[str, AsyncGenerator[Outcome, None]] = {}
    steps: dict[Step, str] = {}

    def start_next() -> None:
        for source in waiting:
            again = recheck(source.key)
            running[source.key] = crawl_source(
                source, client, robots, known=known, settings=settings, recheck=again
            )
            steps[asyncio.create_task(_step(running[source.key]))] = source.key
            return

    for _ in range(settings.hosts_at_once):
        start_next()
    try:
        while steps:
            done, _ = await asyncio.wait(steps, return_when=asyncio.FIRST_COMPLETED)
            for step in done:
                key = steps.pop(step)
                outcome = step.result()
                if outcome is None:
                    del running[key]
                    start_next()
                else:
                    yield key, outcome
                    steps[asyncio.create_task(_step(running[key]))] = key
    finally:
        await _stop(steps, running.values())


async def _step(outcomes: AsyncGenerator[Outcome, None]) -> Outcome | None:
    return await anext(outcomes, None)


async def _stop(steps: Iterable[Step], running: Iterable[AsyncGenerator[Outcome, None]]) -> None:
    for step in steps:
        step.cancel()
    # Each is waited for, whatever it ends in: nothing may still read when the client closes.
    await asyncio.gather(*steps, return_exceptions=True)
    for outcomes in running:
        await outcomes.aclose()
