"""The command line, and the options that all commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any

import typer

from monitor.cli.commands import AllCommands
from monitor.cli.context import Context

app = typer.Typer(
    name="monitor",
    cls=AllCommands,
    help="Who said what, when, about a vendor's program, and which statements cannot both be true.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help needs no library, and [brackets] stay what they are
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"monitor {version('monitor')}")
        raise typer.Exit


@app.callback()
def shared(
    context: typer.Context,
    database: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Where everything is kept, such as sqlite:///monitor.db (default: "
            "$MONITOR_DATABASE or the file $MONITOR_DATABASE_FILE, else monitor.toml).",
        ),
    ] = None,
    config: Annotated[
        str | None,
        typer.Option(
            envvar="MONITOR_CONFIG",
            metavar="DIR",
            help="The folder with monitor.toml (default: ./config, else the one shipped).",
        ),
    ] = None,
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help="Print long answers straight to the terminal.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    context.obj = Context(database=database, config_dir=config, pager=not no_pager)


@cache
def command() -> Callable[..., Any]:
    """All of them, ready to be called: making that of their functions takes a while."""
    return typer.main.get_command(app)
