"""Why two claims are no contradiction, in one plain sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from monitor.compare.judge import Sides, Stated
from monitor.interval import DaySpan, NumberSpan
from monitor.query.beside import Side, compare_sides, why_apart, why_nothing
from monitor.query.valid import day_of
from monitor.storage import Store, StoredClaim, open_store
from monitor.types import IMPLIED, Claim
from monitor.values import Quantity, State, When
from tests.builders import a_revision, keep_claims, keep_revision
from tests.extract.reading import shipped
from tests.query.told import SLOT, day, relation, said

SIDES = Sides("Vendor", {})


def stated(claim: Claim) -> Stated:
    on = day_of(claim, {})
    return Stated(claim, on, on)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url) as opened:
        yield opened


def keep(store: Store, stored: StoredClaim) -> Side:
    of = stored.claim
    revision = a_revision(
        document=of.document, text=of.quote, published=of.published, observed=of.observed
    )
    keep_revision(store, revision)
    keep_claims(store, of, slot=SLOT)
    return Side((store.claim(of.key),))


def claim(low: int = 150, on: str = "2014-08-01", **changes: Any) -> Claim:
    return said(low, on, **changes).claim


def start(first: str, last: str | None = None) -> When:
    return When(DaySpan(day(first), day(last or first)), "start")


SLOTS = ("program/onboarding/threshold/seats", "program/onboarding/threshold/seats")

APART = [
    pytest.param(
        claim(),
        claim(500),
        (SLOTS[0], "program/migration/threshold/seats"),
        "Not compared: a different component (onboarding and migration).",
        id="component",
    ),
    pytest.param(
        claim(),
        claim(qualifiers=(("segment", "education"),)),
        (SLOTS[0], f"{SLOTS[0]}/segment=education"),
        "Not compared: a different segment (none named and education).",
        id="segment",
    ),
    pytest.param(
        claim(),
        claim(facet="headcount"),
        (SLOTS[0], "program/onboarding/headcount/people"),
        "Not compared: a different facet (threshold and headcount).",
        id="facet",
    ),
    pytest.param(
        claim(value=start("2014-09-01"), facet="timing"),
        claim(value=When(DaySpan.year(2014), "announce"), facet="timing"),
        ("program/onboarding/timing/course", "program/onboarding/timing/announce"),
        "Not compared: they are about different sides of the facet "
        "(program/onboarding/timing/course and program/onboarding/timing/announce).",
        id="another side of the facet",
    ),
]


@pytest.mark.parametrize(("a", "b", "slots", "why"), APART)
def test_what_keeps_two_claims_apart(a: Claim, b: Claim, slots: Any, why: str) -> None:
    assert why_apart(a, b, slots) == why


NOTHING = [
    pytest.param(
        claim(), claim(on="2014-08-05"), "The same value: both say 150 seats or more.", id="same"
    ),
    pytest.param(
        claim(value=start("2014-09-22", "2014-12-20"), facet="timing"),
        claim(value=start("2014-10-01"), facet="timing", who="Partner"),
        "One lies inside the other: starts 1 Oct 2014 is a closer word for "
        "starts 22 Sep 2014 to 20 Dec 2014.",
        id="one inside the other",
    ),
    pytest.param(
        claim(),
        claim(value=Quantity(NumberSpan(None, 500), "seat", "maximum")),
        "Not comparable: 150 seats or more is a limit of another kind than at most 500 seats.",
        id="a minimum and a maximum",
    ),
    pytest.param(
        claim(value=State("in-flux"), facet="status"),
        claim(value=State("available"), facet="status"),
        "Not comparable: in flux and available can stand side by side.",
        id="states that go together",
    ),
    pytest.param(
        claim(who="Partner"),
        claim(250, "2016-08-01", who="Outlet"),
        "They lie more than 150 days apart (1 Aug 2014 and 1 Aug 2016): "
        "what held may have changed in between.",
        id="years apart",
    ),
    pytest.param(
        claim(value=start("2014-09-01"), facet="timing", who="Partner"),
        claim(value=start("2014-12-01"), facet="timing", triggers=(IMPLIED,)),
        "The sentence that says starts 1 Dec 2014 does not name the program: "
        "its timing may be that of something else.",
        id="a day of anything",
    ),
    pytest.param(
        claim(value=start("2014-07-01"), facet="timing", who="Partner"),
        claim(on="2014-10-01", value=start("2014-12-01"), facet="timing", who="Outlet"),
        "Both can be so: what had begun, or was counted, may be otherwise by now.",
        id="begun by then",
    ),
    pytest.param(
        claim(),
        claim(250, qualifiers=(("bought", "before 2017-09-01"),)),
        "One is the rule, the other an exception from it (before 2017-09-01).",
        id="rule and exception",
    ),
    pytest.param(
        claim(qualifiers=(("validity", "former"),)),
        claim(250),
        "One tells what held once and no longer does, so the other takes nothing from it.",
        id="what held once",
    ),
    pytest.param(
        claim(who="Partner"),
        claim(250, "2014-08-05", who="Outlet"),
        "By themselves they are a contradiction, but other statements stand between them: "
        "a later word of the same voice, or another case that the same text gives.",
        id="explained by others",
    ),
]


@pytest.mark.parametrize(("a", "b", "why"), NOTHING)
def test_why_there_is_nothing_to_tell(a: Claim, b: Claim, why: str) -> None:
    assert why_nothing(stated(a), stated(b), SIDES) == why


EXCUSED = [
    pytest.param(
        said(50, "2014-08-01", modality="planned"),
        said(150, "2014-08-05", words="For now it wants 150 seats."),
        "One tells of a plan, the other of what holds for now: both can be so.",
        id="a plan, and what holds for now",
    ),
    pytest.param(
        said(50, "2014-08-01", modality="hedged", who="Partner"),
        said(150, "2016-08-05"),
        "They lie more than 150 days apart (1 Aug 2014 and 5 Aug 2016): "
        "what held may have changed in between.",
        id="a hedged word is no plan",
    ),
    pytest.param(
        said(50, "2014-08-01", who="Partner"),
        said(150, "2014-08-05", words="It no longer wants 50 but 150 seats."),
        "By themselves they are a revision, but other statements stand between them: "
        "a later word of the same voice, or another case that the same text gives.",
        id="a change that its words announce",
    ),
]


@pytest.mark.parametrize(("a", "b", "why"), EXCUSED)
def test_what_a_sentence_says_of_itself_counts_as_it_does_when_comparing(
    store: Store, a: StoredClaim, b: StoredClaim, why: str
) -> None:
    assert compare_sides(store, shipped(), keep(store, a), keep(store, b)).why == why


def test_the_most_pressing_relation_is_told_whichever_side_is_named_first(store: Store) -> None:
    a, b = said(150, "2014-08-01"), said(250, "2014-08-05", who="Partner")
    one, other = keep(store, a), keep(store, b)
    tension, pressing = (relation(kind, [a], [b]).relation for kind in ("tension", "contradiction"))
    aside = relation("contradiction", [a], [a], position_b="another").relation
    store.put_relations(SLOT, [tension, pressing, aside])
    for sides in ((one, other), (other, one)):
        found = compare_sides(store, shipped(), *sides).relation
        assert found is not None
        assert found.relation == pressing


def test_two_cases_of_one_text_are_not_held_against_each_other() -> None:
    a = claim()
    b = replace(a, value=claim(250).value, start=a.start + 1)
    assert why_nothing(stated(a), stated(b), SIDES).startswith("One text by one speaker")
