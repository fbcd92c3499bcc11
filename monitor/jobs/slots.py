"""What all jobs share: the clock, the lease of a slot, and how one is told of."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.storage import Store

# A crawl of 500 entries at 5 seconds each takes 42 minutes; whoever holds longer is dead.
LEASE = timedelta(hours=1)


def is_done(store: Store, job: str, due: datetime) -> bool:
    """Whether a slot of that time or a later one is finished."""
    last = store.last_slot(job)
    return last is not None and last >= due


def short(moment: datetime) -> str:
    """To the minute, as the log tells it."""
    return f"{moment:%Y-%m-%d %H:%MZ}"
