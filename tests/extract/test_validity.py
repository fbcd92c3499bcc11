"""What held once, what holds, and what is said to have held all along."""

from __future__ import annotations

import pytest

from monitor.types import Claim
from monitor.values import Quantity
from tests.extract.reading import claims_in

Row = tuple[int | None, str | None]

TABLE: list[tuple[str, list[Row]]] = [
    ("The FastTrack minimum was raised from 50 to 150 seats.", [(50, "former"), (150, None)]),
    ("The FastTrack minimum went up to 150 seats from 50 seats.", [(50, "former"), (150, None)]),
    ("Until recently, FastTrack asked for at least 50 seats.", [(50, "former")]),
    ("FastTrack used to require at least 50 licenses.", [(50, "former")]),
    ("FastTrack previously had a 50-seat minimum.", [(50, "former")]),
    ("The FastTrack minimum has been 150 seats all along.", [(150, "always")]),
    ("FastTrack requires at least 150 seats.", [(150, None)]),
    # until a day that has passed, and until one to come
    ("Through July 1 customers needed at least 50 seats for FastTrack.", [(50, "former")]),
    ("Until October 1 customers need at least 50 seats for FastTrack.", [(50, None)]),
    (
        "The FastTrack page, which asked for 50 seats until last week, now wants 150 seats.",
        [(50, "former"), (150, None)],
    ),
    # what was so some time ago, but for what somebody said then
    ("The FastTrack minimum was 50 seats two weeks ago.", [(50, "former")]),
    ("Two weeks ago Microsoft said the FastTrack minimum was 50 seats.", [(50, None)]),
    ("The FastTrack minimum is 150 seats (it was 50 in the pilot).", [(50, "former"), (150, None)]),
    # a publication's earlier report, and no earlier rule
    ("As previously reported, FastTrack requires at least 150 seats.", [(150, None)]),
    # a statement that its speaker has taken back
    ("Microsoft withdrew its statement that FastTrack needs 150 seats.", [(150, "former")]),
    ("Microsoft has retracted the claim that FastTrack needs 150 seats.", [(150, "former")]),
    # an end that lies ahead
    ("Until further notice, FastTrack requires at least 150 seats.", [(150, None)]),
]


BOUGHT = [
    ("on or before Aug. 31, 2017", "before 2017-08-31"),
    ("no later than Aug. 31, 2017", "before 2017-08-31"),
    ("by Aug. 31, 2017", "before 2017-08-31"),
    ("on or after Sept. 1, 2017", "after 2017-09-01"),
]


@pytest.mark.parametrize(("when", "expected"), BOUGHT, ids=[row[0] for row in BOUGHT])
def test_what_holds_for_purchases_of_a_time_alone(when: str, expected: str) -> None:
    text = f"Customers who purchased {when} need at least 150 seats for FastTrack."
    [claim] = claims_in(text, published="2018-01-01", facet="threshold")
    assert dict(claim.qualifiers)["bought"] == expected


def _row(claim: Claim) -> Row:
    assert isinstance(claim.value, Quantity)
    return claim.value.span.low, dict(claim.qualifiers).get("validity")


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_validity(text: str, expected: list[Row]) -> None:
    found = [_row(claim) for claim in claims_in(text, facet="threshold")]
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_a_statement_is_withdrawn_and_not_the_program() -> None:
    text = "Microsoft has withdrawn its statement that FastTrack needs 150 seats."
    assert claims_in(text, facet="status") == ()
