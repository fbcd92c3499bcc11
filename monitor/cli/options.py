"""Options that several commands share."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")]
Topic = Annotated[str | None, typer.Option(metavar="KEY", help="Only this topic.")]
Facet = Annotated[
    str | None, typer.Option(metavar="NAME", help="Only this facet: threshold, timing, scope, …")
]


def day_of(text: str | None, *, last: bool) -> date | None:
    """The first or the last day of what an option names: a day, a month, a year."""
    from monitor.interval import DaySpan

    if text is None:
        return None
    try:
        span = DaySpan.parse(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    return span.latest if last else span.earliest
