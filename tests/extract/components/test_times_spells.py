"""Lengths of time and times that come again; and what only looks like a time.

Extent and value are those of TIMEX3. None of these lies on the calendar, so
claims must not take one for a date.
"""

from __future__ import annotations

import pytest

from tests.extract.components.parts import days, expressions, marks, read


def _row(text: str, expected: dict[str, str], why: str) -> object:
    return pytest.param(text, expected, id=why)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        _row("He was held for three years.", {"three years": "P3Y"}, "years"),
        _row("They waited 45 minutes.", {"45 minutes": "PT45M"}, "minutes"),
        _row("It burned for six hours.", {"six hours": "PT6H"}, "hours"),
        _row("A two-week strike ended.", {"two-week": "P2W"}, "before a noun"),
        _row("A six-month trial was held.", {"six-month": "P6M"}, "months before a noun"),
        _row("She got a 10-year term.", {"10-year": "P10Y"}, "figures before a noun"),
        _row("A 19-year-old student was hurt.", {"19-year-old": "P19Y"}, "age"),
        _row("It lasted more than two years.", {"more than two years": "P2Y"}, "more than"),
        _row("It took less than a month.", {"less than a month": "P1M"}, "less than"),
        _row("It ran for nearly a decade.", {"nearly a decade": "P1DE"}, "decade"),
        _row("It ran for over a year.", {"over a year": "P1Y"}, "over as an adverb"),
        _row("The cost is spread over 12 months.", {"12 months": "P12M"}, "over as a preposition"),
        _row("It took two and a half years.", {"two and a half years": "P2.5Y"}, "and a half"),
        _row("It took a year and a half.", {"a year and a half": "P1.5Y"}, "a year and a half"),
        _row("It took half an hour.", {"half an hour": "PT30M"}, "half an hour"),
        _row(
            "It lasted two hours and 20 minutes.",
            {"two hours and 20 minutes": "PT2H20M"},
            "two units",
        ),
        _row("They trained for several weeks.", {"several weeks": "PXW"}, "several"),
        _row("It took a few days.", {"a few days": "PXD"}, "a few"),
        _row("It has stood for centuries.", {"centuries": "PXCE"}, "bare plural"),
        _row("They have fought for years.", {"years": "PXY"}, "for years"),
        _row("It has lasted hundreds of years.", {"hundreds of years": "PXY"}, "hundreds of"),
        _row("Six more weeks are needed.", {"Six more weeks": "P6W"}, "more between"),
        _row("It rained for 12 straight days.", {"12 straight days": "P12D"}, "straight between"),
        _row("It needs another 24 hours.", {"another 24 hours": "PT24H"}, "another"),
        _row("The talks went on all day.", {"all day": "P1D"}, "all day"),
        _row("A 30-second silence was kept.", {"30-second": "PT30S"}, "seconds"),
        _row("One hundred years is a long time.", {"One hundred years": "P100Y"}, "scale"),
        _row("It ran for twenty-five years.", {"twenty-five years": "P25Y"}, "hyphenated number"),
        _row("It meets every Monday.", {"every Monday": "XXXX-WXX-1"}, "every weekday"),
        _row("The choir sings on Sundays.", {"Sundays": "XXXX-WXX-7"}, "plural weekday"),
        _row("It is held each year.", {"each year": "P1Y"}, "each"),
        _row("It is held every two years.", {"every two years": "P2Y"}, "every two"),
        _row("It is held every other year.", {"every other year": "P2Y"}, "every other"),
        _row("It floods every spring.", {"every spring": "XXXX-SP"}, "every season"),
        _row("They publish quarterly figures.", {"quarterly": "P3M"}, "quarterly"),
        _row("The figure is updated daily.", {"daily": "P1D"}, "daily"),
        _row("They earn $300 a month.", {"a month": "P1M"}, "rate of a sum"),
        _row("It pumps 500 barrels a day.", {"a day": "P1D"}, "rate of a count"),
        _row("It makes two million cars per year.", {"per year": "P1Y"}, "per"),
        _row("They train three times a week.", {"three times a week": "P1W"}, "times a week"),
        _row("It is cleaned twice a day.", {"twice a day": "P1D"}, "twice a day"),
        _row("Prices rose 3% a year.", {"a year": "P1Y"}, "rate of a share"),
        _row("Annual sales are low.", {"Annual": "P1Y"}, "annual"),
        _row("He is 54 years old.", {"54 years old": "P54Y"}, "years old"),
        _row(
            "It lasted an hour and a half.", {"an hour and a half": "PT1H30M"}, "an hour and a half"
        ),
        _row(
            "The line is open 5 days a week.", {"5 days": "P5D", "a week": "P1W"}, "days of a week"
        ),
        _row("After years of argument it opened.", {"years": "PXY"}, "after years of"),
        _row("A once-a-week bus runs.", {"once-a-week": "P1W"}, "once-a-week"),
        _row(
            "It earned less in the three months.", {"the three months": "P3M"}, "the three months"
        ),
        _row("The half-year result was poor.", {"half-year": "P6M"}, "half-year"),
        _row(
            "They sailed for six wonderful years.",
            {"six wonderful years": "P6Y"},
            "an adjective between",
        ),
        _row("Buses run every half hour.", {"every half hour": "PT30M"}, "half hour"),
    ],
)
def test_a_length_or_a_round(text: str, expected: dict[str, str]) -> None:
    doc = read(text)
    assert expressions(doc) == expected
    assert {mark["label"] for mark in marks(doc, "timex")} <= {"DURATION", "SET"}
    assert days(doc) == []


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        pytest.param("It fell over the past two years.", "P2Y", "2012-08-14/2014-08-14", id="past"),
        pytest.param("In the next 10 days it opens.", "P10D", "2014-08-14/2014-08-24", id="next"),
        pytest.param("It fell in the last six months.", "P6M", "2014-02-14/2014-08-14", id="last"),
        pytest.param("Apply within 30 days.", "P30D", "2014-08-14/2014-09-13", id="within"),
        pytest.param("It will open in two weeks.", "P2W", "2014-08-28", id="in, ahead"),
    ],
)
def test_a_length_that_begins_or_ends_today_lies_somewhere(
    text: str, value: str, expected: str
) -> None:
    doc = read(text)
    assert [(mark["label"], mark["value"]) for mark in marks(doc, "timex")] == [("DURATION", value)]
    assert days(doc) == [expected]


def test_in_two_weeks_told_of_the_past_is_a_length() -> None:
    doc = read("The crew built it in two weeks.")
    assert expressions(doc) == {"two weeks": "P2W"}
    assert days(doc) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("They won 6-3, 7-5 and lost 21-14.", id="scores"),
        pytest.param("He ran the 1500 meters and the 400.", id="distance"),
        pytest.param("Install version 4.10.2 or 2000.1.", id="versions"),
        pytest.param("Call 555-0199 or +44 20 7946 0958.", id="telephone"),
        pytest.param("Order 2014-0001 is item 1998 of lot 12.", id="numbers of things"),
        pytest.param("Room 1984 is on floor 20.", id="room"),
        pytest.param("Flight 1999 carried 1950 people.", id="flight and heads"),
        pytest.param("About 2000 people marched.", id="people"),
        pytest.param("It cost $1995 or 2,010 euros.", id="sums"),
        pytest.param("Prices may march on, then fall and spring back.", id="verbs"),
        pytest.param("Theresa May met June Brown and August Wilson.", id="names of people"),
        pytest.param("The fall of the wall hurt the Sun.", id="fall of a thing, and a star"),
        pytest.param("The fall in prices was sharp.", id="fall in a thing"),
        pytest.param("Wait a second, he said in the second act.", id="second"),
        pytest.param("A quarter of voters and the second half agreed.", id="parts"),
        pytest.param("He reads the Sunday Herald.", id="paper with a weekday"),
        pytest.param("He reads the Daily Standard.", id="paper with a frequency"),
        pytest.param("They came second and third.", id="ranks"),
        pytest.param("It is too soon to tell.", id="too soon"),
        pytest.param("The ratio is 3:2 and the odds 10:1.", id="ratios"),
        pytest.param("It weighs 1999 kg and reaches 2000 metres.", id="measures"),
        pytest.param("Back the bill, they said.", id="back, the verb"),
        pytest.param("The present owner gave a present.", id="present, a noun"),
        pytest.param("The minute book and the hour hand are lost.", id="units as nouns"),
        pytest.param("He is of age, 42, and has two sons.", id="bare age"),
        pytest.param("The morning paper and a night club closed.", id="parts of day as adjectives"),
        pytest.param("See pages 1998-2001 of the file.", id="pages"),
        pytest.param("It has 365 rooms and 12 floors.", id="counts"),
        pytest.param("Article 50 and Section 1983 apply.", id="law"),
        pytest.param("Area 51, Boeing 747 and Windows 2000 are names.", id="names with numbers"),
    ],
)
def test_what_only_looks_like_a_time(text: str) -> None:
    assert expressions(read(text)) == {}
