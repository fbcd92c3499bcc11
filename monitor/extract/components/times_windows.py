"""Two times that make one window: "from A to B", "between A and B", "A through B"."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from monitor.extract.components.calendar import Calendar, add_months

Mark = dict[str, Any]
_LINK = re.compile(r"\s*(?:,\s*)?(?:to|through|until|till|and|-|–|—)\s*(?:the\s+)?", re.IGNORECASE)
_DASH = re.compile(r"\s*(?:[-–—]|,?\s*to)\s*", re.IGNORECASE)
_HAS_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OPENS = ("from", "starting", "beginning", "since")
_CLOSES = ("through", "until", "till")
# "A pilot that ran from January to May" is over.
_RAN = re.compile(r"\b(?:ran|lasted|went on|was|were|had)\b[^.;,]{0,20}$", re.IGNORECASE)
_RAN_REACH = 30
# What may stand at the two ends of a window.
_ENDS = ("day", "month", "year", "season", "quarter")


def windows(marks: list[Mark], text: str, clock: Calendar) -> list[Mark]:
    """The marks with every two that make a window joined."""
    joined: list[Mark] = []
    for mark in marks:
        if joined and _is_window(joined[-1], mark, text):
            joined[-1] = _window(joined[-1], mark, text, clock)
        else:
            joined.append(mark)
    return joined


def _is_window(last: Mark, mark: Mark, text: str) -> bool:
    gap = text[last["end"] : mark["start"]]
    if len(gap) > 12 or not (last["from"] and mark["to"]):
        return False
    closes = mark["mod"] in _CLOSES
    if not (_LINK.fullmatch(gap) or (closes and not gap.strip(" ,"))):
        return False
    between = text[max(0, last["start"] - 8) : last["start"]].lower().rstrip().endswith("between")
    dashed = (
        _DASH.fullmatch(gap)
        and last["label"] == mark["label"]
        and mark["label"] in _ENDS
        and not (mark["label"] == "day" and mark["words"].isalpha())  # "Monday to Friday": hours
    )
    return bool(last["mod"] in _OPENS or between or closes or dashed)


def _window(last: Mark, mark: Mark, text: str, clock: Calendar) -> Mark:
    first, end = date.fromisoformat(last["from"]), date.fromisoformat(mark["to"])
    over = _RAN.search(text[max(0, last["start"] - _RAN_REACH) : last["start"]])
    if not (over or _HAS_YEAR.search(text, last["start"], mark["end"])) and end < clock.today:
        # A window without years that a text still speaks of lies ahead.
        first, end = add_months(first, 12), add_months(end, 12)
    while first > end:  # "Sept. 1 to March 31, 2015": the first day's year is the one before
        first = add_months(first, -12)
    return {
        **last,
        "end": mark["end"],
        "label": "window",
        "value": f"{first.isoformat()}/{end.isoformat()}",
        "from": first.isoformat(),
        "to": end.isoformat(),
        "mod": None,
        "words": text[last["start"] : mark["end"]],
    }
