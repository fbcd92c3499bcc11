"""Pages of a small database, for every test a copy of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from tests.digest.parts import Clock
from tests.postgres import PostgresServer
from tests.web.parts import Site, a_site


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Path]:
    """Made once: a copy takes a hundredth of the time."""
    file = tmp_path_factory.mktemp("site") / "monitor.db"
    return a_site(f"sqlite:///{file}"), file


@pytest.fixture
def site(made: tuple[Site, Path], tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Site]:
    """On a SQLite file; where the test asks for `url` too, on that."""
    plain, kept = made
    if "url" in request.fixturenames and request.getfixturevalue("dialect") == "postgresql":
        url: str = request.getfixturevalue("url")
        server: PostgresServer = request.getfixturevalue("postgres")
        server.fill(url, kept)
    else:
        url = f"sqlite:///{shutil.copy(kept, tmp_path)}"
    with ExitStack() as opened:
        yield replace(plain, url=url, clock=Clock(plain.clock.now), opened=opened)
