"""`monitor evidence` and `monitor verify`: what they print, write, and end in."""

from __future__ import annotations

import os
import signal
import zipfile
from pathlib import Path

import pytest

from tests.behind import raw
from tests.cli.test_commands import claim, document, filled, relation
from tests.cli.test_process import loaded
from tests.program import Program

pytestmark = pytest.mark.usefixtures("url")  # on each kind of database


def bundle(program: Program) -> Path:
    path = program.home / "bundle.zip"
    assert program.run("evidence", relation(program), "-o", path).code == 0
    return path


ABOUT = [
    pytest.param(relation, 2, id="a relation"),
    pytest.param(claim, 1, id="a claim"),
    pytest.param(document, 1, id="a document"),
    pytest.param(lambda program: relation(program)[:6], 2, id="the beginning of an id"),
]


@pytest.mark.parametrize(("about", "claims"), ABOUT)
def test_a_bundle_is_written_and_proves_itself(
    program: Program, about: object, claims: int
) -> None:
    filled(program)
    path = program.home / "bundle.zip"
    assert callable(about)
    written = program.run("evidence", about(program), "-o", path, "--json").json["evidence"]
    assert (written["claims"], written["missing"]) == (claims, [])
    proven = program.run("verify", path)
    assert proven.code == 0
    assert f"proven: {claims} of {claims} quotes stand" in " ".join(proven.out.split())
    assert written["sha256"] in proven.out
    row = program.run("verify", path, "--json").json["proof"]
    assert (row["proven"], row["faults"], row["sha256"]) == (True, [], written["sha256"])


def test_a_tampered_bundle_ends_in_3_and_is_named(program: Program) -> None:
    path = bundle(filled(program))
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["claims.json"] = files["claims.json"].replace(b"150", b"900")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    result = program.run("verify", path)
    assert result.code == 3
    assert "claims.json: SHA-256: expected" in result.out
    assert "not proven" in result.err
    row = program.run("verify", path, "--json")
    assert row.code == 3
    assert "claims.json" in {fault["place"] for fault in row.json["proof"]["faults"]}


NONE = [
    pytest.param("nowhere.zip", None, "no such file", id="no file"),
    pytest.param("", None, "no such file", id="a folder"),
    pytest.param("a.zip", b"PK\x03\x04 and so on, and on", "not an evidence bundle", id="no zip"),
]


@pytest.mark.parametrize(("name", "content", "says"), NONE)
def test_what_is_no_bundle_ends_in_65(
    program: Program, name: str, content: bytes | None, says: str
) -> None:
    if content is not None:
        (program.home / name).write_bytes(content)
    result = program.run("verify", program.home / name)
    assert result.code == 65
    assert says in result.err
    assert result.err.count("\n") == 1


@pytest.mark.usefixtures("file")  # which is taken away
def test_verifying_a_bundle_needs_no_database_and_no_config(program: Program) -> None:
    path = bundle(filled(program))
    program.file.unlink()
    (program.config_dir / "monitor.toml").write_text("no = [toml", encoding="utf-8")
    assert program.run("verify", path).code == 0
    _, code, *libraries = loaded(*program.shared(), "verify", str(path))
    assert code == "0"
    assert not {"sqlalchemy", "alembic", "httpx", "spacy"} & set(libraries)


NOWHERE = [
    pytest.param("folder/b.zip", "cannot be written", id="no folder"),
    pytest.param("", "not a file", id="a folder"),
]


@pytest.mark.parametrize(("name", "says"), NOWHERE)
def test_where_nothing_can_be_written(program: Program, name: str, says: str) -> None:
    key = relation(filled(program))
    result = program.run("evidence", key, "-o", program.home / name)
    assert result.code == 74
    assert says in result.err


def test_an_id_that_is_not_there(program: Program) -> None:
    result = program.run("evidence", "ffff", "-o", program.home / "b.zip")
    assert result.code == 1
    assert not (program.home / "b.zip").exists()


def test_a_row_that_was_changed_gives_no_bundle(program: Program) -> None:
    """And what stood there before is left as it was."""
    path = bundle(filled(program))
    before, key = path.read_bytes(), relation(program)
    raw(program.database, "UPDATE claim SET quote = 'never said'")
    result = program.run("evidence", key, "-o", path, "--force")
    assert result.code == 3
    assert "no bundle was written: claims.json: claim" in result.err
    assert path.read_bytes() == before
    assert [file.name for file in program.home.iterdir() if ".part" in file.name] == []


def test_a_bundle_that_was_handed_out_is_not_replaced_unasked(program: Program) -> None:
    path = bundle(filled(program))
    before = path.read_bytes()
    refused = program.run("evidence", relation(program), "-o", path)
    assert (refused.code, path.read_bytes()) == (74, before)
    assert "is there already" in refused.err
    assert program.run("evidence", relation(program), "-o", path, "--force").code == 0


def test_bytes_that_were_damaged_are_told_and_the_rest_is_written(program: Program) -> None:
    path, key = program.home / "b.zip", relation(filled(program))
    raw(program.database, "UPDATE body SET content = substr(content, 1, 0)")
    result = program.run("evidence", key, "-o", path)
    assert result.code == 70
    assert result.out.count("without its bytes: snapshot") == 2
    verified = program.run("verify", path)
    assert verified.code == 3
    assert "not proven in full" in verified.err


def test_a_sound_database_is_told_with_what_was_checked(program: Program) -> None:
    result = program.run("verify", "--json", "--quiet")
    assert (result.code, result.json["audit"]["faults"]) == (0, [])
    filled(program)
    result = program.run("verify")
    assert result.code == 0
    assert "claim 2 of 2, relation 1 of 1; faults: 0" in " ".join(result.out.split())


def test_a_changed_row_ends_in_3_and_is_named(program: Program) -> None:
    key = claim(filled(program))
    raw(program.database, f"UPDATE claim SET start = start + 1 WHERE key = '{key}'")
    result = program.run("verify")
    assert result.code == 3
    assert f"claim {key}: quote at" in result.out
    assert "put back a backup" in result.err
    row = program.run("verify", "--json")
    assert row.code == 3
    assert {fault["place"] for fault in row.json["audit"]["faults"]} == {f"claim {key}"}


def test_rereading_mends_what_was_changed(program: Program) -> None:
    """Also what no hash covers, such as the name of a speaker."""
    key = claim(filled(program))
    change = f"UPDATE claim SET outlet = 'Nobody', quote = 'x' WHERE key = '{key}'"
    raw(program.database, change)
    assert program.run("reread", "--all", "-q").code == 0
    assert program.run("verify").code == 0
    assert program.run("said", "--outlet", "Nobody").code == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(["verify", "b.zip", "--since", "2014"], "--since", id="since of a bundle"),
        pytest.param(["verify", "--since", "soon"], "not a date", id="no date"),
        pytest.param(["evidence", "ffff"], "--output", id="no file named"),
    ],
)
def test_a_mistake_on_the_command_line(program: Program, words: list[str], says: str) -> None:
    result = program.run(*words)
    assert result.code == 2
    assert says in result.err


def test_ctrl_c_tells_how_far_it_got(program: Program) -> None:
    """Stopped while it waits to be read: its output goes to a pipe that is full."""
    filled(program)
    junk = ", ".join(f"('{number:064}', 1, 'x')" for number in range(2000))
    raw(program.database, f"INSERT INTO body (sha256, size, content) VALUES {junk}")
    reader, writer = os.pipe()
    started = program.start("verify", "-q", stdout=writer)
    os.close(writer)
    assert os.read(reader, 100)  # it is at work
    started.send_signal(signal.SIGINT)
    result = program.wait(started)
    os.close(reader)
    assert result.code == 130
    assert "not finished: checked: body" in result.err
