"""Sends what is due in the outbox: each message at most once, and none is lost."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from monitor.alert.send import send_alert
from monitor.alert.text import Message
from monitor.config import Config
from monitor.digest.deliver import deliver
from monitor.errors import DeliveryError, UnconfirmedError
from monitor.plain import one_line
from monitor.progress import Clock
from monitor.storage import LEASE, MessageState, OutboxMessage, Store
from monitor.types import Failure

log = logging.getLogger(__name__)

# Greylisting asks for minutes; once a server is back, a morning's mail comes within the hour.
FIRST_RETRY = timedelta(minutes=5)
LONGEST_RETRY = timedelta(hours=1)
# A mail server may be down for a week, over holidays for two, and nobody may have looked. Each
# message says of which day it is, so a late one misleads nobody.
MOST_DELAY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What became of the messages that were due."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    unconfirmed: int = 0


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


def _take_over(store: Store, clock: Clock) -> None:
    """Put back what a dead process took and, by its state, had not sent to the end."""
    now = clock()
    if store.sending_since(now - LEASE):
        store.queue_again(now - LEASE, now)


def _send(
    config: Config, store: Store, clock: Clock, message: OutboxMessage, environ: Mapping[str, str]
) -> MessageState | None:
    """The state the message got, None where it is another process's to send."""
    attempt = store.take_message(message.id, clock())
    if attempt is None:
        return None

    def before_end() -> None:
        # From here on a crash must not send it twice; the answer corrects this.
        ours = store.settle_message(
            message.id,
            attempt=attempt,
            state="unconfirmed",
            error="no answer was recorded",
            next_attempt=None,
        )
        if not ours:
            raise DeliveryError("it took so long that another process has it by now")

    try:
        _hand_over(config, message, before_end, environ)
    except DeliveryError as error:
        return _settle_failure(store, clock, message, attempt, error)
    store.settle_message(message.id, attempt=attempt, state="sent", error=None, next_attempt=None)
    told = {"reader": message.reader, "message_id": message.message_id}
    log.info("sent %s to %s", message.message_id, one_line(message.reader), extra=told)
    return "sent"


def _hand_over(
    config: Config,
    message: OutboxMessage,
    before_end: Callable[[], None],
    environ: Mapping[str, str],
) -> None:
    """By its channel; raises DeliveryError."""
    if message.channel == "mail":
        deliver(
            message.message,
            sender=config.settings.digest.sender,
            recipient=message.reader,
            settings=config.settings.smtp,
            before_end=before_end,
            environ=environ,
        )
        return
    alert = config.alert(message.reader)
    if alert is None:
        raise DeliveryError("it stands in alerts.toml no more", permanent=True)
    content = Message.from_bytes(message.message)
    send_alert(alert, content, before_end=before_end, environ=environ)


def _settle_failure(
    store: Store, clock: Clock, message: OutboxMessage, attempt: int, error: DeliveryError
) -> MessageState | None:
    now = clock()
    state = _state_after(error, now - message.queued)
    next_attempt = now + retry_after(attempt - 1) if state == "queued" else None
    with store.transaction(durable=True):
        ours = store.settle_message(
            message.id, attempt=attempt, state=state, error=str(error), next_attempt=next_attempt
        )
        if not ours:
            return None
        note_failure(store, clock, f"{_called(message)} {state}: {error}")
    return state


def _called(message: OutboxMessage) -> str:
    if message.channel == "mail":
        return f"digest of {message.day} for {message.reader}"
    return f"alert {message.reader} about {message.about}"


def _state_after(error: DeliveryError, waited: timedelta) -> MessageState:
    if isinstance(error, UnconfirmedError):
        return "unconfirmed"
    return "failed" if error.permanent or waited >= MOST_DELAY else "queued"


def retry_after(attempts: int) -> timedelta:
    """How long to wait after one more attempt than these failed: doubling, up to a limit."""
    # 16 times 5 minutes is past the limit already, and a larger factor would only overflow.
    return min(FIRST_RETRY * (1 << min(attempts, 4)), LONGEST_RETRY)


def note_failure(store: Store, clock: Clock, message: str) -> None:
    """Record that something for a reader could not be made or sent."""
    log.warning("%s", one_line(message))
    store.add_failure(
        Failure(source=None, url=None, kind="delivery", message=one_line(message), at=clock())
    )
