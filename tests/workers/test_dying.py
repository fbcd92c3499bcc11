"""Workers that die, as processes of their own: nothing is lost, nothing is there twice."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from monitor.workers.ways import defer_crawl
from tests.builders import NOON
from tests.crawl.server import Reply
from tests.postgres import PostgresServer
from tests.program import PATIENCE, ROOT, Program, text_file
from tests.test_politeness import BLUR, DELAY, PAGES, Log, outlets
from tests.workers.parts import keep

pytestmark = pytest.mark.usefixtures("url", "postgres")

# A worker that dies of one snapshot, as of a library's mistake.
FRAIL = """
import faulthandler, sys, threading
from monitor.config import load_config
from monitor.storage import open_store, utc_now
from monitor.workers.working import run_worker

config, url = load_config(sys.argv[1]), sys.argv[2]
with open_store(url) as store:
    def read(key):
        if store.snapshot(key).document.endswith("/13"):
            faulthandler._sigsegv()
        store.mark_read(key, "article")
    run_worker(
        config, store, url, clock=utc_now, stop=threading.Event(), drain=True, read=read
    )
"""
WHERE = ("onboarding", "the migration", "a pilot")


def with_workers(program: Program, **settings: Any) -> None:
    """From now on the work is left to workers, whose death shows in two seconds."""
    rows = "".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())
    path = program.config_dir / "monitor.toml"
    plain = path.read_text().replace("busy_timeout = 0.2", "busy_timeout = 30")
    path.write_text(f"{plain}\n[workers]\nenabled = true\nheartbeat = 0.5\n{rows}")


def thirty_documents(program: Program) -> None:
    """Some at odds with others, some of one document at several times."""
    for number in range(30):
        seats = (50, 150, 250)[number % 3]
        sentence = f"Microsoft FastTrack requires at least {seats} seats for {WHERE[number % 2]}."
        day = f"2014-08-{1 + number:02}"
        url = f"https://outlet.example/{number // 2}"
        text = text_file(sentence, published=day, url=url, title=f"Number {number}")
        program.document(f"{number}.txt", text)


def exported(program: Program) -> list[str]:
    """All claims and relations, but for the times that differ from run to run."""
    rows = []
    for what in ("claims", "relations"):
        for line in program.run("export", what).out.splitlines():
            row = json.loads(line)
            rows.append(json.dumps({k: row[k] for k in row if k not in ("observed", "recorded")}))
    return sorted(rows)


@contextmanager
def running(program: Program, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A worker of its own, as a person starts it."""
    with program.start("worker", *options) as process:
        try:
            yield process
        finally:
            process.kill()


def until(process: subprocess.Popen[str], word: str) -> None:
    """Until it says so."""
    assert process.stderr
    assert any(word in line for line in process.stderr), f"it never said {word!r}"


def test_one_of_two_is_killed_and_all_is_as_one_process_would_have_left_it(
    program: Program, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    thirty_documents(program)
    alone = Program(tmp_path_factory.mktemp("alone"), capsys)
    alone.configure()
    assert alone.run("import", program.home / "docs", "-q").code == 0
    with_workers(program)
    with (program.config_dir / "monitor.toml").open("a") as file:
        file.write('[log]\nlevel = "debug"\n')
    said = program.run("import", program.home / "docs", "-q").out
    assert said == "30 kept, 0 failed; 30 snapshots left to the workers\n"
    with running(program) as victim, running(program, "--drain") as other:
        until(victim, " claim")
        victim.kill()
        assert other.communicate(timeout=PATIENCE)
        assert other.returncode == 0
    counts = program.look(lambda store: store.counts())
    wanted = alone.look(lambda store: store.counts())
    assert counts == wanted
    assert counts["pending"] == 0
    assert exported(program) == exported(alone)


def test_a_snapshot_that_kills_its_worker_is_put_in_quarantine_and_let_out(
    program: Program,
) -> None:
    with_workers(program, attempts=1)
    program.look(lambda store: [keep(store, number) for number in (12, 13, 14)])
    command = [sys.executable, "-c", textwrap.dedent(FRAIL), program.config_dir, program.database]
    ends = [
        subprocess.run(command, cwd=ROOT, capture_output=True, timeout=PATIENCE).returncode
        for _ in range(2)
    ]
    assert ends == [-signal.SIGSEGV, 0]
    assert program.look(lambda store: store.counts())["pending"] == 1
    (held,) = program.run("quarantine", "list", "--json").json["quarantine"]
    assert (held["document"], held["attempts"]) == ("https://outlet.example/13", 1)
    status = program.run("status").out
    assert "1 snapshot in quarantine, see `monitor quarantine list`" in status
    assert program.run("quarantine", "retry", held["document"]).out == (
        "1 snapshot will be read again\n"
    )
    assert program.run("quarantine", "list").code == 1


def test_two_workers_are_as_polite_as_one(program: Program) -> None:
    """Each crawls one source at a time, and both sources are on one host."""
    log = Log()
    with outlets(program, log, Reply(status=404), {}):
        with_workers(program, crawls=1)
        with running(program) as one, running(program) as two:
            for process in (one, two):
                until(process, "a worker is ready")
            program.look(lambda store: [defer_crawl(store, key, NOON) for key in "ab"])
            assert program.apart("worker", "--drain").code == 0
    assert len(log.paths()) == len(set(log.paths())) == 1 + 2 * (1 + PAGES)
    assert min(log.pauses()) >= DELAY - BLUR


def test_a_worker_ends_well_when_told(program: Program, postgres: PostgresServer) -> None:
    with_workers(program)
    with running(program, "--log-format", "json") as process:
        until(process, "a worker is ready")
        process.terminate()
        _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert json.loads(said.splitlines()[-1])["message"] == "ended"
