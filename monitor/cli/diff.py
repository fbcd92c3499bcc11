"""`monitor diff DOCUMENT`: what an edit changed, sentence by sentence and claim by claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.context import of
from monitor.cli.options import AsJson

if TYPE_CHECKING:
    from monitor.compare.diff import ClaimChange, SentenceChange
    from monitor.query.edits import Edit
    from monitor.storage import Store
    from monitor.types import Claim, Revision

_STYLES = {"+": "green", "-": "red", "~": "yellow"}


def diff(
    context: typer.Context,
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="Its address, as `show` takes it.")
    ],
    from_: Annotated[
        str | None, typer.Option("--from", metavar="REVISION", help="The earlier revision.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="REVISION", help="The later revision.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what differs between two revisions of a document: by default the last edit.

    Exit code 1 where it has only one.
    """
    from monitor.cli.output import print_json
    from monitor.query.edits import claim_change_row, edit_of

    config = of(context).config()
    with of(context).store(config) as store:
        edit = edit_of(store, document, from_, to)
        heads = [_head(store, edit.old), _head(store, edit.new)]
    if as_json:
        print_json(
            "diff",
            {
                "document": edit.new.document,
                "from": heads[0],
                "to": heads[1],
                "announced": bool(edit.notices),
                "notices": [one.quote for one in edit.notices],
                "sentences": [_sentence_row(one) for one in edit.sentences],
                "claims": [claim_change_row(one) for one in edit.claims],
            },
        )
    else:
        _print(edit, heads)


def _head(store: Store, revision: Revision) -> dict[str, Any]:
    return {
        "revision": revision.key,
        "title": revision.title,
        "published": revision.published.iso() if revision.published else None,
        "observed": revision.observed.isoformat(),
        "last_observed": store.last_observed(revision.key).isoformat(),
    }


def _sentence_row(change: SentenceChange) -> dict[str, Any]:
    words = [[mark, text] for mark, text in change.words]
    return {"from": change.old, "to": change.new, "words": words}


def _print(edit: Edit, heads: Sequence[dict[str, Any]]) -> None:
    from monitor.cli.output import print_text

    print_text(edit.new.document, style="bold")
    for sign, head in zip("-+", heads, strict=True):
        seen = f"observed {head['observed']} to {head['last_observed']}"
        print_text(f"{sign} revision {head['revision']}  {seen}")
    if len({head["published"] for head in heads}) == 2:
        print_text("published: {} → {}".format(*(head["published"] or "undated" for head in heads)))
    for notice in edit.notices:
        print_text(f"announced: “{notice.quote}”")
    if not edit.notices:
        print_text("silent: no new notice on the page tells of a change")
    print_text("")
    for change in edit.sentences:
        sign, line = _line(change)
        print_text(f"{sign} {line}", style=_STYLES[sign])
    if not edit.sentences:
        print_text("No sentence came, went or was changed.")
    print_text("")
    if edit.claims:
        print_claim_changes(edit.claims)
    else:
        print_text("No claim appeared, vanished or changed.")


def _line(change: SentenceChange) -> tuple[str, str]:
    if change.old is None or change.new is None:
        return ("+", change.new or "") if change.old is None else ("-", change.old)
    signs = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    return "~", "".join(signs[mark].format(text) for mark, text in change.words)


def print_claim_changes(changes: Sequence[ClaimChange]) -> None:
    """One line a claim: + appeared, - vanished, ~ changed."""
    from monitor.cli.output import print_text
    from monitor.wording import bare, in_marks, shorten

    for change in changes:
        claim = change.new or change.old
        if claim is None:
            continue
        quote = shorten(bare(claim.quote), 160)
        if change.old and change.new:
            sign = "~"
            told = f"{_in_words(change.old)} → {_in_words(change.new)} ({', '.join(change.what)})"
        else:
            sign, told = ("+" if change.new else "-"), _in_words(claim)
        print_text(f"  {sign} {claim.facet}: {told}  {in_marks(quote)}", style=_STYLES[sign])


def _in_words(claim: Claim) -> str:
    from monitor.wording import firmness_in_words, held_in_words

    where = f" [{claim.component}]" if claim.component else ""
    firmness = firmness_in_words(claim)
    return f"{held_in_words(claim)}{f' ({firmness})' if firmness else ''}{where}"
