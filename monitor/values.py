"""What a claim can hold: the value types, and their one JSON form.

The JSON form is the one the export prints (see docs/guide.md, "A claim line").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args

from monitor.interval import DaySpan, NumberSpan

Bound = Literal["minimum", "maximum", "exact", "approximate", "range"]
_BOUNDS = frozenset(get_args(Bound))
# Of digits before the point: no float has more, and to write out 1E+1000000 would take hours.
_MOST_DIGITS = 309
Event = Literal["start", "end", "change", "announce", "launch", "window"]
MoneyRole = Literal["price", "rate", "cap", "fund"]
# The unit of a limit that leaves its own out ("the minimum is 50"), where several are counted.
UNSAID = ""
# Qualifiers of a time: of what part of the program it is, of which limit its sentence tells.
PART, LIMIT = "part", "limit"
# The qualifier of a lump sum: what it is called. Sums of other names are of other things.
SUM = "sum"
# Units of time, in days: of the calendar's, seven for five on which people work.
DAYS_OF = {"day": 1.0, "business day": 1.4, "week": 7.0, "month": 30.4, "year": 365.0}
Performer = Literal["vendor", "partner", "both", "customer"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of something.

    `bound` "minimum" or "maximum" makes it a criterion: the limit itself is
    exact, and "150 or more" is no uncertain number between 150 and infinity.
    """

    span: NumberSpan
    unit: str
    bound: Bound


@dataclass(frozen=True, slots=True)
class When:
    """When something happens. A point event falls somewhere in `span`; a window fills it."""

    span: DaySpan
    event: Event


@dataclass(frozen=True, slots=True)
class ScopeItem:
    """Whether the program covers an item; `exhaustive` where "only" shuts out all others."""

    item: str
    included: bool
    exhaustive: bool = False


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money; `amount` None where money is spoken of without a sum."""

    amount: Decimal | None
    currency: str | None
    per: str | None
    role: MoneyRole


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does which work."""

    performer: Performer
    work: str


@dataclass(frozen=True, slots=True)
class State:
    """Where the program stands."""

    state: str


@dataclass(frozen=True, slots=True)
class Accuracy:
    """A statement that another statement is right or wrong."""

    of: str
    accurate: bool


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Who may have it, other than by a number: `limits` are the words that restrict `who`."""

    who: str
    limits: tuple[str, ...]
    eligible: bool


Value = Quantity | When | ScopeItem | Money | Actor | State | Accuracy | Eligibility


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(amount: Decimal | None) -> int | float | None:
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def to_json(value: Value) -> dict[str, Any]:
    """The value as plain JSON; `from_json` reads it back."""
    match value:
        case Quantity(span, unit, bound):
            return {"low": span.low, "high": span.high, "unit": unit, "bound": bound}
        case When(span, event):
            return {"event": event, "from": _iso(span.earliest), "to": _iso(span.latest)}
        case ScopeItem(item, included, exhaustive):
            return {"item": item, "included": included, "exhaustive": exhaustive}
        case Money(amount, currency, per, role):
            return {"amount": _number(amount), "currency": currency, "per": per, "role": role}
        case Actor(performer, work):
            return {"performer": performer, "work": work}
        case State(state):
            return {"state": state}
        case Accuracy(of, accurate):
            return {"of": of, "accurate": accurate}
        case Eligibility(who, limits, eligible):
            return {"who": who, "limits": list(limits), "eligible": eligible}


def from_json(row: dict[str, Any]) -> Value:
    """Read what `to_json` wrote; raises ValueError for anything else."""
    try:
        value = _value_of(row)
    except (TypeError, ArithmeticError) as error:
        raise ValueError(f"not a claim's value: {row!r} ({error!r})") from error
    if value is None:
        raise ValueError(f"not a claim's value: {row!r}")
    return value


def _value_of(row: dict[str, Any]) -> Value | None:
    match row:
        case {"low": low, "high": high, "unit": unit, "bound": bound} if bound in _BOUNDS:
            whole = isinstance(low, int | None) and isinstance(high, int | None)
            return Quantity(NumberSpan(low, high), unit, bound) if whole else None
        case {"event": event, "from": first, "to": last}:
            return When(DaySpan(_day(first), _day(last)), event)
        case {"item": item, "included": included, "exhaustive": exhaustive}:
            return ScopeItem(item, included, exhaustive)
        case {"amount": amount, "currency": currency, "per": per, "role": role}:
            exact = None if amount is None else Decimal(str(amount))
            is_sum = exact is None or (exact.is_finite() and exact.adjusted() < _MOST_DIGITS)
            return Money(exact, currency, per, role) if is_sum else None
        case {"performer": performer, "work": work}:
            return Actor(performer, work)
        case {"state": state}:
            return State(state)
        case {"of": of, "accurate": accurate}:
            return Accuracy(of, accurate)
        case {"who": who, "limits": limits, "eligible": eligible}:
            return Eligibility(who, tuple(limits), eligible)
    return None
