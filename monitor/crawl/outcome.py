"""What comes out of a crawl: values, each with the request it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.types import Failure, Snapshot, Validators


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: the address it was for, when it was answered, and by whose leave.

    `robots` is what robots.txt said of it and `delay` the seconds left
    between two requests to its host; both None where no request was made.
    """

    url: str
    at: datetime
    status: int | None = None
    final_url: str | None = None
    robots: str | None = None
    delay: float | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed, a sitemap or a page of links was read, and every entry of it has been dealt with.

    It comes after its entries, so that what is recorded of it never hides one
    that was not fetched. `validators` is None where it must be read in full
    the next time: an entry of it may do better then. `left_out` counts the
    entries past max_entries, `passed_over` those that concern no topic;
    `moved_to` is where the listing moved for good.
    """

    asked: Asked
    validators: Validators | None
    sha256: str
    entries: int
    left_out: int
    passed_over: int = 0
    moved_to: str | None = None
    max_age: float | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document was read; `document` is where it lives, where permanent redirects led.

    An `anchored` page of several documents gives a snapshot for each;
    `document` is then the page's own address.
    """

    asked: Asked
    snapshots: tuple[Snapshot, ...]
    validators: Validators
    sha256: str
    document: str
    max_age: float | None = None
    anchored: bool = False

    @property
    def snapshot(self) -> Snapshot:
        """The only one there is, for most."""
        return self.snapshots[0]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that nothing changed (304): an observation too.

    `document` is None where the address is a listing; `moved_to` is where that moved for good.
    """

    asked: Asked
    document: str | None
    validators: Validators | None
    moved_to: str | None = None
    max_age: float | None = None
    anchored: bool = False


@dataclass(frozen=True, slots=True)
class Alias:
    """The page says that it is another spelling of `document`, which is fetched instead."""

    asked: Asked
    document: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Something could not be had. `asked` is None where no request of its own was made.

    `retry_after`: the seconds the server asked us to wait. `unreachable`: there was nobody to ask.
    """

    failure: Failure
    asked: Asked | None = None
    retry_after: float | None = None
    unreachable: bool = False


Outcome = Listed | Fetched | Unchanged | Alias | Failed
