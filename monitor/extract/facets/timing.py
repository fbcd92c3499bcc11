"""Timing: when something of the program starts, ends, changes, was announced or launched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from monitor.extract.facets.anchored import is_programs
from monitor.extract.facets.entry import entry_of, is_own_entry
from monitor.extract.facets.event_words import CLOSE, EVENTS, FRONT, OF_MOD
from monitor.extract.facets.events import Course, course, tells_end
from monitor.extract.facets.frame import FUNDING, Draft, Frame
from monitor.extract.facets.lasting import FORMER
from monitor.extract.facets.moved import is_moved, is_moved_away, moved
from monitor.extract.facets.parts import (
    duty_of,
    limit_at,
    names_whole,
    part_of,
    regions_of,
    sum_of,
)
from monitor.extract.facets.rules import Rule
from monitor.extract.facets.when_told import (
    is_dateline,
    is_of_deed,
    is_of_move,
    is_others_story,
    tells_of_speaking,
)
from monitor.extract.facets.whose import is_somebodys
from monitor.extract.passages import Mark
from monitor.interval import DaySpan
from monitor.values import When

# A stretch up to now is no date of anything.
_PAST_WEEKS = Rule(r"{dates.past}\s+(?:\w+\s+)?{dates.spells}|{dates.the_past}", re.IGNORECASE)
_OPENING_HOURS = Rule(
    r"[a-z]{dates.day}\s*(?:{dates.to_day}|-|–)\s*\w+{dates.day}\b", re.IGNORECASE
)
_YEAR = re.compile(r"\d{4}")
_VERSION = Rule(r"[A-Z]\w+ (?:\d{4}(?:, | {dates.joins} |, {dates.joins} ))*$")
_ANY = Rule(r"\b{dates.any}\s+$", re.IGNORECASE)
_NAME_GOES_ON = re.compile(r"\s+[A-Z]")
_FISCAL = Rule(r"{dates.fiscal}", re.IGNORECASE)
# "Tuesday's meeting", but for "Tuesday's start".
_POSSESSED = re.compile(r"['’]s?\s+")
# "The September 1 start date has been scrapped".
_SCRAPPED = Rule(
    r"\s+{events.happenings}(?:\s+{dates.for_it}\s+[^,;:.]{1,30})?\s+{dates.scrapped}\b",
    re.IGNORECASE,
)
# "Was due to open on March 1": what was once meant to be, which may never have come.
_WAS_PLANNED = Rule(
    r"\b{dates.was}\s+(?:{dates.manner}\s+)?{dates.planned}\s+(?:[\w-]+\s+){0,6}$", re.IGNORECASE
)
_AT_FIRST = Rule(r"\b{dates.at_first}\s+(?:[\w-]+\s+){1,6}$", re.IGNORECASE)
_NEVER_CAME = Rule(r"\b{dates.but}\b.{0,30}?\b{dates.never_came}\b", re.IGNORECASE)
_INSTEAD = Rule(r"\b{dates.instead}\b", re.IGNORECASE)
# Days after which a past start or end is history.
_HISTORY = 730
# Events that are plans as long as they lie ahead.
_COMING = frozenset({"start", "launch", "change"})
# Days from which on a past time is too loose for the start of an offer.
_LONG = 300


def timing(frame: Frame) -> Iterator[Draft]:
    """Times tied to an event of the program; purchase conditions and times of speaking are not."""
    if not frame.is_anchored("timing") or frame.is_example or frame.is_question:
        return
    for mark in frame.passage.get("times"):
        if mark.values["mod"] == "prior to" or _is_condition(frame, mark):
            continue
        if is_moved(frame, mark):
            yield from _moved(frame, mark)
        elif (found := _course(frame, mark)) is not None:
            yield from _dated(frame, mark, found)


def _course(frame: Frame, mark: Mark) -> Course | None:
    """The event at a time, unless the time is something else's."""
    others = (
        tells_of_speaking(frame, mark)
        or _is_name(frame, mark)
        or _is_possessor(frame, mark)
        or is_others_story(frame, mark)
        or is_somebodys(frame, mark)
        or _is_version(frame, mark)
        or is_dateline(frame, mark)
        or is_of_deed(frame, mark)
        or is_of_move(frame, mark)
        or _is_any_day(frame, mark)
        or frame.rules[_PAST_WEEKS].match(mark.values["words"])
        or _is_in_hours(frame, mark)
    )
    found = None if others else course(frame, mark)
    if found is None or found.event != "announce":
        return None if _is_of_venue(frame, mark) else found
    return None if _is_announced_by_others(frame) else found


def _dated(frame: Frame, mark: Mark, found: Course) -> Iterator[Draft]:
    """An event of the program, or of a part of it, in each place where it is."""
    event, span = found.event, _span(mark, found)
    if event == "start" and (span.days() or 0) >= _LONG and _is_past(frame, span):
        event = "launch"  # "began last year": how it came to be, not when it opens
    named = frame.is_program or bool(frame.terms("short"))
    part = part_of(frame, mark) or entry_of(frame, mark, ends=_is_asked_for(frame, event))
    if event == "start":
        part = part or sum_of(frame, mark) or duty_of(frame, mark)
    own = is_own_entry(frame, mark, part)
    if _is_history(frame, span) and not (event == "launch" and named):
        return
    if event != "announce" and not (own or is_programs(frame, mark)):
        return
    once = FORMER if _was_once(frame, mark) else ()
    for region in regions_of(frame, mark):
        yield frame.draft(
            Draft(
                "timing",
                When(span, event),
                mark,
                f"timing/{event}",
                deny=found.denied,
                component=_component(frame),
                qualifiers=region + part + limit_at(frame, mark) + once,
                past=_is_past(frame, span) and not _was_planned(frame, mark),
                implied=not (own or names_whole(frame, mark)),
            )
        )


def _moved(frame: Frame, mark: Mark) -> Iterator[Draft]:
    """ "From May 1 to June 1": the day that was, and the one that is."""
    part = part_of(frame, mark) or entry_of(frame, mark, ends=tells_end(frame))
    implied = not (is_own_entry(frame, mark, part) or names_whole(frame, mark))
    for when, validity in moved(frame, mark):
        for region in regions_of(frame, mark):
            held = region + part + validity
            told = Draft("timing", when, mark, "timing/moved", qualifiers=held, implied=implied)
            yield frame.draft(told)


def _is_asked_for(frame: Frame, event: str) -> bool:
    """Whether what ends may be the time for asking alone; funds are there to be asked for."""
    return event in ("end", "window") and not frame.words("fund")


def _component(frame: Frame) -> str | None:
    """A time in a sentence about sums paid out is that of the funding."""
    paid = frame.passage.get("money") and frame.words("fund") + frame.words("cap")
    return FUNDING if paid and FUNDING in {c.name for c in frame.topic.component} else None


def _span(mark: Mark, found: Course) -> DaySpan:
    """The days of an event: those of the time, or all of them on one side of it."""
    first, last = _day(mark.values["from"]), _day(mark.values["to"])
    match found.side:
        case "from":
            return DaySpan(first, None)
        case "until":
            return DaySpan(None, last)
    if found.event == "end" and mark.values["mod"] == "through":
        return DaySpan(last, last)  # "through June": up to its last day
    return DaySpan(first, last)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _is_condition(frame: Frame, mark: Mark) -> bool:
    """Whether it dates a purchase; in front it dates what follows ("Since May 1 buyers …")."""
    if mark.start - frame.passage.start <= FRONT and mark.values["mod"] in OF_MOD:
        return False
    bought = frame.near(mark, frame.bought, 40) if mark.label != "window" else None
    if bought is None or bought.start < mark.start:
        return bought is not None
    begins = (*frame.words("start"), *frame.words("launch"))
    return frame.before(mark, begins, CLOSE) is None  # "opens on May 1 to whoever buys"


def _is_in_hours(frame: Frame, mark: Mark) -> bool:
    """ "Open Monday to Friday": when somebody is there, every week."""
    first = frame.passage.start
    hours = frame.rules[_OPENING_HOURS].finditer(frame.passage.text)
    return any(h.start() < mark.end - first and mark.start - first < h.end() for h in hours)


def _is_of_venue(frame: Frame, mark: Mark) -> bool:
    """ "Outlined the update at its conference last week": when people met."""
    venues = frame.words("venue")
    return any(venue.start < mark.start <= venue.end + CLOSE for venue in venues)


def _is_any_day(frame: Frame, mark: Mark) -> bool:
    """ "Whatever lands on your desk on a Friday": no day in particular."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    weekday = mark.values["words"].lower().endswith(frame.rules.edges("events.weekday_endings"))
    return weekday and frame.rules[_ANY].search(before) is not None


def _is_announced_by_others(frame: Frame) -> bool:
    """ "Northgate today announced that it is a partner": the news of somebody else."""
    vendor, announced = frame.topic.vendor, frame.words("announce")
    return any(
        speech.values["organisation"] not in (None, vendor)
        for speech in frame.passage.get("speech")
        for word in announced
        if speech.values["cue_at"] and speech.values["cue_at"][0] == word.start
    )


def _is_version(frame: Frame, mark: Mark) -> bool:
    """Whether a bare year belongs to a product's name ("Server 2013, 2016")."""
    if not _YEAR.fullmatch(mark.values["words"].strip()):
        return False
    before = frame.passage.slice(max(frame.passage.start, mark.start - 30), mark.start)
    return bool(frame.rules[_VERSION].search(before))


def _is_name(frame: Frame, mark: Mark) -> bool:
    """Whether a fiscal year is part of a name ("the FY15 Partner Fund")."""
    behind = frame.passage.slice(mark.end, frame.passage.end)
    return bool(frame.rules[_FISCAL].match(mark.values["words"])) and bool(
        _NAME_GOES_ON.match(behind)
    )


def _is_possessor(frame: Frame, mark: Mark) -> bool:
    """Whether it only tells which one of several something is ("Tuesday's meeting")."""
    behind = _POSSESSED.match(frame.passage.text, mark.end - frame.passage.start)
    if behind is None:
        return False
    at = frame.passage.start + behind.end()
    return not any(word.start == at for word in frame.words(*EVENTS))


def _was_planned(frame: Frame, mark: Mark) -> bool:
    before = frame.passage.slice(frame.passage.start, mark.start)
    return frame.rules[_WAS_PLANNED].search(before) is not None


def _was_once(frame: Frame, mark: Mark) -> bool:
    """Whether it held once, or was to; "until last month it took 50" ends what held till then."""
    opens = mark.start - frame.passage.start <= FRONT
    behind = frame.passage.slice(mark.end, frame.passage.end)
    gone = frame.rules[_SCRAPPED].match(behind) is not None
    once = gone or is_moved_away(frame, mark) or _is_given_up(frame, mark)
    return once or (opens and frame.has_held(mark))


def _is_given_up(frame: Frame, mark: Mark) -> bool:
    """ "Originally scheduled for this fall, it now starts in January": no longer then."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    behind = frame.passage.slice(mark.end, frame.passage.end)
    later = any(other.start > mark.end for other in frame.passage.get("times"))
    planned = _was_planned(frame, mark) or frame.rules[_AT_FIRST].search(before)
    if planned and later and frame.rules[_INSTEAD].search(behind):
        return True
    return bool(planned) and frame.rules[_NEVER_CAME].search(behind) is not None


def _is_history(frame: Frame, span: DaySpan) -> bool:
    """Whether it was over long before the text: the story of a firm, no date of the program."""
    published = frame.revision.published
    if published is None or published.earliest is None or span.latest is None:
        return False
    return (published.earliest - span.latest).days > _HISTORY


def _is_past(frame: Frame, span: DaySpan) -> bool:
    published = frame.revision.published
    today = published.latest if published else frame.revision.observed.date()
    return today is not None and span.latest is not None and span.latest < today


def coming(frame: Frame) -> Mark | None:
    """The time of a start or a change that lay ahead when the passage was published.

    What is told with it in one breath ("Effective July 1, partners deliver …")
    is a plan until then, whatever the verb.
    """
    today = frame.revision.published.latest if frame.revision.published else None
    for mark in frame.passage.get("times"):
        day = _day(mark.values["from"])
        if today and day and day > today:
            found = course(frame, mark)
            begins = OF_MOD.get(mark.values["mod"]) == "start"  # "discontinued as of July 1"
            if found and not found.denied and (begins or found.event in _COMING):
                return mark
    return None
