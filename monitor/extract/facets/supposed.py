"""What is only supposed or asked: "if the vendor dropped the minimum", "whether it covers mail".

A condition on the customer ("if you have 150 seats or more") is a real one: only what would
have to be so of the program is supposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.extract.facets.event_words import EVENTS
from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark

# Nothing but "Whether".
_WHETHER = Rule(r"[\W_]*{supposed.whether}\s+", re.IGNORECASE)
# "Had the vendor delayed it", at the start of a sentence, a clause or reported words.
_IF = Rule(
    r"\b{supposed.condition}\s+|(?:(?:^|[;:,—–]\s)[\W_]*|\b{supposed.that}\s+){supposed.inverted}\s+",
    re.IGNORECASE,
)
# "If and when it is added": whatever its subject.
_IF_AND_WHEN = Rule(r"\b{supposed.if_and_when}\s+", re.IGNORECASE)
# Behind these a question follows. "It covers mail, whether it comes from here or there" asks none,
# nor does "Ask us if you have 150 seats".
_ASKED = Rule(
    r"(?:(?:(?:^[\W_]*|\b{supposed.asking}(?:\s+\w+){0,2}\s+){supposed.whether}"
    r"|\b{supposed.unsure}(?:\s+\w+)?\s+{supposed.whether_or_if})"
    r"|\b(?P<sure>{supposed.no_doubt}\s+)?{supposed.doubts}(?:\s+{supposed.that})?"
    r"|\b{supposed.myths}\s+{supposed.that}"
    r"|\b{supposed.nobody}\b[^,;.]{0,40}?\b{supposed.said}(?:\s+{supposed.that})?)"
    r"\s+(?!{supposed.customers}\b)",
    re.IGNORECASE,
)
_ENDS = Rule(r",\s|;|:\s|\s[—–]\s|\b{supposed.then}\b")
# What a supposition leads to ("many firms would qualify").
_WOULD = Rule(r"\b{supposed.would}\b", re.IGNORECASE)
# Behind the name of the program or its vendor, where it is what is supposed to do something.
_DOES = Rule(r"(?:['’]s)?\s+(?:{supposed.manner}\s+)?{supposed.does}\b", re.IGNORECASE)
# "At 10 seats, the vendor would need 5,000 engineers".
_AT = Rule(r"[\W_]*{supposed.at}\s+\d[^,;.]*,[^;]*(?:\b|(?=['’])){supposed.would}\b", re.IGNORECASE)
# "Partners want the vendor to raise it": what others wish of the vendor.
_WISHES = Rule(r"\b{supposed.wishes}\s+(?:{supposed.that}\s+)?(?:[\w'’-]+\s+){0,1}$", re.IGNORECASE)
# "Customers can ask the vendor to move it": what they may, and no wish.
_MAY = Rule(r"\b{supposed.may}\s+(?:\w+\s+)?$", re.IGNORECASE)
# "Had weighed a floor of", "could have covered", "does not rule out adding": nothing that came.
_UNREAL = Rule(
    r"\b(?:{supposed.weighed}\s+|{supposed.could_have}\s+|{supposed.not_ruled_out}\s+)"
    r"(?:(?!{supposed.decided}\b)[\w'’-]+\s+){0,5}$",
    re.IGNORECASE,
)
# "Myth: it moves everything".
_MYTH = Rule(r"[\W_]*{supposed.myths}[\s#\d*_]*:", re.IGNORECASE)
# "Partners would like to see it raised to 500": what others ask for.
_ASKED_FOR = Rule(
    r"\b{supposed.wishers}\s+(?:[\w'’-]+\s+){0,3}?{supposed.wished}\b[^;:]*$", re.IGNORECASE
)
# "A 25-seat floor is on my wish list", "give us 50 seats": what somebody would like.
_WISH = Rule(r"\b{supposed.wish}\b", re.IGNORECASE)
# "Lowering the minimum to 100 makes sense only if": what would be done, at the start of a sentence.
_CHANGING = Rule(r"[\W_]*(?:\w+\s+)?{supposed.changing}\s", re.IGNORECASE)
_PARTS = Rule(r"[;.!?]\s|,\s+{supposed.contrasts}\b", re.IGNORECASE)
# "Customers do not have to move it themselves".
_SPARED = Rule(r"{passage.not_obliged}\b[^,;:.]*$", re.IGNORECASE)
# Nothing but "It does not."
_TAKEN_BACK = Rule(r"[\W_]*{supposed.pronouns}\s+{supposed.does_not}[\W_]*", re.IGNORECASE)
# "If it starts at Christmas": behind the program, "it" is the program where an event follows.
_IT = Rule(r"{supposed.it}\s+(?:{supposed.manner}\s+)?", re.IGNORECASE)
# Characters from "if" to its subject: an article, an adjective.
_SUBJECT = 16


def is_supposed(frame: Frame, value: Mark) -> bool:
    """Whether a value stands in a supposition about the program, or in what would follow."""
    if _is_wished(frame, value) or frame.rules[_MYTH].match(frame.passage.text):
        return True
    if frame.rules[_AT].match(frame.passage.text) and not _by_vendor(frame, value):
        return True
    text, first = frame.passage.text, frame.passage.start
    low = text.lower()
    if not any(f"{word} " in low for word in frame.rules.words("supposed.gate")):
        return False
    at = value.start - first
    state = value.label.startswith("state:")
    for question in frame.rules[_ASKED].finditer(text):
        if question["sure"]:
            continue  # "there is no doubt that it starts"
        if state and frame.rules[_WHETHER].fullmatch(question.group()):
            continue  # "Whether it will be prolonged has not been decided": that is where it stands
        if question.end() <= at < _end(frame, question.end()):
            return True
    for start, end in _suppositions(frame):
        clause = text[end:] if at >= end else text[:start]
        if start <= at < end or (
            frame.rules[_WOULD].search(clause) and not _by_vendor(frame, value)
        ):
            return True
    return False


def _is_wished(frame: Frame, value: Mark) -> bool:
    """Whether others only wish it of the vendor, or it was only thought of."""
    before = frame.passage.slice(frame.passage.start, value.start)
    if frame.rules[_UNREAL].search(before):
        return True
    if frame.rules[_ASKED_FOR].search(before) and not _by_vendor(frame, value):
        return True
    vendors = frame.doers("vendor")
    for one in (*vendors, *frame.terms("program")):
        if one.end > value.start or any(v.end <= one.start for v in vendors):
            continue  # the vendor hopes itself
        if not frame.rules[_DOES].match(frame.passage.text, one.end - frame.passage.start):
            continue  # "call on the vendor for guidance"
        said = frame.passage.slice(frame.passage.start, one.start)
        wish = frame.rules[_WISHES].search(said)
        if wish and frame.rules[_MAY].search(said, 0, wish.start()):
            continue
        if wish and not frame.parted(one, value) and not _by_vendor(frame, value):
            return True
    return False


def is_longed_for(frame: Frame, value: Mark) -> bool:
    """Whether a value stands in a clause that tells what others than the vendor would like."""
    if frame.revision.organisation == frame.topic.vendor or _by_vendor(frame, value):
        return False
    at, text = value.start - frame.passage.start, frame.passage.text
    if frame.rules[_CHANGING].match(text) and not frame.parted(
        Mark(frame.passage.start, frame.passage.start, ""), value
    ):
        return True
    ends = [0, *(pause.end() for pause in frame.rules[_PARTS].finditer(text)), len(text)]
    first = max(end for end in ends if end <= at)
    last = min((end for end in ends if end > at), default=len(text))
    return frame.rules[_WISH].search(text[first:last]) is not None


def is_spared(frame: Frame, value: Mark) -> bool:
    """Whether a sentence says what nobody has to do: it tells no work, and nothing covered."""
    before = frame.passage.slice(frame.passage.start, value.end)
    behind = frame.passage.slice(value.end, value.end + _SUBJECT)
    return bool(frame.rules[_SPARED].search(before) or frame.rules[_SPARED].search(behind))


def is_taken_back(frame: Frame) -> bool:
    """Whether the next sentence takes it back ("You write that it costs money. It does not.")."""
    behind = frame.setting.answer
    if frame.passage.text.endswith("?"):
        return False  # there it answers
    if behind is None or behind.block != frame.passage.block or frame.negations:
        return False
    return frame.rules[_TAKEN_BACK].fullmatch(behind.text.strip()) is not None


def _by_vendor(frame: Frame, value: Mark) -> bool:
    """Whether the vendor says it: its "would" is a "will" ("it would follow if all went well")."""
    vendor = frame.topic.vendor
    return any(one.values["organisation"] == vendor for one in frame.passage.reports(value))


def _suppositions(frame: Frame) -> Iterator[tuple[int, int]]:
    """The clauses that suppose something of the program or its vendor."""
    text = frame.passage.text
    for open_ in frame.rules[_IF_AND_WHEN].finditer(text):
        yield open_.end(), _end(frame, open_.end())
    for condition in frame.rules[_IF].finditer(text):
        start, end = condition.end(), _end(frame, condition.end())
        named = any(start <= at <= start + _SUBJECT and at < end for at in _subjects(frame))
        if named or _is_event(frame, start):
            yield start, end


def _is_event(frame: Frame, start: int) -> bool:
    """Whether "it" stands at a place, and what befalls the program right behind it."""
    it = frame.rules[_IT].match(frame.passage.text, start)
    if it is None or not frame.is_about:
        return False
    at = frame.passage.start + it.end()
    return any(word.start == at for word in frame.words(*EVENTS))


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
        if frame.rules[_DOES].match(text, behind) and not {behind + 1, behind + 3} & bought:
            yield name.start - first


def _end(frame: Frame, start: int) -> int:
    """Where the clause that begins at a place ends."""
    text = frame.passage.text
    end = frame.rules[_ENDS].search(text, start)
    return end.start() if end else len(text)
