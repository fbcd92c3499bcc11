"""A program of its own for every test; and a database, on every kind there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import NONE_INSTALLED, PostgresServer, programs, running_server
from tests.program import Program

KINDS = ("sqlite", "postgresql")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What asks for `url` runs on each kind of database; what asks for the `file`, on SQLite."""
    if "dialect" in metafunc.fixturenames:
        kinds = KINDS[:1] if "file" in metafunc.fixturenames else KINDS
        metafunc.parametrize("dialect", kinds, indirect=True)


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
def program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    made = Program(tmp_path, capsys)
    made.configure()
    return made
