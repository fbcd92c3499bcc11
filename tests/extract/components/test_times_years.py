"""Halves, quarters and other parts of calendar and fiscal years."""

from __future__ import annotations

import pytest

from tests.extract.components.parts import days, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Q4 2014 was good.", "2014-10-01/2014-12-31", id="Q4 of a year"),
        pytest.param("Sales rose in Q2.", "2014-04-01/2014-06-30", id="Q2 alone"),
        pytest.param(
            "In 2014 Q1 it fell.",
            "2014-01-01/2014-03-31",
            id="year first",
        ),
        pytest.param(
            "Sales rose in the third quarter.", "2014-07-01/2014-09-30", id="third quarter"
        ),
        pytest.param(
            "In the third quarter of 2013 it fell.", "2013-07-01/2013-09-30", id="of a year"
        ),
        pytest.param(
            "In the first half of 2015 it opens.", "2015-01-01/2015-06-30", id="first half"
        ),
        pytest.param(
            "In the first nine months of 2013 it grew.",
            "2013-01-01/2013-09-30",
            id="nine months",
        ),
    ],
)
def test_parts_of_a_calendar_year(text: str, expected: str) -> None:
    assert days(read(text)) == [expected]


@pytest.mark.parametrize(
    ("text", "july", "january"),
    [
        pytest.param("It comes in FY15.", "2014-07-01/2015-06-30", "2015", id="FY15"),
        pytest.param("It comes in FY2015.", "2014-07-01/2015-06-30", "2015", id="FY2015"),
        pytest.param("In fiscal 2015 it grows.", "2014-07-01/2015-06-30", "2015", id="fiscal 2015"),
        pytest.param("In fiscal year 2015.", "2014-07-01/2015-06-30", "2015", id="fiscal year"),
        pytest.param("This fiscal year is long.", "2014-07-01/2015-06-30", "2014", id="this"),
        pytest.param("Not until next financial year.", "2015-07-01/2016-06-30", "2015", id="next"),
        pytest.param("Last fiscal year was short.", "2013-07-01/2014-06-30", "2013", id="last"),
        pytest.param(
            "In H2 FY24 it ends.",
            "2024-01-01/2024-06-30",
            "2024-07-01/2024-12-31",
            id="second half",
        ),
        pytest.param(
            "Q4 FY14 was good.", "2014-04-01/2014-06-30", "2014-10-01/2014-12-31", id="Q4"
        ),
        pytest.param(
            "In FY15 Q1 it grew.",
            "2014-07-01/2014-09-30",
            "2015-01-01/2015-03-31",
            id="year first",
        ),
        pytest.param(
            "In the fourth quarter of fiscal 2014 it fell.",
            "2014-04-01/2014-06-30",
            "2014-10-01/2014-12-31",
            id="fourth quarter of",
        ),
        pytest.param(
            "Its fiscal second quarter was weak.",
            "2013-10-01/2013-12-31",
            "2014-04-01/2014-06-30",
            id="the one last ended",
        ),
        pytest.param(
            "In the second half of the fiscal year it opens.",
            "2015-01-01/2015-06-30",
            "2014-07-01/2014-12-31",
            id="half of this one",
        ),
        pytest.param(
            "By the end of the fiscal year it closes.",
            "2014-08-14/2015-06-30",
            "2014-08-14/2014-12-31",
            id="end of this one",
        ),
    ],
)
def test_fiscal_years_begin_when_the_organisation_says(text: str, july: str, january: str) -> None:
    assert days(read(text, fiscal_start=7)) == [july]
    assert days(read(text, fiscal_start=1)) == [january]
