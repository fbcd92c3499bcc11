"""`monitor said`: who said what when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli import completion
from monitor.cli.context import of
from monitor.cli.options import (
    AsCsv,
    AsJson,
    Component,
    Facet,
    KnownAt,
    Since,
    Topic,
    Until,
    one_form,
)
from monitor.query.filters import FILTERS, HELP

if TYPE_CHECKING:
    from datetime import date

    from monitor.query.said import Question
    from monitor.storage import StoredClaim

MOST = 1_000_000  # rows at once: more are an export


def _choice(name: str) -> Any:
    """An option that takes what its filter does; `question_of` refuses all else."""
    one = FILTERS[name]
    offered = completion.these(one.choices)
    metavar = f"<{'|'.join(one.choices)}>"
    return typer.Option(metavar=metavar, help=one.help, autocompletion=offered)


def said(
    context: typer.Context,
    text: Annotated[
        str | None,
        typer.Argument(help=HELP["text"]),
    ] = None,
    anywhere: Annotated[bool, typer.Option("--anywhere", help=HELP["anywhere"])] = False,
    topic: Topic = None,
    component: Component = None,
    facet: Facet = None,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help=HELP["speaker"])] = None,
    organisation: Annotated[
        str | None, typer.Option(metavar="NAME", help=HELP["organisation"])
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help=HELP["outlet"])] = None,
    kind: Annotated[list[str] | None, _choice("kind")] = None,
    modality: Annotated[list[str] | None, _choice("modality")] = None,
    value: Annotated[
        str | None,
        typer.Option(metavar="RANGE", help=HELP["value"]),
    ] = None,
    since: Since = None,
    until: Until = None,
    valid_at: Annotated[str | None, typer.Option(metavar="DATE", help=HELP["valid_at"])] = None,
    known_at: KnownAt = None,
    sort: Annotated[str | None, _choice("sort")] = None,
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="At most so many.")] = 50,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Show who said what when. Exit code 1 where nothing was found.

    All filters that are given must hold.
    """
    from monitor.first_seen import edits_of
    from monitor.query.names import check_names
    from monitor.query.said import said as answer

    one_form(as_json, as_csv)
    given = {
        "text": text,
        "anywhere": "yes" if anywhere else None,
        "topic": topic,
        "component": component,
        "facet": facet,
        "speaker": speaker,
        "organisation": organisation,
        "outlet": outlet,
        "kind": kind,
        "modality": modality,
        "value": value,
        "since": since,
        "until": until,
        "valid_at": valid_at,
        "known_at": known_at,
        "sort": sort,
    }
    question = replace(_question(given), limit=limit)
    config = of(context).config()
    check_names(config, topic, facet, component)
    with of(context).store(config) as store:
        rows = answer(store, question)
        edits = edits_of(store, (row.claim for row in rows), question.known_at)
    if as_json:
        from monitor.cli.output import print_json
        from monitor.export import claim_row

        told = [claim_row(row, config, edits.get(row.claim.key)) for row in rows]
        print_json("claims", told)
    elif as_csv:
        from monitor.cli.output import print_csv

        print_csv(CSV, [csv_row(row, edits) for row in rows])
    else:
        with of(context).paged():
            _print(rows, edits, limit)
    if not rows:
        raise typer.Exit(1)


def _question(given: Mapping[str, str | list[str] | None]) -> Question:
    """What the options ask; raises typer.BadParameter that names the one that is wrong."""
    from monitor.query.filters import question_of
    from monitor.storage import utc_now

    texts = {name: [one] if isinstance(one, str) else one or [] for name, one in given.items()}
    for name, written in texts.items():
        # An unset variable, most likely: all there is would be taken for what it asks for.
        if name != "text" and not all(map(str.strip, written)):
            raise typer.BadParameter("it is empty; leave it out", param_hint=_option(name))
    try:
        return question_of(texts, utc_now())
    except ValueError as error:
        name, _, mistake = str(error).partition(": ")
        raise typer.BadParameter(mistake, param_hint=_option(name)) from error


def _option(name: str) -> str:
    return f"'--{name.replace('_', '-')}'"


def _print(rows: Sequence[StoredClaim], edits: Mapping[str, date], limit: int) -> None:
    from monitor.cli.output import print_table, print_text

    if not rows:
        typer.echo(
            "Nothing found. Loosen a filter, or see what there is with: monitor status", err=True
        )
        return
    print_table(SAID, [said_row(row, edits) for row in rows])
    if len(rows) == limit:
        print_text(f"\nThe first {limit}; for more: --limit", style="dim")


SAID = ("Said", "Who", "Outlet", "Value", "Quote", "Id")


def said_row(row: StoredClaim, edits: Mapping[str, date]) -> tuple[str, ...]:
    """The cells of SAID; `edits`: by claim the day on which an edit was seen to bring its words."""
    from monitor.posted import without_lines
    from monitor.wording import (
        dated_in_digits,
        firmness_in_words,
        held_in_words,
        shorten,
        voice_in_words,
    )

    claim = row.claim
    where = claim.facet if claim.component is None else f"{claim.facet}, {claim.component}"
    firmness = firmness_in_words(claim)
    what = f"{held_in_words(claim)}{' (' + firmness + ')' if firmness else ''} [{where}]"
    own = claim.attribution.kind == "outlet"
    who = "in its own voice" if own else voice_in_words(claim)
    dated = dated_in_digits(claim, edits.get(claim.key))
    return dated, who, claim.reported_by, what, shorten(without_lines(claim.quote), 160), claim.key


# The columns of --csv; what they mean stands in docs/guide.md.
CSV = (
    *("said", "edited", "observed", "speaker", "role", "organisation", "attribution", "outlet"),
    *("topic", "component", "facet", "value", "polarity", "modality", "quote", "document", "id"),
)


def csv_row(row: StoredClaim, edits: Mapping[str, date]) -> tuple[str, ...]:
    """The cells of CSV."""
    from monitor.wording import held_in_words

    claim = row.claim
    return (
        claim.published.iso() if claim.published else "",
        edited.isoformat() if (edited := edits.get(claim.key)) else "",
        claim.observed.isoformat(timespec="seconds"),
        claim.speaker.name or "",
        claim.speaker.role or "",
        claim.speaker.organisation or "",
        claim.attribution.kind,
        claim.reported_by,
        claim.topic,
        claim.component or "",
        claim.facet,
        held_in_words(claim),
        claim.polarity,
        claim.modality,
        claim.quote,
        claim.document,
        claim.key,
    )
