"""What those who are not the vendor do, sell and have themselves ("our desk moves 50 mailboxes").

None of it is the program's, in a text about the program too: a partner's letter tells of both.
"""

from __future__ import annotations

import re

from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark

_OPENS = r"(?:^|[;:—–“\"(]|,\s|\b{ours.joins}\s)[\W_]*(?:(?:{strangers.openings}),?\s+)?"
_DOES = r"\s+(?:{strangers.also}\s+)*{ours.deeds}\b"
_OURS = Rule(
    r"\b{ours.we}(?:['’]{ours.short_auxiliaries})?(?:\s+(?:[\w'’-]+\s+){1,6}{clause.joins})?"
    + _DOES
    + r"|"
    + _OPENS
    + r"{ours.our}(?:\s+{owners.own}\b|(?:\s+[\w'’-]+){1,3}?"
    + _DOES
    + r")",
    re.IGNORECASE,
)
_BREAKS = Rule(r"[;]|\s[—–]\s|,\s+(?:{strangers.breaks}|{ours.joins})\b", re.IGNORECASE)


def is_ours(frame: Frame, value: Mark) -> bool:
    """Whether a value stands in what others than the vendor tell of their own doings."""
    at, text = value.start - frame.passage.start, frame.passage.text
    in_front = [one for one in frame.rules[_OURS].finditer(text) if one.start() <= at]
    if not in_front or not frame.is_told_by_others(value):
        return False
    told, breaks = in_front[-1], frame.rules[_BREAKS]
    if breaks.search(text, told.end(), max(at, told.end())):
        return False  # another clause
    named = (*frame.terms("program"), *frame.doers("vendor"))
    ends = (name.end - frame.passage.start for name in named)
    return all(end <= told.start() and breaks.search(text, end, told.start()) for end in ends)
