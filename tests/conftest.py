"""A program of its own for every test; and a database, on every kind there is."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from monitor.storage import open_store
from tests.postgres import NONE_INSTALLED, PostgresServer, programs, running_server
from tests.program import Program

# Some two hundred processes are started: none is to compile our modules anew, whatever the
# environment says, which costs each a third of its time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Nor does a user's shell have this: what stays in a buffer at the end is a case of its own.
os.environ.pop("PYTHONUNBUFFERED", None)
sys.dont_write_bytecode = False

# No deadlines: a busy machine is no broken one. The same examples in each run, so that nobody is
# refused for what another wrote; `--hypothesis-profile=long` looks for new ones, and longer.
settings.register_profile(
    "usual",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=100,
    derandomize=True,
)
settings.register_profile(
    "long", settings.get_profile("usual"), max_examples=20_000, derandomize=False
)
settings.load_profile("usual")

# Each kind of database, and the fixture of a test that pokes at it.
KINDS = {"sqlite": "file", "postgresql": "postgres"}


# Files that take a minute each begin first: at the end they would keep one process busy, and leave
# the others with nothing to do.
LONG = ("test_guide.py", "test_process.py", "test_import.py", "test_review.py", "test_wheel.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in LONG)


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
def from_nothing() -> None:
    """Asked for beside the others: the SQLite file is not there yet."""


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database at our schema: to migrate one takes a sixth of a second."""
    made = tmp_path_factory.mktemp("template") / "monitor.db"
    open_store(f"sqlite:///{made}").close()
    return made


@pytest.fixture
def file(tmp_path: Path, template: Path, request: pytest.FixtureRequest) -> Path:
    """The file of the database. A test that asks for it pokes at it, so it runs on SQLite alone."""
    path = tmp_path / "monitor.db"
    if "from_nothing" not in request.fixturenames:
        shutil.copyfile(template, path)
    return path


@pytest.fixture
def url(dialect: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database at our schema and without rows, unless `from_nothing`."""
    if dialect == "sqlite":
        yield f"sqlite:///{request.getfixturevalue('file')}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    with server.database() as made:
        yield made


@pytest.fixture
def program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> Program:
    """On a SQLite file; where the test asks for `url` too, on that."""
    named = server = None
    if "url" in request.fixturenames:
        named = request.getfixturevalue("url")
        if request.getfixturevalue("dialect") == "postgresql":
            server = request.getfixturevalue("postgres")
    else:
        request.getfixturevalue("file")
    made = Program(tmp_path, capsys, named, server)
    made.configure()
    return made
