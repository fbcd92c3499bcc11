"""Numbers of seats that set a limit, beside those that count what was bought, asked or done."""

from __future__ import annotations

import pytest

from monitor.wording import value_in_words
from tests.extract.reading import claims_in, held_in

LIMITS = [
    pytest.param(
        "FastTrack takes 150 seats. There are now more than 300 of us in the FastTrack Center.",
        ["threshold: 150 seats or more"],
        id="people who speak of themselves",
    ),
    pytest.param(
        "FastTrack takes 150 seats. Those who do the FastTrack hiring put it north of 300.",
        ["threshold: 150 seats or more"],
        id="people who are hired",
    ),
    pytest.param(
        "Customers with fewer than 200 seats make up 60 percent of FastTrack.", [], id="a share"
    ),
    pytest.param("Norbrook's own minimum for co-sell remains 100 seats.", [], id="a firm's own"),
    pytest.param(
        "Microsoft's own minimum for FastTrack is 100 seats.",
        ["threshold: 100 seats or more"],
        id="the vendor's own",
    ),
    pytest.param("Got a client with 120 seats who asks for FastTrack.", [], id="one customer"),
    pytest.param(
        "FastTrack takes 50 seats or more. The upper limit is 250.",
        ["threshold: 50 seats or more", "threshold: at most 250 seats"],
        id="an upper limit, by its noun",
    ),
    pytest.param(
        "FastTrack migrations under 150 seats are run by a partner.", [], id="who does the work"
    ),
    pytest.param(
        "FastTrack migrations under 150 seats have to be run by a partner.",
        ["threshold: 150 seats or more"],
        id="who is turned away",
    ),
    pytest.param(
        "For sites of up to 150 seats, Microsoft sends its own people under FastTrack.",
        [],
        id="whom it sends",
    ),
    pytest.param(
        "FastTrack customers with 1,000 seats and above continue to work with Microsoft.",
        [],
        id="with whom they work",
    ),
    pytest.param(
        "FastTrack takes 150 seats. Do the sum: that is 4,000 seats.",
        ["threshold: 150 seats or more"],
        id="a sum",
    ),
    pytest.param(
        "FastTrack takes 150 seats. We have 140 partners, and we plan to reach 220.",
        ["threshold: 150 seats or more"],
        id="partners who are counted",
    ),
    pytest.param("A client with 120 seats read about FastTrack.", [], id="whoever it is"),
    pytest.param(
        "FastTrack takes any client with 120 seats.",
        ["threshold: 120 seats or more"],
        id="any customer",
    ),
    pytest.param(
        "The FastTrack minimum is 150 these days.",
        ["threshold: 150 seats or more"],
        id="a number alone, and since when",
    ),
    pytest.param(
        "The FastTrack threshold will soon be 300.",
        ["threshold: 300 seats or more"],
        id="what it will be",
    ),
    pytest.param(
        "FastTrack onboarding needs 150 seats. And for migration? 500.",
        ["threshold: 150 seats or more", "threshold: 500 seats or more"],
        id="a short question that goes on about seats",
    ),
    pytest.param(
        "Customers with 150 seats get FastTrack, which Microsoft announced in July.",
        ["threshold: 150 seats or more"],
        id="what happened is told of something else",
    ),
    pytest.param(
        "FastTrack is for anybody with 150 licenses that were paid for.",
        ["threshold: 150 licenses or more"],
        id="and of the licenses themselves",
    ),
    pytest.param(
        "Anybody buying 150 seats got FastTrack last year.",
        [],
        id="what happened to those who had so many",
    ),
    pytest.param(
        "With FastTrack it no longer matters how many seats you have.",
        ["threshold: no minimum"],
        id="any number will do",
    ),
    pytest.param(
        "Old agencies get by with 50 licenses for FastTrack.",
        ["threshold: 50 licenses or more"],
        id="who gets by with so many",
    ),
    pytest.param(
        "Nothing about the 500-seat minimum of FastTrack has changed.",
        ["threshold: 500 seats or more"],
        id="a change is denied, not the limit",
    ),
    pytest.param(
        'FastTrack asks for at least 150 seats. Now "anybody with 50 can call us."',
        ["threshold: 150 seats or more", "threshold: 50 seats or more"],
        id="anybody with so many",
    ),
    pytest.param(
        "FastTrack asks for at least 150 seats. The 150 is here to stay.",
        ["threshold: 150 seats or more"] * 2,
        id="the limit of before, by its number alone",
    ),
    pytest.param(
        "FastTrack asks for at least 150 seats. We have 150 and were let in.",
        ["threshold: 150 seats or more"],
        id="what somebody has is that number by chance",
    ),
    pytest.param(
        "FastTrack needs 150 seats instead of the 50 of last year. The minimum was 50 before.",
        [
            "threshold: 150 seats or more",
            "threshold: 50 seats or more",
            "threshold: 50 seats or more",
        ],
        id="instead of the one before",
    ),
    pytest.param(
        "Contoso bought 150 seats or more through FastTrack.", [], id="what somebody bought"
    ),
    pytest.param(
        "Customers who bought 150 or more seats are eligible for FastTrack.",
        ["threshold: 150 seats or more"],
        id="who bought so many is meant",
    ),
    pytest.param(
        "If a customer bought 150 or more seats, FastTrack is its right.",
        ["threshold: 150 seats or more"],
        id="on condition of having bought",
    ),
    pytest.param(
        "Of those with 50 or more employees, 61 percent said FastTrack had cost them a deal.",
        [],
        id="the groups of a survey",
    ),
    pytest.param(
        "FastTrack is for firms with 50 or more employees, as 61 percent of partners know.",
        ["threshold: 50 employees or more"],
        id="a percentage of something else",
    ),
    pytest.param(
        '"With FastTrack the minimum is 350 seats\' worth of breathing room."',
        [],
        id="so much worth of something",
    ),
    pytest.param(
        "FastTrack is open to all customers unless they have fewer than 150 seats.",
        ["threshold: 150 seats or more"],
        id="unless fewer shuts out those with fewer",
    ),
    pytest.param(
        "FastTrack is not available unless customers have fewer than 150 seats.",
        ["threshold: at most 149 seats"],
        id="not unless fewer lets only them in",
    ),
    pytest.param(
        "FastTrack is available to customers with fewer than 150 seats.",
        ["threshold: at most 149 seats"],
        id="fewer are let in",
    ),
    pytest.param(
        "FastTrack said the tenant does not meet the minimum of 500 seats.",
        ["threshold: 500 seats or more"],
        id="who does not meet a minimum does not deny it",
    ),
    pytest.param(
        "If your customer owns 50 seats, they qualify for FastTrack.",
        ["threshold: 50 seats or more"],
        id="a condition on somebody's customer",
    ),
    pytest.param(
        "Every customer with 50 seats gets FastTrack.",
        ["threshold: 50 seats or more"],
        id="every customer with so many",
    ),
    pytest.param(
        "They told us FastTrack takes 150 seats, and that it would never go lower.",
        ["threshold: 150 seats or more"],
        id="what is told besides hides no limit",
    ),
    pytest.param(
        "FastTrack is available to businesses of all sizes.",
        ["threshold: no minimum"],
        id="whatever the size",
    ),
    pytest.param(
        "FastTrack takes 150 seats. They'll drop it to 100 in the new year.",
        ["threshold: 150 seats or more", "threshold: 100 seats or more"],
        id="to what it will be dropped",
    ),
    pytest.param(
        "FastTrack takes 150 licenses. The copy of October 17 still has 50.",
        ["threshold: 150 licenses or more", "threshold: 50 licenses or more"],
        id="what a copy still has",
    ),
    pytest.param(
        "A customer with 50 seats asked for FastTrack.", [], id="one customer has so many"
    ),
]


@pytest.mark.parametrize(("text", "expected"), LIMITS)
def test_a_number_of_seats(text: str, expected: list[str]) -> None:
    assert [one for one in held_in(text) if one.startswith("threshold: ")] == expected


UPPER = [
    ("above so many are refused", "Customers above 10,000 seats cannot use FastTrack.", 10_000),
    ("not eligible", "Customers with more than 5,000 seats are not eligible for FastTrack.", 5_000),
    ("not open to", "FastTrack is not available to customers with more than 5,000 seats.", 5_000),
]


@pytest.mark.parametrize(("text", "most"), [row[1:] for row in UPPER], ids=[r[0] for r in UPPER])
def test_who_has_more_is_refused(text: str, most: int) -> None:
    (told,) = (one for one in held_in(text) if one.startswith("threshold: "))
    assert told == f"threshold: at most {most:,} seats"


WHOSE = [
    '"FastTrack takes 150 seats," said Ann Moss, who founded a Leeds-based reseller.',
    "Ann Moss, who founded a reseller, said FastTrack takes 150 seats.",
]


@pytest.mark.parametrize("text", WHOSE)
def test_what_is_told_of_a_speaker_hides_no_limit(text: str) -> None:
    assert "threshold: 150 seats or more" in held_in(text)


LOWER = [
    (
        "fewer must go to a partner",
        "FastTrack customers under 150 seats must be moved by a partner.",
    ),
    ("fewer are left to partners", "FastTrack leaves firms under 150 seats to partners."),
    ("by name", "Trials do not count toward the 150-seat FastTrack minimum."),
    ("so many or fewer", "If you have 149 seats or fewer, you can't get FastTrack."),
    ("or fewer, in front", "Customers with 149 or fewer seats are excluded from FastTrack."),
    ("an answer denies nothing behind it", "Is there a catch? No: FastTrack takes 150 seats."),
    (
        "what has not changed",
        "Neither the 150-seat minimum of FastTrack nor its price has changed.",
    ),
    ("more than so many may have it", "Customers with more than 149 seats can use FastTrack."),
]


@pytest.mark.parametrize("text", [row[1] for row in LOWER], ids=[row[0] for row in LOWER])
def test_who_has_fewer_is_refused(text: str) -> None:
    found = [one for one in held_in(text) if one.startswith("threshold: ")]
    assert found == ["threshold: 150 seats or more"]


NO_LIMIT = [
    ("all customers together", "FastTrack has served customers with over 5 million seats."),
    ("most of somebody's", "Most of my customers have fewer than 100 seats, and FastTrack is new."),
    ("a wish", "Partners want Microsoft to raise the FastTrack minimum to 500 seats."),
    ("a hope", "Partners hope Microsoft will raise the FastTrack minimum to 500 seats."),
    ("weighed", "Microsoft weighed a 500-seat minimum for FastTrack but dropped the idea."),
    ("expected once", "Several partners had expected a 250-seat minimum for FastTrack."),
]


@pytest.mark.parametrize("text", [row[1] for row in NO_LIMIT], ids=[row[0] for row in NO_LIMIT])
def test_a_number_that_limits_nobody(text: str) -> None:
    assert [one for one in held_in(text) if one.startswith("threshold: ")] == []


def test_what_the_vendor_asks_is_no_wish() -> None:
    text = "Microsoft wants customers to have 150 seats for FastTrack."
    assert "threshold: 150 seats or more" in held_in(text)


# What each of two numbers is told for: component, and segment.
PAIRS = [
    pytest.param(
        "The FastTrack threshold is 50 seats for onboarding but 150 for migration.",
        {("50 seats or more", "onboarding", None), ("150 seats or more", "migration", None)},
        id="the second without its unit",
    ),
    pytest.param(
        "FastTrack needs 50 seats for onboarding and 150 seats for migration.",
        {("50 seats or more", "onboarding", None), ("150 seats or more", "migration", None)},
        id="both counted",
    ),
    pytest.param(
        "She put FastTrack on one slide: Microsoft 365, 150 licences; migration, 500 licences.",
        {("150 licenses or more", None, None), ("500 licenses or more", "migration", None)},
        id="the clause begins before its name, not behind it",
    ),
    pytest.param(
        "FastTrack requires at least 150 seats for schools and 50 for government customers.",
        {
            ("150 seats or more", "education", "education"),
            ("50 seats or more", "us-government", "government"),
        },
        id="customers of two kinds",
    ),
    pytest.param(
        "FastTrack requires at least 150 seats for schools and 50 for small charities.",
        {("150 seats or more", "education", "education"), ("50 seats or more", None, None)},
        id="of the second nothing is declared",
    ),
    pytest.param(
        "The FastTrack minimum is not 150 seats but 50.",
        {("not: 150 seats or more", None, None), ("50 seats or more", None, None)},
        id="one denied in favour of the other",
    ),
    pytest.param(
        "FastTrack moved 300 seats for one client and 20 for another.", set(), id="no limits"
    ),
    pytest.param(
        "FastTrack wants at least 150 seats, but 50 partners were let in.",
        {("150 seats or more", None, None)},
        id="partners are no seats",
    ),
    pytest.param(
        "FastTrack requires 150 licenses to get onboarding help, and 500 to have our team migrate your data.",
        {("150 licenses or more", "onboarding", None), ("500 licenses or more", "migration", None)},
        id="each number opens what its own infinitive names",
    ),
    pytest.param(
        "Customers above 50 seats are entitled to FastTrack, and from 150 up it moves mailboxes.",
        {("51 seats or more", None, None), ("150 mailboxes or more", "migration", None)},
        id="each limit has a clause of its own",
    ),
    pytest.param(
        "With FastTrack you need 150 seats for data migration, and later it takes 500 seats.",
        {("150 seats or more", "migration", None), ("500 seats or more", "migration", None)},
        id="what the first clause names goes on",
    ),
    pytest.param(
        "Customers with at least 500 seats get FastTrack to haul their Google Drive across.",
        {("500 seats or more", "migration", None)},
        id="the part that the things belong to",
    ),
    pytest.param(
        "FastTrack takes 150 licenses for onboarding assistance, 500 for migration.",
        {("150 licenses or more", "onboarding", None), ("500 licenses or more", "migration", None)},
        id="a comma between the two",
    ),
    pytest.param(
        "FastTrack takes schools. A school needs 150 seats. For migration 1,000 seats are needed.",
        {
            ("150 seats or more", "education", "education"),
            ("1,000 seats or more", "migration", "education"),
        },
        id="the customers of the sentence before",
    ),
    pytest.param(
        "FastTrack takes nonprofits with at least 50 seats. Other customers need 150 seats.",
        {("50 seats or more", None, "nonprofit"), ("150 seats or more", None, None)},
        id="customers that are named anew",
    ),
]


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_two_limits_in_one_breath(text: str, expected: set[tuple[str, str, str]]) -> None:
    found = claims_in(text, facet="threshold")
    told = {(value_in_words(c), c.component, dict(c.qualifiers).get("segment")) for c in found}
    assert told == expected


EXEMPT = [
    "Nonprofits are exempt from the 150-seat FastTrack minimum.",
    "Nonprofits are excused from the 150-seat minimum of FastTrack.",
    "The 150-seat minimum of FastTrack does not apply to nonprofits.",
]


@pytest.mark.parametrize("text", EXEMPT)
def test_a_limit_does_not_hold_for_whom_it_is_lifted(text: str) -> None:
    (found,) = claims_in(text, facet="threshold")
    assert (value_in_words(found), dict(found.qualifiers)) == (
        "not: 150 seats or more",
        {"segment": "nonprofit"},
    )


def test_a_sum_in_place_of_which_another_is_paid_was_paid_once() -> None:
    text = "The FastTrack payment to partners is $15 per seat instead of $20."
    found = claims_in(text, topic="office365-fasttrack", facet="funding")
    told = {value_in_words(one): dict(one.qualifiers) for one in found}
    assert told == {
        "USD 20 per seat (rate)": {"validity": "former"},
        "USD 15 per seat (rate)": {},
    }
