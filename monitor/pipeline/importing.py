"""Files to stored snapshots."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import Path

from monitor.config import Config
from monitor.errors import (
    ImportFileError,
    ParseError,
)
from monitor.pipeline.archiving import import_archive
from monitor.pipeline.folders import choose
from monitor.pipeline.outlets import is_known_site, outlet_of, source_of
from monitor.pipeline.reading import read_pending
from monitor.pipeline.report import CrawlReport, Stages, note_failure, noted
from monitor.progress import Clock, Count, Progress, silent
from monitor.read import read_snapshot
from monitor.read.dates import lies_ahead
from monitor.read.files import SAVED, load, parse
from monitor.storage import Store
from monitor.types import IMPORT, Snapshot
from monitor.warc import is_archive


def import_paths(
    config: Config,
    store: Store,
    paths: Iterable[Path],
    *,
    clock: Clock,
    progress: Progress | None = None,
    processes: int | None = 1,
    count: Count | None = None,
) -> CrawlReport:
    """Import files, archives and folders, then read them.

    A malformed file is recorded and the others go on. Raises ImportFileError
    where a path holds nothing that can be read at all. `processes` read side by
    side: `read_pending` says how.
    """
    report, named = CrawlReport(), dict[str, Path]()
    tell = progress or silent
    files = list[Path]()
    for path in paths:
        chosen = choose(path)
        files += chosen.files
        if chosen.besides:
            tell(chosen.besides)

    def counts() -> dict[str, int]:
        return {
            "files": len(files),
            "revisions": report.revisions,
            "left_out": report.left_out,
            "failed": len(report.failures),
        }

    with noted(store, "import", counts):
        for number, file in enumerate(files, start=1):
            if count:
                count("files", number, len(files))
            if is_archive(file.name):
                import_archive(config, store, file, report, clock=clock, tell=tell)
                continue
            try:
                snapshot = snapshot_of_file(config, file, clock())
                _must_be_another(snapshot.document, file, named)
                _must_be_of_its_outlet(config, store, snapshot, file)
            except ImportFileError as error:
                note_failure(store, report, IMPORT, str(file), error, clock)
                tell(str(error))
                continue
            store.add_snapshot(snapshot)
            report.fetched += 1
            tell(f"read {file}{_as_what(file, snapshot)}")
        read_pending(Stages(config), store, report, clock, tell, processes=processes, count=count)
    return report


def _as_what(file: Path, snapshot: Snapshot) -> str:
    """What a person should know of a saved page that does not say where it stood."""
    if file.suffix.lower() not in SAVED or "://" in snapshot.document:
        return ""
    return (
        f", which says nowhere that can be believed where it stood on the web: it is called "
        f"{snapshot.document}, and another of that name is an edit of it"
    )


def _must_be_another(document: str, file: Path, named: dict[str, Path]) -> None:
    """Two files of one name would be one document that was edited; addresses tell them apart."""
    before = named.setdefault(document, file)
    if "://" not in document and before.resolve() != file.resolve():
        raise ImportFileError(
            f"{file}: would be the same document as {before}, for neither says where it was on the "
            "web; give one another name"
        )


def _must_be_of_its_outlet(config: Config, store: Store, snapshot: Snapshot, file: Path) -> None:
    """A file of one name from another outlet is no edit of what was imported before.

    With a text that is there already it is the same file, and its header was corrected.
    """
    if "://" in snapshot.document:
        return
    outlet = outlet_of(config, snapshot)
    publishers = [one.publisher for one in store.revisions(snapshot.document)]
    if not publishers or publishers[-1] == outlet.publisher:
        return
    again = read_snapshot(snapshot, outlet, config.language.page).revision
    if again is None or store.issue(again.key) is None:
        raise ImportFileError(
            f"{file}: would be an edit of {snapshot.document}, which {publishers[-1]} published, "
            f"and not {outlet.publisher}; give it another name, or say its url: in the header"
        )


def snapshot_of_file(config: Config, file: Path, now: datetime) -> Snapshot:
    """What is kept of a file; raises ImportFileError."""
    # A name need not be text; what is kept of it has to be.
    name = os.fsencode(file.name).decode(errors="replace")
    body = load(file)
    found = parse(os.fsencode(file).decode(errors="replace"), body)
    if found.by_hand and found.published and lies_ahead(found.published, now):
        raise ImportFileError(
            f"{file}: published: {found.published.iso()} lies in the future; correct it"
        )
    url = _canonical(file, found.url) or _saved_address(config, file, body)
    source = source_of(config, url)
    publisher = found.publisher or (None if url else _saved_site(file, body))
    told = (("x-monitor-publisher", publisher), ("x-monitor-domain", found.domain))
    return Snapshot(
        document=url or Path(name).stem,
        source=source.key if source else IMPORT,
        fetched_from=name,
        status=200,
        headers=tuple((name, text) for name, text in told if text),
        body=body,
        observed=now,
        origin="import",
    )


def _saved_address(config: Config, file: Path, body: bytes) -> str | None:
    if file.suffix.lower() not in SAVED:
        return None
    from monitor.crawl.saved import saved_address  # texts and mails do without its parser

    return saved_address(body, partial(is_known_site, config))


def _saved_site(file: Path, body: bytes) -> str | None:
    if file.suffix.lower() not in SAVED:
        return None
    from monitor.crawl.saved import saved_site

    return saved_site(body)


def _canonical(file: Path, url: str | None) -> str | None:
    """The address as a crawl would spell it, so that a saved page is the page crawled."""
    from monitor.crawl.address import canonical_address

    try:
        return canonical_address(url) if url else None
    except ParseError as error:
        raise ImportFileError(f"{file}: url: {error}") from error
