"""Bad input through the whole program: told, recorded, and never in the way of the rest."""

from __future__ import annotations

import gzip
from collections.abc import Mapping

import pytest

from tests.crawl.server import (
    Answer,
    Reply,
    dripping,
    endless,
    hanging,
    html,
    raw,
    redirect,
)
from tests.program import (
    Program,
    article,
    on_web,
    only_failure,
    page,
    rss,
    source,
)

pytestmark = pytest.mark.usefixtures("url")  # on each kind of database

BOMB = gzip.compress(b"<p>" + b"0" * 30_000_000)
PAGE = article()
LINKS = "".join(f"<li><a href='/{n}'>Page {n}</a></li>" for n in range(30))
ENGLISH = "<p>We value your privacy. Accept all cookies, or manage cookies one by one.</p>"


# What an outlet does · the kind under which it is recorded · words of the message
FAILING = [
    pytest.param({"/feed": html("<p>Hello</p>")}, "parse", "is no feed", id="not a feed"),
    pytest.param({"/feed": Reply()}, "parse", "is no feed", id="an empty feed"),
    pytest.param(
        {"/feed": Reply(b'<rss version="2.0"><channel><item><tit')},
        "parse",
        "no entry in it can be read",
        id="a feed cut off before its first address",
    ),
    pytest.param({}, "permanent", "404", id="a feed that is not there"),
    pytest.param({"/feed": Reply(status=410)}, "permanent", "410", id="a feed that is gone"),
    pytest.param({"/feed": Reply(status=500)}, "transient", "500", id="a broken server"),
    pytest.param(
        {"/feed": Reply(status=429, headers={"Retry-After": "7200"})},
        "transient",
        "429",
        id="too many requests, come back in two hours",
    ),
    pytest.param({"/feed": raw(b"\x00\xff nonsense")}, "transient", "could not be read", id="junk"),
    pytest.param({"/robots.txt": Reply(status=503)}, "transient", "robots.txt", id="no robots.txt"),
    pytest.param(
        {"/robots.txt": Reply(b"User-agent: *\nDisallow: /")},
        "refused",
        "robots.txt",
        id="robots.txt forbids",
    ),
    pytest.param(page(Reply(status=404)), "permanent", "404", id="an entry that leads nowhere"),
    pytest.param(page(Reply(status=410)), "permanent", "410", id="an article that is gone"),
    pytest.param(page(redirect("/1")), "permanent", "in a circle", id="a redirect to itself"),
    pytest.param(
        page(redirect("/2"), **{"2": redirect("/1")}), "permanent", "circle", id="a redirect loop"
    ),
    pytest.param(page(redirect("http://10.0.0.1/")), "refused", "not on the public", id="inside"),
    pytest.param(
        page(Reply(b"", headers={"Content-Length": "50000000"})),
        "too-large",
        "larger than",
        id="50 MB announced",
    ),
    pytest.param(
        page(endless(b"<p>x</p>" * 10_000, 700)), "too-large", "larger than", id="50 MB of chunks"
    ),
    pytest.param(
        page(Reply(BOMB, headers={"Content-Encoding": "gzip"})), "too-large", "grows", id="a bomb"
    ),
    pytest.param(
        page(Reply(BOMB[:-9], headers={"Content-Encoding": "br"})),
        "permanent",
        "did not ask for",
        id="an unknown encoding",
    ),
]
# These take their time, by their nature; and the other source must answer within the same.
SLOW = [
    pytest.param(page(hanging), {"timeout": 2}, "did not answer in time", id="hanging"),
    pytest.param(page(dripping), {"total_timeout": 2}, "did not answer in time", id="dripping"),
]


@pytest.mark.parametrize(("routes", "kind", "says"), FAILING)
def test_one_failing_source_is_recorded_and_the_other_is_read(
    program: Program, routes: Mapping[str, Answer], kind: str, says: str
) -> None:
    with on_web(routes) as bad, on_web(page(PAGE)) as good:
        program.configure(source(bad, "bad"), source(good, "good"))
        result = program.run("crawl")
    assert result.code == 0, "something was fetched"
    failure = only_failure(program)
    assert (failure.source, failure.kind) == ("bad", kind)
    assert says in failure.message
    assert failure.message in " ".join(result.out.split())
    (revision,) = program.look(lambda store: tuple(store.revisions()))
    assert revision.publisher == "The good"
    assert [row.claim.facet for row in program.look(lambda store: store.claims())] == ["threshold"]
    status = {row.source: row.failures for row in program.look(lambda store: store.source_status())}
    assert status == {"bad": 1, "good": 0}


@pytest.mark.parametrize(("routes", "limits", "says"), SLOW)
def test_a_server_that_keeps_us_waiting(
    program: Program, routes: Mapping[str, Answer], limits: Mapping[str, object], says: str
) -> None:
    with on_web(routes) as bad, on_web(page(PAGE)) as good:
        program.configure(source(bad, "bad"), source(good, "good"), crawl=limits)
        result = program.run("crawl", "--quiet")
    assert result.code == 0
    assert says in only_failure(program).message
    assert len(program.look(lambda store: tuple(store.revisions()))) == 1


def test_where_nothing_at_all_could_be_fetched_the_exit_code_says_so(program: Program) -> None:
    with on_web({}) as bad:
        program.configure(source(bad))
        result = program.run("crawl", "--json")
    assert result.code == 69
    report = result.json["report"]
    assert (report["fetched"], [row["kind"] for row in report["failures"]]) == (0, ["permanent"])
    (run,) = program.look(lambda store: store.runs())
    assert (run.outcome, run.counts["failures"]) == ("done", 1)


def test_where_nobody_could_be_reached_the_machine_may_be_offline(program: Program) -> None:
    with on_web({}) as one, on_web({}) as two:
        program.configure(source(one, "one"), source(one, "same"), source(two, "two"))
        answered = program.run("crawl", "--quiet").out
    alone = program.run("crawl", "--quiet")
    assert alone.code == 69
    assert f"  failed: 127.0.0.1:{one.port} cannot be reached: " in alone.out
    assert "online?" in alone.out
    assert "online?" not in answered
    assert "(2 times)" in alone.out


WITHOUT_ARTICLE = [
    pytest.param(html(""), "empty", id="nothing"),
    pytest.param(html("<html><body></body></html>"), "empty", id="an empty body"),
    pytest.param(html(f"<nav><ul>{LINKS}</ul></nav>"), "empty", id="only navigation"),
    pytest.param(html(f"<main>{ENGLISH}</main>"), "consent", id="a consent page"),
    pytest.param(html("<main><p>Please verify you are human.</p></main>"), "blocked", id="a wall"),
    pytest.param(html("<h1>Page not found</h1><p>Sorry.</p>"), "soft-404", id="a 200 that is none"),
    pytest.param(
        html("<main><p>Subscribe to continue reading this article.</p></main>"), "paywall", id="pay"
    ),
    pytest.param(
        Reply(b"%PDF-1.4 Microsoft FastTrack requires at least 150 seats.", headers={}),
        "empty",
        id="a PDF",
    ),
    pytest.param(Reply(bytes(range(256)) * 50), "empty", id="binary junk"),
    pytest.param(html("<" * 100_000), "empty", id="nothing but angle brackets"),
    pytest.param(html("<div>" * 50_000 + "x"), "empty", id="nested without end"),
]


@pytest.mark.usefixtures("file")  # of reading alone
@pytest.mark.parametrize(("reply", "kind"), WITHOUT_ARTICLE)
def test_a_page_without_an_article_is_kept_told_and_yields_nothing(
    program: Program, reply: Reply, kind: str
) -> None:
    with on_web(page(reply)) as server:
        program.configure(source(server))
        result = program.run("crawl")
    assert result.code == 0
    assert f"{kind} page, nothing read" in result.err
    assert "1 without an article" in result.out
    counts = program.run("status", "--json").json["status"]["counts"]
    assert (counts["snapshots"], counts["pending"]) == (1, 0)
    assert (counts["revisions"], counts["claims"], counts["failures"]) == (0, 0, 0)


def test_a_feed_that_breaks_off_gives_what_can_be_read_of_it(program: Program) -> None:
    whole = rss("/1", "/2", "/3").body
    cut = whole[: whole.index(b"/2") + 40]
    with on_web({"/feed": Reply(cut), "/1": PAGE}) as server:
        program.configure(source(server))
        assert program.run("crawl").code == 0
    assert len(program.look(lambda store: tuple(store.revisions()))) == 1


def test_a_feed_that_lies_about_its_encoding_loses_no_entry(program: Program) -> None:
    body = '<?xml version="1.0" encoding="utf-8"?>' + rss("/1").body.decode()
    wrong = body.replace("About /1", "Café “prices”").encode("cp1252")
    with on_web({"/feed": Reply(wrong), "/1": PAGE}) as server:
        program.configure(source(server))
        assert program.run("crawl").code == 0
    assert len(program.look(lambda store: tuple(store.revisions()))) == 1


@pytest.mark.usefixtures("file")  # of reading alone
def test_of_a_feed_with_thousands_of_entries_the_allowed_number_is_read(program: Program) -> None:
    feed = rss(*(f"/{number}" for number in range(5000)))
    with on_web({"/feed": feed, "/0": PAGE, "/1": PAGE, "/2": PAGE}) as server:
        program.configure(source(server), crawl={"max_entries": 3})
        result = program.run("crawl", "--json")
        asked = server.paths()
    assert result.json["report"]["fetched"] == 3
    assert asked == ["/robots.txt", "/feed", "/0", "/1", "/2"]
