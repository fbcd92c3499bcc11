"""`monitor show ID`: all of a document, revision, snapshot, claim, relation or speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.context import of
from monitor.cli.options import AsJson
from monitor.errors import NotFoundError

if TYPE_CHECKING:
    from monitor.storage import Store


# Names offered for one that nobody has.
_OFFERED = 5


def show(
    context: typer.Context,
    identifier: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="A document's address, the beginning of any id, or a speaker's name."
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Show everything about one thing, down to the stored bytes it stands on."""
    from monitor.cli.output import print_json
    from monitor.shown import ROWS

    config = of(context).config()
    with of(context).store(config) as store:
        kind, key = _named(store, identifier)
        row = ROWS[kind](store, config, key)
        if as_json:
            print_json(kind, row)
            return
        with of(context).paged():
            if kind == "relation":
                from monitor.cli.query import print_relations

                print_relations(store, (store.relation(key),))
            _print(row)


def _named(store: Store, identifier: str) -> tuple[str, str]:
    """The kind and key of what is named; a name that is no id may be a speaker's.

    Raises NotFoundError, which tells who has a name like it.
    """
    from monitor.query.speaker import speaker_named, speakers_like

    try:
        found = store.find(identifier)
    except NotFoundError as error:
        name = speaker_named(store, identifier)
        if name is None:
            like = speakers_like(store, identifier)[:_OFFERED]
            hint = f"; who spoke, and is called so: {', '.join(like)}" if like else ""
            raise NotFoundError(f"{error}{hint}") from None
        return "speaker", name
    return found.kind, found.key


def _print(row: dict[str, Any], indent: int = 0) -> None:
    from monitor.cli.output import print_text

    space = " " * indent
    for name, value in row.items():
        if isinstance(value, dict):
            print_text(f"{space}{name}:")
            _print(value, indent + 2)
        elif isinstance(value, list) and value:
            print_text(f"{space}{name}:")
            for part in value:
                if isinstance(part, dict):
                    _print(part, indent + 2)
                    print_text("")
                else:
                    print_text(f"{space}  {part}")
        elif isinstance(value, str) and "\n" in value:
            print_text(f"{space}{name}:")
            for line in value.splitlines():
                print_text(f"{space}  | {line}")
        else:
            print_text(f"{space}{name}: {'-' if value in (None, []) else value}")
