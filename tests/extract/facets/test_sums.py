"""What a sum is called, and for what one thing a fee is charged."""

from __future__ import annotations

import pytest

from monitor.types import Claim
from monitor.values import SUM
from tests.extract.reading import claims_in


def narrowed(claims: tuple[Claim, ...], name: str) -> list[str | None]:
    return [dict(claim.qualifiers).get(name) for claim in claims]


NAMES = [
    pytest.param("FastTrack pays partners a credit of $7,500.", ["credit"], id="in front of it"),
    pytest.param("FastTrack partners get a $7,500 credit.", ["credit"], id="behind it"),
    pytest.param(
        "The FastTrack credit is paid to partners from a pool of $12 million.",
        ["pool"],
        id="the nearest of two",
    ),
    pytest.param(
        "FastTrack partners sell packages from $3,900 after the FastTrack credit.",
        ["package"],
        id="not what it is set against",
    ),
    pytest.param("FastTrack pays partners $7,500 for it.", [None], id="nothing names it"),
    pytest.param(
        "FastTrack partners with more than $150,000 in annual revenue get a rebate.",
        [],
        id="what a partner must sell is not paid",
    ),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_what_a_lump_sum_is_called(text: str, names: list[str | None]) -> None:
    assert narrowed(claims_in(text, facet="funding"), SUM) == names


FEES = [
    pytest.param("Customers pay a $750 setup fee for FastTrack.", ["setup fee"], id="behind it"),
    pytest.param(
        "FastTrack is free, but the missing-board charge is $325 a seat.",
        [None, "missing-board fee"],
        id="in front of it, beside what is free",
    ),
    pytest.param(
        "FastTrack customers pay $185 a seat plus a setup fee of $1,200.",
        [None, "setup fee"],
        id="a fee beside the price",
    ),
    pytest.param("There is no setup fee for FastTrack.", ["setup fee"], id="there is none"),
    pytest.param("The setup fee is waived for FastTrack customers.", ["setup fee"], id="waived"),
    pytest.param("FastTrack is free, with no setup fee at all.", [None], id="all of it is free"),
    pytest.param("FastTrack customers pay a flat fee of $5 per mailbox.", [None], id="a plain fee"),
    pytest.param("FastTrack migrations are free of charge.", [None], id="no charge"),
]


@pytest.mark.parametrize(("text", "parts"), FEES)
def test_what_a_fee_is_charged_for(text: str, parts: list[str | None]) -> None:
    assert narrowed(claims_in(text, facet="price"), "part") == parts


def test_a_thing_that_is_meant_may_be_free_whatever_is_denied() -> None:
    text = "FastTrack counts paid seats. What does not count is the free FastTrack plan."
    assert [claim.polarity for claim in claims_in(text, facet="price")] == ["affirm"]
