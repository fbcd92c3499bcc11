"""`monitor run` and `config`: the service."""

from __future__ import annotations

import typer

from monitor.cli.context import of

config_app = typer.Typer(help="Look after the configuration.", no_args_is_help=True)


def run(context: typer.Context) -> None:
    """Run as a daemon: crawl each source on its interval, send each reader the digest.

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


@config_app.command("check")
def check(context: typer.Context) -> None:
    """Read every file in config/ and say what is wrong. Exit code 78 where something is."""
    from monitor.cli.output import print_text

    config = of(context).config()
    print_text(
        f"{config.directory}: all in order: {len(config.sources)} sources, "
        f"{len(config.topics)} topics, {len(config.organisations)} organisations, "
        f"{len(config.readers)} readers"
    )
