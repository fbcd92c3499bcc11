"""Draws from the store what a digest is built of."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.config.load import Config
from monitor.config.source import SourceConfig
from monitor.digest.build import Background, build_digest
from monitor.digest.shape import Coverage, Digest, Trouble
from monitor.errors import NotFoundError
from monitor.storage import SourceStatus, Store
from monitor.types import TOLD, Claim
from monitor.wording import shorten

# One check that went wrong may be chance: a source fails when two in a row were missed.
_MISSED = 2
_LONGEST_MESSAGE = 200


def gather_digest(config: Config, store: Store, *, since: datetime, until: datetime) -> Digest:
    """What was recorded after `since` and up to `until`, for all topics.

    What a back-fill or a reread found of the past is no news: it counts as known.
    Raises StorageError where the database cannot be read.
    """
    relations = tuple(
        row
        for row in store.relations(kinds=TOLD, recorded_after=since)
        if row.recorded <= until and row.news
    )
    every = store.claims()
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
        coverage=_coverage(config, store, since, until),
        failures=store.failures(since),
    )


def _claims_in(store: Store, slots: set[str]) -> dict[str, Claim]:
    return {claim.key: claim for slot in slots for claim in store.claims_in_slot(slot)}


def _title(store: Store, revision: str) -> str | None:
    try:
        return store.revision(revision).title
    except NotFoundError:
        return None


def _coverage(config: Config, store: Store, since: datetime, until: datetime) -> Coverage:
    """Of the sources configured and enabled; what is known of others is history."""
    status = {one.source: one for one in store.source_status()}
    sources = [source for source in config.sources if source.enabled]
    known = [(source, status[source.key]) for source in sources if source.key in status]
    troubles = [_trouble(*pair) for pair in known if _fails(*pair, until)]
    return Coverage(
        sources=len(sources),
        checked=sum(1 for _, one in known if one.last_ok and one.last_ok > since),
        pages=sum(one.documents for _, one in known),
        troubles=tuple(troubles),
    )


def _fails(source: SourceConfig, status: SourceStatus, now: datetime) -> bool:
    if not status.failures:
        return False
    patience = timedelta(minutes=_MISSED * source.interval_minutes)
    return status.last_ok is None or now - status.last_ok > patience


def _trouble(source: SourceConfig, status: SourceStatus) -> Trouble:
    message = shorten(status.last_failure or "", _LONGEST_MESSAGE)
    return Trouble(source.name, status.last_ok, status.failures, message)
