"""Whether a database is a demo's own: one that holds anything else is never to make way."""

from __future__ import annotations

from monitor.demo.newsroom import HOST, Newsroom
from monitor.storage import SnapshotFacts, Store


def only_read_from(newsroom: Newsroom, store: Store) -> bool:
    """Whether all that is kept there was crawled from these outlets, on loopback.

    Raises StorageError.
    """
    outlets = newsroom.outlets()

    def ours(snapshot: SnapshotFacts) -> bool:
        # A source of that name elsewhere is somebody's own, and so is what was imported for one.
        local = snapshot.fetched_from.startswith(f"http://{HOST}:")
        return local and snapshot.origin == "crawl" and snapshot.source in outlets

    return all(ours(store.snapshot_facts(key)) for key in store.snapshot_keys())
