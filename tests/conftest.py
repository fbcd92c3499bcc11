"""A program of its own for every test; and a database, on every kind there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import NONE_INSTALLED, PostgresServer, programs, running_server
from tests.program import Program

# Each kind of database, and the fixture of a test that pokes at it.
KINDS = {"sqlite": "file", "postgresql": "postgres"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What asks for `url` runs on each kind of database.

    What asks for `file` or `postgres` besides pokes at that one, and runs on it alone.
    """
    asked = metafunc.fixturenames
    if "dialect" in asked:
        alone = [kind for kind, poked in KINDS.items() if poked in asked]
        metafunc.parametrize("dialect", alone or KINDS, indirect=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One server for all tests of a worker."""
    if programs() is None:
        pytest.skip(NONE_INSTALLED)
    with running_server() as server:
        yield server


@pytest.fixture
def dialect(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def url(dialect: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh database: a SQLite file that is not there yet, or PostgreSQL."""
    if dialect == "sqlite":
        yield f"sqlite:///{tmp_path / 'monitor.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    with server.database() as made:
        yield made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of the database. A test that asks for it pokes at it, so it runs on SQLite alone."""
    return tmp_path / "monitor.db"


@pytest.fixture
def program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> Program:
    """On a SQLite file; where the test asks for `url` too, on that."""
    named = request.getfixturevalue("url") if "url" in request.fixturenames else None
    made = Program(tmp_path, capsys, named)
    made.configure()
    return made
