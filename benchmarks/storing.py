"""Claims written a second, as the store writes them, beside bare inserts of the same rows.

    python -m benchmarks.storing [--documents N] [--rounds N] [--postgresql]

The store holds each quote against its text, keeps history, and makes words and names found. One
transaction a document and one for all documents; seconds of processor of this process.
"""

from __future__ import annotations

import contextlib
import statistics
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Any

from sqlalchemy import insert

from benchmarks.many import config_of
from benchmarks.said import Speech, Text
from monitor.compare.slots import slot_of
from monitor.storage import Store, open_store, tables
from monitor.storage.claim_rows import claim_row
from monitor.storage.database import BEGIN, WRITING, make_engine
from monitor.types import Snapshot
from tests.postgres import running_server

_DOCUMENTS, _ROUNDS = 400, 5


def texts(number: int) -> list[Text]:
    """So many documents with claims."""
    made = Speech(config_of(1, "longer").topics[0], 1).documents(number * 10)
    return list(islice((texts[0] for texts in made if texts[0].claims), number))


def keep(store: Store, told: Sequence[Text], *, one_each: bool) -> None:
    """As a crawl or an import does it."""
    topic = config_of(1, "longer").topics[0]
    with contextlib.nullcontext() if one_each else store.transaction():
        for text in told:
            slots = {claim.key: slot_of(claim, topic) for claim in text.claims}
            store.put_claims(text.revision.key, text.claims, slots)


def prepare(store: Store, told: Sequence[Text]) -> list[Text]:
    """With their snapshots and revisions, whose cost is not told."""
    kept = []
    with store.transaction():
        for text in told:
            r = text.revision
            snapshot = Snapshot(r.document, "s", r.document, 200, (), r.text.encode(), r.observed)
            store.add_snapshot(snapshot)
            revision = replace(r, snapshot=snapshot.key)
            store.add_revision(revision)
            kept.append(Text(revision, text.claims))
    return kept


def rows_of(told: Sequence[Text]) -> list[dict[str, Any]]:
    """Of all their claims, without number: what bare inserts are given."""
    topic = config_of(1, "longer").topics[0]
    return [
        {**claim_row(claim, slot_of(claim, topic)), "recorded": at, "written": at, "news": True}
        for text in told
        for claim in text.claims
        for at in (text.revision.observed,)
    ]


def bare(url: str, rows: Sequence[dict[str, Any]]) -> None:
    """The rows of the claims alone, all in one statement."""
    engine = make_engine(url)
    with engine.connect().execution_options(**{BEGIN: WRITING}) as connection, connection.begin():
        connection.execute(insert(tables.claim), rows)
    engine.dispose()


def seconds(url: str, told: Sequence[Text], way: str) -> float:
    """Of one way, in a database without claims."""
    with open_store(url) as store:
        kept = prepare(store, told)
        if way == "bare":
            rows = rows_of(kept)
            start = process_time()
            bare(url, rows)
            return process_time() - start
        start = process_time()
        keep(store, kept, one_each=way == "each")
        return process_time() - start


@contextlib.contextmanager
def places(*, postgresql: bool) -> Iterator[dict[str, contextlib.AbstractContextManager[str]]]:
    """How to have a fresh database, by its kind."""
    with contextlib.ExitStack() as ends:
        made = {"SQLite": _file}
        if postgresql:
            made["PostgreSQL"] = ends.enter_context(running_server()).database
        yield made  # type: ignore[misc]


@contextlib.contextmanager
def _file() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'monitor.db'}"


def report(told: Sequence[Text], rounds: int, *, postgresql: bool) -> Iterator[str]:
    """A line for each kind of database."""
    number = sum(len(text.claims) for text in told)
    yield f"{'claims a second':16}{'bare':>10}{'store':>10}{'ratio':>8}{'each':>10}{'ratio':>8}"
    with places(postgresql=postgresql) as made:
        for kind, fresh in made.items():
            spent: dict[str, list[float]] = {"bare": [], "all": [], "each": []}
            for _ in range(rounds):
                for way, taken in spent.items():
                    with fresh() as url:  # type: ignore[operator]
                        taken.append(seconds(url, told, way))
            bare_, all_, each = (number / statistics.median(taken) for taken in spent.values())
            yield (
                f"{kind:16}{bare_:>10,.0f}{all_:>10,.0f}{all_ / bare_:>8.2f}"
                f"{each:>10,.0f}{each / bare_:>8.2f}"
            )


def main() -> int:
    parser = ArgumentParser(prog="python -m benchmarks.storing", description=__doc__)
    parser.add_argument("--documents", type=int, default=_DOCUMENTS, help=f"(default {_DOCUMENTS})")
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help=f"(default {_ROUNDS})")
    parser.add_argument("--postgresql", action="store_true", help="on a server of its own too")
    asked = parser.parse_args()
    for line in report(texts(asked.documents), asked.rounds, postgresql=asked.postgresql):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
