"""Days as columns: to scale, gaps cut short, labels only where there is room."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.interval import DaySpan
from monitor.query.axis import make_axis

FIRST, LAST = date(2014, 7, 21), date(2018, 11, 2)
GAP = DaySpan(date(2014, 9, 11), date(2018, 8, 13))


@pytest.mark.parametrize("width", [40, 58, 80, 200])
def test_both_ends_stand_at_the_ends(width: int) -> None:
    axis = make_axis(FIRST, LAST, [GAP], width)
    assert axis.column(FIRST) == 0
    assert axis.column(LAST) == axis.width - 1
    assert width - 2 <= axis.width <= width


def test_a_gap_of_years_takes_a_few_columns_and_no_day_beside_it_falls_into_it() -> None:
    axis = make_axis(FIRST, LAST, [GAP], 80)
    silent = set(axis.silent_columns())
    assert len(silent) == 5
    assert axis.column(date(2014, 9, 10)) == min(silent) - 1
    assert axis.column(date(2018, 8, 14)) == max(silent) + 1


LABELS = [
    pytest.param(FIRST, FIRST, "Jul 2014", id="one day"),
    pytest.param(date(2014, 7, 1), date(2014, 7, 31), "Jul 2014", id="one month, said once"),
    pytest.param(
        date(2014, 7, 1), date(2014, 8, 31), "Jul 2014                        Aug 2014", id="two"
    ),
    pytest.param(
        date(2010, 1, 1), date(2013, 12, 31), "Jan 2010  2011      2012        Dec 2013", id="years"
    ),
]


@pytest.mark.parametrize(("first", "last", "line"), LABELS)
def test_months_or_years_stand_over_it(first: date, last: date, line: str) -> None:
    assert make_axis(first, last, [], 40).labels() == line


DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))


@given(st.lists(DAYS, min_size=2, max_size=30, unique=True), st.integers(20, 250))
def test_later_days_never_stand_further_left(days: list[date], width: int) -> None:
    days.sort()
    one = timedelta(days=1)
    gaps = [DaySpan(a + one, b - one) for a, b in itertools.pairwise(days) if (b - a).days > 90]
    axis = make_axis(days[0], days[-1], gaps, width)
    columns = [axis.column(each) for each in days]
    assert columns == sorted(columns)
    assert columns[0] == 0
    assert columns[-1] < axis.width <= width
    assert len(axis.labels()) <= width
