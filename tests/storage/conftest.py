"""A store on each kind of database, with a clock the test moves by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

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
