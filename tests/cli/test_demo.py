"""`monitor demo` on a newsroom of one article: what makes way for it, and what it prints."""

from __future__ import annotations

import contextlib
import shlex
from pathlib import Path

import pytest

from monitor.storage import open_store
from tests.demo.test_own import OF_A_DEMO
from tests.program import MINIMUM, Program, Result, text_file

NEWSROOM = """
[[outlet]]
key = "channel-ledger"
name = "Channel Ledger"
kind = "press"
country = "US"
tagline = "News"
template = "press.html"
rss = "/rss.xml"

[[document]]
outlet = "channel-ledger"
path = "/news/1"
title = "Microsoft To Move Customers To Office 365 Free Of Charge"
author = "Dana Whitlock"
published = 2014-07-21T09:30:00-04:00
summary = "News of Office 365 FastTrack"
pages = ["ledger-free-moves.html"]
"""


class Alone(Program):
    """Without the --database that tests give."""

    def shared(self) -> list[str]:
        return ["--config", str(self.config_dir)]


def demo(program: Program, *words: str) -> Result:
    program.write("demo/newsroom.toml", NEWSROOM)
    with contextlib.chdir(program.home):
        return Alone(program.home, program.capture).run(*words)


def files(folder: Path) -> dict[str, bytes]:
    """All of it that is a database or beside one; what SQLite makes to read it does not count."""
    ends = ("-wal", "-shm")
    found = {path.name: path.read_bytes() for path in folder.glob("monitor.db*")}
    return {name: content for name, content in found.items() if not name.endswith(ends)}


def imported(program: Program) -> None:
    program.document("a.txt", text_file(MINIMUM))
    assert program.run("import", program.home / "docs", "-q").code == 0
    (program.home / "monitor.db.2014.gz").write_bytes(b"a backup")


def no_database(program: Program) -> None:
    program.file.write_bytes(b"no database at all")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        pytest.param(imported, ["demo", "-d", "."], id="of a person, where the demo is to go"),
        pytest.param(
            imported, ["--database", "sqlite:///monitor.db", "demo"], id="of a person, by its name"
        ),
        pytest.param(no_database, ["demo", "-d", "."], id="no database"),
    ],
)
def test_what_is_not_a_demos_is_left_as_it_is(
    program: Program, make: object, words: list[str]
) -> None:
    assert callable(make)
    make(program)
    before = files(program.home)
    done = demo(program, *words)
    assert done.code == 74
    assert "is left as it is" in done.err
    assert files(program.home) == before


def test_an_earlier_demo_makes_way_and_what_is_printed_can_be_pasted(program: Program) -> None:
    folder = program.home / "my demo"
    folder.mkdir()
    address = f"sqlite:///{folder / 'monitor.db'}"
    with open_store(address) as store:
        store.add_snapshot(OF_A_DEMO)
    done = demo(program, "demo", "-d", "my demo")
    assert done.code == 0, done.err
    with open_store(address) as store:
        assert [one.document for one in store.revisions()] != []
        assert OF_A_DEMO.key not in store.snapshot_keys()
    said = next(line for line in done.out.splitlines() if line.endswith(" review"))
    assert shlex.split(said)[1:] == ["--database", address, "review"]
