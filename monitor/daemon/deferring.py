"""What a daemon does where workers do the jobs: it puts in the queue what is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from monitor import jobs
from monitor.config import Config
from monitor.config.source import SourceConfig
from monitor.storage import Store
from monitor.workers import ways


@dataclass(frozen=True, slots=True)
class Deferring:
    """Stands for the jobs themselves. What is in the queue already is not put there twice."""

    config: Config
    open_store: Callable[[], Store]
    clock: jobs.Clock

    def crawl_source(self, source: SourceConfig) -> None:
        due = jobs.crawl_due(source, self.clock())
        with self.open_store() as store:
            if not jobs.is_done(store, jobs.crawl_job_name(source.key), due):
                ways.defer_crawl(store, source.key, due)

    def make_digests(self) -> None:
        with self.open_store() as store:
            if jobs.digests_are_due(self.config, store, self.clock):
                ways.defer_digests(store)

    def deliver(self) -> None:
        with self.open_store() as store:
            ways.defer_messages(store)
            ways.defer_unread(self.config, store)

    def write_feeds(self) -> None:
        """Here: they are files of this machine, and workers may be on any."""
        with self.open_store() as store:
            jobs.feeds_job(self.config, store)

    def retain(self) -> None:
        due = jobs.retention_due(self.clock())
        with self.open_store() as store:
            if not jobs.is_done(store, jobs.RETENTION, due):
                ways.defer_retention(store, due)

    def give_back(self) -> None:
        """Nothing: what was deferred is done without us."""
