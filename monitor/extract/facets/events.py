"""Which event of the program a time belongs to, and on which side of it the event lies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from monitor.extract.facets.clause import is_denied, is_value_denied
from monitor.extract.facets.entry import names_entry
from monitor.extract.facets.event_words import EVENTS, FRONT, OF_MOD
from monitor.extract.facets.frame import Frame
from monitor.extract.facets.not_then import denied_for, holding_for, is_not_then
from monitor.extract.facets.other_events import BESIDE, is_change, is_of_other, is_tally
from monitor.extract.facets.rules import Rule
from monitor.extract.facets.verbless import without_verb
from monitor.extract.passages import Mark
from monitor.values import Event

_VERBS: tuple[Event, ...] = ("end", "launch", "start")
_NOT_BEFORE = ("no earlier than", "on or after")
# With a change denied: how long all stays as it is.
_STILL = ("before", "until", "till", "by", "prior to")
# A day of the week tells when somebody spoke, unless an event stands right beside it.
_WEEKDAY_REACH = 25
_REACH = 160
_TIED = 80
# Characters from a verb of growth to the "since" it is counted from ("has doubled since 2020").
_GROWN_REACH = 25
# Characters of "since" and what parts it from its time.
_GAP = 7


# "As of this morning the page still says": when it was so, and no start.
_STILL_SO = Rule(r"\s{events.still}\s")
_SO_FAR = Rule(r"{events.so_far}\b", re.IGNORECASE)
# The moment of writing, which nothing starts at.
_AT_WRITING = Rule(r"{events.at_writing}\b", re.IGNORECASE)
_AT_END = Rule(r"\b{events.at_end}$", re.IGNORECASE)
# Who waits until a day gets it from then on.
_WAITS = Rule(r"\b{events.waits}\s+$", re.IGNORECASE)
# "Stops taking nominations", up to its day.
_STOPS = Rule(r"\b{events.stops}\s+{dates.doing}\b[^,;:.]*$", re.IGNORECASE)
# From "ask for" to the program: an article.
_CLOSE = 5
# Characters from a verb of asking or waiting to its "from" or "until".
_ASIDE_REACH = 60
# "More than doubled from a year earlier": what is compared, and no start.
_COMPARED = Rule(r"\b{events.compared}$", re.IGNORECASE)
# "Shares rose 24 cents to close Thursday".
_SHARES = Rule(r"\b{events.shares}\b", re.IGNORECASE)
_NONE_TILL = Rule(r"\b{events.none_till}\s+(?:[\w'’-]+\s+){1,5}$", re.IGNORECASE)
# "Won't be taking on customers there until January": it begins then.
_NOT_TILL = Rule(r"\b{events.not_till}\s+(?:[\w'’-]+\s+){0,8}$", re.IGNORECASE)
_WHEN = Rule(r"\s{events.when}\s", re.IGNORECASE)
_TO_BEGIN = Rule(r"\s+{events.to_begin}\b", re.IGNORECASE)
# "Are excluded from it until 2015".
_SHUT = Rule(r"\b{events.shut}\s+(?:[\w'’-]+\s+){0,8}$", re.IGNORECASE)
_SHUT_OUT = Rule(r"\b{events.shut_out}\s+(?:[\w'’-]+\s+){0,5}$", re.IGNORECASE)
_BEING = Rule(r"\b{owners.being}\s+(?:\w+\s+)?$", re.IGNORECASE)
# Signs behind the last word of a sentence ("where matters stand as of today.").
_ENDS = 2
# Characters from an event's word to a time that is its own ("had put the start at spring").
_OWN_TIME = 6


# "It slips to November": in a text about the program, its subject is the program.
_IT = Rule(
    r"(?:^[\W_]*|[,;:“\"]\s*|\b{events.openings}\s+)"
    r"{events.pronouns}(?:['’]\w+)?\s+(?:{events.auxiliaries}\s+)*$",
    re.IGNORECASE,
)


_MOVES = Rule(r"{events.moved}", re.IGNORECASE)
# "Has been extended to December 31": it ends then; "on May 3" that was decided.
_EXTENDED = Rule(r"\b{events.extended}\s+(?:[\w'’-]+\s+){0,6}?{events.up_to}\s+$", re.IGNORECASE)
# "Delayed until January": what was moved begins then.
_PUT_OFF = Rule(r"\b{events.moved}\s+(?:[\w'’-]+\s+){0,2}$", re.IGNORECASE)
# "Will no longer be available after": "after" alone dates nothing.
_NO_LONGER = Rule(
    r"\b{events.no_longer}\s+(?:[\w'’-]+\s+){0,3}(?:{events.after}\s+)?$", re.IGNORECASE
)


class Course(NamedTuple):
    """An event of the program at a time."""

    event: Event
    denied: bool = False  # not then
    side: Literal["on", "from", "until"] = "on"  # "not before", "no later than"


def course(frame: Frame, mark: Mark) -> Course | None:
    """The event a time belongs to; None where it belongs to none."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    if mark.label == "window":
        return Course("window")
    if mark.values["mod"] == "after":
        return Course("end") if frame.rules[_NO_LONGER].search(before) else None
    if frame.rules[_SHARES].search(frame.passage.text):
        return None
    other = denied_for(frame, mark)
    if other is not None:
        found = course(frame, other)
        return Course(found.event) if found else None
    other = holding_for(frame, mark)
    if other is not None:
        found = course(frame, other)
        return Course(found.event, denied=True) if found and not found.denied else None
    mod = mark.values["mod"]
    if mod == "from" and frame.rules[_COMPARED].search(mark.values["words"]):
        return None
    if mod == "since" and not (_is_told_of_program(frame) or _in_place(frame, mark)):
        return None
    if mod == "since" and is_tally(frame, mark):
        return None
    grown = frame.before(mark, _grown(frame), _GROWN_REACH) if mod == "since" else None
    if grown and not any(grown.end <= w.start < mark.start - _GAP for w in frame.words("start")):
        return None  # "has doubled since May", but not "the lower tier is in place since May"
    if mod not in (*_STILL, "since") and (stop := _stop(frame, before)) is not None:
        return Course("end", is_denied(frame, stop))
    if mod in OF_MOD and (mark.label != "end" or OF_MOD[mod] == "end"):
        return _by_preposition(frame, mark, mod)
    event, word = _nearest(frame, mark)
    if event is None:
        return None
    if event == "start" and word is not None and is_change(frame, word):
        event = "change"
    denied = is_not_then(frame, mark) or (word is not None and is_denied(frame, word))
    if denied and event == "change" and mod in _STILL:
        return None  # "will not change it before the end of the year" dates no change
    if event == "change" and word is not None and not denied:
        event = "end" if frame.rules[_EXTENDED].search(before) else _moved_to(frame, word)
    if mod == "before":
        return Course(event, side="from" if denied else "until")
    if mod in _NOT_BEFORE:
        return Course(event, side="from")
    return Course(event, denied)


def _stop(frame: Frame, before: str) -> Mark | None:
    """ "Stops taking nominations in June": what is done no longer from then on."""
    stop = frame.rules[_STOPS].search(before)
    first = frame.passage.start
    return Mark(first + stop.start(), first + stop.end(), "stop") if stop else None


def _grown(frame: Frame) -> list[Mark]:
    """Verbs of growth that are none of work: "has moved mail since May" counts nothing."""
    work = {word.start for word in frame.words("perform")}
    return [word for word in frame.words("raised") if word.start not in work]


def _moved_to(frame: Frame, word: Mark) -> Event:
    """What comes when a change is over: moved to January is a start, or an end if that is moved."""
    if not frame.rules[_MOVES].fullmatch(frame.passage.slice(word.start, word.end)):
        return "change"
    return "end" if tells_end(frame) else "start"


def tells_end(frame: Frame) -> bool:
    """Whether a verb or noun of ending is there, and not "until" alone."""
    leading = frame.rules.words("events.leading")
    said = (frame.passage.slice(word.start, word.end).lower() for word in frame.words("end"))
    return any(text not in leading for text in said)


def _by_preposition(frame: Frame, mark: Mark, mod: str) -> Course | None:
    """The event that "from", "until" and their like name, with the verb right in front of them."""
    beside = {event: word for event in _VERBS if (word := _right_before(frame, mark, mod, event))}
    if not beside and _is_aside(frame, mark, mod):
        return None
    if mod in ("until", "till"):
        behind = frame.passage.slice(mark.end, frame.passage.end)
        if frame.rules[_TO_BEGIN].match(behind):
            return Course("start", side="until")  # "have until April 4 to begin"
        if frame.rules[_WAITS].search(frame.passage.slice(frame.passage.start, mark.start)):
            return Course("start")  # "must wait until October before they are moved"
        if frame.rules[_PUT_OFF].search(frame.passage.slice(frame.passage.start, mark.start)):
            return Course("end" if tells_end(frame) else "start")
        objects = (*frame.terms("program"), *frame.terms("short"), *frame.terms("item:"))
        before = frame.passage.slice(frame.passage.start, mark.start)
        if _is_none_till(frame, mark) or frame.rules[_SHUT_OUT].search(before):
            return Course("start")  # "are excluded until 2015"
        if frame.rules[_NOT_TILL].search(before) and not frame.words("change", "raised"):
            return Course("start")  # "won't be taking on customers until January"
        if frame.rules[_SHUT].search(before):
            return None  # "is closed in Spain until May"
        if (late := _late_start(frame, mark)) is not None:
            return late
        if is_value_denied(frame, mark, objects):
            # "will not start until Sept. 1"; of "cannot order it until" nobody can tell.
            event = next(iter(beside), None)
            return Course(event, side="from") if event else None
    elif mod == "no later than":
        return Course("start", side="until") if beside and "end" not in beside else Course("end")
    elif OF_MOD[mod] == "start":
        if "end" in beside or (mod == "as of" and not beside and _is_ended(frame, mark)):
            return Course("end")  # "discontinued as of July 1"
        if any(is_denied(frame, word) for word in beside.values()):
            return None  # "will not be offered from July 1": it may end then, or begin later
    return Course(OF_MOD[mod])


def _late_start(frame: Frame, mark: Mark) -> Course | None:
    """ "Won't open in Europe until November": it begins then, or later."""
    for event in ("start", "launch"):
        for word in frame.words(event):
            if word.end < mark.start and is_denied(frame, word) and not frame.parted(word, mark):
                return Course(event, side="from")
    return None


def _is_none_till(frame: Frame, mark: Mark) -> bool:
    """ "There will be no slots for them until January", but "no change", "no minimum until"."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    none = frame.rules[_NONE_TILL].search(before)
    if none is None:
        return False
    first = frame.passage.start + none.start()
    others = frame.words("change", "raised", "end", "limit-noun", "free")
    return not any(first <= word.start < mark.start for word in others)


def _is_ended(frame: Frame, mark: Mark) -> bool:
    """Whether something ends in front of a time, and nothing begins ("pulls the plug as of")."""
    end = frame.before(mark, frame.words("end"), _REACH)
    return end is not None and _is_tied(frame, end) and not frame.words("launch")


def _is_aside(frame: Frame, mark: Mark, mod: str) -> bool:
    """Whether it tells from when somebody asks, how long he waits, or as of when it was so."""
    if mod == "as of":
        when, rules = mark.values["words"], frame.rules
        if mark.end + _ENDS >= frame.passage.end and rules[_AT_END].search(when):
            return True  # "where matters stand as of today."
        still = rules[_STILL_SO].search(frame.passage.text) and rules[_SO_FAR].search(when)
        return bool(rules[_AT_WRITING].search(when) or still)
    word = frame.before(mark, frame.words("aside"), _ASIDE_REACH)
    if word is None or frame.negated(word):
        return False
    ours = (*frame.terms("program"), *frame.terms("short"), *frame.terms("item:"))
    if OF_MOD[mod] == "end" and any(0 < one.start - word.end <= _CLOSE for one in ours):
        return False  # "customers can ask for the program until May"
    leading = mark.start - BESIDE - len(mod)
    return not any(
        word.end <= event.start and event.end < leading for event in frame.words(*EVENTS)
    )


def _right_before(frame: Frame, mark: Mark, mod: str, event: Event) -> Mark | None:
    """The word of an event that a preposition follows, or belongs to ("offered from")."""
    first, last = mark.start - BESIDE, mark.start + len(mod)
    words = frame.words(event)
    return next((w for w in words if w.start < mark.start and first <= w.end <= last), None)


def _nearest(frame: Frame, mark: Mark) -> tuple[Event | None, Mark | None]:
    """The event whose word stands nearest to a time, else the one it answers for, without word."""
    best: tuple[int, Event, Mark] | None = None
    weekday = mark.label == "day" and mark.values["words"].lower().endswith(
        frame.rules.edges("events.weekday_endings")
    )
    reach = _WEEKDAY_REACH if weekday else _REACH
    others = [other for other in frame.passage.get("times") if other is not mark]
    for event in EVENTS:
        for word in frame.words(event):
            gap = max(word.start - mark.end, mark.start - word.end)
            if weekday:  # a name may be long
                gap -= sum(
                    n.end - n.start for n in frame.terms("program") if _between(n, mark, word)
                )
            if gap > reach or (best is not None and gap >= best[0]):
                continue
            inside = mark.start <= word.start < mark.end and not _is_coming(frame, mark, word)
            if inside or frame.parted(mark, word):
                continue
            if is_of_other(frame, mark, word):
                continue
            fronted = mark.start - frame.passage.start <= FRONT
            between = frame.passage.slice(mark.end, word.start) if word.start > mark.end else ""
            if frame.rules[_WHEN].search(between):
                continue  # "was in the pilot this summer and will move when it opens"
            cut = "," in between
            if event in ("end", "change") and not _is_tied(frame, word):
                continue  # shares close, and projects end well
            if cut and not fronted:
                continue  # "… this fall, as part of an update": the verb stands in front
            if any(_between(other, mark, word) or other.end + 1 == word.start for other in others):
                continue  # "a Sept. 1 start several weeks ago": the start is September's
            if mark.end <= word.start and _has_own_time(word, gap, others):
                continue  # "In August she put the start at spring": that is spring's
            best = (gap, event, word)
    if best is not None:
        return best[1], best[2]
    return without_verb(frame, mark), None


def _is_coming(frame: Frame, mark: Mark, word: Mark) -> bool:
    """Whether a time begins with the verb of its event ("are coming this summer")."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    return word.start == mark.start and frame.rules[_BEING].search(before) is not None


def _has_own_time(word: Mark, gap: int, others: Sequence[Mark]) -> bool:
    """Whether another time stands right behind an event's word, nearer than this one."""
    own = [abs(one.start - word.end) for one in others if word.start < one.start]
    return any(distance <= _OWN_TIME and distance < gap for distance in own)


def _is_told_of_program(frame: Frame) -> bool:
    """Whether a sentence with "since" is about the program, and not the world around it."""
    return bool(frame.terms("program") or frame.terms("short") or frame.doers("vendor")) or bool(
        frame.terms("item:") or frame.passage.get("quantities") or frame.words("eligible")
    )


def _in_place(frame: Frame, mark: Mark) -> bool:
    """Whether something of a text about the program is there "since" a time ("in place since")."""
    starts = [word for word in frame.words("start", "launch") if word.end < mark.start]
    return frame.setting.focused and frame.before(mark, starts, BESIDE) is not None


def _is_tied(frame: Frame, word: Mark) -> bool:
    """Whether an event's word stands near a name of the program or of its parts, or behind "it"."""
    before = frame.passage.slice(frame.passage.start, word.start)
    if frame.setting.focused and (frame.rules[_IT].search(before) or names_entry(frame, before)):
        return True
    parts = frame.terms("program") + frame.terms("short") + frame.terms("item:")
    near = (*parts, *frame.terms("facet:timing"), *frame.doers("vendor"))
    near += frame.passage.get("money") + frame.passage.get("quantities")
    return frame.near(word, near, _TIED) is not None


def _between(other: Mark, a: Mark, b: Mark) -> bool:
    return min(a.end, b.end) <= other.start and other.end <= max(a.start, b.start)
