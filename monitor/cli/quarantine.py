"""`monitor quarantine`: snapshots that are read no more, and letting them be read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.commands import Group
from monitor.cli.context import of
from monitor.cli.options import AsJson
from monitor.errors import NotFoundError

if TYPE_CHECKING:
    from monitor.storage import Quarantined

quarantine_app = typer.Typer(
    cls=Group,
    help="See what broke whoever read it, and let it be read again.",
    no_args_is_help=True,
)


@quarantine_app.command("list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """Snapshots that nobody reads any more: each broke whoever read it, again and again.

    Nothing of them is lost. Exit code 1 where there are none.
    """
    from monitor.cli.output import print_json, print_table, print_text

    config = of(context).config()
    with of(context).store(config) as store:
        found = store.quarantined()
    if as_json:
        print_json("quarantine", [_row(one) for one in found])
    elif found:
        columns = ("Id", "Document", "Source", "Since", "Attempts", "What happened")
        print_table(columns, [_cells(one) for one in found])
    else:
        print_text("Nothing is in quarantine.")
    if not found:
        raise typer.Exit(1)


@quarantine_app.command("retry")
def retry(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID|DOCUMENT]...", help="As `quarantine list` shows them."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All there are.")] = False,
    as_json: AsJson = False,
) -> None:
    """Let snapshots be read again: by the next free worker, or by the next crawl.

    After Monitor was mended, or a worker was given more memory.
    """
    from monitor.cli.output import print_json, print_text
    from monitor.wording import count

    if bool(names) == everything:
        raise typer.BadParameter("name snapshots or documents, or say --all")
    config = of(context).config()
    with of(context).store(config) as store:
        chosen = _chosen(store.quarantined(), names or [])
        released = [one for one in chosen if store.release(one.snapshot)]
    if as_json:
        print_json("released", [_row(one) for one in released])
    else:
        print_text(f"{count(len(released), 'snapshot')} will be read again")


def _chosen(found: tuple[Quarantined, ...], names: list[str]) -> list[Quarantined]:
    """Those named, by the beginning of an id or the whole address; all where none are."""
    if not names:
        return list(found)
    chosen: dict[str, Quarantined] = {}
    for name in names:
        hits = [one for one in found if name and name in (one.document, one.snapshot[: len(name)])]
        if not hits:
            raise NotFoundError(f"{name!r} is not in quarantine; see `monitor quarantine list`")
        chosen |= {one.snapshot: one for one in hits}
    return list(chosen.values())


def _row(one: Quarantined) -> dict[str, Any]:
    return {
        "snapshot": one.snapshot,
        "document": one.document,
        "source": one.source,
        "since": one.at.isoformat(timespec="seconds"),
        "attempts": one.attempts,
        "error": one.error,
    }


def _cells(one: Quarantined) -> tuple[str, ...]:
    since = f"{one.at:%Y-%m-%d %H:%MZ}"
    return (one.snapshot, one.document, one.source, since, str(one.attempts), one.error)
