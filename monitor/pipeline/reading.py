"""Stored snapshots to revisions, claims and relations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from monitor.compare.slots import slot_of
from monitor.errors import (
    ConfigError,
    MonitorError,
    NotFoundError,
    StorageError,
    UnforeseenError,
)
from monitor.pipeline.archived import is_news, to_blame
from monitor.pipeline.comparing import Writing, compare_slots
from monitor.pipeline.outlets import outlet_of
from monitor.pipeline.report import Clock, CrawlReport, Progress, Stages, note_failure
from monitor.pipeline.versions import drawn_by
from monitor.read import READER, Outlet, Reading, read_snapshot
from monitor.storage import Store
from monitor.types import Claim, Revision, Snapshot

FAILED = "failed: "  # begins the outcome of a snapshot that could not be read


def read_pending(
    stages: Stages, store: Store, report: CrawlReport, clock: Clock, tell: Progress
) -> None:
    """Read every snapshot that no run has read yet, then compare what is new, slot by slot.

    A document that cannot be read is recorded and never stops the others. Where
    there are workers, all of it is theirs to read.
    """
    if stages.config.settings.workers.enabled:
        report.left_to_workers = len(store.pending())
        return
    for key in store.pending():
        read_one(stages, store, key, report, clock, tell)


def read_one(
    stages: Stages, store: Store, key: str, report: CrawlReport, clock: Clock, tell: Progress
) -> None:
    """Read one snapshot, and compare what is new in it; whole or not at all.

    One that cannot be read is recorded. Raises ConfigError and StorageError, which
    are no document's fault, and which the next one would meet again.
    """
    source = document = None
    try:
        snapshot = store.snapshot(key)
        source, document = to_blame(snapshot), snapshot.document
        reading, claims = _draw_new(stages, store, snapshot)
        with store.transaction():
            if reading.revision is not None:
                writing = Writing(is_news(snapshot))
                _keep_revision(stages, store, reading.revision, claims, report, tell, writing)
            store.mark_read(key, reading.kind, drawn_by())
    except (ConfigError, StorageError):
        raise
    except MonitorError as error:
        with store.transaction():
            note_failure(store, report, source, document, error, clock)
            if not isinstance(error, UnforeseenError):  # that one stays pending
                store.mark_read(key, failed_with(error), drawn_by())
        tell(str(error))
        return
    if reading.revision is None:
        report.without_text += 1
        tell(f"{document}: {reading.kind} page, nothing read")


def failed_with(error: MonitorError) -> str:
    """The outcome of a snapshot that cannot be read."""
    return f"{FAILED}{error.kind()}"


def draw(stages: Stages, snapshot: Snapshot, outlet: Outlet | None = None) -> Reading:
    """What a snapshot says, as far as reading goes: pure work, without the database.

    `outlet`: whose page it is, where that is known better than by config.
    Raises ParseError and its like where it cannot be read.
    """
    with _told_of(snapshot.document):
        whose = outlet or outlet_of(stages.config, snapshot)
        reading = read_snapshot(snapshot, whose, stages.config.language.page)
        if reading.revision is None:
            return reading
        return replace(reading, revision=replace(reading.revision, reader=READER))


def draw_claims(stages: Stages, revision: Revision) -> tuple[Claim, ...]:
    """The claims of a revision; raises UnforeseenError where we stumble over it."""
    with _told_of(revision.document):
        return tuple(stages.extractor.claims(revision))


@contextmanager
def _told_of(document: str) -> Iterator[None]:
    try:
        yield
    except MonitorError:
        raise
    except Exception as error:  # a stranger's page may bring out any mistake, and only its own
        raise UnforeseenError(
            f"{document}: cannot be read ({type(error).__name__}: {str(error)[:200]}); "
            "its snapshot is kept, and the next run tries again"
        ) from error


def _draw_new(
    stages: Stages, store: Store, snapshot: Snapshot
) -> tuple[Reading, tuple[Claim, ...]]:
    """What a snapshot says, and the claims of a new text; done before the database is locked."""
    reading = draw(stages, snapshot)
    if reading.revision is None or _kept(store, reading.revision) is not None:
        return reading, ()
    return reading, draw_claims(stages, reading.revision)


def _kept(store: Store, revision: Revision) -> Revision | None:
    try:
        return store.revision(revision.key)
    except NotFoundError:
        return None


def _keep_revision(
    stages: Stages,
    store: Store,
    revision: Revision,
    claims: Sequence[Claim],
    report: CrawlReport,
    tell: Progress,
    writing: Writing,
) -> None:
    before = _kept(store, revision)
    slots = {claim.key: slot_of(claim, stages.topic(claim.topic)) for claim in claims}
    if store.add_revision(revision):
        store.put_claims(revision.key, claims, slots, news=writing.news)
        report.revisions += 1
        report.claims += len(claims)
        tell(f"{revision.document}: {len(claims)} claims")
    elif before is None or _stands_alike(before, store.revision(revision.key)):
        return
    touched = {slots[claim.key]: claim.topic for claim in claims}
    compare_slots(stages.config, store, touched, revision, writing)


def _stands_alike(before: Revision, now: Revision) -> bool:
    """Whether a text seen again is compared as it was: seen no earlier, and with no new notice."""
    return (before.observed, before.notices) == (now.observed, now.notices)
