"""robots.txt by RFC 9309: what each answer of a host means."""

from __future__ import annotations

import asyncio

import pytest

from monitor.crawl import Robots
from monitor.crawl.ledger import Memory
from monitor.crawl.robots import product_of
from monitor.errors import RefusedError, TransientError, UnreachableError
from tests.crawl.server import Answer, Reply, Server, client, dripping, hanging, redirect, settings
from tests.serving import free_port

RULES = b"User-agent: *\nDisallow: /closed\nAllow: /closed/open\nCrawl-delay: 20\n"
MINE = b"User-agent: *\nDisallow: /\n\nUser-agent: monitor\nDisallow: /mine\n"


def ask(robots_txt: Answer, path: str, delay: float | None = None) -> float:
    """The delay for a path under this robots.txt, or the error."""
    never = robots_txt in (hanging, dripping)
    patience = {"timeout": 0.2, "total_timeout": 0.3} if never else {}

    async def run() -> float:
        async with Server() as server, client(**patience) as http:
            server.routes |= {"/robots.txt": robots_txt, "/moved.txt": Reply(RULES)}
            permit = Robots(http, settings(delay=5)).permit(delay)
            return (await permit(server.url(path))).delay

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("robots_txt", "path", "delay"),
    [
        pytest.param(Reply(RULES), "/news", 20, id="allowed, and slowly"),
        pytest.param(Reply(RULES), "/closed/open/1", 20, id="the longer rule wins"),
        pytest.param(Reply(MINE), "/news", 5, id="our own group, not that of all"),
        pytest.param(Reply(b""), "/news", 5, id="empty"),
        pytest.param(Reply(status=404), "/closed", 5, id="none there"),
        pytest.param(Reply(status=403), "/closed", 5, id="forbidden to read: as if none"),
        pytest.param(Reply(b"<html><p>Hello: you</html>"), "/x", 5, id="a page instead"),
        pytest.param(Reply(b"\xff\xfe\x00" * 100), "/x", 5, id="no text"),
        pytest.param(redirect("/robots.txt"), "/closed", 5, id="a circle: as if none"),
        pytest.param(Reply(status=302), "/closed", 5, id="redirects nowhere: as if none"),
        pytest.param(
            Reply(b"User-agent: *\nCrawl-delay: 1e9"), "/x", 3600, id="an hour at the most"
        ),
        pytest.param(Reply(b"User-agent: *\nCrawl-delay: soon"), "/x", 5, id="no number"),
        pytest.param(Reply(b"User-agent: *\nCrawl-delay: nan"), "/x", 5, id="not a number"),
        pytest.param(Reply(b"User-agent: *\nCrawl-delay: -9"), "/x", 5, id="negative"),
    ],
)
def test_allowed(robots_txt: Answer, path: str, delay: float) -> None:
    assert ask(robots_txt, path) == delay


@pytest.mark.parametrize(
    ("user_agent", "product"),
    [
        pytest.param("Monitor/0.1 (+https://example.org)", "Monitor", id="a name and its version"),
        pytest.param("Monitor", "Monitor", id="a name alone"),
        pytest.param("Monitor (+https://example.org)", "Monitor", id="without a version"),
        pytest.param(
            "Mozilla/5.0 (compatible; AcmeMonitor/1.0; +https://example.org)",
            "AcmeMonitor",
            id="in the words of browsers",
        ),
        pytest.param("Mozilla/5.0 (compatible; Acme)", "Acme", id="and without a version"),
        pytest.param("/1.0", "*", id="no name"),
    ],
)
def test_the_name_that_rules_are_written_for(user_agent: str, product: str) -> None:
    assert product_of(user_agent) == product


def test_the_longer_delay_wins() -> None:
    assert ask(Reply(RULES), "/news", delay=2) == 20
    assert ask(Reply(RULES), "/news", delay=40) == 40


@pytest.mark.parametrize(
    ("robots_txt", "path"),
    [
        pytest.param(Reply(RULES), "/closed/1", id="disallowed"),
        pytest.param(Reply(b"\xef\xbb\xbf" + RULES), "/closed", id="with a byte order mark"),
        pytest.param(Reply(MINE), "/mine/1", id="disallowed to us"),
        pytest.param(redirect("/moved.txt", 301), "/closed", id="moved"),
        pytest.param(redirect("http://10.0.0.1/robots.txt"), "/x", id="leads to a private host"),
    ],
)
def test_refused(robots_txt: Answer, path: str) -> None:
    with pytest.raises(RefusedError):
        ask(robots_txt, path)


@pytest.mark.parametrize(
    "robots_txt",
    [
        pytest.param(Reply(status=500), id="broken"),
        pytest.param(Reply(status=503), id="down"),
        pytest.param(Reply(status=429), id="too busy to say"),
        pytest.param(hanging, id="hangs"),
        pytest.param(dripping, id="drips"),
        pytest.param(Reply(b"#" * 11_000_000), id="11 MB"),
        pytest.param(Reply(RULES, 206), id="a part of it, which nobody asked for"),
        pytest.param(Reply(status=304), id="unchanged, which nobody asked"),
        pytest.param(
            redirect(f"http://{'x' * 64}.example/robots.txt"), id="leads to no possible host"
        ),
        pytest.param(redirect("/elsewhere", 300), id="a choice of other places"),
        pytest.param(
            Reply(RULES, headers={"Content-Encoding": "br"}), id="packed as we cannot unpack"
        ),
    ],
)
def test_not_now(robots_txt: Answer) -> None:
    with pytest.raises(TransientError, match=r"without its robots\.txt"):
        ask(robots_txt, "/news")


def test_each_host_is_asked_once() -> None:
    async def run() -> None:
        async with Server() as one, Server() as two, client() as http:
            one.routes["/robots.txt"] = Reply(RULES)
            two.routes["/robots.txt"] = Reply(status=500)
            robots = Robots(http, settings())
            permit = robots.permit()
            await asyncio.gather(*(permit(one.url(f"/{n}")) for n in range(5)))
            await robots.permit(3)(one.url("/again"))
            for _ in range(2):
                with pytest.raises(TransientError):
                    await permit(two.url())
            assert one.paths() == two.paths() == ["/robots.txt"]

    asyncio.run(run())


def test_a_host_whose_rules_lead_inside_is_asked_once() -> None:
    async def run() -> None:
        async with Server() as server, client() as http:
            server.routes["/robots.txt"] = redirect("http://10.0.0.1/robots.txt")
            permit = Robots(http, settings()).permit()
            for path in ("/1", "/2"):
                with pytest.raises(RefusedError, match="not on the public internet"):
                    await permit(server.url(path))
            assert server.paths() == ["/robots.txt"]

    asyncio.run(run())


def test_nobody_there_says_nothing_of_rules_and_is_asked_again_by_the_next_crawl() -> None:
    ledger, port = Memory(), free_port()
    url = f"http://127.0.0.1:{port}/news"

    async def run() -> None:
        async with client() as http:
            permit = Robots(http, settings(), ledger).permit()
            for _ in range(2):
                with pytest.raises(
                    UnreachableError, match=f"^127.0.0.1:{port} cannot be reached: "
                ):
                    await permit(url)
            async with Server(port=port) as server:
                server.routes["/robots.txt"] = Reply(RULES)
                assert (await Robots(http, settings(), ledger).permit()(url)).delay == 20

    asyncio.run(run())
