"""A digest drawn from a real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.digest.gather import gather_digest
from monitor.interval import NumberSpan
from monitor.storage import Store, open_store
from monitor.values import Quantity
from tests.builders import (
    NOON,
    a_claim,
    a_failure,
    a_relation,
    a_revision,
    keep_claims,
    keep_revision,
)
from tests.digest.parts import Clock, a_config, a_source

DAY = timedelta(days=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'monitor.db'}", clock=clock)


def keep_contradiction(store: Store) -> None:
    """Two outlets, two minimums, and the verdict on them."""
    claims = []
    for outlet, seats in (("one", 150), ("two", 250)):
        revision = a_revision(document=f"https://{outlet}.example/1", publisher=outlet)
        value = Quantity(NumberSpan(seats, None), "seat", "minimum")
        claims.append(a_claim(keep_revision(store, revision), value=value))
    keep_claims(store, *claims)
    a, b = claims
    store.put_relations("slot-1", [a_relation(a=(a.key,), b=(b.key,))])


def test_tells_what_was_recorded_in_its_time_and_no_more(store: Store, clock: Clock) -> None:
    keep_contradiction(store)
    config = a_config(a_source())
    first = gather_digest(config, store, since=NOON - DAY, until=NOON)
    clock.move(hours=1)
    repeat = keep_revision(store, a_revision(document="https://three.example/1"))
    keep_claims(store, a_claim(repeat))
    second = gather_digest(config, store, since=NOON, until=NOON + DAY)
    story = first.sections[0].stories[0]
    assert (story.a.outlet, story.a.title, story.b.outlet) == ("one", "Who may join", "two")
    assert second.quiet
    assert second.repeats == 1


def checked(store: Store, source: str, at: datetime, status: int = 200) -> None:
    store.record_check(
        f"https://{source}.example/feed", source, status=status, at=at, validators=None, sha256=None
    )


def test_coverage_is_of_the_sources_configured(store: Store) -> None:
    config = a_config(
        a_source(key="outlet", name="The Outlet"),
        a_source(key="broken", name="Broken"),
        a_source(key="never", name="Never"),
        a_source(key="paused", name="Paused", enabled=False),
    )
    keep_revision(store, a_revision())
    checked(store, "outlet", NOON)
    checked(store, "broken", NOON - 2 * DAY)
    checked(store, "removed-since", NOON)
    store.add_failure(a_failure(source="broken", message="500", at=NOON - DAY))
    store.add_failure(a_failure(source="broken", message="503", at=NOON))
    store.add_failure(a_failure(source="paused", message="404", at=NOON))
    coverage = gather_digest(config, store, since=NOON - DAY, until=NOON).coverage
    assert (coverage.sources, coverage.checked, coverage.pages) == (3, 1, 1)
    assert [(one.source, one.last_ok, one.times, one.message) for one in coverage.troubles] == [
        ("Broken", NOON - 2 * DAY, 2, "503")
    ]


@pytest.mark.parametrize(
    ("minutes", "fails"),
    [
        pytest.param(119, False, id="one check missed may be chance"),
        pytest.param(121, True, id="two missed are a failure"),
    ],
)
def test_a_source_fails_after_two_checks_missed(store: Store, minutes: int, fails: bool) -> None:
    checked(store, "outlet", NOON - timedelta(minutes=minutes))
    store.add_failure(a_failure(at=NOON - timedelta(minutes=1)))
    digest = gather_digest(a_config(a_source()), store, since=NOON - DAY, until=NOON)
    assert bool(digest.coverage.troubles) is fails


def test_what_was_found_of_the_past_is_not_told_and_counts_as_known(
    store: Store, clock: Clock
) -> None:
    keep_contradiction(store)
    relation = a_relation(kind="tension", position_b="old")
    store.put_relations("slot-2", [replace(relation, slot="slot-2")], news=False)
    past = keep_revision(store, a_revision(document="https://archive.example/1"))
    value = Quantity(NumberSpan(999, None), "seat", "minimum")
    claim = a_claim(past, value=value)
    store.put_claims(past.key, [claim], {claim.key: "slot-1"}, news=False)
    again = keep_revision(store, a_revision(document="https://four.example/1"))
    keep_claims(store, a_claim(again, value=value))
    digest = gather_digest(a_config(a_source()), store, since=NOON - DAY, until=NOON)
    assert [section.title for section in digest.sections] == ["Contradictions"]
    assert (digest.positions, digest.repeats) == ((), 1), "999 was said in the past already"
