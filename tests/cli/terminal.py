"""A command at a pseudo-terminal of its own, read as its user would."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.program import PATIENCE, Program, Result, environment

CLEAR = b"\x1b[2J"
_AGAIN = 5  # seconds after which a person presses Ctrl-C once more
# What rich may send: colours, and the cursor to its place on a cleared screen.
_STYLE = re.compile(rb"\x1b\[[0-9;]*[mHJ]")


class Terminal:
    """The master's side of it."""

    def __init__(self, descriptor: int, process: subprocess.Popen[str]) -> None:
        self._descriptor = descriptor
        self.process = process
        self.output = b""

    def resize(self, columns: int, lines: int) -> None:
        """As when its user drags the window."""
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    @property
    def screen(self) -> str:
        """What stands there since it was cleared last, without colours."""
        seen = self.output.rpartition(CLEAR)[2]
        return _STYLE.sub(b"", seen).decode(errors="replace").replace("\r", "")

    def shows(self, words: str) -> str:
        """Reads until these words stand there, however they are wrapped; gives the screen."""
        end = time.monotonic() + PATIENCE
        while words not in " ".join(self.screen.split()):
            assert self._read(end), f"{words!r} never came; there is:\n{self.screen}"
        return self.screen

    def press(self, key: str, *, shows: str) -> str:
        """One key, once the program waits for one; what it then shows."""
        self._until_raw(raw=True)
        self.output += CLEAR  # so that what stood there before is not taken for the answer
        os.write(self._descriptor, key.encode())
        return self.shows(shows)

    def type(self, line: str, *, shows: str) -> str:
        """A line and Enter, where a line is asked for."""
        self._until_raw(raw=False)
        os.write(self._descriptor, f"{line}\n".encode())
        return self.shows(shows)

    def write(self, keys: bytes) -> None:
        """Typed at once, whoever reads them, once something is shown."""
        self._read(time.monotonic() + PATIENCE)
        os.write(self._descriptor, keys)

    def interrupt(self) -> None:
        """Ctrl-C where a line is asked for; again where Python was just about to read it."""
        self._until_raw(raw=False)
        for _ in range(int(PATIENCE / _AGAIN)):
            self.process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(_AGAIN)
                return

    def end(self) -> int:
        """Its exit code, once it has ended and all was read."""
        end = time.monotonic() + PATIENCE
        while self._read(end):
            pass
        return self.process.wait(PATIENCE)

    def _read(self, end: float) -> bool:
        """Some more of it; False at its end, or where nothing came for too long."""
        ready, _, _ = select.select([self._descriptor], [], [], max(0, end - time.monotonic()))
        if not ready:
            return False
        try:
            part = os.read(self._descriptor, 65536)
        except OSError:  # the program has closed its side
            return False
        self.output += part
        return bool(part)

    def _until_raw(self, *, raw: bool) -> None:
        """Its keys are read one by one, or not any more: what comes before that is thrown away."""
        end = time.monotonic() + PATIENCE
        while bool(termios.tcgetattr(self._descriptor)[3] & termios.ICANON) is raw:
            assert time.monotonic() < end, "it never waited"
            os.sched_yield()


@contextmanager
def at_terminal(
    program: Program,
    *arguments: str | Path,
    columns: int = 80,
    lines: int = 24,
    stdout: IO[str] | None = None,
    **variables: str,
) -> Iterator[Terminal]:
    """The command with the terminal as its own, so that Ctrl-C and resizing reach it."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    env = environment(TERM="xterm", PYTHONIOENCODING="utf-8", **variables)
    for name in ("COLUMNS", "LINES", "NO_COLOR"):
        if name not in variables:
            env.pop(name, None)

    def own() -> None:
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    process = program.start(
        *arguments, stdin=slave, stdout=stdout or slave, stderr=slave, env=env, preexec_fn=own
    )
    os.close(slave)
    terminal = Terminal(master, process)
    try:
        yield terminal
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)
        os.close(master)


def on_terminal(
    program: Program,
    *command: str,
    keys: bytes = b"",
    columns: int = 80,
    stdout: IO[str] | None = None,
    **variables: str,
) -> Result:
    """Run a command in a terminal to its end; what it was sent, in one, stands in `out`.

    But for its output where `stdout` names another place for it.
    """
    with at_terminal(program, *command, columns=columns, stdout=stdout, **variables) as terminal:
        if keys:
            terminal.write(keys)
        code = terminal.end()
        shown = terminal.output.decode("utf-8", "replace")
    return Result(code, shown.replace("\r\n", "\n"), "")
