"""A store on each kind of database, whose clock stands at the day its evidence is recorded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from monitor.storage import Store, open_store
from tests.evidence.parts import LATER


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url, clock=lambda: LATER) as opened:
        yield opened
