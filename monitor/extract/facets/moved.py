"""Dates that were moved: the one that no longer holds, and the one that took its place."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from monitor.extract.facets.events import tells_end
from monitor.extract.facets.frame import Frame
from monitor.extract.facets.lasting import FORMER, Qualifiers
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark
from monitor.interval import DaySpan
from monitor.values import Event, When

# From the verb to the two dates ("delayed the launch of its free migrations from").
_MOVED = Rule(r"\b{events.moved}\s+(?:[\w'’-]+\s+){0,8}$", re.IGNORECASE)
# Characters from "not" to the two dates.
_NOT_REACH = 80


class Moved(NamedTuple):
    """What began, or ended, at a date before a change or begins behind it."""

    when: When
    validity: Qualifiers


def is_moved(frame: Frame, mark: Mark) -> bool:
    """Whether the two ends of a window are an old date and a new one ("delayed from … to …")."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    return mark.label == "window" and frame.rules[_MOVED].search(before) is not None


def is_moved_away(frame: Frame, mark: Mark) -> bool:
    """ "Postponed from September 1": until when nobody says, but no longer then."""
    if mark.values["mod"] != "from":
        return False
    before = frame.passage.slice(frame.passage.start, mark.start)
    unmoved = frame.negated(mark, reach=_NOT_REACH) or frame.passage.denials
    return not unmoved and frame.rules[_MOVED].search(before) is not None


def moved(frame: Frame, window: Mark) -> tuple[Moved, ...]:
    """Both dates; none where a move is denied, and no old one where it is only expected."""
    ends = [m for m in frame.passage.get("timex") if m.within(window.start, window.end)]
    unmoved = frame.negated(window, reach=_NOT_REACH) or frame.passage.denials
    if len(ends) != len(("old", "new")) or unmoved:
        return ()
    event: Event = "end" if tells_end(frame) else "start"
    first, last = _days(window)
    # The window knows the years: "from December to February" are of two.
    (old_first, old_last), (new_first, new_last) = map(_days, ends)
    came = Moved(When(DaySpan(last - (new_last - new_first), last), event), ())
    if frame.is_expected(window):
        return (came,)
    return Moved(When(DaySpan(first, first + (old_last - old_first)), event), FORMER), came


def _days(time: Mark) -> tuple[date, date]:
    return date.fromisoformat(time.values["from"]), date.fromisoformat(time.values["to"])
