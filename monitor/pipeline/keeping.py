"""Outcomes of a crawl to rows: snapshots, what is known of addresses, the log, failures."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.config.source import SourceConfig
from monitor.crawl.outcome import Alias, Asked, Failed, Fetched, Listed, Outcome, Unchanged
from monitor.crawl.schedule import fresh_until, recheck_at, retry_at
from monitor.pipeline.report import CrawlReport
from monitor.storage import Store
from monitor.types import GONE, SLOW_DOWN, Fetch


def keep(store: Store, source: SourceConfig, outcome: Outcome, report: CrawlReport) -> str:
    """Store one outcome, whole or not at all; returns a line that tells of it."""
    report.answered |= outcome.asked is not None and outcome.asked.status is not None
    with store.transaction():
        if isinstance(outcome, Failed):
            return _failed(store, source, outcome, report)
        if isinstance(outcome, Fetched):
            return _fetched(store, source, outcome, report)
        if isinstance(outcome, Unchanged):
            return _unchanged(store, source, outcome, report)
        if isinstance(outcome, Alias):
            return _alias(store, source, outcome)
        return _listed(store, source, outcome)


def _failed(store: Store, source: SourceConfig, outcome: Failed, report: CrawlReport) -> str:
    failure, asked = outcome.failure, outcome.asked
    report.failures.append(failure)
    report.unreachable += outcome.unreachable
    store.add_failure(failure)
    if asked is not None:
        _log(store, source, asked, failure.kind)
        known = store.known(asked.url)
        broken = asked.status != SLOW_DOWN
        next_check = retry_at(
            asked.at,
            url=asked.url,
            failures=known.failures if known else 0,
            interval=timedelta(minutes=source.interval_minutes),
            asked_to_wait=outcome.retry_after,
            gone=asked.status in GONE and known is not None and known.document is not None,
        )
        store.record_failed(
            asked.url,
            source.key,
            status=asked.status,
            at=asked.at,
            next_check=next_check,
            broken=broken,
        )
    return f"{source.key}: {failure.message}"


def _fetched(store: Store, source: SourceConfig, outcome: Fetched, report: CrawlReport) -> str:
    """Bytes that came before are no new snapshot: the page still says so."""
    asked, status = outcome.asked, outcome.asked.status or 200
    same = store.record_answer(
        asked.url,
        source.key,
        status=status,
        at=asked.at,
        validators=outcome.validators,
        sha256=outcome.sha256,
        document=outcome.document,
        next_check=_next_look(store, outcome),
    )
    for snapshot in () if same else outcome.snapshots:
        store.add_snapshot(snapshot)
    if outcome.document != asked.url:
        _at_home(store, source, outcome)
    kept = None if same else outcome.snapshot.key
    _log(store, source, asked, "unchanged" if same else "fetched", kept)
    report.fetched += not same
    report.unchanged += same
    return f"{source.key}: {'unchanged' if same else 'fetched'} {outcome.document}"


def _at_home(store: Store, source: SourceConfig, outcome: Fetched | Unchanged) -> None:
    """The address a document moved to is known from now on, with what it gave."""
    asked, document = outcome.asked, outcome.document
    assert document is not None
    store.record_answer(
        document,
        source.key,
        status=asked.status or 200,
        at=asked.at,
        validators=outcome.validators,
        sha256=outcome.sha256 if isinstance(outcome, Fetched) else None,
        document=document,
        next_check=_next_look(store, outcome),
    )


def _unchanged(store: Store, source: SourceConfig, outcome: Unchanged, report: CrawlReport) -> str:
    asked, document = outcome.asked, outcome.document
    store.record_answer(
        asked.url,
        source.key,
        status=asked.status or 304,
        at=asked.at,
        validators=outcome.validators,
        sha256=None,
        document=document,
        moved_to=outcome.moved_to,
        next_check=_next_look(store, outcome),
    )
    if document is not None and document != asked.url:
        _at_home(store, source, outcome)
    _log(store, source, asked, "unchanged")
    report.unchanged += 1
    return f"{source.key}: unchanged {asked.url}"


def _alias(store: Store, source: SourceConfig, outcome: Alias) -> str:
    asked = outcome.asked
    store.record_alias(
        asked.url, source.key, status=asked.status or 200, at=asked.at, of=outcome.document
    )
    _log(store, source, asked, "alias")
    return f"{source.key}: {asked.url} is {outcome.document}"


def _listed(store: Store, source: SourceConfig, outcome: Listed) -> str:
    asked = outcome.asked
    store.record_answer(
        asked.url,
        source.key,
        status=asked.status or 200,
        at=asked.at,
        validators=outcome.validators,
        sha256=outcome.sha256,
        moved_to=outcome.moved_to,
        next_check=fresh_until(asked.at, outcome.max_age, "listing"),
    )
    _log(store, source, asked, "listed")
    counts = [(outcome.passed_over, "of no followed topic"), (outcome.left_out, "left out")]
    besides = "".join(f", {count} {what}" for count, what in counts if count)
    return f"{source.key}: read {asked.url}: {outcome.entries} entries{besides}"


def _next_look(store: Store, outcome: Fetched | Unchanged) -> datetime | None:
    """By the document's age, and not before the server calls it stale."""
    now, document = outcome.asked.at, outcome.document
    if document is None:
        return fresh_until(now, outcome.max_age, "listing")
    age = store.age(document)
    due = recheck_at(
        now,
        url=document,
        published=age.published,
        first_seen=age.first_seen,
        edited=age.edited,
        # A page of announcements was chosen to be watched, and its parts hold the claims.
        holds_claims=age.holds_claims or outcome.anchored,
    )
    return max(due, fresh_until(now, outcome.max_age, "document") or due)


def _log(
    store: Store, source: SourceConfig, asked: Asked, outcome: str, snapshot: str | None = None
) -> None:
    store.log_fetch(
        Fetch(
            asked.url,
            source.key,
            asked.at,
            outcome,
            asked.status,
            asked.robots,
            asked.delay,
            asked.final_url if asked.final_url != asked.url else None,
            snapshot,
        )
    )
