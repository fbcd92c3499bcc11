"""Sentences that take up the sentence before by a pronoun, and deny what it tells of."""

from __future__ import annotations

import re

from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rules import Rule

_WITHIN = r"(?:\s+{taken_up.small})*\s+{taken_up.within}\b"
_OUT = r"(?:\s+{taken_up.small})*\s+{taken_up.out}\b"
_IS = r"(?:['’]{taken_up.short_verbs}|\s+{taken_up.being})"
_NOT = r"(?:{taken_up.short_negation}|\s+{taken_up.negations})"
_DENIES = Rule(
    r"[\W_]*(?:{taken_up.openings}\b[,:]?\s+)*(?:"
    r"{taken_up.that}(?:"
    + _IS
    + _NOT
    + r"|\s+{taken_up.is_not})"
    + _WITHIN
    + r"|{taken_up.that}(?:"
    + _IS
    + r"|\s+{taken_up.stays})"
    + _OUT
    + r"|{taken_up.none}"
    + _IS
    + _WITHIN
    + r")",
    re.IGNORECASE,
)
_WILL_NOT = Rule(r"{taken_up.will_not}\s+{taken_up.do}\s+{taken_up.them}\b", re.IGNORECASE)
_SUBJECT_CHARS = 4


def is_taken_up_and_denied(frame: Frame) -> bool:
    """ "That is not covered", "the vendor does not move them": what, the sentence before says."""
    text = frame.passage.text
    if frame.is_question or not frame.is_about:
        return False
    if frame.rules[_DENIES].match(text):
        return True
    said = frame.rules[_WILL_NOT].search(text)
    if said is None:
        return False
    at = frame.passage.start + said.start()
    return any(0 <= at - doer.end <= _SUBJECT_CHARS for doer in frame.doers("vendor"))
