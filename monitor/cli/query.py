"""`monitor said` and `monitor contradictions`: who said what when, and what cannot both be true."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.context import of
from monitor.cli.options import AsJson, Facet, Topic, day_of
from monitor.errors import MonitorError, NotFoundError

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.storage import Store, StoredClaim, StoredRelation


class VerdictFilter(StrEnum):
    """Which relations are shown, by what people decided about them."""

    undismissed = "undismissed"
    open = "open"
    confirmed = "confirmed"
    dismissed = "dismissed"
    superseded = "superseded"
    all = "all"

    def takes(self, state: str) -> bool:
        """Whether a relation in this state is shown."""
        if self is VerdictFilter.undismissed:
            return state != "dismissed"
        return self in (VerdictFilter.all, state)


# Sides with more claims than this show the first and count the rest.
_SHOWN = 3
_DATE_HELP = "YYYY, YYYY-MM or YYYY-MM-DD."


def said(
    context: typer.Context,
    text: Annotated[
        str | None, typer.Argument(help="Only claims whose quote has all these words.")
    ] = None,
    topic: Topic = None,
    component: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this component.")
    ] = None,
    facet: Facet = None,
    speaker: Annotated[
        str | None, typer.Option(metavar="NAME", help="Part of the speaker's name.")
    ] = None,
    organisation: Annotated[
        str | None, typer.Option(metavar="NAME", help="Part of the speaking side's name.")
    ] = None,
    outlet: Annotated[
        str | None, typer.Option(metavar="NAME", help="Part of the publisher's name.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help=f"Published on or after: {_DATE_HELP}")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help=f"Published on or before: {_DATE_HELP}")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, newest first.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Show who said what when. Exit code 1 where nothing was found."""
    from monitor.cli.output import print_json, print_table
    from monitor.export import claim_row

    config = of(context).config()
    check_names(config, topic, facet)
    with of(context).store(config) as store:
        rows = store.claims(
            text=text,
            topic=topic,
            component=component,
            facet=facet,
            speaker=speaker,
            organisation=organisation,
            outlet=outlet,
            since=day_of(since, last=False),
            until=day_of(until, last=True),
            limit=limit,
        )
    if as_json:
        print_json("claims", [claim_row(row, config) for row in rows])
    elif rows:
        print_table(("Said", "Who", "What", "Quote", "Id"), [said_row(row) for row in rows])
    else:
        typer.echo(
            "Nothing found. Loosen a filter, or see what there is with: monitor status", err=True
        )
    if not rows:
        raise typer.Exit(1)


def check_names(config: Config, topic: str | None, facet: str | None) -> None:
    """Raise NotFoundError for a topic or facet that config/ does not know, naming those it does."""
    topics = [known.key for known in config.topics]
    if topic is not None and topic not in topics:
        raise NotFoundError(f"no topic {topic!r}; there are: {', '.join(topics)}")
    facets = sorted({name for known in config.topics for name in known.facet})
    if facet is not None and facet not in facets:
        raise NotFoundError(f"no facet {facet!r}; there are: {', '.join(facets)}")


def said_row(row: StoredClaim) -> tuple[str, ...]:
    from monitor.wording import firmness_in_words, shorten, value_in_words, voice_in_words

    claim = row.claim
    where = claim.facet if claim.component is None else f"{claim.facet}, {claim.component}"
    firmness = firmness_in_words(claim)
    what = f"{value_in_words(claim)}{' (' + firmness + ')' if firmness else ''} [{where}]"
    who = voice_in_words(claim)
    if claim.attribution.kind not in ("outlet", "document"):
        who += f"; in {claim.reported_by}"
    published = claim.published.iso() if claim.published else "undated"
    return published, who, what, shorten(claim.quote, 160), claim.key


def contradictions(
    context: typer.Context,
    all_kinds: Annotated[bool, typer.Option("--all", help="Also revisions and tensions.")] = False,
    topic: Topic = None,
    facet: Facet = None,
    verdict: Annotated[
        VerdictFilter,
        typer.Option("--verdict", help="By what people decided; all but dismissed if left out."),
    ] = VerdictFilter.undismissed,
    as_json: AsJson = False,
) -> None:
    """Show which statements cannot both be true, with both sides.

    Exit code 1 where there are none.
    """
    from monitor.cli.output import print_json, print_text
    from monitor.export import relation_row
    from monitor.review import review_relations, verdict_in_words
    from monitor.types import TOLD

    config = of(context).config()
    check_names(config, topic, facet)
    with of(context).store(config) as store:
        every = review_relations(
            config, store, store.relations(kinds=TOLD, topic=topic, facet=facet)
        )
        kinds = TOLD if all_kinds else ("contradiction",)
        asked = [one for one in every if one.stored.relation.kind in kinds]
        found = [one for one in asked if verdict.takes(one.state)]
        if as_json:
            print_json("relations", [relation_row(one.stored, one) for one in found])
        else:
            notes = {one.stored.relation.key: verdict_in_words(one) for one in found}
            print_relations(store, tuple(one.stored for one in found), notes)
    if not as_json:
        if not found:
            print_text("No contradictions found.")
        if hidden := sum(one.state == "dismissed" for one in asked if one not in found):
            print_text(f"{hidden} dismissed: monitor contradictions --verdict dismissed")
        if others := len(every) - len(asked):
            print_text(f"{others} revisions and tensions besides: monitor contradictions --all")
    if not found:
        raise typer.Exit(1)


def print_relations(
    store: Store, rows: tuple[StoredRelation, ...], notes: Mapping[str, str | None] | None = None
) -> None:
    """Each relation with its explanation and both sides' words; `notes` tell of verdicts by key."""
    from monitor.cli.output import print_text

    for row in rows:
        relation = row.relation
        kind = f"silent {relation.kind}" if relation.silent else relation.kind
        print_text(f"{kind.upper()}  {relation.facet}  {relation.key}", style="bold")
        if note := (notes or {}).get(relation.key):
            print_text(f"  {note}", style="bold")
        print_text(f"  {relation.explanation}")
        for keys in (relation.a, relation.b):
            for key in keys[:_SHOWN]:
                _print_side(store, key)
            if len(keys) > _SHOWN:
                print_text(f"    and {len(keys) - _SHOWN} more: monitor show {relation.key}")
        print_text("")


def _print_side(store: Store, key: str) -> None:
    from monitor.cli.output import print_text
    from monitor.wording import bare, shorten, voice_in_words

    try:
        claim = store.claim(key).claim
    except MonitorError:
        print_text(f"  - claim {key} is not there any more")
        return
    published = claim.published.iso() if claim.published else "undated"
    print_text(f"  - {published}  {voice_in_words(claim)}  ({claim.reported_by})")
    print_text(f"    “{shorten(bare(claim.quote), 300)}”")
    print_text(f"    {claim.document}  [{claim.key}]", style="dim")
