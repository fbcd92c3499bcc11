"""`monitor diff DOCUMENT`: what an edit changed, sentence by sentence and claim by claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.context import of
from monitor.cli.options import AsJson
from monitor.errors import NotFoundError

if TYPE_CHECKING:
    from datetime import date, datetime

    from monitor.compare.diff import ClaimChange, SentenceChange
    from monitor.storage import Store
    from monitor.types import Claim, Notice, Revision

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
    """Show what differs between two revisions of a document: by default the last two.

    Exit code 1 where it has only one.
    """
    from monitor.cli.output import print_json
    from monitor.compare.diff import QUOTE, diff_claims, diff_texts

    config = of(context).config()
    with of(context).store(config) as store:
        old, new = _chosen(store, document, from_, to)
        texts = diff_texts(old.text, new.text)
        changes = diff_claims(_claims(store, old), _claims(store, new))
        claims = [one for one in changes if one.what != (QUOTE,)]  # told by its sentence
        heads = [_head(store, old), _head(store, new)]
    told = _new_notices(old, new)
    if as_json:
        print_json(
            "diff",
            {
                "document": new.document,
                "from": heads[0],
                "to": heads[1],
                "announced": bool(told),
                "notices": [one.quote for one in told],
                "sentences": [_sentence_row(one) for one in texts],
                "claims": [claim_change_row(one) for one in claims],
            },
        )
    else:
        _print(new.document, heads, told, texts, claims)


def _chosen(
    store: Store, document: str, earlier: str | None, later: str | None
) -> tuple[Revision, Revision]:
    found = store.find(document)
    if found.kind != "document":
        raise NotFoundError(f"{document} names a {found.kind}; name a document")
    revisions = sorted(store.revisions(found.key), key=_order)
    keys = [revision.key for revision in revisions]
    to = _place(keys, later) if later else None
    since = _place(keys, earlier) if earlier else None
    if since is None:
        since = (len(keys) if to is None else to + 1) - 2
    if to is None:
        to = len(keys) - 1 if earlier is None else max(since + 1, len(keys) - 1)
    if since < 0 or to >= len(keys):
        raise NotFoundError(f"{found.key} has no two revisions there; it has {len(keys)} in all")
    return revisions[since], revisions[to]


def _place(keys: Sequence[str], beginning: str) -> int:
    places = [place for place, key in enumerate(keys) if key.startswith(beginning)]
    if len(places) != 1:
        raise NotFoundError(
            f"{beginning!r} begins {len(places)} revisions of it; there are: {', '.join(keys)}"
        )
    return places[0]


def _order(revision: Revision) -> tuple[date, datetime, str]:
    """As they followed each other: by the day they were published, where it is known."""
    day = revision.published.earliest if revision.published else None
    return day or revision.observed.date(), revision.observed, revision.key


def _claims(store: Store, revision: Revision) -> list[Claim]:
    return [row.claim for row in store.claims(revision=revision.key, order="oldest")]


def _new_notices(old: Revision, new: Revision) -> list[Notice]:
    """In which the later revision tells of a change to itself."""
    kinds = ("correction", "update")
    known = {one.quote for one in old.notices}
    return [one for one in new.notices if one.kind in kinds and one.quote not in known]


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


def claim_change_row(change: ClaimChange) -> dict[str, Any]:
    """One changed claim for programs; `from` null: it appeared, `to` null: it vanished."""
    return {
        "from": _claim_row(change.old),
        "to": _claim_row(change.new),
        "changed": list(change.what),
    }


def _claim_row(claim: Claim | None) -> dict[str, Any] | None:
    from monitor.wording import value_in_words

    if claim is None:
        return None
    return {
        "id": claim.key,
        "facet": claim.facet,
        "component": claim.component,
        "value": value_in_words(claim),
        "modality": claim.modality,
        "quote": claim.quote,
    }


def _print(
    document: str,
    heads: Sequence[dict[str, Any]],
    told: Sequence[Notice],
    texts: Sequence[SentenceChange],
    claims: Sequence[ClaimChange],
) -> None:
    from monitor.cli.output import print_text

    print_text(document, style="bold")
    for sign, head in zip("-+", heads, strict=True):
        seen = f"observed {head['observed']} to {head['last_observed']}"
        print_text(f"{sign} revision {head['revision']}  {seen}")
    for notice in told:
        print_text(f"announced: “{notice.quote}”")
    if not told:
        print_text("silent: no new notice on the page tells of a change")
    print_text("")
    for change in texts:
        sign, line = _line(change)
        print_text(f"{sign} {line}", style=_STYLES[sign])
    if not texts:
        print_text("No sentence came, went or was changed.")
    print_text("")
    if claims:
        print_claim_changes(claims)
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
    from monitor.wording import bare, shorten

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
        print_text(f"  {sign} {claim.facet}: {told}  “{quote}”", style=_STYLES[sign])


def _in_words(claim: Claim) -> str:
    from monitor.wording import firmness_in_words, value_in_words

    where = f" [{claim.component}]" if claim.component else ""
    firmness = firmness_in_words(claim)
    return f"{value_in_words(claim)}{f' ({firmness})' if firmness else ''}{where}"
