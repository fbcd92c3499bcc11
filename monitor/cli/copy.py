"""`monitor copy`: a whole database into an empty one, such as a file into PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.context import of
from monitor.cli.options import AsJson, Quiet

if TYPE_CHECKING:
    from monitor.storage.transfer import Copied


def copy(
    context: typer.Context,
    source: Annotated[
        str, typer.Option("--from", metavar="URL", help="The database to copy, left as it is.")
    ],
    target: Annotated[str, typer.Option("--to", metavar="URL", help="An empty database.")],
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Copy a database into an empty one, from SQLite to PostgreSQL or any other way.

    Every row is read back and compared. The copy is whole or absent: after a
    kill, give the same command again. Exit code 3 where a row came out changed.
    """
    from monitor.cli.progress import progress
    from monitor.storage.transfer import copy_all

    config = of(context).config()
    with progress(quiet=quiet or as_json, latest=True) as shown:
        copied = copy_all(
            source,
            target,
            busy_timeout=config.settings.storage.busy_timeout,
            tell=shown.tell,
            count=shown.count,
        )
    _tell(copied, as_json)


def _tell(copied: Copied, as_json: bool) -> None:
    from dataclasses import asdict

    from monitor.cli.output import print_json, print_table, print_text

    if as_json:
        tables = {name: asdict(table) for name, table in copied.tables.items()}
        ends = {"from": copied.source, "to": copied.target}
        print_json("copy", {**ends, "rows": copied.rows, "tables": tables})
        return
    print_table(
        ("Table", "Rows", "Hash of all rows"),
        (
            (name, f"{table.rows:,}", table.sha256[:16])
            for name, table in copied.tables.items()
            if table.rows
        ),
    )
    print_text(f"{copied.target}: {copied.rows:,} rows copied, each read back and found the same")
