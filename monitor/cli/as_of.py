"""`monitor as-of DATE`: what was known then."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.context import of
from monitor.cli.options import DATE_HELP, AsJson, Facet, Topic, day_of, moment_of

if TYPE_CHECKING:
    from datetime import date

    from monitor.config import Config
    from monitor.query.known import Knowledge, Position
    from monitor.storage import Store

# Of those who hold a position; monitor said --known-at shows all.
_SHOWN = 3


def as_of(
    context: typer.Context,
    when: Annotated[
        str, typer.Argument(metavar="DATE", help=f"As we knew it at the end of: {DATE_HELP}")
    ],
    valid_at: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="What was known to hold on another day."),
    ] = None,
    topic: Topic = None,
    facet: Facet = None,
    as_json: AsJson = False,
) -> None:
    """Show what was known then: positions in force, what was open, and what had been read.

    What was read later changes nothing of the answer. Exit code 1 where
    nothing was known.
    """
    from monitor.cli.output import print_json
    from monitor.query.known import known_at
    from monitor.query.names import check_names

    moment = moment_of(when)
    assert moment is not None
    config = of(context).config()
    check_names(config, topic, facet)
    with of(context).store(config) as store:
        known = known_at(store, moment, day_of(valid_at, last=True), topic=topic, facet=facet)
        if as_json:
            print_json("known", known_row(known, store, config))
        elif not known.positions:
            typer.echo(_nothing(known), err=True)
        else:
            with of(context).paged():
                _print(store, known)
    if not known.positions:
        raise typer.Exit(1)


def known_row(known: Knowledge, store: Store, config: Config) -> dict[str, Any]:
    """For programs."""
    from monitor.export import claim_rows, relation_row
    from monitor.wording import held_in_words

    return {
        "known_at": known.known_at.isoformat(),
        "valid_at": known.valid_at.isoformat(),
        "positions": [
            {
                "slot": position.slot,
                "value": held_in_words(position.claims[0].claim),
                "claims": claim_rows(store, config, position.claims, known.known_at),
            }
            for position in known.positions
        ],
        "relations": [relation_row(stored) for stored in known.open],
        "coverage": {
            "documents": known.coverage.documents,
            "revisions": known.coverage.revisions,
            "claims": known.coverage.claims,
            "sources_checked_lately": known.coverage.sources,
            "last_checked": _iso(known.coverage.last_checked),
            "first_recorded": _iso(known.coverage.first_recorded),
        },
    }


def _iso(moment: Any) -> str | None:
    return moment.isoformat() if moment else None


def _print(store: Store, known: Knowledge) -> None:
    from monitor.cli.output import print_table, print_text
    from monitor.cli.query import print_relations
    from monitor.first_seen import edits_of
    from monitor.wording import day_in_words

    print_text(
        f"Known on {known.known_at:%Y-%m-%d %H:%MZ} of {day_in_words(known.valid_at)}",
        "bold",
    )
    print_text(_coverage(known))
    print_text("\nIn force", "bold")
    newest = [position.claims[0].claim for position in known.positions]
    edits = edits_of(store, newest, known.known_at)
    for slot, positions in groupby(known.positions, lambda position: position.slot):
        print_text(f"\n{slot}", "dim")
        print_table(
            ("Value", "Said by", "Last said", "Id"), [_row(one, edits) for one in positions]
        )
    print_text(f"\nOpen between them ({len(known.open)})", style="bold")
    print_relations(store, known.open, known_at=known.known_at)


def _row(position: Position, edits: Mapping[str, date]) -> tuple[str, ...]:
    from monitor.wording import dated_in_digits, held_in_words, told_in_words

    claims = [stored.claim for stored in position.claims]
    voices = list(dict.fromkeys(map(told_in_words, claims)))
    who = "; ".join(voices[:_SHOWN])
    if len(voices) > _SHOWN:
        who += f"; and {len(voices) - _SHOWN} more"
    newest = claims[0]
    said = dated_in_digits(newest, edits.get(newest.key))
    return held_in_words(newest), who, said, newest.key


def _coverage(known: Knowledge) -> str:
    from monitor.wording import count

    cover = known.coverage
    checked = f", last on {cover.last_checked:%Y-%m-%d %H:%MZ}" if cover.last_checked else ""
    documents, revisions = count(cover.documents, "document"), count(cover.revisions, "revision")
    claims, sources = count(cover.claims, "claim"), count(cover.sources, "source")
    return (
        f"Read by then: {documents} in {revisions}, {claims}; {sources} checked in the "
        f"{cover.LATELY} days before{checked}."
    )


def _nothing(known: Knowledge) -> str:
    first = known.coverage.first_recorded
    if first is None:
        return "Nothing is known: nothing has been read yet. Begin with: monitor crawl"
    if first > known.known_at:
        return (
            f"Nothing was known then: the first document was read on {first:%Y-%m-%d}. What is "
            f"known now of that day: monitor said --valid-at {known.valid_at}"
        )
    return f"{_coverage(known)} Of {known.valid_at} no position was known; loosen a filter."
