"""How commands print: tables for people, JSON for programs, and nothing a stranger wrote unsafely."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from monitor.plain import clean_text, one_line

# Raised when a key of some --json output changes its meaning or goes.
JSON_SCHEMA = 1
# Wide enough for a table when nobody watches: a pipe has no width of its own.
_PIPED_WIDTH = 120


def console(*, stderr: bool = False) -> Console:
    """A console that breaks no words of ours into markup; plain when piped."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _PIPED_WIDTH
    return Console(
        stderr=stderr, highlight=False, markup=False, emoji=False, width=width, soft_wrap=False
    )


def print_json(name: str, rows: Any) -> None:
    """One JSON object: the schema's number, and the rows under their name."""
    print(json.dumps({"schema": JSON_SCHEMA, name: rows}, ensure_ascii=False, indent=1))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table as wide as the terminal; long cells wrap."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in columns:
        last = column == columns[-1]
        table.add_column(
            column,
            overflow="fold",
            no_wrap=column in ("Said", "Id"),
            ratio=None if not last else None,
        )
    for row in rows:
        table.add_row(*[Text(one_line(cell)) for cell in row])
    console().print(table)


def print_text(text: str, style: str | None = None) -> None:
    """Text that may hold a stranger's words."""
    console().print(Text(clean_text(text), style=style or ""))


def progress_line(quiet: bool) -> Callable[[str], None]:
    """Tells of long work on standard error, so that output stays clean; silent where asked."""
    if quiet:
        return lambda line: None
    out = console(stderr=True)
    return lambda line: out.print(Text(one_line(line), style="dim"), soft_wrap=True)
