"""Pages of a small database, for every test a copy of its own."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.digest.parts import Clock
from tests.web.parts import Site, a_site


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Path]:
    """Made once: a copy takes a hundredth of the time."""
    file = tmp_path_factory.mktemp("site") / "monitor.db"
    return a_site(f"sqlite:///{file}"), file


@pytest.fixture
def site(made: tuple[Site, Path], tmp_path: Path) -> Site:
    plain, file = made
    copy = Path(shutil.copy(file, tmp_path))
    return replace(plain, url=f"sqlite:///{copy}", clock=Clock(plain.clock.now))
