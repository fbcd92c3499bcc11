"""How a text says that the program is free, and what it says so of something else."""

from __future__ import annotations

import pytest

from monitor.wording import value_in_words
from tests.extract.reading import claims_in


def prices_in(text: str) -> list[str]:
    """The prices of a text, in words."""
    return [value_in_words(claim) for claim in claims_in(text, facet="price")]


FREE = [
    ("one of its own", "A FastTrack migration is provided without charge."),
    ("no payment is asked for", "We don't ask for any extra payment for FastTrack."),
    ("neither side pays", "FastTrack costs neither partners nor customers anything."),
    ("it comes with plans", "FastTrack comes with eligible subscriptions."),
    ("the vendor's own service", "FastTrack is Microsoft's own service; we don't charge for it."),
    ("costs it nothing", "The move costs the customer nothing, Microsoft says of FastTrack."),
    ("nobody pays", "Nobody pays for FastTrack."),
    ("customers do not pay", "FastTrack customers don't pay a cent."),
    ("nobody is asked to", "We are not asking anyone to pay for FastTrack."),
    ("will not charge", "Microsoft isn't going to charge a dime for FastTrack."),
    ("no customer is billed", "No customer is billed for FastTrack."),
    ("will not set back", "FastTrack won't set customers back a cent."),
    ("adds nothing", "FastTrack adds nothing to the bill."),
    ("there is no cost", "There isn't any cost to FastTrack."),
    ("in the price of a license", "FastTrack is in the price of the license."),
    ("thrown in", "Customers get FastTrack thrown in with their licenses."),
    ("given away", "Microsoft gives FastTrack away."),
    ("paid by the vendor", "FastTrack help is on Microsoft."),
    ("the vendor pays", "Microsoft foots the FastTrack bill."),
]


@pytest.mark.parametrize("text", [row[1] for row in FREE], ids=[row[0] for row in FREE])
def test_free_of_charge(text: str) -> None:
    assert prices_in(text) == ["free of charge"]


def test_the_answer_to_what_it_costs() -> None:
    text = "FastTrack is new.\n\n### What does FastTrack cost?\n\nNothing. It is part of your plan."
    assert prices_in(text) == ["free of charge"]


def test_a_column_of_costs() -> None:
    table = "| Offer | Cost |\n| --- | --- |\n| FastTrack onboarding | none |"
    assert prices_in(table) == ["free of charge"]


@pytest.mark.parametrize("text", ["FastTrack is not free.", "FastTrack is no longer free."])
def test_not_free(text: str) -> None:
    assert prices_in(text) == ["not: free of charge"]


NONE = [
    ("at a rival's party", "FastTrack was the talk. The help at the Google party was free."),
    ("a minimum is waived", "FastTrack's minimum is waived for trials."),
    ("partners do not pay", "Partners do not pay Microsoft to join FastTrack."),
    ("partners are not paid", "Microsoft does not pay partners for FastTrack work."),
    ("a sum is not charged", "Microsoft does not charge customers $10 a seat for FastTrack."),
    ("goods sent free", "Phones can be shipped free with FastTrack boxes."),
    (
        "free as a price to match",
        "Free was always a hard price to match, said a FastTrack partner.",
    ),
    ("what a payment leaves out", "FastTrack pays $15 a seat. It doesn't pay for the weekend."),
    ("what is free is asked", "FastTrack customers keep asking what is free and what is not."),
    ("it costs partners business", "FastTrack will cost partners business."),
]


@pytest.mark.parametrize("text", [row[1] for row in NONE], ids=[row[0] for row in NONE])
def test_no_word_of_the_price(text: str) -> None:
    assert prices_in(text) == []


CHARGED = [
    (
        "the vendor charges a sum",
        "Microsoft charges $10 per seat for FastTrack.",
        "USD 10 per seat (price)",
    ),
    ("it costs a sum", "FastTrack migrations cost $10 per seat.", "USD 10 per seat (price)"),
    ("customers pay", "Customers pay $5 per seat for FastTrack.", "USD 5 per seat (price)"),
    ("the vendor charges", "Microsoft charges for FastTrack.", "not: free of charge"),
    (
        "the vendor bills",
        "Microsoft will bill customers for FastTrack migrations.",
        "not: free of charge",
    ),
    (
        "customers are billed",
        "Customers will be billed for FastTrack after 90 days.",
        "not: free of charge",
    ),
]


@pytest.mark.parametrize(
    ("text", "price"), [row[1:] for row in CHARGED], ids=[row[0] for row in CHARGED]
)
def test_what_customers_pay(text: str, price: str) -> None:
    assert prices_in(text) == [price]
    assert claims_in(text, facet="funding") == ()


NOT_CHARGED = [
    ("what the vendor spends", "FastTrack costs Microsoft $100 million a year."),
    ("a thing that comes with it", "Under FastTrack a loaner is provided without charge."),
    ("what all of it costs", "The FastTrack program would cost some $18 million before tax."),
    ("what a plan costs", "Customers with an E3 plan, which costs $20 per user, get FastTrack."),
    ("what a partner charges", "Partners charge $35 per mailbox for what FastTrack leaves out."),
    (
        "what customers pay a partner",
        "Customers pay a partner $35 per seat for what FastTrack leaves out.",
    ),
    ("what it covers", "FastTrack covers costs of up to $60,000 per customer."),
    ("what is not charged", "Microsoft doesn't charge customers $10 a seat for FastTrack."),
]


@pytest.mark.parametrize(
    "text", [row[1] for row in NOT_CHARGED], ids=[row[0] for row in NOT_CHARGED]
)
def test_what_is_no_price_of_the_program(text: str) -> None:
    assert prices_in(text) == []
