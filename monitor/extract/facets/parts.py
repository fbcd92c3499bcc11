"""Of which part of the program something is told: a product, a limit, some country.

A program starts once; what it moves, asks for and where it is offered start one by one. A
qualifier keeps these apart, so that only what is told of the same part is compared.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import cast

from monitor.extract.facets.event_words import EVENTS, OF_MOD
from monitor.extract.facets.frame import Frame
from monitor.extract.facets.items import items_of
from monitor.extract.facets.lasting import FORMER, Qualifiers
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark
from monitor.values import LIMIT, PART

# "That service is due in May": what the sentence before was about.
_THAT = Rule(r"[\W_]*{events.pronouns}\b", re.IGNORECASE)
# Characters between a time and what comes then, in one clause.
_REACH = 160
# So few words name nothing by a pronoun alone.
_SHORT = 6
# "The second wave starts in May": no start of the whole.
_STAGE = Rule(r"\b{events.stages}\b", re.IGNORECASE)
_THERE = Rule(r"(?<!^)\b{events.there}\b(?!\s+{events.there_is})", re.IGNORECASE)
# "With as few as 50 seats".
_AS_FEW = Rule(r"\b{events.as_few}\s", re.IGNORECASE)
# "It", "they", "the waiver": what the sentence before was about, or one more name of an offer.
_NAMES = Rule(
    r"\b(?:{events.pronouns}|{they.they}|{passage.we}|{passage.programs}|{events.offers})\b",
    re.IGNORECASE,
)


# "Must be ordered there", "becomes mandatory".
_DUTY = Rule(r"\b{dates.duty}\b", re.IGNORECASE)


def regions_of(frame: Frame, time: Mark) -> tuple[Qualifiers, ...]:
    """Where something comes or goes at a time, for each place; () for wherever the program is."""
    said = frame.regions(time)
    return said if said != ((),) else (_asked_region(frame) or _region_there(frame),)


def part_of(frame: Frame, time: Mark) -> Qualifiers:
    """What of the program comes or goes at a time; () for the program as a whole."""
    return _stage(frame, time) or _item(frame, time) or _limit(frame, time)


def _asked_region(frame: Frame) -> Qualifiers:
    """ "When can British firms start? July.": where, in the question that is answered."""
    if frame.passage.get("words", "region:"):
        return ()
    for passage in frame.asked:
        for place in passage.get("words", "region:"):
            name = place.label.removeprefix("region:")
            if name != frame.topic.home_region:
                return (("region", name),)
    return ()


def _region_there(frame: Frame) -> Qualifiers:
    """ "It is not offered in Japan yet. It comes there in May": what the sentence before named."""
    before = frame.setting.before
    near = before is not None and before.block == frame.passage.block
    if not near or frame.passage.get("words", "region:"):
        return ()
    if frame.rules[_THERE].search(frame.passage.text) is None:
        return ()
    places = before.get("words", "region:") if before else ()
    names = {place.label.removeprefix("region:") for place in places}
    names -= {frame.topic.home_region}
    return (("region", names.pop()),) if len(names) == 1 else ()


def sum_of(frame: Frame, time: Mark) -> Qualifiers:
    """ "Will charge $1,500 from May 1": since when a sum is asked or paid, and no start of all."""
    leading = frame.rules.words("events.leading") | frame.rules.words("events.onward")
    for verb in (*frame.words("start"), *frame.words("launch")):
        alone = frame.passage.slice(verb.start, verb.end).lower() in leading
        if not alone and not frame.parted(time, verb):
            return ()
    sums = (money for money in frame.passage.get("money") if Decimal(money.values["amount"]))
    near = any(not frame.parted(time, money) for money in sums)
    return ((PART, "payment"),) if near else ()


def names_whole(frame: Frame, time: Mark) -> bool:
    """Whether the clause of a time has a word that may mean the program, or answers one."""
    if any(map(frame.names_program, frame.asked)):
        return True
    whole = (
        *frame.terms("program"),
        *frame.terms("short"),
        *frame.terms("component:"),
        *frame.terms("item:"),
        *frame.terms("performer:"),
        *frame.passage.get("money"),
        *frame.passage.get("quantities"),
    )
    if frame.near(time, whole, _REACH) is not None:
        return True
    first = frame.passage.start
    if len(frame.passage.text.split()) <= _SHORT and not _happens(frame):
        return False  # "Since last week they have."
    return any(
        not frame.parted(time, Mark(first + name.start(), first + name.end(), ""))
        for name in frame.rules[_NAMES].finditer(frame.passage.text)
    )


def _happens(frame: Frame) -> bool:
    """Whether there is a word of an event, and not "since" alone."""
    leading = frame.rules.words("events.leading")
    return any(
        frame.passage.slice(w.start, w.end).lower() not in leading for w in frame.words(*EVENTS)
    )


def _stage(frame: Frame, time: Mark) -> Qualifiers:
    """The stage that begins or ends then: what stands in front of its verb, in the same clause."""
    first = frame.passage.start
    for stage in frame.rules[_STAGE].finditer(frame.passage.text):
        mark = Mark(first + stage.start(), first + stage.end(), "")
        if frame.is_where(mark):
            continue  # "is in preview, and comes in May"
        if mark.end < time.start and not frame.parted(time, mark):
            return ((PART, stage.group().lower()),)
    return ()


def _item(frame: Frame, time: Mark) -> Qualifiers:
    """The kinds of things that come then; those that the program is known for are its whole."""
    named = {name for mark, name in items_of(frame) if not frame.parted(time, mark)}
    before = frame.setting.before
    near = before is not None and before.block == frame.passage.block
    if not named and near and frame.rules[_THAT].match(frame.passage.text):
        named = {name for _, name in items_of(frame, before)}
    parts = [name for name in named if frame.topic.ancestors(name)]
    whole = named.intersection(frame.topic.whole)
    return ((PART, " ".join(sorted(parts))),) if parts and not whole else ()


def _limit(frame: Frame, time: Mark) -> Qualifiers:
    """The limit that holds from then on or until then ("200 licenses from October")."""
    said = frame.words("limit-noun", "needed")
    word = frame.near(time, said, _REACH)
    counted = [q for q in frame.passage.get("quantities") if q.values["low"] is not None]
    limit = frame.near(time, counted, _REACH)
    changed = word is not None and bool(frame.words("raised"))
    if limit and any(q is not limit and frame.validity(q) == FORMER for q in counted):
        return ((PART, f"limit {limit.values['low']}"),)  # "…, where it has been 150 up to now"
    if limit and frame.rules[_AS_FEW].search(limit.values["words"]):
        return ((PART, f"limit {limit.values['low']}"),)  # lets in more than before
    served = frame.words("provide", "perform", "eligible", *([] if changed else ["hold"]))
    if (word is None and limit is None) or frame.passage.get("money"):
        return ()
    if limit and not limit.values["low"] and OF_MOD.get(time.values["mod"]) == "end":
        return ()  # "the minimum is waived through December": that is the offer
    named = () if changed else frame.terms("program")
    if any(not frame.parted(time, verb) for verb in (*served, *named)):
        return ()  # but "lowers the program's minimum from May 1"
    if limit is None or word is not None:
        return ((PART, LIMIT),)
    return ((PART, f"{LIMIT} {_new(limit, changed=changed)}"),)


def _new(limit: Mark, *, changed: bool) -> int:
    """The limit, or the one it changes to ("from 150 to 50")."""
    low, high = limit.values["low"], limit.values["high"]
    return cast(int, high if changed and limit.values["bound"] == "range" and high else low)


def limit_at(frame: Frame, time: Mark) -> Qualifiers:
    """The one limit that holds from then on or until then, whatever of the program begins."""
    counted = [
        one
        for one in frame.passage.get("quantities")
        if one.values["low"] is not None and frame.validity(one) != FORMER
        if not frame.parted(time, one)
    ]
    changed = bool(frame.words("raised"))
    lows = {_new(one, changed=changed) for one in counted}
    return ((LIMIT, str(lows.pop())),) if len(lows) == 1 else ()


def duty_of(frame: Frame, time: Mark) -> Qualifiers:
    """ "From March 10 it must be ordered there": when a duty begins, and no offer."""
    times, first = frame.passage.get("times"), frame.passage.start
    for found in frame.rules[_DUTY].finditer(frame.passage.text):
        word = Mark(first + found.start(), first + found.end(), "duty")
        if frame.near(word, times, _REACH) is time and not frame.parted(word, time):
            return ((PART, "duty"),)
    return ()
