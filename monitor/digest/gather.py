"""Draws from the store what digests are built of: once for all readers of the same hours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from monitor.compare.stood import said_on
from monitor.config import Config
from monitor.config.reader import Wishes
from monitor.digest.build import build_digest
from monitor.digest.edits import PageEdit, page_edits
from monitor.digest.fold import Background, Known
from monitor.digest.shape import Digest
from monitor.digest.sources import SourceRecord, coverage_of, failures_beside, gone_from
from monitor.errors import NotFoundError
from monitor.first_seen import edits_of
from monitor.review import relations_to_tell
from monitor.sides import Held, held_by
from monitor.storage import Store, StoredClaim, StoredRelation
from monitor.types import Claim, Revision


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was recorded after `since` and up to `until`, of all topics, and what it stands against.

    What a back-fill or a reread found of the past is no news: it counts as known.
    What a person dismissed is not told; what was reopened since is told again.
    """

    since: datetime
    until: datetime
    relations: tuple[StoredRelation, ...]
    claims: tuple[StoredClaim, ...]
    background: Background
    sources: SourceRecord
    edits: tuple[PageEdit, ...]


def gather(config: Config, store: Store, *, since: datetime, until: datetime) -> Gathered:
    """Read it; titles and texts only when a digest asks for them. Raises StorageError."""
    relations = relations_to_tell(config, store, since=since, until=until)
    claims = store.claims_recorded(since, until)
    revision = cache(lambda key: _revision(store, key))
    return Gathered(
        since=since,
        until=until,
        relations=relations,
        claims=claims,
        background=Background(
            claims=_claims_of(store, relations),
            known=_known(store, claims, since),
            title_of=_part(revision, lambda one: one.title),
            text_of=_part(revision, lambda one: one.text),
            edit_of=cache(lambda claim: edits_of(store, (claim,)).get(claim.key)),
            topics={topic.key: topic.name for topic in config.topics},
        ),
        sources=_source_record(store, since, until),
        edits=page_edits(config, store, since, until),
    )


def digest_for(
    config: Config, gathered: Gathered, wishes: Wishes, last: datetime | None = None
) -> Digest:
    """What was gathered, as far as a reader wishes for it; `last` ended the digest before."""
    zone, record = ZoneInfo(wishes.time_zone), gathered.sources
    coverage = coverage_of(config, record, zone)
    failures = failures_beside(config, coverage, record)
    if "health" not in wishes.tell:
        coverage, failures = coverage.without_troubles(), ()
    return build_digest(
        wishes,
        since=gathered.since,
        until=gathered.until,
        relations=gathered.relations,
        claims=gathered.claims,
        background=gathered.background,
        coverage=coverage,
        failures=failures,
        edits=gathered.edits,
        gone=gone_from(record, wishes.topics, zone),
        last=last,
    )


def gather_digest(
    config: Config, store: Store, wishes: Wishes, *, since: datetime, until: datetime
) -> Digest:
    """The digest of one reader alone; raises StorageError where the database cannot be read."""
    return digest_for(config, gather(config, store, since=since, until=until), wishes)


def _claims_of(store: Store, relations: Sequence[StoredRelation]) -> dict[str, Claim]:
    keys = {key for row in relations for key in (*row.relation.a, *row.relation.b)}
    return {key: stored.claim for key, stored in store.claims_by_key(keys).items()}


def _known(store: Store, claims: Sequence[StoredClaim], since: datetime) -> dict[Held, Known]:
    """The positions of these new claims that were taken before, and in which of their documents."""
    firsts = store.first_known({held_by(row) for row in claims}, since)
    found = {place: first.claim for place, first in firsts.items()}
    # Nothing that is compared holds the others: few are new, so all of their slots is read.
    unheard = {row.slot for row in claims if held_by(row) not in found}
    said = dict[Held, list[Claim]]()
    for row in store.claims_in_slots(unheard):
        if _is_known(row, since) and held_by(row) not in found:
            said.setdefault(held_by(row), []).append(row.claim)
    found |= {
        place: min(same, key=lambda one: (said_on(one), one.key)) for place, same in said.items()
    }
    documents = dict[Held, set[str]]()
    for row in store.claims_in_documents({row.claim.document for row in claims}):
        if _is_known(row, since):
            documents.setdefault(held_by(row), set()).add(row.claim.document)
    return {place: Known(first, documents.get(place, ())) for place, first in found.items()}


def _is_known(row: StoredClaim, since: datetime) -> bool:
    """What a back-fill or a reread found of the past is no news, whenever it was recorded."""
    return row.recorded <= since or not row.news


def _source_record(store: Store, since: datetime, until: datetime) -> SourceRecord:
    gone = store.gone_documents(since, until)
    about = store.topics_of({one.document for one in gone})
    return SourceRecord(
        since=since,
        status={one.source: one for one in store.source_status()},
        latest=store.latest_health(),
        steps=store.health_steps(since, until),
        failures=tuple(one for one in store.failures(since) if since < one.at <= until),
        gone=tuple((one, about.get(one.document, frozenset())) for one in gone),
    )


def _part(
    revision: Callable[[str], Revision | None], part: Callable[[Revision], str | None]
) -> Callable[[str], str | None]:
    def of(key: str) -> str | None:
        found = revision(key)
        return part(found) if found else None

    return of


def _revision(store: Store, key: str) -> Revision | None:
    try:
        return store.revision(key)
    except NotFoundError:
        return None
