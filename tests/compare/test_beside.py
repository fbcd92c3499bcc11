"""Values of one slot that stand beside each other in a text: the least and the most, old and new."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.compare.slots import position_of, slot_of
from monitor.interval import NumberSpan
from monitor.values import LIMIT, PART, Quantity, When
from tests.compare.test_relate import (
    ALWAYS,
    FORMER,
    LATER,
    PAGE,
    TEXT,
    relations_of,
    seats,
    start,
    stated,
    told,
)
from tests.extract.reading import shipped

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


def of_limit(low: int) -> tuple[tuple[str, str], ...]:
    return ((LIMIT, str(low)), (PART, "limit"))


def lets_in(low: int) -> tuple[tuple[str, str], ...]:
    return ((LIMIT, str(low)),)


TIMES = [
    pytest.param(lets_in(250), of_limit(250), True, id="those it lets in, and the limit itself"),
    pytest.param(of_limit(250), of_limit(250), True, id="one limit"),
    pytest.param(of_limit(250), ((PART, "limit"),), True, id="a limit that is not told again"),
    pytest.param(lets_in(150), of_limit(250), False, id="other limits"),
    pytest.param((), of_limit(250), False, id="the program, and a limit of it"),
    pytest.param((), lets_in(250), True, id="the program, whomever it lets in"),
]


@pytest.mark.parametrize(("one", "other", "meet"), TIMES)
def test_when_a_limit_begins_is_when_those_it_lets_in_begin(
    one: tuple[tuple[str, str], ...], other: tuple[tuple[str, str], ...], meet: bool
) -> None:
    april = stated(start("2022-04-01"), who="Outlet", qualifiers=one)
    may = stated(start("2022-05-02"), who="Paper", day=LATER, qualifiers=other)
    assert told(april, may) == ([("contradiction", "disjoint")] if meet else [])


def test_a_limit_that_changes_starts_then() -> None:
    topic = shipped().topics[0]
    change = When(start("2022-03-01").span, "change")
    changed = stated(change, who="Outlet", qualifiers=of_limit(250))
    begins = stated(start("2022-05-02"), who="Paper", day=LATER, qualifiers=lets_in(250))
    assert slot_of(changed.claim, topic) == slot_of(begins.claim, topic)
    assert told(changed, begins) == [("contradiction", "disjoint")]


SMALL = [
    pytest.param(4, 5, [("contradiction", "disjoint")], id="of few things"),
    pytest.param(150, 151, [], id="of many, as above and or more"),
]


@pytest.mark.parametrize(("one", "other", "expected"), SMALL)
def test_limits_one_apart(one: int, other: int, expected: list[tuple[str, str]]) -> None:
    found = told(stated(seats(one), who="Outlet"), stated(seats(other), who="Paper", day=LATER))
    assert [each for each in found if each[0] in ("contradiction", "revision")] == expected


def band(low: int, high: int) -> Quantity:
    return Quantity(NumberSpan(low, high), "seat", "range")


BANDS = [
    pytest.param(band(20, 250), band(20, 200), [("contradiction", "disjoint")], id="one beginning"),
    pytest.param(band(20, 250), band(50, 250), [("contradiction", "disjoint")], id="one end"),
    pytest.param(band(150, 499), band(150, 500), [], id="an end told loosely"),
    pytest.param(band(20, 250), band(50, 200), [], id="one inside the other"),
]


@pytest.mark.parametrize(("one", "other", "expected"), BANDS)
def test_bands_that_share_an_end(
    one: Quantity, other: Quantity, expected: list[tuple[str, str]]
) -> None:
    found = told(stated(one, who="Outlet"), stated(other, who="Paper", day=LATER))
    assert [each for each in found if each[0] in ("contradiction", "revision")] == expected


def lasts(number: int, unit: str, bound: str = "maximum") -> Quantity:
    span = NumberSpan(number, None) if bound == "minimum" else NumberSpan(None, number)
    return Quantity(span, unit, bound)


PERIODS = [
    pytest.param(lasts(180, "day"), lasts(90, "day"), [("contradiction", "disjoint")], id="halved"),
    pytest.param(lasts(15, "day"), lasts(15, "week"), [("contradiction", "disjoint")], id="units"),
    pytest.param(lasts(10, "business day"), lasts(2, "week"), [], id="the same, counted otherwise"),
    pytest.param(lasts(12, "month"), lasts(1, "year"), [], id="the same length"),
    pytest.param(lasts(60, "day"), lasts(2, "month"), [], id="about the same"),
    pytest.param(lasts(30, "day"), lasts(90, "day", "minimum"), [], id="the most and the least"),
]


@pytest.mark.parametrize(("one", "other", "expected"), PERIODS)
def test_lengths_of_time(one: Quantity, other: Quantity, expected: list[tuple[str, str]]) -> None:
    payment = ((PART, "payment"),)
    found = told(
        stated(one, who="Outlet", facet="period", qualifiers=payment),
        stated(other, who="Paper", day=LATER, facet="period", qualifiers=payment),
    )
    assert [each for each in found if each[0] in ("contradiction", "revision")] == expected
