"""A store that workers share: PostgreSQL alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from monitor.storage import Store, open_store
from tests.postgres import PostgresServer
from tests.workers.parts import Clock, Queue


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(url: str, postgres: PostgresServer, clock: Clock) -> Iterator[Store]:
    with open_store(url, clock=clock) as opened:
        yield opened


@pytest.fixture
def queue(url: str, postgres: PostgresServer) -> Queue:
    return Queue(postgres, url.partition("?")[0].rpartition("/")[2])
