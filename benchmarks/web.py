"""How long each page takes on a large database: the median and the slowest of a hundred.

    python -m benchmarks.web                         on one of its own, with 100,000 claims
    python -m benchmarks.web --database sqlite:////var/lib/monitor/monitor.db

The application is asked in this process: no network and no browser, but all that a server
does for a page, from the guard to the last byte.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from monitor.compare.slots import position_of
from monitor.config import Config, load_config
from monitor.config.settings import WebSettings
from monitor.interval import DaySpan, NumberSpan
from monitor.storage import Store, open_store, read_store, utc_now
from monitor.types import Attribution, Claim, Relation, Revision, Snapshot, Speaker
from monitor.values import Quantity
from monitor.web.access import Access
from monitor.web.app import make_app
from monitor.web.desk import Desk

_EACH = 20  # claims of a document
_SLOTS = 50
_FIRST = date(2014, 1, 1)
_DAYS = 4000
_SEED = 1


def main() -> None:
    """Tell of each page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", help="an address; left out: one is made")
    parser.add_argument("--claims", type=int, default=100_000, help="of the one that is made")
    parser.add_argument("--rounds", type=int, default=100)
    given = parser.parse_args()
    config = load_config()
    with tempfile.TemporaryDirectory() as folder:
        url = given.database or f"sqlite:///{Path(folder) / 'monitor.db'}"
        if given.database is None:
            with open_store(url) as store:
                begun = time.perf_counter()
                _fill(config, store, given.claims)
                print(f"{given.claims:,} claims written in {time.perf_counter() - begun:.0f} s")
        asyncio.run(_measure(config, url, given.rounds))


async def _measure(config: Config, url: str, rounds: int) -> None:
    web = WebSettings(requests_a_minute=100_000)
    config = replace(config, settings=config.settings.model_copy(update={"web": web}))
    with read_store(url) as store:
        app = make_app(Desk(config, store, Access(web, None), utc_now, lambda: open_store(url)))
        for path in _paths(config, store):
            taken, size = [], 0
            for _ in range(rounds + 1):
                begun = time.perf_counter()
                status, size = await _ask(app, path)
                taken.append(time.perf_counter() - begun)
                assert status == 200, (path, status)
            taken = sorted(taken[1:])  # the first one warms up
            p50, p99 = taken[len(taken) // 2], taken[min(len(taken) - 1, len(taken) * 99 // 100)]
            shown = path if len(path) < 60 else f"{path[:57]}..."
            print(f"{shown:<60} p50 {p50 * 1000:7.1f} ms  p99 {p99 * 1000:7.1f} ms  {size:>8,} B")


def _paths(config: Config, store: Store) -> Iterator[str]:
    topic = config.topics[0].key
    (newest,) = store.claims(limit=1)
    far = store.claims(limit=1, offset=5_000)
    yield "/"
    yield "/?since=2000"
    yield "/relations"
    if relations := store.relations(kinds=("contradiction",), limit=1):
        yield f"/relations/{relations[0].relation.key}"
    yield f"/timeline?topic={topic}&facet=threshold"
    yield f"/timeline?topic={topic}&facet=threshold&since=2020-01&until=2020-03"
    yield "/said"
    yield "/said?text=seats"
    yield f"/said?topic={topic}&facet=threshold&outlet=press"
    if far:
        yield f"/said?after={far[0].claim.key}"
    yield f"/claims/{newest.claim.key}"
    yield f"/document?address={quote(newest.claim.document, safe='')}"
    yield "/sources"
    yield f"/source?key={config.sources[0].key}"
    yield "/said.json"
    yield "/said.atom"


async def _ask(app: object, path: str) -> tuple[int, int]:
    """The status and the size of one answer."""
    where, _, question = path.partition("?")
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": where,
        "raw_path": where.encode(),
        "root_path": "",
        "scheme": "http",
        "query_string": question.encode(),
        "headers": [(b"host", b"127.0.0.1")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8470),
    }
    told: dict[str, int] = {"status": 0, "size": 0}

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            told["status"] = int(str(message["status"]))
        else:
            body = message.get("body", b"")
            assert isinstance(body, bytes)
            told["size"] += len(body)

    await app(scope, receive, send)  # type: ignore[operator]
    return told["status"], told["size"]


def _fill(config: Config, store: Store, claims: int) -> None:
    """Documents of many outlets, each with statements on thresholds in some of many slots."""
    chance, topic = random.Random(_SEED), config.topics[0].key  # noqa: S311
    for begin in range(0, claims // _EACH, 200):
        with store.transaction():
            for number in range(begin, min(begin + 200, claims // _EACH)):
                _keep(store, _document(config, number, topic, chance))
    for slot in range(_SLOTS):
        _relate(store, f"{topic}/part-{slot}/threshold/seats", topic)


def _document(
    config: Config, number: int, topic: str, chance: random.Random
) -> tuple[Snapshot, Revision, list[Claim], dict[str, str]]:
    address = f"https://press-{number % 40}.example/news/{number}"
    lines = [f"The minimum is {chance.randrange(1, 40) * 50} seats or more." for _ in range(_EACH)]
    text = "\n".join(f"{line} {'Nobody else was asked. ' * 5}" for line in lines)
    day = _FIRST + timedelta(days=chance.randrange(_DAYS))
    seen = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=8)
    source = config.sources[number % len(config.sources)].key
    snapshot = Snapshot(address, source, address, 200, (), text.encode(), seen)
    revision = Revision(
        document=address,
        publisher=f"Press {number % 40}",
        organisation=None,
        country="US",
        snapshot=snapshot.key,
        kind="article",
        title=f"Who may join, part {number}",
        author=None,
        published=DaySpan.day(day),
        text=text,
        observed=seen,
    )
    speaker = Speaker(None, f"Vendor {number % 7}", "spokesperson", True)
    found, slots, place = [], {}, 0
    for line in lines:
        start = text.index(line, place)
        place = start + len(line)
        part = chance.randrange(_SLOTS)
        claim = Claim(
            revision=revision.key,
            document=address,
            start=start,
            end=place,
            quote=line,
            topic=topic,
            component=f"part-{part}",
            facet="threshold",
            qualifiers=(),
            value=Quantity(NumberSpan(int(line.split()[3]), None), "seat", "minimum"),
            polarity="affirm",
            modality="asserted",
            triggers=(),
            attribution=Attribution(speaker, "indirect", "said", (revision.publisher,)),
            reported_by=revision.publisher,
            published=revision.published,
            observed=seen,
            rule="threshold/1",
        )
        found.append(claim)
        slots[claim.key] = f"{topic}/part-{part}/threshold/seats"
    return snapshot, revision, found, slots


def _keep(store: Store, one: tuple[Snapshot, Revision, list[Claim], dict[str, str]]) -> None:
    snapshot, revision, claims, slots = one
    store.add_snapshot(snapshot)
    store.mark_read(snapshot.key, "article")
    store.add_revision(revision)
    store.put_claims(revision.key, claims, slots)


def _relate(store: Store, slot: str, topic: str) -> None:
    """The five most held positions of a slot, each against each other."""
    held: dict[str, list[str]] = {}
    for claim in store.claims_in_slot(slot):
        held.setdefault(position_of(claim), []).append(claim.key)
    most = sorted(held, key=lambda position: (-len(held[position]), position))[:5]
    pairs = [(a, b) for n, a in enumerate(most) for b in most[n + 1 :]]
    store.put_relations(
        slot,
        [
            Relation(
                kind="contradiction",
                topic=topic,
                facet="threshold",
                slot=slot,
                a=tuple(held[a]),
                b=tuple(held[b]),
                position_a=a,
                position_b=b,
                rule="disjoint@1",
                explanation="They cannot both hold.",
            )
            for a, b in pairs
        ],
    )


if __name__ == "__main__":
    main()
