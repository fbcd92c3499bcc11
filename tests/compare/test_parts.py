"""Limits, dates and sums of different parts of a program contradict nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.compare.judge import Sides, Stated
from monitor.values import ScopeItem, Value
from tests.compare.test_relate import JULY, SIDES, relations_of, rule_of, seats, stated

LATER = JULY + timedelta(3)
TEXT, PAGE = "https://outlet.example/text", "https://vendor.example/page"
NONE: frozenset[str] = frozenset()
MAIL, FILES = (
    frozenset({"component:move", "item:mail"}),
    frozenset({"component:move", "item:files"}),
)
MOVE = frozenset({"component:move"})


def of(parts: frozenset[str], one: Stated) -> Stated:
    return replace(one, parts=parts)


def two(
    one: frozenset[str],
    other: frozenset[str],
    *,
    who: tuple[str, str] = ("Outlet", "Paper"),
    values: tuple[Value, Value] = (seats(150), seats(500)),
    document: str | None = None,
    apart: bool = True,
) -> list[Stated]:
    if apart:
        first = stated(values[0], who=who[0], document=document)
        second = stated(values[1], who=who[1], day=LATER, document=document, number=1)
    else:
        first = stated(values[0], who=who[0], document=document, text="One says so, one so.")
        second = stated(values[1], who=who[1], document=document, text="One says so, one so.")
    return [of(one, first), of(other, second)]


ITEMS = ScopeItem("mail", included=True), ScopeItem("mail", included=False)
TABLE = [
    pytest.param(two(MAIL, MAIL), ("contradiction", "disjoint"), id="the same part"),
    pytest.param(two(NONE, NONE), ("contradiction", "disjoint"), id="both of the whole"),
    pytest.param(two(MAIL, FILES), ("tension", "other-parts"), id="150 for mail, 500 for files"),
    pytest.param(two(NONE, MOVE), ("tension", "other-parts"), id="one names a part, one none"),
    pytest.param(
        two(MAIL, FILES, who=("Vendor", "Vendor")),
        ("tension", "other-parts"),
        id="the vendor's own word of another part replaces nothing",
    ),
    pytest.param(
        two(MAIL, MOVE, who=("Vendor", "Vendor"), document=PAGE),
        ("revision", "silent"),
        id="a page that was edited: its sentence may be worded anew",
    ),
    pytest.param(
        two(MAIL, MOVE, document=TEXT, apart=False),
        ("contradiction", "disjoint"),
        id="one text sets two accounts against each other, and names the part once",
    ),
    pytest.param(
        two(MAIL, FILES, document=TEXT, apart=False),
        ("tension", "other-parts"),
        id="one text names two parts",
    ),
    pytest.param(
        two(MAIL, FILES, values=ITEMS),
        ("contradiction", "disjoint"),
        id="what is covered is a part itself",
    ),
]


@pytest.mark.parametrize(("claims", "expected"), TABLE)
def test_parts(claims: list[Stated], expected: tuple[str, str]) -> None:
    assert [(one.kind, rule_of(one)) for one in relations_of(claims)] == [expected]


def test_such_a_tension_says_who_said_what() -> None:
    (told,) = relations_of(two(MAIL, FILES))
    assert "Outlet" in told.explanation
    assert "150 seats or more" in told.explanation
    assert told.explanation.endswith(
        "500 seats or more: they may be of different parts: what one of them names, the other does "
        "not."
    )


WHOLE = replace(SIDES, whole=frozenset({"mail"}))


@pytest.mark.parametrize(
    ("item", "sides", "expected"),
    [
        pytest.param("mail", WHOLE, ("tension", "denies-whole"), id="what it is known for"),
        pytest.param("mail", SIDES, ("contradiction", "disjoint"), id="an item as any other"),
    ],
)
def test_who_denies_the_whole_means_a_part(
    item: str, sides: Sides, expected: tuple[str, str]
) -> None:
    """ "It moves no mail out of other archives": what was denied of mail was not read."""
    values = ScopeItem(item, included=True), ScopeItem(item, included=False)
    claims = two(NONE, NONE, values=values)
    assert [(one.kind, rule_of(one)) for one in relations_of(claims, sides)] == [expected]
