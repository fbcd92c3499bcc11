"""The tasks a scheduler runs: each may be run at any time, by any process, any number of times.

A row with a unique key decides who does what: a slot (job and due time) for
crawls and digests, the outbox row for a message. A process that dies leaves a
slot unfinished or a message half sent; after `LEASE` another takes it over. A
crawl that is told to stop gives its slot back.
"""

from __future__ import annotations

import logging
import os
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from monitor.config.load import Config
from monitor.config.settings import DigestSettings
from monitor.config.source import SourceConfig
from monitor.digest.deliver import deliver
from monitor.digest.gather import gather_digest
from monitor.digest.render import Rendered, build_message, message_id, render
from monitor.digest.shape import Digest
from monitor.errors import DeliveryError, NotFoundError, UnconfirmedError
from monitor.plain import one_line
from monitor.storage import OutboxMessage, Store
from monitor.storage.rows import MessageState
from monitor.types import Failure

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]

DIGEST = "digest"
# A crawl of 500 entries at 5 seconds each takes 42 minutes; whoever holds longer is dead.
LEASE = timedelta(hours=1)
# Greylisting asks for minutes; a server that is down for a night is not asked 100 times.
FIRST_RETRY = timedelta(minutes=5)
LONGEST_RETRY = timedelta(hours=6)
# The clock fires within seconds; later than this a digest is made up for.
ON_TIME = timedelta(minutes=10)
# A digest a week old is no news any more.
MOST_DELAY = timedelta(days=7)


class StopRequested(Exception):  # noqa: N818  (a request, not an error)
    """Whoever runs a job is told to end: raised by its `progress`."""


class Crawl(Protocol):
    """`monitor.pipeline.crawl_sources`, or what stands for it in a test."""

    def __call__(
        self,
        config: Config,
        store: Store,
        sources: Sequence[SourceConfig],
        *,
        clock: Clock,
        progress: Callable[[str], None] | None = None,
    ) -> object: ...


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What became of the messages that were due."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    unconfirmed: int = 0


def crawl_job_name(key: str) -> str:
    """The name of the slots of a source."""
    return f"crawl:{key}"


def crawl_due(source: SourceConfig, now: datetime) -> datetime:
    """When the crawl of this source was last due.

    Floored to the interval, so that all processes name the same slot, and
    shifted by a part of the interval that is the source's own, so that not all
    sources are due at once.
    """
    interval = source.interval_minutes * 60
    shift = zlib.crc32(source.key.encode()) % interval
    seconds = int(now.timestamp())
    return datetime.fromtimestamp((seconds - shift) // interval * interval + shift, UTC)


def digest_due(settings: DigestSettings, now: datetime) -> datetime:
    """When the digest was last due: today at its local time, or yesterday before that."""
    zone = ZoneInfo(settings.time_zone)
    today = now.astimezone(zone).date()
    for day in (today, today - timedelta(days=1)):
        due = datetime.combine(day, settings.at, zone).astimezone(UTC)
        if due <= now:
            break
    return due


def crawl_source_job(
    config: Config,
    store: Store,
    clock: Clock,
    *,
    key: str,
    due: datetime,
    crawl: Crawl | None = None,
    progress: Callable[[str], None] | None = None,
) -> bool:
    """Crawl one source for one due time; False where that is done, or another's to do.

    Where it raises, the slot stays unfinished and is given again after `LEASE`;
    stopped by a StopRequested of `progress`, it is given back at once.
    Raises NotFoundError for a source that is not configured, StorageError and
    StopRequested.
    """
    source = config.source(key)
    if source is None:
        raise NotFoundError(f"there is no source {key!r}; see sources.toml")
    name = crawl_job_name(key)
    if _is_done(store, name, due) or not store.take_slot(name, due, lease=LEASE):
        return False
    try:
        report = (crawl or _pipeline())(config, store, [source], clock=clock, progress=progress)
    except StopRequested:
        store.free_slot(name, due)
        raise
    store.finish_slot(name, due, "done")
    log.info("crawled %s, due %s: %s", key, _short(due), report)
    return True


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
    log.info("digest due %s: %d queued", _short(due), queued)
    return True


def deliver_job(
    config: Config, store: Store, clock: Clock, *, environ: Mapping[str, str] = os.environ
) -> DeliveryReport:
    """Send what is due in the outbox. One message that cannot be sent never stops the next.

    Raises StorageError.
    """
    _take_over(store, clock)
    settled = [
        state
        for message in store.due_messages(clock())
        if (state := _send(config, store, clock, message, environ))
    ]
    return DeliveryReport(
        sent=settled.count("sent"),
        waiting=settled.count("queued"),
        failed=settled.count("failed"),
        unconfirmed=settled.count("unconfirmed"),
    )


def _pipeline() -> Crawl:
    # Loads spaCy and httpx, which neither a digest nor its delivery needs.
    from monitor.pipeline import crawl_sources

    return crawl_sources


def _is_done(store: Store, job: str, due: datetime) -> bool:
    last = store.last_slot(job)
    return last is not None and last >= due


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
        _record(store, clock, f"the digest for {reader} was not made: {error}")
        return False
    return store.queue_message(reader, digest.day, message.as_bytes(), name)


def _take_over(store: Store, clock: Clock) -> None:
    """Put back what a dead process took and, by its state, had not sent to the end."""
    if not store.sending_since(clock() - LEASE):
        return
    with store.transaction(durable=True):
        for message in store.sending_since(clock() - LEASE):
            store.settle_message(
                message.id, state="queued", error="left unsent", next_attempt=clock()
            )


def _send(
    config: Config, store: Store, clock: Clock, message: OutboxMessage, environ: Mapping[str, str]
) -> MessageState | None:
    """The state the message got, None where it is another process's to send."""
    taken = clock()
    if not store.take_message(message.id, taken):
        return None

    def before_end() -> None:
        # Slower than the lease: another process may have it by now.
        if clock() - taken >= LEASE:
            raise DeliveryError("the mail server was too slow")
        # From here on a crash must not send it twice; the answer corrects this.
        store.settle_message(
            message.id, state="unconfirmed", error="no answer was recorded", next_attempt=None
        )

    try:
        deliver(
            message.message,
            sender=config.settings.digest.sender,
            recipient=message.reader,
            settings=config.settings.smtp,
            before_end=before_end,
            environ=environ,
        )
    except DeliveryError as error:
        return _settle_failure(store, clock, message, error)
    store.settle_message(message.id, state="sent", error=None, next_attempt=None)
    log.info("sent %s to %s", message.message_id, one_line(message.reader))
    return "sent"


def _settle_failure(
    store: Store, clock: Clock, message: OutboxMessage, error: DeliveryError
) -> MessageState:
    now = clock()
    state = _state_after(error, now - message.queued)
    next_attempt = now + retry_after(message.attempts) if state == "queued" else None
    with store.transaction(durable=True):
        store.settle_message(message.id, state=state, error=str(error), next_attempt=next_attempt)
        _record(store, clock, f"digest of {message.day} for {message.reader} {state}: {error}")
    return state


def _state_after(error: DeliveryError, waited: timedelta) -> MessageState:
    if isinstance(error, UnconfirmedError):
        return "unconfirmed"
    return "failed" if error.permanent or waited >= MOST_DELAY else "queued"


def retry_after(attempts: int) -> timedelta:
    """How long to wait after one more attempt than these failed: doubling, up to a limit."""
    # 128 times 5 minutes is past the limit already, and a larger factor would only overflow.
    return min(FIRST_RETRY * (1 << min(attempts, 7)), LONGEST_RETRY)


def _record(store: Store, clock: Clock, message: str) -> None:
    log.warning("%s", one_line(message))
    store.add_failure(
        Failure(source=None, url=None, kind="delivery", message=one_line(message), at=clock())
    )


def _short(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%MZ}"
