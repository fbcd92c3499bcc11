"""Two days that make one window, two that do not, and ends that stay open."""

from __future__ import annotations

import pytest

from tests.extract.components.parts import days, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Open from 1 Sept. to 31 March 2015.", "2014-09-01/2015-03-31", id="from, to: one year"
        ),
        pytest.param(
            "Open from Sept. 30 to June 30, 2015.",
            "2014-09-30/2015-06-30",
            id="the last day of a month",
        ),
        pytest.param("Open Sept. 1 through March 31, 2015.", "2014-09-01/2015-03-31", id="through"),
        pytest.param(
            "Open Sept. 1, 2014, to March 31, 2015.",
            "2014-09-01/2015-03-31",
            id="two years",
        ),
        pytest.param(
            "Open July 1, 2014 – June 30, 2015.", "2014-07-01/2015-06-30", id="with a dash"
        ),
        pytest.param(
            "Open Sept. 1-15, 2014.",
            "2014-09-01/2014-09-15",
            id="days of one month",
        ),
        pytest.param(
            "Open 1–15 September 2014.",
            "2014-09-01/2014-09-15",
            id="day first",
        ),
        pytest.param(
            "Between Sept. 1 and Oct. 15 it is free.", "2014-09-01/2014-10-15", id="between, and"
        ),
        pytest.param(
            "Open from September to November.",
            "2014-09-01/2014-11-30",
            id="two months, no year",
        ),
        pytest.param(
            "Open from September 2014 until March 2015.", "2014-09-01/2015-03-31", id="until"
        ),
        pytest.param(
            "Open September through November 2014.",
            "2014-09-01/2014-11-30",
            id="months, one year",
        ),
        pytest.param(
            "From 2010 to 2012 it grew.",
            "2010-01-01/2012-12-31",
            id="from, to years",
        ),
        pytest.param(
            "Between 2010 and 2012 it grew.",
            "2010-01-01/2012-12-31",
            id="between two years",
        ),
        pytest.param(
            "In 2010-2012 it grew.",
            "2010-01-01/2012-12-31",
            id="years with a hyphen",
        ),
        pytest.param("Open 9/1/2014-3/31/2015.", "2014-09-01/2015-03-31", id="in figures"),
    ],
)
def test_a_window_is_one_time(text: str, expected: str) -> None:
    assert days(read(text)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "It opened in May and closed in June.", ["2014-05", "2014-06"], id="two events"
        ),
        pytest.param(
            "It opened on May 5. On June 6 it shut.", ["2014-05-05", "2014-06-06"], id="sentences"
        ),
        pytest.param(
            "The old offer ends Aug. 31, and the new one starts Sept. 1.",
            ["2014-08-31", "2014-09-01"],
            id="one ends, one starts",
        ),
        pytest.param(
            "From May 5 it was free; until June 6 it was slow.",
            ["2014-05-05", "2014-06-06"],
            id="from and until of two clauses",
        ),
    ],
)
def test_two_times_are_no_window(text: str, expected: list[str]) -> None:
    assert days(read(text)) == expected


def test_until_further_notice_closes_nothing() -> None:
    assert all(".." in day for day in days(read("It is free until further notice.")))


def test_an_end_at_the_beginning_of_the_calendar_stops_no_reader() -> None:
    assert days(read("It is open from 2014-09-01 to 0001-01-01."))
