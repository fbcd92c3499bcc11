"""Thresholds: what a customer must have to get something."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.extract.facets.frame import Draft, Frame
from monitor.extract.passages import Mark
from monitor.interval import NumberSpan
from monitor.values import Quantity

# A number this near to a sum of money belongs to the schedule of payments, not to who is eligible.
_MONEY_REACH = 60
# A criterion of an organisation's size, where the unit alone could also count staff.
_PEOPLE = frozenset({"employee", "person"})


def threshold(frame: Frame) -> Iterator[Draft]:
    """Limits on seats, licenses or users; rates, caps, examples and other programs are none."""
    if not frame.is_anchored("threshold") or frame.is_example:
        return
    money = frame.passage.get("money")
    for mark in frame.passage.get("quantities"):
        if mark.label == "staff" and mark.values["unit"] not in _PEOPLE:
            continue
        if frame.near(mark, money, _MONEY_REACH) or frame.near(mark, frame.words("former"), 30):
            continue
        if mark.label == "staff" and not (
            mark.values["bound"] == "minimum" and _is_criterion(frame, mark)
        ):
            continue
        span = _span(frame, mark)
        if span is None:
            continue
        bound = "range" if span.low is not None and span.high is not None else mark.values["bound"]
        bound = "minimum" if span.high is None else ("maximum" if span.low is None else bound)
        denied = (
            mark.values["bound"] != "below" and frame.negated(mark, reach=25) and not _is_none(mark)
        )
        yield frame.draft(
            Draft(
                "threshold",
                Quantity(span, mark.values["unit"], bound),
                mark,
                "threshold/limit",
                deny=denied,
            )
        )


def _is_none(mark: Mark) -> bool:
    return mark.label == "limit" and mark.values["low"] == 0


def _span(frame: Frame, mark: Mark) -> NumberSpan | None:
    low, high, bound = mark.values["low"], mark.values["high"], mark.values["bound"]
    if bound in ("exact", "approximate"):
        return None
    if bound == "below":
        # "fewer than 150 are not eligible" sets the same limit as "at least 150".
        shut_out = frame.words("exclude") or frame.passage.get("triggers", "negated")
        return NumberSpan(high + 1, None) if shut_out else NumberSpan(None, high)
    return NumberSpan(low, high)


def _is_criterion(frame: Frame, mark: Mark) -> bool:
    before = frame.passage.slice(max(frame.passage.start, mark.start - 40), mark.start).lower()
    return any(
        word in before for word in ("with", "customer", "organi", "compan", "business", "firm")
    )
