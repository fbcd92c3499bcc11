"""Times counted from the day of print or from a date told before, read on Friday, 30 October 1998."""

from __future__ import annotations

import pytest

from tests.extract.components.parts import expressions, read

FRIDAY = "1998-10-30"


def _row(text: str, expected: dict[str, str], why: str) -> object:
    return pytest.param(text, expected, id=why)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        _row("Sales fell last month.", {"last month": "1998-09"}, "last month"),
        _row("It rained all over last week.", {"last week": "1998-W43"}, "last week"),
        _row("The index lost 3% this week.", {"this week": "1998-W44"}, "this week"),
        _row("Profits fell last quarter.", {"last quarter": "1998-Q3"}, "last quarter"),
        _row("It made less than last year.", {"last year": "1997"}, "last year"),
        _row("It was built last century.", {"last century": "18"}, "last century"),
        _row("Earlier this month he quit.", {"Earlier this month": "1998-10"}, "earlier this"),
        _row("It will open later this year.", {"later this year": "1998"}, "later this"),
        _row("He left late last year.", {"late last year": "1997"}, "late last"),
        _row(
            "At the end of last month he left.", {"the end of last month": "1998-09"}, "end of last"
        ),
        _row("By the end of the year it will shut.", {"the end of the year": "1998"}, "end of the"),
        _row("It should shut by year-end.", {"year-end": "1998"}, "year-end"),
        _row(
            "Two people drowned over the weekend.",
            {"the weekend": "1998-W43-WE"},
            "the weekend behind",
        ),
        _row("It will snow this weekend.", {"this weekend": "1998-W44-WE"}, "the weekend ahead"),
        _row("They met last weekend.", {"last weekend": "1998-W43-WE"}, "last weekend"),
        _row("He left three days ago.", {"three days ago": "1998-10-27"}, "days ago"),
        _row("He left three weeks ago.", {"three weeks ago": "1998-W41"}, "weeks ago: a week"),
        _row("He left two months ago.", {"two months ago": "1998-08"}, "months ago: a month"),
        _row("He left five years ago.", {"five years ago": "1993"}, "years ago: a year"),
        _row("A decade ago it was a field.", {"A decade ago": "1988"}, "a decade ago"),
        _row("It sank about 80 years ago.", {"about 80 years ago": "1918"}, "about, years ago"),
        _row(
            "Half a century ago it was a field.",
            {"Half a century ago": "1948"},
            "half a century ago",
        ),
        _row("Sales rose from a year ago.", {"a year ago": "1997"}, "from a year ago"),
        _row(
            "In September sales rose 4% from a year earlier.",
            {"September": "1998-09", "a year earlier": "1997-09"},
            "counterpart of a month",
        ),
        _row(
            "He was hired in 1990. Two years later he left.",
            {"1990": "1990", "Two years later": "1992"},
            "from the year told of",
        ),
        _row(
            "They met on Oct. 6. Three days later she died.",
            {"Oct. 6": "1998-10-06", "Three days later": "1998-10-09"},
            "from the day told of",
        ),
        _row(
            "He quit on Oct. 6. The next day he left.",
            {"Oct. 6": "1998-10-06", "The next day": "1998-10-07"},
            "the next day",
        ),
        _row(
            "He was hired in 1990 and fired the following year.",
            {"1990": "1990", "the following year": "1991"},
            "the following year",
        ),
        _row(
            "In 1990 it lost more than the previous year.",
            {"1990": "1990", "the previous year": "1989"},
            "the previous year",
        ),
        _row(
            "It fell from the year-earlier quarter.",
            {"the year-earlier quarter": "1997-Q3"},
            "year-earlier",
        ),
        _row(
            "In May it sold more than in the same month last year.",
            {"May": "1998-05", "the same month last year": "1997-05"},
            "same month",
        ),
        _row(
            "We will know more six months from now.", {"six months from now": "1999-04"}, "from now"
        ),
        _row("Hours later he was dead.", {"Hours later": "FUTURE_REF"}, "nobody knows how many"),
        _row("Years ago it was a field.", {"Years ago": "PAST_REF"}, "years ago"),
        _row("In recent years it grew.", {"recent years": "PAST_REF"}, "recent years"),
        _row("The coming weeks will be hard.", {"The coming weeks": "FUTURE_REF"}, "coming weeks"),
        _row("It is now the law.", {"now": "PRESENT_REF"}, "now"),
        _row("He currently leads it.", {"currently": "PRESENT_REF"}, "currently"),
        _row("She recently left.", {"recently": "PAST_REF"}, "recently"),
        _row("He will soon be free.", {"soon": "FUTURE_REF"}, "soon"),
        _row("Nobody is there at the moment.", {"the moment": "PRESENT_REF"}, "at the moment"),
        _row("It may happen in the near future.", {"the near future": "FUTURE_REF"}, "near future"),
        _row("That was in the past.", {"the past": "PAST_REF"}, "the past"),
        _row("It expects a loss for the year.", {"the year": "1998"}, "for the year"),
        _row("In the quarter, sales fell.", {"the quarter": "1998-Q3"}, "in the quarter"),
        _row(
            "It fell in September, from 115 a year earlier and 119 the previous month.",
            {"September": "1998-09", "a year earlier": "1997-09", "the previous month": "1998-08"},
            "a comparison leaves no trace",
        ),
        _row(
            "The same period last year saw a loss.",
            {"The same period last year": "1997"},
            "the same period",
        ),
        _row(
            "In 1985 he was hired. That year he wed.",
            {"1985": "1985", "That year": "1985"},
            "that year",
        ),
        _row(
            "For the fiscal year ended July 31, it earned more.",
            {"the fiscal year": "FY1998", "July 31": "1998-07-31"},
            "a period and its last day",
        ),
        _row(
            "In the week ended Oct. 17 claims fell.",
            {"the week": "1998-W42", "Oct. 17": "1998-10-17"},
            "the week ended",
        ),
        _row("The latest quarter was poor.", {"The latest quarter": "1998-Q3"}, "latest"),
        _row(
            "The dinosaurs died out 65 million years ago.",
            {"65 million years ago": "PAST_REF"},
            "before all calendars",
        ),
        _row(
            "A year and a half ago it was sold.",
            {"A year and a half ago": "1997"},
            "a year and a half ago",
        ),
        _row(
            "At a lunch Monday he said two weeks earlier he had resigned.",
            {"Monday": "1998-10-26", "two weeks earlier": "1998-W42"},
            "earlier than the day told of",
        ),
        _row(
            "The jury will be back on the 9th.", {"the 9th": "1998-11-09"}, "day of the month ahead"
        ),
        _row("The jury left on the 9th.", {"the 9th": "1998-10-09"}, "day of the month behind"),
        _row("It has 20 rooms on the 9th floor.", {}, "a floor is no day"),
        _row("The trial is expected to last six weeks.", {"six weeks": "P6W"}, "last, the verb"),
        _row("The 1989-90 season was his best.", {"1989-90": "1989/1990"}, "two years, one season"),
        _row("It failed as recently as Monday.", {"Monday": "1998-10-26"}, "as recently as"),
        _row("Ahead of Monday's vote he resigned.", {"Monday": "1998-11-02"}, "ahead of"),
        _row("He has until Tuesday to reply.", {"Tuesday": "1998-11-03"}, "has until"),
        _row("By Monday they had left.", {"Monday": "1998-10-26"}, "by, and had"),
        _row("It will shut down Nov. 30.", {"Nov. 30": "1998-11-30"}, "a verb like its past"),
        _row(
            "A dividend is payable Dec. 1 to holders of record Nov. 20.",
            {"Dec. 1": "1998-12-01", "Nov. 20": "1998-11-20"},
            "near days ahead",
        ),
        _row("Her lawyer did not return calls Monday.", {"Monday": "1998-10-26"}, "did not return"),
        _row(
            "The vote was put off to the end of April.",
            {"the end of April": "1999-04"},
            "put off to",
        ),
        _row(
            "Bread is dear after a wet summer.",
            {"a wet summer": "1998-SU"},
            "a summer that has been",
        ),
        _row(
            "Prices fell in late afternoon trading.",
            {"late afternoon": "1998-10-30TAF"},
            "late part of a day",
        ),
        _row("Stay put until the fall, he told them.", {"the fall": "1998-FA"}, "until a season"),
        _row("It was the third in as many weeks.", {}, "as many weeks"),
        _row("Analysts put 1999 earnings at $3.", {"1999": "1999"}, "year near the day of print"),
        _row("Pay rises from April, the board said.", {"April": "1999-04"}, "from a month on"),
    ],
)
def test_a_time_counted_from_another(text: str, expected: dict[str, str]) -> None:
    assert expressions(read(text, FRIDAY)) == expected


def test_the_text_of_another_paragraph_counts_for_nothing() -> None:
    alone = expressions(read("Two years later he left.", FRIDAY))
    after = expressions(read("He was hired in 1990.\n\nTwo years later he left.", FRIDAY))
    assert alone["Two years later"] == after["Two years later"]
