"""Reads many documents with several workers while they are killed again and again.

    python -m benchmarks.workers [--documents N] [--kill-every SECONDS] [--seed N]
    python -m benchmarks.workers --speed [--documents N]

The same snapshots are read by one process into a SQLite file, and by four workers into
PostgreSQL, of which a random one is ended by `kill -9` every few seconds while the server
is restarted in the middle. Ends with 1 where a document is not read, anything is there
twice, or the exports differ but for when a row was recorded. With --speed nothing is
killed, and it is told how many documents a second one process and 1, 2 and 4 workers read.
"""

from __future__ import annotations

import json
import select
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from benchmarks.outlets import ROOT
from monitor.config import load_config
from monitor.export import claim_row, relation_row
from monitor.pipeline import CrawlReport, Stages, read_pending
from monitor.storage import Store, open_store, utc_now
from monitor.types import Snapshot
from tests.postgres import PostgresServer, running_server

_OBSERVED = datetime(2014, 10, 1, tzinfo=UTC)
_TOPICAL = 40  # every which document holds a claim
_EDITED = 70  # every which document was seen twice, with other words
_TABLES = ("snapshot", "revision", "claim", "relation")
_LOOK_EVERY = 0.5  # seconds
_WORKERS = 4

_PLAIN = (
    "The harbour board met again about the old bridge, and nobody objected.",
    "A farmers' union put off its vote on the flood wall after three hours of talk.",
    "The town council published a long letter about the night ferry in the upper valley.",
    "The museum spoke at length of a new reading room, though few had come to listen.",
)
_CLAIMS = (
    "Microsoft FastTrack requires at least {seats} seats, a spokesperson said.",
    "FastTrack is available to customers with {seats} seats or more, Microsoft said.",
    "Microsoft FastTrack starts on September {day}, 2014, the company said.",
)


def snapshots(documents: int) -> Iterator[Snapshot]:
    """All there is to read: short texts, the same in every run."""
    for number in range(documents):
        chance = Random(number)  # noqa: S311 (the same in every run)
        first = _snapshot(number, chance, _OBSERVED)
        yield first
        if number % _EDITED == 0:
            later = _snapshot(number, chance, _OBSERVED + timedelta(days=1))
            yield replace(later, document=first.document)


def _snapshot(number: int, chance: Random, observed: datetime) -> Snapshot:
    told = [chance.choice(_PLAIN) for _ in range(8)]
    told[2] = f"Our file on it bears the number {number:06}."
    if number % _TOPICAL == 0:
        seats, day = chance.choice((50, 150, 250)), chance.choice((1, 15))
        told[4] = chance.choice(_CLAIMS).format(seats=seats, day=day)
    published = datetime(2014, 1, 6, tzinfo=UTC) + timedelta(hours=number % 6000)
    head = f"publisher: The Outlet\ntitle: Number {number}\npublished: {published:%Y-%m-%d}\n---\n"
    return Snapshot(
        document=f"https://outlet.example/{number}",
        source="import",
        fetched_from=f"{number}.txt",
        status=200,
        headers=(("x-monitor-publisher", "The Outlet"),),
        body=f"{head}{' '.join(told)}".encode(),
        observed=observed,
        origin="import",
    )


def fill(url: str, documents: int) -> int:
    """Keep them all as unread; how many snapshots that were."""
    with open_store(url) as store:
        batch = list(snapshots(documents))
        for at in range(0, len(batch), 500):
            with store.transaction():
                for one in batch[at : at + 500]:
                    store.add_snapshot(one)
    return len(batch)


class Process:
    """`benchmarks.working` at work."""

    def __init__(self, url: str, *options: str) -> None:
        self.ready = False
        self.process = subprocess.Popen(  # noqa: S603 (our own command)
            [sys.executable, "-m", "benchmarks.working", url, *options],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def until_ready(self) -> None:
        assert self.process.stdout
        assert self.process.stdout.readline() == "ready\n"

    def is_ready(self) -> bool:
        """Whether it has begun: one that only starts is not killed."""
        assert self.process.stdout
        if not self.ready and select.select([self.process.stdout], [], [], 0)[0]:
            self.until_ready()
            self.ready = True
        return self.ready

    def go(self) -> None:
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def end(self) -> dict[str, float]:
        """What it tells of itself."""
        out, _ = self.process.communicate()
        found: dict[str, float] = json.loads(out.splitlines()[-1])
        return found

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


def alone(url: str) -> float:
    """Read all that waits there in this process; the seconds it took."""
    config = load_config(str(ROOT / "config"))
    stages = Stages(config)
    _ = stages.extractor
    with open_store(url) as store:
        begun = time.monotonic()
        read_pending(stages, store, CrawlReport(), utc_now, lambda line: None)
        return time.monotonic() - begun


def speed(server: PostgresServer, folder: Path, documents: int) -> None:
    """Documents a second: one process, then workers, and where their time goes."""
    for kind, url in (("SQLite", f"sqlite:///{folder / 'speed.db'}"), ("PostgreSQL", "alone")):
        if kind == "PostgreSQL":
            server.execute("CREATE DATABASE alone")
            url = server.url("alone")
        number = fill(url, documents)
        seconds = alone(url)
        print(f"one process, {kind}: {number / seconds:.0f} a second", flush=True)
    for workers in (1, 2, 4):
        server.execute(f"CREATE DATABASE speed_{workers}")
        url = server.url(f"speed_{workers}")
        number = fill(url, documents)
        processes = [Process(url, "--drain") for _ in range(workers)]
        for one in processes:
            one.until_ready()
        begun = time.monotonic()
        for one in processes:
            one.go()
        spent = [one.end() for one in processes]
        seconds = time.monotonic() - begun
        whole = sum(one["all"] for one in spent)
        processor = sum(one["processor"] for one in spent) / whole
        reading = sum(one["reading"] for one in spent) / whole
        print(
            f"{workers} workers: {number / seconds:.0f} a second; of their time {processor:.0%} "
            f"is reading on the processor, {reading - processor:.0%} waiting for the database "
            f"in it, {1 - reading:.0%} the queue",
            flush=True,
        )


def prove(server: PostgresServer, folder: Path, documents: int, every: float, seed: int) -> bool:
    """Whether killing changes nothing."""
    plain = f"sqlite:///{folder / 'plain.db'}"
    server.execute("CREATE DATABASE torn")
    torn = server.url("torn")
    number = fill(plain, documents)
    fill(torn, documents)
    print(f"{number} snapshots of {documents} documents, seed {seed}", flush=True)
    seconds = alone(plain)
    print(f"one process, undisturbed: {seconds:.0f} seconds", flush=True)
    begun = time.monotonic()
    kills = _kill_while_they_read(server, torn, number, every, Random(seed))  # noqa: S311
    told = f"{kills} killed, the server restarted once: {time.monotonic() - begun:.0f} seconds"
    print(told, flush=True)
    with open_store(plain) as one, open_store(torn) as other:
        return _alike(one, other)


def _kill_while_they_read(
    server: PostgresServer, url: str, number: int, every: float, chance: Random
) -> int:
    """Four workers until nothing is unread; how many were killed."""
    workers = [Process(url) for _ in range(_WORKERS)]
    for one in workers:
        one.go()
    kills, restarted, unread = 0, False, number
    next_kill = time.monotonic() + chance.uniform(0.5, 1.5) * every
    name = url.partition("?")[0].rpartition("/")[2]
    asked = "SELECT count(*) FROM snapshot WHERE outcome IS NULL"
    while unread:
        time.sleep(_LOOK_EVERY)
        ((unread,),) = server.execute(asked, name)
        if unread < number / 2 and not restarted:
            server.stop()
            server.start()
            restarted = True
        at_work = [place for place, one in enumerate(workers) if one.is_ready()]
        if time.monotonic() > next_kill and at_work:
            victim = chance.choice(at_work)
            workers[victim].kill()
            workers[victim] = Process(url)
            workers[victim].go()
            kills += 1
            next_kill = time.monotonic() + chance.uniform(0.5, 1.5) * every
            if kills % 10 == 0:
                print(f"  {kills} killed, {unread} unread", flush=True)
    for one in workers:
        one.kill()
    return kills


def _alike(one: Store, other: Store) -> bool:
    counts = [{name: found.counts()[f"{name}s"] for name in _TABLES} for found in (one, other)]
    held = other.quarantined()
    exports = [_export(found) for found in (one, other)]
    print(f"one process: {counts[0]}\nworkers:     {counts[1]}, {len(held)} in quarantine")
    for first, second in zip(*exports, strict=False):
        if first != second:
            print(f"the first difference:\n  {first}\n  {second}")
            break
    same = exports[0] == exports[1]
    size = sum(len(line) + 1 for line in exports[0])
    print(f"{len(exports[0])} lines, {size} bytes exported: {'equal' if same else 'DIFFERENT'}")
    return same and counts[0] == counts[1] and not held


def _export(store: Store) -> list[str]:
    """All claims and relations, sorted; without the moment at which a row was recorded."""
    config = load_config(str(ROOT / "config"))
    rows = [claim_row(one, config) for one in store.claims()]
    rows += [relation_row(one) for one in store.relations()]
    return sorted(
        json.dumps({name: row[name] for name in row if name != "recorded"}) for row in rows
    )


def main() -> int:
    parser = ArgumentParser(prog="python -m benchmarks.workers", description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000, help="(default 20000)")
    parser.add_argument("--kill-every", type=float, default=6, help="seconds (default 6)")
    parser.add_argument("--seed", type=int, default=None, help="of the kills (default: chance)")
    parser.add_argument("--speed", action="store_true", help="measure, and kill nobody")
    asked = parser.parse_args()
    seed = time.time_ns() % 1_000_000 if asked.seed is None else asked.seed
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, running_server() as server:
        if asked.speed:
            speed(server, Path(folder), asked.documents)
            well = True
        else:
            well = prove(server, Path(folder), asked.documents, asked.kill_every, seed)
    print(f"{time.monotonic() - begun:.0f} seconds in all")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
