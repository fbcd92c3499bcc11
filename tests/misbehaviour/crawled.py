"""All misbehaviours in one crawl of the whole program, each beside all the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.types import Failure, Fetch, Revision
from tests.behind import behind
from tests.crawl.server import Answer, Reply, Server, html, redirect
from tests.misbehaviour.addresses import ADDRESSES, REDIRECTS
from tests.misbehaviour.listings import LISTINGS
from tests.misbehaviour.pages import HANGING, HOPS, PAGES
from tests.misbehaviour.robots import CLOSED, ROBOTS
from tests.misbehaviour.row import CLAIM, NONE, Row
from tests.program import Program, article, on_web, rss, source

# Seconds; a crawl takes some ten of them, and only one that hangs takes all.
LONGEST = 240
# Seconds. Those that hang are waited for as long, all at once; a busy machine answers for the rest
# well within.
TOO_LONG = 10


@dataclass(frozen=True)
class Seen:
    """What one crawl left behind, by address; `out` is what was printed."""

    out: str
    code: int
    urls: Mapping[str, str]  # of a row's name
    fetches: Mapping[str, Fetch]
    failures: Mapping[str, Failure]
    claims: Mapping[str, Sequence[Mapping[str, Any]]]
    revisions: Mapping[str, Revision]
    outcomes: Mapping[str, str]  # of a snapshot's key
    headers: Sequence[Mapping[str, str]]  # of every request that was made

    def recorded(self, url: str) -> str:
        """A line of the log, and what was made of its snapshot."""
        fetch = self.fetches[url]
        read = f", {self.outcomes[fetch.snapshot]}" if fetch.snapshot else ""
        return f"{fetch.outcome} {fetch.status or '–'}{read}"

    def told(self, url: str) -> str:
        """What the user sees of it: the failure's message, or whether there is a claim."""
        if url in self.failures:
            return self.failures[url].message.replace(url, "…")
        dated = url in self.revisions and self.revisions[url].published
        return (CLAIM if dated else f"{CLAIM}, undated") if self.claims.get(url) else NONE


def crawl_them_all(home: Path) -> Seen:
    """Serve every row, crawl once, and look."""
    program = Program(home, None)  # type: ignore[arg-type]  # nothing runs in this process
    with ExitStack() as web:
        servers, sources, urls = _outlets(web)
        limits = {
            "delay": 0.01,
            "timeout": TOO_LONG,
            "total_timeout": TOO_LONG,
            "hosts_at_once": 30,
        }
        program.configure(*sources, crawl=limits)
        started = program.start("crawl")
        out, err = started.communicate(timeout=LONGEST)
        assert "Traceback" not in err
        headers = [request.headers for server in servers for request in server.log]
    said = program.apart("said", "--json", "--limit", "1000").json["claims"]
    claims: dict[str, list[Mapping[str, Any]]] = {}
    for claim in said:
        claims.setdefault(claim["document"], []).append(claim)
    addresses = [url for (url,) in asked(program.database, "SELECT url FROM address")]
    with program.store() as store:
        return Seen(
            out=out,
            code=started.returncode,
            urls=urls,
            fetches={url: store.fetches(url)[-1] for url in addresses if store.fetches(url)},
            failures={each.url: each for each in store.failures() if each.url},
            claims=claims,
            revisions={each.document: each for each in store.revisions()},
            outcomes=dict(asked(program.database, "SELECT key, outcome FROM snapshot")),
            headers=headers,
        )


def asked(url: str, query: str) -> list[tuple[Any, ...]]:
    with behind(url) as database:
        rows: list[tuple[Any, ...]] = database.execute(query).fetchall()
        return rows


def _outlets(web: ExitStack) -> tuple[list[Server], list[str], dict[str, str]]:
    servers, sources, urls = [], [], {}
    one = _paths("/page", PAGES) | _paths("/to", REDIRECTS)
    hostile = [url for _, url, _ in ADDRESSES if "<" not in url]
    feed = rss(*one, *(url.replace("&", "&amp;") for url in hostile))
    routes: dict[str, Answer] = {"/": html("<p>Welcome"), "/feed": feed, "/well": article()}
    routes |= HOPS | {path: row.answer for path, row in one.items()}
    for number, row in enumerate(LISTINGS):
        routes |= {f"/list/{number}/feed": row.answer, f"/list/{number}/one": article()}
    main = web.enter_context(on_web(routes | {"/rules": Reply(CLOSED)}))
    servers.append(main)
    urls |= {row.what: main.url(path) for path, row in one.items()}
    sources.append(source(main, "pages", feeds=["/feed"], pages=["/well"]))
    for number, row in enumerate(LISTINGS):
        path = f"/list/{number}/feed"
        urls[f"listing: {row.what}"] = main.url(path)
        sources.append(source(main, f"list-{number}", **{row.way: [path]}))
    for number, row in enumerate(HANGING):
        servers.append(web.enter_context(on_web({"/1": row.answer, "/feed": rss("/1")})))
        urls[row.what] = servers[-1].url("/1")
        sources.append(source(servers[-1], f"hanging-{number}"))
    for number, row in enumerate(ROBOTS):
        answer = row.answer
        if isinstance(answer, Reply) and "{other}" in answer.headers.get("Location", ""):
            answer = redirect(main.url("/rules"), answer.status)
        own = HOPS | {"/robots.txt": answer, "/rules/1": Reply(CLOSED), "/hop/8": Reply(CLOSED)}
        servers.append(web.enter_context(on_web(own | {"/1": article(), "/feed": rss("/1")})))
        urls[f"robots.txt: {row.what}"] = servers[-1].url("/feed")
        sources.append(source(servers[-1], f"robots-{number}"))
    return servers, sources, urls


def _paths(below: str, rows: Sequence[Row]) -> dict[str, Row]:
    return {f"{below}/{number}": row for number, row in enumerate(rows)}


def article_of(url: str) -> str:
    """The article that a listing, or the feed behind a robots.txt, leads to."""
    return url.removesuffix("feed") + ("one" if "/list/" in url else "1")
