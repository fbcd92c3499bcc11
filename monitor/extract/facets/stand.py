"""Status: where the program stands. Eligibility: who may have it, where no number says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.extract.facets.frame import Draft, Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark
from monitor.values import Eligibility, State

_ABOUT_CHARS = 120
_NO_COMMENT = "no-comment"
# "Is not paused".
_DENIED = "denied-state:"
# At the start of a clause, and its verb is the state's own.
_NOTHING = Rule(
    r"(?:^|[,;:—–]\s+(?:{clause.joins}\s+)?|\b{owners.that}\s+)[\W_]*{owners.nothing}\s+"
    r"[^,;:.]{0,60}$",
    re.IGNORECASE,
)

# "Has scrapped the fee", "the post about it was withdrawn": an object, and a subject.
_OF_PART = Rule(r"\s+(?:(?!{owners.links}\b)[\w'’-]+\s+){0,4}{owners.parts}\b", re.IGNORECASE)
_PART_IS = Rule(
    r"(?:^|[,;:—–]\s+|\b{owners.that}\s+)[\W_]*(?:(?!{owners.links}\b)[\w'’-]+\s+){0,4}"
    r"{owners.parts}(?:\s+{owners.links}\s+[^,;:]{1,40}?)?\s+$",
    re.IGNORECASE,
)
# "Once a migration event has ended".
_ONCE = Rule(r"\b{owners.once}\s+[^,;:.]{0,60}$", re.IGNORECASE)
# "Declined to say", but not "refuses to move it".
_TO = Rule(r"\w+\s+{clause.infinitive}\s+(?:{supposed.manner}\s+)?", re.IGNORECASE)
_TELLS = Rule(r"{owners.tells}\b", re.IGNORECASE)
_DOES = Rule(r"{owners.has}\s", re.IGNORECASE)
_IS = Rule(r"{owners.being}\s", re.IGNORECASE)


def status(frame: Frame) -> Iterator[Draft]:
    """The states that the topic declares; one claim a state.

    Of words inside others the longer count: "nothing has been finalised" is not final.
    """
    if frame.is_foreign:
        return
    seen = set[str]()
    marks = (*frame.terms("state:"), *frame.terms(_DENIED), *_refused(frame))
    for mark in marks:
        name = mark.label.partition(":")[2]
        if name in seen or any(_is_part(mark, other) for other in marks):
            continue
        if name == _NO_COMMENT and _is_by_others(frame):
            continue
        if frame.takes_back(mark) or _is_of_part(frame, mark) or _is_awaited(frame, mark):
            continue
        seen.add(name)
        denied = mark.label.startswith(_DENIED)
        denied = denied or frame.negated(mark, reach=12) or _is_of_nothing(frame, mark)
        yield frame.draft(Draft("status", State(name), mark, f"status/{name}", deny=denied))


def _is_by_others(frame: Frame) -> bool:
    """ "A rival's spokesman did not return a call": of the program nothing follows."""
    refusing = [one.values["organisation"] for one in frame.passage.get("speech", "refusal")]
    return bool(refusing) and not {None, frame.topic.vendor}.intersection(refusing)


def _is_of_part(frame: Frame, mark: Mark) -> bool:
    """Whether a limit, a fee, a post or an event came to its end, and not the program."""
    text, first = frame.passage.text, frame.passage.start
    said = frame.passage.slice(mark.start, mark.end)
    if frame.rules[_IS].match(said):
        return frame.rules[_PART_IS].search(text[: mark.start - first]) is not None
    does = frame.rules[_DOES].match(said)
    return bool(does) and frame.rules[_OF_PART].match(text, mark.end - first) is not None


def _is_awaited(frame: Frame, mark: Mark) -> bool:
    """ "Once the event has ended": it has not yet."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    return frame.rules[_ONCE].search(before) is not None


def _is_of_nothing(frame: Frame, mark: Mark) -> bool:
    """ "Nothing about it is final", "not one of its terms is": the subject denies it."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    return frame.rules[_NOTHING].search(before) is not None


def _refused(frame: Frame) -> Iterator[Mark]:
    """What the vendor would not tell, where that is all: "declined to say how many"."""
    speeches = frame.passage.get("speech")
    if frame.terms(f"state:{_NO_COMMENT}") or not frame.setting.focused or len(speeches) != 1:
        return
    for speech in frame.passage.get("speech", "refusal"):
        ours = speech.values["organisation"] == frame.topic.vendor
        if ours and not speech.values.get("undeclared") and refuses_to_tell(frame, speech):
            yield Mark(speech.start, speech.start, f"state:{_NO_COMMENT}")


def refuses_to_tell(frame: Frame, speech: Mark) -> bool:
    """Whether it is an answer that is refused, and not some work ("refuses to touch archives")."""
    place = speech.values["cue_at"]
    said = frame.passage.slice(place[0], frame.passage.end) if place else ""
    to = frame.rules[_TO].match(said)
    return to is None or frame.rules[_TELLS].match(said, to.end()) is not None


def _is_part(mark: Mark, other: Mark) -> bool:
    """Whether it lies inside a longer mark."""
    return mark.within(other.start, other.end) and mark.end - mark.start < other.end - other.start


def eligibility(frame: Frame) -> Iterator[Draft]:
    """Restrictions in words ("only paid licenses"); those in numbers are thresholds."""
    cue = next(iter(frame.words("eligible")), None)
    if cue is None or frame.passage.get("quantities") or frame.leads_in:
        return
    if not frame.is_anchored("eligibility") or frame.is_example or frame.is_question:
        return
    limits = {frame.passage.slice(m.start, m.end).lower() for m in frame.words("limit")}
    if not limits:
        return
    before = frame.passage.slice(frame.passage.start, cue.start)
    who = " ".join((before if len(before.split()) > 1 else frame.passage.text).split())
    eligible = not frame.negated(cue, reach=12)
    value = Eligibility(who[:_ABOUT_CHARS], tuple(sorted(limits)), eligible)
    yield frame.draft(Draft("eligibility", value, cue, "eligibility/limited", deny=not eligible))
