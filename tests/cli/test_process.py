"""The command as a process: what it imports, what it writes where, and how it ends."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.program import MINIMUM, PATIENCE, ROOT, Program, environment, prepared, text_file

HEAVY = ("spacy", "sqlalchemy", "httpx", "trafilatura", "feedparser", "alembic", "lxml", "apprise")
# Runs the words behind it as a command, then says which heavy libraries that needed.
SPY = """
import sys
from monitor.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    code = end.code
print("LOADED", code, *(name for name in {spied!r} if name in sys.modules))
"""


def loaded(*words: str, spied: tuple[str, ...] = HEAVY) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", SPY.format(spied=spied), *words],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=PATIENCE,
        env=environment(COLUMNS="100"),
    )
    return done.stdout.splitlines()[-1].split()


@pytest.mark.parametrize(
    "words", [["--help"], ["said", "--help"], ["run", "--help"], ["--version"], []], ids=" ".join
)
def test_help_imports_nothing_heavy(words: list[str]) -> None:
    said, code, *libraries = loaded(*words)
    assert (said, libraries) == ("LOADED", [])
    assert code in ("0", "2", "None")


def test_the_list_of_commands_imports_none_of_them() -> None:
    assert loaded("--help", spied=("rich", "pydantic", "monitor.cli.said"))[2:] == []


def test_a_reading_command_imports_what_it_needs(program: Program) -> None:
    program.document("a.txt", text_file(MINIMUM))
    program.run("import", program.home / "docs", "-q")
    spied = (*HEAVY, "psycopg", "sqlalchemy.dialects.postgresql", "monitor.config.language")
    _, code, *libraries = loaded(*program.shared(), "said", spied=spied)
    assert code == "0"
    assert libraries == ["sqlalchemy"]


def test_claims_are_read_without_spacy_where_no_model_is_named(program: Program) -> None:
    page = program.document("a.txt", text_file(MINIMUM))
    spied = ("monitor.extract.claims", "spacy", "numpy")
    _, code, *libraries = loaded("explain", str(page), spied=spied)
    assert (code, libraries) == ("0", ["monitor.extract.claims"])


def forty(program: Program) -> None:
    for number in range(40):
        program.document(f"{number:03}.txt", text_file(MINIMUM.replace("150", str(number + 10))))
    assert program.run("import", program.home / "docs", "-q").code == 0


PIPED = [
    pytest.param(["said", "--limit", "1000"], id="said"),
    pytest.param(["said", "--limit", "1000", "--json"], id="said as JSON"),
    pytest.param(["export", "claims"], id="export"),
    pytest.param(["status"], id="status"),
]


@pytest.mark.parametrize("command", PIPED)
def test_a_reader_that_goes_away_is_no_error(program: Program, command: list[str]) -> None:
    """As with `| head -1`: the pipe is shut before anything is written to it."""
    prepared(program, forty)
    reader, writer = os.pipe()
    os.close(reader)
    try:
        result = program.apart(*command, stdout=writer)
    finally:
        os.close(writer)
    assert (result.code, result.err) == (0, "")


@pytest.mark.parametrize("command", PIPED)
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a full device")
def test_a_full_disk_behind_standard_output_is_told(program: Program, command: list[str]) -> None:
    prepared(program, forty)
    with open("/dev/full", "w") as full:
        result = program.apart(*command, stdout=full)
    assert result.code == 74
    assert "standard output cannot be written (No space left on device)" in result.err


def test_nobody_listening_to_progress_stops_no_work(program: Program) -> None:
    program.document("a.txt", text_file(MINIMUM))
    reader, writer = os.pipe()
    os.close(reader)
    try:
        result = program.apart("import", program.home / "docs", stderr=writer)
    finally:
        os.close(writer)
    assert result.code == 0
    assert program.run("said").code == 0


# Runs each line of its input as a command, and says behind the output what it ended in.
IN_TURN = """
import sys
from monitor.cli import main
for line in sys.stdin.read().splitlines():
    code = 0
    try:
        main([*sys.argv[1:], *line.split()])
    except SystemExit as end:
        code = end.code or 0
    print("ENDED", code)
"""


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437"])
def test_a_terminal_that_has_few_signs(program: Program, encoding: str) -> None:
    program.document("a.txt", text_file(f"“Ça coûte 5 €”, 日本. {MINIMUM}", title="Ünïcode – 日本"))
    commands = [
        f"import {program.home / 'docs'}",
        "said",
        "contradictions",
        "show a",
        "said --json",
    ]
    done = subprocess.run(
        [sys.executable, "-c", IN_TURN, *program.shared()],
        input="\n".join(commands),
        capture_output=True,
        encoding=encoding,
        cwd=ROOT,
        timeout=PATIENCE,
        env=environment(PYTHONIOENCODING=encoding),
    )
    assert done.returncode == 0, done.stderr
    *told, rest = re.split(r"^ENDED (\d+)\n", done.stdout, flags=re.M)
    assert rest == ""
    assert told[1::2] == ["0", "0", "1", "0", "0"]
    assert all(told[::2]), "each says something"


def test_output_is_data_and_progress_is_not(program: Program) -> None:
    program.document("a.txt", text_file(MINIMUM))
    result = program.apart("import", program.home / "docs", "--json")
    assert result.json["report"]["revisions"] == 1
    assert result.err == ""
    told = program.apart("import", program.home / "docs")
    assert "read " in told.err
    assert "read " not in told.out


def test_the_installed_command_is_the_program(program: Program) -> None:
    command = os.path.join(os.path.dirname(sys.executable), "monitor")
    if not os.path.exists(command):
        pytest.skip("not installed as a command here")
    done = subprocess.run(
        [command, *program.shared(), "said"], capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 1
    assert "Nothing found" in done.stderr
