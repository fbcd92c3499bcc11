"""Whether the daemon is well: one judgement, for the service manager and for /healthz."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta

from monitor.daemon.bench import Bench
from monitor.telemetry.notify import Notifier
from monitor.telemetry.tally import Tally

log = logging.getLogger(__name__)

# A machine under load may be late; a scheduler that is dead is so for ever.
_LATE_SECONDS = 60
# How often it is judged where no watchdog asks for it oftener.
_JUDGED_SECONDS = 30


class Pulse:
    """What the scheduler, the threads and the jobs show of life.

    `tick` is called by the scheduler itself, in the way it starts every job.
    """

    TICK_SECONDS = 5

    def __init__(
        self,
        benches: Sequence[Bench],
        tally: Tally,
        patience: timedelta,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.tally = tally
        self._benches = benches
        self._patience = patience
        self._monotonic = monotonic
        self._ticked = monotonic()

    def tick(self) -> None:
        """The scheduler runs."""
        self._ticked = self._monotonic()

    @property
    def waiting(self) -> int:
        """Jobs for which no thread is free."""
        return sum(bench.waiting for bench in self._benches)

    def troubles(self) -> list[str]:
        """What is wrong, in words; empty where all is well."""
        found = []
        if self._monotonic() - self._ticked > _LATE_SECONDS:
            # The same words each time: other ones would be told, and logged, as other trouble.
            found.append(f"the scheduler has not run for more than {_LATE_SECONDS} seconds")
        found += [f"no thread does {bench.name}" for bench in self._benches if not bench.alive]
        for job in self.tally.silent(self._patience.total_seconds()):
            found.append(f"{job} has shown no sign of life for {self._patience}")
        return found

    def watch(self, stop: threading.Event, notifier: Notifier) -> None:
        """Until `stop`, tell the service manager that all is well, as long as it is.

        It is the main thread that tells, after looking: a daemon that hangs is
        not kept alive by a clock of its own.
        """
        before = list[str]()
        while True:
            now = self.troubles()
            if not now:
                notifier.alive()
            if now != before:
                log.log(
                    logging.ERROR if now else logging.INFO, "%s", "; ".join(now) or "well again"
                )
                notifier.status("; ".join(now) or "well again")
            before = now
            if stop.wait(notifier.ping_every or _JUDGED_SECONDS):
                return
