"""The sentence that says why two claims were related, and the reason alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from monitor.compare.judge import Outcome, Sides, Stated
from monitor.compare.telling import explain, reason_in
from monitor.interval import NumberSpan
from monitor.types import IMPLIED, Attribution, AttributionKind, Claim, Speaker
from monitor.values import Accuracy, Quantity, Value
from tests.builders import NOON, a_claim


def holding(value: Value) -> Claim:
    return a_claim(value=value)


SEATS = holding(Quantity(NumberSpan(250, None), "seat", "minimum"))
REASONS = [
    pytest.param(
        "A (5 Aug 2014): 150 seats or more; B (7 Aug 2014): 250 seats or more: they cannot both hold.",
        [SEATS],
        "They cannot both hold.",
        id="behind what both say",
    ),
    pytest.param(
        "A (5 Aug 2014): 250 seats or more; B (7 Aug 2014): 250 seats or more: one leaves it out.",
        [SEATS],
        "One leaves it out.",
        id="where both say the same",
    ),
    pytest.param(
        "A (undated): x: not accurate; B (undated): the report: accurate: one calls it wrong.",
        [holding(Accuracy("the report", True))],
        "One calls it wrong.",
        id="a value with a colon of its own",
    ),
    pytest.param(
        "A (undated): 150 seats or more; B (undated): 250 seats or more: they cannot both hold.",
        [holding(Quantity(NumberSpan(99, None), "seat", "minimum")), SEATS],
        "They cannot both hold.",
        id="it quotes one of several claims",
    ),
    pytest.param("It quotes neither.", [SEATS], "It quotes neither.", id="in doubt, all of it"),
]


@pytest.mark.parametrize(("explanation", "later", "reason"), REASONS)
def test_the_reason_alone(explanation: str, later: list[Claim], reason: str) -> None:
    assert reason_in(explanation, later) == reason


def by(organisation: str | None, kind: AttributionKind = "indirect") -> Stated:
    speaker = Speaker(None, organisation, None, anonymous=False)
    claim = a_claim(attribution=Attribution(speaker, kind, None, ()))
    return Stated(claim, since=NOON.date(), until=NOON.date(), number=0)


VENDOR, PARTNER, PRESS = by("Vendor"), by("A Partner"), by(None, "outlet")
AGAINST = [
    pytest.param(VENDOR, VENDOR, "the vendor against itself", id="two of the vendor's people"),
    pytest.param(PRESS, VENDOR, "press against vendor", id="an outlet in its own voice"),
    pytest.param(
        VENDOR, PARTNER, "another account against the vendor's", id="somebody whom an outlet quotes"
    ),
    pytest.param(PARTNER, PRESS, "one account against another", id="without the vendor"),
]


@pytest.mark.parametrize(("earlier", "later", "words"), AGAINST)
def test_who_stands_against_whom(earlier: Stated, later: Stated, words: str) -> None:
    told = explain(earlier, later, Outcome("contradiction", "apart"), Sides("Vendor"))
    assert told.endswith(f"they cannot both hold ({words}).")


WEAK = [
    pytest.param({"modality": "hedged"}, "is only hedged", id="a doubt"),
    pytest.param({"modality": "planned"}, "is only planned", id="a plan"),
    pytest.param(
        {"triggers": (IMPLIED,)}, "does not name the program", id="of what, is told aside"
    ),
]


@pytest.mark.parametrize(("changes", "words"), WEAK)
def test_what_is_weak_about_a_side(changes: dict[str, Any], words: str) -> None:
    later = replace(PARTNER, claim=replace(PARTNER.claim, **changes))
    told = explain(PRESS, later, Outcome("tension", "weak-side"), Sides("Vendor"))
    assert told.endswith(f"they do not fit, but what A Partner says {words}.")


@pytest.mark.parametrize("first", [True, False], ids=["judgement first", "judgement last"])
def test_who_calls_it_wrong_is_who_judges(first: bool) -> None:
    judging = replace(VENDOR, claim=replace(VENDOR.claim, value=Accuracy("It is 300.", False)))
    pair = (judging, PARTNER) if first else (PARTNER, judging)
    told = explain(*pair, Outcome("contradiction", "disputed"), Sides("Vendor"))
    assert told.endswith("Vendor calls wrong what was said right before.")
