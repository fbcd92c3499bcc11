"""`monitor backup` and `restore`: the whole database as one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.context import of
from monitor.cli.options import Quiet

if TYPE_CHECKING:
    from monitor.storage.backup import Contents


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Packed where it ends in .gz.")],
    force: Annotated[
        bool, typer.Option("--force", help="Replace a file of that name, once the new is whole.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Copy the database to a file while it is in use, and check the copy.

    The file has its name only when it is whole and was found sound.
    """
    from monitor.cli.output import print_text, progress_line
    from monitor.storage.backup import back_up

    options = of(context)
    config = options.config()
    contents = back_up(
        options.address(config),
        file,
        force=force,
        busy_timeout=config.settings.storage.busy_timeout,
        tell=progress_line(quiet),
    )
    print_text(f"{file}: {_told(contents)}")


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup, packed or not.")],
    force: Annotated[
        bool, typer.Option("--force", help="Put aside the database that is there.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Put a backup in the place of the database, after checking it.

    A database that is there is kept aside; one that a daemon has open is left alone.
    """
    from monitor.cli.output import print_text, progress_line
    from monitor.storage import utc_now
    from monitor.storage.backup import restore as put_back
    from monitor.wording import count

    options = of(context)
    config = options.config()
    restored = put_back(
        options.address(config),
        file,
        force=force,
        now=utc_now(),
        busy_timeout=config.settings.storage.busy_timeout,
        tell=progress_line(quiet),
    )
    options.store(config).close()  # brings an older schema up to date
    print_text(f"restored: {_told(restored.contents)}")
    if restored.aside:
        print_text(f"what was there is kept as {restored.aside}")
    if waiting := restored.contents.waiting:
        print_text(
            f"waiting in its outbox: {count(waiting, 'message')}, which may have been sent since "
            "the backup was made; monitor run sends what waits"
        )


def _told(contents: Contents) -> str:
    from monitor.wording import count

    return (
        f"{contents.size:,} bytes of database, {count(contents.snapshots, 'snapshot')}, "
        f"{count(contents.claims, 'claim')}, schema {contents.schema}; every page checked"
    )
