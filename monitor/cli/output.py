"""How commands print: tables for people, JSON for programs, no stranger's words unsafely."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from monitor.errors import OutputError
from monitor.plain import clean_text, json_answer, one_line
from monitor.progress import Progress, silent
from monitor.types import Failure
from monitor.whole import write_whole

# Wide enough for a table when nobody watches: a pipe has no width of its own.
_PIPED_WIDTH = 120
# A column narrower than this breaks every word; below it a row becomes a block of lines.
_NARROWEST_COLUMN = 14
# Two columns beside a name hold few whole words in less.
_NARROWEST_BESIDE = 60
# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
        forget(sys.stdout.fileno())
        raise typer.Exit(0) from None
    except OSError as error:
        forget(sys.stdout.fileno())
        raise OutputError(f"standard output cannot be written ({error.strerror})") from error


def write_lines(lines: Iterable[str], output: Path | None) -> None:
    """Each line as soon as it is there; to standard output where no file is named.

    A file has its name once all are in it, so one of them may be what they are
    made from. Raises OutputError.
    """
    if output is not None:
        write_whole(output, (f"{line}\n" for line in lines))
        return
    with standard_output():
        for line in lines:
            print(line, flush=True)


def forget(descriptor: int) -> None:
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
    with standard_output():
        print(json_answer(name, rows))


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Rows as RFC 4180 has them; a cell that a spreadsheet would run as a formula gets a '."""
    with standard_output():
        # Python would turn \r\n into \r\r\n where a line ends in \r\n already.
        lines = io.StringIO(newline="")
        writer = csv.writer(lines)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_no_formula(one_line(cell)) for cell in row])
        sys.stdout.write(lines.getvalue())


def _no_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table as wide as the terminal; long cells wrap, and where all would, rows are blocks."""
    cells = [[one_line(cell) for cell in row] for row in rows]
    if console().width < _least_width(columns, cells):
        _print_blocks(columns, cells)
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for place, column in enumerate(columns):
        whole = _whole_words(cells, place) if column in _WHOLE else None
        most = _MOST.get(column, whole)
        table.add_column(column, overflow="fold", min_width=whole, max_width=most)
    _print_rows(table, cells)


# Columns that are copied from, so no word of theirs is broken.
_WHOLE = ("Said", "Last said", "Id")
# "edited, seen", above the day.
_LEAST_DATED = 12
# Columns that leave room for the words that were said.
_MOST = {"Who": 20, "Outlet": 16, "Value": 20}


def _whole_words(rows: Sequence[Sequence[str]], place: int) -> int:
    """The width in which no word of a column is broken, and few lines are taken."""
    words = [word for row in rows for word in row[place].split()]
    several = any(" " in row[place] for row in rows)
    return max([*map(cell_len, words), _LEAST_DATED if several else 0])


def _print_rows(table: Table, rows: Iterable[Sequence[str]]) -> None:
    """Without the blanks that fill up a line, where a program reads it."""
    for row in rows:
        table.add_row(*map(Text, row))
    out = console()
    with standard_output():
        if out.is_terminal:
            out.print(table)
            return
        with out.capture() as printed:
            out.print(table)
        sys.stdout.writelines(f"{line.rstrip()}\n" for line in printed.get().splitlines())


def _least_width(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """What a table needs so that words stay whole."""
    least = 0
    for place, column in enumerate(columns):
        widest = max(cell_len(row[place]) for row in (columns, *rows))
        whole = max(cell_len(column), _whole_words(rows, place))
        least += 2 + (whole if column in _WHOLE else min(widest, _NARROWEST_COLUMN))
    return least


def _print_blocks(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Each row as lines of its own: the first cell, then what the others are called and hold."""
    for row in rows:
        print_text(row[0], style="bold")
        for column, cell in zip(columns[1:], row[1:], strict=True):
            if cell:
                print_text(f"  {column}: {cell}")


def print_beside(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A name and two columns of equal width beside each other, or below where there is no room."""
    cells = [[one_line(cell) for cell in row] for row in rows]
    if console().width < _NARROWEST_BESIDE:
        _print_blocks(columns, cells)
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(columns[0], no_wrap=True, style="dim")
    for column in columns[1:]:
        table.add_column(column, overflow="fold", ratio=1)
    _print_rows(table, cells)


def print_lines(lines: Iterable[Text]) -> None:
    """Lines that are as wide as they should be."""
    with standard_output():
        out = console()
        for line in lines:
            out.print(line, soft_wrap=True)


def print_text(text: str, style: str | None = None) -> None:
    """Text that may hold a stranger's words, each line on as many as it takes.

    What is indented stays so. A word that is longer than a line, such as an
    address, is left to the terminal, where it can be copied whole.
    """
    with standard_output():
        out = console()
        for line in clean_text(text).split("\n"):
            for part in _wrapped(line, out.width):
                out.print(Text(part, style=style or ""), soft_wrap=True)


def print_failures(failures: Iterable[Failure]) -> None:
    """A line each; what several sources have in common is told once."""
    for message, times in Counter(failure.message for failure in failures).items():
        print_text(f"  failed: {message}" + (f" ({times} times)" if times > 1 else ""))


def _wrapped(line: str, width: int) -> Iterator[str]:
    indent = len(line) - len(line.lstrip(" "))
    below = " " * (indent + 2 if indent else 0)
    begun, room = "", width
    for word in re.findall(r"\s*\S+", line):
        cells = cell_len(word)
        if begun and cells > room:
            yield begun
            begun, room = below, width - len(below)
            word = word.lstrip()
            cells = cell_len(word)
        begun += word
        room -= cells
    yield begun


def progress_line(quiet: bool) -> Progress:
    """Tells of long work on standard error, so that output stays clean; silent where asked."""
    if quiet:
        return silent
    out = console(stderr=True)

    def tell(line: str) -> None:
        with contextlib.suppress(OSError):  # nobody listens; the work goes on
            out.print(Text(one_line(line), style="dim"), soft_wrap=True)

    return tell
