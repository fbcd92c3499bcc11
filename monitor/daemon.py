"""`monitor run`: a clock that starts jobs, and ends cleanly.

APScheduler only says when; whether there is something to do, and for whom, is
decided in monitor/jobs by rows in the database. So it does not matter how
often a job is started, nor how many daemons share a database.
"""

from __future__ import annotations

import logging
import queue
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from monitor import jobs
from monitor.config.load import Config
from monitor.config.source import SourceConfig
from monitor.errors import MonitorError
from monitor.storage import Store

log = logging.getLogger(__name__)

# Each crawls one source; within a source one host is asked slowly, so it mostly waits.
_CRAWLERS = 4
# How long a job may take to notice that it should stop. What it has not finished by
# then is lost with the process, which is no loss: every write is whole or absent.
_GRACE = 5.0
_DELIVERY_MINUTES = 1
# How soon after its lease the slot of a dead process is taken over.
_SWEEP_MINUTES = 5


@dataclass(frozen=True, slots=True)
class _Daemon:
    config: Config
    open_store: Callable[[], Store]
    clock: jobs.Clock
    stop: threading.Event
    crawl: jobs.Crawl | None
    begun: dict[str, datetime] = field(default_factory=dict)  # source → due, while it is crawled

    def crawl_source(self, source: SourceConfig) -> None:
        due = jobs.crawl_due(source, self.clock())
        self.begun[source.key] = due
        try:
            with self.open_store() as store:
                jobs.crawl_source_job(
                    self.config,
                    store,
                    self.clock,
                    key=source.key,
                    due=due,
                    crawl=self.crawl,
                    progress=self._go_on_unless_stopped,
                )
        finally:
            del self.begun[source.key]

    def give_back(self) -> None:
        """Free the slots of crawls that wait, politely, for longer than we wait for them."""
        with self.open_store() as store:
            for key, due in tuple(self.begun.items()):
                store.free_slot(jobs.crawl_job_name(key), due)

    def make_digest(self) -> None:
        due = jobs.digest_due(self.config.settings.digest, self.clock())
        with self.open_store() as store:
            made = jobs.digest_job(self.config, store, self.clock, due=due)
            if made:
                jobs.deliver_job(self.config, store, self.clock)

    def deliver(self) -> None:
        with self.open_store() as store:
            jobs.alert_job(self.config, store, self.clock)
            jobs.deliver_job(self.config, store, self.clock)

    def write_feeds(self) -> None:
        with self.open_store() as store:
            jobs.feeds_job(self.config, store)

    def _go_on_unless_stopped(self, line: str) -> None:
        if self.stop.is_set():
            raise jobs.StopRequested
        log.debug("%s", line)


class _Bench:
    """Threads that do jobs by name; a job that waits or runs is not started once more.

    The threads do not keep the process alive: one that hangs cannot hold up its end.
    """

    def __init__(self, name: str, threads: int, stop: threading.Event) -> None:
        self._stop = stop
        self._waiting: queue.SimpleQueue[tuple[str, Callable[[], None]] | None]
        self._waiting = queue.SimpleQueue()
        self._names: set[str] = set()
        self._lock = threading.Lock()
        self._name = name
        self._threads = [self._new_thread() for _ in range(threads)]

    def start(self, name: str, job: Callable[[], None]) -> None:
        """Do it as soon as a thread is free."""
        with self._lock:
            if name in self._names:
                return
            self._names.add(name)
            # A thread ends of a mistake of ours only, which it printed; its place is filled.
            self._threads = [
                thread if thread.is_alive() else self._new_thread() for thread in self._threads
            ]
        self._waiting.put((name, job))

    def end(self) -> None:
        """Ask all threads to end; `join` waits for it."""
        for _ in self._threads:
            self._waiting.put(None)

    def join(self, deadline: float) -> bool:
        """Whether all threads ended before that time of the monotonic clock."""
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _new_thread(self) -> threading.Thread:
        thread = threading.Thread(target=self._work, name=self._name, daemon=True)
        thread.start()
        return thread

    def _work(self) -> None:
        while (task := self._waiting.get()) is not None:
            name, job = task
            try:
                if not self._stop.is_set():
                    _do(name, job)
            finally:
                with self._lock:
                    self._names.discard(name)


def run_daemon(
    config: Config,
    open_store: Callable[[], Store],
    *,
    clock: jobs.Clock,
    stop: threading.Event,
    crawl: jobs.Crawl | None = None,
) -> None:
    """Crawl each source on its interval, make and send the digest, until `stop` is set.

    What fell due while no daemon ran is done at once. Jobs that fail are
    logged and tried again; raises StorageError where the database cannot be
    opened at the start.
    """
    open_store().close()
    daemon = _Daemon(config, open_store, clock, stop, crawl)
    crawlers, postman = _Bench("crawl", _CRAWLERS, stop), _Bench("digest", 1, stop)
    scheduler = _schedule(daemon, crawlers, postman)
    # It tells of every start, also of those that find nothing to do.
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    scheduler.start()
    sources, digest = len(_enabled(config)), config.settings.digest
    log.info("started: %d sources, digest at %s %s", sources, digest.at, digest.time_zone)
    _start_all(daemon, crawlers, postman)
    try:
        stop.wait()
    finally:
        stop.set()
        scheduler.shutdown(wait=False)
        for bench in (crawlers, postman):
            bench.end()
        deadline = time.monotonic() + _GRACE
        clean = [bench.join(deadline) for bench in (crawlers, postman)]
        if not clean[0]:
            daemon.give_back()
        log.info("ended" if all(clean) else "ended; a job was cut short, to be done anew")


def stop_on_signals() -> threading.Event:
    """An event that SIGTERM or SIGINT sets; a second such signal ends the process at once."""
    stop = threading.Event()

    def set_stop(number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        # In a thread: the main thread may be inside `stop.wait`, holding the lock `set` needs.
        threading.Thread(target=stop.set, daemon=True).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, set_stop)
    return stop


def _enabled(config: Config) -> list[SourceConfig]:
    return [source for source in config.sources if source.enabled]


def _schedule(daemon: _Daemon, crawlers: _Bench, postman: _Bench) -> BackgroundScheduler:
    """All moments at which there may be something to do."""
    digest = daemon.config.settings.digest
    # However late a start comes, it is good: the job finds out what is due.
    scheduler = BackgroundScheduler(
        timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True}
    )
    for source in _enabled(daemon.config):
        interval = timedelta(minutes=source.interval_minutes)
        scheduler.add_job(
            partial(_start_crawl, daemon, crawlers, source),
            IntervalTrigger(
                seconds=int(interval.total_seconds()),
                start_date=jobs.crawl_due(source, daemon.clock()) + interval,
            ),
        )
    scheduler.add_job(
        partial(postman.start, "digest", daemon.make_digest),
        CronTrigger(
            hour=digest.at.hour,
            minute=digest.at.minute,
            second=digest.at.second,
            timezone=ZoneInfo(digest.time_zone),
        ),
    )
    scheduler.add_job(
        partial(postman.start, "delivery", daemon.deliver),
        IntervalTrigger(minutes=_DELIVERY_MINUTES),
    )
    scheduler.add_job(
        partial(_start_all, daemon, crawlers, postman), IntervalTrigger(minutes=_SWEEP_MINUTES)
    )
    return scheduler


def _start_crawl(daemon: _Daemon, crawlers: _Bench, source: SourceConfig) -> None:
    crawlers.start(jobs.crawl_job_name(source.key), partial(daemon.crawl_source, source))


def _start_all(daemon: _Daemon, crawlers: _Bench, postman: _Bench) -> None:
    """Everything that may be due, after a start or because whoever had it died."""
    for source in _enabled(daemon.config):
        _start_crawl(daemon, crawlers, source)
    postman.start("digest", daemon.make_digest)
    postman.start("feeds", daemon.write_feeds)
    postman.start("delivery", daemon.deliver)


def _do(name: str, job: Callable[[], None]) -> None:
    try:
        job()
    except jobs.StopRequested:
        log.info("%s: stopped, and done anew at the next start", name)
    except MonitorError as error:
        log.error("%s: %s", name, error)
