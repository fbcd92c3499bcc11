"""How much memory an import of many documents takes at the most, and whether a daemon's grows.

    python -m benchmarks.memory [--documents N] [--minutes N]

The import is a process of its own. The daemon's jobs are run one after the other, minute by minute
of a clock that is moved on by hand, on the newsroom of `monitor demo`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.articles import article
from monitor import jobs
from monitor.config import Config, load_config
from monitor.demo.newsroom import Newsroom
from monitor.demo.outlets import EDITIONS
from monitor.storage import Store, open_store

ROOT = Path(__file__).parents[1]
_MONITOR = ("-c", "import sys; from monitor.cli import main; main(sys.argv[1:])")
_START = datetime(2026, 1, 5, 6, tzinfo=UTC)
_PAGE = os.sysconf("SC_PAGE_SIZE")
_INTERVAL = 10  # minutes: each source is asked six times in the hour
_TOLD = 10  # minutes


def peak_of_import(folder: Path, documents: int) -> float:
    """Megabytes at the most while so many pages are imported."""
    pages = folder / "pages"
    pages.mkdir()
    for number in range(documents):
        (pages / f"{number:06}.html").write_bytes(article(number).body)
    words = (*_MONITOR, "--database", f"sqlite:///{folder / 'import.db'}", "import", str(pages))
    process = subprocess.Popen([sys.executable, *words, "--quiet"], cwd=ROOT)  # noqa: S603
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the import ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_maxrss / 1024


def resident() -> float:
    """Megabytes of this process now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE / 2**20


def hour(config: Config, newsroom: Newsroom, url: str, minutes: int) -> Iterator[tuple[int, float]]:
    """The jobs of each minute; minute and megabytes now and then."""
    now = _START

    def clock() -> datetime:
        return now

    for minute in range(minutes + 1):
        newsroom.edition = EDITIONS[minute // _INTERVAL % len(EDITIONS)]
        with open_store(url, clock=clock) as store:
            do_what_is_due(config, store, clock)
        if minute % _TOLD == 0:
            yield minute, resident()
        now += timedelta(minutes=1)


def do_what_is_due(config: Config, store: Store, clock: jobs.Clock) -> None:
    """Crawls whose slot is free, digests, alerts and the outbox."""
    for source in config.sources:
        due = jobs.crawl_due(source, clock())
        jobs.crawl_source_job(config, store, clock, key=source.key, due=due)
    jobs.make_digests(config, store, clock)
    jobs.alert_job(config, store, clock)
    jobs.deliver_job(config, store, clock)


def main() -> int:
    parser = ArgumentParser(prog="python -m benchmarks.memory", description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000, help="(default 10000; 0: none)")
    parser.add_argument("--minutes", type=int, default=60, help="(default 60)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.documents:
            few = peak_of_import(folder_in(folder, "few"), 20)
            many = peak_of_import(folder_in(folder, "many"), given.documents)
            print(f"import of {given.documents:,} pages: {many:.0f} MB at the most,", end=" ")
            print(f"{many / few:.2f} times as much as of 20 ({few:.0f} MB)")
        config = load_config(str(ROOT / "config"))
        crawl = config.settings.crawl.model_copy(update={"allow_loopback": True})
        settings = config.settings.model_copy(update={"crawl": crawl})
        with Newsroom(config.directory / "demo") as newsroom:
            update = {"interval_minutes": _INTERVAL}
            sources = tuple(one.model_copy(update=update) for one in newsroom.sources())
            config = replace(config, settings=settings, sources=sources)
            seen = dict(hour(config, newsroom, f"sqlite:///{folder / 'run.db'}", given.minutes))
    for minute, size in seen.items():
        print(f"  minute {minute:3}  {size:7.1f} MB")
    settled = list(seen.values())[2:] or list(seen.values())
    print(f"after the first {2 * _TOLD} minutes it grew by {settled[-1] - settled[0]:.1f} MB")
    return 0


def folder_in(folder: Path, name: str) -> Path:
    """A new folder of that name in it."""
    made = folder / name
    made.mkdir()
    return made


if __name__ == "__main__":
    sys.exit(main())
