"""The crawl of one source, once for each time it is due."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol

from monitor.config import Config
from monitor.config.source import SourceConfig
from monitor.errors import NotFoundError
from monitor.jobs.slots import is_done, short
from monitor.progress import Clock, Progress
from monitor.storage import LEASE, Store

log = logging.getLogger(__name__)

# A write that often costs nothing, and many have to fail before the lease is over.
_RENEWED = timedelta(minutes=5)


class StopRequested(Exception):  # noqa: N818  (a request, not an error)
    """Whoever runs a job is told to end: raised by its `progress`."""


class Crawl(Protocol):
    """`monitor.pipeline.crawl_sources`, or what stands for it in a test."""

    def __call__(
        self,
        config: Config,
        store: Store,
        sources: Sequence[SourceConfig],
        *,
        clock: Clock,
        progress: Progress | None = None,
        sign: Callable[[], None] = ...,
    ) -> object: ...


def crawl_job_name(key: str) -> str:
    """The name of the slots of a source."""
    return f"crawl:{key}"


def crawl_due(source: SourceConfig, now: datetime) -> datetime:
    """When the crawl of this source was last due.

    Floored to the interval, so that all processes name the same slot, and
    shifted by a part of the interval that is the source's own, so that not all
    sources are due at once.
    """
    interval = source.interval_minutes * 60
    shift = zlib.crc32(source.key.encode()) % interval
    seconds = int(now.timestamp())
    return datetime.fromtimestamp((seconds - shift) // interval * interval + shift, UTC)


def crawl_source_job(
    config: Config,
    store: Store,
    clock: Clock,
    *,
    key: str,
    due: datetime,
    crawl: Crawl | None = None,
    progress: Progress | None = None,
    sign: Callable[[], None] = lambda: None,
) -> bool:
    """Crawl one source for one due time; False where that is done, or another's to do.

    Where it raises, stopped by a StopRequested of `progress` or stumbling over a
    mistake of our own, the slot is given back at once; that of a process that
    died is given again after `LEASE` without a sign of life, which is passed on
    to `sign`. Raises NotFoundError for a source that is not configured, StorageError and
    StopRequested.
    """
    source = config.source(key)
    if source is None:
        raise NotFoundError(f"there is no source {key!r}; see sources.toml")
    name = crawl_job_name(key)
    if is_done(store, name, due) or not store.take_slot(name, due, lease=LEASE):
        return False
    renewed = clock()

    def alive() -> None:
        nonlocal renewed
        sign()
        if clock() - renewed >= _RENEWED:
            renewed = clock()
            store.renew_slot(name, due)

    def tell(line: str) -> None:
        alive()
        if progress:
            progress(line)

    ended = False
    try:
        report = (crawl or _pipeline())(
            config, store, [source], clock=clock, progress=tell, sign=alive
        )
        ended = True
    finally:
        if not ended:
            store.free_slot(name, due)
    store.finish_slot(name, due, "done")
    told = {"job": name, "source": key}
    log.info("crawled %s, due %s: %s", key, short(due), report, extra=told)
    return True


def _pipeline() -> Crawl:
    # Loads httpx and all that reads pages, which neither a digest nor its delivery needs.
    from monitor.pipeline import crawl_sources

    return crawl_sources
