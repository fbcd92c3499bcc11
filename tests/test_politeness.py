"""Manners as the server sees them: two crawlers, processes of their own, on one database."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from tests.crawl.server import Answer, Reply, Request, Server, hanging, html
from tests.program import PATIENCE, ROOT, Program, on_web, ringing, rss, source

pytestmark = pytest.mark.usefixtures("file")  # slow: others of its kind run on each database

DELAY = 0.15  # seconds, told in the settings
SLOWER = 0.3  # told by robots.txt
# The clocks of two processes and of the server are one, but read at different moments.
BLUR = 0.005
PAGES = 3
LONGEST = 2  # seconds for one request, where one hangs; the answers of others must come within

CRAWLER = """
import sys
from monitor.config import load_config
from monitor.pipeline import crawl_sources
from monitor.storage import open_store, utc_now

config = load_config(sys.argv[1])
with open_store(sys.argv[2]) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    report = crawl_sources(config, store, [config.source(sys.argv[3])], clock=utc_now)
    print(report.fetched, len(report.failures), flush=True)
"""


@dataclass
class Visit:
    """One request: when it came, and when its answer was given."""

    path: str
    came: float
    left: float = float("inf")


@dataclass
class Log:
    """What the server saw, in the order in which it came."""

    visits: list[Visit] = field(default_factory=list)

    def noting(self, answer: Answer) -> Answer:
        async def noted(request: Request, writer: asyncio.StreamWriter) -> None:
            visit = Visit(request.path, time.monotonic())
            self.visits.append(visit)
            await asyncio.sleep(0.02)  # an answer takes its time: a second request could come
            await answer(request, writer)
            visit.left = time.monotonic()

        return noted

    def pauses(self) -> list[float]:
        """From each answer to the next request; below nothing where two were asked at once."""
        pairs = zip(self.visits, self.visits[1:], strict=False)
        return [later.came - earlier.left for earlier, later in pairs]

    def paths(self) -> list[str]:
        return [visit.path for visit in self.visits]


@pytest.fixture
def log() -> Log:
    return Log()


@contextmanager
def outlets(
    program: Program, log: Log, robots: Reply, limits: Mapping[str, object], **more: Answer
) -> Iterator[Server]:
    """Two sources, `a` and `b`, on one host, crawled within these limits."""
    routes: dict[str, Answer] = {"/robots.txt": robots}
    for key in "ab":
        paths = [f"/{key}{number}" for number in range(PAGES)]
        routes |= {f"/{key}": rss(*paths)} | dict.fromkeys(paths, html("x"))
    routes |= {f"/{name}": answer for name, answer in more.items()}
    with on_web({path: log.noting(answer) for path, answer in routes.items()}) as server:
        program.configure(
            *(source(server, key, feeds=[f"/{key}"]) for key in "ab"),
            crawl={"delay": DELAY, **limits},
        )
        yield server


@contextmanager
def crawler(program: Program, key: str) -> Iterator[subprocess.Popen[str]]:
    """A crawler of one source, which begins when it is told to."""
    command = [sys.executable, "-c", textwrap.dedent(CRAWLER)]
    with subprocess.Popen(
        [*command, str(program.config_dir), program.database, key],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def begin(*processes: subprocess.Popen[str]) -> None:
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()


ALL = f"{PAGES} 0\n"  # fetched, failed


@pytest.mark.parametrize(
    ("robots", "delay"),
    [
        pytest.param(Reply(status=404), DELAY, id="the delay of the settings"),
        pytest.param(
            Reply(f"User-agent: *\nCrawl-delay: {SLOWER}\n".encode()), SLOWER, id="crawl-delay"
        ),
    ],
)
def test_two_crawlers_are_as_polite_as_one(
    program: Program, log: Log, robots: Reply, delay: float
) -> None:
    with (
        outlets(program, log, robots, {}),
        crawler(program, "a") as one,
        crawler(program, "b") as two,
    ):
        begin(one, two)
        assert [each.communicate(timeout=PATIENCE)[0] for each in (one, two)] == [ALL, ALL]
    paths = log.paths()
    assert paths.count("/robots.txt") == 1, "asked by one for both"
    assert len(paths) == len(set(paths)) == 1 + 2 * (1 + PAGES)
    pauses = log.pauses()
    assert min(pauses) >= DELAY - BLUR
    # Nobody knew what robots.txt asks for before it was read.
    assert min(pauses[1:]) >= delay - BLUR, pauses


def test_killed_in_the_middle_of_a_request_it_holds_up_nobody_for_ever(
    program: Program, log: Log
) -> None:
    bell, limits = threading.Event(), {"timeout": LONGEST, "total_timeout": LONGEST}
    with (
        outlets(program, log, Reply(status=404), limits, a1=ringing(bell, hanging)),
        crawler(program, "a") as dies,
        crawler(program, "b") as lives,
    ):
        begin(dies)
        assert bell.wait(PATIENCE)
        begin(lives)
        dies.kill()
        assert lives.communicate(timeout=PATIENCE)[0] == ALL
    at = log.paths().index("/a1")
    asked, others = log.visits[at], log.visits[at + 1 :]
    assert [visit.path for visit in others] == ["/b", *(f"/b{number}" for number in range(PAGES))]
    lease = LONGEST + DELAY  # total_timeout and the delay: so long it might have lived
    assert others[0].came - asked.came >= lease - 2 * BLUR - 0.02
    assert min(log.pauses()[at + 1 :]) >= DELAY - BLUR
