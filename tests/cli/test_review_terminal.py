"""`monitor review` at a real terminal: what is shown, what a key does, and what is left of it."""

from __future__ import annotations

import re
import sys

import pytest

from monitor.compare import VERSION
from monitor.storage import KeptVerdict
from monitor.verdict import pair_of
from tests.cli.terminal import CLEAR, at_terminal
from tests.program import MINIMUM, Program, prepared, text_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
AFTER = "Nobody would say more on that day."


def seats(number: int) -> str:
    return MINIMUM.replace("150", str(number))


def three_outlets(program: Program) -> None:
    for name, number in (("one", 150), ("two", 250), ("three", 500)):
        text = f"We asked around. {seats(number)} {AFTER}"
        program.document(f"{name}.txt", text_file(text, publisher=f"Outlet {name}"))
    assert program.run("import", program.home / "docs", "--quiet").code == 0


@pytest.fixture
def filled(program: Program) -> Program:
    """Three outlets, three minimums: three contradictions."""
    return prepared(program, three_outlets)


def kept(program: Program) -> list[KeptVerdict]:
    """Everything that was ever decided, in order."""
    with program.store() as store:
        pairs = dict.fromkeys(pair_of(row.relation) for row in store.relations())
        found = [one for pair in pairs for one in store.verdict_history(pair)]
    return sorted(found, key=lambda one: one.id)


def decisions(program: Program) -> list[str]:
    """What is in force or was, with a minus where it was taken back."""
    return [f"{'-' if one.withdrawn else ''}{one.verdict.decision}" for one in kept(program)]


def test_a_screen_has_all_one_needs_to_decide(filled: Program) -> None:
    with at_terminal(filled, "review", "--by", "ann") as terminal:
        seen = terminal.shows("[?] help")
        terminal.press("q", shows="0 of 3 decided; 3 left")
        assert terminal.end() == 0
    flat = " ".join(seen.split())
    for words in (
        "1 of 3 CONTRADICTION threshold",
        f"rule disjoint@{VERSION}",
        "they cannot both hold",
        f"We asked around. “{seats(150)}” {AFTER}",
        "Outlet one, in its own voice, 1 Aug 2014",
        "A 150 seats or more",
        "[c]onfirm [d]ismiss [s]uperseded [k] skip [u]ndo [q]uit",
    ):
        assert words in flat or words.replace("150", "250").replace("one", "two") in flat
    assert len(seen.splitlines()) <= 24


def test_keys_decide_and_each_decision_is_kept_at_once(filled: Program) -> None:
    with at_terminal(filled, "review", "--by", "ann") as terminal:
        terminal.shows("1 of 3")
        terminal.press("c", shows="2 of 3")
        assert decisions(filled) == ["confirmed"]
        terminal.press("d", shows="nothing to go back:")
        terminal.type("3", shows="3 of 3")
        assert decisions(filled) == ["confirmed", "dismissed"]
        terminal.press("s", shows="any other key ends")
        terminal.press("q", shows="3 of 3 decided: 1 confirmed, 1 dismissed, 1 superseded; 0 left")
        assert terminal.end() == 0
    assert [one.verdict.reason for one in kept(filled)] == [None, "both can hold", None]
    assert {one.verdict.by for one in kept(filled)} == {"ann"}
    with at_terminal(filled, "review") as terminal:
        terminal.shows("Nothing is open")
        assert terminal.end() == 1


def test_skip_and_undo(filled: Program) -> None:
    with at_terminal(filled, "review") as terminal:
        terminal.shows("1 of 3")
        terminal.press("u", shows="There is nothing to undo.")
        terminal.press("k", shows="2 of 3")
        terminal.press("c", shows="3 of 3")
        terminal.press("u", shows="Undone: it is no longer confirmed. [c]onfirm")
        assert decisions(filled) == ["-confirmed"]
        terminal.press("u", shows="1 of 3")
        terminal.press("k", shows="2 of 3")
        terminal.press("k", shows="3 of 3")
        terminal.press("s", shows="any other key ends")
        terminal.press("u", shows="Undone: it is no longer superseded.")
        terminal.press("q", shows="0 of 3 decided; 3 left")
        assert terminal.end() == 0
    assert decisions(filled) == ["-confirmed", "-superseded"]


REASONS = [
    pytest.param("too old\x1b[31m for us", "too old[31m for us", id="own words, without signs"),
    pytest.param("1", "misread: the text does not say this", id="by number"),
    pytest.param("", None, id="nothing: back to the screen"),
    pytest.param("77", None, id="a number that is none of them"),
]


@pytest.mark.parametrize(("typed", "reason"), REASONS)
def test_why_it_is_dismissed(filled: Program, typed: str, reason: str | None) -> None:
    with at_terminal(filled, "review") as terminal:
        terminal.shows("1 of 3")
        terminal.press("d", shows="nothing to go back:")
        terminal.type(typed, shows="2 of 3" if reason else "[c]onfirm")
        terminal.press("q", shows="left")
        assert terminal.end() == 0
    assert [one.verdict.reason for one in kept(filled)] == ([reason] if reason else [])


NO_KEYS = [
    pytest.param("x", id="another letter"),
    pytest.param("ccc", id="a paste"),
    pytest.param("\x1b[A", id="an arrow"),
    pytest.param("\n", id="Enter"),
    pytest.param("ü", id="a letter of two bytes"),
    pytest.param("\x00", id="NUL"),
]


@pytest.mark.parametrize("key", NO_KEYS)
def test_what_is_no_key_decides_nothing(filled: Program, key: str) -> None:
    with at_terminal(filled, "review") as terminal:
        terminal.shows("1 of 3")
        terminal.press(key, shows="Press one of the keys below")
        terminal.press("?", shows="Any key goes back.")
        terminal.press("c", shows="1 of 3")
        terminal.press("q", shows="0 of 3 decided")
    assert decisions(filled) == []


def test_ctrl_c_keeps_what_was_decided(filled: Program) -> None:
    with at_terminal(filled, "review") as terminal:
        terminal.shows("1 of 3")
        terminal.press("c", shows="2 of 3")
        terminal.press("\x03", shows="monitor: stopped; what was stored stays")
        assert terminal.end() == 130
    assert decisions(filled) == ["confirmed"]


def test_ctrl_c_while_asked_why_decides_nothing(filled: Program) -> None:
    with at_terminal(filled, "review") as terminal:
        terminal.shows("1 of 3")
        terminal.press("d", shows="nothing to go back:")
        terminal.interrupt()
        assert terminal.end() == 130
    assert decisions(filled) == []


def test_a_kill_takes_nothing_back(filled: Program) -> None:
    with at_terminal(filled, "review") as terminal:
        terminal.shows("1 of 3")
        terminal.press("c", shows="2 of 3")
        terminal.process.kill()
        terminal.end()
    assert decisions(filled) == ["confirmed"]


def test_the_end_of_input_ends_it(filled: Program) -> None:
    with at_terminal(filled, "review") as terminal:
        terminal.shows("1 of 3")
        terminal.press("\x04", shows="0 of 3 decided; 3 left")
        assert terminal.end() == 0


SIZES = [
    pytest.param(80, 24, id="as terminals were"),
    pytest.param(60, 20, id="a small pane"),
    pytest.param(40, 24, id="a narrow pane"),
    pytest.param(200, 60, id="a large one"),
]


@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_it_fits_the_window(filled: Program, columns: int, lines: int) -> None:
    with at_terminal(filled, "review", columns=columns, lines=lines) as terminal:
        seen = terminal.shows("[?] help")
        assert len(seen.splitlines()) <= lines
        assert max(map(len, seen.splitlines())) <= columns
        assert "“Microsoft FastTrack" in " ".join(seen.split())


def test_a_window_that_is_resized_is_drawn_again(filled: Program) -> None:
    with at_terminal(filled, "review") as terminal:
        terminal.shows("1 of 3")
        terminal.press("u", shows="There is nothing to undo. [c]onfirm")
        terminal.output += CLEAR  # what comes now is read alone
        terminal.resize(50, 20)
        seen = terminal.shows("[?] help")
        assert "There is nothing to undo." in seen, "what it said still stands"
        assert max(map(len, seen.splitlines())) <= 50
        terminal.press("c", shows="2 of 3")
    assert decisions(filled) == ["confirmed"]


def test_only_one_and_what_was_decided_already(filled: Program) -> None:
    with at_terminal(filled, "review") as terminal:
        terminal.shows("1 of 3")
        key = re.findall(r"\b[0-9a-f]{16}\b", terminal.screen)[0]
        terminal.press("c", shows="2 of 3")
    with at_terminal(filled, "review", key[:8]) as terminal:
        terminal.shows("1 of 1")
        terminal.shows("confirmed by")
        terminal.press("s", shows="any other key ends")
    with at_terminal(filled, "review", "--all", "--kind", "contradiction") as terminal:
        terminal.shows("1 of 3")
    assert decisions(filled) == ["confirmed", "superseded"]


def test_nothing_a_stranger_wrote_acts(program: Program) -> None:
    evil = "Ask\x1b]0;owned\x07 \x1b[2J\x1b[31mnobody\u202e else\x9b5m."
    for name, number in (("one", 150), ("two", 250)):
        body = f"{evil} {seats(number)} {evil}"
        program.document(f"{name}.txt", text_file(body, publisher=f"Out\x1b[5mlet {name}"))
    program.run("import", program.home / "docs", "--quiet")
    with at_terminal(program, "review") as terminal:
        terminal.shows("[?] help")
        terminal.press("q", shows="left")
        terminal.end()
        raw = terminal.output.replace(b"\x1b[2J", b"", 4)
    assert b"\x07" not in raw
    assert b"\x1b]" not in raw
    assert not re.search(rb"\x1b\[(?:31|5)m|\x9b|\xe2\x80\xae", raw)
