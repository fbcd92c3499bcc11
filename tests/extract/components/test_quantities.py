"""Numbers of seats and people: how they are limited, and which numbers are none of these."""

from __future__ import annotations

import pytest

from tests.extract.components.parts import Read, marks, misread, quantities, read


@pytest.mark.parametrize(
    ("text", "low"),
    [
        pytest.param("Deals of 150 seats or more count.", 150, id="or more"),
        pytest.param("Deals of 150 or more seats count.", 150, id="or more before the unit"),
        pytest.param("Deals of 150 seats, or more, count.", 150, id="with a comma"),
        pytest.param("They need at least 150 seats.", 150, id="at least"),
        pytest.param("They need **at least 150 seats**.", 150, id="emphasised"),
        pytest.param("They need at least **150** seats.", 150, id="number emphasised"),
        pytest.param("They need at least\n150 seats.", 150, id="over the end of a line"),
        pytest.param("They need no fewer than 150 seats.", 150, id="no fewer than"),
        pytest.param("They need not less than 150 seats.", 150, id="not less than"),
        pytest.param("They need a minimum of 150 seats.", 150, id="a minimum of"),
        pytest.param("There is a 150-seat minimum.", 150, id="as an adjective"),
        pytest.param("There is a 150 seat minimum.", 150, id="without the hyphen"),
        pytest.param("There is a 150-seat floor.", 150, id="floor"),
        pytest.param("The minimum is 150 seats.", 150, id="the minimum is"),
        pytest.param("The minimum is now 150 seats.", 150, id="is now"),
        pytest.param(
            "The minimum was lowered to 150 seats.",
            150,
            id="was lowered to",
        ),
        pytest.param("150 seats is the minimum.", 150, id="is the minimum"),
        pytest.param(
            "Minimum: 150 seats",
            150,
            id="label in a table",
        ),
        pytest.param(
            "Minimum number of seats: 150",
            150,
            id="unit in the label",
        ),
        pytest.param(
            "| Seats | 150+ |",
            150,
            id="unit in the next cell",
            marks=misread("a unit in the next cell is not found"),
        ),
        pytest.param("Deals of 150+ seats count.", 150, id="plus sign"),
        pytest.param("Deals of ≥ 150 seats count.", 150, id="sign"),
        pytest.param("Deals of >=150 seats count.", 150, id="sign of a keyboard"),
        pytest.param("Deals of 150 seats and up count.", 150, id="and up"),
        pytest.param("Deals of 150 seats and above count.", 150, id="and above"),
        pytest.param("Deals starting at 150 seats count.", 150, id="starting at"),
        pytest.param("Deals upwards of 150 seats count.", 150, id="upwards of"),
        pytest.param("Deals of more than 150 seats count.", 151, id="more than: from 151"),
        pytest.param("Deals of over 150 seats count.", 151, id="over"),
        pytest.param("Deals in excess of 150 seats count.", 151, id="in excess of"),
        pytest.param("Deals of > 150 seats count.", 151, id="greater than, as a sign"),
        pytest.param("One hundred fifty seats or more count.", 150, id="in words"),
        pytest.param("One hundred and fifty seats or more count.", 150, id="in British words"),
        pytest.param("They need at least two thousand seats.", 2000, id="thousands in words"),
        pytest.param("They need at least 2,500 seats.", 2500, id="comma in it"),
        pytest.param(
            "They need at least 10k seats.",
            10_000,
            id="k",
            marks=misread("k is no scale of a count"),
        ),
        pytest.param(
            "They need at least 1 million seats.",
            1_000_000,
            id="a million",
        ),
        pytest.param("At least 150 paid Office 365 seats are needed.", 150, id="plan before unit"),
        pytest.param("At least one seat is needed.", 1, id="one seat"),
    ],
)
def test_a_minimum(text: str, low: int) -> None:
    assert quantities(text) == [(low, None, "minimum", "seat")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It has 150 seats.", (150, 150, "exact", "seat"), id="exact"),
        pytest.param("It is a 150-user firm.", (150, 150, "exact", "user"), id="adjective"),
        pytest.param("It has 150 licences.", (150, 150, "exact", "license"), id="British spelling"),
        pytest.param("It has twenty-five seats.", (25, 25, "exact", "seat"), id="in words"),
        pytest.param("It has a dozen seats.", (12, 12, "exact", "seat"), id="a dozen"),
        pytest.param(
            "It has 2 million users.",
            (2_000_000, 2_000_000, "exact", "user"),
            id="2 m",
        ),
        pytest.param(
            "It has 1.5 million users.",
            (1_500_000, 1_500_000, "exact", "user"),
            id="1.5 million",
        ),
        pytest.param("Up to 150 seats are free.", (None, 150, "maximum", "seat"), id="up to"),
        pytest.param("No more than 150 seats.", (None, 150, "maximum", "seat"), id="no more than"),
        pytest.param("Not more than 150 seats.", (None, 150, "maximum", "seat"), id="not more"),
        pytest.param("At most 150 seats.", (None, 150, "maximum", "seat"), id="at most"),
        pytest.param("Deals of 150 seats or fewer.", (None, 150, "maximum", "seat"), id="or fewer"),
        pytest.param("Deals of ≤ 150 seats.", (None, 150, "maximum", "seat"), id="sign"),
        pytest.param("Fewer than 150 seats.", (None, 149, "below", "seat"), id="fewer than"),
        pytest.param("Firms under 150 seats.", (None, 149, "below", "seat"), id="under"),
        pytest.param("Deals of < 150 seats.", (None, 149, "below", "seat"), id="less, as a sign"),
        pytest.param("Deals of 150-499 seats.", (150, 499, "range", "seat"), id="hyphen"),
        pytest.param("Deals of 150–499 seats.", (150, 499, "range", "seat"), id="dash"),
        pytest.param("Deals of 150 to 499 seats.", (150, 499, "range", "seat"), id="to"),
        pytest.param("Between 150 and 499 seats.", (150, 499, "range", "seat"), id="between"),
        pytest.param("From 150 to 499 seats.", (150, 499, "range", "seat"), id="from, to"),
        pytest.param("Deals of 1,000-4,999 seats.", (1000, 4999, "range", "seat"), id="commas"),
        pytest.param(
            "More than 150 but fewer than 500 seats.",
            (151, 499, "range", "seat"),
            id="two limits",
            marks=misread("of two limits only the second is read"),
        ),
        pytest.param(
            "At least 150 and at most 499 seats.",
            (150, 499, "range", "seat"),
            id="least and most",
            marks=misread("of two limits only the second is read"),
        ),
        pytest.param(
            "Hiring between 250 and 600 engineers.", (250, 600, "range", "engineer"), id="engineers"
        ),
        pytest.param("It hires 600 new engineers.", (600, 600, "exact", "engineer"), id="new"),
        pytest.param("It hires six hundred people.", (600, 600, "exact", "person"), id="people"),
        pytest.param("A 40-person team.", (40, 40, "exact", "person"), id="person"),
        pytest.param("A team of 400.", (400, 400, "exact", "person"), id="a team's size"),
        pytest.param("The headcount is 900.", (900, 900, "exact", "person"), id="a headcount"),
        pytest.param("The crew will reach 300.", (300, 300, "exact", "person"), id="will reach"),
        pytest.param("It is 900 strong.", (900, 900, "exact", "person"), id="strong"),
        pytest.param("Its ranks: 1,000 to 1,200.", (1000, 1200, "range", "person"), id="a label"),
        pytest.param("As many as 600 workers.", (None, 600, "maximum", "worker"), id="as many as"),
        pytest.param(
            "A few hundred seats.", (200, None, "approximate", "seat"), id="a few hundred"
        ),
        pytest.param(
            "Hundreds of engineers.", (200, None, "approximate", "engineer"), id="hundreds"
        ),
        pytest.param("Dozens of engineers.", (24, None, "approximate", "engineer"), id="dozens"),
        pytest.param(
            "About 150 seats.",
            (150, 150, "approximate", "seat"),
            id="about",
            marks=misread("about, roughly and some are not read"),
        ),
        pytest.param(
            "Roughly 150 seats.",
            (150, 150, "approximate", "seat"),
            id="roughly",
            marks=misread("about, roughly and some are not read"),
        ),
        pytest.param(
            "Some 600 engineers work.",
            (600, 600, "approximate", "engineer"),
            id="some",
            marks=misread("about, roughly and some are not read"),
        ),
        pytest.param("There is no minimum.", (0, None, "minimum", ""), id="no minimum"),
        pytest.param(
            "No seat minimum applies.", (0, None, "minimum", "seat"), id="no seat minimum"
        ),
    ],
)
def test_a_quantity(text: str, expected: Read) -> None:
    assert quantities(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "It takes 150 seats or 50 licenses.",
            [(150, 150, "exact", "seat"), (50, 50, "exact", "license")],
            id="two units",
        ),
        pytest.param(
            "Onboarding takes 50 seats. Moving takes 500 seats.",
            [(50, 50, "exact", "seat"), (500, 500, "exact", "seat")],
            id="two sentences",
        ),
        pytest.param(
            "With 50 seats you get help; with at least 500 seats, more.",
            [(50, 50, "exact", "seat"), (500, None, "minimum", "seat")],
            id="two clauses",
        ),
        pytest.param(
            "- 50 seats\n- 500 seats",
            [(50, 50, "exact", "seat"), (500, 500, "exact", "seat")],
            id="two entries",
        ),
    ],
)
def test_several_quantities(text: str, expected: list[Read]) -> None:
    assert quantities(text) == expected


def test_a_mark_holds_the_words_it_was_read_from() -> None:
    text = "Firms need, from today, at least 150 paid seats to join."
    (mark,) = marks(read(text), "quantities")
    assert text[mark["start"] : mark["end"]] == mark["words"] == "at least 150 paid seats"
