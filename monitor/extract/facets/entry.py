"""Entry: when one may join the program or ask for it, which begins and ends by itself."""

from __future__ import annotations

import re

from monitor.extract.facets.frame import Frame
from monitor.extract.facets.lasting import Qualifiers
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark
from monitor.values import PART

ENTRY: Qualifiers = ((PART, "enrolment"),)
# "Enrolment", and up to its time no other noun that may begin.
_ENTRY = Rule(r"\b{dates.entry}\b(?P<behind>[^.;:]*)$", re.IGNORECASE)
# "Ask for it until May 1": when that ends, it may still be had.
_REQUESTS = Rule(r"\b{dates.requests}\b(?P<behind>[^.;:]*)$", re.IGNORECASE)
# "Registration for the spring meeting": what one registers for.
_FOR = Rule(r"\s+{dates.for_it}\s+", re.IGNORECASE)
# "Requests are worked through until May 1": no time for asking.
_SERVED = Rule(r"\b{dates.served}\b", re.IGNORECASE)
# "Requests that reach us by May 1": some of them.
_THAT = Rule(r"\s+{mentions.relative}\b", re.IGNORECASE)
# "Opens on May 1 and closes on".
_AND_ENDS = Rule(r",?\s+{clause.joins}\s+(?:\w+\s+){1,3}", re.IGNORECASE)
# "The next call is on May 3. Registration closes": that of the call.
_MEETINGS = Rule(r"\b{events.meetings}\b", re.IGNORECASE)
# Characters from "registration for" to a name of the program.
_CLOSE = 12


def entry_of(frame: Frame, time: Mark, *, ends: bool) -> Qualifiers:
    """ "Enrolment opens on May 1", "register by May 1": when one may join, and not what is had.

    `ends`: then it ends; of requests that counts alone, for what begins may be asked for.
    """
    rules = (_ENTRY, _REQUESTS) if ends else (_ENTRY,)
    return ENTRY if any(_joins(frame, time, rule) for rule in rules) else ()


def names_entry(frame: Frame, before: str) -> bool:
    """Whether words in front of an event name what one joins by, or asks with."""
    return _entry_in(frame, before) is not None


def is_own_entry(frame: Frame, time: Mark, part: Qualifiers) -> bool:
    """Whether a text about the program says "registration opens", and not for something else."""
    if not frame.setting.focused or ENTRY[0] not in part:
        return False
    before = frame.passage.slice(frame.passage.start, time.start)
    found = _entry_in(frame, before)
    if found is None or "," in found["behind"] or frame.parted(_at(frame, found), time):
        return False
    if time.values["mod"] == "before" or frame.rules[_THAT].match(before, found.start("behind")):
        return False  # "whoever sent a request before May 1": what becomes of those
    behind = frame.rules[_FOR].match(before, found.start("behind"))
    if behind is None:
        return True
    at = frame.passage.start + behind.end()
    ours = (*frame.terms("program"), *frame.terms("short"), *frame.terms("component:"))
    ours += frame.terms("item:")
    return any(0 <= one.start - at <= _CLOSE for one in ours)


def _entry_in(frame: Frame, before: str) -> re.Match[str] | None:
    """The word for it; that of a meeting the sentence before announces is none."""
    if _follows_meeting(frame):
        return None
    return frame.rules[_ENTRY].search(before) or frame.rules[_REQUESTS].search(before)


def _follows_meeting(frame: Frame) -> bool:
    before = frame.setting.before
    near = before is not None and before.block == frame.passage.block
    return near and before is not None and frame.rules[_MEETINGS].search(before.text) is not None


def _joins(frame: Frame, time: Mark, rule: Rule) -> bool:
    row = frame.passage.subject
    if row is not None and frame.rules[rule].search(frame.revision.text[slice(*row)]):
        return True
    before = frame.passage.slice(frame.passage.start, time.start)
    found = frame.rules[rule].search(before)
    if found is None or frame.rules[_SERVED].search(found["behind"]):
        return False
    entry = _at(frame, found)
    between = [
        one.end for one in frame.passage.get("times") if entry.start < one.start < time.start
    ]
    if between and not frame.rules[_AND_ENDS].fullmatch(
        frame.passage.slice(between[-1], time.start)
    ):
        return False
    return not frame.parted(entry, time)


def _at(frame: Frame, found: re.Match[str]) -> Mark:
    at = frame.passage.start + found.start()
    return Mark(at, at, "entry")
