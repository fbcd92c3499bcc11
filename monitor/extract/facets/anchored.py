"""Whether a time is the program's, by what stands in its clause.

A text about the program dates much that is none of it: other products, meetings, the people around
it. So a time counts only where its clause names the program, what it moves, a limit or a sum, or
what programs have ("requests", "the window"), or goes on about what was named before ("it opens").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from monitor.extract.facets.event_words import EVENTS
from monitor.extract.facets.frame import Frame
from monitor.extract.facets.page import ITEMS
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark

# So few words leave what they are about to the sentence before.
_SHORT = 7
# Characters between a word and what stands right behind it.
_BESIDE = 2
# Characters from "the vendor said" to an "it" that is the vendor ("said on Monday that it").
_CUE_REACH = 24
_THINGS = Rule(r"\b(?:{passage.programs}|{events.offers}|{events.things})\b", re.IGNORECASE)
# "It starts", "that was due", "they'll open".
_PRONOUN = Rule(
    r"(?<![\w-])(?:{events.pronouns}|{they.they})(?:['’]\w+|\s+(?P<verb>[\w'’-]+))", re.IGNORECASE
)
_ACTS = Rule(r"(?:{events.auxiliaries}|{events.becomes})\b", re.IGNORECASE)


def is_programs(frame: Frame, time: Mark) -> bool:
    """Whether the clause of a time names what may be the program's, or answers a question."""
    passage = frame.passage
    if frame.asked or passage.kind != "paragraph":
        return True  # an entry has its heading, a cell its row
    if len(passage.text.split()) <= _SHORT and not passage.get("speech"):
        return True
    if frame.terms("program") or frame.terms("short"):
        return True
    if time.label == "window" and frame.bought:
        return True  # "for purchases made between July 1 and June 30"
    if any(word.start - passage.start <= _BESIDE for word in frame.words(*EVENTS)):
        return True  # "Opened in April", of what was named before
    own = chain(
        frame.terms("component:"),
        frame.words("limit-noun", "eligible", "fund", "cap"),
        (one for one in passage.get("quantities") if one.label != "staff"),
        _items(frame),
        _things(frame),
    )
    return any(not frame.parted(time, one) for one in own)


def _items(frame: Frame) -> Iterator[Mark]:
    """What is moved or set up; a product has news of its own, and mail is named everywhere."""
    worked = bool(frame.doers("vendor") or frame.words("provide", "perform"))
    products = frame.topic.products
    for mark in (m for kind in ITEMS for m in frame.terms(kind)):
        kind, _, name = mark.label.partition(":")
        plain = kind == "item" and name not in products
        if plain or worked or _is_object(frame, mark):
            yield mark


def _is_object(frame: Frame, mark: Mark) -> bool:
    """ "Will add Orbit Files in May": what an event is the event of."""
    return any(0 < mark.start - word.end <= _BESIDE for word in frame.words(*EVENTS))


def _things(frame: Frame) -> Iterator[Mark]:
    """Nouns that may mean the program or a part of it, and pronouns that start or end."""
    first = frame.passage.start
    for found in (*frame.rules[_THINGS].finditer(frame.passage.text), *_pronouns(frame)):
        yield Mark(first + found.start(), first + found.end(), "")


def _is_firms(speech: Mark) -> bool:
    return bool(speech.values["organisation"]) and not (
        speech.values["name"] or speech.values["role"]
    )


def _pronouns(frame: Frame) -> Iterator[re.Match[str]]:
    """Pronouns with a verb of an event behind or in front of them, and no firm that spoke."""
    first, events = frame.passage.start, frame.words(*EVENTS)
    begin, end = {w.start - first for w in events}, {w.end - first for w in events}
    spoke = [
        speech.values["cue_at"][1] - first
        for speech in frame.passage.get("speech")
        if speech.values["cue_at"] and _is_firms(speech)
    ]
    for found in frame.rules[_PRONOUN].finditer(frame.passage.text):
        if any(0 <= found.start() - at <= _CUE_REACH for at in spoke):
            continue  # "the vendor said it would shut an office"
        acts = found["verb"] is None or frame.rules[_ACTS].match(found["verb"])
        if acts or found.start("verb") in begin or found.start() - 1 in end:
            yield found
