"""Which of the days that a text about the program names date the program itself."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.compare.slots import is_former
from monitor.interval import DaySpan
from monitor.values import When
from monitor.wording import value_in_words
from tests.extract.reading import claims_in

BEFORE = "FastTrack covers mail. "
CASES = [
    pytest.param("It slips to November.", ["2014-11"], id="it is the program"),
    pytest.param("A friend thinks it slips to November.", ["2014-11"], id="so it is in a report"),
    pytest.param("The shop slips to November.", [], id="something else does"),
    pytest.param("Sept. 1 is the cutoff.", ["2014-09-01"], id="a noun of ending"),
    pytest.param(
        "\n\n| Date | Change |\n| --- | --- |\n| March 1, 2014 | The minimum is lower. |",
        ["2014-03-01"],
        id="a row in a table of changes",
    ),
    pytest.param(
        "\n\n| Date | Speaker |\n| --- | --- |\n| March 1, 2014 | Ann Moss |",
        [],
        id="a row in another table",
    ),
    pytest.param("\n\n- Archives: October 1", ["2014-10-01"], id="behind what it is the day of"),
    pytest.param("\n\n- The next call: October 1", [], id="behind something else"),
    pytest.param("The tier has been in place since July 1.", ["2014-07-01"], id="there since"),
    pytest.param("The weather has been fine since July 1.", [], id="no program since"),
    pytest.param("Since July 1 customers who buy 150 seats get it.", ["2014-07-01"], id="in front"),
    pytest.param("Customers who bought since July 1 pay nothing.", [], id="the day of a purchase"),
    pytest.param("**Update, August 4:** It is still closed.", [], id="the day of a note"),
    pytest.param("The post from last week says it starts.", [], id="the day of a post"),
    pytest.param("The kick-off call was on August 1.", [], id="when people met"),
    pytest.param("That is what I know today.", [], id="no answer, since nobody asked"),
    pytest.param("The figures were completely off on Monday.", [], id="complete is no change"),
]


@pytest.mark.parametrize(("text", "days"), CASES)
def test_the_days_of_the_program(text: str, days: list[str]) -> None:
    values = [claim.value for claim in claims_in(BEFORE + text, facet="timing")]
    assert [value.span.earliest for value in values if isinstance(value, When)] == [
        DaySpan.parse(day).earliest for day in days
    ]


EVENTS = [
    pytest.param(
        "FastTrack becomes available on Sept. 1, 2014, to customers that purchase 150 licenses.",
        ["start 2014-09-01"],
        id="available then, to whoever buys",
    ),
    pytest.param(
        "FastTrack is free for customers that purchase on Sept. 1.", [], id="the day of a purchase"
    ),
    pytest.param(
        "Microsoft delayed FastTrack from September to November.",
        ["start 2014-09-01", "start 2014-11-01"],
        id="two starts, of which the second holds, and no window",
    ),
    pytest.param(
        "FastTrack runs from September to November.", ["window 2014-09-01"], id="a window"
    ),
    pytest.param(
        "FastTrack's launch has been pushed back to Jan. 15.",
        ["start 2015-01-15"],
        id="what is moved to a day comes then",
    ),
    pytest.param(
        "Microsoft moved the deadline for FastTrack requests to Sept. 30.",
        ["end 2014-09-30"],
        id="or ends then, where its end is moved",
    ),
    pytest.param(
        "The FastTrack minimum changes on Sept. 30.", ["change 2014-09-30"], id="a change stays one"
    ),
    pytest.param(
        "Microsoft pulls the plug on FastTrack funding as of Sept. 30.",
        ["end 2014-09-30"],
        id="as of, behind a verb of ending",
    ),
    pytest.param(
        "FastTrack will no longer be available after Dec. 31.",
        ["end 2014-12-31"],
        id="no longer after",
    ),
    pytest.param(
        "Microsoft confirmed a September start for FastTrack.",
        ["start 2014-09-01"],
        id="a start of a month to come, whatever the verb",
    ),
    pytest.param(
        "FastTrack's October launch was confirmed by Microsoft.",
        ["launch 2014-10-01"],
        id="so a launch",
    ),
    pytest.param(
        "The FastTrack launch in October was on track, Microsoft said.",
        ["launch 2014-10-01"],
        id="so behind it",
    ),
    pytest.param(
        "The July launch of FastTrack was quiet.", ["launch 2014-07-01"], id="or the month before"
    ),
    pytest.param(
        "Microsoft promised a fall launch for FastTrack.",
        ["launch 2014-09-22"],
        id="a season, and no tumble",
    ),
    pytest.param(
        "FastTrack has been delayed until January.",
        ["start 2015-01-01"],
        id="what is delayed until then begins then",
    ),
    pytest.param(
        "The end of FastTrack has been pushed back until June.",
        ["end 2015-06-01"],
        id="but for its end",
    ),
    pytest.param(
        "FastTrack has been extended to December 31.",
        ["end 2014-12-31"],
        id="what is extended ends then",
    ),
    pytest.param("FastTrack was not available until after Sept. 1.", [], id="after alone"),
    pytest.param(
        "FastTrack moves mailboxes at no charge on Sept. 1, the company said.",
        [],
        id="no verb of speaking in no charge, and still nothing that begins",
    ),
    pytest.param(
        "Microsoft will begin moving mailboxes with FastTrack at no charge on Sept. 1, it said.",
        ["start 2014-09-01"],
        id="no charge hides no start",
    ),
    pytest.param(
        "FastTrack is new. Details will follow on Sept. 15.",
        ["announce 2014-09-15"],
        id="details that follow start nothing",
    ),
]


@pytest.mark.parametrize(("text", "expected"), EVENTS)
def test_what_comes_on_a_day(text: str, expected: list[str]) -> None:
    values = [claim.value for claim in claims_in(text, facet="timing")]
    told = [f"{value.event} {value.span.earliest}" for value in values if isinstance(value, When)]
    assert told == expected


GIVEN_UP = [
    pytest.param(
        "Originally scheduled for this fall, FastTrack now starts in January.", id="originally"
    ),
    pytest.param("FastTrack was to start this fall but will start in January.", id="was to"),
]
NEVER = [
    "FastTrack was supposed to start in July, but it never did.",
    "Microsoft had planned to start FastTrack in July, but it abandoned the plan.",
]


@pytest.mark.parametrize("text", NEVER)
def test_a_start_that_never_came_held_once(text: str) -> None:
    (found,) = claims_in(text, facet="timing")
    assert is_former(found)


@pytest.mark.parametrize("text", GIVEN_UP)
def test_a_start_that_is_given_up_held_once(text: str) -> None:
    told = {
        claim.value.span.earliest: is_former(claim)
        for claim in claims_in(text, facet="timing")
        if isinstance(claim.value, When)
    }
    assert told == {date(2014, 9, 22): True, date(2015, 1, 1): False}


def test_a_start_that_was_planned_may_have_come() -> None:
    (found,) = claims_in("FastTrack was to start on September 1.", facet="timing")
    assert not is_former(found)


MOVED = [
    ("delayed", "Microsoft has delayed FastTrack from September 1 to October 15.", "start"),
    (
        "moved",
        "Microsoft said the FastTrack start was moved from September 1 to October 15.",
        "start",
    ),
    ("moves", "The start of FastTrack moves from September 1 to October 15.", "start"),
    ("the end", "Microsoft moved the end of FastTrack from September 1 to October 15.", "end"),
]


@pytest.mark.parametrize(("text", "event"), [row[1:] for row in MOVED], ids=[r[0] for r in MOVED])
def test_of_two_dates_the_first_held_once(text: str, event: str) -> None:
    told = {
        claim.value.span: (claim.value.event, is_former(claim))
        for claim in claims_in(text, facet="timing")
        if isinstance(claim.value, When)
    }
    assert told == {
        DaySpan.parse("2014-09-01"): (event, True),
        DaySpan.parse("2014-10-15"): (event, False),
    }


def test_a_move_that_is_expected_leaves_the_old_date() -> None:
    text = "Microsoft may delay FastTrack from September 1 to October 15."
    assert [str(claim.modality) for claim in claims_in(text, facet="timing")] == ["hedged"]


UNMOVED = [
    "Microsoft denied that it has moved the FastTrack start from September 1 to October 15.",
    "The start of FastTrack has not been moved from September 1 to October 15.",
]


@pytest.mark.parametrize("text", UNMOVED)
def test_a_move_that_is_denied_tells_no_date(text: str) -> None:
    assert claims_in(text, facet="timing") == ()


def test_what_was_put_off_lies_ahead() -> None:
    (found,) = claims_in("The start of FastTrack was delayed until February.", facet="timing")
    assert isinstance(found.value, When)
    assert found.value.span == DaySpan.parse("2015-02")


def test_what_held_until_a_day_ends_no_program() -> None:
    (found,) = claims_in("Until last month, FastTrack was for 150 seats and up.", facet="timing")
    assert is_former(found)


# Of each date, whether it is denied, and whether it held once.
INSTEAD = [
    pytest.param(
        "FastTrack starts on September 1, not in October.",
        {"2014-09-01": "", "2014-10-01": "denied"},
        id="not then",
    ),
    pytest.param(
        "FastTrack starts in September and not October.",
        {"2014-09-01": "", "2014-10-01": "denied"},
        id="and not then",
    ),
    pytest.param(
        "FastTrack starts not in September but in October.",
        {"2014-09-01": "denied", "2014-10-01": ""},
        id="but then",
    ),
    pytest.param(
        "FastTrack migrations were postponed from September 1.",
        {"2014-09-01": "once"},
        id="moved away, until when nobody says",
    ),
    pytest.param(
        "FastTrack migrations were not postponed from September 1.",
        {"2014-09-01": ""},
        id="and not moved",
    ),
]


@pytest.mark.parametrize(("text", "days"), INSTEAD)
def test_a_date_that_does_not_hold(text: str, days: dict[str, str]) -> None:
    told = {
        claim.value.span.earliest.isoformat(): (
            "denied" if claim.polarity == "deny" else "once" if is_former(claim) else ""
        )
        for claim in claims_in(text, facet="timing")
        if isinstance(claim.value, When) and claim.value.span.earliest
    }
    assert told == days


PAID = [
    pytest.param(
        "Microsoft will charge $1,500 for FastTrack from November 1.", "payment", id="asked"
    ),
    pytest.param(
        "From November 1 partners receive $15 per seat under FastTrack.", "payment", id="paid out"
    ),
    pytest.param("FastTrack starts on November 1 and costs $1,500.", None, id="it starts then"),
    pytest.param("FastTrack is free of charge from November 1.", None, id="no sum"),
]


@pytest.mark.parametrize(("text", "part"), PAID)
def test_a_sum_has_a_start_of_its_own(text: str, part: str | None) -> None:
    (claim,) = claims_in(text, topic="office365-fasttrack", facet="timing")
    assert dict(claim.qualifiers).get("part") == part


ASKED_FOR = [
    pytest.param(
        "Customers can ask for FastTrack until October 31, 2014.", "enrolment", id="asked for"
    ),
    pytest.param(
        "The last day for FastTrack requests is October 31, 2014.", "enrolment", id="requests"
    ),
    pytest.param(
        "FastTrack orders must be placed by October 31, 2014.", "enrolment", id="must be placed"
    ),
    pytest.param("FastTrack ends on October 31, 2014.", None, id="had"),
    pytest.param(
        "FastTrack requests sent in now are worked through until October 31, 2014.",
        None,
        id="when the work on them ends",
    ),
    pytest.param(
        "FastTrack funding can be requested by partners until October 31, 2014.",
        None,
        id="funds are there to be asked for",
    ),
]


@pytest.mark.parametrize(("text", "part"), ASKED_FOR)
def test_until_when_it_may_be_asked_for(text: str, part: str | None) -> None:
    (claim,) = claims_in(text, topic="office365-fasttrack", facet="timing")
    assert isinstance(claim.value, When)
    assert (claim.value.event, dict(claim.qualifiers).get("part")) == ("end", part)


STOPS = [
    pytest.param(
        "Microsoft will stop accepting customers into FastTrack from January 2015.",
        ["ends Jan 2015"],
        id="from then on no longer",
    ),
    pytest.param(
        "FastTrack will stop taking requests in June 2015.", ["ends Jun 2015"], id="in a month"
    ),
    pytest.param(
        "FastTrack will not stop taking requests in June 2015.",
        ["not: ends Jun 2015"],
        id="nor does it",
    ),
    pytest.param(
        "Microsoft won't be taking on schools for FastTrack until January 2015.",
        ["starts Jan 2015"],
        id="what is not done until then",
    ),
    pytest.param("Microsoft on Monday denied that FastTrack is late.", [], id="a denial's day"),
    pytest.param(
        "Microsoft on Monday pushed back the start of FastTrack to March 2015.",
        ["starts Mar 2015"],
        id="the day of putting off, and the day to which",
    ),
]


@pytest.mark.parametrize(("text", "expected"), STOPS)
def test_what_stops_and_what_somebody_does_on_a_day(text: str, expected: list[str]) -> None:
    told = claims_in(text, topic="office365-fasttrack", facet="timing")
    assert [value_in_words(claim) for claim in told] == expected
