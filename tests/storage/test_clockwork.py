from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from monitor.errors import NotFoundError
from monitor.storage import Store
from tests.builders import NOON, a_failure
from tests.storage.conftest import Clock, race

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


def test_one_of_many_takes_the_slot(store: Store, url: str, clock: Clock) -> None:
    assert sum(race(url, clock, lambda mine: mine.take_slot("digest", NOON))) == 1
    clock.move(days=1)
    assert sum(race(url, clock, lambda mine: mine.take_slot("digest", NOON))) == 1


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda s: s.end_run(7, "ok", {}), id="a run"),
        pytest.param(lambda s: s.finish_slot("digest", NOON, "ok"), id="a slot nobody took"),
    ],
)
def test_what_is_not_there(store: Store, act: Callable[[Store], None]) -> None:
    with pytest.raises(NotFoundError, match="there is no"):
        act(store)
