"""Judges a source after it was crawled, and writes down what changed."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.config import Config
from monitor.config.source import SourceConfig
from monitor.health import HealthStep, ListingRecord, Observed, assess, is_step
from monitor.storage import Store

# How long the answers of pages are looked at: most pages are asked again within it.
_PAGES = timedelta(days=7)


def update_health(config: Config, store: Store, source: str, now: datetime) -> HealthStep | None:
    """Judge the source of this key by all that was observed until `now`.

    The step that was written down, None where its health is as it was or it is
    not configured. Raises StorageError.
    """
    configured = config.source(source)
    if configured is None:
        return None
    observed = _observed(store, configured, now)  # before the database is locked for it
    with store.transaction():
        last = store.latest_health().get(source)
        before = last.health if last else None
        after = assess(observed, before)
        if not is_step(before, after) or not store.add_health_step(source, now, after):
            return None
    return HealthStep(source, now, after, before.state if before else None)


def _observed(store: Store, source: SourceConfig, now: datetime) -> Observed:
    listings = {url: asked_at(url, now) for url in source.addresses}
    asked = [address for addresses in listings.values() for address in addresses]
    return Observed(
        now=now,
        interval=timedelta(minutes=source.interval_minutes),
        listings=tuple(_record(store, source, url, found) for url, found in listings.items()),
        pages=store.page_checks(source.key, now - _PAGES, asked),
        sample=store.health_sample(source.key, asked, now),
    )


def _record(store: Store, source: SourceConfig, url: str, asked: tuple[str, ...]) -> ListingRecord:
    # An anchored page gives many documents, and one without text among them says nothing.
    return store.listing_record(
        source.key, url, asked, dated="{" in url, watched=url in source.pages
    )


def asked_at(url: str, now: datetime) -> tuple[str, ...]:
    """The addresses at which a listing was asked: as configured and as the crawler spells it.

    One with the month in it was asked at those of this month and the last.
    """
    from monitor.crawl.address import web_address
    from monitor.crawl.dated import dated_address

    months = (now.date(), now.date().replace(day=1) - timedelta(days=1)) if "{" in url else ()
    plain = [dated_address(url, day) for day in months] or [url]
    spelt = [address for one in plain for address in (one, web_address(one, one)) if address]
    return tuple(dict.fromkeys(spelt))
