"""How a text says that the program is free, and what it says so of something else."""

from __future__ import annotations

import pytest

from monitor.wording import value_in_words
from tests.extract.reading import claims_in


def prices_in(text: str) -> list[str]:
    """The prices of a text, in words."""
    return [value_in_words(claim) for claim in claims_in(text, facet="price")]


FREE = [
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
