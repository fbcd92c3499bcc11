"""Values of one slot that stand beside each other in a text: the least and the most, old and new."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.compare.slots import position_of
from monitor.interval import NumberSpan
from monitor.values import Quantity
from tests.compare.test_relate import (
    ALWAYS,
    FORMER,
    LATER,
    PAGE,
    TEXT,
    relations_of,
    seats,
    stated,
    told,
)

AUGUST = date(2014, 8, 1)


def at_most(high: int) -> Quantity:
    return Quantity(NumberSpan(None, high), "seat", "maximum")


def test_the_most_of_a_page_is_compared_beside_its_least() -> None:
    old = stated(seats(16), until=AUGUST, document=PAGE, start=0)
    new = stated(seats(16), day=AUGUST, document=PAGE, number=1, start=0)
    most = stated(at_most(250), until=AUGUST, document=PAGE, start=50)
    more = stated(at_most(400), day=AUGUST, document=PAGE, number=1, start=50)
    (relation,) = relations_of([old, most, new, more])
    assert (relation.kind, relation.silent) == ("revision", True)
    values = (most.claim, more.claim)
    assert (relation.position_a, relation.position_b) == tuple(map(position_of, values))


def test_that_a_most_held_all_along_does_not_deny_that_a_least_was_another() -> None:
    past = stated(seats(4), who="Outlet", qualifiers=FORMER)
    lasting = stated(at_most(20), who="Paper", day=LATER, qualifiers=ALWAYS)
    assert told(past, lasting) == []


REPLACED = [
    pytest.param([(seats(150), 0)], {150}, id="of its own sentence"),
    pytest.param([(seats(150), 0), (seats(1000), 300)], {150}, id="and not of one further on"),
    pytest.param([(seats(150), 100), (seats(1000), 900)], {150}, id="of the next sentence"),
    pytest.param([(seats(150), 900)], {150}, id="the only one of the text"),
    pytest.param([(seats(150), 900), (seats(1000), 950)], set(), id="nobody says which of two"),
    pytest.param([(at_most(999), 0)], set(), id="a most takes the place of no least"),
]


@pytest.mark.parametrize(("others", "expected"), REPLACED)
def test_what_took_the_place_of_a_limit(
    others: list[tuple[Quantity, int]], expected: set[int]
) -> None:
    text = {"who": "Outlet", "text": "500, now otherwise", "document": TEXT}
    past = stated(seats(500), start=0, end=20, qualifiers=FORMER, **text)
    now = [stated(value, start=start, end=start + 20, **text) for value, start in others]
    found = [one for one in relations_of([past, *now]) if one.kind == "revision"]
    named = {one.claim.key: one.claim.value for one in now}
    assert {named[key].span.low for one in found for key in one.b} == expected
