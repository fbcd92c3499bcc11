"""Snapshots in quarantine: unread, passed over, and let go by a person."""

from __future__ import annotations

import pytest

from monitor.storage import Quarantined, Store
from tests.builders import ADDRESS, NOON, a_snapshot
from tests.storage.conftest import Clock


@pytest.fixture
def key(store: Store) -> str:
    snapshot = a_snapshot()
    store.add_snapshot(snapshot)
    return snapshot.key


def test_nobody_is_asked_to_read_it_until_it_is_let_go(store: Store, key: str) -> None:
    assert store.is_pending(key)
    store.put_in_quarantine(key, 5, "died each time")
    assert store.quarantined() == (Quarantined(key, ADDRESS, "outlet", 5, "died each time", NOON),)
    assert (store.pending(), store.is_pending(key)) == ((), False)
    assert store.counts()["quarantined"] == 1
    assert [store.release(key), store.release(key)] == [True, False]
    assert (store.pending(), store.is_pending(key)) == ((key,), True)
    assert store.quarantined() == ()


def test_put_there_twice_it_is_there_once(store: Store, key: str, clock: Clock) -> None:
    store.put_in_quarantine(key, 5, "one way")
    later = clock.move(hours=1)
    store.put_in_quarantine(key, 6, "another way" + "!" * 1000)
    (held,) = store.quarantined()
    assert (held.attempts, held.at, len(held.error)) == (6, later, 500)


def test_what_was_read_is_not_pending(store: Store, key: str) -> None:
    store.mark_read(key, "article")
    assert not store.is_pending(key)
