"""Options that several commands share."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import typer

from monitor.cli import completion
from monitor.query.filters import DATES, HELP

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV for spreadsheets.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")]
Processes = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=1,
        help="Read in so many processes (default: one a processor, where there is much to read).",
    ),
]
Topic = Annotated[
    str | None,
    typer.Option(metavar="KEY", help=HELP["topic"], autocompletion=completion.topics),
]
Component = Annotated[
    str | None,
    typer.Option(metavar="NAME", help=HELP["component"], autocompletion=completion.components),
]
Facet = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help=HELP["facet"],
        autocompletion=completion.facets,
    ),
]
# What an option that takes a date says of it.
DATE_HELP = DATES
Since = Annotated[str | None, typer.Option(metavar="DATE", help=HELP["since"])]
Until = Annotated[str | None, typer.Option(metavar="DATE", help=HELP["until"])]
KnownAt = Annotated[str | None, typer.Option(metavar="DATE", help=HELP["known_at"])]


def one_form(as_json: bool, as_csv: bool) -> None:
    """Raise typer.BadParameter where output is wanted in two forms."""
    if as_json and as_csv:
        raise typer.BadParameter("say --json or --csv, not both")


def day_of(text: str | None, *, last: bool) -> date | None:
    """The first or the last day of what an option names: a day, a week, a month, a year.

    Raises typer.BadParameter.
    """
    from monitor.moments import span_of
    from monitor.storage import utc_now

    if text is None:
        return None
    try:
        span = span_of(text, utc_now())
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    return span.latest if last else span.earliest


def moment_of(text: str | None) -> datetime | None:
    """The moment an option names, of a day its end; raises typer.BadParameter."""
    from monitor import moments
    from monitor.storage import utc_now

    if text is None:
        return None
    try:
        return moments.moment_of(text, utc_now())
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
