"""What stands in the queue: each task, who does it, and what goes first."""

from __future__ import annotations

from datetime import datetime

from monitor.config import Config
from monitor.storage import Job, Store, Way
from monitor.types import Origin

# Two queues, since a crawl mostly waits and can be one of several, while reading takes all of a
# processor. What is for readers goes before what is read: it is short, and somebody waits for it.
CRAWLS, READING = "crawls", "reading"

CRAWL = Way(CRAWLS, "crawl", 0)
DIGESTS = Way(READING, "digests", 50)
MESSAGES = Way(READING, "messages", 50)
RETENTION = Way(READING, "retention", 5)
# Fresh news before what a person gives, and both before what an archive has kept for years.
READ: dict[Origin, Way] = {
    "crawl": Way(READING, "read", 30),
    "import": Way(READING, "read", 20),
    "archive": Way(READING, "read", 10),
}


def defer_crawl(store: Store, key: str, due: datetime) -> bool:
    """The crawl of a source for one due time; False where it waits already."""
    return store.defer(Job(CRAWL, {"key": key, "due": due.isoformat()}))


def defer_digests(store: Store) -> bool:
    """Make the digests that are due, and send them."""
    return store.defer(Job(DIGESTS, {}))


def defer_messages(store: Store) -> bool:
    """Put alerts in the outbox, and send what stands there."""
    return store.defer(Job(MESSAGES, {}))


def defer_retention(store: Store, due: datetime) -> bool:
    """Drop the bytes that are kept no longer."""
    return store.defer(Job(RETENTION, {"due": due.isoformat()}))


def defer_unread(config: Config, store: Store) -> int:
    """What is still to be read, as much of it as may wait; how many that were."""
    most = config.settings.workers.most_waiting
    return sum(store.defer_unread(way, origin, most) for origin, way in READ.items())
