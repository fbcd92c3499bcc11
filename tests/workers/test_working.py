"""A worker: does what is in the queue, survives its database, and ends when told."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from procrastinate.worker import Worker

from monitor import jobs
from monitor.errors import ConfigError, StorageError, UnforeseenError
from monitor.storage import Store, open_store
from monitor.workers import attempts, working
from monitor.workers.tasks import Read
from monitor.workers.ways import (
    READING,
    defer_crawl,
    defer_digests,
    defer_messages,
    defer_retention,
    defer_unread,
)
from monitor.workers.working import run_worker
from tests.builders import NOON, a_claim, a_revision, keep_claims, keep_revision
from tests.digest.parts import Postmaster, a_config, a_source, mail_server
from tests.postgres import PostgresServer
from tests.workers.parts import Clock, Crawls, Queue, drain, keep, shared

# Far more than anything takes; only a failing test waits so long.
PATIENCE = 60
DUE = NOON - timedelta(minutes=5)
MINE = jobs.crawl_job_name("outlet")
# Where Procrastinate writes that the one who reads was told to stop.
HEARD = f"procrastinate.worker.{READING}"


def reading(store: Store, order: list[str] | None = None) -> Read:
    """Reads nothing of a snapshot, and marks it as read."""

    def read(key: str) -> None:
        store.mark_read(key, "article")
        if order is not None:
            order.append(key)

    return read


def failing(error: Exception) -> Read:
    def read(key: str) -> None:
        raise error

    return read


def test_fresh_news_goes_before_what_was_kept_for_years(
    store: Store, url: str, clock: Clock, queue: Queue
) -> None:
    old, given, fresh = (
        keep(store, number, origin)  # type: ignore[arg-type]
        for number, origin in enumerate(("archive", "import", "crawl"))
    )
    order: list[str] = []
    assert drain(shared(), store, url, clock, read=reading(store, order))
    assert order == [fresh, given, old]
    assert (queue.jobs(), store.pending()) == ([], ())


def test_more_than_may_wait_is_read_all_the_same(store: Store, url: str, clock: Clock) -> None:
    keys = [keep(store, number) for number in range(7)]
    order: list[str] = []
    drain(shared(most_waiting=2), store, url, clock, read=reading(store, order))
    assert order == keys


def test_a_crawl_is_done_once_for_its_time(
    store: Store, url: str, clock: Clock, queue: Queue
) -> None:
    config, crawls = shared(a_config(a_source())), Crawls()
    for _ in range(2):
        defer_crawl(store, "outlet", DUE)
        drain(config, store, url, clock, crawl=crawls, read=reading(store))
    assert crawls.seen == ["outlet"]
    assert store.last_slot(MINE) == DUE
    assert queue.jobs() == []


def test_what_a_crawl_brought_is_read_by_whoever_is_free(
    store: Store, url: str, clock: Clock
) -> None:
    defer_crawl(store, "outlet", DUE)
    brings = Crawls(lambda progress: None if store.pending() else [keep(store), None][1])
    drain(shared(a_config(a_source())), store, url, clock, crawl=brings, read=reading(store))
    assert store.pending() == ()
    assert store.counts()["snapshots"] == 1


def test_a_source_that_this_machine_does_not_know(
    store: Store, url: str, clock: Clock, queue: Queue
) -> None:
    defer_crawl(store, "elsewhere", DUE)
    drain(shared(), store, url, clock)
    assert (queue.jobs(), store.last_slot(jobs.crawl_job_name("elsewhere"))) == ([], None)


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(StorageError("the disk is full"), id="foreseen"),
        pytest.param(KeyError("x"), id="a mistake of our own"),
    ],
)
def test_a_crawl_that_fails_gives_its_slot_back_and_is_tried_again(
    store: Store, url: str, clock: Clock, queue: Queue, error: Exception
) -> None:
    def fail(progress: Callable[[str], None]) -> None:
        if len(crawls.seen) == 1:
            raise error

    crawls, config = Crawls(fail), shared(a_config(a_source()))
    defer_crawl(store, "outlet", DUE)
    drain(config, store, url, clock, crawl=crawls)
    assert queue.jobs() == [("crawl", "todo", 1)]
    queue.let_time_pass()
    drain(config, store, url, clock, crawl=crawls)
    assert crawls.seen == ["outlet", "outlet"]
    assert store.last_slot(MINE) == DUE


def test_digests_and_messages_and_retention_are_jobs_too(
    store: Store, url: str, clock: Clock, queue: Queue
) -> None:
    keep_claims(store, a_claim(keep_revision(store, a_revision())))
    clock.move(days=1)
    defer_digests(store)
    defer_messages(store)
    defer_retention(store, jobs.retention_due(clock()))
    postmaster = Postmaster()
    with mail_server(postmaster) as port:
        drain(shared(a_config(smtp={"port": port})), store, url, clock, read=reading(store))
    assert len(postmaster.taken) == 1
    assert queue.jobs() == []


@pytest.mark.parametrize(
    ("error", "told"),
    [
        pytest.param(UnforeseenError("it cannot be read"), "it cannot be read", id="told"),
        pytest.param(KeyError("x"), "Monitor stumbled over it, as a worker's log says", id="not"),
    ],
)
def test_a_snapshot_that_breaks_every_attempt_ends_in_quarantine(
    store: Store, url: str, clock: Clock, queue: Queue, error: Exception, told: str
) -> None:
    config, key = shared(attempts=2), keep(store)
    drain(config, store, url, clock, read=failing(error))
    assert (queue.jobs(), store.quarantined()) == ([("read", "todo", 1)], ())
    queue.let_time_pass()
    drain(config, store, url, clock, read=failing(error))
    drain(config, store, url, clock, read=failing(error))
    (held,) = store.quarantined()
    assert (held.snapshot, held.attempts, held.error) == (key, 2, told)
    assert queue.jobs() == []
    store.release(key)
    drain(config, store, url, clock, read=reading(store))
    assert store.pending() == ()


def test_told_to_stop_it_gives_back_its_crawl_and_ends(
    store: Store, url: str, clock: Clock, queue: Queue
) -> None:
    stop = threading.Event()

    def go_on(progress: Callable[[str], None]) -> None:
        stop.set()
        while True:
            progress("one more page")

    defer_crawl(store, "outlet", DUE)
    config = shared(a_config(a_source()))
    clean = run_worker(config, store, url, clock=clock, stop=stop, crawl=Crawls(go_on))
    assert clean
    assert queue.jobs() == [("crawl", "todo", 1)]
    assert store.take_slot(MINE, DUE), "whoever takes the job finds its slot free"


@contextmanager
def at_a_line_of(logger: str, act: Callable[[str], object]) -> Iterator[None]:
    """Do something where that logger writes a line, in the thread that writes it."""
    log = logging.getLogger(logger)

    def look(record: logging.LogRecord) -> bool:
        act(record.getMessage())
        return True

    log.addFilter(look)
    try:
        yield
    finally:
        log.removeFilter(look)


def test_told_to_stop_it_finishes_the_snapshot_in_hand_and_leaves_the_rest(
    store: Store, url: str, clock: Clock, queue: Queue, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, HEARD)
    first, second = keep(store, 1), keep(store, 2)
    stop, heard = threading.Event(), threading.Event()

    def read(key: str) -> None:
        stop.set()
        heard.wait(PATIENCE)  # else it may take the next one first
        store.mark_read(key, "article")

    with at_a_line_of(HEARD, lambda line: line == "Stop requested" and heard.set()):
        assert run_worker(shared(), store, url, clock=clock, stop=stop, read=read)
    assert store.pending() == (second,)
    assert not store.is_pending(first)
    assert queue.jobs() == [("read", "todo", 0)]


def test_told_to_stop_it_ends_after_what_tidies_up(
    store: Store, url: str, clock: Clock, queue: Queue, caplog: pytest.LogCaptureFixture
) -> None:
    """A store that is closed before would leave the connection of that thread open."""
    caplog.set_level(logging.INFO, working.__name__)
    stop, ended, tidying = threading.Event(), threading.Event(), list[threading.Thread]()

    def one_fails() -> None:
        if ("messages", "todo", 0) in queue.jobs():
            queue.execute("UPDATE procrastinate_jobs SET status = 'failed'")

    def in_mid_transaction(line: str) -> None:
        tidying.append(threading.current_thread())
        stop.set()
        ended.wait(PATIENCE)

    defer_messages(store)
    queue.put_off()
    with (
        at_a_line_of(attempts.__name__, in_mid_transaction),
        at_a_line_of(working.__name__, lambda line: line == "ended" and ended.set()),
    ):
        config = shared(heartbeat=0.1)
        assert run_worker(config, store, url, clock=clock, stop=stop, alive=one_fails)
    (thread,) = tidying
    assert not thread.is_alive()
    assert queue.jobs() == []


def test_it_outlives_a_restart_of_the_server(
    store: Store, url: str, clock: Clock, postgres: PostgresServer
) -> None:
    """Between two snapshots: what it had in hand, it or another one finds again."""
    config = shared(heartbeat=0.1)
    keys = {keep(store, number) for number in range(4)}
    again, stop, seen = threading.Event(), threading.Event(), set[str]()

    def read(key: str) -> None:
        if not seen:
            again.set()
            restarted.wait(PATIENCE)
        store.mark_read(key, "article")
        seen.add(key)
        if seen == keys:
            stop.set()

    restarted = threading.Event()
    thread = threading.Thread(
        target=run_worker,
        args=(config, store, url),
        kwargs={"clock": clock, "stop": stop, "read": read},
    )
    thread.start()
    assert again.wait(PATIENCE)
    postgres.stop()
    postgres.start()
    restarted.set()
    assert stop.wait(PATIENCE)
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert store.pending() == ()


def test_the_library_still_has_what_we_put_in_its_place() -> None:
    """Else a worker whose connection broke would go on deaf."""
    assert "_periodic_deferrer" in vars(Worker)


# Each does its harm once: a sequence is not taken back with its transaction.
HARM = """
    CREATE SEQUENCE once;
    CREATE FUNCTION harm() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF nextval('once') = 1 THEN {what}; END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER harm AFTER UPDATE OF outcome ON snapshot
        FOR EACH ROW EXECUTE FUNCTION harm()
"""


@pytest.mark.parametrize(
    "what",
    [
        pytest.param("RAISE EXCEPTION USING ERRCODE = 'disk_full'", id="full disk"),
        pytest.param(
            "PERFORM pg_terminate_backend(pg_backend_pid())", id="cut off in mid-transaction"
        ),
        pytest.param("RAISE EXCEPTION USING ERRCODE = 'deadlock_detected'", id="deadlock"),
        pytest.param("PERFORM pg_sleep(3600)", id="statement timeout"),
    ],
)
def test_what_the_database_undoes_is_done_again(
    store: Store, url: str, clock: Clock, queue: Queue, what: str
) -> None:
    key = keep(store)
    queue.execute(HARM.format(what=what))
    patient = "&options=-c%20statement_timeout%3D2000" if "sleep" in what else ""
    with open_store(url + patient, clock=clock) as mine:

        def read(read_key: str) -> None:
            with mine.transaction():
                keep(mine, 2)
                mine.mark_read(read_key, "article")

        drain(shared(most_waiting=1), mine, url, clock, read=read)
        assert store.pending() == (key,), "nothing of it was kept"
        assert queue.jobs() == [("read", "todo", 1)]
        queue.let_time_pass()
        drain(shared(most_waiting=1), mine, url, clock, read=reading(mine))
    assert store.pending() == ()
    assert store.quarantined() == ()


def test_there_are_no_workers_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('worker') / 'monitor.db'}"
    with open_store(url) as store, pytest.raises(ConfigError, match="share a PostgreSQL"):
        drain(shared(), store, url, Clock())


def test_what_waits_already_is_not_deferred_again(store: Store, queue: Queue) -> None:
    keep(store)
    assert [defer_unread(shared(), store) for _ in range(2)] == [1, 0]
    assert [defer_crawl(store, "outlet", DUE) for _ in range(2)] == [True, False]
    assert len(queue.jobs()) == 2
