"""How much had been read by when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from monitor.storage import Store
from monitor.types import Fetch
from tests.builders import ADDRESS, NOON, a_claim, a_revision, keep_claims, keep_revision
from tests.storage.conftest import Clock

TOPIC = "program"
EVER = (date(1990, 1, 1), date(2090, 1, 1))


def asked(store: Store, clock: Clock, outcome: str = "unchanged", source: str = "outlet") -> None:
    store.log_fetch(Fetch(url=ADDRESS, source=source, at=clock.now, outcome=outcome))


def test_days_on_which_something_was_published_seen_or_asked_for(
    store: Store, clock: Clock
) -> None:
    published = date(2014, 7, 21)
    revision = a_revision(observed=clock.move(days=1))
    revision = replace(revision, published=replace(revision.published, earliest=published))
    keep_claims(store, a_claim(keep_revision(store, revision)))
    clock.move(days=1)
    asked(store, clock)
    clock.move(days=1)
    asked(store, clock, source="another")
    clock.move(days=1)
    asked(store, clock, outcome="transient")
    assert store.days_read(TOPIC, *EVER) == (published, date(2014, 8, 2), date(2014, 8, 3))
    assert store.days_read(TOPIC, published, date(2014, 8, 2)) == (published, date(2014, 8, 2))
    assert store.days_read("another", *EVER) == ()


def test_what_is_asked_later_is_not_in_an_old_answer(store: Store, clock: Clock) -> None:
    keep_claims(store, a_claim(keep_revision(store, a_revision())))
    before = clock.move(hours=1)
    known, covered = store.days_read(TOPIC, *EVER, known_at=before), store.coverage(before)
    clock.move(days=3)
    asked(store, clock)
    keep_claims(store, a_claim(keep_revision(store, a_revision(document="https://b.example/"))))
    assert store.days_read(TOPIC, *EVER, known_at=before) == known == (date(2014, 8, 1),)
    assert store.coverage(before) == covered
    assert (covered.documents, covered.revisions, covered.claims, covered.sources) == (1, 1, 1, 0)
    now = store.coverage(clock.now)
    assert (now.documents, now.sources, now.last_checked) == (2, 1, clock.now)
    assert now.first_recorded == NOON
