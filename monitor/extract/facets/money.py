"""Price: what the program costs the customer. Funding: what the vendor pays out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from monitor.extract.facets.clause import fate, is_value_denied
from monitor.extract.facets.frame import FUNDING, Draft, Frame
from monitor.extract.passages import Mark
from monitor.values import Money, MoneyRole

_CAP_REACH = 30
# Behind a sum that is denied: what it is denied for, so that it may be paid otherwise.
_UNLESS_REACH = 80
# "up to 1,000 seats and $5": what is capped there is the seats.
_COUNTS = re.compile(r"\d")
_FREE = Money(Decimal(0), "USD", None, "price")


def price(frame: Frame) -> Iterator[Draft]:
    """Free of charge, where it is the program that is free."""
    if frame.is_foreign or not frame.is_anchored("price"):
        return
    if frame.is_question:
        asked = frame.words("asks-price")
        if asked and frame.answered is False:
            yield frame.draft(Draft("price", _FREE, asked[0], "price/answered"))
        return
    wrong = frame.words("not-free")
    nothing = [m for m in frame.passage.get("money") if not Decimal(m.values["amount"])]
    for mark in (*frame.words("free"), *nothing):
        if any(w.start <= mark.start < w.end or mark.start <= w.start < mark.end for w in wrong):
            continue
        if frame.is_about or frame.near(
            mark, frame.terms("facet:price") + frame.terms("item:"), 90
        ):
            denied = frame.negated(mark, reach=15)
            yield frame.draft(Draft("price", _FREE, mark, "price/free", deny=denied))
            return


def funding(frame: Frame) -> Iterator[Draft]:
    """Sums paid out: a schedule is several claims. The price of a plan is none."""
    if frame.is_foreign or frame.is_example or not frame.is_anchored("funding"):
        return
    nearby = frame.setting.before is not None and (
        frame.setting.before.has("words", "fund")
        and frame.setting.before.block + 1 >= frame.passage.block
    )
    above = (frame.setting.lead_in, frame.setting.under, *frame.asked)
    nearby = nearby or any(passage.has("words", "fund") for passage in above if passage is not None)
    funded = frame.words("fund") or frame.words("cap")
    if not funded and not (nearby and frame.terms("facet:funding")):
        return
    for mark in frame.passage.get("money"):
        if not Decimal(mark.values["amount"]):
            continue  # "customers pay $0" is a price
        value = Money(
            Decimal(mark.values["amount"]),
            mark.values["currency"],
            mark.values["per"],
            _role(frame, mark),
        )
        # "does not exceed $60,000" sets that cap, and denies none.
        kept = fate(frame, mark) == "kept"
        denied = (
            value.role != "cap"
            and not kept
            and is_value_denied(frame, mark, (*funded, *frame.terms("performer:")))
        )
        if denied and frame.after(mark, frame.words("conditional"), _UNLESS_REACH):
            continue  # "will not pay $15 a seat unless …"
        yield frame.draft(
            Draft(
                "funding",
                value,
                mark,
                f"funding/{value.role}",
                deny=denied,
                component=_component(frame),
                past=kept,
            )
        )


def _component(frame: Frame) -> str | None:
    names = {component.name for component in frame.topic.component}
    return FUNDING if FUNDING in names else None


def _role(frame: Frame, mark: Mark) -> MoneyRole:
    before = [
        word
        for word in frame.words("cap")
        if word.end <= mark.start and not _COUNTS.search(frame.passage.slice(word.end, mark.start))
    ]
    if frame.near(mark, before, _CAP_REACH):
        return "cap"
    return "rate" if mark.values["per"] == "seat" else "fund"
