"""Pages through the whole program: edits, dates, hostile text, and being killed or stopped."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Sequence

import pytest

from monitor.extract.claims import Extractor
from monitor.pipeline import CrawlReport, Stages, read_pending
from monitor.pipeline.importing import snapshot_of_file
from monitor.storage import Store, utc_now
from monitor.types import Claim, Revision
from tests.crawl.server import (
    Reply,
    Request,
    hanging,
    tagged,
)
from tests.program import (
    MINIMUM,
    PATIENCE,
    ROOT,
    Program,
    article,
    on_web,
    only_failure,
    page,
    ringing,
    rss,
    source,
    text_file,
)

pytestmark = pytest.mark.usefixtures("url")  # on each kind of database

PAGE = article()


def read_documents(store: Store) -> list[str]:
    return [revision.document for revision in store.revisions()]


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
        again = program.run("crawl", "--recheck", "--json").json["report"]
        server.routes["/1"] = article("Microsoft FastTrack requires at least 50 seats.")
        edited = program.run("crawl", "--recheck", "--json").json["report"]
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
        again = program.run("crawl", "--recheck", "--json").json["report"]
    assert (again["fetched"], again["unchanged"], again["revisions"]) == (0, 1, 0)


def test_a_text_of_a_megabyte_is_recorded_and_the_next_page_is_read(program: Program) -> None:
    routes = page(article("word " * 250_000)) | {"/feed": rss("/1", "/2"), "/2": PAGE}
    with on_web(routes) as server:
        program.configure(source(server))
        assert program.run("crawl", "--quiet").code == 0
        assert "characters" in only_failure(program).message
        assert program.look(read_documents) == [server.url("/2")]
    assert program.run("status", "--json").json["status"]["counts"]["pending"] == 0


def test_a_number_of_5000_digits(program: Program) -> None:
    with on_web(page(article(f"FastTrack requires at least {'9' * 5000} seats."))) as server:
        program.configure(source(server))
        assert program.run("crawl", "--quiet").code == 0, "70 says that we stumbled"
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
            store.add_snapshot(snapshot_of_file(config, path, utc_now()))
        for built, read, pending in (
            (Stumbling(extractor, "abracadabra"), ["2"], 1),
            (extractor, ["1", "2"], 0),
        ):
            stages = Stages(config, [built])  # type: ignore[list-item]
            read_pending(stages, store, CrawlReport(), utc_now, lambda line: None)
            assert [row.document for row in store.revisions()] == read
            assert len(store.pending()) == pending
        (failure,) = store.failures()
    assert (failure.url, failure.kind) == ("1", "unforeseen")
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
        assert program.run("crawl", "--recheck", "--quiet").code == 0
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


def test_what_ends_every_run_that_begins_with_it_is_left_to_a_person(program: Program) -> None:
    """As a killed process leaves it: the attempts were noted, and no end."""
    config = program.config()
    stages, most = Stages(config), config.settings.workers.attempts
    told: list[str] = []
    with program.store() as store:
        for name in ("1.txt", "2.txt"):
            path = program.document(name, text_file(MINIMUM))
            store.add_snapshot(snapshot_of_file(config, path, utc_now()))
        deadly, _ = store.pending()
        assert [store.note_attempt(deadly) for _ in range(most)] == list(range(1, most + 1))
        read_pending(stages, store, CrawlReport(), utc_now, told.append)
        assert [(one.snapshot, one.attempts) for one in store.quarantined()] == [(deadly, most)]
        assert [row.document for row in store.revisions()] == ["2"]
        assert any("put into quarantine" in line for line in told)
        store.release(deadly)
        read_pending(stages, store, CrawlReport(), utc_now, told.append)
        assert [row.document for row in store.revisions()] == ["1", "2"]


def test_a_run_that_is_stopped_by_hand_counts_for_nothing(program: Program) -> None:
    config = program.config()
    path = program.document("1.txt", text_file(MINIMUM))

    def stop(_line: str) -> None:
        raise KeyboardInterrupt

    with program.store() as store:
        store.add_snapshot(snapshot_of_file(config, path, utc_now()))
        (key,) = store.pending()
        with pytest.raises(KeyboardInterrupt):
            read_pending(Stages(config), store, CrawlReport(), utc_now, stop)
        assert store.note_attempt(key) == 1
