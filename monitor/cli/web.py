"""`monitor web` and `monitor report`: the pages, served or written as files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.context import of
from monitor.cli.options import Quiet

if TYPE_CHECKING:
    from monitor.config import Config


def web(
    context: typer.Context,
    listen: Annotated[
        str | None,
        typer.Option(metavar="HOST:PORT", help="In place of web.listen; port 0: any free one."),
    ] = None,
) -> None:
    """Serve pages to look at: what changed, what does not fit, who said what, the sources.

    On this machine alone unless configured otherwise. SIGTERM or Ctrl-C ends it.
    """
    from monitor.cli.service import log_as
    from monitor.config.settings import host_and_port

    if listen is not None:
        try:
            host_and_port(listen, anywhere=True)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error
    options = of(context)
    config = options.whole_config()
    log_as(options, config, None)
    serve_pages(config, options.address(config), listen)


def serve_pages(config: Config, database: str, listen: str | None) -> None:
    """Serve the pages of a database, and say where they are."""
    from monitor.cli.output import print_text
    from monitor.storage import utc_now
    from monitor.web.serve import serve

    if listen is not None:
        settings = config.settings.web.model_copy(update={"listen": listen})
        changed = config.settings.model_copy(update={"web": settings})
        config = replace(config, settings=changed)
    serve(
        config,
        database,
        clock=utc_now,
        tell=lambda address: print_text(f"The pages are at {address} (Ctrl-C ends it)"),
    )


def report(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="The folder they are written to.")
    ],
    quiet: Quiet = False,
) -> None:
    """Write the pages as files, for people without access: begin at index.html.

    What is there under the same names is replaced, and nothing else touched.
    """
    from monitor.cli.output import print_text, progress_line
    from monitor.storage import utc_now
    from monitor.web.report import write_report
    from monitor.wording import count

    config = of(context).config()
    with of(context).store(config) as store:
        number = write_report(config, store, folder, utc_now(), progress_line(quiet))
    print_text(f"{count(number, 'file')} in {folder}; begin at {folder / 'index.html'}")
