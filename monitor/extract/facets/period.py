"""Period: how long one may ask for something, has to wait for it, or keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.extract.facets.frame import Draft, Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark
from monitor.interval import NumberSpan
from monitor.values import PART, Quantity

# The length of a time expression, as TIMEX3 writes it: "P30D".
_LENGTH = re.compile(r"P(\d{1,4})([DWMY])")
_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_CALENDAR = Rule(r"\b{periods.units}\b", re.IGNORECASE)
_WORKING = Rule(r"\b{periods.working}\b", re.IGNORECASE)
# "Within 30 days", "no later than 30 days": the most.
_WITHIN = Rule(r"\b{periods.within}\s+(?:{periods.about}\s+)?$", re.IGNORECASE)
_LEAST = Rule(r"\b{periods.least}\s+$", re.IGNORECASE)
# The same as part of the length itself: "at least two weeks".
_MOST_IN = Rule(r"{periods.within}\b", re.IGNORECASE)
_LEAST_IN = Rule(r"{periods.least}\b", re.IGNORECASE)
# "Have 180 days from the purchase to ask for it".
_HAVE = Rule(r"\b{periods.have}\s+(?:{periods.about}\s+)?$", re.IGNORECASE)
_TO_DO = Rule(r"[^,;:.]{0,60}?\s{clause.infinitive}\s+(?:\w+\s+)?$", re.IGNORECASE)
# "Paid 60 days after it goes live".
_AFTER = Rule(r"\s+{periods.after}\b", re.IGNORECASE)
# "Was paid within a week": what happened once.
_ONCE = Rule(r"\b(?:{passage.was}|{periods.once})\b[^,;:.]*$", re.IGNORECASE)
# What stands between what is done and how long it takes: an adverb, "is made".
_CLOSE = re.compile(r"\s+(?:\w+\s+){0,3}")
_PAST = Rule(r"{thresholds.past_endings}$", re.IGNORECASE)
_BE = Rule(r"\b{sums.passive}\s+(?:\w+\s+)?$", re.IGNORECASE)
# "Requests are decided", but "requests must be submitted": what is done to them.
_DONE_TO = Rule(r"\b{sums.passive}(?=\s+\w)", re.IGNORECASE)
_SENT = Rule(r"\s*\b{periods.sent}\b", re.IGNORECASE)
# Characters from what is done to how long it may take.
_REACH = 80
# What lasts longer than so many years is no term of a program.
_MOST_YEARS = 5


def period(frame: Frame) -> Iterator[Draft]:
    """ "Claims are paid within 45 days": lengths of time that hold for whoever takes part."""
    lengths = [(mark, _value(frame, mark)) for mark in frame.passage.get("timex", "DURATION")]
    if not lengths or not frame.is_anchored("period") or frame.is_question or frame.is_example:
        return
    for mark, value in lengths:
        act = _act(frame, mark) if value is not None else None
        if value is None or act is None or _is_told(frame, act, mark) or _is_denied(frame, act):
            continue
        part = ((PART, act.label),)
        yield frame.draft(Draft("period", value, mark, "period/within", qualifiers=part))


def _is_told(frame: Frame, act: Mark, mark: Mark) -> bool:
    """ "Was paid within a week", "we finished within six weeks": what happened once."""
    before = frame.passage.slice(frame.passage.start, act.start)
    if frame.rules[_ONCE].search(frame.passage.slice(frame.passage.start, mark.start)):
        return True
    past = frame.rules[_PAST].search(frame.passage.slice(act.start, act.end)) is not None
    return past and frame.rules[_BE].search(before) is None


def _is_denied(frame: Frame, act: Mark) -> bool:
    """ "Cannot claim it within 90 days": no term, but what is shut out."""
    return any(no.end <= act.start and not frame.parted(no, act) for no in frame.negations)


def _value(frame: Frame, mark: Mark) -> Quantity | None:
    """So long, at the most or at least; None where nothing says which."""
    found = _LENGTH.fullmatch(mark.values["value"])
    if found is None or (found[2] == "Y" and int(found[1]) > _MOST_YEARS):
        return None
    if frame.rules[_CALENDAR].search(mark.values["words"]) is None:
        return None  # "less than a quarter": a part of something
    number, unit = int(found[1]), _UNITS[found[2]]
    if unit == "day" and frame.rules[_WORKING].search(mark.values["words"]):
        unit = f"business {unit}"
    before = frame.passage.slice(frame.passage.start, mark.start)
    behind = frame.passage.slice(mark.end, frame.passage.end)
    rules, words = frame.rules, mark.values["words"]
    if rules[_LEAST].search(before) or rules[_LEAST_IN].match(words):
        return Quantity(NumberSpan(number, None), unit, "minimum")
    most = rules[_WITHIN].search(before) or rules[_MOST_IN].match(words)
    if most or rules[_HAVE].search(before):
        return Quantity(NumberSpan(None, number), unit, "maximum")
    if rules[_AFTER].match(behind):
        return Quantity(NumberSpan(number, number), unit, "exact")
    return None


def _act(frame: Frame, mark: Mark) -> Mark | None:
    """What has to be done by then: in front of it in its clause, or behind "have 30 days to"."""
    acts = frame.passage.get("acts")
    before = frame.passage.slice(frame.passage.start, mark.start)
    if frame.rules[_HAVE].search(before):
        behind = (one for one in acts if one.start >= mark.end)
        return next((one for one in behind if _is_to_do(frame, mark, one)), None)
    near = [one for one in acts if 0 < mark.start - one.end <= _REACH]
    near = [one for one in near if _is_of_clause(frame, one, mark)]
    if frame.rules[_AFTER].match(frame.passage.slice(mark.end, frame.passage.end)):
        bound = frame.rules[_WITHIN].search(before)
        between = frame.passage.slice(near[-1].end, mark.start) if near else ""
        if bound is None and _CLOSE.fullmatch(between) is None:
            return None  # "has paused requests, two days after the vendor said"
    return _verb_of(frame, near) if near else None


def _is_of_clause(frame: Frame, act: Mark, mark: Mark) -> bool:
    """Whether nothing else is done by then: "applications are decided within four weeks"."""
    between = frame.passage.slice(act.end, mark.start)
    done = frame.rules[_DONE_TO].search(between)
    sent = done is None or frame.rules[_SENT].search(between, done.end()) is not None
    acts = (one for one in frame.passage.get("acts") if act.end <= one.start < mark.start)
    return not (frame.parted(act, mark) or ":" in between) and (sent or any(acts))


def _verb_of(frame: Frame, acts: list[Mark]) -> Mark:
    """The last of what is done; of "pay approved claims" the paying."""
    *earlier, last = acts
    before = frame.passage.slice(frame.passage.start, last.start)
    if not earlier or frame.rules[_BE].search(before):
        return last  # "claims are paid"
    between = frame.passage.slice(earlier[-1].end, last.start)
    return earlier[-1] if _CLOSE.fullmatch(between) else last


def _is_to_do(frame: Frame, mark: Mark, act: Mark) -> bool:
    between = frame.passage.slice(mark.end, act.start)
    return frame.rules[_TO_DO].fullmatch(between) is not None
