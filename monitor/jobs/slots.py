"""What all jobs share: how a slot is told of, and whether it is done."""

from __future__ import annotations

from datetime import datetime

from monitor.storage import Store


def is_done(store: Store, job: str, due: datetime) -> bool:
    """Whether a slot of that time or a later one is finished."""
    last = store.last_slot(job)
    return last is not None and last >= due


def short(moment: datetime) -> str:
    """To the minute, as the log tells it."""
    return f"{moment:%Y-%m-%d %H:%MZ}"
