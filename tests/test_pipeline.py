"""Bad input through the whole program: told, recorded, and never in the way of the rest."""

from __future__ import annotations

import asyncio
import gzip
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Mapping, Sequence

import pytest

from monitor.extract.claims import Extractor
from monitor.pipeline import CrawlReport, Stages, _file_snapshot, read_pending
from monitor.storage import Store, utc_now
from monitor.types import Claim, Failure, Revision
from tests.crawl.server import (
    Answer,
    Reply,
    Request,
    dripping,
    endless,
    hanging,
    html,
    raw,
    redirect,
    tagged,
)
from tests.program import (
    MINIMUM,
    PATIENCE,
    ROOT,
    Program,
    article,
    on_web,
    ringing,
    rss,
    source,
    text_file,
)

BOMB = gzip.compress(b"<p>" + b"0" * 30_000_000)
PAGE = article()
LINKS = "".join(f"<li><a href='/{n}'>Page {n}</a></li>" for n in range(30))
ENGLISH = "<p>We value your privacy. Accept all cookies, or manage cookies one by one.</p>"


def page(reply: Answer, **more: Answer) -> dict[str, Answer]:
    """A feed with one entry, and what its address answers."""
    return {"/feed": rss("/1"), "/1": reply} | {f"/{name}": each for name, each in more.items()}


# What an outlet does · the kind under which it is recorded · words of the message
FAILING = [
    pytest.param({"/feed": html("<p>Hello</p>")}, "parse", "is no feed", id="not a feed"),
    pytest.param({"/feed": Reply()}, "parse", "is no feed", id="an empty feed"),
    pytest.param(
        {"/feed": Reply(b'<rss version="2.0"><channel><item><tit')},
        "parse",
        "no entry in it can be read",
        id="a feed cut off before its first address",
        marks=pytest.mark.xfail(strict=True, reason="half an entry counts as one that was read"),
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
# These take their time, by their nature: as little as the settings allow.
SLOW = [
    pytest.param(page(hanging), {"timeout": 0.3}, "did not answer in time", id="hanging"),
    pytest.param(page(dripping), {"total_timeout": 0.5}, "did not answer in time", id="dripping"),
]


def only_failure(program: Program) -> Failure:
    (failure,) = program.look(lambda store: store.failures())
    assert isinstance(failure, Failure)
    return failure


def read_documents(store: Store) -> list[str]:
    return [revision.document for revision in store.revisions()]


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
    assert program.run("said", "--outlet", "The good").code == 0
    status = program.run("status", "--json").json["status"]
    assert {row["source"]: row["failures"] for row in status["sources"]}["bad"] == 1


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


def test_of_a_feed_with_thousands_of_entries_the_allowed_number_is_read(program: Program) -> None:
    feed = rss(*(f"/{number}" for number in range(5000)))
    with on_web({"/feed": feed, "/0": PAGE, "/1": PAGE, "/2": PAGE}) as server:
        program.configure(source(server), crawl={"max_entries": 3})
        result = program.run("crawl", "--json")
        asked = server.paths()
    assert result.json["report"]["fetched"] == 3
    assert asked == ["/robots.txt", "/feed", "/0", "/1", "/2"]


DATES = [
    pytest.param(article(), None, id="no date anywhere"),
    pytest.param(article("It opened in 2012, and on March 1, 2013 it grew."), None, id="in prose"),
    pytest.param(
        article(head='<meta property="article:published_time" content="2031-05-06">'),
        None,
        id="in the future: refused, and no part of it is kept",
    ),
    pytest.param(
        article(head='<meta property="article:published_time" content="2014-07-21T10:00:00Z">'),
        "2014-07-21",
        id="as it should be",
    ),
]


@pytest.mark.parametrize(("reply", "published"), DATES)
def test_no_date_is_invented(program: Program, reply: Reply, published: str | None) -> None:
    with on_web({"/page": reply}) as server:
        program.configure(source(server, pages=["/page"]))
        assert program.run("crawl", "--quiet").code == 0
        shown = program.run("show", "--json", server.url("/page")).json
    (revision,) = shown["document"]["revisions"]
    assert revision["published"] == published


def test_an_undated_article_takes_the_date_of_its_listing(program: Program) -> None:
    with on_web(page(PAGE)) as server:
        program.configure(source(server))
        program.run("crawl", "--quiet")
    (revision,) = program.look(lambda store: tuple(store.revisions()))
    assert revision.published.iso() == "2014-08-01"


def test_the_same_text_is_the_same_revision_and_an_edit_is_a_new_one(program: Program) -> None:
    with on_web(page(PAGE)) as server:
        program.configure(source(server))
        first = program.run("crawl", "--json").json["report"]
        again = program.run("crawl", "--json").json["report"]
        server.routes["/1"] = article("Microsoft FastTrack requires at least 50 seats.")
        edited = program.run("crawl", "--json").json["report"]
        document = server.url("/1")
    assert [report["revisions"] for report in (first, again, edited)] == [1, 0, 1]
    revisions = program.look(lambda store: tuple(store.revisions(document)))
    assert len(revisions) == 2
    kept = [row["quote"] for row in program.run("said", "--json").json["claims"]]
    assert any("150 seats" in quote for quote in kept), "the old revision's claims stay"
    assert any("50 seats" in quote for quote in kept)


def test_a_304_is_no_new_snapshot(program: Program) -> None:
    with on_web(page(tagged(PAGE, '"one"'))) as server:
        program.configure(source(server))
        program.run("crawl", "--quiet")
        again = program.run("crawl", "--json").json["report"]
    assert (again["fetched"], again["unchanged"], again["revisions"]) == (0, 1, 0)


def test_a_text_of_a_megabyte_is_recorded_and_the_next_page_is_read(program: Program) -> None:
    routes = page(article("word " * 250_000)) | {"/feed": rss("/1", "/2"), "/2": PAGE}
    with on_web(routes) as server:
        program.configure(source(server))
        assert program.run("crawl", "--quiet").code == 0
        assert "characters" in only_failure(program).message
        assert program.look(read_documents) == [server.url("/2")]
    assert program.run("status", "--json").json["status"]["counts"]["pending"] == 0


@pytest.mark.xfail(strict=True, reason="a number of more than 4300 digits is no int to Python")
def test_a_number_of_5000_digits(program: Program) -> None:
    with on_web(page(article(f"FastTrack requires at least {'9' * 5000} seats."))) as server:
        program.configure(source(server))
        assert program.run("crawl", "--quiet").code == 0
    assert program.look(lambda store: store.failures()) == ()


class Stumbling:
    """Stands for an extractor with a mistake that one page brings out."""

    def __init__(self, extractor: Extractor, over: str) -> None:
        self._extractor, self._over = extractor, over

    def claims(self, revision: Revision) -> Sequence[Claim]:
        if self._over in revision.text:
            raise IndexError("list index out of range")
        return self._extractor.claims(revision)


def test_a_mistake_of_ours_costs_one_page_and_not_for_ever(program: Program) -> None:
    program.document("1.txt", text_file(f"Say abracadabra. {MINIMUM}"))
    program.document("2.txt", text_file(MINIMUM))
    config = program.config()
    extractor = Extractor(config)
    with program.store() as store:
        for path in sorted((program.home / "docs").iterdir()):
            store.add_snapshot(_file_snapshot(config, path, utc_now()))
        for built, read, pending in (
            (Stumbling(extractor, "abracadabra"), ["2"], 1),
            (extractor, ["1", "2"], 0),
        ):
            stages = Stages(config, [built])  # type: ignore[list-item]
            read_pending(stages, store, CrawlReport(), utc_now, lambda line: None)
            assert [row.document for row in store.revisions()] == read
            assert len(store.pending()) == pending
        (failure,) = store.failures()
    assert (failure.url, failure.kind) == ("1", "UnforeseenError")
    assert "IndexError" in failure.message


def test_claims_of_a_topic_no_longer_followed_stand_and_are_in_nobodys_way(
    program: Program,
) -> None:
    topic = program.config_dir / "topics" / "office365-fasttrack.toml"
    with on_web(page(PAGE)) as server:
        program.configure(source(server))
        program.run("crawl", "--quiet")
        text = topic.read_text(encoding="utf-8")
        topic.write_text(text.replace('key = "office365-fasttrack"', 'key = "renamed"', 1), "utf-8")
        server.routes["/1"] = article("Microsoft FastTrack requires at least 50 seats.")
        assert program.run("crawl", "--quiet").code == 0
    found = program.run("said", "--json").json["claims"]
    assert {row["topic"] for row in found} == {"office365-fasttrack", "renamed"}


KILLED = """
import os, signal, sys
from monitor.config import load_config
from monitor.pipeline import crawl_sources
from monitor.storage import open_store, utc_now

def die(line):
    if "fetched" in line:
        os.kill(os.getpid(), signal.SIGKILL)

config = load_config(sys.argv[1])
with open_store(sys.argv[2]) as store:
    crawl_sources(config, store, config.sources, clock=utc_now, progress=die)
"""


def test_killed_between_fetch_and_read_the_next_run_reads_it(program: Program) -> None:
    with on_web(page(PAGE)) as server:
        program.configure(source(server))
        command = [sys.executable, "-c", textwrap.dedent(KILLED)]
        arguments = [str(program.config_dir), program.database]
        killed = subprocess.run([*command, *arguments], cwd=ROOT, timeout=PATIENCE)
        assert killed.returncode == -signal.SIGKILL
        counts = program.run("status", "--json").json["status"]["counts"]
        assert (counts["snapshots"], counts["pending"], counts["revisions"]) == (1, 1, 0)
        server.routes["/1"] = Reply(status=500)
        program.run("crawl", "--quiet")
    counts = program.run("status", "--json").json["status"]["counts"]
    assert (counts["pending"], counts["revisions"]) == (0, 1)


def test_ctrl_c_in_the_middle_of_a_crawl(program: Program) -> None:
    bell = threading.Event()
    routes = page(PAGE) | {"/feed": rss("/1", "/2"), "/2": ringing(bell, hanging)}
    with on_web(routes) as server:
        program.configure(source(server), crawl={"timeout": 200, "total_timeout": 200})
        started = program.start("crawl")
        assert bell.wait(PATIENCE)
        started.send_signal(signal.SIGINT)
        result = program.wait(started)
        assert result.code == 130
        assert "what was stored stays" in result.err
        (run,) = program.look(lambda store: store.runs())
        assert run.outcome == "interrupted"
        server.routes["/2"] = PAGE
        assert program.run("crawl", "--quiet").code == 0
    assert len(program.look(lambda store: tuple(store.revisions()))) == 2, "the first was not lost"


def test_nothing_of_ours_is_shown_of_an_address_with_a_password(program: Program) -> None:
    with on_web({"/feed": rss("http://me:hunter2@127.0.0.1/x")}) as server:
        program.configure(source(server))
        result = program.run("crawl")
    assert "hunter2" not in result.out + result.err
    assert "hunter2" not in only_failure(program).message


def test_hostile_text_reaches_the_terminal_harmless(program: Program) -> None:
    evil = "\x1b]0;owned\x07\x1b[2J\u202eMicrosoft FastTrack requires at least 150 seats.\x9b"
    with on_web(page(article(evil.replace("\x1b", "&#27;"), title="\u202eWho \x9b may"))) as server:
        program.configure(source(server))
        crawled = program.run("crawl")
        address = server.url("/1")
    commands = (["said"], ["said", "--json"], ["show", address], ["show", address, "--json"])
    shown = [program.run(*command) for command in commands]
    for result in (crawled, *shown, program.run("export", "claims")):
        assert result.code == 0
        assert not set("\x1b\x07\x9b\u202e\x00") & set(result.out + result.err)


def test_an_article_of_two_pages_is_one_text(program: Program) -> None:
    first = article(head='<link rel="next" href="/1?page=2">')
    second = article("The migration service is free of charge.", title="Who may join, page 2")
    with on_web(page(first, **{"1?page=2": second})) as server:
        program.configure(source(server))
        program.run("crawl", "--quiet")
    (revision,) = program.look(lambda store: tuple(store.revisions()))
    assert revision.title == "Who may join"
    assert revision.text.index("150 seats") < revision.text.index("free of charge")


def test_no_enabled_source_is_no_error(program: Program) -> None:
    with on_web({}) as server:
        program.configure(source(server) + "enabled = false\n")
        result = program.run("crawl")
    assert (result.code, server.log) == (0, [])
    assert result.out.startswith("0 sources")


def test_an_unknown_source_is_named(program: Program) -> None:
    with on_web({}) as server:
        program.configure(source(server))
        result = program.run("crawl", "outlett")
    assert result.code == 1
    assert "outlett" in result.err
    assert "there are: outlet" in result.err


def test_the_pages_of_one_source_never_wait_for_another_that_hangs(program: Program) -> None:
    """The hanging one is let go only after the other was read to its end."""
    done = threading.Event()

    async def until_done(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.get_running_loop().run_in_executor(None, done.wait, PATIENCE)
        await Reply(status=500)(request, writer)

    with (
        on_web({"/feed": until_done}) as bad,
        on_web(page(PAGE) | {"/feed": rss("/1", "/2"), "/2": ringing(done, PAGE)}) as good,
    ):
        program.configure(source(bad, "bad"), source(good, "good"), crawl={"timeout": PATIENCE})
        assert program.run("crawl", "--quiet").code == 0
    assert len(program.look(lambda store: tuple(store.revisions()))) == 2
