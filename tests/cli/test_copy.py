"""`monitor copy`: what a team types when it outgrows one file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from monitor.storage import open_store
from tests.postgres import PostgresServer
from tests.program import MINIMUM, PATIENCE, Program, prepared, text_file


def _said(program: Program) -> None:
    for day, number in enumerate((150, 250, 50), start=1):
        sentence = MINIMUM.replace("150", str(number))
        header = {"published": f"2014-08-0{day}", "url": f"https://outlet{day}.example/1"}
        program.document(f"{day}.txt", text_file(sentence, publisher=f"Outlet {day}", **header))
    program.run("import", program.home / "docs")


@pytest.fixture
def moved(program: Program, postgres: PostgresServer) -> Iterator[str]:
    """A server's empty database, and a program that has read three documents into its file."""
    prepared(program, _said)
    with postgres.database() as url:
        yield url


def answers(program: Program, url: str) -> list[str]:
    asked = (["export", "claims"], ["export", "relations"], ["said", "seats", "--json"])
    return [program.run(*words, "--database", url).out for words in asked]


def test_the_team_goes_on_where_it_was(program: Program, moved: str) -> None:
    """On the server everything is as it was, byte for byte, and what comes next is compared."""
    result = program.run("copy", "--from", program.database, "--to", moved, "--json")
    assert result.code == 0, result.err
    told = result.json["copy"]
    assert told["tables"]["snapshot"]["rows"] == 3
    assert told["rows"] == sum(table["rows"] for table in told["tables"].values())
    before = answers(program, program.database)
    assert answers(program, moved) == before
    assert '"contradiction"' in before[1] or '"revision"' in before[1]


def test_and_back_into_a_file(program: Program, moved: str, tmp_path: Path) -> None:
    program.run("copy", "--from", program.database, "--to", moved)
    back = f"sqlite:///{tmp_path / 'back.db'}"
    told = program.run("copy", "--from", moved, "--to", back)
    said = " ".join(told.out.split())  # wherever the lines break
    assert f"{tmp_path / 'back.db'}: " in said
    assert "each read back and found the same" in said
    assert answers(program, back) == answers(program, program.database)


def test_a_killed_copy_leaves_nothing_and_begins_anew(program: Program, moved: str) -> None:
    """Killed where it waits for a table that is held: after the claims, before the rest."""
    program.write("monitor.toml", f"[storage]\nbusy_timeout = {PATIENCE}\n")
    with psycopg.connect(moved) as holder:
        holder.execute("LOCK TABLE text_number IN SHARE MODE")
        with program.start("copy", "--from", program.database, "--to", moved) as copying:
            assert copying.stderr
            assert any(line.startswith("claim: ") for line in copying.stderr)
            copying.kill()
    with open_store(moved) as store:
        assert store.counts()["snapshots"] == 0
    assert program.run("copy", "--from", program.database, "--to", moved).code == 0
    assert answers(program, moved) == answers(program, program.database)


@pytest.mark.parametrize(
    ("source", "target", "code", "said"),
    [
        pytest.param(
            "sqlite:///none.db", "sqlite:///b.db", 74, "no database to copy", id="no source"
        ),
        pytest.param(
            "monitor.db", "sqlite:///b.db", 74, "is no database address", id="a bare name"
        ),
        pytest.param(
            "postgresql://ann:s3cret@127.0.0.1:1/x",
            "sqlite:///b.db",
            74,
            "no connection",
            id="no server",
        ),
    ],
)
def test_what_cannot_be_copied_is_told_in_a_line(
    program: Program, source: str, target: str, code: int, said: str
) -> None:
    result = program.run("copy", "--from", source, "--to", target)
    assert (result.code, result.out) == (code, "")
    assert said in result.err
    assert "s3cret" not in result.err
