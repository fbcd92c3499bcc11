"""The event of a time that stands in no sentence of its own: a label, a table, an answer."""

from __future__ import annotations

import re

from monitor.extract.facets.event_words import EVENTS, FRONT
from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark
from monitor.values import Event

# "Links repaired", "page created": what was done to the page, and not to the program.
_UPKEEP = Rule(r"\b{events.upkeep}\b", re.IGNORECASE)
# A fragment of so few words leaves the event to the sentence before.
_SHORT = 6


def without_verb(frame: Frame, mark: Mark) -> Event | None:
    """The event of a time that no verb or noun of one stands near."""
    if _is_refused(frame, mark):
        # "told of a start in May, she would not go beyond this fall": the start she was asked about
        return next((event for event in EVENTS if frame.words(event)), None)
    if mark.start - frame.passage.start <= FRONT and _heads_entry(frame, mark):
        return "start"  # "- Jul 1: new agreement live"
    if _ends_label(frame, mark):
        return "start"  # "Mail migration: September 1"
    return "change" if _is_in_history(frame, mark) else _asked(frame, mark)


def _heads_entry(frame: Frame, mark: Mark) -> bool:
    """Whether it is the date in front of an entry of a calendar."""
    behind = frame.passage.slice(mark.end, mark.end + 2)
    return frame.passage.kind in ("entry", "cell") and behind.startswith(":")


def _ends_label(frame: Frame, mark: Mark) -> bool:
    """Whether a time is all that is told of a part of the program ("Mail: September 1")."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    behind = frame.passage.slice(mark.end, frame.passage.end)
    named = (*frame.terms("program"), *frame.terms("item:"), *frame.terms("component:"))
    name = before.rstrip(" :*_")
    if ":" not in before[len(name) :] or len(before.split()) > _SHORT or behind.strip(" .*_)"):
        return False
    return any(one.end == frame.passage.start + len(name) for one in named)


def _is_in_history(frame: Frame, mark: Mark) -> bool:
    """Whether a time is the whole cell of a table of changes."""
    words = frame.passage.text.strip(" *_")
    if frame.passage.kind != "cell" or words != mark.values["words"].strip():
        return False
    row = (p for p in frame.setting.row if p is not frame.passage)
    if any(frame.rules[_UPKEEP].search(cell.text) and not cell.get(frame.group) for cell in row):
        return False  # "Links repaired."
    heads = (*frame.setting.columns, frame.setting.under)
    return any(head is not None and head.has("words", "change") for head in heads)


def _is_refused(frame: Frame, mark: Mark) -> bool:
    """Whether it is the time beyond which somebody would not go."""
    for refusal in frame.passage.get("speech", "refusal"):
        inside = [m for m in frame.passage.get("times") if refusal.start <= m.start < refusal.end]
        if inside and inside[0] is mark:
            return True
    return False


def _asked(frame: Frame, mark: Mark) -> Event | None:
    """The event that the question before asked for ("When does it start? On June 1.")."""
    before = frame.setting.before
    near = before is not None and before.block == frame.passage.block
    # "I know no more today" is no answer.
    dated = mark.label != "relative" and (
        mark.values["words"].lower() not in frame.rules.words("events.today")
    )
    short = dated and len(frame.passage.text.split()) <= _SHORT
    asked = (*frame.asked, before) if near and short else frame.asked
    for passage in asked:
        for event in EVENTS:
            if passage is not None and passage.has("words", event):
                return event
    return None
