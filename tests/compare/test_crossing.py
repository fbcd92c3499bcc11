"""What a word on the program's standing does to other words of the same organisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from monitor.compare.crossing import cross
from monitor.compare.judge import Stated
from monitor.interval import DaySpan, NumberSpan
from monitor.types import IMPLIED, Attribution, Speaker
from monitor.values import Accuracy, Money, Quantity, State, Value, When
from tests.builders import a_claim, a_revision, rule_of

DAY = date(2014, 8, 4)
FIRM = When(DaySpan.day(date(2014, 9, 1)), "start")
LOOSE = When(DaySpan(date(2014, 9, 1), date(2014, 11, 30)), "start")
FREE = Money(Decimal(0), "USD", None, "price")
SEATS = Quantity(NumberSpan(300, None), "seat", "minimum")


def said(value: Value, *, after: int = 0, who: str = "Vendor", **changes: Any) -> Stated:
    day = DAY + timedelta(after)
    facets = {
        When: "timing",
        Accuracy: "accuracy",
        State: "status",
        Quantity: "threshold",
        Money: "price",
    }
    text = changes.pop("text", f"{value}")
    revision = a_revision(document=f"https://outlet.example/{day}", text=text)
    speaker = Speaker(None, who, "spokesperson", changes.pop("anonymous", False))
    claim = a_claim(
        revision,
        facet=facets[type(value)],
        value=value,
        attribution=Attribution(speaker, "indirect", "said", (who,)),
        **changes,
    )
    return Stated(claim, day, day)


FLUX = said(State("in-flux"))
TABLE: list[tuple[str, Stated, list[Stated], list[tuple[str, str]]]] = [
    (
        "open, and days later the same organisation names the day",
        FLUX,
        [said(FIRM, after=4)],
        [("revision", "settled")],
    ),
    ("a season is no firm day", FLUX, [said(LOOSE, after=4)], []),
    ("another organisation settles nothing", FLUX, [said(FIRM, after=4, who="Reseller")], []),
    ("unnamed people settle nothing", FLUX, [said(FIRM, after=4, anonymous=True)], []),
    ("nor does a guess", FLUX, [said(FIRM, after=4, modality="hedged")], []),
    ("half a year later it is another story", FLUX, [said(FIRM, after=200)], []),
    (
        "the day was named before all became open again",
        FLUX,
        [said(FIRM, after=-4)],
        [],
    ),
    (
        "reports are confirmed while the program is still in flux",
        FLUX,
        [said(Accuracy("reports", True))],
        [("tension", "confirmed-yet-open")],
    ),
    (
        "what is right may not be all: details follow",
        said(State("details-pending")),
        [said(Accuracy("reports", True))],
        [],
    ),
    (
        "one thing is being looked into, and that is not when it starts",
        said(State("undecided")),
        [said(FIRM, after=4)],
        [],
    ),
    (
        "something is in flux, and its sentence does not say that it is the program",
        said(State("in-flux"), triggers=(IMPLIED,)),
        [said(FIRM, after=4)],
        [],
    ),
    ("reports called wrong go well with it", FLUX, [said(Accuracy("reports", False))], []),
    ("a settled program leaves nothing open", said(State("final")), [said(FIRM, after=4)], []),
]


@pytest.mark.parametrize(
    ("state", "others", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_crossing(state: Stated, others: Sequence[Stated], expected: list[tuple[str, str]]) -> None:
    found = cross("topic/stand/x", [state], others)
    assert [(relation.kind, rule_of(relation)) for relation in found] == expected


DOUBT = "The minimum is 300 seats."


@pytest.mark.parametrize(
    ("rule", "about", "who", "expected"),
    [
        pytest.param("accuracy/last-word@1", DOUBT, "Vendor", ["disputed"], id="disputed"),
        pytest.param("accuracy/report@1", DOUBT, "Vendor", [], id="a judgement on a report"),
        pytest.param("accuracy/own-word@1", DOUBT, "Vendor", [], id="who says that he was wrong"),
        pytest.param("accuracy/last-word@1", "It rains.", "Vendor", [], id="on something else"),
        pytest.param("accuracy/last-word@1", DOUBT, "Reseller", [], id="on one's own word"),
    ],
)
def test_a_last_word(rule: str, about: str, who: str, expected: list[str]) -> None:
    text = f"{DOUBT} That is wrong."
    wrong = said(Accuracy(about, False), who=who, rule=rule, polarity="deny", text=text)
    claim = said(SEATS, who="Reseller", text=text, quote=DOUBT)
    found = cross("topic/stand/x", [wrong], [claim])
    assert [rule_of(relation) for relation in found] == expected


def test_what_is_judged_comes_before_the_judgement() -> None:
    text = f"{DOUBT} That is wrong."
    verdict = Accuracy(DOUBT, False)
    wrong = said(
        verdict, rule="accuracy/last-word@1", polarity="deny", text=text, quote="That is wrong."
    )
    claim = said(SEATS, who="Reseller", text=text, quote=DOUBT)
    [relation] = cross("topic/stand/x", [wrong], [claim])
    assert (relation.a, relation.b) == ((claim.claim.key,), (wrong.claim.key,))


def test_what_only_lies_in_a_name_is_not_disputed() -> None:
    text = "A rumour on its free migrations spreads. That is wrong."
    first = text.partition(" That")[0]
    wrong = said(Accuracy(first, False), rule="accuracy/last-word@1", polarity="deny", text=text)
    for rule, told in (("price/named@1", 0), ("price/free@1", 1)):
        claim = said(FREE, who="Reseller", text=text, quote=first, rule=rule)
        assert len(cross("topic/stand/x", [wrong], [claim])) == told


def test_one_firm_date_repeated_settles_it_once() -> None:
    found = cross("topic/stand/x", [FLUX], [said(FIRM, after=n) for n in (4, 5, 6)])
    assert [relation.b for relation in found] == [(said(FIRM, after=4).claim.key,)]


def test_a_state_denied_is_not_open() -> None:
    denied = replace(FLUX, claim=replace(FLUX.claim, polarity="deny"))
    assert cross("topic/stand/x", [denied], [said(FIRM, after=4)]) == ()
