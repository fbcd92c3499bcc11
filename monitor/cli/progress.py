"""How long work is told on standard error: lines where it is piped, a bar on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.cli.output import console, progress_line
from monitor.plain import one_line
from monitor.progress import Count, Progress

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


@dataclass(frozen=True, slots=True)
class Shown:
    """What long work calls: `tell` a line, `count` what is done, how much of it, of how much."""

    tell: Progress
    count: Count


@contextmanager
def progress(*, quiet: bool, latest: bool = False) -> Iterator[Shown]:
    """Around work that tells of itself; silent where asked, so that output stays clean.

    On a terminal a bar stands below the lines, with rate and time left;
    `latest`: in place of them, with the last one beside it, as where there are
    thousands that say the same.
    """
    out = console(stderr=True)
    if quiet or not out.is_terminal:
        yield Shown(progress_line(quiet), lambda what, done, total: None)
        return
    with _bars(out) as bars:
        shown = _OnTerminal(bars, latest)
        yield Shown(shown.tell, shown.count)


def _bars(out: Console) -> Bars:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.table import Column

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}", markup=False, style="dim"),
        TimeRemainingColumn(compact=True, elapsed_when_finished=True),
        TextColumn(
            "{task.fields[line]}",
            markup=False,
            style="dim",
            table_column=Column(no_wrap=True, overflow="ellipsis", ratio=1),
        ),
        console=out,
        expand=True,
        # What goes into a file or a pipe must not go past the bar on its way.
        redirect_stdout=sys.stdout.isatty(),
    )


class _OnTerminal:
    """One bar for each sort of work, in the order in which they began."""

    def __init__(self, bars: Bars, latest: bool) -> None:
        self._bars, self._latest = bars, latest
        self._tasks: dict[str, TaskID] = {}
        self._now: TaskID | None = None

    def tell(self, line: str) -> None:
        if self._latest and self._now is not None:
            if not self._bars.tasks[self._now].finished:
                self._bars.update(self._now, line=one_line(line))
        else:
            self._bars.console.print(one_line(line), style="dim", soft_wrap=True)

    def count(self, what: str, done: int, total: int) -> None:
        if what not in self._tasks:
            self._tasks[what] = self._bars.add_task(one_line(what), total=total, rate="", line="")
        self._now = self._tasks[what]
        task = self._bars.tasks[self._now]
        speed = task.finished_speed or task.speed
        rate = f"{speed:,.0f}/s" if speed else ""
        self._bars.update(self._now, completed=done, total=total, rate=rate)
        if done >= total:
            self._bars.update(self._now, line="")
