"""Retention, once a day: drops the bytes and requests that the settings no longer keep."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import TypedDict

from monitor.config import Config
from monitor.config.settings import RetentionSettings
from monitor.jobs.slots import is_done, short
from monitor.progress import Clock
from monitor.storage import LEASE, Store

log = logging.getLogger(__name__)

RETENTION = "retention"


class RetainedSince(TypedDict):
    """From which moment on bytes are kept; None: all of them."""

    without_claims: datetime | None
    between_revisions: datetime | None


def keeps_for_ever(settings: RetentionSettings) -> bool:
    """Whether nothing is ever dropped."""
    return not any(days for _, days in settings)


def retained_since(settings: RetentionSettings, now: datetime) -> RetainedSince:
    """The settings, counted back from now."""
    return RetainedSince(
        without_claims=_days_before(now, settings.without_claims_days),
        between_revisions=_days_before(now, settings.between_revisions_days),
    )


def requests_since(settings: RetentionSettings, now: datetime) -> datetime | None:
    """From which moment on requests that found nothing new are kept; None: all of them."""
    return _days_before(now, settings.requests_days)


def retention_due(now: datetime) -> datetime:
    """When it was last due: at the beginning of the day in UTC."""
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def retention_job(config: Config, store: Store, clock: Clock, *, due: datetime) -> bool:
    """Drop what is due, once a day; False where nothing ever is, or it was done.

    Raises StorageError.
    """
    settings = config.settings.retention
    if keeps_for_ever(settings) or is_done(store, RETENTION, due):
        return False
    if not store.take_slot(RETENTION, due, lease=LEASE):
        return False
    gone = store.drop_bodies(**retained_since(settings, clock()))
    since = requests_since(settings, clock())
    lines = store.drop_requests(since) if since else 0
    store.finish_slot(RETENTION, due, "done")
    log.info("retention due %s: %d bodies and %d requests dropped", short(due), gone.number, lines)
    return True


def _days_before(now: datetime, days: int | None) -> datetime | None:
    return None if days is None else now - timedelta(days=days)
