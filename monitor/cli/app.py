"""The commands, and the options that all of them share."""

from __future__ import annotations

from typing import Annotated

import typer

from monitor.cli import (
    alerts,
    as_of,
    backfill,
    backup,
    compare,
    crawl,
    demo,
    diff,
    digest,
    evidence,
    explain,
    export,
    quarantine,
    query,
    reread,
    retention,
    review,
    said,
    service,
    show,
    sources,
    status,
    timeline,
    worker,
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


app.command()(demo.demo)
app.command()(crawl.crawl)
app.command("import")(crawl.import_)
app.command()(backfill.backfill)
app.command()(said.said)
app.command()(query.contradictions)
app.command()(timeline.timeline)
app.command()(as_of.as_of)
app.command()(compare.compare)
app.command()(review.review)
app.command()(show.show)
app.command()(diff.diff)
app.command()(reread.reread)
app.command()(explain.explain)
app.command()(digest.digest)
app.command()(export.export)
app.command()(evidence.evidence)
app.command()(evidence.verify)
app.command()(status.status)
app.command()(backup.backup)
app.command()(backup.restore)
app.command()(retention.retention)
app.command()(service.run)
app.command()(worker.worker)
app.add_typer(sources.sources_app, name="sources")
app.add_typer(alerts.alerts_app, name="alerts")
app.add_typer(quarantine.quarantine_app, name="quarantine")
app.add_typer(service.config_app, name="config")
