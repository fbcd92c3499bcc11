"""What a sentence itself calls wrong: "reports that it takes 250 are false", "no truth in"."""

from __future__ import annotations

import re

from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark

# From what was reported to the verdict on it: the rest of a noun phrase, "which was reported
# earlier", and the verb of being.
_TO_VERDICT = Rule(
    r"(?:\s+(?!{accuracy.being}\s)[\w'’-]+){0,8}(?:,?\s+{papers.that}(?:\s+[\w'’-]+){1,8}?,?)?"
    r"\s+{accuracy.being}(?:\s+{accuracy.degrees})*\s+",
    re.IGNORECASE,
)
# "The September 1 start is incorrect": the value is what is judged, or opens its name.
_IN_FRONT = Rule(
    r"(?:(?:^|[,;:“\"(—–]\s*)[\W_]*|\b(?:{accuracy.says}|{accuracy.that})\s+)"
    r"(?:{accuracy.in_front}\s+)?$",
    re.IGNORECASE,
)
# "Wrong for small firms": no good, and true all the same.
_FOR = Rule(r"\s+{accuracy.unfit}\b", re.IGNORECASE)
# "It is false that": what is judged follows.
_IT_IS = Rule(r"\b{accuracy.it}\s*{accuracy.being}(?:\s+{accuracy.degrees})*\s+$", re.IGNORECASE)
_THAT = Rule(r"\s+{accuracy.that}\s", re.IGNORECASE)
# "Wrong to say", "wrong in claiming".
_TO_SAY = Rule(r"\s+{accuracy.to_say}\s+", re.IGNORECASE)
# "No truth to the rumor that".
_TRUTH_OF = Rule(r"{accuracy.truth_of}$", re.IGNORECASE)
_REPORT = Rule(r"\s+(?:[\w'’-]+\s+){0,3}")


def is_refuted(frame: Frame, value: Mark, speech: Mark | None) -> bool:
    """Whether a value stands in a report that its own sentence calls wrong.

    `speech` is the report that takes the value in: whose it is, who is said to be wrong,
    keeps his word, and the verdict is somebody else's.
    """
    for verdict in frame.words("wrong"):
        if frame.negated(verdict, reach=12) or frame.parted(verdict, value):
            continue
        if verdict.start >= value.end and _is_reported(frame, value, verdict, speech):
            return True
        if verdict.end <= value.start and _is_judged(frame, verdict, value):
            return True
    return False


def _is_reported(frame: Frame, value: Mark, verdict: Mark, speech: Mark | None) -> bool:
    """ "Reports of a minimum of 250 seats are wrong"."""
    between = frame.passage.slice(value.end, verdict.start)
    if frame.rules[_TO_VERDICT].fullmatch(between) is None:
        return False
    if frame.rules[_FOR].match(frame.passage.text, verdict.end - frame.passage.start):
        return False
    before = frame.passage.slice(frame.passage.start, value.start)
    if frame.rules[_IN_FRONT].search(before):
        return True
    cue = speech.values["cue_at"] if speech is not None else None
    reports = [one for one in frame.words("report") if one.end <= value.start]
    # "Foo's claim that": the claim is Foo's, who is wrong.
    return any(not (cue and one.start <= cue[0] < value.start) for one in reports)


def _is_judged(frame: Frame, verdict: Mark, value: Mark) -> bool:
    """ "It is false that it takes 250 seats", "wrong to say that", "no truth to reports of"."""
    rules, text = frame.rules, frame.passage.text
    at = verdict.end - frame.passage.start
    before = frame.passage.slice(frame.passage.start, verdict.start)
    if rules[_THAT].match(text, at):
        of_people = any(verdict.start == one.start for one in frame.words("of-people"))
        return of_people or rules[_IT_IS].search(before) is not None
    said = rules[_TO_SAY].match(text, at)
    if said is not None:
        cues = {cue.start - frame.passage.start for cue in frame.words("cue")}
        return said.end() in cues
    if rules[_TRUTH_OF].search(frame.passage.slice(verdict.start, verdict.end)) is None:
        return False
    reports = (one for one in frame.words("report") if verdict.end < one.start < value.start)
    return any(
        rules[_REPORT].fullmatch(frame.passage.slice(verdict.end, one.start)) for one in reports
    )
