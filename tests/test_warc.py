"""Archives the whole way: out of one database, into another, and from other programs."""

from __future__ import annotations

import io
import os
import resource
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.types import Snapshot
from monitor.warc.records import read_records
from tests.builders import ADDRESS, NOON, a_snapshot
from tests.program import MINIMUM, Program, a_mail, article, on_web, revisions, text_file
from tests.warc.making import (
    PAGE,
    answer,
    check,
    record,
    snapshots_in,
    three,
)

pytestmark = pytest.mark.usefixtures("url")  # on each kind of database


def fill(program: Program) -> list[Snapshot]:
    """A page, a capture, and three files."""
    program.document("text.txt", text_file(MINIMUM, url="https://outlet.example/t"))
    program.document("letter.eml", a_mail())
    assert program.run("import", program.home / "docs", "-q").code == 0
    with program.store() as store:
        store.add_snapshot(a_snapshot(body=PAGE))
        store.add_snapshot(
            a_snapshot(
                body=PAGE, origin="archive", source="other", observed=NOON.replace(year=2013)
            )
        )
        return [store.snapshot(key) for key in store.snapshot_keys()]


def kept(program: Program) -> list[Snapshot]:
    found: list[Snapshot] = program.look(
        lambda store: [store.snapshot(key) for key in store.snapshot_keys()]
    )
    return found


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_export_and_import_into_a_fresh_database(program: Program, name: str) -> None:
    before, file = fill(program), program.home / name
    assert program.run("export", "warc", "-o", file, "-q").code == 0
    assert check(file) == 0
    program.run("import", program.home / "docs", "-q")  # reads what is pending
    here = program.run("export", "claims").out
    program.file.rename(program.home / "old.db")
    first = program.run("import", file, "--json").json["report"]
    again = program.run("import", file, "--json").json["report"]
    assert kept(program) == before
    assert (first["fetched"], first["unchanged"], first["failures"]) == (len(before), 0, [])
    assert (again["fetched"], again["unchanged"], again["revisions"]) == (0, len(before), 0)
    assert first["revisions"] == len(revisions(program)) > 1
    assert program.run("export", "claims").out.count("\n") <= here.count("\n")
    once_more = program.home / f"more-{name}"
    assert program.run("export", "warc", "-o", once_more, "-q").code == 0
    records = [
        list(read_records(io.BytesIO(path.read_bytes()), "x", cap=10**7))[1:]
        for path in (file, once_more)
    ]
    assert [replace(r, offset=0) for r in records[0]] == [replace(r, offset=0) for r in records[1]]  # type: ignore[type-var]


CHOSEN = [
    pytest.param(["--source", "other"], 1, id="of a source"),
    pytest.param(["--until", "2013"], 1, id="of a year"),
    pytest.param(["--since", "2014-08-01", "--until", "2014-08-01"], 1, id="of a day"),
    pytest.param(["--since", "2014-08-02"], 2, id="later"),
]


@pytest.mark.parametrize(("options", "count"), CHOSEN)
def test_a_part_can_be_chosen(program: Program, options: list[str], count: int) -> None:
    fill(program)
    file = program.home / "a.warc"
    assert program.run("export", "warc", "-o", file, *options).code == 0
    assert len(snapshots_in(file.read_bytes())) == count


MISTAKES = [
    pytest.param(["claims", "--source", "x"], 2, "are for warc", id="claims of a source"),
    pytest.param(["warc", "-o", "/dev/null"], 74, "not a file", id="a device"),
    pytest.param(["warc", "-o", "/nowhere/a.warc"], 74, "cannot be written", id="no folder"),
    pytest.param(["warc", "--source", "nobody"], 1, "no source nobody", id="no such source"),
]


@pytest.mark.parametrize(("words", "code", "says"), MISTAKES)
def test_an_export_that_cannot_be(program: Program, words: list[str], code: int, says: str) -> None:
    result = program.run("export", *words)
    assert result.code == code
    assert says in " ".join(result.err.replace("│", " ").split())


def test_standard_output_takes_an_archive_where_it_is_no_terminal(program: Program) -> None:
    before = fill(program)
    file = program.home / "a.warc"
    with file.open("wb") as out:
        assert program.apart("export", "warc", "-q", stdout=out).code == 0
    assert snapshots_in(file.read_bytes()) == before


def test_an_export_that_breaks_off_leaves_the_old_file(program: Program) -> None:
    """A file that may grow no further stands for a full disk."""
    with program.store() as store:
        store.add_snapshot(a_snapshot(body=os.urandom(1_000_000)))
    file = program.home / "a.warc"
    file.write_bytes(b"old")
    result = program.apart(
        "export",
        "warc",
        "-o",
        file,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
    )
    assert result.code == 74
    assert "cannot be written" in result.err
    assert file.read_bytes() == b"old"
    assert [path.name for path in program.home.glob("*.part")] == []
    assert [path.name for path in program.home.glob(".*.part")] == []


@pytest.mark.usefixtures("file")
def test_a_snapshot_that_is_damaged_in_the_database_is_told_and_left_out(program: Program) -> None:
    before = fill(program)
    with closing(sqlite3.connect(program.file)) as database, database:
        database.execute("update body set content = x'00' where sha256 = ?", [before[0].sha256])
    file = program.home / "a.warc"
    result = program.run("export", "warc", "-o", file)
    assert result.code == 70
    assert before[0].key in result.err
    sound = [snapshot for snapshot in before if snapshot.sha256 != before[0].sha256]
    assert snapshots_in(file.read_bytes()) == sound


def test_damage_is_recorded_and_the_rest_is_imported(program: Program) -> None:
    made, (info, one, two, last) = three()
    file = program.home / "a.warc.gz"
    file.write_bytes(info + one + two[:100] + last)
    result = program.run("import", file)
    assert result.code == 65
    assert "a.warc.gz" in result.out
    (failure,) = program.look(lambda store: store.failures())
    assert failure.kind == "import-file"
    assert f"at byte {len(info + one)}" in failure.message
    assert {snapshot.key for snapshot in kept(program)} == {made[0].key, made[2].key}


def test_archives_lie_among_other_files(program: Program) -> None:
    program.document("a.txt", text_file(MINIMUM))
    program.document("b/a.WARC", record(block=answer()) + record("revisit"))
    result = program.run("import", program.home / "docs")
    assert result.code == 0
    assert "1 record left out" in result.out
    assert {revision.document for revision in revisions(program)} == {"a", ADDRESS}
    only = program.home / "docs" / "b"
    assert program.run("import", only).code == 0


def test_an_archive_that_wget_made(program: Program) -> None:
    wget = shutil.which("wget")
    if wget is None:
        pytest.skip("wget is not on this machine")
    with on_web({"/1": article(MINIMUM)}) as server:
        command = [wget, "-q", "--no-config", "--warc-file=web", "-O", "page", server.url("/1")]
        subprocess.run(command, cwd=program.home, check=True, timeout=60)
        address = server.url("/1")
    assert program.run("import", program.home / "web.warc.gz").code == 0
    (found,) = kept(program)
    assert (found.document, found.origin, found.body) == (address, "archive", PAGE)
    assert abs(datetime.now(UTC) - found.observed) < timedelta(minutes=10)
    assert len(revisions(program)) == 1
