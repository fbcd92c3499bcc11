"""The digests: one for each reader and due time, made once and put in the outbox."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from zoneinfo import ZoneInfo

from monitor.config import Config
from monitor.config.reader import WEEKDAYS, Reader, Wishes
from monitor.digest.gather import Gathered, digest_for, gather
from monitor.digest.message import build_message, message_id, unsubscribe_address
from monitor.digest.render import render
from monitor.digest.shape import Digest
from monitor.errors import DeliveryError
from monitor.jobs.delivery import note_failure
from monitor.jobs.slots import is_done, short
from monitor.progress import Clock
from monitor.storage import LEASE, Store

log = logging.getLogger(__name__)

# What was recorded between two moments.
Gathering = Callable[[datetime, datetime], Gathered]

# The clock fires within seconds; later than this a digest is made up for.
ON_TIME = timedelta(minutes=10)


def digest_job_name(reader: Reader) -> str:
    """The name of the slots of a reader."""
    return f"digest:{reader.key}"


def digest_due(wishes: Wishes, now: datetime) -> datetime:
    """When a digest was last due: on the latest of its days whose local time is over.

    A time that a clock put forward leaves out is taken as much later as the
    clock was put; of a time that comes twice, the first one counts.
    """
    today = now.astimezone(ZoneInfo(wishes.time_zone)).date()
    days = (today - timedelta(days=back) for back in count())
    due = (_moment(wishes, day) for day in days if WEEKDAYS[day.weekday()] in wishes.days)
    return next(moment for moment in due if moment <= now)


def digest_start(wishes: Wishes, last: datetime | None, due: datetime) -> datetime:
    """Where the digest due then begins: at the end of the last one, if not too long ago.

    Counted in days of the calendar: a week is a week also where a clock was put back in it.
    """
    day = due.astimezone(ZoneInfo(wishes.time_zone)).date()
    earliest = _moment(wishes, day - timedelta(days=wishes.max_days_back))
    return max(last, earliest) if last else earliest


def digests_are_due(config: Config, store: Store, clock: Clock) -> bool:
    """Whether there is a reader whose digest for the last due time is not made."""
    return any(
        not is_done(store, digest_job_name(reader), digest_due(reader, clock()))
        for reader in config.readers
    )


def make_digests(config: Config, store: Store, clock: Clock) -> int:
    """Make what is due for every reader; how many digests that were. Raises StorageError.

    Readers of the same hours share what is read for them.
    """
    shared = _gathering(config, store)
    made = 0
    for reader in config.readers:
        due = digest_due(reader, clock())
        if not is_done(store, digest_job_name(reader), due):
            made += digest_job(config, store, clock, reader=reader, due=due, gathering=shared)
    return made


def digest_job(
    config: Config,
    store: Store,
    clock: Clock,
    *,
    reader: Reader,
    due: datetime,
    gathering: Gathering | None = None,
) -> bool:
    """Make the digest of a reader for one due time and put its message in the outbox.

    False where that day has its digest. All of it is one transaction: it happens
    whole or not at all. The write lock also means that whatever is recorded
    after it bears a later time than `due`, and is the next digest's. Raises
    StorageError.
    """
    job = digest_job_name(reader)
    with store.transaction(durable=True):
        last = store.last_slot(job)
        if last is not None and _same_day_or_later(reader, last, due):
            return False
        since = digest_start(reader, last, due)
        gathered = (gathering or _gathering(config, store))(since, due)
        digest = digest_for(config, gathered, reader, last)
        if last is None and digest.quiet and clock() - due > ON_TIME:
            return False  # Monitor was only just set up: the first digest is tomorrow's
        if not store.take_slot(job, due, lease=LEASE):
            return False
        if (reader.send_when_quiet or not digest.quiet) and not _queue(
            config, store, clock, digest, reader
        ):
            # Another zone since the last one, in which this day has one already: news can wait.
            store.free_slot(job, due)
            return False
        store.finish_slot(job, due, "quiet" if digest.quiet else "news")
    log.info("%s due %s: %s", job, short(due), "quiet" if digest.quiet else "news")
    return True


def _moment(wishes: Wishes, day: date) -> datetime:
    return datetime.combine(day, wishes.at, ZoneInfo(wishes.time_zone)).astimezone(UTC)


def _gathering(config: Config, store: Store) -> Gathering:
    return cache(lambda since, until: gather(config, store, since=since, until=until))


def _same_day_or_later(wishes: Wishes, last: datetime, due: datetime) -> bool:
    """One digest a local day, even where its time or zone was changed since the last."""
    zone = ZoneInfo(wishes.time_zone)
    return last.astimezone(zone).date() >= due.astimezone(zone).date()


def _queue(config: Config, store: Store, clock: Clock, digest: Digest, reader: Reader) -> bool:
    """False where the outbox has a digest of that reader and day."""
    settings = config.settings.digest
    name = message_id(reader=reader.key, sender=settings.sender, what=digest.day.isoformat())
    rendered = render(digest, unsubscribe=unsubscribe_address(settings))
    try:
        message = build_message(
            rendered, to=reader.address, settings=settings, name=name, at=clock()
        )
    except DeliveryError as error:
        note_failure(store, clock, f"the digest for {reader.mailbox} was not made: {error}")
        return True
    return store.queue_message(reader.mailbox, digest.day, message.as_bytes(), name)
