"""A store on a real file, with a clock the test moves by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.config import Config
from monitor.storage import Store, open_store
from tests.review.parts import a_config
from tests.storage.conftest import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(file: Path, clock: Clock) -> Iterator[Store]:
    with open_store(f"sqlite:///{file}", clock=clock) as opened:
        yield opened


@pytest.fixture(scope="session")
def config() -> Config:
    return a_config()
