"""What questions and one more document cost as the claims grow: the same, or more.

    python -m benchmarks.scale sqlite:///small.db:10000 sqlite:///large.db:1000000 --way longer

Databases that `benchmarks.many` made, each with its number of claims, the smallest first. What
is written is rolled back. Milliseconds on the wall: the middle of all rounds, and of a hundred
the second slowest.
"""

from __future__ import annotations

import gc
import statistics
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from time import perf_counter

from benchmarks.many import WAYS, config_of
from benchmarks.said import FIRST, YEARS, Speech, Text
from monitor.compare.slots import slot_of
from monitor.config import Config
from monitor.digest.gather import gather
from monitor.interval import NumberSpan
from monitor.pipeline import compare_slots
from monitor.query.said import Question, said
from monitor.query.speaker import speaker_named, told_by
from monitor.query.timeline import Asked, draw_timeline
from monitor.storage import Store, open_store
from monitor.types import TOLD, Snapshot

_LAST = FIRST + timedelta(365 * YEARS)
_NOW = datetime(_LAST.year, _LAST.month, _LAST.day, tzinfo=UTC)
_ROUNDS, _DOCUMENTS, _MADE_WITH = 9, 40, 1
# What takes longer is asked once.
_LONG = 10.0


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds: in the middle, and nearly the worst."""

    middle: float
    worst: float


def timed(work: Callable[[], object], rounds: int) -> Cost:
    """What it costs, once it was asked for before."""
    work()
    spent: list[float] = []
    while len(spent) < rounds and sum(spent) < _LONG:
        gc.collect()
        start = perf_counter()
        work()
        spent.append(perf_counter() - start)
    return _cost(spent)


def _cost(spent: list[float]) -> Cost:
    ordered = sorted(spent)
    worst = ordered[min(len(ordered) - 1, round(len(ordered) * 0.99))]
    return Cost(1000 * statistics.median(ordered), 1000 * worst)


def questions(config: Config, store: Store) -> Iterator[tuple[str, Callable[[], object]]]:
    """What people and jobs ask, by name."""
    topic = config.topics[0].key
    for name, question in _SAID.items():
        asked = replace(question, limit=50)
        yield f"said {name}", partial(said, store, asked)
    yield (
        "timeline, one component",
        lambda: draw_timeline(store, Asked("threshold", topic, "onboarding"), _LAST),
    )
    yield "show a partner's person", lambda: _speaker(store, "Partner 1000")
    day = timedelta(1)
    yield "digest of a day", lambda: gather(config, store, since=_NOW - 2 * day, until=_NOW - day)
    yield "relations of a week", lambda: store.relations(kinds=TOLD, recorded_after=_NOW - 7 * day)
    yield "status", store.counts
    yield "sources", store.source_status


def _speaker(store: Store, name: str) -> object:
    found = speaker_named(store, name)
    return found and told_by(store, found)


_SAID = {
    "": Question(),
    "a rare word": Question(text="word15000", order="newest"),
    "a common word": Question(text="customers", order="newest"),
    "a rare part of a name": Question(speaker="ner 1000"),
    "a common part of a name": Question(organisation="icros"),
    "an outlet": Question(outlet="Outlet 7"),
    "a facet": Question(facet="threshold"),
    "a value": Question(value=NumberSpan(150, 150)),
    "between days": Question(since=date(2018, 3, 1), until=date(2018, 3, 31)),
    "what held": Question(valid_at=date(2016, 1, 1)),
    "known at": Question(facet="threshold", known_at=datetime(2019, 1, 1, tzinfo=UTC)),
}


def adding(config: Config, store: Store, seed: int) -> Cost:
    """One more document of the last day, kept and compared as the pipeline does it."""
    spent = []
    for text in Speech(config.topics[0], _MADE_WITH).late(_DOCUMENTS, seed):
        with store.rehearsal():
            start = perf_counter()
            _add(config, store, text)
            spent.append(perf_counter() - start)
    return _cost(spent[1:])


def _add(config: Config, store: Store, text: Text) -> None:
    r = text.revision
    snapshot = Snapshot(r.document, "new", r.document, 200, (), r.text.encode(), r.observed)
    store.add_snapshot(snapshot)
    revision = replace(r, snapshot=snapshot.key)
    store.add_revision(revision)
    slots = {claim.key: slot_of(claim, config.topics[0]) for claim in text.claims}
    store.put_claims(revision.key, text.claims, slots)
    touched = {slots[claim.key]: claim.topic for claim in text.claims}
    compare_slots(config, store, touched, revision, fresh=True)


def measured(url: str, claims: int, way: str, seed: int, rounds: int) -> dict[str, Cost]:
    """All of it at one address."""
    config = config_of(claims, way)
    with open_store(url) as store:
        found = {"add a document": adding(config, store, seed)}
        for name, work in questions(config, store):
            found[name] = timed(work, rounds)
            print(f"  {name}: {found[name].middle:.1f}", file=sys.stderr)
    return found


def report(found: dict[int, dict[str, Cost]]) -> Iterator[str]:
    """A line for each question: its cost at each size, and how often the least the most is."""
    sizes = sorted(found)
    heads = "".join(f"{f'{size:,}':>20}" for size in sizes)
    yield f"{'milliseconds (middle, worst)':32}{heads}{'ratio':>8}"
    for name in found[sizes[0]]:
        costs = [found[size][name] for size in sizes]
        cells = "".join(f"{cost.middle:>11.1f} {cost.worst:>8.1f}" for cost in costs)
        yield f"{name:32}{cells}{costs[-1].middle / costs[0].middle:>8.1f}"


def main() -> int:
    parser = ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("databases", nargs="+", help="ADDRESS:CLAIMS")
    parser.add_argument("--way", choices=WAYS, default="longer", help="(default longer)")
    parser.add_argument("--seed", type=int, default=7, help="of what is added (default 7)")
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help=f"(default {_ROUNDS})")
    asked = parser.parse_args()
    found = {}
    for database in asked.databases:
        url, _, size = database.rpartition(":")
        print(database, file=sys.stderr)
        found[int(size)] = measured(url, int(size), asked.way, asked.seed, asked.rounds)
    print("\n".join(report(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
