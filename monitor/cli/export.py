"""`monitor export`: claims, relations and verdicts for programs, archives, and feeds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.context import of
from monitor.cli.options import DATE_HELP, Quiet, day_of
from monitor.errors import NotFoundError
from monitor.interval import morning
from monitor.whole import whole_file

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.storage import Store


class What(StrEnum):
    claims = "claims"
    relations = "relations"
    verdicts = "verdicts"
    warc = "warc"
    atom = "atom"


def export(
    context: typer.Context,
    what: Annotated[
        What,
        typer.Argument(
            help="Claims of every revision, relations worth telling, what people decided about "
            "them, snapshots as an archive, or feeds."
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="A file; standard output if left out. A folder, for atom."
        ),
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="KEY", help="warc: only snapshots of this source.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help=f"warc: observed from then on. {DATE_HELP}")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help=f"warc: observed up to then. {DATE_HELP}")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Print claims, relations or verdicts as JSON lines, write snapshots as a WARC, or feeds.

    A WARC is packed where its name ends in .gz. Feeds are contradictions.atom
    and revisions.atom.
    """
    if what is not What.warc and (source or since or until):
        raise typer.BadParameter("--source, --since and --until are for warc")
    first, last = day_of(since, last=False), day_of(until, last=True)
    config = of(context).config()
    with of(context).store(config) as store:
        if what is What.atom:
            _feeds(store, config, output)
            return
        if what is not What.warc:
            _lines(store, config, what, output)
            return
        _known(store, config, source)
        keys = store.snapshot_keys(
            source=source,
            since=morning(first) if first else None,
            before=morning(last + timedelta(days=1)) if last and last < date.max else None,
        )
        _archive(store, keys, output, quiet)


def _lines(store: Store, config: Config, what: What, output: Path | None) -> None:
    from monitor.cli.output import write_lines
    from monitor.export import claim_lines, relation_lines, verdict_lines

    match what:
        case What.relations:
            lines = relation_lines(store, config)
        case What.verdicts:
            lines = verdict_lines(store)
        case _:
            lines = claim_lines(store, config)
    write_lines(lines, output)


def _feeds(store: Store, config: Config, output: Path | None) -> None:
    from monitor.atom import write_feeds
    from monitor.cli.output import print_text

    folder = output or config.settings.feeds.folder
    if folder is None:
        raise typer.BadParameter("name a folder with --output, or under [feeds] in monitor.toml")
    written = write_feeds(config, store, Path(folder))
    print_text("\n".join(f"wrote {path}" for path in written) or f"{folder}: nothing has changed")


def _archive(store: Store, keys: Iterator[str], output: Path | None, quiet: bool) -> None:
    from monitor.cli.output import progress_line, standard_output
    from monitor.pipeline import export_archive
    from monitor.storage import utc_now

    tell = progress_line(quiet)
    if output is None:
        if sys.stdout.isatty():
            raise typer.BadParameter("an archive is not for a terminal; name a file with --output")
        with standard_output():
            damaged = export_archive(
                store, keys, sys.stdout.buffer, packed=False, clock=utc_now, tell=tell
            )
    else:
        packed = output.name.lower().endswith(".gz")
        with whole_file(output) as part, part.open("wb") as file:
            damaged = export_archive(store, keys, file, packed=packed, clock=utc_now, tell=tell)
    if damaged:
        raise damaged[0]


def _known(store: Store, config: Config, source: str | None) -> None:
    """Raises NotFoundError for a source that neither config nor store knows."""
    if source is None or config.source(source) is not None:
        return
    if next(store.snapshot_keys(source=source), None) is None:
        raise NotFoundError(f"no source {source} in sources.toml, and no snapshot of one")
