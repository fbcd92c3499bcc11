"""Stored snapshots to revisions, claims and relations."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.compare.slots import slot_of
from monitor.errors import (
    ConfigError,
    MonitorError,
    NotFoundError,
    StorageError,
    UnforeseenError,
)
from monitor.pipeline.archived import to_blame
from monitor.pipeline.comparing import compare_slots
from monitor.pipeline.outlets import outlet_of
from monitor.pipeline.report import Clock, CrawlReport, Progress, Stages, note_failure
from monitor.read import Reading, read_snapshot
from monitor.storage import Store
from monitor.types import Claim, Revision, Snapshot


def read_pending(
    stages: Stages, store: Store, report: CrawlReport, clock: Clock, tell: Progress
) -> None:
    """Read every snapshot that no run has read yet, then compare what is new, slot by slot.

    A document that cannot be read is recorded and never stops the others.
    """
    for key in store.pending():
        source = document = None
        try:
            snapshot = store.snapshot(key)
            source, document = to_blame(snapshot), snapshot.document
            reading, claims = _draw(stages, store, snapshot)
            with store.transaction():
                if reading.revision is not None:
                    _keep_revision(stages, store, reading.revision, claims, report, tell)
                store.mark_read(key, reading.kind)
        except (ConfigError, StorageError):
            raise  # no document's fault, and the next one would meet it again
        except MonitorError as error:
            with store.transaction():
                note_failure(store, report, source, document, error, clock)
                if not isinstance(error, UnforeseenError):  # that one stays pending
                    store.mark_read(key, f"failed: {type(error).__name__}")
            tell(str(error))
            continue
        if reading.revision is None:
            report.without_text += 1
            tell(f"{document}: {reading.kind} page, nothing read")


def _draw(stages: Stages, store: Store, snapshot: Snapshot) -> tuple[Reading, tuple[Claim, ...]]:
    """What a snapshot says: pure work, done before the database is locked for it."""
    outlet = outlet_of(stages.config, snapshot)
    try:
        reading = read_snapshot(snapshot, outlet, stages.config.language.page)
        if reading.revision is None or _is_kept(store, reading.revision):
            return reading, ()
        return reading, tuple(stages.extractor.claims(reading.revision))
    except MonitorError:
        raise
    except Exception as error:  # a stranger's page may bring out any mistake, and only its own
        raise UnforeseenError(
            f"{snapshot.document}: cannot be read ({type(error).__name__}: {str(error)[:200]}); "
            "its snapshot is kept, and the next run tries again"
        ) from error


def _is_kept(store: Store, revision: Revision) -> bool:
    try:
        store.revision(revision.key)
    except NotFoundError:
        return False
    return True


def _keep_revision(
    stages: Stages,
    store: Store,
    revision: Revision,
    claims: Sequence[Claim],
    report: CrawlReport,
    tell: Progress,
) -> None:
    if not store.add_revision(revision):
        return
    slots = {claim.key: slot_of(claim, stages.topic(claim.topic)) for claim in claims}
    store.put_claims(revision.key, claims, slots)
    compare_slots(
        stages.config, store, {slots[claim.key]: claim.topic for claim in claims}, revision
    )
    report.revisions += 1
    report.claims += len(claims)
    tell(f"{revision.document}: {len(claims)} claims")
