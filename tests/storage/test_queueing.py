"""The queue of the workers: each thing waits once, and what dead workers leave is found."""

from __future__ import annotations

from datetime import timedelta
from importlib.resources import files

import pytest

from monitor.config.load import bundled
from monitor.errors import ConfigError
from monitor.storage import Job, Store, Way, open_store, server_arguments
from monitor.types import Origin
from tests.builders import NOON, a_snapshot
from tests.postgres import PostgresServer

pytestmark = pytest.mark.usefixtures("postgres")

CRAWL = Way("crawls", "crawl", 0)
READ = Way("reading", "read", 10)
SILENT = timedelta(seconds=30)
# What a worker of Procrastinate does: it takes the first job, for a worker of this age.
TAKE = """
    WITH worker AS (INSERT INTO procrastinate_workers (last_heartbeat)
        VALUES (now() - interval '{age} seconds') RETURNING id)
    SELECT (procrastinate_fetch_job_v2(NULL, (SELECT id FROM worker))).id
"""
END = "SELECT procrastinate_finish_job_v1(id, '{status}', false) FROM procrastinate_jobs"


@pytest.fixture
def name(url: str) -> str:
    """Of the database of `url`."""
    return url.partition("?")[0].rpartition("/")[2]


def keep(store: Store, number: int, origin: Origin = "crawl") -> str:
    """An unread snapshot, the later the higher its number."""
    address = f"https://outlet.example/{number}"
    at = NOON + timedelta(minutes=number)
    snapshot = a_snapshot(document=address, fetched_from=address, observed=at, origin=origin)
    store.add_snapshot(snapshot)
    return snapshot.key


def waiting(store: Store) -> int:
    state = store.queue_state()
    assert state
    return sum(state.waiting.values())


def test_the_schema_is_the_one_that_the_library_has() -> None:
    """A release of Procrastinate with other tables needs a migration of ours."""
    theirs = files("procrastinate").joinpath("sql", "schema.sql").read_text("utf-8")
    assert (bundled("alembic") / "procrastinate-3.10.sql").read_text("utf-8") == theirs


@pytest.mark.parametrize(
    ("other", "taken"),
    [
        pytest.param(Job(CRAWL, {"key": "a", "due": "1"}), False, id="the same waits once"),
        pytest.param(Job(CRAWL, {"key": "a", "due": "2"}), True, id="due at another time"),
        pytest.param(Job(CRAWL, {"key": "b", "due": "1"}), True, id="of another source"),
        pytest.param(Job(READ, {"key": "a", "due": "1"}), True, id="another task"),
    ],
)
def test_a_job_waits_once(store: Store, other: Job, taken: bool) -> None:
    assert store.defer(Job(CRAWL, {"key": "a", "due": "1"}))
    assert store.defer(other) is taken
    assert waiting(store) == 1 + taken


def test_a_job_and_what_it_is_about_are_there_together_or_not_at_all(store: Store) -> None:
    def half() -> None:
        with store.transaction():
            keep(store, 1)
            store.defer_unread(READ, "crawl", 10)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert (store.pending(), waiting(store)) == ((), 0)


def test_what_is_unread_waits_in_order_and_no_more_of_it_than_is_allowed(
    store: Store, postgres: PostgresServer, name: str
) -> None:
    keys = [keep(store, number) for number in range(5)]
    assert [store.defer_unread(READ, "crawl", 3) for _ in range(2)] == [3, 0]
    asked = "SELECT args ->> 'key' FROM procrastinate_jobs ORDER BY id"
    assert postgres.execute(asked, name) == [(key,) for key in keys[:3]]
    assert store.defer_unread(READ, "crawl", 10) == 2, "those that were left out before"


def not_unread(store: Store, why: str) -> None:
    """A snapshot that nobody is to be asked for, for this reason."""
    key = keep(store, 1, "archive" if why == "of another origin" else "crawl")
    if why == "read":
        store.mark_read(key, "article")
    elif why == "in quarantine":
        store.put_in_quarantine(key, 5, "died")


@pytest.mark.parametrize("why", ["read", "in quarantine", "of another origin"])
def test_what_nobody_is_asked_to_read(store: Store, why: str) -> None:
    not_unread(store, why)
    assert store.defer_unread(READ, "crawl", 10) == 0


def test_what_is_being_read_is_not_asked_for_again(
    store: Store, postgres: PostgresServer, name: str
) -> None:
    keep(store, 1)
    store.defer_unread(READ, "crawl", 10)
    postgres.execute(TAKE.format(age=0), name)
    assert store.defer_unread(READ, "crawl", 10) == 0
    state = store.queue_state()
    assert state
    assert (state.waiting, state.doing) == ({}, {"read": 1})
    assert state.last_sign is not None


def test_two_schedulers_fill_it_at_once(url: str, store: Store) -> None:
    for number in range(20):
        keep(store, number)
    with open_store(url) as other:
        assert [each.defer_unread(READ, "crawl", 15) for each in (store, other)] == [15, 0]


@pytest.mark.parametrize(
    ("age", "found"),
    [
        pytest.param(0, [], id="its worker lives"),
        pytest.param(29, [], id="its worker may be slow"),
        pytest.param(31, [False], id="its worker gave no sign for longer"),
    ],
)
def test_a_job_in_the_hands_of_a_dead_worker(
    store: Store, postgres: PostgresServer, name: str, age: int, found: list[bool]
) -> None:
    store.defer(Job(CRAWL, {"key": "a"}))
    postgres.execute(TAKE.format(age=age), name)
    assert [job.failed for job in store.jobs_left_behind(SILENT)] == found


def test_a_job_whose_worker_is_gone_without_a_trace(
    store: Store, postgres: PostgresServer, name: str
) -> None:
    """Another worker, at its start, strikes off those whose heart stopped."""
    store.defer(Job(CRAWL, {"key": "a"}))
    postgres.execute(TAKE.format(age=0), name)
    postgres.execute("DELETE FROM procrastinate_workers", name)
    (job,) = store.jobs_left_behind(SILENT)
    assert (job.task, job.arguments, job.attempts, job.failed) == ("crawl", {"key": "a"}, 0, False)


def test_a_job_that_failed_for_good(store: Store, postgres: PostgresServer, name: str) -> None:
    store.defer(Job(CRAWL, {"key": "a"}))
    postgres.execute(TAKE.format(age=0), name)
    postgres.execute(END.format(status="failed"), name)
    (job,) = store.jobs_left_behind(SILENT)
    assert job.failed
    store.drop_job(job)
    assert store.jobs_left_behind(SILENT) == ()


@pytest.mark.parametrize("twin", [False, True], ids=["alone", "the same waits already"])
def test_put_back_it_waits_once(
    store: Store, postgres: PostgresServer, name: str, twin: bool
) -> None:
    store.defer(Job(CRAWL, {"key": "a"}))
    postgres.execute(TAKE.format(age=60), name)
    if twin:
        store.defer(Job(CRAWL, {"key": "a"}))
    (job,) = store.jobs_left_behind(SILENT)
    store.put_back(job)
    asked = "SELECT status::text, attempts FROM procrastinate_jobs"
    assert postgres.execute(asked, name) == [("todo", 0 if twin else 1)]
    assert store.jobs_are_due()


def test_on_sqlite_there_is_no_queue(tmp_path_factory: pytest.TempPathFactory) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('queue') / 'monitor.db'}"
    with open_store(url) as store:
        assert store.queue_state() is None
    with pytest.raises(ConfigError, match=r"workers share a PostgreSQL database.*enabled = false"):
        server_arguments(url, 30)


def test_a_worker_connects_as_the_store_does(url: str) -> None:
    """With the address' own options, such as the schema to look in, and ours."""
    arguments = server_arguments(f"{url}&options=-c%20search_path%3Dapart", 2)
    assert "search_path=apart -c lock_timeout=2000" in arguments["options"]
