"""How commands print: tables for people, JSON for programs, no stranger's words unsafely."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from monitor.errors import OutputError
from monitor.plain import clean_text, one_line, visible_json

# Raised when a key of some --json output changes its meaning or goes.
JSON_SCHEMA = 1
# Wide enough for a table when nobody watches: a pipe has no width of its own.
_PIPED_WIDTH = 120


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to `standard_output`: rich would end the process with an error's code."""
        raise BrokenPipeError


@contextlib.contextmanager
def standard_output() -> Iterator[None]:
    """Around all that is printed.

    Ends the command well where the reader (a pager, head) has seen enough.
    Raises OutputError where a file it goes to cannot be written.
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _forget(sys.stdout.fileno())
        raise typer.Exit(0) from None
    except OSError as error:
        _forget(sys.stdout.fileno())
        raise OutputError(f"standard output cannot be written ({error.strerror})") from error


def _forget(descriptor: int) -> None:
    """What is still to be written there goes nowhere, or Python would try again at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def console(*, stderr: bool = False) -> Console:
    """A console that breaks no words of ours into markup; plain when piped."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _PIPED_WIDTH
    return _Console(
        stderr=stderr, highlight=False, markup=False, emoji=False, width=width, soft_wrap=False
    )


def print_json(name: str, rows: Any) -> None:
    """One JSON object: the schema's number, and the rows under their name."""
    text = json.dumps({"schema": JSON_SCHEMA, name: rows}, ensure_ascii=False, indent=1)
    with standard_output():
        print(visible_json(text))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table as wide as the terminal; long cells wrap."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in ("Said", "Id"))
    for row in rows:
        table.add_row(*[Text(one_line(cell)) for cell in row])
    with standard_output():
        console().print(table)


def print_text(text: str, style: str | None = None) -> None:
    """Text that may hold a stranger's words."""
    with standard_output():
        console().print(Text(clean_text(text), style=style or ""))


def progress_line(quiet: bool) -> Callable[[str], None]:
    """Tells of long work on standard error, so that output stays clean; silent where asked."""
    if quiet:
        return lambda line: None
    out = console(stderr=True)

    def tell(line: str) -> None:
        with contextlib.suppress(OSError):  # nobody listens; the work goes on
            out.print(Text(one_line(line), style="dim"), soft_wrap=True)

    return tell


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that has its name only once all is written: what broke off cannot look whole.

    Raises OutputError.
    """
    target = path.resolve()  # the file behind a link, and not the link, is replaced
    if target.exists() and not target.is_file():
        raise OutputError(f"{path}: not a file; name another")
    part = target.with_name(f".{target.name[:200]}.{os.getpid()}.part")
    try:
        with part.open("w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with contextlib.suppress(OSError):  # there is none where all went well
            part.unlink(missing_ok=True)


def unwritable(path: Path, error: OSError) -> OutputError:
    """What to raise where a file for the user cannot be written."""
    return OutputError(f"{path}: cannot be written ({error.strerror}); name another file")
