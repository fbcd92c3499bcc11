"""Stored snapshots to revisions, claims and relations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial

from monitor.compare.slots import slot_of
from monitor.errors import (
    ConfigError,
    MonitorError,
    StorageError,
    UnforeseenError,
)
from monitor.pipeline.children import side_by_side
from monitor.pipeline.comparing import compare_slots
from monitor.pipeline.drawing import (
    Drawn,
    begin_drawing,
    draw_claims,
    draw_one,
    failed_with,
    told_apart,
)
from monitor.pipeline.redrawing import header_of
from monitor.pipeline.report import CrawlReport, Stages, note_failure
from monitor.pipeline.rereading import redraw_again
from monitor.pipeline.versions import drawn_by
from monitor.pipeline.writing import Writing
from monitor.progress import Clock, Count, Progress
from monitor.storage import Issue, Store
from monitor.types import Revision
from monitor.wording import count


def read_pending(
    stages: Stages,
    store: Store,
    report: CrawlReport,
    clock: Clock,
    tell: Progress,
    *,
    processes: int | None = 1,
    count: Count | None = None,
) -> None:
    """Read every snapshot that no run has read yet, then compare what is new, slot by slot.

    A document that cannot be read is recorded and never stops the others. Where
    there are workers, all of it is theirs to read; else `processes` read side by
    side (None: as many as is worth it), and what is written, and in which
    order, is the same with any number of them.
    """
    keys = store.pending()
    if stages.config.settings.workers.enabled:
        report.left_to_workers = len(keys)
        return
    keys = _without_deadly(stages, store, keys, tell)
    begin = partial(begin_drawing, stages.config, store.again)
    here = partial(draw_one, stages, store)
    with _first_tried(store, keys), side_by_side(processes, keys, begin, here, tell) as came:
        for done, (key, drawn) in enumerate(came, start=1):
            if isinstance(drawn, MonitorError):
                drawn = _undrawn(store, key, drawn)
            keep_drawn(stages, store, drawn, report, clock, tell)
            if done == 1:
                store.forget_attempts(key)
            if count:
                count("documents", done, len(keys))


def _without_deadly(
    stages: Stages, store: Store, keys: tuple[str, ...], tell: Progress
) -> tuple[str, ...]:
    """The keys without what ended every run that began with it, which goes into quarantine.

    What ends a process (by its memory, say) is what the next run begins with, since all in front of
    it was read: so only the first is counted.
    """
    most = stages.config.settings.workers.attempts
    while keys and (tried := store.note_attempt(keys[0])) > most:
        why = "the process ended each time that it was read"
        store.put_in_quarantine(keys[0], tried - 1, why)
        tell(f"{keys[0]}: {why}, so it is put into quarantine: monitor quarantine list")
        keys = keys[1:]
    return keys


@contextmanager
def _first_tried(store: Store, keys: Sequence[str]) -> Iterator[None]:
    """Where a run ends in any way that can still be noted, its first snapshot did not end it."""
    try:
        yield
    except BaseException:
        with suppress(StorageError):
            store.forget_attempts(keys[0] if keys else "")
        raise


def read_one(
    stages: Stages, store: Store, key: str, report: CrawlReport, clock: Clock, tell: Progress
) -> None:
    """Read one snapshot, and compare what is new in it; whole or not at all.

    One that cannot be read is recorded. Raises ConfigError and StorageError, which
    are no document's fault, and which the next one would meet again.
    """
    keep_drawn(stages, store, draw_one(stages, store, key), report, clock, tell)


def keep_drawn(
    stages: Stages,
    store: Store,
    drawn: Drawn,
    report: CrawlReport,
    clock: Clock,
    tell: Progress,
) -> None:
    """Write what was drawn, and compare what is new in it; whole or not at all."""
    try:
        if drawn.error is not None:
            raise drawn.error
        assert drawn.reading is not None
        known = False
        with store.transaction():
            if drawn.reading.revision is not None:
                known = not _keep_revision(
                    stages, store, drawn.reading.revision, drawn, report, tell
                )
            store.mark_read(drawn.key, drawn.reading.kind, drawn_by())
    except (ConfigError, StorageError):
        raise
    except MonitorError as error:
        with store.transaction():
            note_failure(store, report, drawn.source, drawn.document, error, clock)
            if not isinstance(error, UnforeseenError):  # that one stays pending
                store.mark_read(drawn.key, failed_with(error), drawn_by())
        tell(str(error))
        return
    if drawn.reading.revision is None:
        report.without_text += 1
        tell(f"{drawn.document}: {drawn.reading.kind} page, nothing read")
    elif known and drawn.imported:
        _correct(stages, store, drawn.reading.revision, drawn.news, report, clock, tell)


def _correct(
    stages: Stages,
    store: Store,
    revision: Revision,
    news: bool,
    report: CrawlReport,
    clock: Clock,
    tell: Progress,
) -> None:
    """Where a text was imported again, and its file now gives it another date, title or publisher.

    In a transaction of its own: killed before it, the same import corrects it again.
    """
    kept = store.revision(revision.key)
    if header_of(kept) == header_of(revision):
        return
    if store.snapshot_facts(kept.snapshot).origin == "import":
        report.corrected += redraw_again(stages, store, clock, revision.document, news=news)
        tell(f"{revision.document}: corrected, as its file says now")


def _undrawn(store: Store, key: str, error: MonitorError) -> Drawn:
    """Of a snapshot that ended the processes which read it; raises what is no document's fault."""
    if isinstance(error, ConfigError | StorageError):
        raise error
    return Drawn(key, **told_apart(store.snapshot(key)), error=error)


def _first_seen(issue: Issue | None) -> Issue | None:
    """What comparing asks of a revision: not when it was seen last."""
    return replace(issue, last_observed=None) if issue else None


def _keep_revision(
    stages: Stages,
    store: Store,
    revision: Revision,
    drawn: Drawn,
    report: CrawlReport,
    tell: Progress,
) -> bool:
    """Write a text with its claims, and compare it; whether it was not there yet."""
    claims, before = drawn.claims, None
    if claims is None:
        before = store.issue(revision.key)
        # It was there when it was drawn; a reread may have taken it away since.
        claims = () if before else draw_claims(stages, revision)
    slots = {claim.key: slot_of(claim, stages.topic(claim.topic)) for claim in claims}
    fresh = store.add_revision(revision)
    if fresh:
        if claims:
            store.put_claims(revision.key, claims, slots, news=drawn.news)
        report.revisions += 1
        report.claims += len(claims)
        tell(f"{revision.document}: {count(len(claims), 'claim')}")
    elif before is not None and _first_seen(before) == _first_seen(store.issue(revision.key)):
        return False  # a text seen again, no earlier than before and with no new notice
    if fresh and not claims and len(store.issues([revision.document])[revision.document]) == 1:
        return True  # the only text of its document, as most of the news: nothing to compare
    touched = {slots[claim.key]: claim.topic for claim in claims}
    compare_slots(stages.config, store, touched, revision, Writing(drawn.news), fresh=fresh)
    return fresh
