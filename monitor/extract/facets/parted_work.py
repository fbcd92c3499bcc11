"""Sizes that tell who does the work, and not who may have it: "above 500 it goes to partners"."""

from __future__ import annotations

import re

from monitor.extract.facets.clause import is_agent, verb_of
from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark

# "For organizations with 500 seats, partners may move it".
_FOR_WHOM = Rule(r"[\W_]*{clause.for_whom}\s", re.IGNORECASE)
# Words of handing over and the partner behind them, in characters.
_HANDED_REACH = 60
# "Everything above 500 seats goes to partners": from the number to that.
_GOES_REACH = 30
# "Partners deliver from 500 seats": from the verb to the number.
_FROM_REACH = 2
# "Its own engineers do the sites of up to 150", "will continue to work with it".
_OWN = Rule(r"\b{thresholds.own_people}\b", re.IGNORECASE)
_STAYS_WITH = Rule(r"\b{thresholds.stays_with}\b", re.IGNORECASE)
# "Have to be moved by a partner".
_MUST = Rule(r"\b{thresholds.must_be}\b", re.IGNORECASE)


def parts_work(frame: Frame, mark: Mark) -> bool:
    """ "Above 500 it goes to partners", "partners deliver from 500": who does it, and not for whom.

    Who has fewer and must go to a partner gets nothing of the program: that sets a limit.
    """
    text, bound = frame.passage.text, mark.values["bound"]
    if frame.rules[_STAYS_WITH].search(text):
        return True
    if bound != "minimum" and frame.rules[_OWN].search(text):
        return True
    partners = frame.terms("performer:partner")
    if bound == "below":
        served = any(is_agent(frame, partner) for partner in partners)
        return served and not (_is_handed(frame) or frame.rules[_MUST].search(text))
    handed = frame.after(mark, frame.words("hand-over"), _GOES_REACH)
    if bound == "minimum" and handed and frame.after(handed, partners, _GOES_REACH):
        return True
    for partner in partners:
        verb = verb_of(frame, partner)
        if verb is None or not verb.is_work:
            continue
        if 0 < mark.start - verb.end <= _FROM_REACH or _begins_clause(frame, mark, partner):
            return True
    return False


def _is_handed(frame: Frame) -> bool:
    """ "Are handed to partners", "go to a partner", and not "is run by a partner"."""
    by = frame.rules.words("clause.by")
    handed = (frame.passage.slice(w.start, w.end).lower() for w in frame.words("hand-over"))
    return any(text.rsplit(" ", 1)[-1] not in by for text in handed)


def _begins_clause(frame: Frame, mark: Mark, doer: Mark) -> bool:
    """ "For organizations with 500 seats, partners may move it": whom the doer works for."""
    text, first = frame.passage.text, frame.passage.start
    opens = frame.rules[_FOR_WHOM].match(text)
    between = text[mark.end - first : doer.start - first]
    return opens is not None and between.strip().removesuffix("the").strip() == ","


def goes_to_partners(frame: Frame) -> bool:
    """ "Have to be moved by a partner", "are left to partners": theirs, and not the program's."""
    partners = frame.terms("performer:partner")
    handed = frame.words("hand-over") if partners else ()
    return any(frame.after(word, partners, _HANDED_REACH) for word in handed) or any(
        is_agent(frame, partner) for partner in partners
    )
