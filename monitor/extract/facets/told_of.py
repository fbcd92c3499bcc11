"""Whether a value is said of the program in so many words: only that may raise an alarm.

A text about the program is full of other dates, sums and sizes. What its own sentence does not name
is kept as a claim that is implied, and believed less.
"""

from __future__ import annotations

import re

from monitor.extract.facets.entry import is_own_entry
from monitor.extract.facets.frame import Draft, Frame
from monitor.extract.facets.rules import Rule
from monitor.types import ANYBODYS

# "The offer runs until May".
_THE_PROGRAM = Rule(r"\b{passage.known}\s+{passage.programs}\b", re.IGNORECASE)
# "It opens in May.", "Its minimum is 50."
_IT = Rule(r"[\W_]*{supposed.it}s?\b", re.IGNORECASE)
# Words in front of the subject of a sentence: "Last week the".
_SUBJECT = 3
# What names the program, or a part of it.
_NAMES = ("program", "short", "component:")


def is_told_of_program(frame: Frame, draft: Draft) -> bool:
    """Whether a value is the program's by the words around it.

    A page of the vendor's about the program tells its terms in any words, but for `ANYBODYS`.
    """
    if _is_of_its_speaker(frame):
        return False
    if _is_named(frame) or _takes_up_name(frame):
        return True
    if is_own_entry(frame, draft.at, draft.qualifiers):
        return True
    if not frame.setting.focused:
        return False
    if frame.revision.organisation == frame.topic.vendor and (
        draft.facet not in ANYBODYS or frame.passage.get("money") or frame.passage.kind == "cell"
    ):
        return True
    return frame.rules[_THE_PROGRAM].search(frame.passage.text) is not None


def _is_of_its_speaker(frame: Frame) -> bool:
    """ "A spokeswoman for Acme said its program was planned since spring": that is Acme's."""
    ours = (None, frame.topic.vendor, "partner")
    said = [speech.values["organisation"] for speech in frame.passage.get("speech")]
    named = frame.terms("program") or frame.rules[_THE_PROGRAM].search(frame.passage.text)
    return bool(said) and not named and all(one not in ours for one in said)


def _is_named(frame: Frame) -> bool:
    """Whether its words name the program or a part of it, or what it hangs on or answers does."""
    around = (frame.passage, frame.setting.lead_in, *frame.asked)
    return any(one.has(frame.group, *_NAMES) for one in around if one is not None)


def _takes_up_name(frame: Frame) -> bool:
    """Whether it begins with "it", and the sentence before with the name of the program."""
    before = frame.setting.before
    if before is None or before.block != frame.passage.block:
        return False
    names = (*before.get(frame.group, "program"), *before.get(frame.group, "short"))
    opens = any(len(before.slice(before.start, one.start).split()) <= _SUBJECT for one in names)
    return opens and frame.rules[_IT].match(frame.passage.text) is not None
