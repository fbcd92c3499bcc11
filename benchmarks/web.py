"""How long each page takes on a large database: the median and the slowest of a hundred.

    python -m benchmarks.web                       on one of its own, with 100,000 claims
    python -m benchmarks.web --database sqlite:///many.db --claims 1000000

Databases are those of `benchmarks.many`. The application is asked in this process: no network and
no browser, but all that a server does for a page, from the guard to the last byte.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from benchmarks.many import WAYS, config_of, make
from benchmarks.said import FIRST, YEARS
from monitor.config import Config
from monitor.config.settings import WebSettings
from monitor.storage import Store, open_store, read_store
from monitor.web.access import Access
from monitor.web.app import make_app
from monitor.web.desk import Desk

# A reader who comes every day, on the last one there is.
_NOW = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC) + timedelta(365 * YEARS)
_MONTH = timedelta(30)


def main() -> None:
    """Tell of each page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", help="an address; left out: one is made")
    parser.add_argument("--claims", type=int, default=100_000, help="(default 100,000)")
    parser.add_argument("--way", choices=WAYS, default="more", help="(default more)")
    parser.add_argument("--rounds", type=int, default=100)
    given = parser.parse_args()
    config = config_of(given.claims, given.way)
    with tempfile.TemporaryDirectory() as folder:
        url = given.database or f"sqlite:///{Path(folder) / 'monitor.db'}"
        if given.database is None:
            begun = time.perf_counter()
            made = make(url, given.claims, given.way, seed=1)
            print(f"{made:,} claims written in {time.perf_counter() - begun:.0f} s")
        open_store(url).close()  # brings it up to date
        asyncio.run(_measure(config, url, given.rounds))


async def _measure(config: Config, url: str, rounds: int) -> None:
    web = WebSettings(requests_a_minute=100_000)
    config = replace(config, settings=config.settings.model_copy(update={"web": web}))
    with read_store(url) as store:
        desk = Desk(config, store, Access(web, None), lambda: _NOW, lambda: open_store(url))
        app = make_app(desk)
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
    (claim,) = store.claims(topic=topic, facet="threshold", limit=1)
    yield "/"
    yield f"/?since={quote((_NOW - _MONTH).isoformat())}"
    yield "/relations"
    yield f"/relations?topic={topic}&verdict=all"
    for kind in ("contradiction", "revision", "tension"):
        if found := store.relations(kinds=(kind,), topic=topic, limit=1):
            yield f"/relations/{found[0].relation.key}"
    yield f"/timeline?topic={topic}&facet=threshold"
    yield f"/timeline?topic={topic}&facet=threshold&since=2020-01&until=2020-03"
    yield f"/timeline?topic={topic}&facet=threshold&component=onboarding"
    yield "/said"
    yield "/said?text=customers"
    yield f"/said?topic={topic}&facet=threshold"
    *_, far = store.claims(limit=5_000)
    yield f"/said?after={far.claim.key}"
    yield f"/claims/{claim.claim.key}"
    yield f"/document?address={quote(newest.claim.document, safe='')}"
    yield "/sources"
    yield f"/source?key={config.sources[0].key}"
    yield "/said.json"
    yield "/said.atom"
    yield "/relations.json"
    yield "/relations.atom"
    yield "/timeline.json"


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


if __name__ == "__main__":
    main()
