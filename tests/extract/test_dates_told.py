"""Which of the days that a text about the program names date the program itself."""

from __future__ import annotations

import pytest

from monitor.interval import DaySpan
from monitor.values import When
from tests.extract.reading import claims_in

BEFORE = "FastTrack covers mail. "
CASES = [
    pytest.param("It slips to November.", ["2014-11"], id="it is the program"),
    pytest.param("A friend thinks it slips to November.", ["2014-11"], id="so it is in a report"),
    pytest.param("The shop slips to November.", [], id="something else does"),
    pytest.param("Sept. 1 is the cutoff.", ["2014-09-01"], id="a noun of ending"),
    pytest.param("The tier has been in place since July 1.", ["2014-07-01"], id="there since"),
    pytest.param("The weather has been fine since July 1.", [], id="no program since"),
    pytest.param("Since July 1 customers who buy 150 seats get it.", ["2014-07-01"], id="in front"),
    pytest.param("Customers who bought since July 1 pay nothing.", [], id="the day of a purchase"),
    pytest.param("**Update, August 4:** It is still closed.", [], id="the day of a note"),
    pytest.param("The post from last week says it starts.", [], id="the day of a post"),
    pytest.param("That is what I know today.", [], id="no answer, since nobody asked"),
    pytest.param("The figures were completely off on Monday.", [], id="complete is no change"),
]


@pytest.mark.parametrize(("text", "days"), CASES)
def test_the_days_of_the_program(text: str, days: list[str]) -> None:
    values = [claim.value for claim in claims_in(BEFORE + text, facet="timing")]
    assert [value.span.earliest for value in values if isinstance(value, When)] == [
        DaySpan.parse(day).earliest for day in days
    ]
