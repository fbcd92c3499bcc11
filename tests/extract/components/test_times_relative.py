"""Times that count from the day of the document, and times without sharp edges.

The document is of Thursday, 14 August 2014, where a case does not say otherwise.
"""

from __future__ import annotations

import pytest

from tests.extract.components.parts import days, marks, read, span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It came out yesterday.", "2014-08-13", id="yesterday"),
        pytest.param("Today the offer is live.", "2014-08-14", id="today"),
        pytest.param("It starts tomorrow.", "2014-08-15", id="tomorrow"),
        pytest.param(
            "It retires on May 30, the company said.",
            "2015-05-30",
            id="the verb of telling behind it says nothing of it",
        ),
        pytest.param(
            "It retired on May 30, the company said.", "2014-05-30", id="its own verb does"
        ),
        pytest.param(
            "The revised rules apply from January.", "2015-01", id="an adjective is no verb"
        ),
        pytest.param(
            "Customers who bought it get the new one from May.",
            "2015-05",
            id="what they bought, and when they get it",
        ),
        pytest.param("They had planned to start it in May.", "2014-05", id="what had been planned"),
        pytest.param("They plan to start it in May.", "2015-05", id="what is planned"),
        pytest.param(
            "It will open on the last day of June.", "2015-06-30", id="the last day of a month"
        ),
        pytest.param(
            "On May 30, the company said it was late.", "2014-05-30", id="when it was told"
        ),
        pytest.param(
            "It will start no earlier than May 1.", "2015-05-01", id="earlier, where it compares"
        ),
        pytest.param("She said Tuesday that it was late.", "2014-08-12", id="weekday, past"),
        pytest.param("They'll be published in May.", "2015-05", id="will, made short"),
        pytest.param("They were published in May.", "2014-05", id="they have been"),
        pytest.param("They met on Thursday.", "2014-08-14", id="weekday of the same day"),
        pytest.param(
            "The offer ends Friday.",
            "2014-08-15",
            id="weekday that lies ahead",
        ),
        pytest.param(
            "It will reopen on Monday.",
            "2014-08-18",
            id="weekday in the future tense",
        ),
        pytest.param("Work began last Tuesday.", "2014-08-12", id="last Tuesday"),
        pytest.param("They met last Thursday.", "2014-08-07", id="last Thursday, on a Thursday"),
        pytest.param("It opens next Monday.", "2014-08-18", id="next Monday"),
        pytest.param("It opens this Friday.", "2014-08-15", id="this Friday"),
        pytest.param(
            "It met three days ago.",
            "2014-08-11",
            id="a count of days is exact",
        ),
        pytest.param("In 10 days it opens.", "2014-08-24", id="in 10 days"),
        pytest.param("It fell last week.", "2014-08-04/2014-08-10", id="last week"),
        pytest.param("This week it opens.", "2014-08-11/2014-08-17", id="this week"),
        pytest.param("It opens next week.", "2014-08-18/2014-08-24", id="next week"),
        pytest.param(
            "It fell over the weekend.",
            "2014-08-09/2014-08-10",
            id="the weekend behind",
        ),
        pytest.param("It opens next month.", "2014-09", id="next month"),
        pytest.param("Last month's failure was brief.", "2014-07", id="last month's"),
        pytest.param("It opens next quarter.", "2014-10-01/2014-12-31", id="next quarter"),
        pytest.param("Last quarter was weak.", "2014-04-01/2014-06-30", id="last quarter"),
        pytest.param("It grew last year.", "2013", id="last year"),
        pytest.param("Later this year it opens.", "2014-08-14/2014-12-31", id="later this year"),
        pytest.param("Later this month it opens.", "2014-08-14/2014-08-31", id="later, month"),
        pytest.param("Apply within 30 days.", "2014-08-14/2014-09-13", id="within 30 days"),
        pytest.param("It opens by year's end.", "2014-08-14/2014-12-31", id="by year's end"),
        pytest.param("It opens by year-end.", "2014-08-14/2014-12-31", id="by year-end"),
        pytest.param("By the end of 2014 it opens.", "2014-08-14/2014-12-31", id="by the end of"),
        pytest.param(
            "It opens by the end of September.",
            "2014-08-14/2014-09-30",
            id="by the end of a month",
        ),
        pytest.param(
            "It opens on the 15th of next month.",
            "2014-09-15",
            id="day of next month",
        ),
    ],
)
def test_a_time_that_counts_from_today(text: str, expected: str) -> None:
    assert days(read(text)) == [expected]


@pytest.mark.parametrize(
    ("text", "core", "within"),
    [
        pytest.param("Two weeks ago it fell.", "2014-07-31", "2014-07-25/2014-08-06", id="weeks"),
        pytest.param("A year ago it fell.", "2013-08-14", "2013-05-01/2013-12-31", id="a year"),
        pytest.param("Five years ago it fell.", "2009-08-14", "2009", id="five years ago"),
        pytest.param(
            "A decade ago it fell.",
            "2004-08-14",
            "2003-01-01/2005-12-31",
            id="decade",
        ),
        pytest.param(
            "Eleven days ago it fell.",
            "2014-08-03",
            "2014-08-02/2014-08-04",
            id="11",
        ),
        pytest.param(
            "Twenty years ago it fell.",
            "1994-08-14",
            "1993-06-01/1995-11-30",
            id="20",
        ),
        pytest.param("It fell 18 months ago.", "2013-02-14", "2013-01-01/2013-03-31", id="months"),
        pytest.param(
            "A fortnight ago it fell.",
            "2014-07-31",
            "2014-07-25/2014-08-06",
            id="14",
        ),
        pytest.param("In two weeks it opens.", "2014-08-28", "2014-08-25/2014-08-31", id="ahead"),
        pytest.param(
            "It opens six months from now.", "2015-02-14", "2015-01-14/2015-03-14", id="from now"
        ),
        pytest.param(
            "In the coming weeks it opens.",
            "2014-08-21/2014-08-31",
            "2014-08-14/2014-10-31",
            id="coming weeks",
        ),
        pytest.param(
            "In recent months it grew.",
            "2014-06-15/2014-07-31",
            "2014-01-01/2014-08-14",
            id="recent months",
        ),
        pytest.param(
            "It grew over the past two years.",
            "2012-09-01/2014-07-31",
            "2012-01-01/2014-12-31",
            id="past two years",
        ),
        pytest.param(
            "It fell in the past week.",
            "2014-08-10/2014-08-13",
            "2014-08-04/2014-08-14",
            id="the past week",
        ),
        pytest.param(
            "In the last three months it fell.",
            "2014-06-01/2014-07-31",
            "2014-05-01/2014-08-31",
            id="last three months",
        ),
        pytest.param(
            "For the next two weeks it is free.",
            "2014-08-18/2014-08-27",
            "2014-08-14/2014-08-31",
            id="next two weeks",
        ),
        pytest.param(
            "Earlier this year it grew.",
            "2014-02-01/2014-07-31",
            "2014-01-01/2014-08-14",
            id="earlier this year",
        ),
        pytest.param(
            "Earlier this month it fell.",
            "2014-08-02/2014-08-12",
            "2014-08-01/2014-08-14",
            id="earlier this month",
        ),
        pytest.param("In early September it opens.", "2014-09-05", "2014-09", id="early September"),
        pytest.param("In mid-March 2015 it ends.", "2015-03-15", "2015-03", id="mid-March"),
        pytest.param("It was late 2013 before it grew.", "2013-12-01", "2013", id="late 2013"),
        pytest.param("Mid-2015 is the aim.", "2015-06-30", "2015-03-01/2015-10-31", id="mid-2015"),
        pytest.param(
            "Late last year it fell.",
            "2013-12-01",
            "2013-08-01/2013-12-31",
            id="late",
        ),
        pytest.param(
            "Early next year it opens.",
            "2015-02-01",
            "2015-01-01/2015-05-31",
            id="early",
        ),
        pytest.param(
            "At the start of next year it opens.",
            "2015-01-10",
            "2015-01-01/2015-05-31",
            id="start of next year",
        ),
        pytest.param(
            "In the middle of next month it opens.", "2014-09-15", "2014-09", id="middle of a month"
        ),
        pytest.param(
            "In the mid-1990s it grew.",
            "1995",
            "1992-01-01/1998-12-31",
            id="mid-1990s",
        ),
        pytest.param(
            "At the end of next year it ends.", "2015-12", "2015-07-01/2015-12-31", id="end of next"
        ),
        pytest.param(
            "It ends at the end of September.", "2014-09-30", "2014-09", id="end of a month"
        ),
        pytest.param(
            "It opens halfway through the financial year.",
            "2015-01-01",
            "2014-11-15/2015-02-15",
            id="halfway through a year from July",
        ),
        pytest.param(
            "This fall it opens.", "2014-10-01/2014-11-30", "2014-09-01/2014-12-21", id="this fall"
        ),
        pytest.param(
            "It opens by early fall.", "2014-10-01", "2014-08-14/2014-11-01", id="early fall"
        ),
        pytest.param("Last winter it fell.", "2014-01", "2013-12-01/2014-03-20", id="last winter"),
        pytest.param(
            "It will open in the spring.", "2015-04", "2015-03-01/2015-06-21", id="in the spring"
        ),
        pytest.param(
            "Later this summer it opens.",
            "2014-08-14/2014-08-31",
            "2014-08-14/2014-09-22",
            id="later this summer",
        ),
        pytest.param(
            "In the spring of 2013 it fell.", "2013-04", "2013-03-01/2013-06-21", id="of a year"
        ),
    ],
)
def test_a_time_without_sharp_edges_holds_its_core_and_keeps_its_bounds(
    text: str, core: str, within: str
) -> None:
    (found,) = map(span, days(read(text)))
    assert found.contains(span(core))
    assert span(within).contains(found)


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        pytest.param("It comes this August.", "2016-02-10", "2016-08-01/2016-08-31", id="ahead"),
        pytest.param(
            "It is coming this August, she said.", "2016-02-10", "2016-08-01/2016-08-31", id="told"
        ),
        pytest.param("It came this March.", "2016-08-10", "2016-03-01/2016-03-31", id="behind"),
        pytest.param("It comes this January.", "2016-12-10", "2017-01-01/2017-01-31", id="next"),
    ],
)
def test_this_month_is_the_years_own(text: str, published: str, expected: str) -> None:
    [mark] = marks(read(text, published), "times")
    assert f"{mark['from']}/{mark['to']}" == expected
