"""Reads what sources list and fetches it; everything that happens comes out as a value."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence

from monitor.config.settings import CrawlSettings
from monitor.config.source import SourceConfig
from monitor.crawl.http import Client
from monitor.crawl.ledger import Ledger
from monitor.crawl.outcome import Outcome
from monitor.crawl.robots import Robots
from monitor.crawl.source import SourceCrawl

Step = asyncio.Task[Outcome | None]


def crawl_source(
    source: SourceConfig,
    client: Client,
    robots: Robots,
    *,
    ledger: Ledger,
    settings: CrawlSettings,
    recheck: Iterable[str] = (),
    names: re.Pattern[str] | None = None,
    eager: bool = False,
) -> AsyncGenerator[Outcome, None]:
    """Everything one source has: its listings, its watched pages, then `recheck`.

    `recheck` are documents to ask for again even if nothing lists them now: a
    listing that did not change says nothing about the pages it lists. `names`
    finds the names of followed topics; `eager` asks for listings that are to
    be left alone for now. No error of one address ends it.
    """
    crawled = SourceCrawl(source, client, robots, ledger, settings, names=names, eager=eager)
    return crawled.outcomes(recheck)


def crawl_document(
    source: SourceConfig,
    url: str,
    client: Client,
    robots: Robots,
    *,
    ledger: Ledger,
    settings: CrawlSettings,
) -> AsyncGenerator[Outcome, None]:
    """One document of a source, with all its pages and by its manners; its listings are not read.

    Its outcomes may begin with an Alias: the document then lives elsewhere.
    """
    return SourceCrawl(source, client, robots, ledger, settings).document(url)


async def crawl(
    sources: Iterable[SourceConfig],
    client: Client,
    robots: Robots,
    *,
    ledger: Ledger,
    settings: CrawlSettings,
    recheck: Callable[[str], Sequence[str]] = lambda source: (),
    names: re.Pattern[str] | None = None,
    eager: bool = False,
) -> AsyncGenerator[Sequence[tuple[str, Outcome]], None]:
    """Several sources at once (`hosts_at_once`): source key and outcome, all that came together.

    A source goes on only when its last outcome was taken, so what comes together
    holds one of each at most, and memory stays flat however slowly the taker
    stores. Closing it (contextlib.aclosing), or cancelling the task that reads
    it, ends every request under way.
    """
    waiting = iter(sources)
    running: dict[str, AsyncGenerator[Outcome, None]] = {}
    steps: dict[Step, str] = {}

    def start_next() -> None:
        for source in waiting:
            running[source.key] = crawl_source(
                source,
                client,
                robots,
                ledger=ledger,
                settings=settings,
                recheck=recheck(source.key),
                names=names,
                eager=eager,
            )
            steps[asyncio.create_task(_step(running[source.key]))] = source.key
            return

    for _ in range(settings.hosts_at_once):
        start_next()
    try:
        while steps:
            done, _ = await asyncio.wait(steps, return_when=asyncio.FIRST_COMPLETED)
            came: list[tuple[str, Outcome]] = []
            for step in done:
                key = steps.pop(step)
                outcome = step.result()
                if outcome is None:
                    del running[key]
                    start_next()
                else:
                    came.append((key, outcome))
            if came:
                yield came
            for key, _ in came:
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
