"""What is observed of a source, and what is judged of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

State = Literal["ok", "degraded", "failing", "needs-person"]
# From well to worse.
STATES: tuple[State, ...] = ("ok", "degraded", "failing", "needs-person")
STATE_WORDS: dict[State, str] = {
    "ok": "ok",
    "degraded": "degraded",
    "failing": "failing",
    "needs-person": "needs a person",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a source is not well: `kind` for programs, `text` one clause for people.

    `since` is when it was first observed, None where it has no single beginning.
    """

    kind: str
    text: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """How a source is at one time; no reasons where it is well."""

    state: State
    reasons: tuple[Reason, ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of its reasons."""
        return frozenset(reason.kind for reason in self.reasons)

    @property
    def since(self) -> datetime | None:
        """When the first of its reasons was first observed, where one has a beginning."""
        return min((one.since for one in self.reasons if one.since), default=None)

    @property
    def text(self) -> str:
        """Its reasons in words, the worst first; "" where it is well."""
        return "; ".join(reason.text for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class HealthStep:
    """When the health of a source became what it is; `before` is None for the first."""

    source: str
    at: datetime
    health: Health
    before: State | None = None

    def is_known(self, *, answered: bool) -> bool:
        """A source that never answered is not well, though nothing may be held against it yet."""
        return self.health.state != "ok" or answered


@dataclass(frozen=True, slots=True)
class Check:
    """One request that came to nothing. `outcome` is the kind of failure ("transient", ...)."""

    at: datetime
    outcome: str
    status: int | None
    message: str = ""


@dataclass(frozen=True, slots=True)
class ListingRecord:
    """How one listing (or watched page) answered since it last answered well.

    `bad` counts the checks that came to nothing, from `bad_from` to `bad_until`,
    and `newest` are the last two of them, newest first. Those that the server
    answered with "slow down" are counted apart. `pages` are the kinds of its
    newest two snapshots, newest first, where it is kept as a page. `dated`:
    its address has the month in it, so that each month brings a new one.
    """

    url: str
    last_good: datetime | None = None
    bad: int = 0
    bad_from: datetime | None = None
    bad_until: datetime | None = None
    newest: tuple[Check, ...] = ()
    slowed: int = 0
    slowed_from: datetime | None = None
    slowed_until: datetime | None = None
    pages: tuple[str, ...] = ()
    dated: bool = False


@dataclass(frozen=True, slots=True)
class PageChecks:
    """How the pages of a source (not its listings) answered of late, in addresses.

    What is gone (404, 410) or asked us to slow down is in none of them.
    """

    good: int = 0
    refused: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class ArrivedDocument:
    """A document when it was first fetched.

    `kind` is its page kind, or "failed: ..."; `length` the characters of its
    text (0 without a revision).
    """

    at: datetime
    kind: str
    length: int
    dated: bool
    claims: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """What a source gave so far, from which its norms are taken.

    `arrivals` are the moments at which its documents were first fetched and
    `documents` the latest of them in full, both oldest first. `watched_days` of
    the last 14 had a listing that answered well, `checked_until` the last time.
    """

    arrivals: tuple[datetime, ...] = ()
    documents: tuple[ArrivedDocument, ...] = ()
    watched_days: int = 0
    checked_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Observed:
    """All that the health of a source is judged from; `interval` between two crawls."""

    now: datetime
    interval: timedelta
    listings: tuple[ListingRecord, ...] = ()
    pages: PageChecks = PageChecks()
    sample: Sample = Sample()
