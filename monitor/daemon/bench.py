"""Threads that do the daemon's jobs."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable

from monitor import jobs
from monitor.errors import MonitorError
from monitor.telemetry.tally import Tally

log = logging.getLogger(__name__)


class Bench:
    """Threads that do jobs by name; a job that waits or runs is not started once more.

    The threads do not keep the process alive: one that hangs cannot hold up its end.
    """

    def __init__(self, name: str, threads: int, stop: threading.Event, tally: Tally) -> None:
        self.name = name
        self._stop = stop
        self._tally = tally
        self._waiting: queue.SimpleQueue[tuple[str, Callable[[], None]] | None]
        self._waiting = queue.SimpleQueue()
        self._names: set[str] = set()
        self._lock = threading.Lock()
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

    @property
    def waiting(self) -> int:
        """Jobs for which no thread is free."""
        return self._waiting.qsize()

    @property
    def alive(self) -> bool:
        """Whether there is a thread that does jobs."""
        return any(thread.is_alive() for thread in self._threads)

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
        thread = threading.Thread(target=self._work, name=self.name, daemon=True)
        thread.start()
        return thread

    def _work(self) -> None:
        while (task := self._waiting.get()) is not None:
            name, job = task
            try:
                if not self._stop.is_set():
                    self._do(name, job)
            finally:
                with self._lock:
                    self._names.discard(name)

    def _do(self, name: str, job: Callable[[], None]) -> None:
        failed = True
        self._tally.begin(name)
        try:
            job()
            failed = False
        except jobs.StopRequested:
            failed = False
            log.info("%s: stopped, and done anew at the next start", name, extra={"job": name})
        except MonitorError as error:
            log.error("%s: %s", name, error, extra={"job": name})
        finally:
            self._tally.end(name, failed=failed)
