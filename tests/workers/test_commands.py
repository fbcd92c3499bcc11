"""What the commands do where the work is left to workers, and where it cannot be."""

from __future__ import annotations

import threading

import psycopg
import pytest

from monitor.daemon import run_daemon
from monitor.storage import open_store
from tests.digest.parts import a_config, a_source
from tests.program import PATIENCE, Program
from tests.workers.parts import Clock, Queue, shared

ENABLED = "[workers]\nenabled = true\n"


@pytest.mark.usefixtures("from_nothing")
@pytest.mark.parametrize(
    "words",
    [("run",), ("worker",), ("crawl",), ("status",)],
    ids=["run", "worker", "crawl", "or any other"],
)
def test_there_are_no_workers_on_a_file(program: Program, words: tuple[str, ...]) -> None:
    program.write("monitor.toml", ENABLED)
    refused = program.run(*words)
    assert refused.code == 78
    assert "workers share a PostgreSQL database" in refused.err
    assert not program.file.exists()


def test_a_worker_that_nobody_asked_for(program: Program) -> None:
    refused = program.run("worker")
    assert refused.code == 78
    assert "set enabled = true under [workers]" in refused.err


@pytest.mark.usefixtures("url", "postgres")
def test_status_says_that_work_waits_for_nobody(program: Program) -> None:
    program.write("monitor.toml", ENABLED)
    path = program.document("page.txt", "publisher: The Outlet\ntitle: Who\n---\nSome words.")
    said = program.run("import", path, "-q")
    assert said.out == "1 kept, 0 failed; 1 snapshot left to the workers\n"
    told = program.run("status").out
    assert "no worker runs: start one with `monitor worker`" in told
    work = program.run("status", "--json").json["status"]["work"]
    assert (work["waiting"], work["doing"], work["alive"]) == ({}, {}, False)


def test_the_daemon_defers_what_is_due(url: str, queue: Queue) -> None:
    clock, stop = Clock(), threading.Event()
    config = shared(a_config(a_source()))
    open_store(url).close()
    with psycopg.connect(url, autocommit=True) as ear:
        ear.execute("LISTEN procrastinate_any_queue_v1")
        thread = threading.Thread(
            target=run_daemon,
            args=(config, lambda: open_store(url, clock=clock)),
            kwargs={"clock": clock, "stop": stop},
        )
        thread.start()
        heard = list(ear.notifies(timeout=PATIENCE, stop_after=3))
        stop.set()
        thread.join(PATIENCE)
    assert len(heard) == 3
    assert sorted(task for task, _, _ in queue.jobs()) == ["crawl", "digests", "messages"]
