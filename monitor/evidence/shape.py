"""The shape of a bundle's files: what Monitor writes, and all that it takes back.

Times are ISO 8601 texts in UTC, as they went into the keys. A change of meaning
raises the version of the manifest.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, TypeAdapter

from monitor.plain import visible_json
from monitor.types import (
    Attribution,
    AttributionKind,
    Claim,
    Fetch,
    Modality,
    Origin,
    Polarity,
    Relation,
    RelationKind,
    Revision,
    Speaker,
)
from monitor.values import from_json, to_json
from monitor.wording import held_in_words

if TYPE_CHECKING:  # who only verifies needs no database
    from monitor.storage import SnapshotFacts, StoredClaim, StoredRelation

# A file of a bundle: no folder above its own, no sign that a file system would read otherwise.
NAME = r"[A-Za-z0-9]+(?:[./][A-Za-z0-9]+){0,3}"
About = Literal["document", "claim", "relation", "revision", "snapshot"]


def _utc(text: str) -> str:
    """As `isoformat` writes it: another spelling of the same moment would be another key."""
    moment = datetime.fromisoformat(text)
    if moment.utcoffset() != timedelta(0) or moment.isoformat() != text:
        raise ValueError("no time in UTC as Monitor writes it")
    return text


Time = Annotated[str, AfterValidator(_utc)]
Name = Annotated[str, Field(pattern=f"^{NAME}$")]
Count = Annotated[int, Field(ge=0)]
Texts = tuple[str, ...]
Pairs = tuple[tuple[str, str], ...]


class Row(BaseModel):
    """Strict, frozen, and nothing beside what is named."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class SpeakerRow(Row):
    name: str | None
    organisation: str | None
    role: str | None
    anonymous: bool


class ClaimRow(Row):
    """One claim: an element of claims.json."""

    id: str
    document: str
    revision: str
    start: Count
    end: Count
    quote: str
    topic: str
    component: str | None
    facet: str
    slot: str
    qualifiers: Pairs
    value: dict[str, JsonValue]
    polarity: Polarity
    modality: Modality
    triggers: Texts
    speaker: SpeakerRow
    attribution: AttributionKind
    cue: str | None
    chain: Texts
    reported_by: str
    published: str | None
    observed: Time
    recorded: Time
    news: bool
    rule: str

    @classmethod
    def of(cls, stored: StoredClaim) -> Self:
        """The row of a claim that is kept."""
        claim = stored.claim
        return cls(
            id=claim.key,
            document=claim.document,
            revision=claim.revision,
            start=claim.start,
            end=claim.end,
            quote=claim.quote,
            topic=claim.topic,
            component=claim.component,
            facet=claim.facet,
            slot=stored.slot,
            qualifiers=claim.qualifiers,
            value=to_json(claim.value),
            polarity=claim.polarity,
            modality=claim.modality,
            triggers=claim.triggers,
            speaker=SpeakerRow(**asdict(claim.speaker)),
            attribution=claim.attribution.kind,
            cue=claim.attribution.cue,
            chain=claim.attribution.chain,
            reported_by=claim.reported_by,
            published=claim.published.iso() if claim.published else None,
            observed=claim.observed.isoformat(),
            recorded=stored.recorded.isoformat(),
            news=stored.news,
            rule=claim.rule,
        )

    def claim(self) -> Claim:
        """The claim, without its publication date, which no key and no wording needs.

        Raises ValueError where its value or a qualifier is none that Monitor writes.
        """
        value = from_json(self.value)
        # A dataclass takes anything: a number in place of a date would only fail where it is told.
        if TypeAdapter(type(value)).validate_python(asdict(value)) != value:
            raise ValueError("its value has parts of another type")
        json.dumps(to_json(value))  # as its key is made of it: a number can be too long for that
        claim = Claim(
            revision=self.revision,
            document=self.document,
            start=self.start,
            end=self.end,
            quote=self.quote,
            topic=self.topic,
            component=self.component,
            facet=self.facet,
            qualifiers=self.qualifiers,
            value=value,
            polarity=self.polarity,
            modality=self.modality,
            triggers=self.triggers,
            attribution=Attribution(
                Speaker(**self.speaker.model_dump()), self.attribution, self.cue, self.chain
            ),
            reported_by=self.reported_by,
            published=None,
            observed=datetime.fromisoformat(self.observed),
            rule=self.rule,
        )
        try:
            held_in_words(claim)
        except KeyError as error:
            raise ValueError(f"no qualifier of Monitor's: {error}") from error
        return claim


class RelationRow(Row):
    """relation.json. `left_out`: claims beyond the bound; `absent`: those that are kept no more."""

    id: str
    kind: RelationKind
    silent: bool
    topic: str
    facet: str
    slot: str
    a: Texts
    b: Texts
    left_out: Texts
    absent: Texts
    position_a: str
    position_b: str
    rule: str
    explanation: str
    recorded: Time
    news: bool

    @classmethod
    def of(cls, stored: StoredRelation, left_out: Texts, absent: Texts) -> Self:
        """The row of a relation that is kept."""
        row: dict[str, Any] = asdict(stored.relation)
        del row["place"]  # only to be found by
        more: dict[str, Any] = {"recorded": stored.recorded.isoformat(), "news": stored.news}
        return cls(id=stored.relation.key, left_out=left_out, absent=absent, **row, **more)

    def relation(self) -> Relation:
        """The relation."""
        names = (name for name in Relation.__slots__ if name != "place")
        return Relation(**{name: getattr(self, name) for name in names})


class DateRow(Row):
    day: str
    method: str
    refused: str | None


class NoticeRow(Row):
    kind: str
    quote: str
    day: str | None


class RevisionRow(Row):
    """revisions/<id>.json; the text is the file `text`."""

    id: str
    document: str
    publisher: str
    organisation: str | None
    country: str | None
    title: str | None
    author: str | None
    kind: str
    published: str | None
    dates: tuple[DateRow, ...]
    notices: tuple[NoticeRow, ...]
    observed: Time
    last_observed: Time
    recorded: Time
    reader: str
    snapshot: str
    text: Name
    text_sha256: str

    @classmethod
    def of(cls, r: Revision, last_observed: datetime, recorded: datetime) -> Self:
        """The row of a revision that is kept."""
        return cls(
            id=r.key,
            document=r.document,
            publisher=r.publisher,
            organisation=r.organisation,
            country=r.country,
            title=r.title,
            author=r.author,
            kind=r.kind,
            published=r.published.iso() if r.published else None,
            dates=tuple(
                DateRow(day=one.day.iso(), method=one.method, refused=one.refused)
                for one in r.dates
            ),
            notices=tuple(
                NoticeRow(kind=one.kind, quote=one.quote, day=one.day.iso() if one.day else None)
                for one in r.notices
            ),
            observed=r.observed.isoformat(),
            last_observed=last_observed.isoformat(),
            recorded=recorded.isoformat(),
            reader=r.reader,
            snapshot=r.snapshot,
            text=f"revisions/{r.key}.txt",
            text_sha256=r.text_sha256,
        )


class PageRow(Row):
    """One page of a stitched body, as it came: its size and hash, in order."""

    size: Count
    sha256: str


class SnapshotRow(Row):
    """snapshots/<id>.json; the bytes are the file `body`, None where they are `missing` (why)."""

    id: str
    document: str
    source: str
    fetched_from: str
    status: int
    headers: Pairs
    observed: Time
    recorded: Time
    origin: Origin
    sha256: str
    size: Count
    pages: tuple[PageRow, ...]
    body: Name | None
    missing: str | None

    @classmethod
    def of(
        cls,
        s: SnapshotFacts,
        headers: Pairs,
        *,
        pages: tuple[PageRow, ...] = (),
        body: str | None = None,
        missing: str | None = None,
    ) -> Self:
        """The row of a snapshot that is kept, with or without its bytes."""
        return cls(
            id=s.key,
            document=s.document,
            source=s.source,
            fetched_from=s.fetched_from,
            status=s.status,
            headers=headers,
            observed=s.observed.isoformat(),
            recorded=s.recorded.isoformat(),
            origin=s.origin,
            sha256=s.sha256,
            size=s.size,
            pages=pages,
            body=body,
            missing=missing,
        )


class RequestRow(Row):
    """One line of the log of requests."""

    url: str
    at: Time
    outcome: str
    status: int | None
    final_url: str | None
    robots: str | None
    snapshot: str | None

    @classmethod
    def of(cls, f: Fetch) -> Self:
        """The row of a request."""
        return cls(
            url=f.url,
            at=f.at.isoformat(),
            outcome=f.outcome,
            status=f.status,
            final_url=f.final_url,
            robots=f.robots,
            snapshot=f.snapshot,
        )


class FetchesRow(Row):
    """Of the `total` requests for a document, those nearest to when it was observed."""

    document: str
    total: Count
    requests: tuple[RequestRow, ...]


class FileRow(Row):
    name: Name
    size: Count
    sha256: str


class QuoteRow(Row):
    """Where a quote stands: characters (Unicode code points) `start` to `end` of `file`."""

    claim: str
    file: Name
    start: Count
    end: Count
    quote: str
    snapshot: str
    body: Name | None


class AboutRow(Row):
    kind: About
    id: str


class MakerRow(Row):
    monitor: str
    unicode: str


class Manifest(Row):
    """manifest.json. `files`: all but itself and SHA256SUMS."""

    format: Literal["monitor-evidence"]
    version: Literal[1]
    about: AboutRow
    made: Time
    made_by: MakerRow
    quotes: tuple[QuoteRow, ...]
    files: tuple[FileRow, ...]


def as_json(value: Row | tuple[Row, ...]) -> bytes:
    """A file of the bundle: sorted, indented, no sign in it that hides or turns words."""
    rows: Any = [r.model_dump() for r in value] if isinstance(value, tuple) else value.model_dump()
    text = json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{visible_json(text)}\n".encode()
