"""A store on each kind of database, with a clock the test moves by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from monitor.config import Config
from monitor.storage import Store, open_store
from tests.review.parts import a_config
from tests.storage.conftest import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(url: str, clock: Clock) -> Iterator[Store]:
    with open_store(url, clock=clock) as opened:
        yield opened


@pytest.fixture(scope="session")
def config() -> Config:
    return a_config()
