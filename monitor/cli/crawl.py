"""`monitor crawl` and `monitor import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli import completion
from monitor.cli.context import of
from monitor.cli.options import AsJson, Processes, Quiet
from monitor.errors import FetchError, ImportFileError, UnforeseenError

if TYPE_CHECKING:
    from monitor.pipeline import CrawlReport


def crawl(
    context: typer.Context,
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SOURCE]...",
            help="Keys of sources.toml; all enabled ones if left out.",
            autocompletion=completion.sources,
        ),
    ] = None,
    recheck: Annotated[
        bool,
        typer.Option("--recheck", help="Ask again for every known document, due or not."),
    ] = False,
    processes: Processes = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Crawl the configured sources once, and read what is new.

    A failing source never stops the others; what failed is shown at the end.
    The exit code is 69 where nothing at all could be fetched, and 70 where
    Monitor itself stumbled over a page.
    """
    from monitor.cli.progress import progress
    from monitor.pipeline import crawl_sources
    from monitor.query.names import sources_named
    from monitor.storage import utc_now

    config = of(context).whole_config()
    chosen = [source for source in config.sources if source.enabled]
    if sources:
        chosen = sources_named(config, sources)
    with of(context).store(config) as store, progress(quiet=quiet or as_json) as shown:
        report = crawl_sources(
            config,
            store,
            chosen,
            clock=utc_now,
            progress=shown.tell,
            eager=True,
            recheck=recheck,
            processes=processes,
            count=shown.count,
        )
    _tell(report, as_json)
    end_badly_where_we_stumbled(report)
    if report.failures and not (report.fetched or report.unchanged):
        raise typer.Exit(FetchError.exit_code)


def import_(
    context: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...", help="Files or folders: .html, .txt, .eml, .warc, .warc.gz."
        ),
    ],
    processes: Processes = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Read documents from files: saved pages, mails, text with a header, or archives.

    A .txt file begins with lines url:, publisher:, title:, published:, closed
    by a line ---. An archive (.warc, .warc.gz) may be of `monitor export warc` or
    of any other program. What is malformed is told and left out; the exit code is then 65.
    """
    from monitor.cli.progress import progress
    from monitor.pipeline import import_paths
    from monitor.storage import utc_now

    config = of(context).whole_config()
    shown_where = progress(quiet=quiet or as_json, latest=True)
    with of(context).store(config) as store, shown_where as shown:
        report = import_paths(
            config,
            store,
            paths,
            clock=utc_now,
            progress=shown.tell,
            processes=processes,
            count=shown.count,
        )
    _tell(report, as_json)
    end_badly_where_we_stumbled(report)
    if report.failures:
        raise typer.Exit(ImportFileError.exit_code)


def end_badly_where_we_stumbled(report: CrawlReport) -> None:
    """A page may be anything; a mistake of ours that it brought out has to be noticed."""
    if any(failure.kind == UnforeseenError.kind() for failure in report.failures):
        raise typer.Exit(UnforeseenError.exit_code)


def _tell(report: CrawlReport, as_json: bool) -> None:
    from monitor.cli.output import print_failures, print_json, print_text
    from monitor.export import failure_row

    if as_json:
        print_json(
            "report",
            {
                "sources": report.sources or 0,
                "fetched": report.fetched,
                "unchanged": report.unchanged,
                "without_text": report.without_text,
                "revisions": report.revisions,
                "claims": report.claims,
                "left_to_workers": report.left_to_workers,
                "failures": [failure_row(one) for one in report.failures],
            },
        )
        return
    print_text(str(report))
    print_failures(report.failures)
    if report.unreachable > 1 and not report.answered:
        print_text("Nobody could be reached: is this machine online? Then try again.")
