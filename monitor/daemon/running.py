"""`monitor run`: a clock that starts jobs, and ends cleanly.

APScheduler only says when; whether there is something to do, and for whom, is
decided in monitor/jobs by rows in the database. So it does not matter how
often a job is started, nor how many daemons share a database.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from monitor import jobs
from monitor.config import Config
from monitor.config.source import SourceConfig
from monitor.daemon.bench import Bench
from monitor.daemon.deferring import Deferring
from monitor.daemon.pulse import Pulse
from monitor.daemon.serving import serving
from monitor.storage import Store
from monitor.telemetry.notify import Notifier
from monitor.telemetry.tally import Tally
from monitor.wording import count

log = logging.getLogger(__name__)

# Each crawls one source; within a source one host is asked slowly, so it mostly waits.
_CRAWLERS = 4
# How long a job may take to notice that it should stop. What it has not finished by
# then is lost with the process, which is no loss: every write is whole or absent.
_GRACE = 5.0
_DELIVERY_MINUTES = 1
# How soon after its lease the slot of a dead process is taken over.
_SWEEP_MINUTES = 5


class _Jobs(Protocol):
    """What may be due: the jobs themselves, or putting them in the queue of the workers."""

    @property
    def config(self) -> Config: ...
    @property
    def clock(self) -> jobs.Clock: ...
    def crawl_source(self, source: SourceConfig) -> None: ...
    def make_digests(self) -> None: ...
    def deliver(self) -> None: ...
    def write_feeds(self) -> None: ...
    def retain(self) -> None: ...
    def give_back(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Doing:
    config: Config
    open_store: Callable[[], Store]
    clock: jobs.Clock
    stop: threading.Event
    crawl: jobs.Crawl | None
    tally: Tally
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
                    progress=partial(self._go_on_unless_stopped, source),
                    sign=partial(self.tally.sign, jobs.crawl_job_name(source.key)),
                )
        finally:
            del self.begun[source.key]

    def give_back(self) -> None:
        """Free the slots of crawls that wait, politely, for longer than we wait for them."""
        with self.open_store() as store:
            for key, due in tuple(self.begun.items()):
                store.free_slot(jobs.crawl_job_name(key), due)

    def make_digests(self) -> None:
        with self.open_store() as store:
            if jobs.make_digests(self.config, store, self.clock):
                jobs.deliver_job(self.config, store, self.clock)

    def deliver(self) -> None:
        with self.open_store() as store:
            jobs.alert_job(self.config, store, self.clock)
            jobs.deliver_job(self.config, store, self.clock)

    def write_feeds(self) -> None:
        with self.open_store() as store:
            jobs.feeds_job(self.config, store)

    def retain(self) -> None:
        due = jobs.retention_due(self.clock())
        with self.open_store() as store:
            jobs.retention_job(self.config, store, self.clock, due=due)

    def _go_on_unless_stopped(self, source: SourceConfig, line: str) -> None:
        if self.stop.is_set():
            raise jobs.StopRequested
        log.debug("%s", line, extra={"source": source.key})


def run_daemon(
    config: Config,
    open_store: Callable[[], Store],
    *,
    clock: jobs.Clock,
    stop: threading.Event,
    crawl: jobs.Crawl | None = None,
    listen: str | None = None,
    environ: Mapping[str, str] = os.environ,
    patience: timedelta = jobs.LEASE,
) -> None:
    """Crawl each source on its interval, make and send digests, until `stop` is set.

    Where there are workers, they do it, and this only defers. What fell due while
    no daemon ran is done at once. Jobs that fail are logged and tried again.
    `listen`: where it answers for itself, if not as config says. A job without a
    sign of life for longer than `patience` hangs, and the service manager is no
    longer told that all is well. Raises StorageError where the database cannot be
    opened at the start, ConfigError where `listen` cannot be had.
    """
    # Open all the while: so a restore finds that the database is in use (storage/backup.py).
    with open_store():
        tally = Tally()
        daemon: _Jobs = (
            Deferring(config, open_store, clock)
            if config.settings.workers.enabled
            else _Doing(config, open_store, clock, stop, crawl, tally)
        )
        crawlers = Bench("crawl", _CRAWLERS, stop, tally)
        postman = Bench("digest", 1, stop, tally)
        pulse = Pulse((crawlers, postman), tally, patience)
        scheduler = _schedule(daemon, crawlers, postman)
        scheduler.add_job(pulse.tick, IntervalTrigger(seconds=pulse.TICK_SECONDS))
        place = listen or config.settings.serve.listen
        notifier = Notifier(environ)
        with serving(place, pulse, config, open_store, clock) if place else nullcontext():
            scheduler.start()
            sources = len(_enabled(config))
            readers = count(len(config.readers), "reader")
            log.info("started: %s, %s", count(sources, "source"), readers)
            notifier.ready(count(sources, "source"))
            _start_all(daemon, crawlers, postman)
            try:
                pulse.watch(stop, notifier)
            finally:
                notifier.stopping()
                stop.set()
                scheduler.shutdown(wait=False)
                _end(daemon, crawlers, postman)


def _end(daemon: _Jobs, crawlers: Bench, postman: Bench) -> None:
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


def _schedule(daemon: _Jobs, crawlers: Bench, postman: Bench) -> BackgroundScheduler:
    """All moments at which there may be something to do."""
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
    for at, zone in {(reader.at, reader.time_zone) for reader in daemon.config.readers}:
        scheduler.add_job(
            partial(postman.start, "digest", daemon.make_digests),
            CronTrigger(hour=at.hour, minute=at.minute, second=at.second, timezone=ZoneInfo(zone)),
        )
    scheduler.add_job(
        partial(postman.start, "delivery", daemon.deliver),
        IntervalTrigger(minutes=_DELIVERY_MINUTES),
    )
    if not jobs.keeps_for_ever(daemon.config.settings.retention):
        scheduler.add_job(
            partial(postman.start, jobs.RETENTION, daemon.retain), CronTrigger(hour=0, timezone=UTC)
        )
    scheduler.add_job(
        partial(_start_all, daemon, crawlers, postman), IntervalTrigger(minutes=_SWEEP_MINUTES)
    )
    return scheduler


def _start_crawl(daemon: _Jobs, crawlers: Bench, source: SourceConfig) -> None:
    crawlers.start(jobs.crawl_job_name(source.key), partial(daemon.crawl_source, source))


def _start_all(daemon: _Jobs, crawlers: Bench, postman: Bench) -> None:
    """Everything that may be due, after a start or because whoever had it died."""
    for source in _enabled(daemon.config):
        _start_crawl(daemon, crawlers, source)
    postman.start("digest", daemon.make_digests)
    postman.start("feeds", daemon.write_feeds)
    postman.start("delivery", daemon.deliver)
    if not jobs.keeps_for_ever(daemon.config.settings.retention):
        postman.start(jobs.RETENTION, daemon.retain)
