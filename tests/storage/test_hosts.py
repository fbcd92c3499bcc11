"""Turns at a host, whichever process asks; and its robots.txt."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.storage import Store, open_store
from monitor.types import RobotsFile
from tests.builders import NOON

LEASE = timedelta(minutes=2)
SECOND = timedelta(seconds=1)
HOST = "outlet.example:443"


def test_one_at_a_time_and_a_pause_after(store: Store, url: str) -> None:
    with open_store(url) as other:
        assert store.take_turn(HOST, NOON, LEASE) is None
        assert other.take_turn(HOST, NOON + SECOND, LEASE) is not None
        store.end_turn(HOST, NOON + 7 * SECOND)
        assert other.take_turn(HOST, NOON + 3 * SECOND, LEASE) == NOON + 7 * SECOND
        assert other.take_turn(HOST, NOON + 7 * SECOND, LEASE) is None
        assert store.take_turn("another.example:443", NOON, LEASE) is None


def test_who_looked_at_the_clock_a_little_earlier_gets_no_turn_by_that(store: Store) -> None:
    """Two processes ask at once: the second was told the time before the first."""
    assert store.take_turn(HOST, NOON + SECOND / 100, LEASE) is None
    assert store.take_turn(HOST, NOON, LEASE) is not None
    assert store.take_turn(HOST, NOON, LEASE / 2) is not None, "nor by a shorter lease"


def test_who_died_asking_holds_nobody_up_for_longer_than_its_lease(store: Store) -> None:
    assert store.take_turn(HOST, NOON, LEASE) is None
    assert store.take_turn(HOST, NOON + LEASE - SECOND, LEASE) is not None
    assert store.take_turn(HOST, NOON + LEASE, LEASE) is None


@pytest.mark.parametrize(
    ("until", "free"),
    [
        pytest.param(timedelta(hours=20), False, id="as a server may ask"),
        pytest.param(timedelta(days=1, seconds=1), False, id="by a clock that is a second ahead"),
        pytest.param(timedelta(days=400), True, id="no server is obeyed so long: a clock jumped"),
    ],
)
def test_a_clock_that_jumped_back_does_not_silence_a_host(
    store: Store, until: timedelta, free: bool
) -> None:
    store.end_turn(HOST, NOON + until)
    assert (store.take_turn(HOST, NOON, LEASE) is None) == free


def test_a_turn_taken_by_a_clock_that_was_ahead_is_given_again(store: Store) -> None:
    assert store.take_turn(HOST, NOON + timedelta(days=2), LEASE) is None
    store.end_turn(HOST, NOON)
    assert store.take_turn(HOST, NOON + timedelta(days=2), LEASE) is None
    assert store.take_turn(HOST, NOON + SECOND, LEASE) is None


def test_robots_are_kept_for_all(store: Store, url: str) -> None:
    root = "https://outlet.example"
    assert store.robots(root) is None
    store.keep_robots(RobotsFile(root, NOON, 503, None, "it has trouble"))
    rules = RobotsFile(root, NOON + SECOND, 200, "User-agent: *\nDisallow: /x\0", None)
    store.keep_robots(rules)
    with open_store(url) as other:
        kept = other.robots(root)
    assert kept == RobotsFile(root, NOON + SECOND, 200, "User-agent: *\nDisallow: /x", None)
