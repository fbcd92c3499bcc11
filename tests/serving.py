"""Servers that others wrote, each on a free port of loopback."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

# Seconds; far more than anything takes.
PATIENCE = 30


def free_port() -> int:
    """One that nobody listens on now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def serving(command: Sequence[str | Path], port: int) -> Iterator[None]:
    """The server runs as long as this lasts, and listens on that port from the beginning."""
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        try:
            _wait_for(port, running)
            yield
        finally:
            running.terminate()
            running.communicate(timeout=PATIENCE)


def _wait_for(port: int, running: subprocess.Popen[str]) -> None:
    for _ in range(PATIENCE * 10):
        assert running.poll() is None, running.communicate()[1]
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        try:
            running.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError(f"{running.args!r} does not listen")
