"""Draws from the store what a digest is built of."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.config.load import Config
from monitor.digest.build import Background, build_digest
from monitor.digest.shape import Digest
from monitor.digest.sources import coverage_of, failures_beside, gone_since
from monitor.errors import NotFoundError
from monitor.review import relations_to_tell
from monitor.storage import Store
from monitor.types import Claim


def gather_digest(config: Config, store: Store, *, since: datetime, until: datetime) -> Digest:
    """What was recorded after `since` and up to `until`, for all topics.

    What a back-fill or a reread found of the past is no news: it counts as known.
    What a person dismissed is not told; what was reopened since is told again.
    Raises StorageError where the database cannot be read.
    """
    relations = relations_to_tell(config, store, since=since, until=until)
    every = store.claims()
    coverage = coverage_of(config, store, since, until)
    new = tuple(row for row in every if since < row.recorded <= until and row.news)
    slots = {row.relation.slot for row in relations} | {row.slot for row in new}
    return build_digest(
        since=since,
        until=until,
        zone=ZoneInfo(config.settings.digest.time_zone),
        relations=relations,
        claims=new,
        background=Background(
            claims=_claims_in(store, slots),
            known={
                row.claim.key
                for row in every
                if row.slot in slots and (row.recorded <= since or not row.news)
            },
            title_of=lambda revision: _title(store, revision),
            topics={topic.key: topic.name for topic in config.topics},
        ),
        coverage=coverage,
        failures=failures_beside(config, coverage, store.failures(since)),
        gone=gone_since(config, store, since, until),
    )


def _claims_in(store: Store, slots: set[str]) -> dict[str, Claim]:
    return {claim.key: claim for slot in slots for claim in store.claims_in_slot(slot)}


def _title(store: Store, revision: str) -> str | None:
    try:
        return store.revision(revision).title
    except NotFoundError:
        return None
