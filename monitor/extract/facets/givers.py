"""Of whom a sentence speaks: whether it tells of the program, and whether the program gives."""

from __future__ import annotations

import re

from monitor.extract.facets.clause import verb_of
from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark

# Characters and words between an item and the program's name behind it.
_TIED = 60
_TIE = Rule(r"\b{givers.ties}\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
# An item that begins so near to the start of its sentence is what the sentence is about.
_SUBJECT_AT = 12
_GOES_ON = Rule(r"[\"“'*]*(?=[A-Z])(?i:{givers.goes_on})\b")
# Words between a subject and its verb; beyond them somebody else may be meant.
_SUBJECT_WORDS = 3
# "We've lately migrated".
_HAVE = Rule(r"['’]{givers.short_auxiliaries}\s+(?:\w+\s+)?")
# "Our people advise, and your staff moves it".
_NEXT_CLAUSE = Rule(r",\s+{covered.next_clause}\s", re.IGNORECASE)
_GERUND = Rule(r"{givers.gerunds}", re.IGNORECASE)
# "I have moved mailboxes for a living".
_I_HAVE = Rule(
    r"\b{givers.i}(?:['’]{givers.short_auxiliaries})?\s+(?:{givers.auxiliaries}\s+)*$",
    re.IGNORECASE,
)


def is_of_program(frame: Frame, mark: Mark) -> bool:
    """Whether the sentence itself says something of the program, and not of the world around it.

    It names the program or its vendor, is said by the vendor, goes on from the
    sentence before, or has the item for its subject.
    """
    named = (*frame.terms("program"), *frame.terms("short"), *frame.doers("vendor"))
    if any(_speaks_of(frame, name, mark) for name in named):
        return True
    vendor = frame.topic.vendor
    # A mere "mail" far from the program's name may be anybody's.
    clear = mark.label.startswith("item:") or _is_at_hand(frame)
    if frame.setting.focused and clear and not _by_stranger(frame, mark):
        return True
    if frame.revision.organisation == vendor or mark.start - frame.passage.start <= _SUBJECT_AT:
        return True
    said = any(s.values["organisation"] == vendor for s in frame.passage.get("speech"))
    return said or bool(frame.rules[_GOES_ON].match(frame.passage.text))


def _is_at_hand(frame: Frame) -> bool:
    """Whether the program or its vendor is named here or in the sentence before."""
    before = frame.setting.before
    if frame.is_program or frame.terms("short") or frame.doers("vendor"):
        return True
    near = before is not None and before.block + 1 >= frame.passage.block
    return near and frame.names_program(before)


def _by_stranger(frame: Frame, mark: Mark) -> bool:
    """Whether a partner does it, or somebody else than the vendor tells it in their own words."""
    own = frame.doers("vendor") + frame.doers("customer")
    others = (m for m in frame.terms("performer:") if m not in own and not frame.speaks(m))
    if any(other.start < mark.start for other in others):
        return True
    return any(
        speech.label in ("direct", "indirect")
        and not speech.values["posted"]  # all of a thread is somebody's own words
        and speech.values["organisation"] != frame.topic.vendor
        for speech in frame.passage.reports(mark)
    )


def _speaks_of(frame: Frame, name: Mark, mark: Mark) -> bool:
    """Whether a name stands in front of an item, or is tied to it from behind ("part of")."""
    if name.end <= mark.start:
        return True
    if name.start < mark.end:
        return not mark.within(name.start, name.end)  # "mailbox moves" is no name of the program
    between = frame.passage.slice(mark.end, name.start)
    return len(between) <= _TIED and bool(frame.rules[_TIE].search(between))


def is_by_program(frame: Frame, given: Mark) -> bool:
    """Whether the program or its vendor does the giving, not a partner or the customer."""
    before = [mark for mark in frame.performers if mark.end <= given.start]
    if not before:
        if _is_gerund(frame, given) and frame.passage.kind not in ("entry", "cell"):
            return False  # "moving mail is the least of your worries"
        return frame.is_about and not _is_own_story(frame, given)
    if before[0].label == "performer:vendor" and before[-1].label == "performer:customer":
        helps = verb_of(frame, before[0])
        to = frame.passage.slice(before[0].end, before[-1].start)
        anew = frame.rules[_NEXT_CLAUSE].search(to) or frame.parted(before[0], given)
        if helps is not None and helps.is_work and not anew:
            return True  # "our engineers help customers set up their tenant"
    if _is_own_story(frame, given):
        return False
    between = frame.passage.slice(before[-1].end, given.start).split()
    if before[-1].label == "performer:partner":
        return len(between) > _SUBJECT_WORDS and frame.is_about
    if before[-1].label == "performer:customer" and len(between) <= _SUBJECT_WORDS:
        # "data that you migrate" is not given; "you get", "you work with" is.
        verbs = frame.rules.edges("givers.received")
        received = frame.passage.slice(before[-1].end, given.end).lower().split()
        return any(word.startswith(verbs) for word in received)
    return True


def _is_gerund(frame: Frame, given: Mark) -> bool:
    """Whether a verb stands without its subject, and no name of the program in front of it."""
    said = frame.passage.slice(given.start, given.end).split()[0]
    if frame.rules[_GERUND].fullmatch(said) is None:
        return False
    named = (*frame.terms("program"), *frame.terms("short"))
    return not any(name.end <= given.start for name in named)


def _is_own_story(frame: Frame, given: Mark) -> bool:
    """ "We've migrated 75,000 mailboxes", told by somebody else than the vendor."""
    if frame.rules[_I_HAVE].search(frame.passage.slice(frame.passage.start, given.start)):
        return frame.is_told_by_others(given)
    others = [mark for mark in frame.terms("performer:vendor") if mark not in frame.performers]
    told = [mark for mark in others if mark.end <= given.start]
    if not told:
        return False
    verb = verb_of(frame, told[-1])
    if verb is not None and verb.is_work and verb.start == given.start:
        return True
    return frame.rules[_HAVE].fullmatch(frame.passage.slice(told[-1].end, given.start)) is not None
