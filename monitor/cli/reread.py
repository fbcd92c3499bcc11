"""`monitor reread`: all drawn again from kept snapshots, without network and without news."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.context import of
from monitor.cli.options import AsJson, Processes, Quiet
from monitor.errors import NotFoundError, ParseError, UnforeseenError

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.pipeline import DocumentChange, RereadReport
    from monitor.storage import Store


def reread(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DOCUMENT|SOURCE]...",
            help="Addresses of documents, or keys of sources; all documents if left out.",
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what the present version of Monitor has read.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change; write nothing.")
    ] = False,
    processes: Processes = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Read kept snapshots again after Monitor's rules or config changed.

    Nothing is fetched, and nothing that comes of it is news. Without --all, only
    documents that another version of Monitor has read; a stopped reread goes on
    where it was. A document that cannot be read keeps what was known of it; the
    exit code is then 65, and 70 where Monitor itself stumbled over it.
    """
    from monitor.cli.output import print_json
    from monitor.cli.progress import progress
    from monitor.pipeline import reread as read_again
    from monitor.storage import utc_now

    config = of(context).whole_config()
    rows: list[dict[str, Any]] = []

    def tell(change: DocumentChange) -> None:
        if as_json:
            rows.append(_row(change))
        elif dry_run:
            _print(change)

    with of(context).store(config) as store, progress(quiet=quiet or as_json, latest=True) as shown:
        documents, sources = _named(config, store, names or [])
        report = read_again(
            config,
            store,
            clock=utc_now,
            documents=documents,
            sources=sources,
            everything=everything,
            rehearse=dry_run,
            progress=shown.tell,
            told=tell,
            processes=processes,
            count=shown.count,
        )
    if as_json:
        failures = [
            {"document": f.url, "kind": f.kind, "message": f.message} for f in report.failures
        ]
        print_json(
            "reread",
            {"dry_run": dry_run, **report.counts(), "failures": failures, "changes": rows},
        )
    else:
        _print_totals(report, dry_run)
    _end(report)


def _named(config: Config, store: Store, names: list[str]) -> tuple[list[str], list[str]]:
    """Documents and sources; a source may be one that is no longer configured."""
    known = {one.source for one in store.source_status()} | {one.key for one in config.sources}
    sources = [name for name in names if name in known]
    documents: list[str] = []
    for name in names:
        if name in known:
            continue
        found = store.find(name)
        if found.kind != "document":
            raise NotFoundError(f"{name} names a {found.kind}; name documents or sources")
        documents.append(found.key)
    return documents, sources


def _end(report: RereadReport) -> None:
    kinds = {failure.kind for failure in report.failures}
    if UnforeseenError.kind() in kinds:
        raise typer.Exit(UnforeseenError.exit_code)
    if kinds:
        raise typer.Exit(ParseError.exit_code)


def _row(change: DocumentChange) -> dict[str, Any]:
    from monitor.query.edits import claim_change_row

    return {
        "document": change.document,
        "revisions_new": list(change.revisions_new),
        "revisions_gone": list(change.revisions_gone),
        "claims": [claim_change_row(one) for one in change.claims],
        "relations_new": [one.explanation for one in change.relations_new],
        "relations_gone": [one.explanation for one in change.relations_gone],
    }


def _print(change: DocumentChange) -> None:
    from monitor.cli.diff import print_claim_changes
    from monitor.cli.output import print_text
    from monitor.types import TOLD

    print_text(change.document, style="bold")
    for word, keys in (("+", change.revisions_new), ("-", change.revisions_gone)):
        for key in keys:
            print_text(f"  {word} revision {key}")
    print_claim_changes(change.claims)
    for word, relations in (("+", change.relations_new), ("-", change.relations_gone)):
        for one in relations:
            if one.kind in TOLD:
                print_text(f"  {word} {one.kind} [{one.facet}]: {one.explanation}")


def _print_totals(report: RereadReport, dry_run: bool) -> None:
    from monitor.cli.output import print_text
    from monitor.wording import count

    n, would = report.counts(), "would be " if dry_run else ""
    print_text(
        f"{count(n['documents'], 'document')} reread, {n['changed']} {would}changed: "
        f"revisions +{n['revisions_new']} -{n['revisions_gone']}, "
        f"claims +{n['claims_new']} -{n['claims_gone']} ~{n['claims_changed']}, "
        f"relations +{n['relations_new']} -{n['relations_gone']}; {n['failures']} failed"
    )
    for failure in report.failures:
        print_text(f"  failed: {failure.message}")
