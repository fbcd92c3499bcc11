"""Numbers that leave out what they count: it was named shortly before."""

from __future__ import annotations

import pytest

from tests.extract.components.parts import marks, read

LICENSES = "The benefit begins at 150 licenses."

TABLE: list[tuple[str, str, list[tuple[int | None, int | None]]]] = [
    ("or more", "For a migration you need 500 or more.", [(500, None)]),
    ("a pronoun, once", "It used to be 50, and pages still say so.", [(50, None)]),
    ("a need, and a full stop", "For that you need 500.", [(500, None)]),
    ("below", "Below 300 we would not open the file.", [(None, 299)]),
    ("from … up", "From 500 up, engineers do it.", [(500, None)]),
    ("a year is no number of licenses", "It was 2014, and it rained.", []),
    ("a number alone limits nothing", "We went through it with 900.", []),
    ("the limit of before, by its number", "The 150 is real.", [(150, None)]),
    ("the same, in words", "A hundred and fifty stays.", [(150, None)]),
    ("another number by its number", "The 140 is real.", []),
    ("the number as one of a page", "See page 150.", []),
    ("more of them", "They took another 150 in May.", []),
    ("one of them", "We sold two of the 150.", []),
    ("what somebody was told", "I was told 250 on Monday.", [(250, None)]),
    ("what somebody told", "The support chat told me 50.", [(50, None)]),
    ("what it has never been", "It has never been 250.", [(250, None)]),
    ("a jump", "Then the figure jumps to 1,000.", [(1000, None)]),
    ("a minimum of other things", "The minimum is 12 business cards.", []),
    ("a number of something else", "You need 500 patient engineers.", []),
    ("a share", "You need 50% of them.", []),
    ("a sum", "You need $500 or more.", []),
    ("a handful is no deal", "You need 3 or more.", []),
]


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_bare_numbers(text: str, expected: list[tuple[int | None, int | None]]) -> None:
    found = marks(read(f"{LICENSES} {text}"), "quantities")[1:]
    seats = [mark for mark in found if mark["label"] != "staff"]
    least = [(m["low"], None if m["label"] == "again" else m["high"]) for m in seats]
    assert least == expected
    assert {mark["unit"] for mark in seats} <= {"license"}


def test_nothing_was_counted_before() -> None:
    assert marks(read("For a migration you need 500 or more."), "quantities") == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("It was 850 last year.", "staff", id="what it was"),
        pytest.param("They are at 400 already.", "staff", id="where they are"),
        pytest.param("For a migration you need 500.", "limit", id="what is needed"),
    ],
)
def test_behind_people_a_number_counts_them_where_it_only_tells(text: str, label: str) -> None:
    found = marks(read(f"{LICENSES} There are 1,100 engineers. {text}"), "quantities")
    assert [mark["label"] for mark in found[2:]] == [label]


def test_what_was_counted_is_forgotten_after_a_while() -> None:
    text = f"{LICENSES} {'It rains. ' * 20}You need 500 or more."
    assert len(marks(read(text), "quantities")) == 1
