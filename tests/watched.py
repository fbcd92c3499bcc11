"""What a crawler would have noted: builders of requests, for tests of health."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from monitor.storage import Store, tables
from monitor.types import digest_of
from tests.builders import NOON, a_claim, a_failure, a_revision, keep_claims, keep_revision

FEED = "https://outlet.example/feed"


def keep_fetch(
    store: Store, url: str = FEED, *, at: datetime = NOON, status: int | None = 200, **row: Any
) -> None:
    """One request, and the failure that was recorded with it where it came to nothing."""
    good = status is not None and (200 <= status < 300 or status == 304)
    source = row.setdefault("source", "outlet")
    plain = "listed" if good else "transient" if status is None or status >= 429 else "permanent"
    outcome = row.setdefault("outcome", plain)
    said = row.pop("said", f"{url} answered {status}")
    row |= {"address": digest_of(url), "url": url, "at": at, "status": status}
    with store._writing() as connection:
        connection.execute(insert(tables.fetch).values(row))
        if not good:
            store.add_failure(a_failure(source=source, url=url, kind=outcome, message=said, at=at))


def keep_address(store: Store, url: str, *, at: datetime = NOON, **row: Any) -> None:
    """An address that answered well at that moment, or as `row` says."""
    plain = {"source": "outlet", "status": 200, "checked": at, "answered": at, "first_seen": at}
    values = {**plain, **row, "key": digest_of(url), "url": url}
    with store._writing() as connection:
        connection.execute(insert(tables.address).values(values))


def keep_article(
    store: Store, number: int, at: datetime, *, text: str = "Words. " * 100, claims: bool = True
) -> None:
    """An article of its own that was first fetched at that moment."""
    revision = a_revision(
        document=f"https://outlet.example/{number}", text=f"{text} {number}", observed=at
    )
    kept = keep_revision(store, revision)
    if claims:
        keep_claims(store, a_claim(kept))


def hours(number: float) -> timedelta:
    return timedelta(hours=number)
