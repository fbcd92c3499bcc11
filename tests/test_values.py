"""What a claim can hold, and its JSON form, which other programs read."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.interval import DaySpan, NumberSpan
from monitor.values import (
    Accuracy,
    Actor,
    Money,
    Quantity,
    ScopeItem,
    State,
    Value,
    When,
    from_json,
    to_json,
)

SEPTEMBER = date(2014, 9, 1)

_words = st.text(max_size=12)
_number = st.integers(0, 10**9)
_spans = st.tuples(_number | st.none(), _number | st.none()).map(
    lambda ends: (
        NumberSpan(*ends)
        if None in ends or ends[0] <= ends[1]  # type: ignore[operator]
        else NumberSpan(ends[1], ends[0])
    )
)
_ends = st.tuples(st.dates() | st.none(), st.dates() | st.none())
_days = _ends.map(
    lambda ends: (
        DaySpan(*ends)
        if None in ends or ends[0] <= ends[1]  # type: ignore[operator]
        else DaySpan(ends[1], ends[0])
    )
)
_amounts = st.decimals(0, 10**9, places=2, allow_nan=False, allow_infinity=False)
_values = st.one_of(
    st.builds(
        Quantity,
        _spans,
        _words,
        st.sampled_from(["minimum", "maximum", "exact", "approximate", "range"]),
    ),
    st.builds(
        When, _days, st.sampled_from(["start", "end", "change", "announce", "launch", "window"])
    ),
    st.builds(ScopeItem, _words, st.booleans(), st.booleans()),
    st.builds(
        Money,
        _amounts | st.none(),
        st.sampled_from(["USD", "EUR"]) | st.none(),
        _words | st.none(),
        st.sampled_from(["price", "rate", "cap", "fund"]),
    ),
    st.builds(Actor, st.sampled_from(["vendor", "partner", "both", "customer"]), _words),
    st.builds(State, _words),
    st.builds(Accuracy, _words, st.booleans()),
)


@given(_values)
def test_a_value_comes_back_from_its_json(value: Value) -> None:
    assert from_json(json.loads(json.dumps(to_json(value)))) == value


@pytest.mark.parametrize(
    ("value", "row"),
    [
        pytest.param(
            Quantity(NumberSpan(150, None), "seat", "minimum"),
            {"low": 150, "high": None, "unit": "seat", "bound": "minimum"},
            id="quantity",
        ),
        pytest.param(
            When(DaySpan.day(SEPTEMBER), "start"),
            {"event": "start", "from": "2014-09-01", "to": "2014-09-01"},
            id="day",
        ),
        pytest.param(
            When(DaySpan(None, SEPTEMBER), "end"),
            {"event": "end", "from": None, "to": "2014-09-01"},
            id="open end",
        ),
        pytest.param(
            ScopeItem("email-migration", included=False, exhaustive=True),
            {"item": "email-migration", "included": False, "exhaustive": True},
            id="scope",
        ),
        pytest.param(
            Money(Decimal("15.00"), "USD", "seat", "rate"),
            {"amount": 15, "currency": "USD", "per": "seat", "role": "rate"},
            id="whole sum is a whole number",
        ),
        pytest.param(
            Money(Decimal("0.99"), "USD", None, "price"),
            {"amount": 0.99, "currency": "USD", "per": None, "role": "price"},
            id="cents",
        ),
        pytest.param(
            Money(None, None, None, "fund"),
            {"amount": None, "currency": None, "per": None, "role": "fund"},
            id="no sum",
        ),
        pytest.param(
            Actor("partner", "migration"),
            {"performer": "partner", "work": "migration"},
            id="actor",
        ),
        pytest.param(State("planned"), {"state": "planned"}, id="state"),
        pytest.param(
            Accuracy("reports", accurate=False), {"of": "reports", "accurate": False}, id="accuracy"
        ),
    ],
)
def test_the_form_others_read(value: Value, row: dict[str, Any]) -> None:
    assert to_json(value) == row
    assert from_json(row) == value


def a_sum(amount: object) -> dict[str, Any]:
    return {"amount": amount, "currency": "USD", "per": None, "role": "cap"}


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({}, id="empty"),
        pytest.param({"low": 1, "high": 2}, id="half a quantity"),
        pytest.param({"low": 2, "high": 1, "unit": "seat", "bound": "range"}, id="backwards"),
        pytest.param({"event": "start", "from": "soon", "to": None}, id="no day"),
        pytest.param({"event": "end", "from": "2014-02-30", "to": None}, id="no such day"),
        pytest.param({"something": "else"}, id="another thing"),
        pytest.param({"low": 1.5, "high": 2, "unit": "seat", "bound": "range"}, id="half a seat"),
        pytest.param({"low": "1", "high": 2, "unit": "seat", "bound": "range"}, id="its digits"),
        pytest.param({"low": 1, "high": 2, "unit": "seat", "bound": "x"}, id="no such bound"),
        pytest.param({"low": 1, "high": 2, "unit": "seat", "bound": []}, id="a list for a bound"),
        pytest.param({"event": "start", "from": 5, "to": None}, id="a number for a day"),
        pytest.param(a_sum("many"), id="a word for a sum"),
        pytest.param(a_sum("NaN"), id="no number"),
        pytest.param(a_sum("1E+5000"), id="more digits than are written out"),
        pytest.param(a_sum("1E+1000000"), id="a sum that takes hours to write"),
        pytest.param({"who": "all", "limits": 5, "eligible": True}, id="a number of limits"),
    ],
)
def test_what_is_no_value_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        from_json(row)


def test_equal_values_are_one_key() -> None:
    pairs = [
        (Quantity(NumberSpan(1, 2), "seat", "range"), Quantity(NumberSpan(1, 2), "seat", "range")),
        (Money(Decimal("5"), "USD", None, "cap"), Money(Decimal("5.00"), "USD", None, "cap")),
    ]
    assert all(a == b and hash(a) == hash(b) for a, b in pairs)
