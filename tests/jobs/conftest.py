"""A store whose clock the test moves by hand, at seven in the morning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from monitor.storage import Store, open_store
from tests.digest.parts import Clock

SEVEN = datetime(2014, 8, 14, 7, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock(SEVEN)


@pytest.fixture
def store(url: str, clock: Clock) -> Iterator[Store]:
    with open_store(url, clock=clock) as opened:
        yield opened
