"""Two numbers that are no range, and numbers that count no seats."""

from __future__ import annotations

import pytest

from tests.extract.components.parts import misread, quantities


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "The minimum rose from 50 to 150 seats.",
            id="a rise",
            marks=misread("a rise is read as a range"),
        ),
        pytest.param("They raised it from 50 seats to 150 seats.", id="a rise, unit twice"),
        pytest.param(
            "It takes either 50 or 150 seats.",
            id="an alternative",
        ),
        pytest.param(
            "The plans have 50 and 150 seats.",
            id="an enumeration",
        ),
    ],
)
def test_two_numbers_that_are_no_range(text: str) -> None:
    found = quantities(text)
    assert "range" not in [bound for _, _, bound, _ in found]
    assert 150 in [low for low, _, _, _ in found]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It costs $150 per seat.", id="money"),
        pytest.param(
            "It costs 15 dollars per seat.",
            id="money in words",
        ),
        pytest.param("It gives 10% of seats away.", id="percent"),
        pytest.param("It gives 10.5% of seats away.", id="percent with a point"),
        pytest.param(
            "It supports Office 365 users.",
            id="name of a product",
            marks=misread("the number belongs to the name before it"),
        ),
        pytest.param(
            "It supports Windows 10 users.",
            id="version",
            marks=misread("the number belongs to the name before it"),
        ),
        pytest.param(
            "It supports Exchange 2010 users.",
            id="year of a product",
            marks=misread("the number belongs to the name before it"),
        ),
        pytest.param("In 2014 users were told.", id="year", marks=misread("a year is counted")),
        pytest.param(
            "On page 150 users find a list.",
            id="page",
            marks=misread("the number belongs to the name before it"),
        ),
        pytest.param("Version 2.5 users are out.", id="number with a point"),
        pytest.param("Phase 2 customers and tier 1 partners wait, users too.", id="phase and tier"),
        pytest.param("The 150th seat is free.", id="ordinal"),
        pytest.param(
            "It moves 50 GB per user.",
            id="size per user",
        ),
        pytest.param(
            "It takes 30 days for users to move.",
            id="days",
        ),
        pytest.param(
            "It takes 2 hours per user.",
            id="hours per user",
        ),
        pytest.param("A 150 MB limit on mail of users.", id="file size"),
        pytest.param(
            "It sent 150 e-mails to users.",
            id="letters to users",
        ),
        pytest.param("A seat and a user.", id="article"),
        pytest.param("Half of the seats are free.", id="fraction"),
        pytest.param("Call 555-0150 user support.", id="telephone"),
        pytest.param(
            "At 2:15 users were told.", id="hour", marks=misread("minutes of an hour are counted")
        ),
    ],
)
def test_what_counts_no_seats(text: str) -> None:
    assert quantities(text) == []
