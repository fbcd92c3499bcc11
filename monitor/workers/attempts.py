"""How often a job is tried, how soon again, and what becomes of one that never succeeds."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job as TakenJob

from monitor import jobs
from monitor.config import Config
from monitor.errors import StorageError
from monitor.plain import one_line
from monitor.storage import LeftBehind, Store
from monitor.workers.ways import CRAWL, READ

log = logging.getLogger(__name__)

_READ = READ["crawl"].task
_FIRST_WAIT, _LONGEST_WAIT = 2, 300  # seconds
# Trouble of the database is no snapshot's fault. With pauses of five minutes this is an hour and
# a half; and as long as the database is down, nobody takes a job at all.
_MOST_WITH_A_TROUBLED_DATABASE = 20
# A worker is dead when it missed this many signs of life: under a minute with the longest interval.
MISSED = 3


def is_last(attempts: int, most: int, error: BaseException) -> bool:
    """Whether a job that failed so is not tried again, after so many attempts before this one."""
    if isinstance(error, StorageError):
        most = max(most, _MOST_WITH_A_TROUBLED_DATABASE)
    return attempts + 1 >= most


class Patience(BaseRetryStrategy):
    """Tries again after a pause that doubles, and at once what was only told to stop."""

    def __init__(self, most: int) -> None:
        self._most = most

    def get_retry_decision(
        self, *, exception: BaseException, job: TakenJob
    ) -> RetryDecision | None:
        if not isinstance(exception, Exception) or isinstance(exception, jobs.StopRequested):
            return RetryDecision()  # this worker ends; another one goes on
        if is_last(job.attempts, self._most, exception):
            return None
        # 8 doublings are past the limit already.
        wait = min(_FIRST_WAIT << min(job.attempts, 8), _LONGEST_WAIT)
        return RetryDecision(retry_in={"seconds": wait})


def settle_left_behind(config: Config, store: Store) -> int:
    """Give to others what dead workers had in hand, and put in quarantine what kills them.

    How many jobs that were. Any number of processes may do this at any time.
    Raises StorageError.
    """
    settings = config.settings.workers
    silent = timedelta(seconds=MISSED * settings.heartbeat)
    with store.transaction(durable=True):
        found = store.jobs_left_behind(silent)
        for job in found:
            if job.failed or job.attempts + 1 >= settings.attempts:
                _give_up(store, job)
            else:
                _hand_on(store, job)
    return len(found)


def _give_up(store: Store, job: LeftBehind) -> None:
    """A snapshot goes into quarantine; all else is due again in its time, by its own slot."""
    attempts = job.attempts + (not job.failed)
    why = (
        "Monitor stumbled over it, as a worker's log says"
        if job.failed
        else "the worker that read it died each time"
    )
    if job.task == _READ and store.is_pending(job.arguments["key"]):
        store.put_in_quarantine(job.arguments["key"], attempts, why)
        log.error("snapshot %s is in quarantine: %s", job.arguments["key"], why)
    else:
        log.error("%s: given up after %d attempts", _called(job), attempts)
    store.drop_job(job)


def _hand_on(store: Store, job: LeftBehind) -> None:
    if job.task == CRAWL.task:  # the dead one holds the slot
        due = datetime.fromisoformat(job.arguments["due"])
        store.free_slot(jobs.crawl_job_name(job.arguments["key"]), due)
    store.put_back(job)
    log.warning("%s: its worker died; another one does it", _called(job))


def _called(job: LeftBehind) -> str:
    return one_line(" ".join([job.task, *job.arguments.values()]))
