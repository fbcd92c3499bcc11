from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from monitor.storage import Store
from monitor.types import Fetch
from tests.builders import ADDRESS, NOON, a_revision, a_snapshot, keep_revision


def at(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def test_a_snapshot_without_its_bytes(store: Store) -> None:
    snapshot = a_snapshot()
    store.add_snapshot(snapshot)
    record = store.snapshot_facts(snapshot.key)
    assert (record.sha256, record.size) == (snapshot.sha256, len(snapshot.body))
    assert (record.headers, record.observed) == (snapshot.headers, snapshot.observed)
    assert record.recorded == NOON


def test_the_times_of_a_revision_and_what_came_of_a_snapshot(store: Store) -> None:
    kept = keep_revision(store, a_revision())
    assert store.revision_times(kept.key).last_observed == NOON
    assert store.revisions_of_snapshot(kept.snapshot) == (kept.key,)


AROUND = [
    pytest.param([5.0], 2, [4, 5, 6, 7], id="as many on each side, the moment itself before"),
    pytest.param([0.0], 2, [0, 1, 2], id="at the beginning"),
    pytest.param([99.0], 1, [9], id="after all of them"),
    pytest.param([1.0, 2.0], 1, [1, 2, 3], id="two moments close together: none twice"),
    pytest.param([], 5, [], id="no moment"),
]


@pytest.mark.parametrize(("moments", "each", "found"), AROUND)
def test_the_requests_nearest_to_some_moments(
    store: Store, moments: list[float], each: int, found: list[int]
) -> None:
    for hour in range(10):
        store.log_fetch(Fetch(ADDRESS, "outlet", at(hour), "unchanged", 304))
    store.log_fetch(Fetch("https://other.example/", "outlet", at(5), "fetched", 200))
    total, requests = store.fetches_around(ADDRESS, [at(hour) for hour in moments], each)
    assert total == 10
    assert [request.at for request in requests] == [at(hour) for hour in found]


def test_requests_for_every_spelling_of_its_address(store: Store) -> None:
    store.record_alias(f"{ADDRESS}?utm=1", "outlet", status=301, at=NOON, of=ADDRESS)
    store.log_fetch(Fetch(f"{ADDRESS}?utm=1", "outlet", NOON, "alias", 301))
    assert store.fetches_around(ADDRESS, [NOON], 5)[0] == 1
