"""Captures of an archive, the lists they stand in, and whose turn it is to ask."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from monitor.errors import NotFoundError
from monitor.storage import Store
from monitor.storage.captures import StoredCapture
from monitor.types import Capture
from tests.builders import NOON, a_snapshot
from tests.storage.conftest import Clock

ARCHIVE = "https://archive.example/web/"
FIRST, LAST = date(2014, 1, 1), date(2014, 6, 30)
PAUSE = timedelta(seconds=2.5)
LONG = timedelta(minutes=10)


def a_capture(number: int = 1, **changes: Any) -> Capture:
    moment = datetime(2014, 1, 1, tzinfo=UTC) + timedelta(hours=number)
    plain = {"archive": ARCHIVE, "url": f"http://outlet.example/{number}", "captured": moment}
    return Capture(**(plain | {"digest": "AAAA"} | changes))


def keep(store: Store, *captures: Capture, resume: str | None = None, done: bool = True) -> int:
    listed = store.open_capture_list(ARCHIVE, "outlet", "outlet.example/", FIRST, LAST)
    return store.add_captures(listed.key, "outlet", captures, resume=resume, done=done)


def there(store: Store) -> list[StoredCapture]:
    return list(store.captures("outlet", FIRST, LAST))


def test_a_list_goes_on_where_its_last_part_ended(store: Store) -> None:
    assert keep(store, a_capture(1), a_capture(2), resume="next", done=False) == 2
    listed = store.open_capture_list(ARCHIVE, "outlet", "outlet.example/", FIRST, LAST)
    assert (listed.resume, listed.done) == ("next", None)
    keep(store, a_capture(3))
    listed = store.open_capture_list(ARCHIVE, "outlet", "outlet.example/", FIRST, LAST)
    assert (listed.resume, listed.done) == (None, NOON)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(
            ("https://other.example/", "outlet", "outlet.example/", FIRST, LAST), id="archive"
        ),
        pytest.param((ARCHIVE, "second", "outlet.example/", FIRST, LAST), id="source"),
        pytest.param((ARCHIVE, "outlet", "outlet.example/news/", FIRST, LAST), id="prefix"),
        pytest.param((ARCHIVE, "outlet", "outlet.example/", FIRST, date(2014, 7, 1)), id="days"),
    ],
)
def test_another_list_begins_at_its_beginning(store: Store, other: Any) -> None:
    keep(store, a_capture())
    assert store.open_capture_list(*other).done is None


def test_a_list_that_was_done_before_its_last_day_was_over_is_read_again(
    store: Store, clock: Clock
) -> None:
    today = NOON.date()
    listed = store.open_capture_list(ARCHIVE, "outlet", "outlet.example/", FIRST, today)
    store.add_captures(listed.key, "outlet", [], resume=None, done=True)
    clock.move(days=1)
    again = store.open_capture_list(ARCHIVE, "outlet", "outlet.example/", FIRST, today)
    assert (again.key, again.resume, again.done) == (listed.key, None, None)
    store.add_captures(listed.key, "outlet", [], resume=None, done=True)
    assert store.open_capture_list(ARCHIVE, "outlet", "outlet.example/", FIRST, today).done


def test_a_capture_listed_twice_is_kept_once_with_what_became_of_it(store: Store) -> None:
    keep(store, a_capture())
    store.settle_capture(a_capture().key, "failed", error="gone")
    assert keep(store, a_capture(), a_capture(2)) == 1
    assert [row.state for row in there(store)] == ["failed", "waiting"]


def test_captures_come_oldest_first_from_those_days_alone(store: Store) -> None:
    day_after = datetime(2014, 7, 1, tzinfo=UTC)
    inside = day_after - timedelta(seconds=1)
    before = datetime(2013, 12, 31, 23, 59, 59, tzinfo=UTC)
    moments = [day_after, inside, datetime(2014, 1, 1, tzinfo=UTC), before]
    keep(store, *(a_capture(number, captured=each) for number, each in enumerate(moments)))
    assert [row.captured for row in there(store)] == [moments[2], moments[1]]


def test_more_captures_than_are_read_at_once_come_each_once(store: Store) -> None:
    """Many share a moment: the key decides between them."""
    moment = datetime(2014, 2, 1, tzinfo=UTC)
    captures = [
        a_capture(number, captured=moment + timedelta(seconds=number // 700))
        for number in range(2100)
    ]
    keep(store, *captures)
    assert sorted(row.key for row in there(store)) == sorted(each.key for each in captures)


def test_one_process_alone_takes_a_capture(store: Store) -> None:
    key = a_capture().key
    keep(store, a_capture())
    assert store.take_capture(key, 0)
    assert not store.take_capture(key, 0)
    assert store.capture(key).attempts == 1
    store.give_capture_back(key)
    assert store.capture(key).attempts == 0
    assert store.take_capture(key, 0)


def test_a_settled_capture_is_not_taken_again(store: Store) -> None:
    key, snapshot = a_capture().key, a_snapshot(origin="archive")
    keep(store, a_capture())
    store.take_capture(key, 0)
    with store.transaction():
        store.add_snapshot(snapshot)
        store.settle_capture(key, "fetched", snapshot=snapshot.key)
    assert not store.take_capture(key, 1)
    assert store.capture(key).snapshot == snapshot.key


def test_a_snapshot_and_the_state_of_its_capture_are_kept_together_or_not_at_all(
    store: Store,
) -> None:
    keep(store, a_capture())

    def keep_both() -> None:
        with store.transaction():
            store.add_snapshot(a_snapshot(origin="archive"))
            store.settle_capture("no such key", "fetched")

    with pytest.raises(NotFoundError):
        keep_both()
    assert store.pending() == ()


def test_turns_are_a_pause_apart_whoever_takes_them(store: Store) -> None:
    turns = [store.take_archive_turn("archive", NOON, delay=PAUSE, most=LONG) for _ in range(3)]
    assert turns == [NOON, NOON + PAUSE, NOON + 2 * PAUSE]
    assert store.take_archive_turn("other", NOON, delay=PAUSE, most=LONG) == NOON
    later = NOON + LONG
    assert store.take_archive_turn("archive", later, delay=PAUSE, most=LONG) == later


def test_a_longer_pause_than_anybody_sits_out_gives_no_turn(store: Store) -> None:
    until = NOON + timedelta(hours=1)
    store.leave_archive_alone("archive", until)
    for _ in range(2):
        assert store.take_archive_turn("archive", NOON, delay=PAUSE, most=LONG) == until


def test_a_pause_is_never_cut_short(store: Store) -> None:
    store.leave_archive_alone("archive", NOON + timedelta(minutes=5))
    store.leave_archive_alone("archive", NOON + timedelta(minutes=1))
    turn = store.take_archive_turn("archive", NOON, delay=PAUSE, most=LONG)
    assert turn == NOON + timedelta(minutes=5)


def test_a_clock_that_was_set_back_is_no_pause_of_years(store: Store) -> None:
    store.take_archive_turn("archive", NOON + timedelta(days=400), delay=PAUSE, most=LONG)
    assert store.take_archive_turn("archive", NOON, delay=PAUSE, most=LONG) == NOON
    assert store.take_archive_turn("archive", NOON, delay=PAUSE, most=LONG) == NOON + PAUSE


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda store: store.capture("none"), id="asked for"),
        pytest.param(lambda store: store.settle_capture("none", "failed"), id="settled"),
        pytest.param(lambda store: store.give_capture_back("none"), id="given back"),
    ],
)
def test_a_capture_that_is_not_there(store: Store, change: Any) -> None:
    with pytest.raises(NotFoundError):
        change(store)
