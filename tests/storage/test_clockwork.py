from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest

from monitor.errors import NotFoundError
from monitor.storage import Store, open_store
from tests.builders import NOON, a_failure
from tests.storage.conftest import Clock

DAY = date(2014, 8, 1)
HOUR = timedelta(hours=1)


def test_failures_oldest_first(store: Store) -> None:
    first = a_failure(source=None, url=None, message="früh \x1b[31m")
    later = a_failure(at=NOON + HOUR)
    store.add_failure(later)
    store.add_failure(first)
    assert store.failures() == (first, later)
    assert store.failures(since=NOON + HOUR) == (later,)


def test_a_failure_with_bytes_that_are_no_text_is_recorded_all_the_same(store: Store) -> None:
    store.add_failure(a_failure(url="b\udcff.html", message="nul \0, half a pair \ud800"))
    (found,) = store.failures()
    assert found.url == r"b\udcff.html"
    assert found.message == r"nul \x00, half a pair \ud800"


def test_runs_newest_first(store: Store, clock: Clock) -> None:
    killed = store.start_run("crawl")
    done = store.start_run("import")
    ended = clock.move(minutes=3)
    store.end_run(done, "ok", {"snapshots": 3})
    newest, oldest = store.runs()
    assert (newest.id, newest.kind, newest.started, newest.ended) == (done, "import", NOON, ended)
    assert (newest.outcome, newest.counts) == ("ok", {"snapshots": 3})
    assert (oldest.id, oldest.ended, oldest.outcome) == (killed, None, None)
    assert store.runs(limit=1) == (newest,)


def test_a_slot_is_taken_once(store: Store) -> None:
    assert store.take_slot("digest", NOON)
    assert not store.take_slot("digest", NOON)
    assert store.take_slot("digest", NOON + HOUR)
    assert store.take_slot("crawl", NOON)


@pytest.mark.parametrize(
    ("minutes", "finished", "expected"),
    [
        pytest.param(29, False, False, id="still at work"),
        pytest.param(30, False, True, id="its process is dead"),
        pytest.param(30, True, False, id="done is done"),
    ],
)
def test_a_slot_left_behind(
    store: Store, clock: Clock, minutes: int, finished: bool, expected: bool
) -> None:
    assert store.take_slot("digest", NOON)
    if finished:
        store.finish_slot("digest", NOON, "ok")
    clock.move(minutes=minutes)
    lease = timedelta(minutes=30)
    assert store.take_slot("digest", NOON, lease=lease) is expected
    assert not store.take_slot("digest", NOON, lease=lease)


def test_the_last_slot_is_the_latest_finished(store: Store) -> None:
    assert store.last_slot("digest") is None
    for hours in (0, 2, 1, 3):
        store.take_slot("digest", NOON + hours * HOUR)
    store.finish_slot("digest", NOON + 2 * HOUR, "ok")
    store.finish_slot("digest", NOON + HOUR, "failed: no mail server")
    assert store.last_slot("digest") == NOON + 2 * HOUR
    assert store.last_slot("crawl") is None


def race(url: str, clock: Clock, act: Callable[[Store], bool]) -> list[bool]:
    """Eight stores of their own on one file do the same at the same moment."""
    runners = 8
    start = Barrier(runners)

    def run(_: int) -> bool:
        with open_store(url, clock=clock) as mine:
            start.wait()
            return act(mine)

    with ThreadPoolExecutor(runners) as pool:
        return list(pool.map(run, range(runners)))


def test_one_of_many_takes_the_slot(store: Store, url: str, clock: Clock) -> None:
    assert sum(race(url, clock, lambda mine: mine.take_slot("digest", NOON))) == 1
    clock.move(days=1)
    assert sum(race(url, clock, lambda mine: mine.take_slot("digest", NOON))) == 1


def test_one_of_many_takes_the_message(store: Store, url: str, clock: Clock) -> None:
    queued = race(url, clock, lambda mine: mine.queue_message("ann@x.example", DAY, b"m", "<1>"))
    assert sum(queued) == 1
    (message,) = store.due_messages(NOON)
    assert sum(race(url, clock, lambda mine: mine.take_message(message.id, NOON))) == 1
    assert store.due_messages(NOON) == ()


def queue_one(store: Store) -> int:
    store.queue_message("ann@x.example", DAY, b"Subject: \xff\r\n", "<1@x.example>")
    (message,) = store.due_messages(NOON)
    return message.id


def test_one_message_a_reader_and_day(store: Store) -> None:
    queue_one(store)
    assert not store.queue_message("ann@x.example", DAY, b"another", "<2@x.example>")
    assert store.queue_message("bob@x.example", DAY, b"his", "<3@x.example>")
    assert store.queue_message("ann@x.example", date(2014, 8, 2), b"next", "<4@x.example>")
    first, second, third = store.due_messages(NOON)
    assert (first.reader, first.day, first.message) == ("ann@x.example", DAY, b"Subject: \xff\r\n")
    assert (first.message_id, first.attempts, first.queued) == ("<1@x.example>", 0, NOON)
    assert (second.reader, third.day) == ("bob@x.example", date(2014, 8, 2))


@pytest.mark.parametrize("state", ["sent", "failed", "unconfirmed"])
def test_a_settled_message_is_not_sent_again(store: Store, state: str) -> None:
    message = queue_one(store)
    assert store.take_message(message, NOON)
    store.settle_message(message, state=state, error=None, next_attempt=None)  # type: ignore[arg-type]
    assert store.due_messages(NOON + 1000 * HOUR) == ()
    assert not store.take_message(message, NOON)
    assert store.counts()[f"messages {state}"] == 1


def test_a_message_put_back_waits_for_its_next_attempt(store: Store) -> None:
    message = queue_one(store)
    store.take_message(message, NOON)
    store.settle_message(message, state="queued", error="450 later", next_attempt=NOON + HOUR)
    assert store.due_messages(NOON) == ()
    assert not store.take_message(message, NOON)
    (again,) = store.due_messages(NOON + HOUR)
    assert (again.id, again.attempts) == (message, 1)


def test_a_message_whose_process_died(store: Store) -> None:
    message = queue_one(store)
    store.take_message(message, NOON + HOUR)
    assert store.sending_since(NOON) == ()
    assert [left.id for left in store.sending_since(NOON + HOUR)] == [message]
    store.settle_message(message, state="unconfirmed", error="killed", next_attempt=None)
    store.settle_message(message, state="sent", error=None, next_attempt=None)
    assert store.sending_since(NOON + HOUR) == ()


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda s: s.end_run(7, "ok", {}), id="a run"),
        pytest.param(lambda s: s.finish_slot("digest", NOON, "ok"), id="a slot nobody took"),
        pytest.param(
            lambda s: s.settle_message(queue_one(s), state="sent", error=None, next_attempt=None),
            id="a message nobody took",
        ),
    ],
)
def test_what_is_not_there(store: Store, act: Callable[[Store], None]) -> None:
    with pytest.raises(NotFoundError, match="there is no"):
        act(store)


@pytest.mark.parametrize(
    ("state", "next_attempt"),
    [
        pytest.param("queued", None, id="would wait for ever"),
        pytest.param("sent", NOON, id="would be sent twice"),
    ],
)
def test_only_a_queued_message_has_a_next_attempt(
    store: Store, state: str, next_attempt: object
) -> None:
    message = queue_one(store)
    store.take_message(message, NOON)
    with pytest.raises(ValueError, match="next attempt"):
        store.settle_message(
            message,
            state=state,  # type: ignore[arg-type]
            error=None,
            next_attempt=next_attempt,  # type: ignore[arg-type]
        )
