"""Back-filling from an archive: what is asked, at what pace, what is kept, and what goes wrong."""

from __future__ import annotations

import json
import signal
import subprocess
import threading
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest

from monitor.pipeline import BackfillReport, Wanted, backfill
from monitor.storage import Store, open_store
from monitor.types import Snapshot
from tests.archive_server import INDEX, Archive, Kept, on_loopback
from tests.behind import rows_in
from tests.crawl.server import (
    NOON,
    Answer,
    Reply,
    Server,
    Time,
    endless,
    hanging,
    in_turn,
    raw,
    redirect,
)
from tests.program import PATIENCE, Program, article, page, ringing, source

pytestmark = pytest.mark.usefixtures("file")  # slow: others of its kind run on each database

HOST = "http://www.outlet.example"
TABLE = """
[[source]]
key = "outlet"
name = "The Outlet"
kind = "press"
country = "US"
feeds = ["https://outlet.example/feed"]
archive = ["outlet.example/news/"]
"""
FIRST, LAST = date(2013, 1, 1), date(2014, 7, 31)
BUSY = Reply(status=429)
DOWN = Reply(status=503)


def kept(number: int, timestamp: str, seats: int = 150, **changes: Any) -> Kept:
    """An article of the outlet, as it was at that moment."""
    reply = article(f"Microsoft FastTrack requires at least {seats} seats.")
    plain = {"url": f"{HOST}/news/{number}", "timestamp": timestamp, "body": reply.body}
    return Kept(**(plain | changes))


def some(count: int) -> list[Kept]:
    """As many pages, a day after the other; without text, so that reading them takes no time."""
    return [
        kept(number, f"201401{number:02}120000", body=f"<title>{number}</title>".encode())
        for number in range(1, count + 1)
    ]


def configure(program: Program, server: Server, *tables: str, **archive: object) -> None:
    """The archive is that server, asked as often as its limit of 24 a minute allows."""
    program.configure(*(tables or (TABLE,)))
    rows = {"index": server.url(INDEX), "captures": server.url("/web/"), **archive}
    settings = "".join(f"{key} = {json.dumps(value)}\n" for key, value in rows.items())
    written = (program.config_dir / "monitor.toml").read_text("utf-8")
    program.write("monitor.toml", f"{written}\n[archive]\n{settings}")


class Call:
    """Back-fills in this process, with a clock that moves only where somebody waits."""

    def __init__(self, program: Program, server: Server, **archive: object) -> None:
        configure(program, server, **archive)
        self.program = program
        self.time = Time()
        self.lines: list[str] = []

    def __call__(self, **changes: Any) -> BackfillReport:
        config = self.program.config()
        outlet = config.source("outlet")
        assert outlet is not None
        plain: dict[str, Any] = {"source": outlet, "first": FIRST, "last": LAST}
        with open_store(self.program.database, clock=self.time.now) as store:
            return backfill(
                config,
                store,
                Wanted(**(plain | changes)),
                clock=self.time.now,
                progress=self.lines.append,
                sleep=self.time.sleep,
                monotonic=self.time.monotonic,
            )


def snapshots(program: Program) -> list[Snapshot]:
    """All that are kept, oldest capture first."""

    def ask(store: Store) -> list[Snapshot]:
        rows = store.captures("outlet", FIRST, LAST)
        return [store.snapshot(row.snapshot) for row in rows if row.snapshot]

    found = program.look(ask)
    assert isinstance(found, list)
    return found


def addresses(program: Program) -> list[tuple[Any, ...]]:
    """All that the crawl knows of addresses."""
    return rows_in(program.database, "address")


def states(program: Program) -> Counter[str]:
    rows = program.look(lambda store: tuple(store.captures("outlet", FIRST, LAST)))
    return Counter(row.state for row in rows)


def test_the_past_of_a_source_is_fetched_and_read(program: Program) -> None:
    headers = {"content-type": "text/html; charset=utf-8", "last-modified": "yesterday"}
    archive = Archive(
        kept(1, "20140201080000", 150, headers=headers),
        kept(1, "20140301080000", 150),  # the same bytes: collapsed
        kept(1, "20140401080000", 50),
        kept(2, "20140201080000", 500, status=404),
        kept(3, "20140201080000", 500, mimetype="application/pdf"),
        kept(4, "20120201080000", 500),  # before
        kept(5, "20140801000000", 500),  # after
        kept(6, "20140201080000", 500, url=f"{HOST}/jobs/6"),
    )
    with on_loopback(archive) as server:
        call = Call(program, server)
        report = call()
        assert archive.fetched() == [
            f"20140201080000id_/{HOST}/news/1",
            f"20140401080000id_/{HOST}/news/1",
        ]
        first, second = snapshots(program)
        assert first.observed == datetime(2014, 2, 1, 8, tzinfo=UTC)
        assert first.fetched_from == server.url(f"/web/20140201080000id_/{HOST}/news/1")
    assert first.origin == "archive"
    assert first.document == "https://outlet.example/news/1"  # as the source spells its host
    assert dict(first.headers)["content-type"] == "text/html; charset=utf-8"
    assert dict(first.headers)["last-modified"] == "yesterday"
    assert "server" not in dict(first.headers)
    assert second.observed == datetime(2014, 4, 1, 8, tzinfo=UTC)
    assert (report.captures, report.fetched, report.left, report.revisions) == (2, 2, 0, 2)
    assert report.failures == []


def test_the_capture_time_is_when_it_was_observed_and_now_is_when_it_was_recorded(
    program: Program,
) -> None:
    dated = article(head='<meta property="article:published_time" content="2014-01-30">')
    with on_loopback(Archive(kept(1, "20140201080000", body=dated.body))) as server:
        call = Call(program, server)
        call()
    (revision,) = program.look(lambda store: tuple(store.revisions()))
    (row,) = program.look(lambda store: store.claims())
    assert revision.observed == datetime(2014, 2, 1, 8, tzinfo=UTC)
    assert revision.published.iso() == "2014-01-30"
    assert row.claim.observed == revision.observed
    assert row.recorded >= NOON


def test_a_dry_run_tells_how_many_there_are_and_fetches_none(program: Program) -> None:
    archive = Archive(*some(5))
    with on_loopback(archive) as server:
        call = Call(program, server, rows_a_part=2)
        report = call(dry_run=True)
        assert archive.fetched() == []
        assert len(archive.listed()) == 3
        assert (report.captures, report.fetched, report.left) == (5, 0, 5)
        # What it listed, the call in earnest need not ask for again.
        assert call().fetched == 5
        assert len(archive.listed()) == 3


def test_a_limit_and_the_newest_first(program: Program) -> None:
    archive = Archive(*some(5))
    with on_loopback(archive) as server:
        call = Call(program, server)
        report = call(limit=2, newest_first=True)
        assert (report.fetched, report.left) == (2, 3)
        assert [path[:8] for path in archive.fetched()] == ["20140105", "20140104"]
        report = call()
        assert (report.fetched, report.kept, report.left) == (3, 2, 0)
        assert [path[:8] for path in archive.fetched()][2:] == ["20140101", "20140102", "20140103"]


def test_prefixes_given_stand_in_for_those_of_the_source(program: Program) -> None:
    archive = Archive(*some(2), kept(7, "20140107120000", url=f"{HOST}/blog/7"))
    with on_loopback(archive) as server:
        call = Call(program, server)
        report = call(prefixes=("outlet.example/blog/",))
        assert archive.fetched() == [f"20140107120000id_/{HOST}/blog/7"]
        assert (report.captures, report.fetched) == (1, 1)


def test_of_a_source_with_only_no_other_addresses_are_fetched(program: Program) -> None:
    archive = Archive(*some(2), kept(7, "20140107120000", url=f"{HOST}/news/fasttrack-7"))
    with on_loopback(archive) as server:
        call = Call(program, server)
        program.write("sources.toml", f'{TABLE}only = ["fasttrack"]\n')
        assert call().captures == 1
        assert archive.fetched() == [f"20140107120000id_/{HOST}/news/fasttrack-7"]


def test_progress_is_told_with_a_forecast(program: Program) -> None:
    with on_loopback(Archive(*some(3))) as server:
        call = Call(program, server)
        call()
    told = [line for line in call.lines if "minutes left" in line]
    assert told[0] == (
        f"outlet: 1 of 3 captures, about 0 minutes left at 24 a minute: 2014-01-01 {HOST}/news/1"
    )


def test_never_more_than_24_requests_a_minute_index_captures_and_redirects_together(
    program: Program,
) -> None:
    time = Time()
    archive = Archive(*some(28), seconds=time.monotonic)
    for number in range(1, 29):  # each leads on to another moment
        archive.kept.append(kept(number, f"201209{number:02}120000", body=b"<title>near</title>"))
        archive.instead(
            f"201401{number:02}120000id_",
            redirect(f"/web/201209{number:02}120000id_/{HOST}/news/{number}"),
        )
    with on_loopback(archive) as server:
        call = Call(program, server, rows_a_part=7)
        call.time = time
        assert call().fetched == 28
        # Two calls, one after the other: the pause holds between them too.
        assert call(prefixes=("outlet.example/other/",)).captures == 0
    moments = [second for second, _ in archive.log]
    assert len(moments) == 4 + 2 * 28 + 1
    assert min(later - earlier for earlier, later in pairwise(moments)) >= 60 / 24
    busiest = max(sum(start <= moment < start + 60 for moment in moments) for start in moments)
    assert busiest == 24


def test_index_and_captures_share_the_limit_also_where_they_are_two_hosts(
    program: Program,
) -> None:
    time = Time()
    archive = Archive(*some(5), seconds=time.monotonic)
    with on_loopback(archive) as server, on_loopback(archive) as second:
        call = Call(program, server, rows_a_part=1, captures=second.url("/web/"))
        call.time = time
        assert call().fetched == 5
    moments = [second for second, _ in archive.log]
    assert len(moments) == 10
    assert min(later - earlier for earlier, later in pairwise(moments)) >= 60 / 24


PAUSES = [
    pytest.param([BUSY], [60], id="a minute where it does not say"),
    pytest.param([BUSY, BUSY, BUSY], [60, 120, 240], id="doubled each time in a row"),
    pytest.param([Reply(status=429, headers={"Retry-After": "200"})], [200], id="as it says"),
    pytest.param([Reply(status=429, headers={"Retry-After": "1"})], [60], id="never less"),
    pytest.param(
        [Reply(status=429, headers={"Retry-After": "Fri, 01 Aug 2014 12:05:02 GMT"})],
        [297],
        id="until the moment it says",
    ),
    pytest.param([Reply(status=429, headers={"Retry-After": "soon"})], [60], id="as good as none"),
    pytest.param([DOWN], [30], id="trouble, for a while"),
    pytest.param([DOWN, Reply(status=504)], [30, 60], id="trouble, twice"),
    pytest.param(
        [Reply(status=503, headers={"Retry-After": "90"})], [90], id="trouble, as it says"
    ),
    pytest.param([raw(b"")], [30], id="no answer at all"),
    pytest.param([raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx")], [30], id="cut short"),
    pytest.param([Reply(b"<p>Please try again later")], [30], id="a page of the archive's own"),
    pytest.param([Reply(b"")], [30], id="nothing, and a success"),
    pytest.param([BUSY, DOWN, BUSY], [60, 30, 120], id="mixed: trouble does not excuse"),
]


@pytest.mark.usefixtures("file")  # of the pace alone
@pytest.mark.parametrize("where", [INDEX, "20140102"], ids=["index", "capture"])
@pytest.mark.parametrize(("answers", "pauses"), PAUSES)
def test_an_archive_that_is_busy_or_in_trouble_is_left_alone_and_asked_again(
    program: Program, answers: Sequence[Answer], pauses: list[int], where: str
) -> None:
    time = Time()
    archive = Archive(*some(2), seconds=time.monotonic)
    archive.instead(where, *answers)
    with on_loopback(archive) as server:
        call = Call(program, server)
        call.time = time
        report = call()
    asked = [second for second, path in archive.log if where in path]
    waited = [later - earlier for earlier, later in pairwise(asked)]
    assert len(waited) == len(pauses)
    assert all(wait >= pause for wait, pause in zip(waited, pauses, strict=True)), waited
    assert all(wait <= pause + 5 for wait, pause in zip(waited, pauses, strict=True)), waited
    assert (report.fetched, report.left, report.stopped) == (2, 0, None)


HOUR = Reply(status=429, headers={"Retry-After": "3600"})


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        pytest.param(HOUR, 1, id="an hour is longer than a command sits out"),
        pytest.param(BUSY, 5, id="busy for ever: 1, 2, 4, 8, then 16 minutes are too long"),
    ],
)
def test_a_long_pause_ends_the_call_and_the_next_one_keeps_to_it(
    program: Program, answer: Answer, asked: int
) -> None:
    archive = Archive(*some(3))
    archive.always("20140102", answer)
    with on_loopback(archive) as server:
        call = Call(program, server)
        report = call()
        assert "wants no request before" in str(report.stopped)
        assert (report.fetched, report.left) == (1, 2)
        assert report.without_text == 1  # what came is read all the same
        requests = len(archive.log)
        assert requests == 1 + 1 + asked
        # Given again too early, it asks nothing.
        assert call().stopped
        assert len(archive.log) == requests
        call.time.seconds += 3600
        archive.relent()
        report = call()
        assert (report.fetched, report.kept, report.left, report.stopped) == (2, 1, 0, None)
        assert max(Counter(archive.fetched()).values()) == asked + 1


def test_a_capture_in_trouble_is_left_for_the_next_call_and_given_up_in_the_end(
    program: Program,
) -> None:
    archive = Archive(*some(3))
    archive.always("20140101", DOWN)
    with on_loopback(archive) as server:
        call = Call(program, server)
        report = call()
        assert (report.fetched, report.left, report.lost, report.stopped) == (2, 1, 0, None)
        (failure,) = report.failures
        assert (failure.source, failure.kind) == ("archive:outlet", "transient")
        assert failure.url == f"{HOST}/news/1"
        assert len(archive.fetched()) == 3 + 2
        for _ in range(2):
            assert call().left == 1
        report = call()
        assert (report.left, report.lost) == (0, 1)
        requests = len(archive.log)
        assert call().lost == 1
        assert len(archive.log) == requests  # nothing is asked any more


def test_trouble_with_one_capture_after_the_other_is_the_archives(program: Program) -> None:
    archive = Archive(*some(9))
    archive.always("/web/", DOWN)
    with on_loopback(archive) as server:
        call = Call(program, server)
        report = call()
        assert "trouble with 3 captures in a row" in str(report.stopped)
        assert len(archive.fetched()) == 3 * 3
        archive.relent()
        report = call()
        assert (report.fetched, report.left) == (9, 0)
        # Those not yet tried come first: a broken beginning does not hold up the rest.
        assert archive.fetched()[9][:8] == "20140104"


FOR_GOOD = [
    pytest.param(Reply(status=404), "404", id="not there after all"),
    pytest.param(Reply(status=403), "403", id="the outlet had it closed"),
    pytest.param(redirect("http://127.0.0.1:9999/"), "leads away", id="away from the archive"),
    pytest.param(redirect("/web/20140101120000/http://x.example/"), "", id="to a rewritten copy"),
    pytest.param(redirect("/web/20140102120000id_/http://x.example/"), "", id="to another page"),
    pytest.param(redirect(f"/web/20140101120000id_/{HOST}/news/1"), "circle", id="in a circle"),
    pytest.param(endless(b"x" * 100_000, 200), "larger than", id="without end"),
]


@pytest.mark.parametrize(("answer", "says"), FOR_GOOD)
def test_a_capture_that_cannot_be_had_is_recorded_once_and_the_others_go_on(
    program: Program, answer: Answer, says: str
) -> None:
    archive = Archive(*some(3))
    archive.always("20140101120000", answer)
    archive.always("x.example", Reply(b"<html>what nobody asked for</html>"))
    with on_loopback(archive) as server:
        call = Call(program, server)
        report = call()
        assert (report.fetched, report.lost, report.left, report.stopped) == (2, 1, 0, None)
        (failure,) = report.failures
        assert says in failure.message
        assert failure.source == "archive:outlet"
        requests = len(archive.log)
        assert call().failures == []
        assert len(archive.log) == requests


def test_a_capture_from_another_moment_is_kept_under_that_moment(program: Program) -> None:
    listed, near = kept(1, "20140201080000", 150), kept(1, "20140203090000", 150)
    archive = Archive(listed, near)
    archive.instead("20140201080000id_", redirect(f"/web/20140203090000id_/{HOST}/news/1"))
    with on_loopback(archive) as server:
        call = Call(program, server)
        call()
        (snapshot,) = snapshots(program)
        assert snapshot.observed == datetime(2014, 2, 3, 9, tzinfo=UTC)
        assert snapshot.fetched_from == server.url(f"/web/20140203090000id_/{HOST}/news/1")


LISTS = [
    pytest.param([Reply(b"")] * 3, id="no bytes"),
    pytest.param([Reply(b'[["timestamp","original","digest"],["2014')] * 3, id="cut short"),
    pytest.param([Reply(b"<html>busy</html>")] * 3, id="a page"),
    pytest.param([DOWN] * 3, id="in trouble"),
    pytest.param([Reply(status=403)], id="closed"),
]


@pytest.mark.parametrize("answers", LISTS)
def test_a_list_that_breaks_off_is_gone_on_with_by_the_next_call(
    program: Program, answers: list[Answer]
) -> None:
    archive = Archive(*some(5))
    archive.instead("resumeKey=ex", *answers)
    with on_loopback(archive) as server:
        call = Call(program, server, rows_a_part=2)
        report = call()
        assert report.unlisted == ["outlet.example/news/"]
        assert (report.fetched, report.left) == (2, 0)  # what was listed is fetched
        assert [failure.source for failure in report.failures] == ["archive:outlet"]
        report = call()
        assert (report.captures, report.fetched, report.unlisted) == (5, 3, [])
        first_parts = [path for path in archive.listed() if "resumeKey=ex" not in path]
        assert len(first_parts) == 1
        assert max(Counter(archive.fetched()).values()) == 1


def test_an_empty_list_is_no_proof_and_asked_for_again(program: Program) -> None:
    archive = Archive(*some(2))
    archive.instead(INDEX, Reply(b"[]"))
    with on_loopback(archive) as server:
        call = Call(program, server)
        report = call()
        assert (report.captures, report.empty) == (0, ["outlet.example/news/"])
        assert call().fetched == 2


def test_a_list_in_a_circle_ends(program: Program) -> None:
    row = ["20140101120000", f"{HOST}/news/1", "AAAA"]
    head = ["timestamp", "original", "digest"]

    def part(key: str) -> Reply:
        return Reply(json.dumps([head, row, [], [key]]).encode())

    archive = Archive(*some(1))
    archive.always(INDEX, in_turn(part("a"), part("b"), part("a")))
    with on_loopback(archive) as server:
        call = Call(program, server)
        report = call()
        assert len(archive.listed()) == 3
        assert "in a circle" in report.failures[0].message
        assert report.fetched == 1


def test_what_the_live_crawl_knows_stays_as_it_is(program: Program) -> None:
    """The archive's pages are older, and were never asked for at their own address."""
    live = page(article("Microsoft FastTrack requires at least 50 seats."))
    archive = Archive()
    with on_loopback(archive) as server:
        own = server.url().removeprefix("http://")
        table = source(server) + f'archive = ["{own}"]\n'
        configure(program, server, table, requests_a_minute=60_000)
        archive.update(live)
        server.routes = dict(live)  # first the outlet as it is now, then the archive of it
        assert program.run("crawl", "--quiet").code == 0
        before = addresses(program)
        server.routes = archive
        archive.kept += [
            kept(1, "20140201080000", 150, url=server.url("/1")),
            kept(2, "20140201080000", 500, url=server.url("/2")),
        ]
        done = program.run("backfill", "outlet", "--from", "2013", "--to", "2014", "-q")
        assert done.code == 0, done.err
        assert addresses(program) == before
        found = program.look(lambda store: tuple(store.revisions(server.url("/1"))))
    old, new = sorted(found, key=lambda revision: revision.observed)
    assert ("150 seats" in old.text, "50 seats" in new.text) == (True, True)
    assert old.observed == datetime(2014, 2, 1, 8, tzinfo=UTC)
    status = program.run("status", "--json").json["status"]
    assert [row["failures"] for row in status["sources"] if row["source"] == "outlet"] == [0]


@pytest.mark.parametrize("moment", ["resumeKey=ex", "20140101", "20140103"])
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT], ids=["killed", "Ctrl-C"])
def test_stopped_at_any_moment_nothing_is_lost_and_nothing_repeated(
    program: Program, moment: str, sign: signal.Signals
) -> None:
    archive, bell = Archive(*some(5)), threading.Event()
    archive.instead(moment, ringing(bell, hanging))
    words = ["backfill", "outlet", "--from", "2013", "--to", "2014"]
    with on_loopback(archive) as server:
        configure(program, server, requests_a_minute=60_000, rows_a_part=2)
        started = program.start(*words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert bell.wait(PATIENCE)
        started.send_signal(sign)
        assert started.wait(PATIENCE) == (-sign if sign is signal.SIGKILL else 130)
        result = program.run(*words, "--json")
        assert result.code == 0
        asked = Counter([*archive.listed(), *archive.fetched()])
    # Only the request that hung when it was stopped was asked twice.
    assert [path for path, times in asked.items() if times == 2] == [
        path for path in asked if moment in path
    ][:1]
    assert max(asked.values()) == 2
    report = result.json["report"]
    assert (report["captures"], report["left"], report["lost"]) == (5, 0, 0)
    assert len(snapshots(program)) == 5
    assert program.look(lambda store: store.pending()) == ()


def test_two_processes_share_the_captures_and_the_pace(program: Program) -> None:
    archive = Archive(*some(28))
    words = ["backfill", "outlet", "--from", "2013", "--to", "2014", "-q", "--json"]
    with on_loopback(archive) as server:
        configure(program, server, requests_a_minute=6_000)
        program.run(*words, "--dry-run")
        started = [program.start(*words) for _ in range(2)]
        results = [program.wait(each) for each in started]
    assert [result.code for result in results] == [0, 0]
    assert max(Counter(archive.fetched()).values()) == 1
    assert len(archive.fetched()) == 28
    assert states(program) == {"fetched": 28}


def test_a_page_of_an_archive_that_cannot_be_read_is_no_failure_of_the_source(
    program: Program,
) -> None:
    endless_text = article(" ".join(["More than any article has."] * 30_000)).body
    with on_loopback(Archive(kept(1, "20140101120000", body=endless_text))) as server:
        call = Call(program, server)
        report = call()
    assert [failure.source for failure in report.failures] == ["archive:outlet"]


def test_whether_it_is_news_is_kept_with_what_was_fetched(program: Program) -> None:
    """So that whichever run reads it knows: a crawl reads what a stopped back-fill fetched."""
    from monitor.news import is_news

    with on_loopback(Archive(*some(2))) as server:
        call = Call(program, server)
        call(limit=1)
        call(news=True)
    assert [is_news(one.origin, one.headers) for one in snapshots(program)] == [False, True]


@pytest.mark.parametrize("news", [False, True], ids=["by default", "with --news"])
def test_the_past_is_no_news_unless_that_was_asked_for(program: Program, news: bool) -> None:
    """A vendor's page that silently said something else later: a revision, were it told."""
    archive = Archive(kept(1, "20140201080000", 150), kept(1, "20140302080000", 500))
    with on_loopback(archive) as server:
        call = Call(program, server)
        program.write("sources.toml", f'{TABLE}organisation = "Microsoft"\n')
        call(news=news)
    claims = program.look(lambda store: {row.news for row in store.claims()})
    relations = program.look(lambda store: {row.news for row in store.relations()})
    assert (claims, relations) == ({news}, {news})
    told = program.run("digest", "--preview", "--since", "2014")
    assert ("150 seats" in told.out) is news
