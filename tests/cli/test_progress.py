"""Long work shows how far it is: a bar for people, lines for files, nothing in the output."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.cli.terminal import on_terminal
from tests.program import MINIMUM, Program, text_file


@pytest.fixture
def letters(program: Program) -> Program:
    for name in ("one", "two"):
        program.document(f"{name}.txt", text_file(MINIMUM, title="\x1b[31m"))
    program.document("evil\x1b[2J\u202e.txt", "no header")
    return program


def test_a_terminal_shows_a_bar_and_at_the_end_the_report(letters: Program) -> None:
    shown = on_terminal(letters, "import", str(letters.home / "docs"), columns=120)
    assert shown.code == 65
    assert "files" in shown.out
    assert "documents" in shown.out
    assert "2/2" in shown.out
    assert "2 kept, 1 failed; 2 new revisions, 2 claims" in shown.out
    assert "\x1b[2J" not in shown.out
    assert "\u202e" not in shown.out


def test_what_goes_into_a_file_is_no_bar(letters: Program) -> None:
    told = letters.apart("import", letters.home / "docs")
    assert "one: 1 claim" in told.err.splitlines()
    assert "━" not in told.err
    quiet = letters.apart("verify", "--quiet")
    assert (quiet.err, quiet.code) == ("", 0)


def test_a_bar_never_gets_into_the_output(letters: Program) -> None:
    """Errors on the terminal, output into a pipe."""
    letters.run("import", letters.home / "docs")
    out = letters.home / "out.txt"
    with out.open("w") as file:
        shown = on_terminal(letters, "verify", stdout=file)
    assert "snapshot 2 of 2" in out.read_text("utf-8")
    assert "━" not in out.read_text("utf-8")
    assert "2/2" in shown.out
    json.loads(letters.apart("verify", "--json", stderr=subprocess.DEVNULL).out)
