"""Which sums are paid out for the program, up to what, and which are prices, costs and wages."""

from __future__ import annotations

import pytest

from monitor.compare.slots import is_former
from monitor.types import SEVERAL
from monitor.wording import value_in_words
from tests.extract.reading import claims_in


def sums_in(text: str) -> list[str]:
    """The funding of a text, in words."""
    return [value_in_words(claim) for claim in claims_in(text, facet="funding")]


RATE, CAP = "USD 15 per seat (rate)", "USD 60,000 per customer (cap)"
PAID = [
    ("paid", "Under FastTrack partners are paid $15 a seat.", [RATE]),
    ("handed", "Microsoft will hand partners $15 for each Office 365 seat.", [RATE]),
    ("earned, the seat in front", "Every further FastTrack seat earns partners $15.", [RATE]),
    ("worth", "Each seat is worth $15 to the FastTrack partner.", [RATE]),
    ("collected", "For every seat a FastTrack partner collects $15.", [RATE]),
    ("the currency in words", "FastTrack pays partners fifteen dollars a seat.", [RATE]),
    (
        "cut from one to another",
        "Partner funding under FastTrack is cut from $20 a seat to $15.",
        ["USD 20 per seat (rate)", RATE],
    ),
    (
        "beyond a step",
        "FastTrack pays $20 for every seat up to the thousandth and $15 for each one beyond.",
        ["USD 20 per seat (rate)", RATE],
    ),
    ("under a heading", "## What you earn\n\n- $15 per seat for FastTrack customers", [RATE]),
    ("set aside", "Microsoft has set aside $25 million for FastTrack partners.", 25_000_000),
    ("in the pot", "FastTrack has $25 million in the pot for partners.", 25_000_000),
]


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in PAID], ids=[row[0] for row in PAID]
)
def test_a_sum_that_is_paid_out(text: str, expected: list[str] | int) -> None:
    fund = [f"USD {expected:,} (fund)"] if isinstance(expected, int) else expected
    assert sorted(sums_in(text)) == sorted(fund)


CAPS = [
    ("nobody is paid more", "Nobody is paid more than $60,000 for one customer by FastTrack.", CAP),
    ("the most", "The most that FastTrack pays for any single customer is $60,000.", CAP),
    ("is the limit", "$60,000 is the limit for any one account in FastTrack funding.", CAP),
    ("a lid", "FastTrack funding has a lid of $60,000 per customer.", CAP),
    ("stops at", "FastTrack funding stops at $60,000 a customer.", CAP),
    ("never go over", "FastTrack payments never go over $60,000 per customer.", CAP),
    ("cannot exceed", "FastTrack funding per customer cannot exceed $60,000.", CAP),
]


@pytest.mark.parametrize("text", [row[1] for row in CAPS], ids=[row[0] for row in CAPS])
def test_a_sum_that_none_goes_beyond(text: str) -> None:
    (found,) = sums_in(text)
    assert found.startswith("USD 60,000")
    assert found.endswith("(cap)")


def test_what_is_paid_per_seat_is_not_capped_per_seat() -> None:
    text = "FastTrack pays partners $15 per seat up to a maximum of $60,000."
    assert sorted(sums_in(text)) == ["USD 15 per seat (rate)", "USD 60,000 (cap)"]


CHANGED = [
    ("from one to another", "FastTrack cut its payments to partners from $25 to $15 a seat."),
    ("to one from another", "FastTrack payments to partners fell to $15 a seat from $25."),
]


@pytest.mark.parametrize("text", [row[1] for row in CHANGED], ids=[row[0] for row in CHANGED])
def test_a_sum_that_was_paid_before(text: str) -> None:
    found = {value_in_words(c): is_former(c) for c in claims_in(text, facet="funding")}
    assert found == {"USD 25 per seat (rate)": True, "USD 15 per seat (rate)": False}


def test_an_offer_of_the_program_is_no_other_firms() -> None:
    text = "Under the FastTrack Adoption Offer, partners receive $15 a seat."
    assert sums_in(text) == ["USD 15 per seat (rate)"]


NONE = [
    ("a price", "He charges $35 a mailbox, less than a FastTrack partner gets."),
    ("a rival's", "FastTrack has money. A partner gets $20 a user from Google."),
    ("worked out", "FastTrack pays per seat. For our 400 seats that's $6,000 for the partner."),
    ("what had to be paid for", "With FastTrack we had to pay for the consultant ($4,500)."),
    ("a loss", "He could lose as much as $90,000 a year to FastTrack."),
    ("a cost", "The project costs the FastTrack partner $30,000."),
    ("the price of a plan", "FastTrack's E3 plan costs $20 a seat, paid monthly."),
    ("by the day", "FastTrack partners get paid work on site, from $480 a day."),
    ("a price for so many", "A FastTrack partner's price for up to 200 users is $9,500."),
    ("an example", "Example: a FastTrack customer with 1,200 seats would draw $16,000 of funding."),
    ("a firm's own business", "His firm earns about $40 a mailbox as a FastTrack partner."),
]


@pytest.mark.parametrize("text", [row[1] for row in NONE], ids=[row[0] for row in NONE])
def test_a_sum_that_is_no_funding(text: str) -> None:
    assert sums_in(text) == []


STEPS = [
    (
        "FastTrack pays partners $15 a seat for the first 1,000 seats and $5 a seat after that.",
        True,
    ),
    ("FastTrack pays partners $15 a seat, and $15 a seat it stays.", False),
    ("Partner funding under FastTrack is cut from $20 a seat to $15.", False),
    ("FastTrack pays partners $15 a seat.", False),
]


@pytest.mark.parametrize(("text", "several"), STEPS)
def test_a_rate_beside_another_is_a_step_of_a_schedule(text: str, *, several: bool) -> None:
    now = [claim for claim in claims_in(text, facet="funding") if not is_former(claim)]
    assert now
    assert {SEVERAL in claim.qualifiers for claim in now} == {several}
