"""Crawls many outlets while the crawler is killed again and again, and looks at what is left.

    python -m benchmarks.soak [--sources N] [--documents N] [--kills N] [--seed N]

Two databases are filled from the same outlets on loopback: one by a crawl that
nothing disturbs, one by crawls that `kill -9` ends at random moments, and a
last one that runs to its end. Ends with 1 where anything is lost, twice there
or different.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.left import Found, differences, look
from benchmarks.outlets import ROOT, Size, served

_PAGE = 4096  # bytes in a page of memory, as /proc counts
_LOOK_EVERY = 0.2  # seconds between two looks at the crawler's memory


@dataclass(frozen=True, slots=True)
class Sample:
    """The memory a crawler holds, and what it was at: fetching or reading."""

    phase: str
    megabytes: float


class Crawler:
    """`benchmarks.crawler` in a process of its own."""

    def __init__(self, database: Path, bases: Sequence[str]) -> None:
        command = [sys.executable, "-m", "benchmarks.crawler", str(database), *bases]
        self.process = subprocess.Popen(  # noqa: S603 (our own command)
            command, cwd=ROOT, stdout=subprocess.PIPE, text=True
        )

    def until(self, word: str) -> None:
        """Wait for a line that it says, or for its end."""
        assert self.process.stdout is not None
        any(line.strip() == word for line in self.process.stdout)

    def kill_after(self, seconds: float) -> bool:
        """Whether it was still at it when `kill -9` came."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
        code = self.process.wait()
        self._close()
        if code not in (0, -9):
            sys.exit(f"the crawler ended with {code}")
        return code == -9

    def watch(self) -> list[Sample]:
        """Its memory until it ends by itself."""
        samples, phase = [], "fetching"
        assert self.process.stdout is not None
        lines = self.process.stdout.fileno()
        while self.process.poll() is None:
            phase = _said(lines) or phase
            size = _resident(self.process.pid)
            if size:
                samples.append(Sample(phase, size))
            time.sleep(_LOOK_EVERY)
        self._close()
        if self.process.returncode:
            sys.exit(f"the crawler ended with {self.process.returncode}")
        return samples

    def _close(self) -> None:
        assert self.process.stdout is not None
        self.process.stdout.close()


def _said(lines: int) -> str | None:
    if not select.select([lines], [], [], 0)[0]:
        return None
    said = os.read(lines, 1000).decode().split()
    return said[-1] if said else None


def _resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE / 1e6
    except (OSError, IndexError):
        return 0.0


def undisturbed(database: Path, bases: Sequence[str]) -> tuple[float, float, list[Sample]]:
    """One crawl to its end: seconds until it was ready, seconds in all, its memory."""
    begun = time.monotonic()
    crawler = Crawler(database, bases)
    crawler.until("fetching")
    ready = time.monotonic() - begun
    samples = crawler.watch()
    return ready, time.monotonic() - begun, samples


def killed(database: Path, bases: Sequence[str], lives: Sequence[float], ready: float) -> int:
    """How many of the crawlers were killed at work.

    The first half while it fetches, the others while it reads, which it only
    begins when all is fetched; every tenth may not even have begun.
    """
    hits = 0
    for number, life in enumerate(lives):
        crawler = Crawler(database, bases)
        if number % 10:
            crawler.until("fetching" if number < len(lives) // 2 else "reading")
            hits += crawler.kill_after(life)
        else:
            hits += crawler.kill_after(ready * life / max(lives))
        if number % 10 == 9:
            print(f"  {number + 1} killed", flush=True)
    return hits


def memory(samples: Sequence[Sample]) -> list[str]:
    """How the memory went, for each phase, once a quarter of it is over."""
    told = []
    for phase in ("fetching", "reading"):
        sizes = [sample.megabytes for sample in samples if sample.phase == phase]
        if len(sizes) < 8:
            continue
        early, late = sizes[len(sizes) // 4], sizes[-1]
        told.append(
            f"  memory while {phase}: {early:.0f} MB after a quarter, "
            f"{max(sizes):.0f} MB at the most, {late:.0f} MB at the end"
        )
    return told


def soak(asked: Namespace, folder: Path) -> list[str]:
    """Run it; gives everything that is wrong in the end."""
    size = Size(asked.sources, asked.documents)
    with served(size) as bases:
        print(f"undisturbed: {size.documents} documents of {size.sources} sources", flush=True)
        plain = folder / "plain.db"
        ready, seconds, samples = undisturbed(plain, bases)
        print(f"  {seconds:.0f} seconds", *memory(samples), sep="\n", flush=True)
        chance = Random(asked.seed)  # noqa: S311 (so that it can be run again)
        # All kills together take about as long as the work, so that they fall all over it.
        mean = max(0.05, (seconds - ready) / (asked.kills + 1))
        lives = [chance.uniform(0, 2 * mean) for _ in range(asked.kills)]
        print(f"killed {asked.kills} times, seed {asked.seed}", flush=True)
        begun, torn = time.monotonic(), folder / "torn.db"
        hits = killed(torn, bases, lives, ready) if lives else 0
        left = look(torn, size, bases).counts if lives else "nothing"
        print(f"  {hits} of them at work, {time.monotonic() - begun:.0f} seconds; left: {left}")
        undisturbed(torn, bases)
        whole, mended = look(plain, size, bases), look(torn, size, bases)
    return _told(whole, mended)


def _told(whole: Found, mended: Found) -> list[str]:
    print(f"undisturbed: {whole.counts}\nin the end:  {mended.counts}")
    wrong = [f"undisturbed: {problem}" for problem in whole.problems]
    wrong += [f"in the end: {problem}" for problem in mended.problems]
    return wrong + differences(whole, mended)


def main() -> int:
    parser = ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--sources", type=int, default=200, help="(default 200)")
    parser.add_argument("--documents", type=int, default=10_000, help="(default 10000)")
    parser.add_argument("--kills", type=int, default=50, help="(default 50)")
    parser.add_argument("--seed", type=int, default=None, help="of the moments (default: chance)")
    asked = parser.parse_args()
    if asked.seed is None:
        asked.seed = time.time_ns() % 1_000_000
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        wrong = soak(asked, Path(folder))
    print("\n".join(wrong) or "nothing lost, nothing twice, nothing different")
    print(f"{time.monotonic() - begun:.0f} seconds in all")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
