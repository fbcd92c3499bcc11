"""The `monitor` command. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from monitor.errors import MonitorError

_INTERRUPTED = 130  # what typer makes of Ctrl-C: 128 and the number of SIGINT
# These may stand anywhere on the line: before the command or after it.
_EVERYWHERE = ("--database", "--config")
_FLAGS_EVERYWHERE = ("--no-pager",)
# New objects until Python looks for rings of dead ones. What is imported lives on: at Python's 700,
# looking through it over and over takes a tenth of a short command's time.
_LOOK_FOR_RINGS = 10_000


def hoist(arguments: list[str]) -> list[str]:
    """Put the options that belong to every command in front, wherever they were written."""
    front: list[str] = []
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            return [*front, *rest, word, *words]
        if word in _FLAGS_EVERYWHERE:
            front.append(word)
            continue
        name, equals, _ = word.partition("=")
        if name not in _EVERYWHERE:
            rest.append(word)
        elif equals:
            front.append(word)
        elif (value := next(words, None)) is not None:
            front += [word, value]
        else:
            return [word]  # alone it is told that its value is missing
    return [*front, *rest]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; every expected error becomes one line and an exit code."""
    from monitor.cli.app import command

    gc.set_threshold(_LOOK_FOR_RINGS)
    _write_what_the_terminal_can_show()
    try:
        words = hoist(list(sys.argv[1:] if arguments is None else arguments))
        command()(args=words, prog_name="monitor")
    except MonitorError as error:
        from monitor.plain import clean_text

        sys.stderr.write(f"monitor: {clean_text(str(error))}\n")
        sys.exit(error.exit_code)
    except SystemExit as end:
        if end.code == _INTERRUPTED:
            sys.stderr.write(
                "monitor: stopped; what was stored stays, and the same command may be given again\n"
            )
        raise
    finally:
        _leave_standard_error()


def _leave_standard_error() -> None:
    """Nobody may read it any more: what is left in it is no error of work well done."""
    try:
        sys.stderr.flush()
    except BrokenPipeError:
        from monitor.cli.output import forget

        forget(sys.stderr.fileno())


def _write_what_the_terminal_can_show() -> None:
    """A sign the terminal has no code for becomes an escape, and no error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
