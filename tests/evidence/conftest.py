"""A store on a real file, whose clock stands at the day its evidence is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.storage import Store, open_store
from tests.evidence.parts import LATER


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{file}", clock=lambda: LATER) as opened:
        yield opened
