"""The Atom feeds, written anew where what they tell has changed."""

from __future__ import annotations

import logging
from pathlib import Path

from monitor.atom import write_feeds
from monitor.config import Config
from monitor.storage import Store

log = logging.getLogger(__name__)


def feeds_job(config: Config, store: Store) -> int:
    """Write the feeds that changed, and none where no folder is named; how many.

    Raises OutputError and StorageError.
    """
    folder = config.settings.feeds.folder
    if folder is None:
        return 0
    written = write_feeds(config, store, Path(folder))
    for path in written:
        log.info("wrote %s", path)
    return len(written)
