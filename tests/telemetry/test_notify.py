"""What systemd is told, over a real socket."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from monitor.telemetry.notify import Notifier

OURS = str(os.getpid())


@contextmanager
def ear(address: str) -> Iterator[socket.socket]:
    """A manager's socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(address)
        listening.settimeout(10)
        yield listening


@pytest.mark.parametrize("kind", ["path", "abstract"])
def test_each_message_is_a_datagram_of_lines(tmp_path: Path, kind: str) -> None:
    name = f"monitor-test-{OURS}"
    address = "\0" + name if kind == "abstract" else str(tmp_path / name)
    with ear(address) as listening:
        notifier = Notifier({"NOTIFY_SOCKET": address.replace("\0", "@")})
        notifier.ready("3 sources\nWATCHDOG=0")
        notifier.alive()
        notifier.status("not well")
        notifier.stopping()
        got = [listening.recv(4096).decode() for _ in range(4)]
    assert got == [
        "READY=1\nSTATUS=3 sources WATCHDOG=0",  # no line of its own
        "WATCHDOG=1",
        "STATUS=not well",
        "STOPPING=1\nSTATUS=ending",
    ]


@pytest.mark.parametrize(
    "environ",
    [
        pytest.param({}, id="nobody asked"),
        pytest.param({"NOTIFY_SOCKET": "/nowhere/at/all"}, id="nobody listens any more"),
    ],
)
def test_where_nobody_listens_nothing_happens(environ: dict[str, str]) -> None:
    Notifier(environ).ready("3 sources")


WATCHDOGS = [
    pytest.param({"WATCHDOG_USEC": "60000000"}, 30, id="half of a minute"),
    pytest.param({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": OURS}, 30, id="meant for us"),
    pytest.param({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "1"}, None, id="for another"),
    pytest.param({}, None, id="none"),
    pytest.param({"WATCHDOG_USEC": "0"}, None, id="switched off"),
    pytest.param({"WATCHDOG_USEC": "soon"}, None, id="nonsense"),
]


@pytest.mark.parametrize(("environ", "seconds"), WATCHDOGS)
def test_it_is_pinged_at_half_its_time(environ: dict[str, str], seconds: float | None) -> None:
    assert Notifier({"NOTIFY_SOCKET": "@x", **environ}).ping_every == seconds


def test_without_a_socket_there_is_no_watchdog() -> None:
    assert Notifier({"WATCHDOG_USEC": "60000000"}).ping_every is None
