"""How two values of one slot lie to each other: the algebra behind every relation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Literal

from monitor.compare.slots import exception_of, limit_told, sum_of
from monitor.interval import DaySpan
from monitor.types import SEVERAL, Claim
from monitor.values import (
    DAYS_OF,
    Accuracy,
    Actor,
    Eligibility,
    Money,
    Quantity,
    ScopeItem,
    State,
    When,
)

Fit = Literal["equal", "inside", "around", "overlapping", "apart", "excepted", "unrelated"]

# A period's edges are soft by a quarter of it: "this fall" does not shut out 1 September. A named
# day, week or month is as it says: 3 November is not "in October".
_SOFT_FROM_DAYS = 32
# Days by which one end of a window may be told otherwise.
_SAME_EDGE = 28
_SOFT_SHARE = 4
# So many are told loosely, by one more or less.
_MANY = 20
# Of how many one may be rounded away.
_ROUNDED = 10
# Days: a start told for most of a year earlier or later is the start of something else.
_SAME_START = 240
# The share of words two descriptions of the same people have in common.
_SAME_PEOPLE = 0.75
# The same of two pieces of work: "move the mail", "move the mail for it".
_SAME_WORK = 0.75
# States that cannot both hold; all others may stand side by side.
_OPPOSED = (
    frozenset({"in-flux", "final"}),
    frozenset({"ended", "available"}),
    frozenset({"suspended", "available"}),
)


def fit(a: Claim, b: Claim, kinds: Mapping[str, frozenset[str]]) -> Fit:
    """How `b`'s value lies to `a`'s; `kinds` maps a scope item to all more general ones.

    Symmetric but for "inside" and "around", which change places.
    """
    if exception_of(a) != exception_of(b):
        rule_and_case = exception_of(a) is None or exception_of(b) is None
        limits = isinstance(a.value, Quantity) and isinstance(b.value, Quantity)
        alike = not limits or a.value.bound == b.value.bound  # type: ignore[union-attr]
        return "excepted" if rule_and_case and alike and a.value != b.value else "unrelated"
    match a.value, b.value:
        case Quantity() as one, Quantity() as two:
            found = _quantities(one, two)
        case When() as one, When() as two:
            if not _are_of_one_limit(a, b):
                return "unrelated"
            found = _times(_course(a, one), _course(b, two))
        case ScopeItem() as one, ScopeItem() as two:
            return _items(one, two, kinds)
        case Eligibility() as one, Eligibility() as two:
            return _restrictions(one, two)
        case Accuracy() as one, Accuracy() as two:
            return "equal" if one.accurate == two.accurate else "apart"
        case Money() as one, Money() as two:
            if one.role == two.role == "fund" and not _are_of_one_kind(a, b):
                return "unrelated"
            found = _sums(one, two, single=SEVERAL not in a.qualifiers)
        case Actor() as one, Actor() as two:
            found = _performers(one, two)
        case State() as one, State() as two:
            if one.state == two.state:
                found = "equal"
            else:
                found = "apart" if frozenset({one.state, two.state}) in _OPPOSED else "unrelated"
        case _:
            return "unrelated"
    if a.polarity == b.polarity:
        return found if a.polarity == "affirm" else ("equal" if found == "equal" else "unrelated")
    return "apart" if found == "equal" else "unrelated"


def _quantities(a: Quantity, b: Quantity) -> Fit:
    if a.unit in DAYS_OF and b.unit in DAYS_OF:
        return _periods(a, b)
    if a.span == b.span:
        return "equal"
    # A band ("150 to 499") lives beside other bands; a limit only meets a limit of its kind.
    criteria = {"minimum", "maximum"}
    if a.bound in criteria or b.bound in criteria:
        if a.bound != b.bound:
            return "unrelated"
        return "overlapping" if _loosely_alike(a, b) else "apart"
    people = a.unit in _PEOPLE and b.unit in _PEOPLE
    if not people and _end_apart(a, b):
        return "apart"
    if a.span.contains(b.span):
        return "inside"
    if b.span.contains(a.span):
        return "around"
    if a.span.overlaps(b.span):
        return "overlapping"
    # Two thresholds in bands are two bands; two numbers of people are two accounts of one thing.
    if not people:
        return "unrelated"
    return "overlapping" if _rounded_alike(a, b) else "apart"


def _periods(a: Quantity, b: Quantity) -> Fit:
    """So long and no longer, however it is counted; the least it takes is another matter."""
    if (a.bound == "minimum") != (b.bound == "minimum"):
        return "unrelated"
    if a == b:
        return "equal"
    one, other = (DAYS_OF[x.unit] * (x.span.high or x.span.low or 0) for x in (a, b))
    return "overlapping" if abs(one - other) * _ROUNDED <= max(one, other) else "apart"


def _end_apart(a: Quantity, b: Quantity) -> bool:
    """Whether two bands begin, or end, with one number and are of unlike length: "20 to 250 users"
    and "20 to 200 users" are one offer told in two ways.
    """
    if a.bound != "range" or b.bound != "range" or _loosely_alike(a, b):
        return False
    return (a.span.low == b.span.low) != (a.span.high == b.span.high)


def _rounded_alike(a: Quantity, b: Quantity) -> bool:
    """Whether two numbers may be one that was rounded: "about 200" people are 198."""
    lower, upper = sorted((a.span, b.span), key=lambda span: span.low or 0)
    if lower.high is None or upper.low is None:
        return False
    return (upper.low - lower.high) * _ROUNDED <= upper.low


def _loosely_alike(a: Quantity, b: Quantity) -> bool:
    """Whether two limits are one apart: "above 150 seats" is how some write "150 or more".

    Of few things nobody writes so: 4 or 5 terminals are two limits.
    """
    ends = ((a.span.low, b.span.low), (a.span.high, b.span.high))
    known = [(x, y) for x, y in ends if x is not None and y is not None]
    return any(abs(x - y) == 1 and min(x, y) >= _MANY for x, y in known)


_PEOPLE = frozenset(
    {"engineer", "employee", "worker", "person", "specialist", "hire", "consultant"}
)


def _soft(span: DaySpan) -> DaySpan:
    days = span.days()
    return span if days is None or days < _SOFT_FROM_DAYS else span.widened(days // _SOFT_SHARE)


def _edge(window: When, event: str) -> DaySpan | None:
    """The day a window starts or ends; None where it is open there."""
    day = window.span.latest if event == "end" else window.span.earliest
    return DaySpan.day(day) if day else None


def _are_of_one_limit(a: Claim, b: Claim) -> bool:
    """Whether two times may be of one thing: when a limit begins is when those it lets in begin."""
    (one, low), (two, other) = limit_told(a), limit_told(b)
    if not (one or two):
        return True
    return low == other if low and other else one and two


def _course(claim: Claim, when: When) -> When:
    """When a limit changes, the new one starts."""
    changes = when.event == "change" and limit_told(claim)[0]
    return replace(when, event="start") if changes else when


def _times(a: When, b: When) -> Fit:
    if a.event != b.event and {a.event, b.event} != {"launch", "start"}:
        window, point = (a, b) if a.event == "window" else (b, a)
        edge = _edge(window, point.event)
        if window.event != "window" or edge is None:
            return "unrelated"  # a start says nothing against an end
        meets = point.span.contains(edge) or _soft(point.span).contains(edge)
        near = _soft(point.span.widened(_SAME_START)).overlaps(edge)
        return "overlapping" if meets else ("apart" if near else "unrelated")
    if a.span == b.span:
        return "equal"
    if a.event in ("announce", "change"):
        return "unrelated"  # there can be many of these
    if a.event == "window":
        edges = ((a.span.earliest, b.span.earliest), (a.span.latest, b.span.latest))
        known = [(x, y) for x, y in edges if x and y]
        return "apart" if any(abs((x - y).days) > _SAME_EDGE for x, y in known) else "overlapping"
    if _soft(a.span).contains(b.span):
        return "inside"
    if _soft(b.span).contains(a.span):
        return "around"
    if _soft(a.span).overlaps(_soft(b.span)):
        return "overlapping"
    return "apart" if _soft(a.span.widened(_SAME_START)).overlaps(b.span) else "unrelated"


def _items(a: ScopeItem, b: ScopeItem, kinds: Mapping[str, frozenset[str]]) -> Fit:
    if a.item == b.item:
        return "equal" if a.included == b.included else "apart"
    related = a.item in kinds.get(b.item, ()) or b.item in kinds.get(a.item, ())
    for only, other in ((a, b), (b, a)):
        # "Only email" shuts out what is neither email nor a kind of it nor the whole of it, and of
        # what is moved alone: it says nothing of users who are created.
        family = kinds.get(only.item)
        alike = not family or bool(family & kinds.get(other.item, frozenset()))
        if only.exhaustive and other.included and not other.exhaustive and alike and not related:
            return "apart"
    return "unrelated"


def _restrictions(a: Eligibility, b: Eligibility) -> Fit:
    """The same people under other conditions; of other people nothing follows."""
    if a.limits == b.limits and a.eligible == b.eligible:
        return "equal"
    alike = SequenceMatcher(None, _plain(a), _plain(b), autojunk=False).ratio()
    return "apart" if alike >= _SAME_PEOPLE else "unrelated"


def _performers(a: Actor, b: Actor) -> Fit:
    """Of one work; what two pieces of work are to each other nobody knows."""
    one, two = (re.findall(r"\w+", value.work.lower()) for value in (a, b))
    if one[:1] != two[:1] or not one:  # of "explains the records" and "changes the records"
        return "unrelated"
    if SequenceMatcher(None, one, two, autojunk=False).ratio() < _SAME_WORK:
        return "unrelated"
    if a.performer == b.performer:
        return "equal"
    return "overlapping" if "both" in (a.performer, b.performer) else "apart"


def _plain(value: Eligibility) -> list[str]:
    limits = {word for phrase in value.limits for word in phrase.split()}
    return [word for word in re.findall(r"\w+", value.who.lower()) if word not in limits]


def _are_of_one_kind(a: Claim, b: Claim) -> bool:
    """Whether two lump sums are for one thing: both a credit, or both paid for each customer."""
    one, two = sum_of(a), sum_of(b)
    if one is None or two is None:
        return a.value.per == b.value.per == "customer"  # type: ignore[union-attr]
    return one == two


def _sums(a: Money, b: Money, *, single: bool) -> Fit:
    """`single`: neither is a step of a schedule (both are or none is: see slot_of)."""
    if a.amount is None or b.amount is None:
        return "unrelated"
    cap = a.role == b.role == "cap" and None in (a.per, b.per)  # "up to $60,000": a customer's, too
    alike = (a.role, a.currency) == (b.role, b.currency) and (a.per == b.per or cap)
    if not alike and (a.role != "price" or (a.amount and b.amount)):
        return "unrelated"  # dollars and pounds, each and in all; but nothing is nothing
    if a.amount == b.amount:
        return "equal"
    # A schedule has several rates; a price, a cap and what is paid for one thing are one.
    alone = a.role != "rate" or single
    return "apart" if alone else "unrelated"
