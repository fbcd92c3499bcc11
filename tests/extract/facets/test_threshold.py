"""Which numbers of seats are what a customer must have, however it is put."""

from __future__ import annotations

import pytest

from monitor.types import IMPLIED
from monitor.wording import value_in_words
from tests.extract.reading import claims_in


def limits_in(text: str) -> list[str]:
    """The thresholds of a text, in words."""
    return [value_in_words(claim) for claim in claims_in(text, facet="threshold")]


SEATS = "150 seats or more"
PLAIN = [
    ("the noun behind", "Once a customer crosses the 150-seat line, the move is free.", SEATS),
    ("the noun in front", "The FastTrack requirement was always 150 seats.", SEATS),
    ("a noun and its program", "The threshold for FastTrack, 150 seats, is unchanged.", SEATS),
    ("a label", "Eligibility for FastTrack: 150 seats.", SEATS),
    ("anybody who buys", "FastTrack is free for anybody buying 150 seats.", SEATS),
    ("any customer", "Any customer with 150 seats can have FastTrack.", SEATS),
    ("any deal of a kind", "Any 150-seat deal gets FastTrack.", SEATS),
    ("customers in general", "Companies holding 150 seats get FastTrack.", SEATS),
    ("customers who bought", "Customers who have bought 150 seats are offered FastTrack.", SEATS),
    ("a condition", "If a company has 150 seats, FastTrack will help it.", SEATS),
    ("where it begins", "FastTrack begins where a customer has 150 seats.", SEATS),
    ("the number as subject", "150 seats open the door to FastTrack.", SEATS),
    ("an order to buy", "Buy 150 seats and FastTrack is yours.", SEATS),
    ("it takes", "It takes 150 seats to get FastTrack.", SEATS),
    ("let in", "For FastTrack schools are let in at 150 seats.", SEATS),
    ("an adverb between", "The migration part of FastTrack kicks in only at 150 seats.", SEATS),
    ("what a page says", "FastTrack asks for 50 seats. The page now says 150.", SEATS),
    ("an answer", "Who gets FastTrack? Firms with 150 seats.", SEATS),
    ("an answer without its unit", "How many seats does FastTrack ask for? 150.", SEATS),
    (
        "a longer answer",
        "Who qualifies for FastTrack? A new customer, with 150 seats bought.",
        SEATS,
    ),
    ("what is enough", "FastTrack wants enough. Enough means 150 seats.", SEATS),
    ("a question and its yes", "Is 150 seats still the FastTrack minimum? It is.", SEATS),
    ("a question and its no", "Do you need 50 seats for FastTrack? No.", "not: 50 seats or more"),
    ("what a deck said", "FastTrack is new. The deck said 150 seats.", SEATS),
    ("what somebody was told", "FastTrack is new. I was told 150 seats.", SEATS),
    ("what somebody swears", "FastTrack is new. My rep swears it's 150 seats.", SEATS),
    ("whoever signs", "Whoever signs for 150 seats can have FastTrack.", SEATS),
    ("a part of it", "FastTrack has parts. Migration still takes 150 seats.", SEATS),
    (
        "a column of what is needed",
        "| FastTrack plan | Seats you need |\n| --- | --- |\n| E3 | 150 |",
        SEATS,
    ),
    ("however small", "FastTrack is for firms however small.", "no minimum"),
    ("no lower bound", "FastTrack has no lower bound on seats.", "no minimum"),
]


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in PLAIN], ids=[row[0] for row in PLAIN]
)
def test_a_plain_number_that_limits(text: str, expected: str) -> None:
    assert limits_in(text)[-1:] == [expected]


NONE = [
    ("a certain customer", "Acme, a customer with 310 seats, likes FastTrack."),
    ("a customer told of before", "The law firm has 220 seats and asks for FastTrack."),
    ("we", "We have 220 seats and want FastTrack."),
    ("what happened", "FastTrack helped a school with 400 seats last year."),
    ("several that were taken", "Customers with 60 and 80 seats were taken on by FastTrack."),
    ("what would be paid", "A FastTrack customer with 2,400 seats would bring her $22,000."),
    ("what is moved", "FastTrack moves 500 mailboxes a night."),
    ("how much one does", "Each FastTrack engineer looks after 500 users."),
    ("how fast it is done", "FastTrack moves a firm with 300 mailboxes in about three weeks."),
    ("what kind of move", "A 200-seat FastTrack move takes his team about three weekends."),
    ("a kind of customer", "Our 300-seat customers get FastTrack."),
    ("how much was sold", "Microsoft sold 2 million seats with FastTrack."),
    ("the step of a payment", "Partners are paid up to the 1,000-seat mark, $15 a seat."),
    ("one number or the other", "Whether you have 150 seats or 5,000, FastTrack is free."),
    ("a name with a number", "FastTrack gets Office 365 up and running for 150 seats or more."),
    ("how much at a time", "FastTrack moves up to 500 mailboxes per event."),
    ("a question alone", "Do you need 50 seats for FastTrack? Ask Berg."),
    (
        "of things that are moved",
        "FastTrack moves public folders, if there are fewer than 90 of them.",
    ),
    ("what was said and done", "FastTrack is new. I was told 300 seats had been moved."),
    ("a column that counts", "| FastTrack plan | Seats sold |\n| --- | --- |\n| E3 | 310 |"),
    ("where something ends", "The online fast track for small orders ends at 25 licenses."),
]


@pytest.mark.parametrize("text", [row[1] for row in NONE], ids=[row[0] for row in NONE])
def test_a_plain_number_that_only_counts(text: str) -> None:
    assert [limit for limit in limits_in(text) if limit != SEATS] == []


FEWER = [
    ("they look elsewhere", "Customers short of 150 seats have to look elsewhere for FastTrack."),
    ("they pay their own", "Anyone with fewer than 150 seats must find their own FastTrack help."),
    ("they turn to partners", "Firms below 150 seats must turn to a partner for FastTrack."),
    ("it is closed to them", "FastTrack is closed to tenants under 150 seats."),
    ("they do it themselves", "Below 150 seats FastTrack customers do the work."),
]


@pytest.mark.parametrize("text", [row[1] for row in FEWER], ids=[row[0] for row in FEWER])
def test_who_has_fewer_is_turned_away(text: str) -> None:
    assert limits_in(text) == [SEATS]


def test_who_has_fewer_may_get_something_of_their_own() -> None:
    assert limits_in("Customers with fewer than 150 seats get FastTrack guidance.") == [
        "at most 149 seats"
    ]


RANGES = [
    ("up to", "FastTrack guidance runs from 150 up to 499 licenses.", ["150 to 499 licenses"]),
    (
        "what changes is told in full",
        "Nothing changes for FastTrack: 150 seats get you in, and from 500 seats up they move it.",
        ["500 seats or more", "150 seats or more"],
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in RANGES], ids=[row[0] for row in RANGES]
)
def test_two_numbers(text: str, expected: list[str]) -> None:
    assert sorted(limits_in(text)) == sorted(expected)


IMPLIED_ROWS = [
    pytest.param("FastTrack has taken orders for more than 300 seats.", True, id="what was counted"),
    pytest.param("FastTrack takes customers with more than 300 seats.", False, id="who has so many"),
    pytest.param("FastTrack requires more than 300 seats.", False, id="what is asked for"),
    pytest.param("FastTrack is known well here. The minimum is 300 seats.", True, id="a noun alone"),
    pytest.param("FastTrack is known well here. Its minimum is 300 seats.", False, id="the noun of it"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "implied"), IMPLIED_ROWS)
def test_what_raises_no_alarm(text: str, implied: bool) -> None:
    """A number that nothing ties to the program by name is kept, and believed less."""
    (claim,) = claims_in(text, facet="threshold")
    assert (IMPLIED in claim.triggers) is implied


MAXIMA = [
    pytest.param("FastTrack is limited to 250 seats per customer.", id="limited to"),
    pytest.param("The upper limit for FastTrack is 250 seats.", id="an upper limit"),
    pytest.param("FastTrack's ceiling is 250 seats.", id="a ceiling"),
    pytest.param("The maximum for FastTrack is 250 seats.", id="a maximum"),
]


@pytest.mark.parametrize("text", MAXIMA)
def test_what_is_the_most(text: str) -> None:
    assert limits_in(text) == ["at most 250 seats"]


def test_restricted_to_those_with_so_many_is_the_least() -> None:
    assert limits_in("FastTrack is restricted to customers with 250 seats.") == [
        "250 seats or more"
    ]


POPULATION = [
    pytest.param(
        "About 61,000 organizations fall between 75 and 149 seats, FastTrack says.", id="in figures"
    ),
    pytest.param(
        "We spoke to fourteen organizations that used FastTrack, all above 150 seats.",
        id="in words",
    ),
]


@pytest.mark.parametrize("text", POPULATION)
def test_how_many_are_so_large_is_no_limit(text: str) -> None:
    assert limits_in(text) == []


NOT_COUNTED = [
    pytest.param(
        "Since September 1 customers with 150 seats or more can use FastTrack.", id="a day"
    ),
    pytest.param(
        "Beginning May 1, 2014, customers with 150 seats or more can use FastTrack.", id="a year"
    ),
    pytest.param(
        "For Office 365 customers with 150 seats or more there is FastTrack.", id="a name"
    ),
]


@pytest.mark.parametrize("text", NOT_COUNTED)
def test_a_number_before_customers_may_not_count_them(text: str) -> None:
    assert limits_in(text) == ["150 seats or more"]
