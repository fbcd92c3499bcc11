"""Stored snapshots to revisions, claims and relations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from monitor.compare.slots import slot_of
from monitor.config import Config
from monitor.errors import (
    ConfigError,
    MonitorError,
    StorageError,
    UnforeseenError,
)
from monitor.pipeline.archived import is_news, to_blame
from monitor.pipeline.children import side_by_side
from monitor.pipeline.comparing import compare_slots
from monitor.pipeline.outlets import outlet_of
from monitor.pipeline.report import Clock, Count, CrawlReport, Progress, Stages, note_failure
from monitor.pipeline.versions import drawn_by
from monitor.pipeline.writing import Writing
from monitor.read import READER, Outlet, Reading, read_snapshot
from monitor.storage import Issue, Store
from monitor.storage.retention import FAILED
from monitor.types import Claim, Revision, Snapshot
from monitor.wording import count


@dataclass(frozen=True, slots=True)
class Drawn:
    """What reading one snapshot gave, before any of it is written; `error` where it cannot be read.

    `claims` are None where the text was there already. `source` is whose failure
    it would be, `news` whether what it says is to be told.
    """

    key: str
    document: str | None = None
    source: str | None = None
    news: bool = True
    reading: Reading | None = None
    claims: tuple[Claim, ...] | None = None
    error: MonitorError | None = None


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
    begin = partial(begin_drawing, stages.config, store.again)
    here = partial(draw_one, stages, store)
    with side_by_side(processes, keys, begin, here, tell) as came:
        for done, (key, drawn) in enumerate(came, start=1):
            if isinstance(drawn, MonitorError):
                drawn = _undrawn(store, key, drawn)
            keep_drawn(stages, store, drawn, report, clock, tell)
            if count:
                count("documents", done, len(keys))


def read_one(
    stages: Stages, store: Store, key: str, report: CrawlReport, clock: Clock, tell: Progress
) -> None:
    """Read one snapshot, and compare what is new in it; whole or not at all.

    One that cannot be read is recorded. Raises ConfigError and StorageError, which
    are no document's fault, and which the next one would meet again.
    """
    keep_drawn(stages, store, draw_one(stages, store, key), report, clock, tell)


def begin_drawing(config: Config, again: Callable[[], Store]) -> Callable[[str], Drawn]:
    """What a child process does with the key of a snapshot; it only reads in the database."""
    stages, store = Stages(config), again()
    return partial(draw_one, stages, store)


def draw_one(stages: Stages, store: Store, key: str) -> Drawn:
    """All that reading a snapshot gives; the database is read, and not locked.

    Raises ConfigError and StorageError.
    """
    drawn = Drawn(key)
    try:
        snapshot = store.snapshot(key)
        drawn = replace(drawn, **_told_apart(snapshot))
        reading = draw(stages, snapshot)
        claims = None
        if reading.revision is not None and store.issue(reading.revision.key) is None:
            claims = draw_claims(stages, reading.revision)
        return replace(drawn, reading=reading, claims=claims)
    except (ConfigError, StorageError):
        raise
    except MonitorError as error:
        return replace(drawn, error=error)


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
        with store.transaction():
            if drawn.reading.revision is not None:
                _keep_revision(stages, store, drawn.reading.revision, drawn, report, tell)
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


def _told_apart(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "document": snapshot.document,
        "source": to_blame(snapshot),
        "news": is_news(snapshot),
    }


def _undrawn(store: Store, key: str, error: MonitorError) -> Drawn:
    """Of a snapshot that ended the processes which read it; raises what is no document's fault."""
    if isinstance(error, ConfigError | StorageError):
        raise error
    return Drawn(key, **_told_apart(store.snapshot(key)), error=error)


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
) -> None:
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
        return  # a text seen again, no earlier than before and with no new notice
    if fresh and not claims and len(store.issues([revision.document])[revision.document]) == 1:
        return  # the only text of its document, as most of the news: there is nothing to compare
    touched = {slots[claim.key]: claim.topic for claim in claims}
    compare_slots(stages.config, store, touched, revision, Writing(drawn.news), fresh=fresh)
