"""Trouble: others at work, no room, no right, a kill at the worst moment."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import event

from monitor.errors import DatabaseBusyError, StorageError
from monitor.storage import Store, open_store, shown_address
from monitor.types import Snapshot
from tests.builders import a_claim, a_failure, a_revision, a_snapshot, keep_claims, keep_revision
from tests.connections import on_connect

TOP = Path(__file__).resolve().parents[2]


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Python of its own, in the checkout."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=TOP,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def another_writer(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other
        other.execute("ROLLBACK")


def test_locked_by_another_process(store: Store, file: Path) -> None:
    snapshot = a_snapshot()
    with another_writer(file):
        with pytest.raises(DatabaseBusyError, match="another process is writing") as raised:
            store.add_snapshot(snapshot)
        assert str(file) in str(raised.value)
        assert store.pending() == ()  # reading goes on
    assert store.add_snapshot(snapshot)


def test_opening_a_file_that_another_process_writes_to(store: Store, file: Path, url: str) -> None:
    store.add_snapshot(a_snapshot())
    with another_writer(file), open_store(url, busy_timeout=0.1) as mine:
        assert len(mine.pending()) == 1


@pytest.mark.usefixtures("from_nothing")
def test_a_fresh_file_locked_by_another(url: str, file: Path) -> None:
    with another_writer(file), pytest.raises(DatabaseBusyError):
        open_store(url, busy_timeout=0.1)
    open_store(url).close()


@pytest.mark.usefixtures("from_nothing")
def test_many_processes_open_a_fresh_file_at_once(url: str) -> None:
    code = (
        "import sys; from monitor.storage import open_store; sys.stdin.readline()\n"
        "with open_store(sys.argv[1]) as s: print(s.counts()['snapshots'])"
    )
    others = [start(code, url) for _ in range(4)]
    for other in others:
        assert other.stdin
        other.stdin.write("go\n")
        other.stdin.flush()
    ends = [other.communicate(timeout=60) for other in others]
    assert [(out.strip(), err) for out, err in ends] == [("0", "")] * 4
    assert [other.returncode for other in others] == [0] * 4


def failure_and_snapshot(store: Store, snapshot: Snapshot) -> None:
    with store.transaction():
        store.add_failure(a_failure())
        store.add_snapshot(snapshot)


def test_full_disk(url: str, file: Path) -> None:
    open_store(url).close()
    with closing(sqlite3.connect(file)) as raw:
        (pages,) = raw.execute("PRAGMA page_count").fetchone()
    small, large = a_snapshot(body=b"small"), a_snapshot(body=os.urandom(1_000_000))
    with on_connect(f"PRAGMA max_page_count={pages + 20}"), open_store(url) as store:
        assert store.add_snapshot(small)
        with pytest.raises(StorageError, match="disk is full; free some space"):
            store.add_snapshot(large)
        with pytest.raises(StorageError, match="disk is full"):
            failure_and_snapshot(store, large)
        assert store.pending() == (small.key,)
        assert store.failures() == ()
        store.add_failure(a_failure())  # a little still fits
    with open_store(url) as store:
        assert store.add_snapshot(large)
        assert store.snapshot(small.key) == small


def test_may_only_be_read(url: str, file: Path) -> None:
    snapshot = a_snapshot()
    with open_store(url) as store:
        store.add_snapshot(snapshot)
    with open_store(f"sqlite:///file:{file}?mode=ro&uri=true") as store:
        assert store.snapshot(snapshot.key) == snapshot
        with pytest.raises(StorageError, match="may only be read; give this user the right"):
            store.add_failure(a_failure())


_READ = """
import os, sys
import configparser, alembic.config, alembic.script, sqlalchemy.dialects.sqlite  # not there for nobody
from monitor.errors import StorageError
from monitor.storage import open_store
from monitor.storage.backup import back_up
from pathlib import Path
from tests.builders import a_failure
if os.getuid() == 0:  # who may write everything
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
with open_store(sys.argv[1]) as store:
    print(store.counts()["snapshots"])
    try:
        store.add_failure(a_failure())
    except StorageError as error:
        print(error)
print(back_up(sys.argv[1], Path(sys.argv[2]), force=False).snapshots)
"""


@pytest.mark.parametrize(
    ("of_file", "of_folder", "written_to"),
    [
        pytest.param(0o444, 0o755, False, id="the file is another's"),
        pytest.param(0o644, 0o555, False, id="its folder is"),
        pytest.param(0o444, 0o555, False, id="both are"),
        pytest.param(0o444, 0o555, True, id="both are, and it is being written to"),
    ],
)
def test_what_we_have_no_right_to_write_is_opened_to_be_read(
    template: Path, of_file: int, of_folder: int, written_to: bool
) -> None:
    with TemporaryDirectory() as folder, TemporaryDirectory() as own:
        Path(own).chmod(0o777)
        file = Path(folder, "monitor.db")
        shutil.copyfile(template, file)
        with open_store(f"sqlite:///{file}") as store:
            store.add_snapshot(a_snapshot())
            if not written_to:
                store.close()
            for path in (file, *Path(folder).glob("monitor.db-*")):
                path.chmod(of_file)
            Path(folder).chmod(of_folder)
            reader = start(_READ, f"sqlite:///{file}", f"{own}/copy.db")
            out, err = reader.communicate(timeout=60)
        Path(folder).chmod(0o755)
    assert err == ""
    count, refusal, copied = out.splitlines()
    assert (count, copied) == ("1", "1")
    assert "may only be read; give this user the right to write the file and its folder" in refusal


@pytest.mark.parametrize(
    ("path", "message"),
    [
        pytest.param("no/such/folder/monitor.db", "cannot be opened", id="no such folder"),
        pytest.param("a-file/monitor.db", "cannot be opened", id="below a file"),
        pytest.param(".", "cannot be opened", id="a folder"),
    ],
)
def test_a_place_that_cannot_be(tmp_path: Path, path: str, message: str) -> None:
    (tmp_path / "a-file").touch()
    with pytest.raises(StorageError, match=message) as raised:
        open_store(f"sqlite:///{tmp_path / path}")
    assert str(tmp_path) in str(raised.value)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        pytest.param("monitor.db", "write sqlite:///monitor.db", id="a file name alone"),
        pytest.param("", "is no database address", id="nothing"),
        pytest.param("mysql://host/name", "keeps to SQLite and PostgreSQL", id="another kind"),
        pytest.param("sqlite://", "gone when the command ends", id="in memory"),
        pytest.param("sqlite:///:memory:", "gone when the command ends", id="in memory, named"),
        pytest.param("postgresql+nodriver://host/name", "driver", id="an unknown driver"),
    ],
)
def test_an_address_that_cannot_be(url: str, message: str) -> None:
    with pytest.raises(StorageError, match=message):
        open_store(url)


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("postgresql+nodriver://me:secret@host/name", id="an unknown driver"),
        pytest.param("postgres://me:secret@host/name", id="another kind"),
        pytest.param("postgresql//me:secret@host/name", id="mistyped"),
        pytest.param("me:secret@host/name", id="half of one"),
        pytest.param("postgresql://me:secret@host:one/name", id="a port in words"),
        pytest.param("postgresql://me:sec/ret@secret@host/name", id="signs that want an escape"),
        pytest.param("postgresql://me:se:cret@secret@host/name", id="more of them"),
        pytest.param("postgresql://me:secret@127.0.0.1:1/name", id="nobody there"),
        pytest.param("postgresql://127.0.0.1:1/name?password=secret", id="as a parameter"),
        pytest.param("postgresql:/127.0.0.1/name?password=secret&user=me", id="as one, mistyped"),
    ],
)
def test_a_password_is_not_shown(url: str) -> None:
    with pytest.raises(StorageError) as raised:
        open_store(url)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        pytest.param("sqlite:////a/my file.db", "sqlite:////a/my file.db", id="a file"),
        pytest.param(
            "postgresql://me:secret@host/name", "postgresql://me:***@host/name", id="a password"
        ),
        pytest.param(
            "postgresql://host/name?password=secret",
            "postgresql://host/name?password=%2A%2A%2A",
            id="as a parameter",
        ),
    ],
)
def test_an_address_as_it_is_printed(url: str, shown: str) -> None:
    assert shown_address(url) == shown


def test_a_mistake_of_ours_is_not_hidden(store: Store, file: Path) -> None:
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("DROP TABLE failure")
    with pytest.raises(Exception, match="no such table") as raised:
        store.failures()
    assert not isinstance(raised.value, StorageError)


def test_a_damaged_file(url: str, file: Path) -> None:
    with open_store(url) as store:
        store.add_snapshot(a_snapshot(body=os.urandom(200_000)))
    whole = bytearray(file.read_bytes())
    whole[4096:] = b"\xff" * (len(whole) - 4096)
    file.write_bytes(whole)
    with pytest.raises(StorageError, match="damaged"), open_store(url) as store:
        store.pending()


def stopped_half_way(store: Store) -> None:
    with store.transaction():
        failure_and_snapshot(store, a_snapshot())  # joins this transaction
        assert store.failures() == (a_failure(),)  # it sees its own writes
        raise KeyboardInterrupt


def test_a_transaction_is_whole_or_absent(store: Store) -> None:
    with pytest.raises(KeyboardInterrupt):
        stopped_half_way(store)
    assert store.counts()["snapshots"] == 0
    assert store.failures() == ()
    with store.transaction():
        store.add_failure(a_failure())
    assert store.failures() == (a_failure(),)


def test_a_question_that_ctrl_c_ends_gives_the_lock_back_at_once(url: str) -> None:
    """Not when the frames of the error are gone: until then we would wait for ourselves."""

    def interrupt(cursor: Any, statement: str, parameters: Any, context: object) -> None:
        if statement.startswith("SELECT"):
            cursor.execute(statement, parameters)
            raise KeyboardInterrupt

    with open_store(url, busy_timeout=0) as store:
        event.listen(store._engine, "do_execute", interrupt)
        try:
            with store.transaction():
                store.add_failure(a_failure())
                store.pending()
        except KeyboardInterrupt:
            event.remove(store._engine, "do_execute", interrupt)
            store.add_snapshot(a_snapshot())
        assert store.counts()["snapshots"] == 1
        assert store.failures() == ()


def test_a_read_inside_a_read_sees_the_same_moment(url: str) -> None:
    """On a connection of its own it would see another, and many threads would wait for ever."""
    with open_store(url) as store, open_store(url) as other:
        with store._reading() as connection:
            assert list(store.snapshot_keys()) == []
            other.add_snapshot(a_snapshot())
            with store._reading() as inner:
                assert inner is connection
            assert list(store.snapshot_keys()) == []
        assert len(list(store.snapshot_keys())) == 1


def test_each_thread_has_its_own_transaction(url: str) -> None:
    seen: list[int] = []
    with open_store(url, busy_timeout=30) as store:
        reader = threading.Thread(target=lambda: seen.append(len(store.failures())))
        with store.transaction():
            store.add_failure(a_failure())
            reader.start()
            reader.join()
    assert seen == [0]


KILLED = """
import sys
from monitor.storage import open_store
from tests.builders import *
store = open_store(sys.argv[1])
whole = keep_revision(store, a_revision(document="whole"))
keep_claims(store, a_claim(whole))
with store.transaction():
    half = keep_revision(store, a_revision(document="half"), body=bytes(range(256)) * 20_000)
    keep_claims(store, a_claim(half))
    store.put_claims(whole.key, [], {})
    print("now", flush=True)
    sys.stdin.readline()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill -9")
def test_killed_in_the_middle_of_writing(url: str) -> None:
    victim = start(KILLED, url)
    assert victim.stdout
    assert victim.stdout.readline() == "now\n", victim.stderr and victim.stderr.read()
    victim.kill()
    victim.communicate(timeout=60)
    assert victim.returncode == -signal.SIGKILL
    with open_store(url) as store:
        assert [revision.document for revision in store.revisions()] == ["whole"]
        assert [found.claim.document for found in store.claims()] == ["whole"]
        again = keep_revision(store, a_revision(document="half"))
        keep_claims(store, a_claim(again))
        assert store.counts()["claims"] == 2


def test_opening_loads_nothing_heavy(url: str) -> None:
    open_store(url).close()
    code = (
        "import sys; from monitor.storage import open_store; open_store(sys.argv[1]).close()\n"
        "print(sorted({'spacy', 'httpx', 'trafilatura', 'alembic'} & set(sys.modules)))"
    )
    out, err = start(code, url).communicate(timeout=60)
    assert (out.strip(), err) == ("[]", "")


def test_the_folder_alembic_does_not_hide_the_library() -> None:
    out, err = start("import alembic; print(bool(alembic.__version__))").communicate(timeout=60)
    assert (out.strip(), err) == ("True", "")


@pytest.mark.usefixtures("file")
def test_the_disk_is_waited_for_only_where_something_is_told(store: Store) -> None:
    """SQLite's own numbers: 1 is NORMAL, 2 is FULL (docs/decisions/0015)."""

    def waits(durable: bool) -> int:
        with store.transaction(durable=durable), store._reading() as connection:
            found: int = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
        return found

    assert [waits(durable) for durable in (False, True, False)] == [1, 2, 1]
