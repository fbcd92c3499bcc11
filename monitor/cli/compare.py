"""`monitor compare A B`: two claims or positions side by side, and what they are to each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.context import of
from monitor.cli.options import AsJson
from monitor.errors import NotFoundError

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.query.beside import Comparison, Side
    from monitor.storage import Store

_NAMES = "a claim's id, a relation's id, or one side of a relation: ID:a, ID:b"


def compare(
    context: typer.Context,
    one: Annotated[str, typer.Argument(metavar="A", help=f"Names {_NAMES}.")],
    other: Annotated[
        str | None,
        typer.Argument(metavar="[B]", help="The same; left out where A is a relation."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Explain two claims or positions side by side: what they are to each other, and why.

    Where no relation of them is kept, it is told what the rules say now.
    """
    from monitor.cli.output import print_json
    from monitor.query.beside import compare_sides

    config = of(context).config()
    with of(context).store(config) as store:
        a, b = _sides(store, one, other)
        found = compare_sides(store, config, a, b)
        if as_json:
            print_json("comparison", comparison_row(found, store, config))
            return
    with of(context).paged():
        _print(found)


def _sides(store: Store, one: str, other: str | None) -> tuple[Side, Side]:
    if other is not None:
        return _side(store, one), _side(store, other)
    found = store.find(one)
    if found.kind != "relation":
        raise NotFoundError(f"{one} names a {found.kind}; name a second one to compare it with")
    return _side(store, f"{one}:a"), _side(store, f"{one}:b")


def _side(store: Store, name: str) -> Side:
    """The claims a name stands for; raises NotFoundError."""
    from monitor.query.beside import Side

    identifier, _, letter = name.partition(":")
    found = store.find(identifier if letter in ("a", "b") else name)
    if found.kind == "claim" and not letter:
        return Side((store.claim(found.key),))
    if found.kind != "relation" or not letter:
        raise NotFoundError(f"{name} names a {found.kind}; name {_NAMES}")
    relation = store.relation(found.key).relation
    claims = store.claims_by_key(relation.a if letter == "a" else relation.b)
    if not claims:
        raise NotFoundError(f"no claim of {name} is there any more; read it with monitor show")
    return Side(tuple(claims.values()))


def comparison_row(found: Comparison, store: Store, config: Config) -> dict[str, Any]:
    """For programs."""
    from monitor.export import claim_rows, relation_row

    return {
        "a": claim_rows(store, config, found.a.claims),
        "b": claim_rows(store, config, found.b.claims),
        "slots": list(found.slots),
        "fit": found.fit,
        "relation": relation_row(found.relation) if found.relation else None,
        "why": found.why,
    }


def _print(found: Comparison) -> None:
    from monitor.cli.output import print_beside, print_text
    from monitor.cli.query import relation_title

    if found.relation is not None:
        print_text(relation_title(found.relation.relation), "bold")
    else:
        print_text("NO RELATION IS KEPT", "bold")
    print_text(f"  {found.why}\n")
    print_beside(
        ("", "Earlier", "Later"),
        zip(_FACTS, *map(_facts, (found.a, found.b), found.slots), strict=True),
    )


_FACTS = (
    *("value", "speaker", "said", "observed", "outlet", "quote", "slot", "qualifiers"),
    *("firmness", "document", "id", "also"),
)


def _facts(side: Side, slot: str) -> Iterator[str]:
    from monitor.wording import bare, held_in_words, in_marks, voice_in_words

    claim = side.first
    yield held_in_words(claim)
    yield voice_in_words(claim)
    yield claim.published.iso() if claim.published else "undated"
    yield f"{claim.observed:%Y-%m-%d %H:%MZ}"
    yield claim.reported_by
    yield in_marks(bare(claim.quote))
    yield slot
    yield ", ".join(f"{name}: {value}" for name, value in claim.qualifiers) or "none"
    yield claim.modality
    yield claim.document
    yield claim.key
    more = len(side.claims) - 1
    yield f"{more} more of the same position" if more else "-"
