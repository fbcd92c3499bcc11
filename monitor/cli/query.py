"""`monitor contradictions`: what cannot both be true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.context import of
from monitor.cli.options import AsJson, Facet, Topic
from monitor.verdict import VerdictWish

if TYPE_CHECKING:
    from datetime import date, datetime

    from monitor.review import Reviewed
    from monitor.storage import Store, StoredClaim, StoredRelation
    from monitor.types import Relation


# Sides with more claims than this show the first and count the rest.
_SHOWN = 3


def contradictions(
    context: typer.Context,
    all_kinds: Annotated[bool, typer.Option("--all", help="Also revisions and tensions.")] = False,
    topic: Topic = None,
    facet: Facet = None,
    verdict: Annotated[
        VerdictWish,
        typer.Option("--verdict", help="By what people decided; all but dismissed if left out."),
    ] = "undismissed",
    as_json: AsJson = False,
) -> None:
    """Show which statements cannot both be true, with both sides.

    Exit code 1 where there are none.
    """
    from monitor.cli.output import print_json, print_text
    from monitor.export import relation_row
    from monitor.query.names import check_names
    from monitor.review import review_relations, takes, verdict_in_words, without_echoes
    from monitor.types import TOLD

    config = of(context).config()
    check_names(config, topic, facet)
    with of(context).store(config) as store:
        rows = store.relations(kinds=TOLD, topic=topic, facet=facet)
        every = review_relations(config, store, without_echoes(store, rows))
        kinds = TOLD if all_kinds else ("contradiction",)
        asked = [one for one in every if one.stored.relation.kind in kinds]
        found = [one for one in asked if takes(verdict, one.state)]
        if as_json:
            print_json("relations", [relation_row(one.stored, one) for one in found])
        else:
            notes = {one.stored.relation.key: verdict_in_words(one) for one in found}
            with of(context).paged():
                if all_kinds and found:
                    print_text(_counted(found))
                print_relations(store, tuple(one.stored for one in found), notes)
    if not as_json:
        if not found:
            print_text("No contradictions found." if not every else "None of that kind.")
        hidden = [one for one in asked if one.state == "dismissed"]
        if hidden and not takes(verdict, "dismissed"):
            print_text(f"{len(hidden)} dismissed: monitor contradictions --verdict dismissed")
        if others := len(every) - len(asked):
            print_text(f"{others} revisions and tensions besides: monitor contradictions --all")
    if not found:
        raise typer.Exit(1)


def _counted(found: Sequence[Reviewed]) -> str:
    """`3 contradictions, 1 revision`: how much is to be read."""
    from monitor.types import TOLD
    from monitor.wording import count

    kinds = [one.stored.relation.kind for one in found]
    return ", ".join(count(kinds.count(kind), kind) for kind in TOLD if kind in kinds) + "\n"


def print_relations(
    store: Store,
    rows: tuple[StoredRelation, ...],
    notes: Mapping[str, str | None] | None = None,
    known_at: datetime | None = None,
) -> None:
    """Each relation with its explanation and both sides' words, as they were known then.

    `notes` tell of verdicts, by key.
    """
    from monitor.cli.output import print_text
    from monitor.compare.meeting import led
    from monitor.first_seen import edits_of

    keys = {key for row in rows for key in (*row.relation.a, *row.relation.b)}
    claims = store.claims_by_key(keys, known_at=known_at)
    sides = [[_sentences(side, claims) for side in led(row.relation)] for row in rows]
    first = {key for both in sides for side in both for key in side[:_SHOWN]}
    edits = edits_of(store, (claims[key].claim for key in first if key in claims), known_at)
    for row, both in zip(rows, sides, strict=True):
        relation = row.relation
        print_text(relation_title(relation), style="bold")
        if note := (notes or {}).get(relation.key):
            print_text(f"  {note}", style="bold")
        print_text(f"  {relation.explanation}")
        for side in both:
            for key in side[:_SHOWN]:
                _print_side(key, claims.get(key), edits.get(key))
            if len(side) > _SHOWN:
                print_text(f"    and {len(side) - _SHOWN} more: monitor show {relation.key}")
        print_text("")


def _sentences(side: Sequence[str], claims: Mapping[str, StoredClaim]) -> list[str]:
    """The claims of a side; a sentence that edits of its page left alone is one."""
    from monitor.query.valid import once

    told = {one.claim.key for one in once(claims[key] for key in side if key in claims)}
    return [key for key in side if key in told or key not in claims]


def relation_title(relation: Relation) -> str:
    """What it is, of what, and its id."""
    kind = f"silent {relation.kind}" if relation.silent else relation.kind
    return f"{kind.upper()}  {relation.facet}  {relation.key}"


def _print_side(key: str, stored: StoredClaim | None, edited: date | None) -> None:
    """One sentence; `edited`: the day on which an edit was seen to bring it."""
    from monitor.cli.output import print_text
    from monitor.wording import bare, dated_in_digits, in_marks, shorten, voice_in_words

    if stored is None:
        print_text(f"  - claim {key} is not there any more")
        return
    claim = stored.claim
    dated = dated_in_digits(claim, edited)
    print_text(f"  - {dated}  {voice_in_words(claim)}  ({claim.reported_by})")
    print_text(f"    {in_marks(shorten(bare(claim.quote), 300))}")
    print_text(f"    {claim.document}  [{claim.key}]", style="dim")
