"""A SQLite file copied as it was at one moment, while others go on writing to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from monitor.storage.database import readable_uri

# 16 MB at the usual size of a page: some hundredths of a second between two lines of progress.
_PAGES = 4096


def copy_database(
    file: Path, part: Path, *, timeout: float = 30, tell: Callable[[int, int], None] | None = None
) -> None:
    """Copy a database page by page to `part`, which must not be there.

    All of it is read in one transaction, begun at the start: writers go on
    beside it (in write-ahead mode), what they write is not in the copy, and the
    copying never begins anew because of them. The copy is one file, without a
    log beside it. `tell` gets the pages done and all. Raises sqlite3.Error.
    """

    def progress(_status: int, left: int, total: int) -> None:
        if tell:
            tell(total - left, total)

    # A connection of its own: whoever asks may be inside a transaction that writes.
    with (
        closing(sqlite3.connect(readable_uri(file), uri=True)) as source,
        closing(sqlite3.connect(part)) as copy,
    ):
        source.isolation_level = None
        source.execute(f"PRAGMA busy_timeout={round(timeout * 1000)}")
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # the moment it sees
        source.backup(copy, pages=_PAGES, progress=progress)
        copy.execute("PRAGMA journal_mode=DELETE")
