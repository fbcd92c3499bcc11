"""Headcount: how many people the vendor puts to the program's work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from monitor.extract.facets.clause import is_value_denied
from monitor.extract.facets.frame import Draft, Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark
from monitor.interval import NumberSpan
from monitor.values import Bound, Quantity

# A count of people below this is the people in a story, not a team.
_FEWEST = 10
# No program has ever been said to have so many people; a company has.
_MOST = 10_000
_OWNED = Rule(
    r"(?:['’]s?)?\s+(?:\w+\s+){0,2}?(?:{headcount.has}|{headcount.numbers})\s+(?:[\w-]+\s+){0,3}"
)
# "He employs", "my company has": somebody's own people, up to their number.
_OWN = Rule(
    r"\b(?:{headcount.own}|(?P<ours>{headcount.ours}))\s+(?:{headcount.also}\s+)?"
    r"(?:{headcount.has}|{headcount.firm_has})\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
# "A consultancy with", "a firm of".
_FIRM = Rule(
    r"\b{headcount.firms}\b[^,;:.]{0,20}?\s+{headcount.firm_has}\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
# "A 300-employee solution provider".
_FIRM_BEHIND = Rule(r"\s+(?:\w+\s+){0,2}?{headcount.firms}\b", re.IGNORECASE)
# "With 3,400 employees in eleven countries, Acme …".
_WITH = Rule(r"^\W*(?=[A-Z])(?i:{headcount.opens_with})\s+(?:\w+\s+){0,2}$")
_BEHIND = re.compile(r"[^,;:]{0,60},\s+(?P<name>[A-Z][\w&’'-]*)")
_WE = Rule(
    r"\b{headcount.we}(?:\s+{headcount.also})?\s*{headcount.has}\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
# People who go are no team ("laid off some 60 engineers").
_LAID_OFF = Rule(r"\b{headcount.laid_off}\b", re.IGNORECASE)
_HOW_MANY = Rule(r"\b{headcount.how_many}\b", re.IGNORECASE)
# "Northgate, a partner, has": a name, what it is, a verb.
_NAMED = Rule(
    r"(?P<name>[A-Z][\w&’'-]*(?:\s+(?:[A-Z&][\w&’'-]*))*)(?:,[^,;]{1,60},)?,?\s+"
    r"(?:{headcount.also}\s+)?{headcount.has}\s+(?:[\w-]+\s+){0,3}$"
)
_PUT_TO = Rule(r"\s+(?:\w+\s+){0,3}?{headcount.put_to}\s+(?:{headcount.articles}\s+)?")
_BOUNDS = re.compile(r"\D*")
# Characters between "up from" and its number.
_CLOSE = 12
# "Doubled the team from 200 to 400 people".
_FROM = Rule(r"{thresholds.starting}\s", re.IGNORECASE)
# "300 people work for it": what makes people a team, close by.
_REACH = 60


def headcount(frame: Frame) -> Iterator[Draft]:
    """People hired or put to the program's work; a customer's or a partner's own are none."""
    if frame.is_foreign or frame.is_example or not _is_staffed(frame):
        return
    named = frame.is_program or frame.terms("short") or frame.terms("performer:vendor")
    if not named and not (frame.setting.focused and (frame.near_hiring or _asked(frame))):
        return
    for mark in frame.passage.get("quantities"):
        if mark.label != "staff" or frame.sizes_customer(mark) or _is_in_name(frame, mark):
            continue
        if frame.near(mark, frame.terms("performer:customer"), 25) or _is_others(frame, mark):
            continue
        if frame.rules[_LAID_OFF].search(frame.passage.slice(frame.passage.start, mark.start)):
            continue
        if _is_former(frame, mark):
            continue
        low, high = mark.values["low"], mark.values["high"]
        if mark.values["bound"] == "range" and _has_grown(frame, mark):
            low = high  # "from 200 to 400 people": so many now
        bound = "exact" if low == high else mark.values["bound"]
        known = bound if bound in ("range", "exact") else "approximate"
        if low is not None and low >= _MOST:
            continue  # "the company employs 100,000 people"
        if known == "exact" and low is not None and low < _FEWEST:
            continue
        if mark.values["unit"] == "person" and not _is_team(frame, mark):
            continue
        value = Quantity(NumberSpan(low, high), mark.values["unit"], cast(Bound, known))
        denied = is_value_denied(frame, mark, ())
        yield frame.draft(Draft("headcount", value, mark, "headcount/staff", deny=denied))


def _has_grown(frame: Frame, mark: Mark) -> bool:
    before = frame.before(mark, frame.words("raised"), _REACH)
    return before is not None and frame.rules[_FROM].match(mark.values["words"]) is not None


def _is_in_name(frame: Frame, mark: Mark) -> bool:
    """Whether its number is part of a product's name ("Windows 10 and our engineers")."""
    names = (*frame.terms("item:"), *frame.terms("component:"))
    return any(name.start < mark.start < name.end for name in names)


def _is_former(frame: Frame, mark: Mark) -> bool:
    """ "Up from 500": how many there were."""
    former = frame.passage.get("triggers", "former")
    return any(0 <= mark.start - trigger.end <= _CLOSE for trigger in former)


def _is_staffed(frame: Frame) -> bool:
    """Whether it speaks of staff, or answers a question about staff."""
    return bool(frame.terms("facet:headcount")) or _asked(frame)


def _asked(frame: Frame) -> bool:
    """Whether it answers how many people there are; who asked may have been told of only."""
    if any(mark.values["answers"] for mark in frame.passage.get("quantities", "staff")):
        return True
    before = frame.setting.before
    asking = (
        (*frame.asked, before)
        if before and frame.rules[_HOW_MANY].search(before.text)
        else frame.asked
    )
    return any(passage.has(frame.group, "facet:headcount") for passage in asking)


def _is_others(frame: Frame, mark: Mark) -> bool:
    """Whether the people are those of a partner, a customer or a speaker's own firm."""
    behind = frame.passage.slice(mark.end, frame.passage.end)
    if "-" in mark.values["words"] and frame.rules[_FIRM_BEHIND].match(behind):
        return True
    # A mark may begin with what bounds its number: "to firms with 250".
    bounds = _BOUNDS.match(mark.values["words"])
    before = frame.passage.slice(frame.passage.start, mark.start) + (bounds[0] if bounds else "")
    own = frame.rules[_OWN].search(before)
    if own and not (own["ours"] and not frame.is_told_by_others(mark)):
        return True
    if frame.rules[_FIRM].search(before):
        return True
    if frame.rules[_WE].search(before) and not any(_is_we(frame, one) for one in frame.performers):
        return True
    named = frame.rules[_NAMED].search(before)
    if frame.rules[_WITH].search(before):
        named = _BEHIND.match(behind)
    if named is None:
        return False
    at = named.start("name") + (mark.end if named.re is _BEHIND else frame.passage.start)
    end = at + len(named["name"])
    ours = (*frame.terms("program"), *frame.terms("short"), *frame.terms("performer:vendor"))
    return not any(at < one.end and one.start < end for one in ours) and not _opens(frame, at)


def _is_we(frame: Frame, performer: Mark) -> bool:
    """ "We", where it is the vendor that says it."""
    return frame.passage.slice(performer.start, performer.end).lower() in frame.rules.words(
        "headcount.we"
    )


def _opens(frame: Frame, at: int) -> bool:
    """Whether a word has its capital from the sentence alone: the topic knows it."""
    known = (*frame.terms("performer:"), *frame.terms("facet:headcount"))
    return at == frame.passage.start and any(one.start == at for one in known)


def _is_team(frame: Frame, mark: Mark) -> bool:
    """Whether people are a team by a word close by ("people" alone came to listen)."""
    words = [one for one in frame.terms("facet:headcount") if not _is_anybody(frame, one)]
    ours = (*frame.terms("program"), *frame.terms("performer:vendor"))
    if (
        _asked(frame)
        or frame.near(mark, words, _REACH)
        or mark.values["words"].lower().endswith(frame.rules.edges("headcount.strong"))
    ):
        return True
    return any(_has(frame, one, mark) or _joins(frame, mark, one) for one in ours)


def _is_anybody(frame: Frame, word: Mark) -> bool:
    return frame.passage.slice(word.start, word.end).lower() in frame.rules.words(
        "headcount.anybody"
    )


def _has(frame: Frame, owner: Mark, mark: Mark) -> bool:
    """Whether they are said to be somebody's ("it has 800 people")."""
    between = frame.passage.slice(owner.end, mark.start) if owner.end <= mark.start else ""
    return frame.rules[_OWNED].fullmatch(between) is not None


def _joins(frame: Frame, mark: Mark, program: Mark) -> bool:
    """Whether they are put to it ("adds 80 people to the program")."""
    between = frame.passage.slice(mark.end, program.start) if mark.end <= program.start else ""
    return frame.rules[_PUT_TO].fullmatch(between) is not None
