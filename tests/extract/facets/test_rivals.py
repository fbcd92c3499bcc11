"""What another vendor asks, pays and charges beside the program."""

from __future__ import annotations

import pytest

from tests.extract.reading import claims_in, held_in

THEIRS = [
    ("what it asks for", "Google asks for 500 users and pays a partner $8 a user."),
    ("what it gives", "IBM offers free moves to customers with 100 seats or more."),
    ("a section of its own", "## Google\n\nCustomers need at least 300 seats. It is free."),
]


@pytest.mark.parametrize("text", [row[1] for row in THEIRS], ids=[row[0] for row in THEIRS])
def test_what_a_rival_does_is_no_claim(text: str) -> None:
    assert held_in(text) == []


def test_a_row_of_its_own() -> None:
    head = "| Offer | Smallest customer |\n| --- | --- |\n"
    rows = "| FastTrack onboarding | 150 licenses |\n| Zoho Jumpstart | no minimum |\n"
    quotes = [claim.quote for claim in claims_in(head + rows)]
    assert quotes
    assert not [quote for quote in quotes if "Zoho" in quote]


def test_a_title_of_its_own() -> None:
    text = "Customers with 250 seats or more get it free. Microsoft has FastTrack."
    assert claims_in(text, title="Google pays for your move") == ()


OURS = [
    ("where mail comes from", "FastTrack moves mail from Google and IBM servers."),
    ("beside the program", "Unlike Google, FastTrack requires at least 150 seats."),
    ("a source as a heading", "## Google Drive\n\nFastTrack moves files for 500 seats or more."),
]


@pytest.mark.parametrize("text", [row[1] for row in OURS], ids=[row[0] for row in OURS])
def test_a_rival_that_is_only_named(text: str) -> None:
    assert held_in(text)
