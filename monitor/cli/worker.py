"""`monitor worker`: one of several processes that do what `monitor run` defers."""

from __future__ import annotations

import faulthandler
from typing import Annotated

import typer

from monitor.cli.context import of
from monitor.cli.service import LogFormat, log_as
from monitor.errors import ConfigError

# Without a sign of life for so long, in seconds, it ends itself, whatever it hangs on. Eight of
# the longest intervals between two: a busy machine is no reason to die.
_GIVEN_UP = 120


def worker(
    context: typer.Context,
    drain: Annotated[
        bool, typer.Option("--drain", help="End when nothing is left to do, in place of waiting.")
    ] = False,
    log_format: Annotated[
        LogFormat | None, typer.Option("--log-format", help="A record a line: text or JSON.")
    ] = None,
) -> None:
    """Do what `monitor run` defers: crawl, read, make digests and send them.

    Start as many as there are processors, on as many machines as reach the
    PostgreSQL database. SIGTERM or Ctrl-C: it finishes the snapshot in hand and
    gives the rest back. Of one that is killed, others do what it had in hand.
    """
    import os

    from monitor.daemon import stop_on_signals
    from monitor.storage import utc_now
    from monitor.telemetry.notify import Notifier
    from monitor.workers.working import run_worker

    options = of(context)
    config = options.whole_config()
    if not config.settings.workers.enabled:
        raise ConfigError(
            "nothing is left to workers; set enabled = true under [workers] in monitor.toml, "
            "the same for `monitor run` and all workers"
        )
    log_as(options, config, log_format)
    notifier = Notifier()

    def alive() -> None:
        notifier.alive()
        # From outside of Python, which a library may hold up for ever.
        faulthandler.dump_traceback_later(_GIVEN_UP, exit=True)

    with options.store(config) as store:
        notifier.ready("waiting for jobs")
        clean = run_worker(
            config,
            store,
            options.address(config),
            clock=utc_now,
            stop=stop_on_signals(),
            drain=drain,
            alive=alive,
        )
    faulthandler.cancel_dump_traceback_later()
    if not clean:
        os._exit(0)  # Python would wait for a thread whose job is given back already
