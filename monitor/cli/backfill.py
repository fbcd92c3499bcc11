"""`monitor backfill`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.context import of
from monitor.cli.crawl import end_badly_where_we_stumbled
from monitor.cli.options import AsJson, Processes, Quiet, day_of
from monitor.errors import ArchiveBusyError

if TYPE_CHECKING:
    from monitor.pipeline import BackfillReport, Wanted


def backfill(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A key of sources.toml.")],
    first: Annotated[
        str, typer.Option("--from", metavar="DATE", help="Captures of this day or later.")
    ],
    last: Annotated[
        str, typer.Option("--to", metavar="DATE", help="Captures of this day or earlier.")
    ],
    prefix: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST/PATH",
            help="Addresses that begin so, in place of the source's own; may be given repeatedly.",
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Fetch at most so many captures in this call.")
    ] = None,
    newest_first: Annotated[
        bool, typer.Option("--newest-first", help="Begin with the newest capture.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell how many captures there are; fetch none.")
    ] = False,
    news: Annotated[
        bool, typer.Option("--news", help="Tell what is found as news, as a crawl does.")
    ] = False,
    processes: Processes = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Fetch what a web archive kept of a source, and read it.

    The archive allows few requests a minute, so this takes long. Stop it at
    any time: the same command goes on where it stopped. The exit code is 75
    where the archive wants no more requests for now.
    """
    from monitor.cli.progress import progress
    from monitor.pipeline import Wanted
    from monitor.pipeline import backfill as fetch_the_past
    from monitor.query.names import sources_named
    from monitor.storage import utc_now

    config = of(context).whole_config()
    wanted = Wanted(
        sources_named(config, [source])[0],
        *_days(first, last, utc_now().date()),
        prefixes=_prefixes(prefix or []),
        limit=limit,
        newest_first=newest_first,
        dry_run=dry_run,
        news=news,
    )
    with of(context).store(config) as store, progress(quiet=quiet or as_json, latest=True) as shown:
        report = fetch_the_past(
            config,
            store,
            wanted,
            clock=utc_now,
            progress=shown.tell,
            processes=processes,
            count=shown.count,
        )
    _tell(report, wanted, as_json)
    end_badly_where_we_stumbled(report)
    if report.stopped or report.unlisted:
        raise typer.Exit(ArchiveBusyError.exit_code)


def _days(first: str, last: str, today: date) -> tuple[date, date]:
    begin, end = day_of(first, last=False), day_of(last, last=True)
    if begin is None or end is None:
        raise typer.BadParameter("give days, months or years, each with both ends")
    if begin > end:
        raise typer.BadParameter(f"{first} is later than --to {last}", param_hint="'--from'")
    if begin > today:
        raise typer.BadParameter(f"{first} lies in the future", param_hint="'--from'")
    return begin, min(end, today)


def _prefixes(given: list[str]) -> tuple[str, ...]:
    from monitor.config.source import host_and_path

    try:
        return tuple(host_and_path(each) for each in given)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="'--prefix'") from None


def _tell(report: BackfillReport, wanted: Wanted, as_json: bool) -> None:
    from monitor.cli.output import print_failures, print_json, print_text

    if as_json:
        print_json("report", _row(report, wanted))
        return
    print_text(str(report))
    print_failures(report.failures)
    for prefix in report.empty:
        print_text(
            f"  The archive lists nothing for {prefix}. That is no proof; the next call asks again."
        )
    if report.stopped or report.unlisted:
        print_text("The rest has to wait. To go on later, give the same command again.")
    elif report.left:
        print_text(
            f"Left: {report.left:,}, about {report.minutes:,.0f} minutes; "
            + ("fetch them" if wanted.dry_run else "go on")
            + " with the same command"
            + (" without --dry-run." if wanted.dry_run else ".")
        )


def _row(report: BackfillReport, wanted: Wanted) -> dict[str, object]:
    from monitor.export import failure_row

    return {
        "source": wanted.source.key,
        "from": wanted.first.isoformat(),
        "to": wanted.last.isoformat(),
        "dry_run": wanted.dry_run,
        "captures": report.captures,
        "new": report.new,
        "fetched": report.fetched,
        "kept": report.kept,
        "lost": report.lost,
        "left": report.left,
        "minutes_left": round(report.minutes, 1),
        "without_text": report.without_text,
        "revisions": report.revisions,
        "claims": report.claims,
        "left_to_workers": report.left_to_workers,
        "stopped": report.stopped,
        "unlisted": report.unlisted,
        "empty": report.empty,
        "failures": [failure_row(one) for one in report.failures],
    }
