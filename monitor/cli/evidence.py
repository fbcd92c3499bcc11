"""`monitor evidence` and `monitor verify`: what others can check, and checking it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.context import of
from monitor.cli.options import DATE_HELP, AsJson, Quiet, day_of
from monitor.errors import DatabaseBusyError, EvidenceError, OutputError, UnprovenError

if TYPE_CHECKING:
    from monitor.evidence.audit import Audit
    from monitor.evidence.check import Fault
    from monitor.evidence.verify import Proof


def evidence(
    context: typer.Context,
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="A document's address, or the beginning of any id.")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The zip to write.")
    ],
    force: Annotated[bool, typer.Option("--force", help="Replace a file of that name.")] = False,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Write all that one thing stands on into a zip that others can check."""
    from monitor.cli.output import print_json, print_text, progress_line
    from monitor.evidence.gather import gather
    from monitor.evidence.verify import verify_bundle
    from monitor.evidence.write import write_bundle
    from monitor.storage import utc_now
    from monitor.whole import whole_file

    if output.is_file() and not force:
        raise OutputError(f"{output}: is there already; name another, or say --force")
    options = of(context)
    tell = progress_line(quiet)
    with options.store(options.config()) as store:
        gathered = gather(store, store.find(identifier))
        with whole_file(output) as part, part.open("w+b") as file:
            written = write_bundle(store, gathered, file, at=utc_now(), tell=tell)
            # What is handed out must hold: a row that was changed in the database ends it here.
            proof = verify_bundle(file, str(output))
            if proof.faults:
                raise UnprovenError(f"no bundle was written: {proof.faults[0]}")
    facts = {
        "file": str(output),
        "sha256": proof.sha256,
        "claims": written.claims,
        "files": written.files,
        "left_out": written.left_out,
        "absent": written.absent,
        "missing": [str(error) for error in written.missing],
    }
    if as_json:
        print_json("evidence", facts)
    else:
        from monitor.wording import count

        print_text(f"{output}: {count(written.claims, 'claim')}, {count(written.files, 'file')}")
        if written.left_out:
            print_text(f"claims of its sides that are left out: {written.left_out}")
        if written.absent:
            print_text(f"claims of its sides that are not kept any more: {written.absent}")
        for error in written.missing:
            print_text(f"without its bytes: {error}")
        print_text(f"SHA-256 {proof.sha256}")
    damaged = [error for error in written.missing if isinstance(error, EvidenceError)]
    if damaged:
        raise damaged[0]


def verify(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="A bundle; without one, the whole database."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help=f"Of the database, what was recorded since then: {DATE_HELP}"
        ),
    ] = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Prove a bundle, or check every body, text and quote of the database.

    Exit code 3 where anything is not as it was.
    """
    if file is not None:
        if since is not None:
            raise typer.BadParameter("--since is for the database")
        _bundle(file, as_json)
        return
    from monitor.interval import morning

    first = day_of(since, last=False)
    start = morning(first) if first else None
    _database(context, start, quiet=quiet, as_json=as_json)


def _bundle(path: Path, as_json: bool) -> None:
    from monitor.cli.output import print_json, print_text
    from monitor.evidence.archive import open_file
    from monitor.evidence.verify import verify_bundle

    with open_file(path) as file:
        proof = verify_bundle(file, str(path))
    if as_json:
        print_json("proof", _proof_row(path, proof))
    else:
        for line in (*proof.faults, *proof.missing):
            print_text(str(line))
        for note in proof.notes:
            print_text(f"note: {note}")
        print_text(f"SHA-256 {proof.sha256}")
        if proof.proven and proof.manifest:
            number = len(proof.manifest.quotes)
            print_text(
                f"{path}: proven: {number} of {number} quotes stand in their texts, "
                "and every file is as it was made"
            )
    if proof.faults:
        raise UnprovenError(f"{path}: not proven: {_in_short(proof.faults)}")
    if proof.missing:
        raise UnprovenError(
            f"{path}: not proven in full: its quotes stand in their texts, and other parts are "
            f"missing: {'; '.join(proof.missing)}; ask for a bundle that has them"
        )


def _proof_row(path: Path, proof: Proof) -> dict[str, object]:
    manifest = proof.manifest
    return {
        "file": str(path),
        "sha256": proof.sha256,
        "proven": proof.proven,
        "about": manifest.about.model_dump() if manifest else None,
        "made": manifest.made if manifest else None,
        "quotes": len(manifest.quotes) if manifest else 0,
        "faults": [asdict(fault) for fault in proof.faults],
        "missing": list(proof.missing),
        "notes": list(proof.notes),
    }


def _database(
    context: typer.Context, since: datetime | None, *, quiet: bool, as_json: bool
) -> None:
    from monitor.cli.output import print_json, print_text
    from monitor.cli.progress import progress
    from monitor.evidence.audit import Audit, audit

    options = of(context)
    so_far, faults = Audit(), []
    shown_where = progress(quiet=quiet, latest=True)
    with options.store(options.config()) as store, shown_where as shown:
        try:
            for fault in audit(store, so_far, since=since, tell=shown.tell, count=shown.count):
                if as_json:
                    faults.append(fault)
                else:
                    print_text(str(fault))
        except (KeyboardInterrupt, DatabaseBusyError):
            typer.echo(f"not finished: {_reached(so_far)}", err=True)
            raise
    if as_json:
        row = {
            "checked": so_far.checked,
            "dropped": so_far.dropped,
            "faults": [asdict(fault) for fault in faults],
        }
        print_json("audit", row)
    else:
        print_text(_reached(so_far))
    if so_far.faults:
        raise UnprovenError(
            f"faults in the database: {so_far.faults}; put back a backup, or draw what was "
            "changed again from the kept bytes: monitor reread --all"
        )


def _reached(so_far: Audit) -> str:
    parts = [f"{name} {so_far.checked[name]:,} of {n:,}" for name, n in so_far.total.items()]
    gone = f"; bodies dropped by retention: {so_far.dropped:,}" if so_far.dropped else ""
    return f"checked: {', '.join(parts)}{gone}; faults: {so_far.faults}"


def _in_short(faults: tuple[Fault, ...]) -> str:
    return str(faults[0]) if len(faults) == 1 else f"{len(faults)} faults, the first: {faults[0]}"
