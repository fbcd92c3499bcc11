"""`monitor run`, `digest` and `config`: the service and what it tells."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from monitor.cli.context import of
from monitor.cli.options import DATE_HELP, AsJson, day_of
from monitor.errors import OutputError

config_app = typer.Typer(help="Look after the configuration.", no_args_is_help=True)


def run(context: typer.Context) -> None:
    """Run as a daemon: crawl each source on its interval, send the digest every day.

    SIGTERM or Ctrl-C ends it cleanly within seconds. Two daemons on one
    database do no harm.
    """
    import logging

    from monitor.daemon import run_daemon, stop_on_signals
    from monitor.storage import utc_now

    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    # The chatter of the clock and the client says nothing that our lines do not.
    for library in ("apscheduler", "httpx", "httpcore"):
        logging.getLogger(library).setLevel(logging.WARNING)
    options = of(context)
    config = options.config()
    options.store(config).close()  # a database that cannot be used ends us here, with a clear word
    run_daemon(config, lambda: options.store(config), clock=utc_now, stop=stop_on_signals())


def digest(
    context: typer.Context,
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what the next digest would say; sends nothing.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write the HTML part.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help=f"What was recorded since then: {DATE_HELP}")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Preview the daily digest. `monitor run` sends it."""
    from datetime import UTC, time

    from monitor.cli.output import print_json, print_text
    from monitor.digest.gather import gather_digest
    from monitor.digest.render import render
    from monitor.storage import utc_now

    if not preview:
        raise typer.BadParameter("say --preview; sending is the daemon's: monitor run")
    config = of(context).config()
    now = utc_now()
    first = day_of(since, last=False)
    start = (
        datetime.combine(first, time(), UTC)
        if first
        else now - timedelta(days=config.settings.digest.max_days_back)
    )
    with of(context).store(config) as store:
        gathered = gather_digest(config, store, since=start, until=now)
    rendered = render(gathered)
    if as_json:
        print_json("digest", {"subject": rendered.subject, **_plain(gathered)})
    else:
        print_text(f"Subject: {rendered.subject}\n\n{rendered.text}")
    if html:
        write_file(html, rendered.html)


def _plain(value: Any) -> Any:
    """Times and zones as text, and what holds them as lists and objects."""
    from dataclasses import fields, is_dataclass

    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value if value is None or isinstance(value, (str, int)) else str(value)


def write_file(path: Path, text: str) -> None:
    """Write a file for the user; raises OutputError with the reason."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror}); name another file"
        ) from error


@config_app.command("check")
def check(context: typer.Context) -> None:
    """Read every file in config/ and say what is wrong. Exit code 78 where something is."""
    from monitor.cli.output import print_text

    config = of(context).config()
    print_text(
        f"{config.directory}: all in order: {len(config.sources)} sources, "
        f"{len(config.topics)} topics, {len(config.organisations)} organisations"
    )
