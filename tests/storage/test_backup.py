"""A backup is whole, of one moment, and put back to the letter; what broke off has no name."""

from __future__ import annotations

import gzip
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.errors import DatabaseBusyError, MonitorError, OutputError, StorageError
from monitor.storage import open_store
from monitor.storage.backup import back_up, restore
from monitor.storage.tables import HEAD
from tests.builders import NOON, a_claim, a_revision, a_snapshot, keep_claims, keep_revision

ROOT = Path(__file__).parents[2]
PATIENCE = 60
# Writes two rows that belong together, again and again, and says when it began.
WRITER = """
import sys
from datetime import timedelta
from monitor.storage import open_store
from tests.builders import NOON, a_snapshot
with open_store(sys.argv[1]) as store:
    for n in range(10**9):
        with store.transaction():
            for origin in ("crawl", "import"):
                day = NOON + timedelta(seconds=n)
                store.add_snapshot(a_snapshot(origin=origin, document=f"{origin}/{n}", observed=day,
                                              body=str(n).encode() * 5000))
        if n == 20:
            print("writing", flush=True)
"""
BACKUP = """
import os, sys
from pathlib import Path
from monitor.storage.backup import back_up
def tell(line):
    print(line, flush=True)
    sys.stdin.readline()
back_up(sys.argv[1], Path(sys.argv[2]), force=True, tell=tell)
"""


@contextmanager
def process(program: str, *words: str | Path) -> Iterator[subprocess.Popen[str]]:
    started = subprocess.Popen(
        [sys.executable, "-c", program, *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    with started:
        try:
            assert started.stdout is not None
            assert started.stdout.readline()
            yield started
        finally:
            started.kill()


@pytest.fixture
def filled(url: str) -> str:
    with open_store(url) as store:
        keep_claims(store, a_claim(keep_revision(store, a_revision())))
    return url


def counted(file: Path, what: str) -> int:
    with closing(sqlite3.connect(file)) as raw:
        return int(raw.execute(f"SELECT count(*) FROM {what}").fetchone()[0])


@pytest.mark.parametrize("name", ["b.db", "b.db.gz"], ids=["plain", "packed"])
def test_there_and_back(filled: str, file: Path, name: str) -> None:
    target = file.parent / name
    made = back_up(filled, target, force=False)
    assert (made.schema, made.snapshots, made.claims) == (HEAD, 1, 1)
    assert (target.read_bytes()[:2] == b"\x1f\x8b") == name.endswith(".gz")
    assert sorted(path.name for path in file.parent.iterdir()) == sorted([name, file.name])
    elsewhere = file.parent / "new" / "monitor.db"
    elsewhere.parent.mkdir()
    done = restore(f"sqlite:///{elsewhere}", target, force=False, now=NOON)
    assert (done.contents.claims, done.aside) == (1, None)
    with open_store(filled) as old, open_store(f"sqlite:///{elsewhere}") as new:
        assert list(old.claims()) == list(new.claims())
        (key,) = old.snapshot_keys()
        assert new.snapshot(key) == old.snapshot(key)


@pytest.mark.parametrize("name", ["b.db", "b.db.gz"], ids=["plain", "packed"])
def test_it_is_of_one_moment_while_another_process_writes(
    filled: str, file: Path, name: str
) -> None:
    target = file.parent / name
    with process(WRITER, filled):
        for _ in range(3):
            back_up(filled, target, force=True)
            restored = file.parent / "other.db"
            restore(f"sqlite:///{restored}", target, force=True, now=NOON)
            for aside in file.parent.glob("*.bak"):
                aside.unlink()
            pairs = [
                counted(restored, f"snapshot WHERE origin = '{o}'") for o in ("crawl", "import")
            ]
            assert pairs[0] - 1 == pairs[1] >= 20


def test_the_writer_is_not_stopped_meanwhile(filled: str, file: Path) -> None:
    """A commit between two steps of the copying goes through, and is not in the copy."""
    with open_store(filled, busy_timeout=0) as store:
        added = list[bool]()

        def write(_line: str) -> None:
            later = NOON + timedelta(days=len(added) + 1)
            added.append(store.add_snapshot(a_snapshot(observed=later)))

        made = back_up(filled, file.parent / "b.db", force=False, tell=write)
        assert added
        assert all(added)
        assert made.snapshots == 1
        assert store.counts()["snapshots"] == 1 + len(added)


def test_killed_in_the_middle_it_leaves_what_was_there(filled: str, file: Path) -> None:
    target = file.parent / "b.db"
    target.write_text("the last good one")
    with process(BACKUP, filled, target) as started:
        started.send_signal(signal.SIGKILL)
        started.wait(PATIENCE)
    assert target.read_text() == "the last good one"
    back_up(filled, target, force=True)
    assert counted(target, "claim") == 1


@pytest.mark.parametrize(
    ("name", "error", "reason"),
    [
        pytest.param("taken", OutputError, "is there already.*--force", id="a file is there"),
        pytest.param("monitor.db", OutputError, "the database itself", id="the database itself"),
        pytest.param("none/b.db", OutputError, "folder is not there", id="no folder"),
    ],
)
def test_where_a_backup_is_not_written(
    filled: str, file: Path, name: str, error: type[MonitorError], reason: str
) -> None:
    (file.parent / "taken").write_text("mine")
    with pytest.raises(error, match=reason):
        back_up(filled, file.parent / name, force=name == "monitor.db")
    assert (file.parent / "taken").read_text() == "mine"
    assert counted(file, "claim") == 1


@pytest.mark.usefixtures("from_nothing")
def test_no_database_is_made_in_order_to_back_it_up(url: str, file: Path) -> None:
    with pytest.raises(StorageError, match="no database to back up"):
        back_up(url, file.parent / "b.db", force=False)
    assert list(file.parent.iterdir()) == []


def test_a_damaged_database_gives_no_backup(filled: str, file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    file.write_bytes(content)
    with pytest.raises(StorageError, match="damaged"):
        back_up(filled, file.parent / "b.db", force=False)
    assert [path.name for path in file.parent.iterdir()] == [file.name]


SPOILT = [
    pytest.param("text", b"Dear diary, " * 500, "not a database", id="no database"),
    pytest.param("empty", b"", "empty database", id="nothing"),
    pytest.param("half.gz", None, "damaged", id="half of a packed one"),
    pytest.param("other", "CREATE TABLE users (name TEXT)", "not those of Monitor", id="another's"),
    pytest.param(
        "newer", "UPDATE alembic_version SET version_num = '9999'", "upgrade Monitor", id="newer"
    ),
]


@pytest.mark.parametrize(("name", "content", "reason"), SPOILT)
def test_what_is_no_sound_backup_changes_nothing(
    filled: str, file: Path, name: str, content: bytes | str | None, reason: str
) -> None:
    backup = file.parent / name
    if isinstance(content, bytes):
        backup.write_bytes(content)
    elif content is None:
        backup.write_bytes(gzip.compress(file.read_bytes())[:-2000])
    else:
        if name == "newer":
            back_up(filled, backup, force=False)
        with closing(sqlite3.connect(backup)) as raw, raw:
            raw.execute(content)
    before = file.read_bytes()
    with pytest.raises(StorageError, match=reason) as refusal:
        restore(filled, backup, force=True, now=NOON)
    assert str(backup) in str(refusal.value)
    assert ".part" not in str(refusal.value)
    assert file.read_bytes() == before
    assert sorted(path.name for path in file.parent.iterdir()) == sorted([file.name, name])


def test_a_database_that_is_there_is_kept_aside(filled: str, file: Path) -> None:
    backup = file.parent / "b.db"
    back_up(filled, backup, force=False)
    with open_store(filled) as store:
        store.add_snapshot(a_snapshot(observed=NOON + timedelta(days=1)))
    with pytest.raises(StorageError, match="there already; --force"):
        restore(filled, backup, force=False, now=NOON)
    done = restore(filled, backup, force=True, now=NOON)
    assert done.aside is not None
    assert done.aside.name == "monitor.db.before-restore-20140801T120000Z.bak"
    assert (counted(file, "snapshot"), counted(done.aside, "snapshot")) == (1, 2)


@pytest.mark.parametrize("there", [True, False], ids=["to a database", "to nothing yet"])
def test_a_link_to_the_database_stays_one(filled: str, file: Path, there: bool) -> None:
    """As one to another disk: in its place the database would fill this one."""
    backup, link = file.parent / "b.db", file.parent / "link.db"
    back_up(filled, backup, force=False)
    disk = file.parent / "disk"
    disk.mkdir()
    file.rename(disk / "monitor.db")
    link.symlink_to(disk / ("monitor.db" if there else "new.db"))
    done = restore(f"sqlite:///{link}", backup, force=True, now=NOON)
    assert link.is_symlink()
    assert counted(link, "snapshot") == 1
    assert (done.aside is not None and done.aside.parent == disk) is there


def test_while_anyone_has_it_open_it_is_left_alone(filled: str, file: Path) -> None:
    backup = file.parent / "b.db"
    back_up(filled, backup, force=False)
    with open_store(filled) as idle:
        with pytest.raises(DatabaseBusyError, match="end it first"):
            restore(filled, backup, force=True, now=NOON, busy_timeout=0.1)
        assert idle.counts()["claims"] == 1
    assert restore(filled, backup, force=True, now=NOON).aside


def test_a_damaged_one_makes_way_with_its_log(filled: str, file: Path) -> None:
    """A log left behind would be played into the new file."""
    backup = file.parent / "b.db"
    back_up(filled, backup, force=False)
    file.write_bytes(b"rubbish" * 1000)
    for ending in ("-wal", "-journal"):
        Path(f"{file}{ending}").write_bytes(b"of another file" * 100)
    done = restore(filled, backup, force=True, now=NOON)
    assert counted(file, "claim") == 1
    assert not Path(f"{file}-wal").exists()
    assert not Path(f"{file}-journal").exists()
    assert Path(f"{done.aside}-wal").exists()


def test_an_older_one_is_brought_up_to_date(filled: str, file: Path) -> None:
    from alembic import command

    from monitor.storage.database import BEGIN, WRITING, make_engine
    from monitor.storage.migrate import alembic_config

    engine = make_engine(filled)
    with (
        engine.connect().execution_options(**{BEGIN: WRITING}) as connection,
        connection.begin(),
    ):
        command.downgrade(alembic_config(connection), "0001")
    engine.dispose()
    backup = file.parent / "b.db"
    assert back_up(filled, backup, force=False).schema == "0001"
    restore(filled, backup, force=True, now=NOON)
    with open_store(filled) as store:
        assert store.counts()["claims"] == 1


def ask_for_a_backup(url: str, other: Path) -> object:
    return back_up(url, other, force=False)


def ask_for_a_restore(url: str, other: Path) -> object:
    return restore(url, other, force=False, now=NOON)


@pytest.mark.parametrize(
    ("ask", "program"),
    [
        pytest.param(ask_for_a_backup, "pg_dump --format=custom", id="backup"),
        pytest.param(ask_for_a_restore, "pg_restore --clean", id="restore"),
    ],
)
def test_postgresql_has_its_own_programs(
    tmp_path: Path, ask: Callable[[str, Path], object], program: str
) -> None:
    with pytest.raises(StorageError, match=program) as refusal:
        ask("postgresql+psycopg://me:hush@db.example:5433/monitor", tmp_path / "b")
    assert "--dbname=postgresql://me@db.example:5433/monitor" in str(refusal.value)
    assert "hush" not in str(refusal.value)
