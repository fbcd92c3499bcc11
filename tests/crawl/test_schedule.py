"""When an address is asked again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.crawl.schedule import fresh_until, recheck_at, retry_at
from tests.crawl.server import NOON

URL = "https://outlet.example/1"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
DAYS = st.integers(0, 5000).map(lambda days: NOON - days * DAY)


def pause(**changes: Any) -> timedelta:
    """Until the next look at a document first seen just now, unless a test says otherwise."""
    plain: dict[str, Any] = {
        "published": None,
        "first_seen": NOON,
        "edited": None,
        "holds_claims": False,
    }
    return recheck_at(NOON, url=URL, **plain | changes) - NOON


@pytest.mark.parametrize(
    ("changes", "longest"),
    [
        pytest.param({}, 3 * HOUR, id="new: within hours"),
        pytest.param({"first_seen": NOON - 2 * DAY}, DAY, id="of this week: within a day"),
        pytest.param({"first_seen": NOON - 20 * DAY}, 7 * DAY, id="of this month: within a week"),
        pytest.param({"first_seen": NOON - 200 * DAY}, 30 * DAY, id="of this year: a month"),
        pytest.param({"first_seen": NOON - 2000 * DAY}, 180 * DAY, id="old: half a year"),
        pytest.param(
            {"first_seen": NOON - 2000 * DAY, "holds_claims": True},
            30 * DAY,
            id="old, with claims: a month for ever",
        ),
        pytest.param(
            {"first_seen": NOON - 2000 * DAY, "edited": NOON - HOUR},
            3 * HOUR,
            id="edited an hour ago: as if new",
        ),
        pytest.param({"published": date(2001, 1, 1)}, 180 * DAY, id="old when first seen"),
        pytest.param(
            {"published": date(2014, 9, 1)}, 3 * HOUR, id="published tomorrow, by its own word"
        ),
        pytest.param({"first_seen": None}, 3 * HOUR, id="nothing known of it"),
        pytest.param({"first_seen": NOON + 900 * DAY}, 3 * HOUR, id="a clock that jumped back"),
    ],
)
def test_a_document_is_looked_at_more_and_more_rarely(
    changes: dict[str, Any], longest: timedelta
) -> None:
    assert 0.8 * longest <= pause(**changes) <= longest


@given(DAYS, st.none() | DAYS, st.booleans())
def test_evidence_is_looked_after_once_a_month(
    seen: datetime, edited: datetime | None, holds: bool
) -> None:
    found = pause(first_seen=seen, edited=edited, holds_claims=holds)
    assert timedelta(0) < found <= (30 * DAY if holds else 180 * DAY)


@given(DAYS, st.booleans())
def test_an_older_document_is_never_looked_at_much_sooner(older: datetime, holds: bool) -> None:
    """But for the spread of a fifth."""
    younger = min(older + 3 * DAY, NOON)
    sooner = pause(first_seen=younger, holds_claims=holds)
    assert pause(first_seen=older, holds_claims=holds) >= 0.8 * sooner


def retry(failures: int, **changes: Any) -> timedelta:
    plain: dict[str, Any] = {"interval": HOUR}
    return retry_at(NOON, url=URL, failures=failures, **plain | changes) - NOON


@pytest.mark.parametrize(
    ("failures", "longest"), [(0, HOUR), (1, 2 * HOUR), (2, 4 * HOUR), (5, DAY), (10**9, DAY)]
)
def test_the_pause_doubles_up_to_a_day(failures: int, longest: timedelta) -> None:
    assert 0.8 * longest <= retry(failures) <= longest


@given(st.integers(0, 10**6), st.integers(1, 43_200), st.booleans())
def test_nothing_is_given_up_in_silence(failures: int, minutes: int, gone: bool) -> None:
    found = retry(failures, interval=minutes * MINUTE, gone=gone)
    assert timedelta(0) < found <= (30 * DAY if gone else DAY)


@pytest.mark.parametrize(
    ("asked", "at_least"),
    [
        pytest.param(7200.0, 2 * HOUR, id="as it asks"),
        pytest.param(1e12, DAY, id="a day at the most"),
        pytest.param(1.0, 0.8 * HOUR, id="never sooner than without"),
        pytest.param(None, 0.8 * HOUR, id="it does not ask"),
    ],
)
def test_who_asks_us_to_wait_is_waited_for(asked: float | None, at_least: timedelta) -> None:
    found = retry(0, asked_to_wait=asked)
    assert at_least <= found <= max(at_least, HOUR)


def test_what_failed_together_is_not_asked_again_together() -> None:
    moments = {retry_at(NOON, url=f"{URL}{n}", failures=3, interval=HOUR) for n in range(50)}
    assert len(moments) > 40


@pytest.mark.parametrize(
    ("max_age", "what", "expected"),
    [
        (None, "listing", None),
        (0.0, "listing", None),
        (600.0, "listing", 10 * MINUTE),
        (31_536_000.0, "listing", HOUR),
        (31_536_000.0, "document", DAY),
        (1e300, "document", DAY),
    ],
)
def test_cache_control_is_honoured_with_a_cap(
    max_age: float | None, what: str, expected: timedelta | None
) -> None:
    found = fresh_until(NOON, max_age, what)
    assert (found - NOON if found else None) == expected
