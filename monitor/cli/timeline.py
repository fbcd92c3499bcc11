"""`monitor timeline FACET`: when each position was said, repeated, revised and contradicted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli import completion
from monitor.cli.context import of
from monitor.cli.options import (
    AsCsv,
    AsJson,
    Component,
    KnownAt,
    Since,
    Topic,
    Until,
    day_of,
    moment_of,
    one_form,
)

if TYPE_CHECKING:
    from monitor.query.timeline import Timeline


def timeline(
    context: typer.Context,
    facet: Annotated[
        str,
        typer.Argument(
            metavar="FACET",
            help="threshold, timing, scope, price, …",
            autocompletion=completion.facets,
        ),
    ],
    topic: Topic = None,
    component: Component = None,
    since: Since = None,
    until: Until = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Draw when each position on a facet was first said, and what became of it.

    Exit code 1 where nothing was said.
    """
    from monitor.query.names import check_names
    from monitor.query.timeline import Asked, draw_timeline
    from monitor.storage import utc_now

    one_form(as_json, as_csv)
    asked = Asked(
        facet=facet,
        topic=topic,
        component=component,
        since=day_of(since, last=False),
        until=day_of(until, last=True),
        known_at=moment_of(known_at),
    )
    config = of(context).config()
    check_names(config, topic, facet, component)
    with of(context).store(config) as store:
        drawn = draw_timeline(store, asked, utc_now().date())
    if as_json:
        from monitor.cli.output import print_json
        from monitor.shown import timeline_row

        print_json("timeline", timeline_row(drawn) if drawn else None)
    elif as_csv:
        from monitor.cli.output import print_csv

        print_csv(_CSV, list(_csv_rows(drawn)) if drawn else [])
    elif drawn is None:
        then = " then" if since or until or known_at else ""
        hint = f"see monitor said --facet {facet}"
        typer.echo(f"Nothing was said about it{then}; {hint}", err=True)
    else:
        with of(context).paged():
            _print(drawn)
    if drawn is None:
        raise typer.Exit(1)


_CSV = ("day", "slot", "position", "event", "who", "outlet", "value", "claim", "relation")


def _csv_rows(drawn: Timeline) -> Iterator[tuple[str, ...]]:
    from monitor.shown import event_row
    from monitor.wording import held_in_words

    for lane in drawn.lanes:
        for event in lane.events:
            row = event_row(event)
            cells = (row["kind"], row["who"], row["outlet"], row["value"], row["claim"])
            relation = event.relation or ""
            yield (row["day"], lane.slot, held_in_words(lane.first), *cells, relation)


def _print(drawn: Timeline) -> None:
    from monitor.cli.output import console, print_lines
    from monitor.cli.picture import picture

    out = console()
    print_lines(picture(drawn, out.width, out.encoding))
