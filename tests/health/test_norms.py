"""A source against its own past: chance gives no warning, a real break is seen within days."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.health import ArrivedDocument, Sample
from monitor.health.chance import chance_of_count, chance_of_odd
from monitor.health.norms import judge_norms
from tests.health.simulated import (
    DAY,
    START,
    Change,
    Outlet,
    broken,
    consent_wall,
    looks,
    nothing,
    warnings,
    with_the_whole_page,
    without_claims,
    without_date,
    without_text,
)

YEAR = 365
ORDINARY = [
    pytest.param(Outlet(), id="one a day"),
    pytest.param(Outlet(a_day=8), id="a busy newsroom"),
    pytest.param(Outlet(a_day=1 / 4), id="a quiet blog"),
    pytest.param(Outlet(a_day=3, weekend=0.0), id="closed at the weekend"),
    pytest.param(Outlet(spread=1.0), id="briefs and long reads"),
    pytest.param(Outlet(dated=0.5, articles=0.6, claims=0.45), id="careless pages"),
]


@pytest.mark.parametrize("outlet", ORDINARY)
def test_chance_gives_less_than_one_warning_a_source_and_year(outlet: Outlet) -> None:
    """Four years of each, so one warning among them is a quarter of what is allowed."""
    found = [each for seed in range(4) for each in warnings(outlet.documents(seed, YEAR), YEAR)]
    assert len(found) <= 1, found


@settings(max_examples=10)
@given(
    seed=st.integers(1000, 10**6),
    a_day=st.floats(0.1, 4),
    spread=st.floats(0.1, 1.1),
    share=st.floats(0.05, 1),
)
def test_no_ordinary_source_is_warned_of_again_and_again(
    seed: int, a_day: float, spread: float, share: float
) -> None:
    outlet = Outlet(a_day=a_day, spread=spread, dated=share, articles=max(share, 0.3), claims=share)
    assert len(warnings(outlet.documents(seed, YEAR), YEAR)) <= 1


BREAKS = [
    pytest.param(without_text, "norm-length", 10, id="text drops to nothing"),
    pytest.param(with_the_whole_page, "norm-length", 10, id="the whole page taken for the text"),
    pytest.param(without_date, "norm-dates", 10, id="dates vanish"),
    pytest.param(consent_wall, "norm-articles", 10, id="all pages are consent walls"),
    pytest.param(without_claims, "norm-claims", 42, id="no claim is found any more"),
]


@pytest.mark.parametrize(("change", "kind", "documents"), BREAKS)
@settings(max_examples=10)
@given(seed=st.integers(0, 10**6), a_day=st.floats(1, 5))
def test_a_break_is_noticed_within_so_many_documents(
    change: Change, kind: str, documents: int, seed: int, a_day: float
) -> None:
    day = 120
    given_ = broken(Outlet(a_day=a_day).documents(seed, 300), day, change)
    # Of the documents that came since, and those of a day, since we look once a day.
    since = [one.at for one in given_ if one.at >= START + day * DAY]
    by = (since[documents - 1] - START) / DAY + 1
    first = next(when for when, held in looks(given_, 300, first=day) if kind in held)
    assert first <= by


@settings(max_examples=10)
@given(seed=st.integers(0, 10**6), a_day=st.floats(0.5, 8))
def test_a_silence_of_five_of_the_longest_pauses_is_noticed(seed: int, a_day: float) -> None:
    day = 120
    given_ = broken(Outlet(a_day=a_day).documents(seed, day), day, nothing)
    times = [one.at for one in given_ if one.at > START + DAY]
    longest = max(b - a for a, b in pairwise(times))
    until = max(5 * longest, timedelta(days=8))
    late = int((times[-1] + until - START) / DAY) + 1
    held = dict(looks(given_, late + 1, first=day))[late]
    assert held & {"norm-silence", "norm-entries"}


def test_a_flood_is_noticed() -> None:
    """A listing that yields its navigation as entries."""
    usual, flood = Outlet(a_day=0.5).documents(1, 200), Outlet(a_day=20).documents(2, 200)
    after = START + 150 * DAY
    mixed = [one for one in usual if one.at < after] + [one for one in flood if one.at >= after]
    assert "norm-entries" in dict(looks(mixed, 156, first=150))[155]


def test_a_warning_ends_when_the_source_is_mended() -> None:
    usual = Outlet().documents(3, 300)
    walled = [consent_wall(one) if 120 <= (one.at - START) / DAY < 140 else one for one in usual]
    held = dict(looks(walled, 300, first=120))
    assert "norm-articles" in held[139]
    assert not held[170]


def test_a_warning_does_not_flicker_at_its_limit() -> None:
    """It stays where it would not be given anew."""
    documents = tuple(
        ArrivedDocument(START + n * DAY, "article", 3000, n < 45 or n % 2 == 0, True)
        for n in range(54)
    )
    sample = Sample(documents=documents)
    now = START + 54 * DAY
    assert judge_norms(sample, now, frozenset()) == ()
    assert [one.kind for one in judge_norms(sample, now, {"norm-dates"})] == ["norm-dates"]


@pytest.mark.parametrize("days", [1, 10, 18])
def test_a_new_source_has_no_norms(days: int) -> None:
    given_ = broken(Outlet().documents(1, days), days / 2, consent_wall)[:29]
    assert not any(held for _, held in looks(given_, days))


def test_a_reason_gives_both_numbers() -> None:
    documents = tuple(
        ArrivedDocument(START + n * DAY, "article", 3000, n < 50 and n % 10 > 0, True)
        for n in range(60)
    )
    (reason,) = judge_norms(Sample(documents=documents), START + 60 * DAY, frozenset())
    assert reason.text == "0 of the last 10 new articles have a date, usually 90 %"


def test_nobody_is_blamed_where_we_did_not_look() -> None:
    """Two weeks in which Monitor was off bring nothing, and that says nothing of the source."""
    arrivals = tuple(one.at for one in Outlet(a_day=5).documents(1, 100))
    now = START + 130 * DAY
    watched = Sample(arrivals, watched_days=14, checked_until=now)
    kinds = {one.kind for one in judge_norms(watched, now, frozenset())}
    assert kinds & {"norm-silence", "norm-entries"}
    unwatched = Sample(arrivals, watched_days=1, checked_until=START + 100 * DAY)
    assert judge_norms(unwatched, now, frozenset()) == ()


ODD = [
    pytest.param((10, 0, 90, 0), 1.0, 1.0, id="nothing odd"),
    pytest.param((10, 10, 90, 0), 0.0, 1e-12, id="all odd, none before"),
    pytest.param((10, 10, 90, 81), 0.3, 0.5, id="nine of ten were odd before"),
    # 1/23 · 2/24 · 3/25 · 4/26 · 5/27: five of five, after none of 21.
    pytest.param((5, 5, 21, 0), 1.238e-5, 1.239e-5, id="by hand"),
]


@pytest.mark.parametrize(("numbers", "least", "most"), ODD)
def test_chance_of_odd(numbers: tuple[int, int, int, int], least: float, most: float) -> None:
    assert least <= chance_of_odd(*numbers) <= most


COUNTS = [
    pytest.param(14, 90, 0.4, 0.7, 0.4, 0.7, id="as usual"),
    pytest.param(0, 90, 0.0, 1e-5, 1.0, 1.0, id="none"),
    pytest.param(100, 90, 1.0, 1.0, 0.0, 1e-12, id="a flood"),
    pytest.param(10, 10**6, 0.0, 0.0, 1.0, 1.0, id="too large for a float"),
]


@pytest.mark.parametrize(("count", "usual", "few_from", "few_to", "many_from", "many_to"), COUNTS)
def test_chance_of_count(
    count: int, usual: int, few_from: float, few_to: float, many_from: float, many_to: float
) -> None:
    few, many = chance_of_count(count, 14, usual, 90)
    assert few_from <= few <= few_to
    assert many_from <= many <= many_to
