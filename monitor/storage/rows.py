"""What storage hands back beyond the nouns of monitor/types.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from monitor.interval import DaySpan
from monitor.types import AttributionKind, Claim, Notice, Origin, Relation, Revision
from monitor.verdict import Verdict

Channel = Literal["mail", "alert"]
MessageState = Literal["sent", "queued", "failed", "unconfirmed"]
FoundKind = Literal["document", "claim", "relation", "revision", "snapshot"]


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim, when we first wrote it down, and the slot it is compared in.

    `news` is false for what was found of the past: by a back-fill or a reread.
    """

    claim: Claim
    recorded: datetime
    slot: str
    news: bool = True


@dataclass(frozen=True, slots=True)
class Glance:
    """Of a claim, what is counted of very many: its document, and how it came to be said."""

    claim: str
    document: str
    kind: AttributionKind


@dataclass(frozen=True, slots=True)
class StoredRelation:
    """A relation, when we first wrote it down, and whether it was news then."""

    relation: Relation
    recorded: datetime
    news: bool = True


@dataclass(frozen=True, slots=True)
class KeptVerdict:
    """A decision as it is kept; `withdrawn` where it was taken back, and by whom."""

    id: int
    verdict: Verdict
    withdrawn: datetime | None = None
    withdrawn_by: str | None = None


# Key of a row → when it was first written down, and whether it was news then.
Recorded = Mapping[str, tuple[datetime, bool]]


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A message that waits to be sent; `attempts` made so far.

    By mail it is a digest for a mail address, `about` its day; an alert goes to
    the receiver of that name in alerts.toml, `about` a relation.
    """

    id: int
    channel: Channel
    reader: str
    about: str
    day: date
    message: bytes
    message_id: str
    attempts: int
    queued: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message up to `changed`."""

    about: str
    state: MessageState | Literal["sending"]
    error: str | None
    queued: datetime
    changed: datetime


@dataclass(frozen=True, slots=True)
class Issue:
    """When a revision was published and first and last seen, and what its page says of changes."""

    revision: str
    published: DaySpan | None
    observed: datetime
    notices: tuple[Notice, ...] = ()
    last_observed: datetime | None = None  # None: only once


@dataclass(frozen=True, slots=True)
class Restored:
    """An older text that a page was seen to bear again at a moment, after it had borne another."""

    document: str
    revision: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptRevision:
    """A revision, when it was last seen to stand, and when we first wrote it down."""

    revision: Revision
    last_observed: datetime
    recorded: datetime


@dataclass(frozen=True, slots=True)
class KeptSnapshot:
    """A snapshot that was read: what reading gave, and the version of all drawn from it.

    `dropped`: when its bytes were, None while they are kept.
    """

    key: str
    observed: datetime
    outcome: str
    reader: str | None
    origin: Origin
    dropped: datetime | None = None


@dataclass(frozen=True, slots=True)
class SnapshotFacts:
    """A snapshot without its bytes; `dropped` is when they were, None while they are kept."""

    key: str
    document: str
    source: str
    fetched_from: str
    status: int
    headers: tuple[tuple[str, str], ...]
    sha256: str
    size: int
    observed: datetime
    origin: Origin
    recorded: datetime
    dropped: datetime | None


@dataclass(frozen=True, slots=True)
class Bodies:
    """So many bodies, the bytes in them, and the room these take packed."""

    number: int = 0
    size: int = 0
    room: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much had been read by a moment, and how lately.

    `sources` answered in the days before, `last_checked` is the last request
    that went well; `first_recorded` when reading began, whatever the moment.
    """

    LATELY: ClassVar[int] = 7  # days: every source that is well is asked at least once a day

    documents: int
    revisions: int
    claims: int
    sources: int
    last_checked: datetime | None
    first_recorded: datetime | None


@dataclass(frozen=True, slots=True)
class Absence:
    """An address of a document that was there (`present`, as far as known), and then was not."""

    url: str
    present: datetime | None
    absent: datetime


@dataclass(frozen=True, slots=True)
class Run:
    """One pass; `ended` and `outcome` None while it goes on, or where it was killed."""

    id: int
    kind: str
    started: datetime
    ended: datetime | None
    outcome: str | None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """How a source fares. `failures` counts those since the last check that went well,
    `new` the documents that first came lately (since when, says who asks)."""

    source: str
    documents: int
    new: int
    last_ok: datetime | None
    last_failure: str | None
    failures: int


@dataclass(frozen=True, slots=True)
class GoneDocument:
    """A document that was there (`present`, last observed) and then was not (`absent`)."""

    document: str
    title: str | None
    publisher: str
    present: datetime
    absent: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """What an address or the beginning of an id names."""

    kind: FoundKind
    key: str


@dataclass(frozen=True, slots=True)
class Age:
    """How old a document is, and whether it matters: None where we do not know."""

    published: date | None
    first_seen: datetime | None
    edited: datetime | None  # when its bytes last differed from what they were before
    holds_claims: bool


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A snapshot that is read no more, and when and how the last attempt ended."""

    snapshot: str
    document: str
    source: str
    attempts: int
    error: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Way:
    """How a job is done: by whom (the queue), by what task, and what goes first (the higher)."""

    queue: str
    task: str
    priority: int


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done; one of the same task and arguments waits once."""

    way: Way
    arguments: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A job that nobody does any more, after so many attempts before this one.

    `failed` where its last attempt ended in an error; else its worker died.
    """

    id: int
    task: str
    arguments: Mapping[str, str]
    attempts: int
    failed: bool


@dataclass(frozen=True, slots=True)
class QueueState:
    """Jobs by task, and when a worker last gave a sign; None: there is none."""

    waiting: Mapping[str, int]
    doing: Mapping[str, int]
    last_sign: datetime | None
