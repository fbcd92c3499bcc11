"""What a run is given and what it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from monitor.config import Config
from monitor.config.topic import Topic
from monitor.errors import (
    MonitorError,
)
from monitor.progress import Clock
from monitor.storage import Store
from monitor.types import Failure
from monitor.wording import count

if TYPE_CHECKING:
    from monitor.extract.claims import Extractor


@dataclass(slots=True)
class CrawlReport:
    """What one run did."""

    sources: int | None = None  # that were crawled; None where files were read
    fetched: int = 0
    unchanged: int = 0
    # Read, and found to hold no article: empty, a consent wall, a list of links.
    without_text: int = 0
    failures: list[Failure] = field(default_factory=list)
    unreachable: int = 0  # of the failures, those where no connection came about
    answered: bool = False  # whether any server said anything at all
    revisions: int = 0
    claims: int = 0
    corrected: int = 0  # texts that a file gives another date, title or publisher than before
    # Records of archives that hold no page: requests, pictures, and pages that had not changed.
    left_out: int = 0
    # Snapshots that wait for the workers, whoever brought them; None where there are no workers.
    left_to_workers: int | None = None

    def __str__(self) -> str:
        without = f", {self.without_text} without an article" if self.without_text else ""
        without += f", {count(self.left_out, 'record')} left out" if self.left_out else ""
        before = f", {self.unchanged} kept before" if self.unchanged else ""
        came = f"{self.fetched} kept{before}"
        if self.sources is not None:
            asked = count(self.sources, "source")
            came = f"{asked}: {self.fetched} fetched, {self.unchanged} unchanged"
        return f"{came}, {len(self.failures)} failed{without}; {self.read()}"

    def read(self) -> str:
        """What was read, or that others read it."""
        if self.left_to_workers is not None:
            return f"{count(self.left_to_workers, 'snapshot')} left to the workers"
        corrected = f", {self.corrected} corrected" if self.corrected else ""
        return f"{count(self.revisions, 'new revision')}, {count(self.claims, 'claim')}{corrected}"


@dataclass(frozen=True, slots=True)
class Stages:
    """What reading needs beside the store: config, and the extractor, asked for when first used."""

    config: Config
    _built: list[Extractor] = field(default_factory=list)

    @property
    def extractor(self) -> Extractor:
        if not self._built:
            from monitor.extract.claims import extractor_of

            self._built.append(extractor_of(self.config))
        return self._built[0]

    def topic(self, key: str) -> Topic:
        return next(topic for topic in self.config.topics if topic.key == key)


@dataclass(slots=True)
class Run:
    """A pass that is being noted; how it ends where nothing interrupts it."""

    outcome: str = "done"


@contextmanager
def noted(store: Store, kind: str, counts: Callable[[], Mapping[str, int]]) -> Iterator[Run]:
    """Keeps that a pass began, and however it ends, how and with which counts."""
    number, run, outcome = store.start_run(kind), Run(), "interrupted"
    try:
        yield run
        outcome = run.outcome
    finally:
        store.end_run(number, outcome, counts())


def note_failure(
    store: Store,
    report: CrawlReport,
    source: str | None,
    url: str | None,
    error: MonitorError,
    clock: Clock,
) -> None:
    failure = Failure(source, url, error.kind(), str(error), clock())
    report.failures.append(failure)
    store.add_failure(failure)
