"""What is only supposed or asked: "if the vendor dropped the minimum", "whether it covers mail".

A condition on the customer ("if you have 150 seats or more") is a real one: only what would
have to be so of the program is supposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.extract.facets.frame import Frame
from monitor.extract.passages import Mark

# One of these is in each supposition: looking for them takes a tenth of the patterns' time.
_WORDS = (
    *("if ", "whether ", "unless ", "supposing ", "in the event ", "had ", "were ", "should "),
    *("myth ", "misconception ", "fallacy ", "nobody ", "no one "),
    *("wrongly ", "incorrectly ", "mistakenly ", "erroneously ", "falsely ", "misstated "),
)
# "Had the vendor delayed it", at the start of a sentence, a clause or reported words.
_IF = re.compile(
    r"\b(?:if|unless|supposing|in the event(?: that)?)\s+"
    r"|(?:(?:^|[;:,—–]\s)[\W_]*|\bthat\s+)(?:had|were|should)\s+",
    re.IGNORECASE,
)
# Behind these a question follows. "It covers mail, whether it comes from here or there" asks none,
# nor does "Ask us if you have 150 seats".
_ASKED = re.compile(
    r"(?:(?:(?:^[\W_]*|\b(?:ask\w*|question(?:s|ed)?|discuss\w*|decid\w*|debat\w*|guess|tell|confirm|"
    r"clarify|disclose|explain|check|matter|issue)(?:\s+\w+)?\s+)whether"
    r"|\b(?:asked|asking|wonder\w*|knows?|knew|say|saying|see|clear|unclear|sure|unsure|unknown|"
    r"uncertain|doubt\w*)(?:\s+\w+)?\s+(?:whether|if))"
    # "A myth that it costs money", "nobody said that it does": that it does not is not said either.
    r"|\b(?:myth|misconception|fallacy)\s+that"
    r"|\b(?:nobody|no one)\b[^,;.]{0,40}?\b(?:said|says|claimed|claims|told\s+\w+)(?:\s+that)?"
    r")\s+(?!you\b|your\b|they\b|(?:a |the )?customers?\b)",
    re.IGNORECASE,
)
# "An earlier version wrongly gave Oct. 1": who says so does not say it.
_MISREPORTED = re.compile(
    r"\b(?:(?:wrongly|incorrectly|mistakenly|erroneously|falsely)\s+(?:\w+\s+)?"
    r"(?:said|stated|reported|gave|named|put|listed|claimed|wrote|described|told|implied|suggested)|"
    r"misstated|misreported)\s",
    re.IGNORECASE,
)
_ENDS = re.compile(r",\s|;|:\s|\s[—–]\s|\bthen\b")
# What a supposition leads to ("many firms would qualify").
_WOULD = re.compile(r"\b(?:would|could|might)\b|['’]d\b", re.IGNORECASE)
# Behind the name of the program or its vendor, where it is what is supposed to do something.
_DOES = re.compile(
    r"(?:['’]s)?\s+(?:\w+ly\s+)?(?:\w+(?:ed|s)|will|would|does|did|do|can|could|might|had|has|have|"
    r"is|was|were|be|ever|not|never|no longer|drop|cut|raise|lower|charge|cover|start|end|begin|"
    r"extend|stop|open|change|delay|require|to)\b",
    re.IGNORECASE,
)
# Nothing but "It does not."
_TAKEN_BACK = re.compile(
    r"[\W_]*(?:it|they|this|that|he|she)\s+(?:(?:does|do|will|is|are|was|were|did|has|have|can|would)"
    r"(?:n['’]t|\s+not)|won['’]t|can['’]t|cannot)[\W_]*",
    re.IGNORECASE,
)
# Characters from "if" to its subject: an article, an adjective.
_SUBJECT = 16


def is_supposed(frame: Frame, value: Mark) -> bool:
    """Whether a value stands in a supposition about the program, or in what would follow."""
    text, first = frame.passage.text, frame.passage.start
    low = text.lower()
    if not any(word in low for word in _WORDS):
        return False
    at = value.start - first
    misreported = _MISREPORTED.search(text)
    if misreported is not None and misreported.end() <= at:
        return True
    state = value.label.startswith("state:")
    for question in _ASKED.finditer(text):
        if state and not question.group().strip().lower().removesuffix("whether").strip('"“* '):
            continue  # "Whether it will be prolonged has not been decided": that is where it stands
        if question.end() <= at < _end(text, question.end()):
            return True
    for start, end in _suppositions(frame):
        clause = text[end:] if at >= end else text[:start]
        if start <= at < end or (_WOULD.search(clause) and not _by_vendor(frame, value)):
            return True
    return False


def is_taken_back(frame: Frame) -> bool:
    """Whether the next sentence takes it back ("You write that it costs money. It does not.")."""
    behind = frame.setting.answer
    if frame.passage.text.endswith("?"):
        return False  # there it answers
    if behind is None or behind.block != frame.passage.block or frame.negations:
        return False
    return _TAKEN_BACK.fullmatch(behind.text.strip()) is not None


def _by_vendor(frame: Frame, value: Mark) -> bool:
    """Whether the vendor says it: its "would" is a "will" ("it would follow if all went well")."""
    vendor = frame.topic.vendor
    return any(
        speech.start <= value.start < speech.end and speech.values["organisation"] == vendor
        for speech in frame.passage.get("speech")
    )


def _suppositions(frame: Frame) -> Iterator[tuple[int, int]]:
    """The clauses that suppose something of the program or its vendor."""
    text = frame.passage.text
    for condition in _IF.finditer(text):
        start, end = condition.end(), _end(text, condition.end())
        if any(start <= at <= start + _SUBJECT and at < end for at in _subjects(frame)):
            yield start, end


def _subjects(frame: Frame) -> Iterator[int]:
    """Where the program, its vendor or a limit stand as the subject of a verb."""
    names = (*frame.terms("program"), *frame.terms("short"), *frame.doers("vendor"))
    names += frame.words("limit-noun")
    text, first = frame.passage.text, frame.passage.start
    bought = {mark.start - first for mark in frame.terms("facet:threshold")}
    bought |= {mark.start - first for mark in frame.terms("performer:customer")}
    for name in names:
        behind = name.end - first
        # "Swift deals", "the vendor's customers": they are the subject.
        if _DOES.match(text, behind) and not {behind + 1, behind + 3} & bought:
            yield name.start - first


def _end(text: str, start: int) -> int:
    """Where the clause that begins at a place ends."""
    end = _ENDS.search(text, start)
    return end.start() if end else len(text)
