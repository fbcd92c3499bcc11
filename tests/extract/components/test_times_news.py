"""Dates as reports tell them: extent and value by TIMEX3, read on Friday, 30 October 1998."""

from __future__ import annotations

import pytest

from tests.extract.components.parts import expressions, read

FRIDAY = "1998-10-30"


def _row(text: str, expected: dict[str, str], why: str) -> object:
    return pytest.param(text, expected, id=why)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        _row(
            "The mayor said Tuesday she would not run.", {"Tuesday": "1998-10-27"}, "said Tuesday"
        ),
        _row("He died Friday at his home.", {"Friday": "1998-10-30"}, "the day of print itself"),
        _row("Senators will vote Tuesday.", {"Tuesday": "1998-11-03"}, "modal in front"),
        _row("Tuesday's vote will be close.", {"Tuesday": "1998-11-03"}, "modal behind"),
        _row("Monday's storm killed two.", {"Monday": "1998-10-26"}, "past verb behind"),
        _row("The two agreed to meet Wednesday.", {"Wednesday": "1998-11-04"}, "agreed to"),
        _row("The bus failed to stop Wednesday.", {"Wednesday": "1998-10-28"}, "failed to"),
        _row("A hearing is set for Monday.", {"Monday": "1998-11-02"}, "is set for"),
        _row("Bids are due by Thursday.", {"Thursday": "1998-11-05"}, "deadline"),
        _row(
            "The ruling will be announced Monday.",
            {"Monday": "1998-11-02"},
            "passive of the future",
        ),
        _row("The ruling was announced Monday.", {"Monday": "1998-10-26"}, "passive of the past"),
        _row(
            "She told reporters the talks on Monday will go ahead.",
            {"Monday": "1998-11-02"},
            "told clause",
        ),
        _row("The court resumes Monday.", {"Monday": "1998-11-02"}, "timetable in the present"),
        _row("Schools have been shut since Monday.", {"Monday": "1998-10-26"}, "since a weekday"),
        _row("The museum is closed until Tuesday.", {"Tuesday": "1998-11-03"}, "until a weekday"),
        _row("Police arrested him last Saturday.", {"last Saturday": "1998-10-24"}, "last"),
        _row("They meet again next Saturday.", {"next Saturday": "1998-10-31"}, "next"),
        _row("He is to speak this Sunday.", {"this Sunday": "1998-11-01"}, "this, ahead"),
        _row(
            "Fighting broke out Sunday night.", {"Sunday night": "1998-10-25TNI"}, "part of a day"
        ),
        _row(
            "It will rain on Saturday afternoon.",
            {"Saturday afternoon": "1998-10-31TAF"},
            "part ahead",
        ),
        _row("Early Thursday, a bomb went off.", {"Early Thursday": "1998-10-29"}, "early, a day"),
        _row(
            "The plane left late Monday night.",
            {"late Monday night": "1998-10-26TNI"},
            "late, night",
        ),
        _row(
            "The quake hit at 5:40 a.m. Monday.",
            {"5:40 a.m. Monday": "1998-10-26T05:40"},
            "hour, day",
        ),
        _row(
            "It hit on Monday at 5 p.m. EST.", {"Monday at 5 p.m. EST": "1998-10-26T17:00"}, "zone"
        ),
        _row(
            "The train left at 2.40am on 13 July.",
            {"2.40am on 13 July": "1998-07-13T02:40"},
            "British",
        ),
        _row(
            "Polls will close at noon on Tuesday.", {"noon on Tuesday": "1998-11-03T12:00"}, "noon"
        ),
        _row(
            "The launch at 1430 GMT was aborted.", {"1430 GMT": "1998-10-30T14:30"}, "four figures"
        ),
        _row(
            "On Tuesday he fell ill. At 9 p.m. he died.",
            {"Tuesday": "1998-10-27", "9 p.m.": "1998-10-27T21:00"},
            "hour of the day told of",
        ),
        _row("Tonight he plays in Rome.", {"Tonight": "1998-10-30TNI"}, "tonight"),
        _row("Two men were shot last night.", {"last night": "1998-10-29TNI"}, "last night"),
        _row("Shares were higher this morning.", {"this morning": "1998-10-30TMO"}, "this morning"),
        _row("He arrived yesterday morning.", {"yesterday morning": "1998-10-29TMO"}, "yesterday"),
        _row("Talks resume tomorrow night.", {"tomorrow night": "1998-10-31TNI"}, "tomorrow"),
        _row(
            "The fire began in the early hours of Sunday.",
            {"the early hours of Sunday": "1998-10-25TMO"},
            "small hours",
        ),
        _row("It opened on Oct. 3.", {"Oct. 3": "1998-10-03"}, "abbreviation"),
        _row(
            "Sunday, Oct. 25, was dry.",
            {"Sunday, Oct. 25": "1998-10-25"},
            "weekday and date are one",
        ),
        _row("Results are due Nov. 12.", {"Nov. 12": "1998-11-12"}, "date ahead"),
        _row("He was born on 4 July 1951.", {"4 July 1951": "1951-07-04"}, "birthday"),
        _row("He was born July 4, 1951, in Ohio.", {"July 4, 1951": "1951-07-04"}, "closing comma"),
        _row("The treaty of March 3rd, 1878, held.", {"March 3rd, 1878": "1878-03-03"}, "old date"),
        _row("A Dec. 15 deadline looms.", {"Dec. 15": "1998-12-15"}, "date as an adjective"),
        _row("The Oct. 6 blast killed nine.", {"Oct. 6": "1998-10-06"}, "date before a noun"),
        _row("The deal closes on January 4.", {"January 4": "1999-01-04"}, "over New Year"),
        _row(
            "It ran from Oct. 3 to Oct. 9.",
            {"Oct. 3": "1998-10-03", "Oct. 9": "1998-10-09"},
            "two ends",
        ),
        _row(
            "The week of Oct. 12 was calm.", {"The week of Oct. 12": "1998-W42"}, "week of a date"
        ),
        _row("Exports fell in September.", {"September": "1998-09"}, "month behind"),
        _row("The match will be in December.", {"December": "1998-12"}, "month ahead"),
        _row(
            "Prices rose in November, a survey showed.",
            {"November": "1997-11"},
            "past month ahead of us",
        ),
        _row("Work will begin in March.", {"March": "1999-03"}, "future month behind us"),
        _row("A May flood cut the bridge.", {"May": "1998-05"}, "May before a noun"),
        _row("In late August the rouble fell.", {"late August": "1998-08"}, "late month"),
        _row("By mid-September it was over.", {"mid-September": "1998-09"}, "mid month"),
        _row(
            "The peace held until the end of June.",
            {"the end of June": "1998-06"},
            "end of a month",
        ),
        _row(
            "Since the beginning of August 40 died.",
            {"the beginning of August": "1998-08"},
            "beginning",
        ),
        _row("It was signed in March 1979.", {"March 1979": "1979-03"}, "month of a year"),
        _row(
            "It was signed in March of 1979.", {"March of 1979": "1979-03"}, "month of a year, of"
        ),
        _row(
            "It fell in June of last year.", {"June of last year": "1997-06"}, "month of last year"
        ),
        _row("He quit last December.", {"last December": "1997-12"}, "last month's name"),
        _row("The vote is next April.", {"next April": "1999-04"}, "next"),
        _row("He has led it since 1992.", {"1992": "1992"}, "since a year"),
        _row("The 1996 campaign cost more.", {"1996": "1996"}, "year before a noun"),
        _row("The firm, founded in 1865, is old.", {"1865": "1865"}, "year before 1900"),
        _row("Rates peaked in early 1995.", {"early 1995": "1995"}, "early year"),
        _row("It will be ready by the end of 1999.", {"the end of 1999": "1999"}, "end of a year"),
        _row("The accounts (1997) are public.", {"1997": "1997"}, "year in brackets"),
        _row("In the year 2000 he will retire.", {"the year 2000": "2000"}, "the year 2000"),
        _row("Sales grew in both 1996 and 1997.", {"1996": "1996", "1997": "1997"}, "two years"),
        _row("Rents doubled in the 1980s.", {"the 1980s": "198"}, "decade"),
        _row("It was fashionable in the mid-1970s.", {"the mid-1970s": "197"}, "mid decade"),
        _row("The '60s are back.", {"The '60s": "196"}, "short decade"),
        _row("He wrote it in the late sixties.", {"the late sixties": "196"}, "decade in words"),
        _row("A mill of the 19th century burned.", {"the 19th century": "18"}, "century"),
        _row("It is a twelfth-century church.", {"twelfth-century": "11"}, "century before a noun"),
        _row(
            "In the summer of 1969 they met.", {"the summer of 1969": "1969-SU"}, "season of a year"
        ),
        _row("It opened last spring.", {"last spring": "1998-SP"}, "last spring"),
        _row("It opens next spring.", {"next spring": "1999-SP"}, "next spring"),
        _row("Nine died this summer.", {"this summer": "1998-SU"}, "this summer"),
        _row("In the fall of 1997 he left.", {"the fall of 1997": "1997-FA"}, "fall of a year"),
        _row("The strike began last winter.", {"last winter": "1997-WI"}, "winter of two years"),
        _row("Net income rose in the third quarter.", {"the third quarter": "1998-Q3"}, "quarter"),
        _row(
            "Third-quarter profit rose 5%.", {"Third-quarter": "1998-Q3"}, "quarter before a noun"
        ),
        _row(
            "It lost $2m in the fourth quarter of 1997.",
            {"the fourth quarter of 1997": "1997-Q4"},
            "of a year",
        ),
        _row(
            "Last year's second quarter was poor.",
            {"Last year's second quarter": "1997-Q2"},
            "year's quarter",
        ),
        _row(
            "Output grew in the first half of 1998.", {"the first half of 1998": "1998-H1"}, "half"
        ),
        _row(
            "Costs rose in the first nine months of 1998.",
            {"the first nine months of 1998": "P9M"},
            "nine months",
        ),
        _row("Profit rose in fiscal 1998.", {"fiscal 1998": "FY1998"}, "fiscal year"),
        _row("In Q2 1997 it made money.", {"Q2 1997": "1997-Q2"}, "Q2"),
        _row(
            "Shops were shut on Christmas Day.", {"Christmas Day": "1997-12-25"}, "holiday behind"
        ),
        _row("It will open before Thanksgiving.", {"Thanksgiving": "1998-11-26"}, "movable feast"),
        _row(
            "They wed on Valentine's Day 1990.",
            {"Valentine's Day 1990": "1990-02-14"},
            "feast of a year",
        ),
        _row("He was shot on Good Friday.", {"Good Friday": "1998-04-10"}, "before Easter"),
        _row("She said class of '98 alumni gave.", {"'98": "1998"}, "two figures"),
        _row("Labor Day sales were flat.", {"Labor Day": "1998-09-07"}, "Labor Day"),
    ],
)
def test_a_date_in_a_report(text: str, expected: dict[str, str]) -> None:
    assert expressions(read(text, FRIDAY)) == expected
