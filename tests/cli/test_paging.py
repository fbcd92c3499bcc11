"""Long answers go through the pager, and nothing else ever does."""

from __future__ import annotations

import re
import shutil

import pytest

from tests.cli.terminal import on_terminal
from tests.program import MINIMUM, Program, environment, prepared, text_file

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
SAID = ("said", "--facet", "threshold")


def thirty_letters(program: Program) -> None:
    for number in range(30):
        program.document(f"{number:03}.txt", text_file(MINIMUM.replace("150", str(number + 10))))
    assert program.run("import", program.home / "docs", "-q").code == 0


@pytest.fixture
def long(program: Program) -> Program:
    """With more claims than a terminal has lines."""
    return prepared(program, thirty_letters)


def pager(program: Program, body: str) -> str:
    """A pager of our own, which tells that it was asked."""
    script = program.home / "pager"
    script.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    script.chmod(0o755)
    return str(script)


def test_what_is_longer_than_the_terminal_is_paged(long: Program) -> None:
    asked = pager(long, "echo paged with $LESS$LESSSECURE; cat")
    out = on_terminal(long, *SAID, PAGER=asked, LESS="-r").out
    assert "paged with -R1" in out
    assert "39 seats" in out


PLAIN = [
    pytest.param([*SAID, "--limit", "1"], {}, id="what is short"),
    pytest.param([*SAID, "--no-pager"], {}, id="where none is wanted"),
    pytest.param(["--no-pager", *SAID], {}, id="wherever that is said"),
    pytest.param([*SAID, "--json"], {}, id="JSON"),
    pytest.param([*SAID, "--csv"], {}, id="CSV"),
    pytest.param([*SAID], {"PAGER": ""}, id="an empty name"),
    pytest.param([*SAID], {"PAGER": "cat"}, id="a pager that does nothing"),
    pytest.param([*SAID], {"PAGER": "/nowhere/less"}, id="a pager that is not there"),
    pytest.param([*SAID], {"PAGER": "less 'x"}, id="a name that cannot be read"),
]


@pytest.mark.parametrize(("command", "variables"), PLAIN)
def test_all_else_is_printed_as_it_is(
    long: Program, command: list[str], variables: dict[str, str]
) -> None:
    given = {"PAGER": pager(long, "echo paged; cat")} | variables
    result = on_terminal(long, *command, **given)
    assert result.code == 0
    assert "paged" not in result.out
    assert "10 seats" in result.out or "--limit" in command


def test_a_pipe_has_no_pager_and_no_colours(long: Program) -> None:
    env = environment(PAGER=pager(long, "echo paged; cat"), TERM="xterm")
    result = long.apart(*SAID, env=env)
    assert "paged" not in result.out
    assert "\x1b" not in result.out


def test_colours_are_off_where_none_are_wanted(long: Program) -> None:
    assert _COLOUR.search(on_terminal(long, *SAID, PAGER="cat").out)
    plain = on_terminal(long, *SAID, PAGER="cat", NO_COLOR="1").out
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", plain)


def test_leaving_the_pager_early_is_no_error(long: Program) -> None:
    assert on_terminal(long, *SAID, PAGER=pager(long, "exec 0<&-; exit 3")).code == 0


@pytest.mark.skipif(not shutil.which("less"), reason="there is no less here")
def test_less_is_left_with_q(long: Program) -> None:
    result = on_terminal(long, *SAID, PAGER="less", keys=b"q")
    assert result.code == 0
    assert "Traceback" not in result.out


def test_a_narrow_terminal_gets_a_block_a_row(long: Program) -> None:
    out = _COLOUR.sub("", on_terminal(long, *SAID, "--limit", "1", columns=60).out)
    assert re.search(r"^  Value: \d+ seats or more \[threshold\]$", out, re.M)
