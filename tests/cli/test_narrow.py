"""What a terminal shows that is narrower than a table: whole words, and all of them."""

from __future__ import annotations

import re

import pytest

from tests.cli.terminal import on_terminal
from tests.cli.test_review import two_outlets
from tests.program import Program, prepared

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_ID = re.compile(r"\b[0-9a-f]{16}\b")
OUTLET = """
[[source]]
key = "outlet"
name = "The Outlet of All Partners"
kind = "press"
country = "US"
feeds = ["https://outlet.example/feed"]
note = "Slow on most days of the week."
"""


def shown(program: Program, columns: int, *command: str) -> list[str]:
    """Lines at a terminal of that width."""
    out = on_terminal(program, *command, columns=columns, PAGER="cat").out
    return [line.rstrip() for line in _COLOUR.sub("", out).splitlines()]


@pytest.fixture
def filled(program: Program) -> Program:
    """Two outlets that contradict each other."""
    prepared(program, two_outlets)
    program.configure(OUTLET)
    return program


@pytest.mark.parametrize(
    ("command", "ids"),
    [
        pytest.param(["said"], 2, id="said"),
        pytest.param(["contradictions"], 3, id="contradictions"),
        pytest.param(["timeline", "threshold"], 3, id="timeline"),
        pytest.param(["as-of", "today"], 5, id="as-of"),
        pytest.param(["status"], 0, id="status"),
        pytest.param(["sources", "list"], 0, id="sources"),
    ],
)
def test_lines_fit_and_no_id_is_lost_or_broken(
    filled: Program, command: list[str], ids: int
) -> None:
    """But for words that are longer: the terminal breaks them, and they can be copied whole."""
    narrow, wide = (shown(filled, columns, *command) for columns in (40, 200))
    assert [line for line in narrow if len(line) > 40 and " " in line.strip()] == []
    assert max(map(len, wide)) <= 200
    found = _ID.findall("\n".join(narrow))
    assert (len(found), found) == (ids, _ID.findall("\n".join(wide)))


def test_what_is_indented_stays_so_on_each_line(filled: Program) -> None:
    lines = shown(filled, 40, "contradictions")
    start = next(number for number, line in enumerate(lines) if "“" in line)
    assert lines[start].startswith("    “Microsoft FastTrack")
    assert lines[start + 1].startswith("      ")


def test_where_two_columns_have_no_room_they_stand_below_each_other(filled: Program) -> None:
    (relation,) = filled.run("contradictions", "--json").json["relations"]
    lines = shown(filled, 40, "compare", relation["id"])
    both = ["  Earlier: 250 seats or more", "  Later: 150 seats or more"]
    assert lines[lines.index("value") + 1 :][:2] == both
