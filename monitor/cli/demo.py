"""`monitor demo`: the whole way once, on a small newsroom on loopback."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.context import of
from monitor.errors import OutputError

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.storage import Store


# What a look at the database may begin with.
_FURTHER = (
    "said '150 seats'",
    "timeline threshold",
    "contradictions --all",
    "review",
    "status",
    "digest --preview",
)


def demo(
    context: typer.Context,
    directory: Annotated[
        Path, typer.Option("--directory", "-d", help="Where the database and the digest go.")
    ] = Path("monitor-demo"),
    web: Annotated[
        bool, typer.Option("--web", help="Then serve the pages of it, until Ctrl-C.")
    ] = False,
) -> None:
    """Crawl a small newsroom on this machine twice, and show what comes out.

    Six sample outlets are served on loopback; between the two crawls new
    articles appear and one page is silently edited. Nothing leaves this machine.
    """
    from monitor.cli.output import print_text
    from monitor.cli.query import print_relations
    from monitor.storage import open_store
    from monitor.types import TOLD

    config = of(context).whole_config()
    path = _fresh(directory)
    given = of(context).database
    address = f"sqlite:///{path}" if given is None else given
    with open_store(address) as store:
        config = _crawl_twice(config, store)
        print_text("\nWhat was said\n", style="bold")
        _print_said(store)
        rows = store.relations(kinds=TOLD)
        print_text(f"\nWhat does not fit together ({len(rows)})\n", style="bold")
        print_relations(store, rows)
        _write_digest(config, store, directory)
    print_text("Look further:", style="bold")
    for command in _FURTHER:
        print_text(f"  {_called()} --database {address} {command}")
    if web:
        from monitor.cli.web import serve_pages

        serve_pages(config, address, None)
    else:
        print_text("And to look at it in a browser:", style="bold")
        print_text(f"  {_called()} --database {address} web")


def _called() -> str:
    """How the command is typed here: that of a checkout is on nobody's PATH."""
    return "monitor" if shutil.which("monitor") else sys.argv[0]


def _fresh(directory: Path) -> Path:
    """The database of this demo; one of an earlier demo makes way."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for old in directory.glob("monitor.db*"):
            old.unlink()
    except OSError as error:
        raise OutputError(
            f"{directory}: cannot be used ({error.strerror}); name another with -d"
        ) from error
    return (directory / "monitor.db").resolve()


def _crawl_twice(config: Config, store: Store) -> Config:
    """Two editions, two crawls; returns the config with the demo's own sources."""
    from dataclasses import replace

    from monitor.cli.crawl import end_badly_where_we_stumbled
    from monitor.cli.output import print_text, progress_line
    from monitor.config.load import bundled
    from monitor.demo.newsroom import FIRST_PORT, Newsroom
    from monitor.pipeline import crawl_sources
    from monitor.storage import utc_now

    folder = config.directory / "demo"
    folder = folder if folder.is_dir() else bundled("config") / "demo"
    # One outlet after the other, so that two runs tell the same in the same order.
    manners = {"allow_loopback": True, "delay": 0.0, "hosts_at_once": 1}
    crawl = config.settings.crawl.model_copy(update=manners)
    settings = config.settings.model_copy(update={"crawl": crawl})
    with Newsroom(folder, FIRST_PORT) as newsroom:
        config = replace(config, settings=settings, sources=newsroom.sources())
        for edition in (1, 2):
            newsroom.edition = edition
            print_text(f"Crawl {edition}", style="bold")
            report = crawl_sources(
                config,
                store,
                config.sources,
                clock=utc_now,
                progress=progress_line(quiet=False),
                # The second edition is out within seconds: nothing is due by then.
                recheck=True,
            )
            print_text(str(report))
            end_badly_where_we_stumbled(report)
    return config


def _print_said(store: Store) -> None:
    from monitor.cli.output import print_table
    from monitor.cli.said import SAID, said_row

    rows = [
        row
        for facet in ("threshold", "timing")
        for row in store.claims(facet=facet, order="oldest")
    ]
    print_table(SAID, [said_row(row) for row in rows])


def _write_digest(config: Config, store: Store, directory: Path) -> None:
    from datetime import timedelta

    from monitor.cli.digest import write_file
    from monitor.cli.output import print_text
    from monitor.config.reader import Wishes
    from monitor.digest.gather import gather_digest
    from monitor.digest.render import render
    from monitor.storage import utc_now

    now = utc_now()
    since = now - timedelta(days=1)
    rendered = render(gather_digest(config, store, Wishes(), since=since, until=now))
    write_file(directory / "digest.html", rendered.html)
    write_file(directory / "digest.txt", f"Subject: {rendered.subject}\n\n{rendered.text}")
    print_text(f"The digest is in {directory / 'digest.html'} and {directory / 'digest.txt'}.\n")
