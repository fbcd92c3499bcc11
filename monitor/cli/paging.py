"""Long output in the terminal's pager, as git does; short output and pipes as they are."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator

# -R lets colours through and no other escape. Set whatever the user's own LESS says, for with
# -r in it a stranger's escapes would reach the terminal if ever one slipped through to here.
# LESSSECURE keeps the pager from running commands, an editor or a LESSOPEN filter.
_SAFE = {"LESS": "-R", "LESSSECURE": "1", "LV": "-c"}
_PAGERS = ("less", "more")


class _Screen(io.StringIO):
    """Collects what goes to the terminal, and is taken for it."""

    def __init__(self, terminal: io.TextIOBase) -> None:
        super().__init__()
        self._terminal = terminal

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """What the terminal can show."""
        return getattr(self._terminal, "encoding", None) or "utf-8"

    def isatty(self) -> bool:
        """Colours and width are those of the terminal behind it."""
        return True

    def fileno(self) -> int:
        """Of the terminal behind it."""
        return self._terminal.fileno()


@contextlib.contextmanager
def paged(wanted: bool) -> Iterator[None]:
    """What is printed inside goes through the pager where it is longer than the terminal.

    Where output is no terminal, where none is `wanted`, and where $PAGER is
    empty or cat, nothing comes between.
    """
    command = _pager() if wanted and sys.stdout.isatty() and sys.stdin.isatty() else None
    if command is None:
        yield
        return
    terminal = sys.stdout
    screen = _Screen(terminal)  # type: ignore[arg-type]
    try:
        with contextlib.redirect_stdout(screen):
            yield
    finally:
        text = screen.getvalue()
        longer = text.count("\n") >= shutil.get_terminal_size().lines
        if not (longer and _show(command, text, screen.encoding)):
            terminal.write(text)
            terminal.flush()


def _pager() -> list[str] | None:
    """The command of the user's pager; None where there is none, or no wish for one."""
    named = os.environ.get("PAGER")
    if named is None:
        return next(([found] for name in _PAGERS if (found := shutil.which(name))), None)
    try:
        words = shlex.split(named)
    except ValueError:  # a quotation mark that is not closed
        return None
    return words if words and words != ["cat"] else None


def _show(command: list[str], text: str, encoding: str) -> bool:
    """Hand the text to the pager, and wait until it is left; False where it cannot be started."""
    try:
        pager = subprocess.Popen(  # noqa: S603 - the user's own pager, without a shell
            command, stdin=subprocess.PIPE, env=os.environ | _SAFE
        )
    except OSError:
        return False
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):  # left before the end
        pager.communicate(text.encode(encoding, "backslashreplace"))
    while True:  # Ctrl-C is the pager's: it stops a search, and not us
        try:
            pager.wait()
        except KeyboardInterrupt:
            continue
        return True
