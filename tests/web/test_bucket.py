"""How often one client may ask."""

from __future__ import annotations

from monitor.web.bucket import _MOST_CLIENTS, Buckets


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_is_full_at_first_and_fills_up_in_a_minute() -> None:
    clock = Seconds()
    buckets = Buckets(60, clock)
    assert [buckets.take("one") for _ in range(60)] == [0.0] * 60
    assert buckets.take("one") == 1.0
    assert buckets.take("another") == 0.0
    clock.now = 30
    assert [buckets.take("one") for _ in range(30)] == [0.0] * 30
    assert buckets.take("one") > 0


def test_what_costs_more_takes_more() -> None:
    buckets = Buckets(60, Seconds())
    assert [buckets.take("one", 20) for _ in range(3)] == [0.0] * 3
    assert buckets.take("one", 20) == 20.0


def test_who_asks_from_everywhere_fills_no_memory() -> None:
    buckets = Buckets(60, Seconds())
    for n in range(_MOST_CLIENTS + 100):
        buckets.take(str(n))
    assert len(buckets._left) == _MOST_CLIENTS
