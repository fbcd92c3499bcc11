"""Days, months, quarters and years by their names: read against Thursday, 14 August 2014."""

from __future__ import annotations

import pytest

from tests.extract.components.parts import days, marks, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It opens on September 1, 2014.", "2014-09-01", id="month day year"),
        pytest.param("Open from September 1st, 2014.", "2014-09-01", id="ordinal day"),
        pytest.param("Signed on 1 September 2014.", "2014-09-01", id="day month year"),
        pytest.param("Signed on the 1st of September 2014.", "2014-09-01", id="the 1st of"),
        pytest.param("It opens on the first of September.", "2014-09-01", id="the first of"),
        pytest.param("It ends on the twenty-first of June 2015.", "2015-06-21", id="with a year"),
        pytest.param("It opens on the second of next month.", "2014-09-02", id="of a step"),
        pytest.param(
            "It ends in the first half of 2015.", "2015-01-01/2015-06-30", id="a half's number"
        ),
        pytest.param("Due 2014-09-01.", "2014-09-01", id="ISO"),
        pytest.param("It opens on Sept. 1.", "2014-09-01", id="no year: the one ahead"),
        pytest.param("It opened on July 30.", "2014-07-30", id="no year: the one behind"),
        pytest.param("It lapses on March 31 of next year.", "2015-03-31", id="year by its step"),
        pytest.param("At 5 p.m. on Sept. 1, 2014, it shuts.", "2014-09-01", id="hour before it"),
        pytest.param("THE SERVICE OPENS SEPTEMBER 1, 2014", "2014-09-01", id="capitals"),
        pytest.param(
            "it starts on september 1, 2014 i hear",
            "2014-09-01",
            id="small letters",
        ),
        pytest.param("It opens **September 1, 2014**.", "2014-09-01", id="emphasised"),
        pytest.param(
            "It opens on September 1,\n2014, not before.", "2014-09-01", id="wrapped line"
        ),
        pytest.param(
            "It opens on Monday, September 1, 2014.",
            "2014-09-01",
            id="with its weekday",
        ),
        pytest.param(
            "It opens Thursday, Aug. 21.",
            "2014-08-21",
            id="weekday, no year",
        ),
        pytest.param("Boats sank on Sept. 11, 2001.", "2001-09-11", id="long ago"),
        pytest.param(
            "The week of Sept. 8 is busy.",
            "2014-09-08/2014-09-14",
            id="week of a day",
        ),
        pytest.param("In September 2014 it opens.", "2014-09", id="month and year"),
        pytest.param("In September, 2014, it opens.", "2014-09", id="month, comma, year"),
        pytest.param("It opens in September.", "2014-09", id="month ahead"),
        pytest.param("Hiring began in May.", "2014-05", id="month behind"),
        pytest.param(
            "Sales fell in October, she said.",
            "2013-10",
            id="past tense: last year's",
        ),
        pytest.param("Prices rose last September.", "2013-09", id="last September"),
        pytest.param("It returns next March.", "2015-03", id="next March"),
        pytest.param("It comes this October.", "2014-10", id="this October"),
        pytest.param(
            "The April figures were poor.",
            "2014-04",
            id="month as an adjective",
        ),
        pytest.param("In 2013 it grew.", "2013", id="in a year"),
        pytest.param("It has grown since 2010.", "2010", id="since a year"),
        pytest.param(
            "The 2013 accounts were late.",
            "2013",
            id="year as an adjective",
        ),
        pytest.param(
            "Rents fell in the 1990s.",
            "1990-01-01/1999-12-31",
            id="decade",
        ),
        pytest.param(
            "Rents fell in the '90s.",
            "1990-01-01/1999-12-31",
            id="decade in short",
        ),
        pytest.param(
            "Mills closed in the nineteenth century.",
            "1801-01-01/1900-12-31",
            id="century",
        ),
    ],
)
def test_a_time_by_its_name(text: str, expected: str) -> None:
    assert days(read(text)) == [expected]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        pytest.param("It will open Jan. 5.", "2014-12-20", "2015-01-05", id="over New Year, ahead"),
        pytest.param(
            "It was shut Dec. 20.", "2015-01-05", "2014-12-20", id="over New Year, behind"
        ),
        pytest.param(
            "It opens on Feb. 29.", "2016-02-01", "2016-02-29", id="leap day of this year"
        ),
        pytest.param("It will open in January.", "2014-12-20", "2015-01", id="next year's January"),
        pytest.param("It shut in December.", "2015-01-05", "2014-12", id="last year's December"),
    ],
)
def test_the_year_that_is_not_said(text: str, published: str, expected: str) -> None:
    assert days(read(text, published)) == [expected]


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        pytest.param("Due 9/1/2014.", "US", "2014-09-01", id="American"),
        pytest.param("Due 9/1/2014.", "GB", "2014-01-09", id="British"),
        pytest.param("Due 9/1/2014.", "AU", "2014-01-09", id="Australian"),
        pytest.param("Due 9/1/14.", "US", "2014-09-01", id="two digits of a year"),
        pytest.param("Due 25/12/2014.", "US", "2014-12-25", id="no 25th month, so British"),
        pytest.param("Due 12/25/2014.", "GB", "2014-12-25", id="no 25th month, so American"),
        pytest.param(
            "Due 25.12.2014.",
            "DE",
            "2014-12-25",
            id="with full stops",
        ),
        pytest.param("Due 1.9.2014.", "US", "2014-09-01", id="full stops: the day first anywhere"),
        pytest.param("Due 12.25.2014.", "US", "2014-12-25", id="but where it can be no month"),
        pytest.param("Due 12 August.", "GB", "2014-08-12", id="no year"),
    ],
)
def test_day_and_month_stand_as_the_country_writes_them(
    text: str, country: str, expected: str
) -> None:
    assert days(read(text, country=country)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It ends Feb. 30.", id="no 30 February"),
        pytest.param("It ends on February 29, 2015.", id="no leap year"),
        pytest.param("It ends 9/31/2014.", id="no 31 September"),
        pytest.param("It ends 13/13/2014.", id="no month 13"),
        pytest.param("It ends 2014-02-31.", id="ISO form, no such day"),
        pytest.param("It ends June 31.", id="and not all of June either"),
        pytest.param("Customers may move in groups of 20.", id="may, the verb"),
        pytest.param("Bands march in Oslo, and march on Bergen.", id="march, the verb"),
        pytest.param(
            "A report by April Jones was read out.",
            id="April, a name",
        ),
        pytest.param("We open 24/7, and 1/2 of all calls are short.", id="24/7 and a half"),
        pytest.param("They moved to Exchange 2013 and Office 2013.", id="year in a product's name"),
        pytest.param(
            "The price holds for 2000 users.",
            id="number of users",
        ),
        pytest.param("It moves up to 2010 seats.", id="number of seats"),
        pytest.param("See section 4.2014 of the guide.", id="number of a section"),
        pytest.param(
            "The first quarter of the list is done.",
            id="quarter of a list",
        ),
        pytest.param(
            "They lost in the third quarter of the match.",
            id="quarter of a match",
        ),
        pytest.param("A quarter of all customers left.", id="a fourth part"),
        pytest.param("Demand may fall, and prices spring back.", id="seasons as verbs"),
        pytest.param("It ran for two years.", id="a span that lies nowhere"),
        pytest.param("Soon, they said; more will follow.", id="soon is no date"),
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert days(read(text)) == []


@pytest.mark.parametrize(
    ("text", "mod", "expected"),
    [
        pytest.param("Apply before 9/1/2017.", "before", "2017-09-01", id="before"),
        pytest.param("Bought prior to 9/1/2017.", "prior to", "2017-09-01", id="prior to"),
        pytest.param("Apply by Sept. 30.", "by", "2014-09-30", id="by"),
        pytest.param("Apply no later than Sept. 30.", "no later than", "2014-09-30", id="deadline"),
        pytest.param("Open until Sept. 30.", "until", "2014-09-30", id="until"),
        pytest.param("Open through Sept. 30.", "through", "2014-09-30", id="through"),
        pytest.param("Gone after Sept. 30.", "after", "2014-09-30", id="after"),
        pytest.param("Open since June 2013.", "since", "2013-06", id="since"),
        pytest.param("Open as of Sept. 1.", "as of", "2014-09-01", id="as of"),
        pytest.param("Starting Sept. 1, all may join.", "starting", "2014-09-01", id="starting"),
        pytest.param("On or before Sept. 30.", "on or before", "2014-09-30", id="on or before"),
        pytest.param("Around Sept. 30.", "around", "2014-09-30", id="around"),
        pytest.param("Effective Sept. 30.", None, "2014-09-30", id="no such word"),
    ],
)
def test_the_word_before_a_time_is_kept(text: str, mod: str | None, expected: str) -> None:
    assert [mark["mod"] for mark in marks(read(text), "times")] == [mod]
    assert days(read(text)) == [expected]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("It opens on September 1, 2014.", "September 1, 2014", id="day"),
        pytest.param(
            "It opens in September.",
            "September",
            id="no full stop at the end",
        ),
        pytest.param("It opens in Sept. they say.", "Sept.", id="the stop of an abbreviation"),
        pytest.param("It opened on Monday morning.", "Monday morning", id="part of a day"),
        pytest.param(
            "It opened late last year.",
            "late last year",
            id="with its third",
        ),
        pytest.param(
            "Earlier this month it opened.",
            "Earlier this month",
            id="with earlier",
        ),
    ],
)
def test_a_time_is_marked_whole(text: str, words: str) -> None:
    (mark,) = marks(read(text), "times")
    marked = text[mark["start"] : mark["end"]]
    # A preposition may belong to the mark; nothing behind the expression may.
    assert marked.endswith(words)
    assert mark["words"] == marked
