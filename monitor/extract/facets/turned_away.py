"""Whom a number shuts out: "customers under 150 are not eligible"."""

from __future__ import annotations

import re

from monitor.extract.facets.clause import is_agent, verb_of
from monitor.extract.facets.frame import Frame
from monitor.extract.facets.parted_work import goes_to_partners
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark
from monitor.interval import NumberSpan

# "More than 5,000 seats", and who has so many is refused: "are not eligible".
ABOVE = Rule(r"{thresholds.above}\b", re.IGNORECASE)
_REFUSED = Rule(
    r"(?:,\s+{thresholds.they})?\s+(?:{thresholds.also}\s+)?{thresholds.refused}\b", re.IGNORECASE
)
_CLOSED_TO = Rule(
    r"\b{thresholds.closed_to}\s+(?:[\w'’-]+\s+){1,3}{thresholds.having}\s+$|"
    r"\b{thresholds.closed_to}\s+(?:[\w'’-]+\s+){1,2}$",
    re.IGNORECASE,
)
_AND_THAT = Rule(r",\s+{page.and_that}\s+{accuracy.that}\s", re.IGNORECASE)


def is_refused(frame: Frame, mark: Mark) -> bool:
    """Whether customers of a size are refused, in the words right in front of it or behind."""
    low, high, words = mark.values["low"], mark.values["high"], mark.values["words"]
    above = frame.rules[ABOVE].match(words) is not None and high is None
    most = mark.values["bound"] == "maximum" and low is None
    if not (above or most):
        return False
    behind = frame.passage.slice(mark.end, frame.passage.end)
    before = frame.passage.slice(frame.passage.start, mark.start)
    return bool(
        frame.rules[_REFUSED].match(behind)
        or (frame.words("exclude", "turned-away") and frame.rules[_CLOSED_TO].search(before))
    )


def turned(mark: Mark) -> NumberSpan:
    """Who is let in where these are not."""
    low, high = mark.values["low"], mark.values["high"]
    return NumberSpan(high + 1, None) if low is None else NumberSpan(None, low - 1)


def shuts_out(frame: Frame, mark: Mark) -> bool:
    """Whether those who have fewer get nothing, or do the work themselves."""
    if frame.is_question and frame.answered is False:
        return True
    denied = (*frame.words("exclude", "turned-away"), *frame.negations)
    if any(not _is_of_next(frame, mark, word) for word in denied) or goes_to_partners(frame):
        return True
    customers = frame.doers("customer")
    if any(is_agent(frame, customer) for customer in customers):
        return True  # "are best served by you alone", in a letter to partners
    verbs = [verb_of(frame, customer) for customer in customers]
    done = {verb.start for verb in verbs if verb and verb.is_work}
    # "They get guidance, and do the work": that is what they may have.
    given = any(word.start not in done for word in frame.words("provide"))
    return not given and bool(done or frame.words("self-service"))


def _is_of_next(frame: Frame, mark: Mark, word: Mark) -> bool:
    """ "Companies under 200 need it, and that is not covered": another clause denies."""
    between = frame.passage.slice(mark.end, word.start) if mark.end <= word.start else ""
    return frame.parted(word, mark) or frame.rules[_AND_THAT].search(between) is not None
