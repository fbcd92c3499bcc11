"""`monitor demo`: the whole way once, on a small newsroom on loopback."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.context import of
from monitor.errors import OutputError, StorageError
from monitor.whole import write_whole

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.demo.newsroom import Newsroom
    from monitor.storage import Store


# What a look at the database may begin with.
_FURTHER = (
    "said '150 seats'",
    "timeline threshold",
    "contradictions --all",
    "review",
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
    from rich.text import Text

    from monitor.cli.output import print_lines, print_text
    from monitor.cli.query import print_relations
    from monitor.demo.newsroom import FIRST_PORT, Newsroom
    from monitor.demo.own import only_read_from
    from monitor.review import without_echoes
    from monitor.storage import open_store, shown_address
    from monitor.types import TOLD

    config = of(context).whole_config()
    newsroom = Newsroom(_folder(config), FIRST_PORT)
    _make(directory)
    given = of(context).database
    address = f"sqlite:///{_fresh(directory, newsroom)}" if given is None else given
    with open_store(address) as store:
        if not only_read_from(newsroom, store):
            raise _not_ours(shown_address(address))
        config = _crawl_twice(config, store, newsroom)
        print_text("\nWhat was said\n", style="bold")
        _print_said(store)
        rows = without_echoes(store, store.relations(kinds=TOLD))
        print_text(f"\nWhat does not fit together ({len(rows)})\n", style="bold")
        print_relations(store, rows)
        _write_digest(config, store, directory)
    called = f"{_called()} --database {shlex.quote(shown_address(address))}"
    print_text("Look further:", style="bold")
    print_lines(Text(f"  {called} {command}") for command in _FURTHER)
    if web:
        from monitor.cli.web import serve_pages

        serve_pages(config, address, None)
    else:
        print_text("And to look at it in a browser:", style="bold")
        print_lines([Text(f"  {called} web")])


def _called() -> str:
    """How the command is typed here: that of a checkout is on nobody's PATH."""
    return "monitor" if shutil.which("monitor") else sys.argv[0]


def _folder(config: Config) -> Path:
    """Where the sample outlets are described."""
    from monitor.config.load import bundled

    folder = config.directory / "demo"
    return folder if folder.is_dir() else bundled("config") / "demo"


def _make(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(directory, error) from error


def _fresh(directory: Path, newsroom: Newsroom) -> Path:
    """Where the database of this demo goes; one of an earlier demo makes way, and no other."""
    path = (directory / "monitor.db").resolve()
    try:
        if path.exists() and path.stat().st_size:
            _must_be_ours(path, newsroom)
            for end in ("", "-wal", "-shm"):
                Path(f"{path}{end}").unlink(missing_ok=True)
    except OSError as error:
        raise _unusable(directory, error) from error
    return path


def _must_be_ours(path: Path, newsroom: Newsroom) -> None:
    from monitor.demo.own import only_read_from
    from monitor.storage import read_store

    try:
        with read_store(f"sqlite:///{path}") as store:
            ours = only_read_from(newsroom, store)
    except StorageError as error:  # no database, or of another version
        raise OutputError(
            f"{path}: cannot be told to be an earlier demo's, and is left as it is; "
            "remove it, or name another folder with -d"
        ) from error
    if not ours:
        raise _not_ours(str(path))


def _unusable(directory: Path, error: OSError) -> OutputError:
    return OutputError(f"{directory}: cannot be used ({error.strerror}); name another with -d")


def _not_ours(place: str) -> OutputError:
    return OutputError(
        f"{place}: holds what no demo has read, and is left as it is; name another with "
        "--directory or --database"
    )


def _crawl_twice(config: Config, store: Store, newsroom: Newsroom) -> Config:
    """Two editions, two crawls; returns the config with the demo's own sources."""
    from dataclasses import replace

    from monitor.cli.crawl import end_badly_where_we_stumbled
    from monitor.cli.output import print_text, progress_line
    from monitor.pipeline import crawl_sources
    from monitor.storage import utc_now

    # One outlet after the other, so that two runs tell the same in the same order.
    manners = {"allow_loopback": True, "delay": 0.0, "hosts_at_once": 1}
    crawl = config.settings.crawl.model_copy(update=manners)
    settings = config.settings.model_copy(update={"crawl": crawl})
    with newsroom:
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
    from monitor.first_seen import edits_of

    rows = [
        row
        for facet in ("threshold", "timing")
        for row in store.claims(facet=facet, order="oldest")
    ]
    edits = edits_of(store, (row.claim for row in rows))
    print_table(SAID, [said_row(row, edits) for row in rows])


def _write_digest(config: Config, store: Store, directory: Path) -> None:
    from datetime import timedelta

    from monitor.cli.output import print_text
    from monitor.config.reader import Wishes
    from monitor.digest.gather import gather_digest
    from monitor.digest.render import render
    from monitor.storage import utc_now

    now = utc_now()
    since = now - timedelta(days=1)
    rendered = render(gather_digest(config, store, Wishes(), since=since, until=now))
    write_whole(directory / "digest.html", [rendered.html])
    write_whole(directory / "digest.txt", ["Subject: ", rendered.subject, "\n\n", rendered.text])
    print_text(f"The digest is in {directory / 'digest.html'} and {directory / 'digest.txt'}.\n")
