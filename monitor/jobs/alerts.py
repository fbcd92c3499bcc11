"""What is new and pressing, put in the outbox for those who want to know at once."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from monitor.alert.choose import Choice, choose, concerns
from monitor.alert.text import message_of, message_of_rest
from monitor.config import Config
from monitor.config.alert import AlertConfig
from monitor.progress import Clock
from monitor.review import without_echoes, worth_telling
from monitor.sides import tell
from monitor.storage import LEASE, Store, StoredRelation
from monitor.types import TOLD, digest_of

log = logging.getLogger(__name__)

_HOUR = timedelta(hours=1)
# What is older was told by a digest, and nobody waits for it. It bounds what is looked through.
_LATEST = timedelta(days=7)


def alert_job_name(alert: AlertConfig) -> str:
    """The name of the slot that keeps since when there is this alert."""
    return f"alert:{alert.name}"


def alert_job(config: Config, store: Store, clock: Clock) -> int:
    """Put an alert in the outbox for each receiver and relation it should hear of; how many.

    That is what was recorded as news since the alert was first seen here, at
    most a week ago. A relation is told to a receiver once, also where it was
    drawn again since. Raises StorageError.
    """
    if not config.alerts:
        return 0
    with store.transaction(durable=True):
        now = clock()
        since = {one.name: max(_start(store, one, now), now - _LATEST) for one in config.alerts}
        new = store.relations(kinds=TOLD, recorded_after=min(since.values()))
        rows = without_echoes(store, new)
        news = worth_telling(config, store, [row for row in rows if row.news])
        return sum(
            _queue(store, alert, _choice(config, store, alert, news, since[alert.name], now), now)
            for alert in config.alerts
        )


def _start(store: Store, alert: AlertConfig, now: datetime) -> datetime:
    """Since when there is this alert; from now, where it is new: what was before is no news."""
    name = alert_job_name(alert)
    first = store.last_slot(name)
    if first is None and store.take_slot(name, now, lease=LEASE):
        store.finish_slot(name, now, "watching")
        log.info("%s: from now on", name)
    return first or now


def _choice(
    config: Config,
    store: Store,
    alert: AlertConfig,
    news: Sequence[StoredRelation],
    since: datetime,
    now: datetime,
) -> Choice:
    """Of these relations what it is told."""
    wanted = [row for row in news if row.recorded > since and concerns(alert, row.relation)]
    known = store.heard_of("alert", alert.name, (row.relation.key for row in wanted))
    new = [row for row in wanted if row.relation.key not in known]
    lately = store.outcomes("alert", alert.name, since=now - _HOUR)
    room = alert.most_an_hour - len(lately)
    return choose(alert, tell(store, config.topics, new), room=room)


def _queue(store: Store, alert: AlertConfig, choice: Choice, now: datetime) -> int:
    messages = {told.relation: message_of(told) for told in choice.alone}
    if choice.folded:
        rest = tuple(told.relation for told in choice.folded)
        store.fold("alert", alert.name, now.date(), rest)
        messages[digest_of("rest", *rest)] = message_of_rest(
            choice.folded, beside=len(choice.alone)
        )
    return sum(
        store.queue_message(
            alert.name,
            now.date(),
            message.to_bytes(),
            f"<alert.{alert.name}.{about}>",
            channel="alert",
            about=about,
        )
        for about, message in messages.items()
    )
