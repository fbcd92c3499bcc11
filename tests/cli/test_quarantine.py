"""`monitor quarantine`: what broke whoever read it, for people and programs, and letting it go."""

from __future__ import annotations

import pytest

from tests.builders import a_snapshot
from tests.program import Program

pytestmark = pytest.mark.usefixtures("url")  # on each kind of database

HOSTILE = "https://outlet.example/\x1b[31m1"
PLAIN = "https://outlet.example/2"


@pytest.fixture
def keys(program: Program) -> list[str]:
    """Two snapshots in quarantine, one of a document whose name would colour the terminal."""
    snapshots = [a_snapshot(document=document) for document in (HOSTILE, PLAIN)]
    with program.store() as store:
        for snapshot in snapshots:
            store.add_snapshot(snapshot)
            store.put_in_quarantine(snapshot.key, 5, "died\x1b[2J each\ntime")
    return [snapshot.key for snapshot in snapshots]


def test_for_people(program: Program, keys: list[str]) -> None:
    shown = program.run("quarantine", "list")
    assert shown.code == 0
    assert "\x1b" not in shown.out
    assert all(key in shown.out for key in keys)
    assert "2 snapshots in quarantine" in program.run("status").out


def test_for_programs(program: Program, keys: list[str]) -> None:
    rows = program.run("quarantine", "list", "--json").json["quarantine"]
    assert [row["snapshot"] for row in rows] == sorted(keys)
    assert {(row["source"], row["attempts"]) for row in rows} == {("outlet", 5)}
    assert "monitor_quarantined 2.0" in program.run("status", "--metrics").out


@pytest.mark.parametrize(
    "named",
    [
        pytest.param(lambda key: [PLAIN], id="its document"),
        pytest.param(lambda key: [key], id="its id"),
        pytest.param(lambda key: [key[:10]], id="the beginning of its id"),
        pytest.param(lambda key: [key, PLAIN], id="one thing named twice"),
    ],
)
def test_one_is_let_go(program: Program, keys: list[str], named: object) -> None:
    assert callable(named)
    done = program.run("quarantine", "retry", *named(keys[1]))
    assert (done.code, done.out) == (0, "1 snapshot will be read again\n")
    assert program.look(lambda store: [one.snapshot for one in store.quarantined()]) == keys[:1]
    assert program.look(lambda store: store.pending()) == (keys[1],)


def test_all_are_let_go(program: Program, keys: list[str]) -> None:
    released = program.run("quarantine", "retry", "--all", "--json").json["released"]
    assert len(released) == 2
    assert program.run("quarantine", "list").code == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        pytest.param(["nothing"], 1, "'nothing' is not in quarantine", id="no such"),
        pytest.param([""], 1, "'' is not in quarantine", id="an empty name is not all"),
        pytest.param([], 2, "name snapshots or documents, or say --all", id="none named"),
        pytest.param([PLAIN, "--all"], 2, "or say --all", id="one and all"),
    ],
)
def test_what_cannot_be_meant(
    program: Program, keys: list[str], words: list[str], code: int, said: str
) -> None:
    refused = program.run("quarantine", "retry", *words)
    assert refused.code == code
    assert said in " ".join(refused.err.replace("│", " ").split())
    assert len(program.look(lambda store: store.quarantined())) == 2
