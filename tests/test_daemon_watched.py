"""The daemon as its service manager and its operators see it: a real process, a real socket."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.daemon.bench import Bench
from monitor.daemon.pulse import Pulse
from monitor.daemon.serving import health
from monitor.storage import open_store
from monitor.telemetry.tally import Tally
from tests.program import PATIENCE, ROOT, Program, environment


@pytest.fixture
def ear(tmp_path: Path) -> Iterator[socket.socket]:
    """The manager's socket, at `notify`."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(PATIENCE)
        yield listening


def hear(ear: socket.socket, wanted: str) -> None:
    """Wait for a datagram that begins so."""
    while not ear.recv(4096).decode().startswith(wanted):
        pass


def watched_by(folder: Path, seconds: float) -> dict[str, str]:
    """The environment a manager gives, with a watchdog that barks after that."""
    return environment(
        NOTIFY_SOCKET=str(folder / "notify"), WATCHDOG_USEC=str(round(seconds * 1_000_000))
    )


@contextmanager
def started(program: Program, *options: str, **changes: Any) -> Iterator[subprocess.Popen[str]]:
    process = program.start("run", *options, stderr=subprocess.PIPE, **changes)
    with process:
        try:
            yield process
        finally:
            process.kill()


def logged(process: subprocess.Popen[str], word: str) -> dict[str, Any]:
    """The first record of the log whose message has that word; all before it are JSON too."""
    assert process.stderr is not None
    for line in process.stderr:
        row: dict[str, Any] = json.loads(line)
        if word in row["message"]:
            return row
    raise AssertionError(f"it ended without {word!r}")


def got(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_the_manager_is_told_of_its_life(program: Program, ear: socket.socket) -> None:
    with started(program, env=watched_by(program.home, 0.2)) as process:
        hear(ear, "READY=1\nSTATUS=0 sources")
        for _ in range(3):
            hear(ear, "WATCHDOG=1")
        process.send_signal(signal.SIGTERM)
        hear(ear, "STOPPING=1")
        assert process.wait(PATIENCE) == 0


@pytest.mark.usefixtures("url")
def test_it_answers_while_it_runs_and_its_log_is_json(program: Program) -> None:
    options = ("--listen", "127.0.0.1:0", "--log-format", "json")
    with started(program, *options) as process:
        url = logged(process, "listening on")["message"].rpartition(" ")[2]
        logged(process, "started: 0 sources")
        assert got(f"{url}/healthz") == (200, '{"well": true, "troubles": []}\n')
        status, text = got(f"{url}/metrics")
        assert status == 200
        names = {line.split("{")[0].split(" ")[0] for line in text.splitlines()}
        assert {"monitor_claims", "monitor_jobs_started_total"} <= names
        assert {"monitor_database_bytes", "process_resident_memory_bytes"} <= names
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0


def test_its_database_is_not_replaced_while_it_runs(program: Program) -> None:
    """Idle or not: it keeps the file open."""
    backup = program.home / "b.db"
    program.run("status")
    assert program.run("backup", backup, "-q").code == 0
    with started(program, "--log-format", "json") as process:
        logged(process, "started")
        assert program.run("backup", backup, "--force", "-q").code == 0
        assert program.run("restore", backup, "--force").code == 75
        process.kill()
        process.wait(PATIENCE)
    assert program.run("restore", backup, "--force").code == 0


def test_a_place_that_is_taken_ends_it_at_once(program: Program) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        place = f"127.0.0.1:{other.getsockname()[1]}"
        result = program.apart("run", "--listen", place)
    assert result.code == 78
    assert "cannot be listened on" in result.err


@pytest.mark.parametrize("place", ["0.0.0.0:9464", "10.0.0.1:9464", "localhost:9464", "9464"])
def test_it_listens_on_this_machine_alone(program: Program, place: str) -> None:
    assert program.run("run", "--listen", place).code == 2
    with (program.config_dir / "monitor.toml").open("a") as file:
        file.write(f'[serve]\nlisten = "{place}"\n')
    result = program.run("config", "check")
    assert result.code == 78
    assert "not an address of this machine alone" in result.err


# Its only crawl neither ends nor shows a sign of life.
HANGS = """
    import sys, threading
    from datetime import UTC, datetime, timedelta
    from monitor.daemon import run_daemon, stop_on_signals
    from monitor.storage import open_store
    from tests.digest.parts import a_config, a_source

    run_daemon(
        a_config(a_source(), readers=[]),
        lambda: open_store(sys.argv[1]),
        clock=lambda: datetime.now(UTC),
        stop=stop_on_signals(),
        crawl=lambda *_, **__: threading.Event().wait(),
        patience=timedelta(seconds=float(sys.argv[2])),
    )
"""


def test_a_job_that_hangs_ends_the_pings(program: Program, ear: socket.socket) -> None:
    """What barks then is the watchdog: systemd ends the daemon, and starts a new one."""
    command = [sys.executable, "-c", textwrap.dedent(HANGS), program.database, "0.5"]
    with subprocess.Popen(command, env=watched_by(program.home, 0.2), cwd=ROOT) as process:
        try:
            hear(ear, "WATCHDOG=1")
            hear(ear, "STATUS=crawl:outlet has shown no sign of life for 0:00:00.5")
            ear.settimeout(1)  # ten times as long as between two pings
            with pytest.raises(TimeoutError):
                hear(ear, "WATCHDOG=1")
        finally:
            process.kill()


def a_pulse(tally: Tally, *benches: Bench, patience: float = 3600) -> Pulse:
    return Pulse(benches, tally, timedelta(seconds=patience))


def test_health_gives_the_reasons(tmp_path: Path) -> None:
    tally, stop = Tally(lambda: 0.0), threading.Event()
    bench = Bench("crawl", 1, stop, tally)
    tally.begin("crawl:outlet")
    well, url = a_pulse(tally, bench), f"sqlite:///{tmp_path / 'monitor.db'}"
    answer = health(well, lambda: open_store(url))
    assert (answer.status, json.loads(answer.body)) == (200, {"well": True, "troubles": []})
    # No thread, a job that began at 0 and is silent for -1 seconds, and a folder for a database.
    bench.end()
    assert bench.join(time.monotonic() + PATIENCE)
    ill = a_pulse(tally, bench, patience=-1)
    answer = health(ill, lambda: open_store(f"sqlite:///{tmp_path}"))
    assert answer.status == 503
    troubles = json.loads(answer.body)["troubles"]
    assert [line.split(" ")[0] for line in troubles] == ["no", "crawl:outlet", "the"]
    assert "the database does not answer" in troubles[-1]


def test_a_scheduler_that_is_dead_is_noticed() -> None:
    now = [0.0]
    pulse = Pulse((), Tally(), timedelta(hours=1), lambda: now[0])
    now[0] = 50
    assert pulse.troubles() == []
    now[0] = 100
    trouble = ["the scheduler has not run for more than 60 seconds"]
    assert pulse.troubles() == trouble
    now[0] = 200
    assert pulse.troubles() == trouble, "in the same words, which are logged once"
    pulse.tick()
    assert pulse.troubles() == []
