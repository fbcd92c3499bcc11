"""Times that date something else than the program, beside those that date the program itself."""

from __future__ import annotations

import pytest

from monitor.types import IMPLIED
from monitor.wording import value_in_words
from tests.extract.reading import claims_in, held_in

TIMES = [
    pytest.param("FastTrack does come with help in May.", [], id="comes with something"),
    pytest.param(
        "FastTrack opened to customers in the United States on January 5.",
        ["status: available", "timing: starts 5 Jan 2021"],
        id="states that state nothing",
    ),
    pytest.param(
        "FastTrack migrations of mail are coming this summer.",
        ["timing: starts 21 Jun 2021 to 21 Sep 2021"],
        id="the verb is part of the time",
    ),
    pytest.param(
        "FastTrack runs thru the end of May.",
        ["timing: ends 31 May 2021"],
        id="thru",
    ),
    pytest.param(
        "FastTrack nominations close on January 5.",
        ["timing: ends 5 Jan 2022"],
        id="several things close: that is to come",
    ),
    pytest.param("I owe readers an update on what I wrote last May of FastTrack.", [], id="wrote"),
    pytest.param(
        "FastTrack had 1,200 customers in March, up from 900 a year ago.",
        [],
        id="from leads a number, not the time behind it",
    ),
    pytest.param(
        "FastTrack takes requests from May 3.",
        ["timing: starts 3 May 2021"],
        id="from leads the time",
    ),
    pytest.param(
        "Here are notes from Tuesday's FastTrack user group.",
        [],
        id="a day that tells which meeting",
    ),
    pytest.param(
        "Microsoft told of FastTrack's Sept. 1 start.",
        ["timing: starts 1 Sep 2021"],
        id="a day of what the program does",
    ),
    pytest.param(
        "FastTrack customers must wait until May 3 before they are moved.",
        ["timing: starts 3 May 2021"],
        id="until which somebody waits",
    ),
    pytest.param(
        "Partners can wait until May 3 with FastTrack.", [], id="until which somebody may wait"
    ),
    pytest.param("FastTrack has doubled since May 3.", [], id="since when something has grown"),
    pytest.param(
        "FastTrack's lower tier has been in place since January 3.",
        ["timing: starts 3 Jan 2021"],
        id="since when something is in place",
    ),
    pytest.param(
        "FastTrack reaches Spain on May 3.", ["timing: starts 3 May 2021"], id="where it comes to"
    ),
    pytest.param(
        "FastTrack claims must be lodged by May 3.", ["timing: ends 3 May 2021"], id="by when"
    ),
    pytest.param(
        "Microsoft sketched the FastTrack update at its conference last week.",
        [],
        id="the week of a conference",
    ),
    pytest.param("FastTrack, as of this morning, is for all.", [], id="the morning of writing"),
    pytest.param(
        "As of today FastTrack is for all.", ["timing: starts 10 Mar 2021"], id="from today"
    ),
    pytest.param("This is where FastTrack stands as of today.", [], id="the day of writing"),
    pytest.param("What lands on a Friday is never FastTrack.", [], id="any Friday"),
    pytest.param(
        "Northgate today announced that it is a FastTrack partner.",
        [],
        id="what somebody else announced",
    ),
    pytest.param("A FastTrack page last changed in January says so.", [], id="the day of a paper"),
    pytest.param(
        "The FastTrack terms will be updated on April 1.",
        ["timing: changes 1 Apr 2021"],
        id="the day of a change that is to come",
    ),
    pytest.param(
        "Partners were assured in January that the FastTrack threshold would not change.",
        [],
        id="the month in which somebody was told, right before what was told",
    ),
    pytest.param(
        "Microsoft announced in January that the FastTrack threshold would change in June.",
        ["timing: changes Jun 2021", "timing: is announced Jan 2021"],
        id="an announcement is an event",
    ),
    pytest.param(
        "A few reminders about FastTrack before the fiscal year ends.",
        [],
        id="what ends is the year",
    ),
    pytest.param(
        "FastTrack ends before the fiscal year does.",
        ["timing: ends until 30 Jun 2021"],
        id="the program ends",
    ),
    pytest.param("Demand for FastTrack has doubled since 2020.", [], id="since, of a growth"),
    pytest.param(
        "FastTrack has been available since 2014.",
        ["timing: launches 2014"],
        id="since, of the program",
    ),
    pytest.param(
        "Microsoft plans to add 80 more people to FastTrack by next summer.",
        ["headcount: 80 persons"],
        id="people are added",
    ),
    pytest.param(
        "Microsoft will add file migration to FastTrack by September.",
        ["scope: covers file migration", "timing: starts Sep 2021"],
        id="a part of the program is added",
    ),
    pytest.param(
        "From April 10, new subscriptions must be bought through NCE.",
        ["timing: starts 10 Apr 2021"],
        id="must be bought says what is to be done",
    ),
    pytest.param(
        "Customers who bought NCE before April 10 keep their price.",
        [],
        id="bought says who is meant",
    ),
    pytest.param(
        "FastTrack starts in June. A request made today is picked up within two days.",
        ["timing: starts Jun 2021"],
        id="a whole sentence takes no event from the one before",
    ),
    pytest.param(
        "FastTrack starts soon. On June 1.",
        ["timing: starts 1 Jun 2021"],
        id="a fragment does",
    ),
    pytest.param(
        "FastTrack claims will now be accepted until June 30, the vendor told partners.",
        ["timing: ends 30 Jun 2021"],
        id="will now be accepted lies ahead",
    ),
    pytest.param(
        "A FastTrack pilot ran from January to February.",
        ["timing: runs 1 Jan 2021 to 28 Feb 2021"],
        id="a window that ran is over",
    ),
    pytest.param(
        "Last year we were told FastTrack would arrive in May 2021.",
        ["timing: starts May 2021"],
        id="a time in front of a verb of telling",
    ),
    pytest.param(
        "Last year FastTrack started, we were told.",
        ["timing: launches 2020"],
        id="what is told stands between",
    ),
    pytest.param(
        "In August Berg had put the start at spring 2022 for FastTrack.",
        ["timing: starts 20 Mar 2022 to 20 Jun 2022"],
        id="an event's word with a time of its own",
    ),
    pytest.param(
        "The FastTrack page, as of this morning, still talks of mail.",
        [],
        id="as of when it was so",
    ),
    pytest.param(
        "FastTrack is discontinued as of today.",
        ["status: ended", "timing: ends 10 Mar 2021"],
        id="as of the end",
    ),
    pytest.param(
        "Berg heard Microsoft will ask for $15 for FastTrack from 2027.", [], id="from, of asking"
    ),
    pytest.param(
        "FastTrack is offered from 2027.", ["timing: starts 2027"], id="from, of an offer"
    ),
    pytest.param(
        "Customers of FastTrack can apply for an exception until June 30.",
        [],
        id="until, of an exception",
    ),
    pytest.param(
        "If your FastTrack rollout can wait until May, let it.", [], id="until, of what can wait"
    ),
    pytest.param(
        "FastTrack trials are treated as paid until December 31, 2021.",
        ["timing: ends 31 Dec 2021"],
        id="until, of what the program does",
    ),
    pytest.param(
        "Customers have to wait until May for FastTrack.",
        ["timing: starts May 2021"],
        id="until, of those who have to",
    ),
    pytest.param(
        "Claims for FastTrack must be lodged by June 30.",
        ["timing: ends 30 Jun 2021"],
        id="a deadline: claims are no telling",
    ),
    pytest.param(
        "FastTrack claims are due by June 30.", ["timing: ends 30 Jun 2021"], id="claims are due"
    ),
    pytest.param("FastTrack is due by June 30.", ["timing: starts 30 Jun 2021"], id="it is due"),
    pytest.param("Our FastTrack event ended with a quiz on Monday.", [], id="how something ended"),
    pytest.param(
        "It goes to 300 seats in FastTrack in July.",
        ["threshold: 300 seats or more", "timing: changes Jul 2021"],
        id="a number goes to another",
    ),
    pytest.param(
        "Berg says the FastTrack offer stands until December 31.",
        ["timing: ends 31 Dec 2021"],
        id="what stands until then lies ahead",
    ),
    pytest.param(
        "FastTrack will change in the second half of the calendar year.",
        ["timing: changes 1 Jul 2021 to 31 Dec 2021"],
        id="a half of the calendar year",
    ),
    pytest.param(
        "FastTrack runs from January to February.",
        ["timing: runs 1 Jan 2022 to 28 Feb 2022"],
        id="a window that runs lies ahead",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_a_time_of_something_else(text: str, expected: list[str]) -> None:
    assert sorted(held_in(text)) == expected


MEANT = [
    pytest.param("FastTrack was due to open to schools on March 1.", "planned", id="was due to"),
    pytest.param("FastTrack was supposed to end on March 1.", "planned", id="was supposed to"),
    pytest.param("FastTrack opened to schools on March 1.", "asserted", id="it did"),
]


@pytest.mark.parametrize(("text", "modality"), MEANT)
def test_what_was_once_meant_to_be_is_a_plan(text: str, modality: str) -> None:
    [claim] = claims_in(text, published="2021-03-10", facet="timing")
    assert claim.modality == modality


PARTS = [
    pytest.param("FastTrack starts on May 3.", {}, id="the program"),
    pytest.param("FastTrack starts moving mail on May 3.", {}, id="what it is known for"),
    pytest.param(
        "FastTrack moves file shares from May 3.", {"part": "file-migration"}, id="one more thing"
    ),
    pytest.param(
        "FastTrack moves mail and file shares from May 3.", {}, id="together with the whole"
    ),
    pytest.param(
        "Archives may be moved by FastTrack one day. That is due on May 3.",
        {"part": "archive-migration"},
        id="what the sentence before is about",
    ),
    pytest.param(
        "FastTrack is news. From May 3 the minimum is 150 seats.",
        {"part": "limit", "limit": "150"},
        id="a limit",
    ),
    pytest.param(
        "Microsoft has lowered the FastTrack threshold from 150 to 50 seats, effective May 1.",
        {"part": "limit", "limit": "50"},
        id="a limit of the program's that is changed",
    ),
    pytest.param(
        "Since January 3 customers with 150 seats get help from FastTrack.",
        {"limit": "150"},
        id="who is let in",
    ),
    pytest.param("FastTrack reaches Spain on May 3.", {"region": "Spain"}, id="a country"),
    pytest.param(
        "FastTrack reaches parts of Europe on May 3.", {"region": "Europe"}, id="a part of it"
    ),
]


PARTS += [
    pytest.param(
        "FastTrack is not offered in Japan yet. It opens there on May 3.",
        {"region": "Japan"},
        id="there, where the sentence before was",
    ),
    pytest.param(
        "FastTrack is not offered in Japan yet. They say that there is a start on May 3.",
        {},
        id="there is",
    ),
    pytest.param(
        "Microsoft will charge a fee of $7 per mailbox for FastTrack, beginning on May 3.",
        {"part": "payment"},
        id="what is charged from then on",
    ),
]


@pytest.mark.parametrize(("text", "qualifiers"), PARTS)
def test_what_comes_then(text: str, qualifiers: dict[str, str]) -> None:
    claims = claims_in(text, published="2021-03-10", facet="timing")
    assert [dict(claim.qualifiers) for claim in claims] == [qualifiers]


NAMED = [
    pytest.param("FastTrack is news. The service opens on May 3.", False, id="by a noun for it"),
    pytest.param("FastTrack is news. It opens on May 3.", False, id="by a pronoun"),
    pytest.param("FastTrack is news. Issue 7 comes on May 3.", True, id="something else"),
    pytest.param(
        "The firm moved in with FastTrack. It opens on May 3.", True, id="a pronoun for another"
    ),
    pytest.param("FastTrack is news. Ask now: the doors open on May 3.", True, id="a thing of it"),
    pytest.param("FastTrack is news. Registration opens on May 3.", False, id="joining it"),
    pytest.param(
        "FastTrack is news. Orders must be placed by May 3.", False, id="asking for it, by a day"
    ),
    pytest.param(
        "FastTrack is news. Filters are on order until May 3.", True, id="something on order"
    ),
]


@pytest.mark.parametrize(("text", "implied"), NAMED)
def test_what_does_not_name_the_program_is_believed_less(text: str, *, implied: bool) -> None:
    [claim] = claims_in(text, published="2021-03-10", facet="timing")
    assert (IMPLIED in claim.triggers) is implied


REGIONS = [
    pytest.param("British customers wait until May 3 for FastTrack.", "United Kingdom", id="whose"),
    pytest.param("The European start of FastTrack is now May 3.", "Europe", id="which start"),
    pytest.param("In Spain FastTrack starts on May 3.", "Spain", id="where"),
    pytest.param("In the United States FastTrack starts on May 3.", None, id="at home"),
    pytest.param("A German magazine says FastTrack starts on May 3.", None, id="who says it"),
    pytest.param("Tell us partners when FastTrack starts: on May 3.", None, id="no name of any"),
    pytest.param(
        "Ann Moss, director for Spain, said FastTrack starts on May 3.", None, id="her office"
    ),
]


LIMITS = [
    pytest.param("The minimum in Europe is 200 seats for FastTrack.", "Europe", id="behind"),
    pytest.param("In Europe, the minimum for FastTrack is 200 seats.", "Europe", id="in front"),
    pytest.param("FastTrack customers in Europe need 200 seats.", "Europe", id="whose"),
    pytest.param("In America, FastTrack customers need 200 seats.", None, id="at home"),
    pytest.param(
        "Ann Lee, who heads FastTrack in Europe, said customers need 200 seats.", None, id="who"
    ),
    pytest.param("It ended talk of a bar in Europe: FastTrack is for 200 seats.", None, id="aside"),
]


@pytest.mark.parametrize(("text", "region"), LIMITS)
def test_where_in_the_world_a_limit_holds(text: str, region: str | None) -> None:
    [claim] = claims_in(text, published="2021-03-10", facet="threshold")
    assert dict(claim.qualifiers).get("region") == region


@pytest.mark.parametrize(("text", "region"), REGIONS)
def test_where_in_the_world_it_is_so(text: str, region: str | None) -> None:
    [claim] = claims_in(text, published="2021-03-10", facet="timing")
    assert dict(claim.qualifiers).get("region") == region


LISTED = [
    pytest.param(
        "FastTrack starts on May 3 in the United States, Canada, the UK and Ireland.",
        [None, "Canada", "United Kingdom", "Ireland"],
        id="each country of a list",
    ),
    pytest.param(
        "FastTrack starts on May 3 everywhere, including Canada and Spain.",
        ["Canada", "Spain"],
        id="those that are named of all",
    ),
    pytest.param(
        "FastTrack starts on May 3 in Spain, and a guide in Italy is out.", ["Spain"], id="no list"
    ),
]


@pytest.mark.parametrize(("text", "regions"), LISTED)
def test_a_date_is_that_of_every_country_named(text: str, regions: list[str | None]) -> None:
    claims = claims_in(text, published="2021-03-10", facet="timing")
    assert {dict(claim.qualifiers).get("region") for claim in claims} == set(regions)


SOMEBODYS = [
    "Our project manager is out until September 3.",
    "We are booked solid until May.",
    "It took them until last May to finish the mailboxes.",
    "A bank I know began its migration in May.",
    "A manufacturer waited from March until June for an engineer.",
    "Until last month I sold my own tool for this.",
    "She is on leave through the end of May.",
    "Registration for the autumn release opens on May 3.",
    "Keep your own partner through 2021.",
    "Plan your cutover for the end of May.",
    "Our company owns 260 mailboxes, was accepted straight away and began on March 3.",
    "The FastTrack project took ten weeks, from March 5 to May 14.",
]


@pytest.mark.parametrize("text", SOMEBODYS)
def test_a_time_of_somebody_else(text: str) -> None:
    assert claims_in(f"FastTrack is news. {text}", published="2021-03-10", facet="timing") == ()


PROGRAMS = [
    pytest.param("It won't open in Europe until May.", "starts from 1 May 2021", id="not until"),
    pytest.param("A friend thinks it starts in May.", "starts May 2021", id="what somebody thinks"),
    pytest.param("I'd count on a start in May.", "starts May 2021", id="an opinion"),
    pytest.param("A preview starts on May 3.", "starts 3 May 2021", id="a noun of the program's"),
]


@pytest.mark.parametrize(("text", "words"), PROGRAMS)
def test_a_time_of_the_program_by_somebody(text: str, words: str) -> None:
    (claim,) = claims_in(f"FastTrack is news. {text}", published="2021-03-10", facet="timing")
    assert value_in_words(claim) == words
