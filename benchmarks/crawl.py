"""Measures how fast a crawl fetches and stores, beside httpx alone on the same addresses.

    python -m benchmarks.crawl [--rounds N] [--sources N] [--documents N]

Outlets on loopback, no delay. Both sides ask for the same: robots.txt, feed and
sitemap of each outlet once, then its articles; one request at a time at each
host, and as many hosts at once as the crawler takes. httpx reads the bodies and
drops them; the crawl asks robots.txt, reads the listings and stores everything
in a new SQLite file. Reading articles for text and claims is not part of it.
The sides take turns, so that others on the machine disturb both.
"""

from __future__ import annotations

import asyncio
import cProfile
import pstats
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter, process_time

import httpx

from benchmarks.outlets import ROOT, Size, addresses, served, sources
from benchmarks.telling import line
from monitor.config import Config, load_config
from monitor.config.settings import CrawlSettings
from monitor.pipeline.crawling import fetch_sources
from monitor.pipeline.report import CrawlReport
from monitor.storage import open_store, utc_now

_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of one round: by the clock on the wall, and of this process's processor."""

    wall: float
    cpu: float


def config_for(bases: list[str], **settings: object) -> Config:
    """The shipped configuration, with these outlets in place of its own."""
    plain = load_config(str(ROOT / "config"))
    crawl = CrawlSettings.model_validate({"allow_loopback": True, "delay": 0} | settings)
    changed = plain.settings.model_copy(update={"crawl": crawl})
    return replace(plain, settings=changed, sources=sources(bases))


def crawled(config: Config, documents: int) -> Spent:
    """Fetch everything into a new database."""
    report = CrawlReport()
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(f"sqlite:///{Path(folder) / 'monitor.db'}") as store,
    ):
        begun = perf_counter(), process_time()
        asyncio.run(
            fetch_sources(
                config, store, config.sources, report, utc_now, lambda line: None, False, False
            )
        )
        spent = Spent(perf_counter() - begun[0], process_time() - begun[1])
    if report.failures or report.fetched != documents:
        sys.exit(f"fetched {report.fetched} of {documents}: {report.failures[:3]}")
    return spent


def bare(lists: Sequence[Sequence[str]], settings: CrawlSettings) -> Spent:
    """Fetch the same with httpx, and drop it."""
    begun = perf_counter(), process_time()
    asyncio.run(_bare(lists, settings))
    return Spent(perf_counter() - begun[0], process_time() - begun[1])


async def _bare(lists: Sequence[Sequence[str]], settings: CrawlSettings) -> None:
    waiting = iter(lists)
    headers = {"User-Agent": settings.user_agent}

    async def work(client: httpx.AsyncClient) -> None:
        for urls in waiting:
            for url in urls:
                answer = await client.get(url)
                answer.raise_for_status()
                await answer.aread()

    async with httpx.AsyncClient(headers=headers, trust_env=False) as client:
        await asyncio.gather(*(work(client) for _ in range(settings.hosts_at_once)))


def report(ours: Sequence[Spent], theirs: Sequence[Spent], requests: int) -> list[str]:
    """Requests a second of both, and their ratio round by round: median, lowest, highest."""
    pairs = list(zip(ours, theirs, strict=True))
    return [
        line("requests a second, crawl", [requests / one.wall for one in ours], ",.0f"),
        line("requests a second, bare httpx", [requests / one.wall for one in theirs], ",.0f"),
        line("ratio to bare httpx", [b.wall / a.wall for a, b in pairs], ".2f"),
        line("  the same in processor time", [b.cpu / a.cpu for a, b in pairs], ".2f"),
        "  milliseconds of processor for a request",
        line("  crawl", [1000 * one.cpu / requests for one in ours], ".2f"),
        line("  bare httpx", [1000 * one.cpu / requests for one in theirs], ".2f"),
    ]


def main() -> int:
    parser = ArgumentParser(prog="python -m benchmarks.crawl", description=__doc__)
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help=f"(default {_ROUNDS})")
    parser.add_argument("--sources", type=int, default=40, help="(default 40)")
    parser.add_argument("--documents", type=int, default=2000, help="(default 2000)")
    parser.add_argument("--profile", action="store_true", help="show where a crawl's time goes")
    asked = parser.parse_args()
    size = Size(asked.sources, asked.documents)
    with served(size) as bases:
        config = config_for(bases)
        lists = [addresses(size, base, number) for number, base in enumerate(bases)]
        requests = sum(map(len, lists))
        bare(lists, config.settings.crawl)  # the outlets now have their pages ready
        crawled(config, size.documents)  # and everything is imported
        if asked.profile:
            profile = cProfile.Profile()
            profile.runcall(crawled, config, size.documents)
            pstats.Stats(profile).sort_stats("tottime").print_stats(45)
            return 0
        ours, theirs = [], []
        for _ in range(max(1, asked.rounds)):
            ours.append(crawled(config, size.documents))
            theirs.append(bare(lists, config.settings.crawl))
    print(f"crawl without delay: {requests:,} requests to {size.sources} outlets on loopback")
    print("\n".join(report(ours, theirs, requests)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
