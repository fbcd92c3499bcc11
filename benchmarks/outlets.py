"""Many outlets on loopback from one process: thousands of articles, the same in every run.

    python -m benchmarks.outlets --sources 200 --documents 10000

prints the ports as JSON, one outlet each, and serves until its input ends.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache, partial
from pathlib import Path
from random import Random

from monitor.config.source import SourceConfig

HOST = "127.0.0.1"
ROOT = Path(__file__).parents[1]
_FIRST = datetime(2014, 1, 6, 9, tzinfo=UTC)
_IN_FEED = 20  # the newest; the sitemap has all
_SMALLEST, _LARGEST = 20_000, 60_000  # bytes of a page, as news has them
_KEPT = 2500  # pages held ready: some 100 MB

_WHO = "The harbour board|The town council|A farmers' union|The school district|The museum"
_DID = "met again about|put off its vote on|published a long letter about|spoke at length of"
_WHAT = "the old bridge|its summer timetable|the flood wall|a new reading room|the night ferry"
_WHERE = "in Larnmouth|in Oberhausen|beside the canal|at the fairground|in the upper valley"
_AND = (
    "and nobody objected|while rain kept most people away|after three hours of talk"
    "|and the minutes fill nine pages|though few had come to listen"
)
_PARTS = [part.split("|") for part in (_WHO, _DID, _WHAT, _WHERE, _AND)]

# What a page about the topic says: the same few positions over and over, some of them at odds.
CLAIMS = (
    "Microsoft FastTrack requires at least {seats} seats, a spokesperson said.",
    "FastTrack is available to customers with {seats} seats or more, Microsoft said.",
    "Microsoft FastTrack starts on September {day}, 2014, the company said.",
    "Microsoft pays partners ${fee} per seat for FastTrack migrations.",
)


@dataclass(frozen=True, slots=True)
class Size:
    """How many outlets, how many articles together, and every which one is about the topic."""

    sources: int
    documents: int
    topical: int = 33

    def articles(self, source: int) -> range:
        """The numbers of an outlet's articles, oldest first."""
        return range(source, self.documents, self.sources)


def sentence(chance: Random) -> str:
    """A sentence of news that has nothing to do with any topic."""
    return " ".join(chance.choice(part) for part in _PARTS) + "."


def mark(number: int) -> str:
    """A sentence that stands in this article and in no other."""
    return f"Our file on it bears the number {number:06}."


def is_topical(size: Size, number: int) -> bool:
    """Whether the article holds a claim."""
    return number % size.topical == 0


def title(size: Size, number: int) -> str:
    about = "FastTrack" if is_topical(size, number) else "the valley"
    return f"Notes from {about}, number {number}"


def published(number: int) -> datetime:
    return _FIRST + timedelta(hours=number % 6000)


@lru_cache(maxsize=_KEPT)
def article(size: Size, base: str, number: int) -> bytes:
    """A page of 20 to 60 kB, of which some 3 kB are its text."""
    chance = Random(number)  # noqa: S311 (the same in every run)
    told = [sentence(chance) for _ in range(24)]
    told[3] = mark(number)
    if is_topical(size, number):
        claim = chance.choice(CLAIMS)
        told[5] = claim.format(
            seats=chance.choice((50, 150, 250)),
            day=chance.choice((1, 15)),
            fee=chance.choice((5, 9)),
        )
    text = "".join(f"<p>{' '.join(told[at : at + 4])}</p>" for at in range(0, len(told), 4))
    name, when = title(size, number), published(number).isoformat()
    head = (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{name}</title>"
        f'<link rel="canonical" href="{base}{path_of(number)}">'
        f'<meta property="article:published_time" content="{when}">'
        "<link rel='stylesheet' href='/style.css'><style>"
    )
    length = chance.randrange(_SMALLEST, _LARGEST) - len(text)
    rest = (
        f"</style></head><body><nav>{_NAVIGATION}</nav><article><h1>{name}</h1>{text}</article>"
        f"<footer>{_NAVIGATION}</footer><script>"
    )
    filler = max(0, length - 2 * len(_NAVIGATION)) // 2
    return f"{head}{_STYLE[:filler]}{rest}{_SCRIPT[:filler]}</script></body></html>".encode()


_NAVIGATION = "".join(
    f'<li class="menu"><a href="/section/{n}">Section {n}</a></li>' for n in range(60)
)
_STYLE = "".join(f".box-{n} {{ margin: {n % 7}px; padding: {n % 5}px }}\n" for n in range(1000))
_SCRIPT = "".join(f"track({n}, 'event-{n * 7919 % 9973}');\n" for n in range(1500))


def path_of(number: int) -> str:
    return f"/news/article-{number:06}.html"


def feed(size: Size, base: str, source: int) -> bytes:
    rows = "".join(
        f"<item><title>{title(size, number)}</title><link>{base}{path_of(number)}</link>"
        f"<pubDate>{format_datetime(published(number))}</pubDate></item>"
        for number in list(size.articles(source))[-_IN_FEED:]
    )
    return f'<rss version="2.0"><channel><title>Outlet</title>{rows}</channel></rss>'.encode()


def sitemap(size: Size, base: str, source: int) -> bytes:
    rows = "".join(
        f"<url><loc>{base}{path_of(number)}</loc>"
        f"<lastmod>{published(number):%Y-%m-%d}</lastmod></url>"
        for number in size.articles(source)
    )
    xmlns = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f"<?xml version='1.0'?><urlset xmlns='{xmlns}'>{rows}</urlset>".encode()


def addresses(size: Size, base: str, source: int) -> list[str]:
    """Everything a crawl of one outlet asks for, in order."""
    articles = [path_of(number) for number in size.articles(source)]
    return [base + path for path in ("/robots.txt", "/feed", "/sitemap.xml", *articles)]


class _Outlet(asyncio.Protocol):
    """One connection to one outlet: requests one after the other, answered at once."""

    def __init__(self, size: Size, source: int, bases: Sequence[str]) -> None:
        self._size, self._source, self._base = size, source, bases[0]
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        while b"\r\n\r\n" in self._read:
            request, _, self._read = self._read.partition(b"\r\n\r\n")
            path = request.split(b" ", 2)[1].decode("ascii")
            # Nothing here ever changes.
            self._answer(path, known=b"\r\nif-none-match:" in request.lower())

    def _answer(self, path: str, *, known: bool) -> None:
        kind, body = ("text/plain", b"") if known else self._at(path)
        status = "304 Not Modified" if known else "200 OK" if body is not None else "404 Not Found"
        body = body or b""
        head = f'Content-Type: {kind}\r\nETag: "one"\r\nContent-Length: {len(body)}\r\n\r\n'
        self._transport.write(f"HTTP/1.1 {status}\r\n{head}".encode() + body)

    def _at(self, path: str) -> tuple[str, bytes | None]:
        if path.startswith("/news/article-"):
            number = int(path[14:20])
            return "text/html; charset=utf-8", article(self._size, self._base, number)
        if path == "/feed":
            return "application/rss+xml", feed(self._size, self._base, self._source)
        if path == "/sitemap.xml":
            return "application/xml", sitemap(self._size, self._base, self._source)
        if path == "/robots.txt":
            return "text/plain", b"User-agent: *\nDisallow: /private/\n"
        return "text/plain", None


async def _serve(size: Size) -> None:
    loop = asyncio.get_running_loop()
    ports = []
    for source in range(size.sources):
        # The port is known once the socket is open, and pages name it: so it is filled in after.
        bases = [""]
        server = await loop.create_server(partial(_Outlet, size, source, bases), HOST, 0)
        ports.append(server.sockets[0].getsockname()[1])
        bases[0] = f"http://{HOST}:{ports[-1]}"
    print(json.dumps(ports), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


@contextmanager
def served(size: Size) -> Iterator[list[str]]:
    """The outlets in a process of their own: the address of each."""
    command = [sys.executable, "-m", "benchmarks.outlets"]
    command += ["--sources", str(size.sources), "--documents", str(size.documents)]
    command += ["--topical", str(size.topical)]
    with subprocess.Popen(  # noqa: S603 (our own command)
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield [f"http://{HOST}:{port}" for port in json.loads(process.stdout.readline())]
        finally:
            process.stdin.close()


def sources(bases: list[str]) -> tuple[SourceConfig, ...]:
    """The outlets as a crawler is told of them; nobody is to be spared, the server being ours."""
    return tuple(
        SourceConfig(
            key=f"outlet-{number:03}",
            name=f"Outlet {number}",
            kind="press",
            country="US",
            feeds=(f"{base}/feed",),
            sitemaps=(f"{base}/sitemap.xml",),
            delay=0,
        )
        for number, base in enumerate(bases)
    )


def main() -> int:
    parser = ArgumentParser(prog="python -m benchmarks.outlets", description=__doc__)
    parser.add_argument("--sources", type=int, default=200)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--topical", type=int, default=33)
    asked = parser.parse_args()
    asyncio.run(_serve(Size(asked.sources, asked.documents, asked.topical)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
