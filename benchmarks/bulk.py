"""How fast saved pages are imported by 1, 2 and 4 processes, beside trafilatura alone.

    python -m benchmarks.bulk [--documents N] [--rounds N] [--processes N ...] [--postgresql]

Each round imports the same pages into a fresh database and has trafilatura draw the
text of the same files in as many processes, one after the other. Seconds of the clock say
what comes out; seconds of the processor, children and all, count where others use it too.
"""

from __future__ import annotations

import cProfile
import gc
import pstats
import shutil
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from benchmarks.articles import write_articles
from benchmarks.telling import line
from monitor.config import Config, load_config
from monitor.pipeline import import_paths
from monitor.pipeline.children import side_by_side
from monitor.storage import open_store, utc_now
from tests.postgres import PostgresServer, running_server

CONFIG = Path(__file__).parents[1] / "config"
_DOCUMENTS = 1000
_ROUNDS = 3
_PROCESSES = (1, 2, 4)
_SHOWN = 40  # lines of a profile


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds a document takes: by the clock on the wall, and of all processors."""

    wall: float
    processor: float


@dataclass(frozen=True, slots=True)
class Round:
    """One round: ours, and trafilatura alone."""

    ours: Times
    alone: Times


def begin_alone() -> Callable[[Path], int]:
    """Draws the text of a file as trafilatura does by itself, with its metadata."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    def draw(file: Path) -> int:
        found = bare_extraction(file.read_bytes(), with_metadata=True)
        return len(found.text or "") if isinstance(found, Document) else 0

    return draw


def timed(work: Callable[[], object], documents: int) -> Times:
    """What the work takes of each document, with all processes that it starts and ends."""
    gc.collect()
    wall, processor = perf_counter(), _processor()
    work()
    return Times((perf_counter() - wall) / documents, (_processor() - processor) / documents)


def _processor() -> float:
    ended = getrusage(RUSAGE_CHILDREN)
    return process_time() + ended.ru_utime + ended.ru_stime


def alone(files: Sequence[Path], processes: int) -> Times:
    """Trafilatura alone, in as many processes."""
    here = begin_alone()
    here(files[0])

    def work() -> None:
        with side_by_side(processes, files, begin_alone, here, print) as came:
            drawn = sum(isinstance(length, int) and length > 0 for _, length in came)
        assert drawn == len(files)

    return timed(work, len(files))


def ours(config: Config, url: str, folder: Path, documents: int, processes: int) -> Times:
    """The whole path: from files to claims compared and kept."""
    with open_store(url) as store:

        def work() -> None:
            report = import_paths(config, store, [folder], clock=utc_now, processes=processes)
            assert (report.revisions, report.failures) == (documents, [])

        return timed(work, documents)


@contextmanager
def fresh(folder: Path, server: PostgresServer | None) -> Iterator[str]:
    """The address of a database without rows."""
    if server is not None:
        with server.database() as url:
            yield url
        return
    made = folder / "database"
    made.mkdir()
    try:
        yield f"sqlite:///{made / 'monitor.db'}"
    finally:
        shutil.rmtree(made)


def report(where: str, processes: int, rounds: Sequence[Round]) -> Iterator[str]:
    """Medians, with the lowest and the highest round."""
    yield f"{where}, {processes} process{'es' if processes > 1 else ''}"
    yield line("documents a second", [1 / one.ours.wall for one in rounds], ".1f")
    yield line("  trafilatura alone", [1 / one.alone.wall for one in rounds], ".1f")
    yield line("  times as fast as it", [one.alone.wall / one.ours.wall for one in rounds], ".2f")
    yield line("ms of processor", [1000 * one.ours.processor for one in rounds], ".1f")
    yield line("  trafilatura alone", [1000 * one.alone.processor for one in rounds], ".1f")
    yield line("  its part of ours", [r.alone.processor / r.ours.processor for r in rounds], ".2f")


def profile(work: Callable[[], object]) -> None:
    """Where the time of this process goes; with children, that is the parent's."""
    profiler = cProfile.Profile()
    profiler.runcall(work)
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(_SHOWN)


def main() -> int:
    parser = ArgumentParser(prog="python -m benchmarks.bulk", description=__doc__)
    parser.add_argument("--documents", type=int, default=_DOCUMENTS)
    parser.add_argument("--rounds", type=int, default=_ROUNDS)
    parser.add_argument("--processes", type=int, nargs="+", default=_PROCESSES)
    parser.add_argument("--postgresql", action="store_true", help="also into a server of its own")
    parser.add_argument("--profile", action="store_true", help="of the first number, into SQLite")
    given = parser.parse_args()
    config = load_config(str(CONFIG))
    with TemporaryDirectory(prefix="bulk-") as made, ExitStack() as stack:
        files = write_articles(Path(made) / "pages", given.documents)
        folder = files[0].parent
        size = sum(file.stat().st_size for file in files) / len(files)
        print(f"{len(files):,} pages of {size / 1000:.0f} kB")
        servers: dict[str, PostgresServer | None] = {"SQLite": None}
        if given.postgresql:
            servers["PostgreSQL"] = stack.enter_context(running_server())
        for where, server in servers.items():
            for processes in given.processes:
                one = partial(_one, config, Path(made), folder, files, server, processes)
                if given.profile:
                    profile(one)
                    return 0
                rounds = [one() for _ in range(given.rounds)]
                print("\n".join(report(where, processes, rounds)), flush=True)
    return 0


def _one(
    config: Config,
    made: Path,
    folder: Path,
    files: Sequence[Path],
    server: PostgresServer | None,
    processes: int,
) -> Round:
    with fresh(made, server) as url:
        mine = ours(config, url, folder, len(files), processes)
    return Round(mine, alone(files, processes))


if __name__ == "__main__":
    sys.exit(main())
