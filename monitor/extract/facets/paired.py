"""Two limits in one breath: which number belongs to what, and that the second is a limit too.

"50 seats for training but 150 for the move", "not 150 seats but 50".
"""

from __future__ import annotations

import re
from itertools import pairwise

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


# Between clauses that each have a limit of their own.
_BREAK = Rule(r"[,;]\s+(?:{limits.pairs}\s+)?|\s{limits.pairs_clauses}\s")
_SEVERAL = 2


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
        return _in_own_clause(frame, mark), ()
    start, end = found.span("what")
    place = start + first, end + first
    segment = _named(frame, "segment:", place)
    return _named(frame, "component:", place), (("segment", segment),)


def _in_own_clause(frame: Frame, mark: Mark) -> str | None:
    """What one of several limits is told for where each has a clause of its own.

    "Anyone above 50 seats gets it, and from 150 up the mail is moved": the first is for no part.
    What a clause names goes on in the next ("150 for migration before May, then it's 500").
    """
    limits = [q for q in frame.passage.get("quantities") if q.label != "staff"]
    if len(limits) < _SEVERAL or mark not in limits:
        return None
    clauses = _clauses(frame, limits)
    if len(set(clauses)) < len(limits):
        return None
    named = [_named(frame, "component:", place) for place in clauses]
    if not any(named):
        return None
    here = named[: limits.index(mark) + 1]
    return next(filter(None, reversed(here)), UNNAMED)


def _clauses(frame: Frame, limits: list[Mark]) -> list[tuple[int, int]]:
    """Each from the first break behind the limit in front to the first one before the next."""
    text, start, end = frame.passage.text, frame.passage.start, frame.passage.end
    search = frame.rules[_BREAK].search
    breaks = [search(text, a.end - start, b.start - start) for a, b in pairwise(limits)]
    return [
        (start + before.end() if before else start, start + behind.start() if behind else end)
        for before, behind in pairwise([None, *breaks, None])
    ]


def _named(frame: Frame, kind: str, place: tuple[int, int]) -> str:
    inside = [term for term in frame.terms(kind) if term.within(*place)]
    return inside[0].label.removeprefix(kind) if inside else UNNAMED
