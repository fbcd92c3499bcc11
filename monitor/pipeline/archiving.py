"""Snapshots out to a WARC, and in from one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from monitor.config import Config
from monitor.errors import DroppedError, EvidenceError, ImportFileError
from monitor.pipeline.outlets import source_of
from monitor.pipeline.report import CrawlReport, note_failure
from monitor.progress import Clock, Progress
from monitor.read.files import MAX_FILE
from monitor.storage import Store
from monitor.types import IMPORT, Snapshot
from monitor.wording import count

_TOLD_EVERY = 1000  # snapshots between two lines of progress
# Snapshots stored in one transaction: each costs a write to the disk, and others wait meanwhile.
_TOGETHER = 100
_TOGETHER_BYTES = 10_000_000


def export_archive(
    store: Store,
    keys: Iterable[str],
    out: BinaryIO,
    *,
    packed: bool,
    clock: Clock,
    tell: Progress,
) -> tuple[EvidenceError, ...]:
    """Write the snapshots of these keys to `out`, one after the other.

    Those whose kept bytes are damaged are left out, told and given back; those
    whose bytes were dropped are left out and counted. Raises OSError where
    `out` takes no more, and StorageError.
    """
    from monitor.warc.write import Archive

    archive, damaged = Archive(out, packed=packed, at=clock()), list[EvidenceError]()
    written = dropped = 0
    for key in keys:
        try:
            snapshot = store.snapshot(key)
        except DroppedError:
            dropped += 1
            continue
        except EvidenceError as error:
            damaged.append(error)
            tell(str(error))
            continue
        archive.add(snapshot)
        written += 1
        if written % _TOLD_EVERY == 0:
            tell(f"{written:,} snapshots written")
    tell(f"{count(written, 'snapshot')} written, all")
    if dropped:
        tell(f"{count(dropped, 'snapshot')} left out: their bytes were dropped, as retention says")
    return tuple(damaged)


def import_archive(
    config: Config, store: Store, file: Path, report: CrawlReport, *, clock: Clock, tell: Progress
) -> None:
    """Store what an archive holds; what cannot be had of it is recorded and stops nothing."""
    read = revisits = others = 0
    waiting = list[Snapshot]()
    for found in _contents(config, file, clock()):
        if isinstance(found, ImportFileError):
            note_failure(store, report, IMPORT, str(file), found, clock)
            tell(str(found))
        elif isinstance(found, Snapshot):
            read += 1
            waiting.append(found)
            if len(waiting) == _TOGETHER or sum(len(s.body) for s in waiting) > _TOGETHER_BYTES:
                _keep(store, waiting, report)
                waiting.clear()
            if read % _TOLD_EVERY == 0:
                tell(f"{file}: {read:,} snapshots so far")
        elif found == "revisit":
            revisits += 1
        elif found != "warcinfo":
            others += 1
    _keep(store, waiting, report)
    report.left_out += revisits + others
    passed = f"{count(revisits, 'revisit')} and {count(others, 'other record')} left out"
    tell(f"{file}: {count(read, 'snapshot')}, {passed}")


def _keep(store: Store, snapshots: Sequence[Snapshot], report: CrawlReport) -> None:
    with store.transaction():
        new = sum(store.add_snapshot(snapshot) for snapshot in snapshots)
    report.fetched += new
    report.unchanged += len(snapshots) - new


def _contents(
    config: Config, file: Path, now: datetime
) -> Iterator[Snapshot | ImportFileError | str]:
    """What each record gives: a snapshot, why there is none, or the kind of one that holds none."""
    from monitor.warc.captures import Taken, snapshot_of_record
    from monitor.warc.records import MAX_HEAD, read_records

    def key_of_source(document: str) -> str:
        found = source_of(config, document)
        return found.key if found else IMPORT

    limits = config.settings.crawl
    taken = Taken(key_of_source, limits.max_body, now)
    # Our own hold all pages of an article in one body, or a whole imported file.
    cap = max(MAX_FILE, limits.max_body * limits.max_pages) + MAX_HEAD
    try:
        if not file.is_file():  # reading a pipe or a device may never end
            raise ImportFileError(f"{file}: not a file; save what it gives to one")
        with file.open("rb") as opened:
            for record in read_records(opened, str(file), cap=cap):
                if isinstance(record, ImportFileError):
                    yield record
                    continue
                try:
                    yield snapshot_of_record(record, taken) or record.kind
                except ImportFileError as error:
                    yield ImportFileError(f"{file}: {error}")
    except OSError as error:
        yield ImportFileError(f"{file}: cannot be read ({error.strerror})")
    except ImportFileError as error:
        yield error
