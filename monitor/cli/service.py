"""`monitor run` and `config`: the service."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.commands import Group
from monitor.cli.context import Context, of

if TYPE_CHECKING:
    from monitor.config import Config


class LogFormat(StrEnum):
    text = "text"
    json = "json"


config_app = typer.Typer(cls=Group, help="Look after the configuration.", no_args_is_help=True)


def run(
    context: typer.Context,
    listen: Annotated[
        str | None,
        typer.Option(metavar="HOST:PORT", help="Answer /metrics and /healthz there, on loopback."),
    ] = None,
    log_format: Annotated[
        LogFormat | None, typer.Option("--log-format", help="A record a line: text or JSON.")
    ] = None,
) -> None:
    """Run as a daemon: crawl each source on its interval, send each reader the digest.

    SIGTERM or Ctrl-C ends it cleanly within seconds. Two daemons on one
    database do no harm. Where [workers] in monitor.toml is enabled, it does
    nothing itself but says what is due, and `monitor worker` does it.
    """
    from monitor.config.settings import host_and_port
    from monitor.daemon import run_daemon, stop_on_signals
    from monitor.storage import utc_now

    if listen is not None:
        try:
            host_and_port(listen)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error
    options = of(context)
    config = options.whole_config()
    log_as(options, config, log_format)
    run_daemon(
        config,
        lambda: options.store(config),
        clock=utc_now,
        stop=stop_on_signals(),
        listen=listen,
    )


def log_as(options: Context, config: Config, log_format: LogFormat | None) -> None:
    """Log from now on as config says, or in this format."""
    from monitor.config.secrets import secrets_in_use
    from monitor.telemetry.logs import configure_logging

    settings = config.settings.log
    if log_format is not None:
        settings = settings.model_copy(update={"format": log_format.value})
    configure_logging(settings, secrets=secrets_in_use(config, options.address(config)))


@config_app.command("check")
def check(context: typer.Context) -> None:
    """Read every file in config/ and say what is wrong. Exit code 78 where something is.

    The examples of each topic that is followed are read, too, as articles would be.
    Warns of organisations that speakers.toml does not declare, and of secrets that stand in a
    file of config/, or in a file that others can read.
    """
    from monitor.cli.output import print_text
    from monitor.config.loose import loose_names
    from monitor.config.secrets import secret_warnings
    from monitor.errors import ConfigError, StorageError
    from monitor.storage import address_of
    from monitor.wording import count

    config = of(context).whole_config()
    try:
        address_of(config.settings.storage.database)
    except StorageError as error:
        path = config.directory / "monitor.toml"
        raise ConfigError(f"{path}:\n  storage.database: {error}") from error
    _must_be_read(config)
    facets = [facet for topic in config.topics for facet in topic.facet.values()]
    examples = sum(len(facet.positive) + len(facet.negative) for facet in facets)
    print_text(
        f"{config.directory}: all in order: {count(len(config.sources), 'source')}, "
        f"{count(len(config.topics), 'topic')} with {count(examples, 'example')}, "
        f"{count(len(config.organisations), 'organisation')}, "
        f"{count(len(config.readers), 'reader')}"
    )
    for warning in (*loose_names(config), *secret_warnings(config)):
        print_text(f"warning: {warning}")


def _must_be_read(config: Config) -> None:
    """Raises ConfigError where an example of a topic is not read as it promises."""
    from monitor.errors import ConfigError
    from monitor.extract.examples import broken_examples

    told = [
        f"  {one.topic}, facet.{one.facet}: {one.text!r} should give "
        f"{'nothing' if one.expect is None else one.expect}, and gives "
        f"{' and '.join(map(str, one.read)) or 'nothing'}{f': {one.why}' if one.why else ''}"
        for one in broken_examples(config)
    ]
    if told:
        raise ConfigError("\n".join((f"{config.directory / 'topics'}: not read as said:", *told)))
