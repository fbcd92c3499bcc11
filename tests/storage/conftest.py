"""A store on each kind of database, with a clock the test moves by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest

from monitor.storage import Store, open_store
from tests.builders import NOON


class Clock:
    """Stands still until moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> datetime:
        """Forward, by the arguments of timedelta."""
        self.now += timedelta(**by)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(url: str, clock: Clock) -> Iterator[Store]:
    with open_store(url, busy_timeout=0.1, clock=clock) as opened:
        yield opened


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
