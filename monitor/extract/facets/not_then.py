"""Times that are denied where they stand, and those that hold in their place."""

from __future__ import annotations

import re

from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark

# "not on Sept. 1", "not before Sept. 1": the negation stands at the time itself.
_NOT_ON = Rule(r"\b{events.negation}\s+(?:{events.prepositions}\s+)?$", re.IGNORECASE)
_NOT_REACH = 15
# Between it and the time that holds instead, with an aside ("not on Oct. 1, as we wrote, but on").
_BUT = Rule(
    r",?\s+(?:[^,;.]{1,40},\s+)?{events.but}\s+(?:{events.rather}\s+)?(?:\w+\s+)?", re.IGNORECASE
)
# "On Sept. 1, not in October".
_AND_NOT = Rule(
    r",?\s+(?:\w{2,3}\s+)?{events.negation}\s+(?:{events.prepositions}\s+)?", re.IGNORECASE
)


def is_not_then(frame: Frame, mark: Mark) -> bool:
    """ "Not on Sept. 1": the negation stands at the time itself."""
    first = max(frame.passage.start, mark.start - _NOT_REACH)
    return bool(frame.rules[_NOT_ON].search(frame.passage.slice(first, mark.start)))


def denied_for(frame: Frame, mark: Mark) -> Mark | None:
    """The time that is denied in favour of this one: "not on Sept. 1 but on Oct. 1"."""
    for other in frame.passage.get("times"):
        if other.end > mark.start or not frame.rules[_BUT].fullmatch(
            frame.passage.slice(other.end, mark.start)
        ):
            continue
        if is_not_then(frame, other):
            return other
    return None


def holding_for(frame: Frame, mark: Mark) -> Mark | None:
    """The time that holds in place of this one: "on Oct. 1, not on Sept. 1"."""
    for other in frame.passage.get("times"):
        near = 0 < mark.start - other.end <= _NOT_REACH
        if near and frame.rules[_AND_NOT].fullmatch(frame.passage.slice(other.end, mark.start)):
            return other
    return None
