"""How often a job is tried, and what becomes of what a dead worker had in hand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from procrastinate.jobs import Job as TakenJob

from monitor import jobs
from monitor.config.settings import WorkersSettings
from monitor.errors import DatabaseBusyError, StorageError, UnforeseenError
from monitor.storage import Store
from monitor.workers.attempts import MISSED, Patience, settle_left_behind
from monitor.workers.ways import defer_crawl, defer_messages, defer_unread
from tests.builders import NOON
from tests.workers.parts import Queue, keep, shared

DUE = NOON - timedelta(minutes=5)


def taken(attempts: int) -> TakenJob:
    """A job after so many attempts before this one."""
    return TakenJob(
        id=1,
        queue="reading",
        lock=None,
        queueing_lock=None,
        task_name="read",
        priority=0,
        attempts=attempts,
    )


@pytest.mark.parametrize(
    ("error", "attempts", "seconds"),
    [
        pytest.param(UnforeseenError("?"), 0, 2, id="the first failure"),
        pytest.param(UnforeseenError("?"), 3, 16, id="each pause is twice the last"),
        pytest.param(UnforeseenError("?"), 4, None, id="the fifth is the last"),
        pytest.param(KeyError("?"), 4, None, id="a mistake of ours as well"),
        pytest.param(StorageError("full"), 4, 32, id="the database is no snapshot's fault"),
        pytest.param(DatabaseBusyError("held"), 18, 300, id="no pause is longer"),
        pytest.param(StorageError("full"), 19, None, id="but not for ever"),
        pytest.param(jobs.StopRequested(), 99, 0, id="told to stop: another one goes on"),
        pytest.param(asyncio.CancelledError(), 99, 0, id="cut short: another one goes on"),
    ],
)
def test_when_it_is_tried_again(error: BaseException, attempts: int, seconds: int | None) -> None:
    decision = Patience(5).get_retry_decision(exception=error, job=taken(attempts))
    if seconds is None:
        assert decision is None
        return
    assert decision
    wait = decision.retry_at - datetime.now(UTC) if decision.retry_at else timedelta()
    assert abs(wait.total_seconds() - seconds) < 1


def test_dead_workers_are_found_in_under_a_minute() -> None:
    """Three signs missed, and one interval more until somebody looks: with the longest one."""
    longest = next(
        one.le for one in WorkersSettings.model_fields["heartbeat"].metadata if hasattr(one, "le")
    )
    assert (MISSED + 1) * longest <= 60


def a_crawl(store: Store) -> str:
    store.take_slot(jobs.crawl_job_name("outlet"), DUE)
    defer_crawl(store, "outlet", DUE)
    return "crawl"


def a_reading(store: Store) -> str:
    keep(store)
    defer_unread(shared(), store)
    return "read"


def a_message(store: Store) -> str:
    defer_messages(store)
    return "messages"


@pytest.mark.parametrize(
    "kind", [a_crawl, a_reading, a_message], ids=lambda kind: kind.__name__[2:]
)
def test_what_a_dead_worker_had_in_hand_is_given_to_another(
    store: Store, queue: Queue, kind: Callable[[Store], str]
) -> None:
    task = kind(store)
    queue.hand_to_the_dead()
    assert [settle_left_behind(shared(), store) for _ in range(2)] == [1, 0]
    assert queue.jobs() == [(task, "todo", 1)]
    assert store.quarantined() == ()


def test_the_slot_of_a_crawl_is_given_back_too(store: Store, queue: Queue) -> None:
    a_crawl(store)
    queue.hand_to_the_dead()
    settle_left_behind(shared(), store)
    assert store.take_slot(jobs.crawl_job_name("outlet"), DUE)


def test_a_snapshot_that_kills_each_worker_ends_in_quarantine(store: Store, queue: Queue) -> None:
    key = keep(store)
    defer_unread(shared(), store)
    for _ in range(5):
        queue.hand_to_the_dead()
        assert settle_left_behind(shared(), store) == 1
    (held,) = store.quarantined()
    assert (held.snapshot, held.attempts) == (key, 5)
    assert held.error == "the worker that read it died each time"
    assert (queue.jobs(), defer_unread(shared(), store)) == ([], 0)


def test_a_crawl_that_kills_each_worker_waits_for_its_next_time(store: Store, queue: Queue) -> None:
    a_crawl(store)
    for _ in range(5):
        queue.hand_to_the_dead()
        settle_left_behind(shared(), store)
    assert (queue.jobs(), store.quarantined()) == ([], ())


def test_what_was_read_after_all_is_not_in_quarantine(store: Store, queue: Queue) -> None:
    """Its worker was slow, and taken for dead."""
    key = keep(store)
    defer_unread(shared(attempts=1), store)
    queue.hand_to_the_dead()
    store.mark_read(key, "article")
    assert settle_left_behind(shared(attempts=1), store) == 1
    assert (store.quarantined(), queue.jobs()) == ((), [])


def test_a_mistake_of_ours_that_a_snapshot_brings_out_each_time(store: Store, queue: Queue) -> None:
    keep(store)
    defer_unread(shared(), store)
    queue.execute("UPDATE procrastinate_jobs SET status = 'failed', attempts = 5")
    settle_left_behind(shared(), store)
    (held,) = store.quarantined()
    assert (held.attempts, held.error) == (5, "Monitor stumbled over it, as a worker's log says")
