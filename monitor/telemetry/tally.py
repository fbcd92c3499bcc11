"""What the jobs of a running daemon did, and whether those that run show signs of life."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable

from monitor.telemetry.metrics import Family, Labels


class Tally:
    """Counts by kind of job: `crawl` of `crawl:outlet`. Threads share one; times in seconds."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._running: dict[str, tuple[float, float]] = {}  # job → begun, last sign of life
        self._started, self._failed = Counter[str](), Counter[str]()
        self._ended, self._seconds = Counter[str](), Counter[str]()

    def begin(self, job: str) -> None:
        """It runs from now on."""
        now = self._monotonic()
        with self._lock:
            self._running[job] = (now, now)
            self._started[_kind(job)] += 1

    def sign(self, job: str) -> None:
        """It still does something."""
        with self._lock:
            if job in self._running:
                self._running[job] = (self._running[job][0], self._monotonic())

    def end(self, job: str, *, failed: bool) -> None:
        """It is over."""
        kind = _kind(job)
        with self._lock:
            begun, _ = self._running.pop(job)
            self._failed[kind] += failed
            self._ended[kind] += 1
            self._seconds[kind] += self._monotonic() - begun  # type: ignore[assignment]

    def silent(self, seconds: float) -> list[str]:
        """The jobs that run and showed no sign of life for longer than this."""
        since = self._monotonic() - seconds
        with self._lock:
            return sorted(job for job, (_, sign) in self._running.items() if sign < since)

    def families(self, waiting: int) -> list[Family]:
        """As metrics, `waiting` being the jobs for which no thread is free."""
        with self._lock:
            running = Counter(_kind(job) for job in self._running)
            return [
                Family(
                    "monitor_jobs_started_total",
                    "counter",
                    "Jobs begun since the daemon started, by kind.",
                    _by_kind(self._started, self._started),
                ),
                Family(
                    "monitor_jobs_failed_total",
                    "counter",
                    "Jobs that ended in an error since the daemon started, by kind.",
                    _by_kind(self._started, self._failed),
                ),
                Family(
                    "monitor_jobs_ended_total",
                    "counter",
                    "Jobs ended since the daemon started, well or not, by kind.",
                    _by_kind(self._started, self._ended),
                ),
                Family(
                    "monitor_job_seconds_total",
                    "counter",
                    "Seconds that ended jobs took since the daemon started, by kind.",
                    _by_kind(self._started, self._seconds),
                ),
                Family(
                    "monitor_jobs_running",
                    "gauge",
                    "Jobs that run now, by kind.",
                    _by_kind(self._started, running),
                ),
                Family(
                    "monitor_jobs_waiting",
                    "gauge",
                    "Jobs that wait for a free thread.",
                    (((), float(waiting)),),
                ),
            ]


def _kind(job: str) -> str:
    return job.partition(":")[0]


def _by_kind(kinds: Iterable[str], counts: Counter[str]) -> tuple[tuple[Labels, float], ...]:
    return tuple((((("kind", kind),)), float(counts[kind])) for kind in sorted(kinds))
