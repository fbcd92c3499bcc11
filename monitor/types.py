"""The nouns of Monitor: frozen, keyed by what they are, times aware and in UTC.

A key is derived from the content it names (`digest_of`), so writing the same
thing twice writes it once, on any machine and in any order.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from monitor.interval import DaySpan
from monitor.values import Value, to_json

SourceKind = Literal["press", "vendor", "partner", "analyst", "community"]
PageKind = Literal[
    "article", "listing", "consent", "paywall", "blocked", "soft-404", "login", "empty"
]
# "archive": bytes that somebody else kept, observed when they were captured.
Origin = Literal["crawl", "import", "archive"]
# The source of what came from files and is of no source that is declared.
IMPORT = "import"
DateMethod = Literal["feed", "json-ld", "meta", "url", "text", "header", "mail"]
NoticeKind = Literal["correction", "update", "superseded"]
AttributionKind = Literal["direct", "indirect", "document", "hearsay", "outlet"]
Modality = Literal["asserted", "planned", "hedged", "rumoured"]
Polarity = Literal["affirm", "deny"]
ClaimOrder = Literal["newest", "oldest", "relevance"]
RelationKind = Literal[
    "refinement",
    "compatible",
    "revision",
    "tension",
    "contradiction",
]
# Statuses: nothing is there (any more), and fewer requests are wanted.
GONE = (404, 410)
SLOW_DOWN = 429
# Headers of the session in which a page was fetched: nobody's evidence, and a secret.
OF_SESSION = ("set-cookie", "set-cookie2")
# Stands before each further page of a snapshot that holds an article of several pages.
PAGE_BREAK = b"\n<!-- monitor: next page %b -->\n"
_PAGE_BREAK = re.compile(rb"\n<!-- monitor: next page \S+ -->\n")
# The relations worth telling, most pressing first.
TOLD: tuple[RelationKind, ...] = ("contradiction", "revision", "tension")


# Made once: `json.dumps` makes an encoder at each call, and every claim needs both.
_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_sorted = json.JSONEncoder(sort_keys=True).encode


def digest_of(*parts: str | int | None) -> str:
    """A stable key of 16 hexadecimal digits for what these parts name together.

    64 bits: among ten million keys the chance of one collision is below 3 in a million.
    """
    text = _compact(parts)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def worth_keeping(header: str) -> bool:
    """Whether a header from outside goes into a snapshot; x-monitor-* is ours to write."""
    name = header.lower()
    return name not in OF_SESSION and not name.startswith("x-monitor-")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a listing; `changed` as the listing dates its last change."""

    source: str
    url: str
    title: str | None = None
    published: DaySpan | None = None
    summary: str | None = None
    changed: datetime | None = None


def snapshot_key(document: str, sha256: str, observed: datetime) -> str:
    """The key of a snapshot, whose bytes need not be at hand."""
    return digest_of(document, sha256, observed.isoformat())


def split_pages(body: bytes) -> tuple[bytes, ...]:
    """The pages of a body, as they came: most have one."""
    return tuple(_PAGE_BREAK.split(body))


@lru_cache(maxsize=1)  # it is asked for several times in a row while one is stored
def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The bytes a server sent (or a file held) for a document at one time."""

    document: str
    source: str
    fetched_from: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    observed: datetime
    origin: Origin = "crawl"

    @property
    def sha256(self) -> str:
        """Of the body as it came, before any character decoding."""
        return _sha256(self.body)

    @property
    def key(self) -> str:
        """One snapshot a document, body and moment."""
        return snapshot_key(self.document, self.sha256, self.observed)

    @property
    def pages(self) -> tuple[bytes, ...]:
        """The body, page by page: most documents have one."""
        return split_pages(self.body)

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Capture:
    """A copy of a page in an archive's index; `digest` is the archive's, equal for equal bytes."""

    archive: str
    url: str
    captured: datetime
    digest: str

    @property
    def key(self) -> str:
        """One capture an archive, address and moment."""
        return digest_of(self.archive, self.url, self.captured.isoformat())


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """A publication date that something gives a document; `refused` says why it was not taken."""

    method: DateMethod
    day: DaySpan
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A line in which a page tells of a change to itself: "Correction: ...", "Updated: ..."."""

    kind: NoticeKind
    quote: str
    day: DaySpan | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """The main text drawn from a snapshot.

    `document` is the canonical address, or the file's stem where a file names none.
    `text` is what every offset of a claim counts in. `dates` are all candidates
    for `published`, the chosen one first; `reader` is the version that read it.
    """

    document: str
    publisher: str
    organisation: str | None
    country: str | None
    snapshot: str
    kind: PageKind
    title: str | None
    author: str | None
    published: DaySpan | None
    text: str
    observed: datetime
    dates: tuple[DateCandidate, ...] = ()
    notices: tuple[Notice, ...] = ()
    reader: str = ""

    @property
    def text_sha256(self) -> str:
        """Of the text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def key(self) -> str:
        """One revision a document and text: the same text seen again is the same revision."""
        return digest_of(self.document, self.text_sha256)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it. `organisation` is the side that speaks, None where unknown."""

    name: str | None
    organisation: str | None
    role: str | None
    anonymous: bool


@dataclass(frozen=True, slots=True)
class Attribution:
    """How a statement is tied to its speaker; `chain` runs from the outlet to the origin."""

    speaker: Speaker
    kind: AttributionKind
    cue: str | None
    chain: tuple[str, ...]


# Among the triggers of a claim whose speaker would say no more.
WITHHELD = "withheld"
# Among those of a claim that somebody else calls wrong right behind it, in the same text.
REBUTTED = "rebutted"
# The qualifier of a rate beside which its text gives others: a step of a schedule.
SEVERAL = ("rates", "several")
# Among those of a claim that does not name the program: only its document tells of it.
IMPLIED = "implied"
# Facets whose values anything has: any text dates other things, calls them over, counts people.
ANYBODYS = frozenset({"timing", "status", "headcount"})


@dataclass(frozen=True, slots=True)
class Claim:
    """What one statement holds about one facet, tied to its evidence.

    `revision` is the key of the revision whose `text[start:end]` is `quote`.
    `triggers` are the words that made polarity and modality what they are.
    """

    revision: str
    document: str
    start: int
    end: int
    quote: str
    topic: str
    component: str | None
    facet: str
    qualifiers: tuple[tuple[str, str], ...]
    value: Value
    polarity: Polarity
    modality: Modality
    triggers: tuple[str, ...]
    attribution: Attribution
    reported_by: str
    published: DaySpan | None
    observed: datetime
    rule: str
    # Made when it is first asked for: dear, and asked for many times while a slot is compared.
    _key: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def key(self) -> str:
        """The place and what is held there; not the rule, so a better rule keeps the key."""
        if self._key is None:
            place = (self.revision, self.start, self.end, self.topic, self.component, self.facet)
            held = _sorted([to_json(self.value), self.qualifiers])
            object.__setattr__(self, "_key", digest_of(*place, held))
        assert self._key is not None
        return self._key

    @property
    def speaker(self) -> Speaker:
        return self.attribution.speaker


@dataclass(frozen=True, slots=True)
class Relation:
    """How two positions stand: `a` the earlier, `b` the later, as keys of their claims.

    `place` is that of the pair it explains in the order of all its pairs.
    """

    kind: RelationKind
    topic: str
    facet: str
    slot: str
    a: tuple[str, ...]
    b: tuple[str, ...]
    position_a: str
    position_b: str
    rule: str
    explanation: str
    silent: bool = False
    place: str = ""

    @property
    def key(self) -> str:
        """One relation a kind and a pair of positions: more evidence keeps the key."""
        return digest_of(self.kind, self.slot, self.position_a, self.position_b)


@dataclass(frozen=True, slots=True)
class Stand:
    """How a claim stands in a slot, without its words: what is looked up when others come.

    `tone` names all that rules look at but voice, days and document; `voice` is
    None for unnamed people of one document; `held` as in monitor/compare/judge.py.
    """

    claim: str
    document: str
    position: str
    tone: str
    voice: str | None
    since: date
    until: date
    held: date | None
    number: int
    start: int

    @property
    def place(self) -> str:
        """What the claims of a position are ordered by; those of one place by their keys."""
        return f"{self.since.isoformat()} {self.number:05} {self.start:09}"

    @property
    def place_and_key(self) -> str:
        """What no two claims have alike."""
        return f"{self.place} {self.claim}"


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that went wrong and was recorded, so that other work could go on."""

    source: str | None
    url: str | None
    kind: str
    message: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave us to ask "has it changed?" with (RFC 9110, section 8.8)."""

    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """What earlier crawls learnt of an address.

    `document` is what it leads to, None for a listing; `moved_to` where a
    listing moved for good; `next_check` the moment before which it is left
    alone, None where the next crawl may ask; `fetched` when its bytes last
    came; `gone` whether the last answer was that nothing is there.
    """

    validators: Validators | None
    document: str | None
    moved_to: str | None
    checked: datetime
    next_check: datetime | None
    fetched: datetime | None
    failures: int = 0
    gone: bool = False


@dataclass(frozen=True, slots=True)
class RobotsFile:
    """What a host's robots.txt was; `closed` says why its rules could not be had."""

    root: str
    fetched: datetime
    status: int | None
    body: str | None
    closed: str | None


@dataclass(frozen=True, slots=True)
class Fetch:
    """One address asked for, and what came of it: a line of the log.

    `outcome` is fetched, unchanged, listed, alias or the kind of a failure;
    `robots` what robots.txt said of it, `delay` the seconds it made us leave
    between two requests to that host.
    """

    url: str
    source: str
    at: datetime
    outcome: str
    status: int | None = None
    robots: str | None = None
    delay: float | None = None
    final_url: str | None = None
    snapshot: str | None = None
