"""A program of its own for every test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program import Program


@pytest.fixture
def program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    made = Program(tmp_path, capsys)
    made.configure()
    return made
