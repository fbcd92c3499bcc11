"""Two limits in one breath: which number belongs to what, and that the second is a limit too.

"50 seats for training but 150 for the move", "not 150 seats but 50".
"""

from __future__ import annotations

import re

from monitor.extract.facets.frame import UNNAMED, Frame
from monitor.extract.facets.lasting import Qualifiers
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark

# What stands between the two numbers, the second with or without its unit.
_PAIRED = Rule(
    r"(?:\s+[a-z]+)?\s+{limits.pair_for}\s+[^.,;:!?()\d]{1,40}?(?:,?\s+{limits.pairs}\s+|,\s+)|"
    r"(?:\s+[a-z]+)?,?\s+{limits.pairs_but}\s+",
    re.IGNORECASE,
)
# "For training but": up to here reaches what a number is for.
_FOR = Rule(
    r"(?:\s+[a-z]+)?\s+{limits.pair_for}\s+(?P<what>[^.,;:!?()\d]{1,40}?)(?=,?\s+{limits.pairs}\s|[.,;:!?()]|$)",
    re.IGNORECASE,
)


def leader(frame: Frame, mark: Mark) -> Mark | None:
    """The number in front of one that shares its sense."""
    for other in frame.passage.get("quantities"):
        between = frame.passage.slice(other.end, mark.start) if other.end <= mark.start else ""
        if between and frame.rules[_PAIRED].fullmatch(between):
            return other
    return None


def share_of(frame: Frame, mark: Mark) -> tuple[str | None, Qualifiers]:
    """What one of two numbers is told for: its component, and its segment as a qualifier.

    None and () where the sentence tells for all of its numbers; `UNNAMED` where it names
    another component, or segment, and this number is for neither.
    """
    text, first = frame.passage.text, frame.passage.start
    found = frame.rules[_FOR].match(text, mark.end - first)
    if found is None or not any(leader(frame, one) for one in frame.passage.get("quantities")):
        return None, ()
    start, end = found.span("what")
    place = start + first, end + first
    segment = _named(frame, "segment:", place)
    return _named(frame, "component:", place), (("segment", segment),)


def _named(frame: Frame, kind: str, place: tuple[int, int]) -> str:
    inside = [term for term in frame.terms(kind) if term.within(*place)]
    return inside[0].label.removeprefix(kind) if inside else UNNAMED
