"""What a back-fill is asked for and did, and what is told apart about what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from monitor.config.source import SourceConfig
from monitor.pipeline.report import CrawlReport
from monitor.types import Snapshot


def to_blame(snapshot: Snapshot) -> str:
    """Whose failure it is where a snapshot cannot be read: never the source's for an archive's."""
    return archive_of(snapshot.source) if snapshot.origin == "archive" else snapshot.source


def archive_of(source: str) -> str:
    """The name of an archive's failures: the source itself is not broken by them."""
    return f"archive:{source}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of an archive: prefixes of addresses, and the days of the captures.

    `limit` is how many captures are fetched at the most; a `dry_run` fetches
    none. `news` says that what they hold is to be told as new.
    """

    source: SourceConfig
    first: date
    last: date
    prefixes: tuple[str, ...] = ()
    limit: int | None = None
    newest_first: bool = False
    dry_run: bool = False
    news: bool = False


@dataclass(slots=True)
class BackfillReport(CrawlReport):
    """What one back-fill did. `captures` counts all that were wanted, `left` those still waiting.

    `lost` counts captures that cannot be had, in this call or an earlier one;
    `minutes` is a forecast for what is left; `stopped` says why it ended early.
    """

    captures: int = 0
    new: int = 0
    kept: int = 0
    lost: int = 0
    left: int = 0
    minutes: float = 0.0
    unlisted: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    stopped: str | None = None

    def __str__(self) -> str:
        return (
            f"captures: {self.captures:,} ({self.fetched:,} fetched now, {self.kept:,} before, "
            f"{self.lost:,} lost, {self.left:,} left); {self.read()}"
        )
