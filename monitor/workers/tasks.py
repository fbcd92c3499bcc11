"""The tasks as Procrastinate knows them: thin, each safe to run twice."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from threading import Event

from procrastinate import App, JobContext
from procrastinate.connector import BaseAsyncConnector

from monitor import jobs
from monitor.config import Config
from monitor.errors import MonitorError, UnforeseenError
from monitor.pipeline import CrawlReport, Stages, read_one
from monitor.plain import one_line
from monitor.storage import Store, Way
from monitor.workers.attempts import Patience, is_last
from monitor.workers.ways import CRAWL, DIGESTS, MESSAGES, READ, RETENTION, defer_unread

log = logging.getLogger(__name__)

# Reads the snapshot of that key, whole or not at all.
Read = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker is given to do its jobs with."""

    config: Config
    store: Store
    clock: jobs.Clock
    stop: Event
    threads: Executor
    environ: Mapping[str, str]
    crawl: jobs.Crawl | None = None
    read: Read | None = None


class Tasks:
    """All of them; each runs in a thread, so that the worker shows signs of life meanwhile."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._read_snapshot = work.read or _reader(work)
        self._reading_since: float | None = None
        self._in_hand: set[Future[object]] = set()

    def known_to(self, connector: BaseAsyncConnector) -> App:
        """Procrastinate with these tasks, over this connection."""
        app = App(connector=connector)
        patience = Patience(self._work.config.settings.workers.attempts)

        def task(way: Way, do: Callable[..., Awaitable[None]]) -> None:
            app.task(name=way.task, queue=way.queue, pass_context=True, retry=patience)(do)

        task(CRAWL, self.crawl)
        task(READ["crawl"], self.read)
        task(DIGESTS, self.digests)
        task(MESSAGES, self.messages)
        task(RETENTION, self.retention)
        return app

    @property
    def in_hand(self) -> bool:
        """Whether a thread is at a job, be it one that was given back."""
        return bool(self._in_hand)

    @property
    def reading_seconds(self) -> float:
        """How long the snapshot in hand has been read."""
        since = self._reading_since
        return 0.0 if since is None else time.monotonic() - since

    async def crawl(self, context: JobContext, key: str, due: str) -> None:
        """Fetch what a source has; what is new stands in the queue after it."""
        moment = datetime.fromisoformat(due)
        try:
            await self._run(CRAWL.task, partial(self._crawl, key, moment))
        except asyncio.CancelledError:  # it waits, politely, for longer than we wait for it
            self._work.store.free_slot(jobs.crawl_job_name(key), moment)
            raise

    async def read(self, context: JobContext, key: str) -> None:
        """Draw revision, claims and relations of one snapshot."""
        await self._run(READ["crawl"].task, partial(self._read, key, context.job.attempts))

    async def digests(self, context: JobContext) -> None:
        """Make what is due, and send it."""
        await self._run(DIGESTS.task, self._digests)

    async def messages(self, context: JobContext) -> None:
        """Alerts, and whatever else stands in the outbox."""
        await self._run(MESSAGES.task, self._messages)

    async def retention(self, context: JobContext, due: str) -> None:
        """Drop what is kept no longer."""
        work, moment = self._work, datetime.fromisoformat(due)
        job = partial(jobs.retention_job, work.config, work.store, work.clock, due=moment)
        await self._run(RETENTION.task, job)

    async def _run(self, task: str, job: Callable[[], object]) -> None:
        future = self._work.threads.submit(job)
        self._in_hand.add(future)
        future.add_done_callback(self._in_hand.discard)
        try:
            await asyncio.wrap_future(future)
        except jobs.StopRequested:
            log.info("%s: stopped, and given back", task, extra={"job": task})
            raise
        except MonitorError as error:
            log.warning("%s: %s", task, one_line(str(error)), extra={"job": task})
            raise
        except Exception:
            log.exception("%s: a mistake of Monitor's own", task, extra={"job": task})
            raise

    def _crawl(self, key: str, due: datetime) -> None:
        work = self._work
        if work.config.source(key) is None:
            log.warning("this worker's sources.toml has no source %s; give all the same", key)
            return
        jobs.crawl_source_job(
            work.config,
            work.store,
            work.clock,
            key=key,
            due=due,
            crawl=work.crawl,
            progress=self._go_on_unless_stopped,
        )
        defer_unread(work.config, work.store)

    def _go_on_unless_stopped(self, line: str) -> None:
        if self._work.stop.is_set():
            raise jobs.StopRequested
        log.debug("%s", line)

    def _read(self, key: str, attempts: int) -> None:
        store, most = self._work.store, self._work.config.settings.workers.attempts
        if not store.is_pending(key):
            return  # read by one that was taken for dead
        self._reading_since = time.monotonic()
        try:
            self._read_snapshot(key)
        except MonitorError as error:
            if not is_last(attempts, most, error):
                raise
            store.put_in_quarantine(key, attempts + 1, one_line(str(error)))
            log.error("snapshot %s is in quarantine: %s", key, one_line(str(error)))
        finally:
            self._reading_since = None

    def _digests(self) -> None:
        work = self._work
        if jobs.make_digests(work.config, work.store, work.clock):
            jobs.deliver_job(work.config, work.store, work.clock, environ=work.environ)

    def _messages(self) -> None:
        work = self._work
        jobs.alert_job(work.config, work.store, work.clock)
        jobs.deliver_job(work.config, work.store, work.clock, environ=work.environ)


def _reader(work: Work) -> Read:
    """The pipeline's own, which also raises where Monitor stumbles over a snapshot."""
    stages = Stages(work.config)

    def read(key: str) -> None:
        report = CrawlReport()
        read_one(stages, work.store, key, report, work.clock, log.debug)
        for failure in report.failures:
            if failure.kind == UnforeseenError.kind():
                raise UnforeseenError(failure.message)

    return read
