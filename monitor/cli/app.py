"""The commands, and the two options that all of them share."""

from __future__ import annotations

from typing import Annotated

import typer

from monitor.cli import (
    alerts,
    backfill,
    crawl,
    demo,
    diff,
    explain,
    export,
    query,
    reread,
    service,
    show,
    sources,
    status,
)
from monitor.cli.context import Context

app = typer.Typer(
    name="monitor",
    help="Who said what, when, about a vendor's program, and which statements cannot both be true.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
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
            envvar="MONITOR_DATABASE",
            metavar="URL",
            help="Where everything is kept, such as sqlite:///monitor.db (default: monitor.toml).",
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
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    context.obj = Context(database=database, config_dir=config)


app.command()(demo.demo)
app.command()(crawl.crawl)
app.command("import")(crawl.import_)
app.command()(backfill.backfill)
app.command()(query.said)
app.command()(query.contradictions)
app.command()(show.show)
app.command()(diff.diff)
app.command()(reread.reread)
app.command()(explain.explain)
app.command()(service.digest)
app.command()(export.export)
app.command()(status.status)
app.command()(service.run)
app.add_typer(sources.sources_app, name="sources")
app.add_typer(alerts.alerts_app, name="alerts")
app.add_typer(service.config_app, name="config")
