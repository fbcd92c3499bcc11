"""What became of a limit: it was done away with, or there never was one."""

from __future__ import annotations

import re

from monitor.extract.facets.clause import fate, is_denied
from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark

_TO_PREDICATE = r"[^,.;:!?()]{0,40}?"
# "The 150-seat minimum has been scrapped", "has scrapped the 150-seat minimum".
_IS_GONE = Rule(_TO_PREDICATE + r"\b{limits.gone}\b", re.IGNORECASE)
_DONE_AWAY = Rule(
    r"\b{limits.done_away}\s+(?:(?!{limits.steps}\s)[\w'’-]+\s+){0,3}$", re.IGNORECASE
)
# "… does not exist", but "does not apply to schools" leaves it to all others.
_IS_UNREAL = Rule(_TO_PREDICATE + r"\b{limits.unreal}\b(?!\s+{limits.for_some}\b)", re.IGNORECASE)
# "Schools are exempt from the 150-seat minimum", "… does not apply to schools".
_EXEMPT = Rule(r"\b{limits.exempt}\s+(?:[\w'’-]+\s+){0,3}$", re.IGNORECASE)
_NOT_FOR = Rule(_TO_PREDICATE + r"\b{limits.unreal}\s+{limits.for_some}\b", re.IGNORECASE)
# "… dropped to 50", "… from 150 to 50": it only changed.
_STEP = Rule(_TO_PREDICATE + r"\s{limits.steps}\s+\d", re.IGNORECASE)
# Characters from a number to the noun of its limit ("the 150-seat Swift minimum").
_NOUN_REACH = 14


def is_abolished(frame: Frame, mark: Mark) -> bool:
    """Whether a limit was done away with, so that it held once: whatever took its place."""
    if not _is_named(frame, mark) or fate(frame, mark) is not None or _is_in_denial(frame, mark):
        return False
    at = mark.end - frame.passage.start
    return (
        _is_object(frame, mark) or frame.rules[_IS_GONE].match(frame.passage.text, at) is not None
    )


def is_unreal(frame: Frame, mark: Mark) -> bool:
    """Whether it is said that there is no such limit ("the 150-seat minimum is a myth").

    Of who denies to have done away with one, the denial is turned once more.
    """
    if not _is_named(frame, mark):
        return False
    if _is_in_denial(frame, mark):
        return _is_object(frame, mark)
    at = mark.end - frame.passage.start
    unreal = frame.rules[_IS_UNREAL].match(frame.passage.text, at) is not None
    return unreal or _is_lifted(frame, mark)


def _is_lifted(frame: Frame, mark: Mark) -> bool:
    """Whether it is told not to hold for the customers that the sentence tells of."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    behind = frame.passage.slice(mark.end, frame.passage.end)
    return bool(frame.segment) and bool(
        frame.rules[_EXEMPT].search(before) or frame.rules[_NOT_FOR].match(behind)
    )


def is_step(frame: Frame, mark: Mark) -> bool:
    """Whether a limit that seems gone only changed ("the minimum was dropped from 150 to 50")."""
    at = mark.end - frame.passage.start
    return frame.rules[_STEP].match(frame.passage.text, at) is not None


def _is_object(frame: Frame, mark: Mark) -> bool:
    """Whether it is what a verb of doing away has behind it, where that verb is not denied."""
    first = frame.passage.start
    if frame.rules[_STEP].match(frame.passage.slice(mark.start, mark.end)):
        return False  # "dropped the minimum to 50 seats": that is what took its place
    done = frame.rules[_DONE_AWAY].search(frame.passage.slice(first, mark.start))
    return done is not None and not is_denied(frame, Mark(done.start() + first, mark.start, ""))


def _is_in_denial(frame: Frame, mark: Mark) -> bool:
    return any(denial.start <= mark.start < denial.end for denial in frame.passage.denials)


def _is_named(frame: Frame, mark: Mark) -> bool:
    """Whether a number is called a limit, and does not only count somebody's seats."""
    return frame.near(mark, frame.words("limit-noun"), _NOUN_REACH) is not None
