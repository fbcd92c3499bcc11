"""The digest of one due time, made once and put in the outbox."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.config.load import Config
from monitor.config.settings import DigestSettings
from monitor.digest.gather import gather_digest
from monitor.digest.render import Rendered, build_message, message_id, render
from monitor.digest.shape import Digest
from monitor.errors import DeliveryError
from monitor.jobs.delivery import note_failure
from monitor.jobs.slots import LEASE, Clock, short
from monitor.storage import Store

log = logging.getLogger(__name__)

DIGEST = "digest"
# The clock fires within seconds; later than this a digest is made up for.
ON_TIME = timedelta(minutes=10)


def digest_due(settings: DigestSettings, now: datetime) -> datetime:
    """When the digest was last due: today at its local time, or yesterday before that."""
    zone = ZoneInfo(settings.time_zone)
    today = now.astimezone(zone).date()
    for day in (today, today - timedelta(days=1)):
        due = datetime.combine(day, settings.at, zone).astimezone(UTC)
        if due <= now:
            break
    return due


def digest_job(config: Config, store: Store, clock: Clock, *, due: datetime) -> bool:
    """Make the digest of one due time and put a message for each recipient in the outbox.

    False where there is no recipient, or where that day has its digest. All of
    it is one transaction: it happens whole or not at all. The write lock also
    means that whatever is recorded after it bears a later time than `due`, and
    is the next digest's. Raises StorageError.
    """
    settings = config.settings.digest
    if not settings.recipients:
        return False
    with store.transaction(durable=True):
        last = store.last_slot(DIGEST)
        if last is not None and _same_day_or_later(settings, last, due):
            return False
        earliest = due - timedelta(days=settings.max_days_back)
        digest = gather_digest(config, store, since=max(last or earliest, earliest), until=due)
        if last is None and digest.quiet and clock() - due > ON_TIME:
            return False  # Monitor was only just set up: its first digest is tomorrow's
        if not store.take_slot(DIGEST, due, lease=LEASE):
            return False
        queued = 0
        if not digest.quiet or settings.send_when_quiet:
            queued = _queue(config, store, clock, digest)
        store.finish_slot(DIGEST, due, "quiet" if digest.quiet else "news")
    log.info("digest due %s: %d queued", short(due), queued)
    return True


def _same_day_or_later(settings: DigestSettings, last: datetime, due: datetime) -> bool:
    """One digest a local day, even where its time was changed since the last."""
    zone = ZoneInfo(settings.time_zone)
    return last.astimezone(zone).date() >= due.astimezone(zone).date()


def _queue(config: Config, store: Store, clock: Clock, digest: Digest) -> int:
    rendered = render(digest)
    return sum(
        _queue_one(config, store, clock, digest, rendered, reader)
        for reader in config.settings.digest.recipients
    )


def _queue_one(
    config: Config, store: Store, clock: Clock, digest: Digest, rendered: Rendered, reader: str
) -> bool:
    sender = config.settings.digest.sender
    try:
        message = build_message(rendered, reader=reader, sender=sender, day=digest.day, at=clock())
        name = message_id(reader=reader, sender=sender, day=digest.day)
    except DeliveryError as error:
        note_failure(store, clock, f"the digest for {reader} was not made: {error}")
        return False
    return store.queue_message(reader, digest.day, message.as_bytes(), name)
