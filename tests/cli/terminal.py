"""A real terminal for a command: of some size, with keys typed into it."""

from __future__ import annotations

import errno
import fcntl
import os
import pty
import struct
import termios

from tests.program import PATIENCE, Program, Result, environment


def on_terminal(
    program: Program,
    *command: str,
    columns: int = 80,
    lines: int = 24,
    keys: bytes = b"",
    **variables: str,
) -> Result:
    """Run a command in a terminal to its end; `keys` are typed once something is shown.

    What the terminal was sent, in one, stands in `out`.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    env = environment(TERM="xterm", PYTHONIOENCODING="utf-8", **variables)
    for name in ("COLUMNS", "LINES", "NO_COLOR"):
        if name not in variables:
            env.pop(name, None)
    started = program.start(
        *command, stdin=theirs, stdout=theirs, stderr=theirs, env=env, start_new_session=True
    )
    os.close(theirs)
    shown = b""
    while part := _read(ours):
        shown += part
        if keys:
            os.write(ours, keys)
            keys = b""
    code = started.wait(PATIENCE)
    os.close(ours)
    return Result(code, shown.decode("utf-8", "replace").replace("\r\n", "\n"), "")


def _read(terminal: int) -> bytes:
    """What was sent to it; nothing once nobody holds its other end any more."""
    try:
        return os.read(terminal, 65536)
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        return b""
