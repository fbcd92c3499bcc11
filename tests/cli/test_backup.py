"""`monitor backup` and `restore`, as typed."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from tests.program import MINIMUM, PATIENCE, ROOT, Program, environment, text_file


def filled(program: Program) -> Program:
    program.document("a.txt", text_file(MINIMUM))
    assert program.run("import", program.home / "docs", "-q").code == 0
    return program


def test_what_is_restored_answers_as_before(program: Program) -> None:
    filled(program)
    export, said = program.run("export", "claims").out, program.run("said").out
    backup = program.home / "monitor.db.gz"
    made = program.run("backup", backup)
    assert (made.code, "1 claim," in " ".join(made.out.split())) == (0, True)
    program.document("b.txt", text_file(MINIMUM.replace("150", "300")))
    program.run("import", program.home / "docs", "-q")
    assert program.run("export", "claims").out != export
    restored = program.run("restore", backup, "--force")
    assert restored.code == 0
    assert "what was there is kept as" in restored.out
    assert program.run("export", "claims").out == export
    assert program.run("said").out == said


def test_what_would_be_sent_once_more_is_told(program: Program) -> None:
    filled(program)
    with program.store() as store:
        store.queue_message("reader@example.org", date(2014, 8, 1), b"Subject: x\r\n\r\n", "<1@x>")
    program.run("backup", program.home / "b.db")
    said = program.run("restore", program.home / "b.db", "--force").out
    assert "waiting in its outbox: 1 message, which may have been sent since" in " ".join(
        said.split()
    )


def test_nothing_is_overwritten_unasked(program: Program) -> None:
    filled(program)
    backup = program.home / "b.db"
    assert program.run("backup", backup, "-q").code == 0
    assert program.run("backup", backup).code == 74
    assert program.run("backup", backup, "--force").code == 0
    assert program.run("restore", backup).code == 74
    assert program.run("restore", program.home / "none.db", "--force").code == 74


@pytest.mark.usefixtures("url", "postgres")
@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(["backup", "b.db"], "pg_dump", id="backup"),
        pytest.param(["restore", "b.db", "--force"], "pg_restore", id="restore"),
    ],
)
def test_a_server_has_its_own_programs_for_it(
    program: Program, words: list[str], says: str
) -> None:
    filled(program)
    refused = program.run(*words)
    assert (refused.code, says in refused.err) == (74, True), refused.err
    assert len(program.run("said", "--json").json["claims"]) == 1


def test_the_database_may_be_named_by_a_file(program: Program) -> None:
    """So that a password in its address stands in no list of processes and in no environment."""
    filled(program)
    named = program.home / "database-url"
    named.write_text(f"{program.database}\n")
    env = environment(MONITOR_DATABASE_FILE=str(named), MONITOR_DATABASE="sqlite:///elsewhere.db")
    options = program.shared()
    del options[options.index("--database") :]
    done = subprocess.run(
        [sys.executable, "-c", "from monitor.cli import main; main()", *options, "said"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=env,
        timeout=PATIENCE,
    )
    assert done.returncode == 0
    assert "150" in done.stdout
