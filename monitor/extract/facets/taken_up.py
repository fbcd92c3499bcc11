"""Sentences that take up the sentence before by a pronoun, and deny what it tells of."""

from __future__ import annotations

import re

from monitor.extract.facets.frame import Frame

_OPENS = r"[\W_]*(?:(?:and|but|sadly|sorry|well|no|yet|however|unfortunately)\b[,:]?\s+)*"
_ISNT = r"\s+(?:isn['’]t|aren['’]t|won['’]t be|will not be)"
_THAT = r"(?:that|this|it|these|those|they|all (?:of )?(?:that|this|these|those))"
_IS = r"(?:['’](?:s|re)|\s+(?:is|are|was|were|will be|would be))"
_NOT = r"(?:n['’]t|\s+not|\s+never|\s+no longer)"
_SMALL = r"(?:\s+(?:all|both|still|currently|also|yet|something|anything|\w+ly))*"
_WITHIN = (
    r"\s+(?:covered|included|part of|in scope|within|supported|on offer|offered|available|"
    r"provided|in the|on the|migrated|moved|handled|done for|"
    r"thrown in|bundled|for us|our|we (?:do|cover|offer))\b"
)
_OUT = (
    r"\s+(?:outside|out of|excluded|extra|off|left|up to|yours|your|beyond|"
    r"not (?:covered|included)|"
    r"(?:the|a) (?:customer|client|partner)['’]?s?|"
    r"for (?:a|your|the) (?:partner|reseller))\b"
)
_NO_HELP_WITH_IT = (
    r"(?:won['’]t|will not|does not|doesn['’]t|do not|don['’]t|cannot|can['’]t|never)\s+"
    r"(?:do|does|cover|covers|move|moves|migrate|migrates|touch|touches|handle|handles|convert|"
    r"support|offer|provide|include|look after|deal with|take on|help with)\s+"
    r"(?:it|that|this|them|those|these|any of (?:it|that|them))\b"
)
_DENIES = re.compile(
    rf"{_OPENS}(?:"
    rf"{_THAT}(?:{_IS}{_NOT}|{_ISNT}){_SMALL}{_WITHIN}"
    rf"|{_THAT}(?:{_IS}|\s+(?:stay|stays|remain|remains|fall|falls|lie|lies)){_SMALL}{_OUT}"
    rf"|(?:none of (?:it|that|this|them|these|those)|neither){_IS}{_SMALL}{_WITHIN}"
    rf")",
    re.IGNORECASE,
)
_WILL_NOT = re.compile(_NO_HELP_WITH_IT, re.IGNORECASE)
_SUBJECT_CHARS = 4


def is_taken_up_and_denied(frame: Frame) -> bool:
    """ "That is not covered", "the vendor does not move them": what, the sentence before says."""
    text = frame.passage.text
    if frame.is_question or not frame.is_about:
        return False
    if _DENIES.match(text):
        return True
    said = _WILL_NOT.search(text)
    if said is None:
        return False
    at = frame.passage.start + said.start()
    return any(0 <= at - doer.end <= _SUBJECT_CHARS for doer in frame.doers("vendor"))
