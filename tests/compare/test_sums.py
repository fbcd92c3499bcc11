"""Lump sums contradict each other where they are called the same, or are paid for each customer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from monitor.compare.judge import judge
from monitor.compare.slots import slot_of
from monitor.interval import DaySpan
from monitor.values import SUM, Money, When
from tests.compare.test_relate import JULY, LATER, SIDES, stated
from tests.extract.reading import shipped

CONFLICT = ("contradiction", "disjoint")
LUMPS = [
    pytest.param("credit", "credit", None, CONFLICT, id="two credits"),
    pytest.param("credit", "pool", None, None, id="a credit and the pool that it is paid from"),
    pytest.param("credit", None, None, None, id="a credit, and a sum that nobody names"),
    pytest.param(None, None, None, None, id="two sums that nobody names"),
    pytest.param(None, None, "customer", CONFLICT, id="what is paid for each customer"),
    pytest.param("credit", "pool", "customer", None, id="for each customer, by two names"),
]


@pytest.mark.parametrize(("one", "other", "per", "expected"), LUMPS)
def test_lump_sums(
    one: str | None, other: str | None, per: str | None, expected: tuple[str, str] | None
) -> None:
    first, second = (
        stated(
            Money(Decimal(amount), "USD", per, "fund"),
            who=who,
            facet="funding",
            day=LATER,
            qualifiers=((SUM, name),) if name else (),
        )
        for amount, who, name in ((7500, "Outlet", one), (5000, "Paper", other))
    )
    found = judge(first, second, SIDES)
    assert (found and (found.kind, found.rule)) == expected


def test_its_name_is_no_part_of_the_slot() -> None:
    """Of what was a bonus and is a rate by now a change is told."""
    topic = shipped().topics[0]
    fund = Money(Decimal(5000), "USD", None, "fund")
    named, bare = (
        stated(fund, facet="funding", qualifiers=q).claim for q in (((SUM, "bonus"),), ())
    )
    assert slot_of(named, topic) == slot_of(bare, topic)


def test_the_day_of_an_announcement_is_no_term_that_an_edit_changes() -> None:
    """A page that says "last week" where it said "yesterday" means the same day."""
    page, said = "https://vendor.example/page", "announce"
    old = stated(When(DaySpan.day(JULY), said), document=page, until=LATER)
    new = stated(When(DaySpan.day(LATER), said), document=page, day=LATER, number=1)
    assert judge(old, replace(new, replaces=old.claim.key), SIDES) is None
