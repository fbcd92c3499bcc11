"""When a value counts as the labelled one, and a quote as the labelled place."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

from monitor.interval import DaySpan, NumberSpan
from monitor.values import Accuracy, Actor, Money, Quantity, ScopeItem, State, Value, When
from tests.quality.gold import Label, Place

_SEATS = frozenset(
    {"seat", "license", "licence", "user", "employee", "account", "mailbox", "person", "people"}
)
_STAFF = frozenset(
    {"engineer", "employee", "person", "people", "staff", "worker", "specialist", "user"}
)
# Days that a bound may be off, and the share of both that intervals must have in common.
_SLACK = 10
_COMMON = 0.5
# A month may stand for the day on which a window opens or closes.
_LONGEST_EDGE = 32
# A quote may be longer than the labelled sentence, but no whole page.
_LONGEST_QUOTE = 400
_LONGEST_RATIO = 3
_SAME_WORDS = 0.5
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_SMALL = re.compile(
    r"an?|and|are|as|at|be|by|for|from|has|have|in|is|it|of|on|or|that|the|this|to|was|were|will|with"
)


def same_value(facet: str, label: Value, value: Value) -> bool:
    """Whether a value read is as good as the labelled one."""
    match label, value:
        case Quantity(), Quantity():
            family = _STAFF if facet == "headcount" else _SEATS
            units = {_unit(label.unit, family), _unit(value.unit, family)}
            return len(units) == 1 and _counted(label.span) == _counted(value.span)
        case When(), When():
            return _same_time(label, value)
        case ScopeItem(), ScopeItem():
            return (label.item, label.included) == (value.item, value.included)
        case Money(), Money():
            return _paid(label) == _paid(value)
        case Actor(), Actor():
            return label.performer == value.performer
        case State(), State():
            return label.state == value.state
        case Accuracy(), Accuracy():
            return label.accurate == value.accurate
    return False


def _unit(unit: str, family: frozenset[str]) -> str:
    return "" if not unit or unit.removesuffix("s") in family else unit.removesuffix("s")


def _counted(span: NumberSpan) -> NumberSpan:
    """One or more is no limit at all."""
    return replace(span, low=None) if span.low is not None and span.low <= 1 else span


def _paid(money: Money) -> tuple[object, ...]:
    """Nothing is nothing in every currency; a rate and a fund are one."""
    role = "rate" if money.role == "fund" else money.role
    return money.amount, role, (money.currency or "USD") if money.amount else None


def _same_time(label: When, value: When) -> bool:
    a, b = _bounds(label), _bounds(value)
    if b == DaySpan(None, None):
        return a == b
    if _near(a.earliest, b.earliest) and _near(a.latest, b.latest):
        return True
    return _overlap(a, b) >= _COMMON or _edge_of(label, value) or _edge_of(value, label)


def _bounds(when: When) -> DaySpan:
    """Its days; what happens at one point has two bounds or none."""
    first, last = when.span.earliest, when.span.latest
    return when.span if when.event == "window" else DaySpan(first or last, last or first)


def _near(a: date | None, b: date | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs((a - b).days) <= _SLACK


def _overlap(a: DaySpan, b: DaySpan) -> float:
    """Days in both of days in either, 0 where an end is open."""
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return 0.0
    first, last = max(a.earliest, b.earliest), min(a.latest, b.latest)
    both = max(0, (last - first).days + 1)
    return both / ((a.days() or 0) + (b.days() or 0) - both)


def _edge_of(whole: When, point: When) -> bool:
    """Whether a date is one of the two ends of a window."""
    days = _bounds(point)
    if whole.event != "window" or point.event == "window":
        return False
    length = days.days()
    if length is None or length > _LONGEST_EDGE:
        return False
    around = days.widened(_SLACK)
    ends = (whole.span.earliest, whole.span.latest)
    return any(end is not None and around.contains(DaySpan.day(end)) for end in ends)


def overlap(a: Place, b: Place) -> int:
    """Characters that two places have in common."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def nearness(place: Place, label: Label, text: str) -> float:
    """How near a quote is to a label: 0 apart, to 0.4 by its words, 0.5 to 1 by its place."""
    sentence = label.sentence
    longest = max(_LONGEST_QUOTE, _LONGEST_RATIO * (sentence[1] - sentence[0]))
    if overlap(place, sentence) and place[1] - place[0] <= longest:
        either = max(place[1], label.place[1]) - min(place[0], label.place[0])
        return 0.5 + 0.5 * overlap(place, label.place) / either
    share = _shared_words(text[slice(*place)], text[slice(*sentence)])
    return 0.4 * share if share >= _SAME_WORDS else 0.0


def _shared_words(quote: str, sentence: str) -> float:
    """The share of the quote's words, small ones left out, that the sentence has too."""
    words = Counter(word for word in _WORD.findall(quote.lower()) if not _SMALL.fullmatch(word))
    there = Counter(_WORD.findall(sentence.lower()))
    return (words & there).total() / max(1, words.total())
