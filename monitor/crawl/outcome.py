"""What comes out of a crawl: values, each with the address it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.types import Failure, Snapshot, Validators


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed or sitemap was read, and every entry of it has been dealt with.

    It comes after its entries, so that what is recorded of it never hides one
    that was not fetched. `validators` is None where it must be read in full
    the next time: an entry of it may do better then. `left_out` counts the
    entries past max_entries.
    """

    url: str
    status: int
    observed: datetime
    validators: Validators | None
    sha256: str
    entries: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document was read. `url` is the address asked for, `snapshot.document` where it lives."""

    url: str
    snapshot: Snapshot
    validators: Validators


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that nothing changed (304): an observation too.

    `document` is None where `url` is a feed or a sitemap.
    """

    url: str
    document: str | None
    status: int
    observed: datetime
    validators: Validators


# `url` of each is what `known` is asked with the next time.
Outcome = Listed | Fetched | Unchanged | Failure
