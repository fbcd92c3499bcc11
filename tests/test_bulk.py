"""Much is read in several processes as it is in one, and a kill at any moment costs nothing."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from monitor.config import load_config
from monitor.export import claim_lines, relation_lines
from monitor.pipeline import import_paths, reread
from monitor.storage import Store, open_store
from tests.builders import NOON
from tests.postgres import PostgresServer
from tests.program import MINIMUM, PATIENCE, ROOT, Program, a_mail, article, text_file
from tests.test_children import gone

# When it was seen or written differs from run to run; nothing else may.
_TIMES = re.compile(r'"(observed|recorded)": "[^"]*"|"(id|revision|a|b)": ("[^"]*"|\[[^]]*\])')


def noon() -> datetime:
    return NOON


def documents(folder: Path) -> Path:
    """Texts at odds, one that is there twice, mails, and what cannot be read or holds nothing."""
    folder.mkdir()
    for number, seats in enumerate((150, 250, 150, 50, 150, 300)):
        said = MINIMUM.replace("150", str(seats))
        header = {"url": f"https://outlet{number}.example/1", "publisher": f"Outlet {number}"}
        day = f"2014-08-{number + 1:02}"
        (folder / f"{number}.txt").write_text(text_file(said, published=day, **header), "utf-8")
        if seats == 150:  # the same text once more, from other bytes
            again = text_file(said, published=day, author="A. Writer", **header)
            (folder / f"{number} again.txt").write_text(again, "utf-8")
    (folder / "page.html").write_bytes(article("It is free of charge with FastTrack.").body)
    (folder / "empty.html").write_bytes(b"<html></html>")
    (folder / "random.html").write_bytes(bytes(range(256)) * 40)
    (folder / "mail.eml").write_bytes(
        a_mail("Microsoft lowered the FastTrack minimum to 20 seats.")
    )
    (folder / "nothing.eml").write_bytes(b"\0" * 300)
    return folder


def kept(store: Store) -> list[str]:
    """Everything that reading gives, with all times and ids."""
    config = load_config(str(ROOT / "config"))
    lines = [*claim_lines(store, config), *relation_lines(store, config)]
    lines += [repr(revision) for revision in store.revisions()]
    lines += [repr(sorted(f.message for f in store.failures()))]
    snapshots = (
        snapshot
        for document in store.documents_read()
        for snapshot in store.kept_snapshots(document)
    )
    return [*lines, *map(repr, snapshots), repr(store.counts())]


def test_several_processes_give_what_one_gives(
    url: str, postgres: PostgresServer, tmp_path: Path
) -> None:
    """Imported and read again, on a server by several and in a file by one: byte for byte."""
    config, folder = load_config(str(ROOT / "config")), documents(tmp_path / "documents")
    found = []
    for where, processes in ((f"sqlite:///{tmp_path / 'one.db'}", 1), (url, 2)):
        with open_store(where, clock=noon) as store:
            told: list[str] = []
            import_paths(
                config, store, [folder], clock=noon, progress=told.append, processes=processes
            )
            read = kept(store)
            report = reread(config, store, clock=noon, everything=True, processes=processes)
            found.append((told, read, report.counts(), kept(store)))
    assert found[1] == found[0]
    assert len([line for line in found[0][1] if '"contradiction"' in line]) > 0


def children_of(pid: int) -> list[int]:
    """The processes that read for this one; beside them Python has one that looks after them."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return [
        child
        for child in map(int, listed)
        if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]


def settled(program: Program) -> list[str]:
    lines = []
    for what in ("claims", "relations"):
        lines += program.run("export", what).out.splitlines()
    return sorted(_TIMES.sub("", line) for line in lines)


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "Ctrl-C"])
def test_a_stopped_import_leaves_no_process_and_goes_on(
    program: Program, tmp_path: Path, sign: signal.Signals
) -> None:
    """Stopped when the first text was written, with others under way."""
    folder = documents(tmp_path / "documents")
    words = ("import", folder, "--processes", "2")
    # A group of its own: Ctrl-C at a terminal reaches all of its processes.
    with program.start(*words, start_new_session=True) as started:
        assert started.stderr
        assert any(" claim" in line for line in started.stderr)
        children = children_of(started.pid)
        if sign == signal.SIGKILL:
            started.kill()
        else:
            os.killpg(started.pid, sign)
        rest = started.stderr.read()
    assert "Traceback" not in rest
    assert all(gone(child) for child in children)
    assert program.run(*words[:2], "--json").code in (0, 65)
    stopped = settled(program)
    program.file.unlink()
    program.run(*words[:2])
    assert stopped == settled(program)


def waiting(connection: psycopg.Connection[Any]) -> int:
    """How many wait for a lock."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    row = connection.execute(asked).fetchone()
    return row[0] if row else 0


def lives_on(process: subprocess.Popen[str]) -> None:
    """Gives a process a moment, in which it does not end."""
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.05)


def test_a_document_that_ends_two_processes_is_left_out_and_the_others_are_read(
    program: Program, url: str, postgres: PostgresServer, tmp_path: Path
) -> None:
    """The children are killed while they wait for bytes that are held, as if these had done it."""
    program.write("monitor.toml", f"[storage]\nbusy_timeout = {PATIENCE}\n")
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in ("a", "b", "c", "d", "e"):
        (folder / f"{name}.txt").write_text(text_file(MINIMUM, publisher=name), "utf-8")
    program.run("import", folder, "--processes", "1")
    with psycopg.connect(url) as holder, psycopg.connect(url, autocommit=True) as looker:
        holder.execute("LOCK TABLE body IN ACCESS EXCLUSIVE MODE")
        rereading = program.start("reread", "--all", "--processes", "2", "--json")
        dead = 0
        for _ in range(2):
            while waiting(looker) < dead + 2:
                lives_on(rereading)
            for child in children_of(rereading.pid):
                os.kill(child, signal.SIGKILL)
            dead += 2  # the server learns of their end when they get their lock
        while waiting(looker) < dead + 1:
            lives_on(rereading)
    result = program.wait(rereading)
    assert result.code == 65
    told = json.loads(result.out)["reread"]
    assert [failure["document"] for failure in told["failures"]] == ["a", "b"]
    assert "ended 2 processes, the last by signal 9" in told["failures"][0]["message"]
    assert (told["documents"], told["claims_gone"]) == (5, 0)
