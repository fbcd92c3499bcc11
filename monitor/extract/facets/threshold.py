"""Thresholds: what a customer must have to get something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from monitor.extract.facets.abolished import is_abolished, is_step, is_unreal
from monitor.extract.facets.clause import fate
from monitor.extract.facets.frame import UNNAMED, Draft, Frame
from monitor.extract.facets.lasting import CURRENT, FORMER, Qualifiers
from monitor.extract.facets.limits import (
    is_counted,
    is_either,
    is_kind,
    is_limit,
    is_rate,
    is_yearly,
    least_or_most,
)
from monitor.extract.facets.other_sizes import limits_nothing
from monitor.extract.facets.outside import by_partner
from monitor.extract.facets.paired import leader, share_of
from monitor.extract.facets.rules import Rule
from monitor.extract.facets.strangers import is_strangers
from monitor.extract.facets.supposed import is_longed_for
from monitor.extract.facets.turned_away import ABOVE, is_refused, shuts_out, turned
from monitor.extract.passages import Mark
from monitor.interval import NumberSpan
from monitor.values import UNSAID, Bound, Quantity

_TO_NUMBER = Rule(r"\s+{thresholds.to_number}\s+(\d{1,3}(?:,\d{3})+|\d{1,7})\b")
_HOW_MANY = Rule(r"\b{thresholds.how_many}\b", re.IGNORECASE)
# Limits on different things do not contradict each other.
COUNTED = "counted"
# "Firms with 150 seats.": a longer answer tells of more than the limit.
_FEW_WORDS = 12
# "He said of the 250-seat figure".
_OF_THE = Rule(r"\s{thresholds.told_of}\s+", re.IGNORECASE)
# A number this near to a sum of money belongs to the schedule of payments, not to who is eligible.
_MONEY_REACH = 60
# "Lowered the minimum for its free migrations from": from the verb to the number.
_RAISED_REACH = 80
# Seats that no single customer has.
_NOBODYS = 1_000_000
# "For customers with", "deals of", and "who buy".
_WITH = Rule(r"\b{thresholds.having}\s+$", re.IGNORECASE)
_HAVING = Rule(r"\b(?:{thresholds.having}|{thresholds.who_have})\s+$", re.IGNORECASE)
# "Unless they have fewer than 150 seats".
_UNLESS = Rule(r"\b{thresholds.unless}\b[^,;]*$", re.IGNORECASE)
_TOWARD = Rule(r"\b{thresholds.toward}\s+(?:[\w'’-]+\s+){0,2}$", re.IGNORECASE)
# "Whatever their size".
_WHATEVER = Rule(r"{thresholds.whatever}\b", re.IGNORECASE)
# Between a negation and the verb of shutting out that it denies.
_BESIDE = 3


def threshold(frame: Frame) -> Iterator[Draft]:
    """Limits on seats, licenses or users; rates, caps, examples and other programs are none."""
    if not frame.is_anchored("threshold") or frame.is_example:
        return
    if frame.is_question and frame.answered is None:
        return
    money = [one for one in frame.passage.get("money") if not is_strangers(frame, one)]
    for mark in frame.passage.get("quantities"):
        if mark.label == "staff" and not frame.sizes_customer(mark):
            continue
        if frame.near(mark, money, _MONEY_REACH) or is_longed_for(frame, mark):
            continue
        if frame.passage.denials and _is_had(frame, mark, _WITH):
            continue  # "denied that it is delaying it for customers with 300 seats"
        if limits_nothing(frame, mark) or _is_rate(frame, mark) or _is_told_of(frame, mark):
            continue
        if _is_none(mark) and (is_step(frame, mark) or _is_for_all(frame, mark)):
            continue
        counted = _counted(frame, mark)
        if counted is None:
            continue
        component, whose = share_of(frame, mark)
        component = _whole(frame) if component is None else component
        for span, validity in _spans(frame, mark):
            value = Quantity(span, _unit(frame, mark), _bound(span))
            draft = Draft(
                "threshold",
                value,
                mark,
                "threshold/limit",
                component=component,
                qualifiers=validity + whose + counted,
                implied=_is_bare(frame, mark),
            )
            changed = fate(frame, mark)
            if changed == "kept" or validity:
                draft = replace(draft, past=True)  # no plan: it holds already, or held once
            else:
                draft = replace(draft, deny=changed is not None or _is_denied(frame, mark))
            yield frame.draft(draft)


def _unit(frame: Frame, mark: Mark) -> str:
    """Its own, or else the one there is; unsaid where the program counts several things."""
    units = frame.topic.units
    return mark.values["unit"] or (units[0] if len(units) == 1 else UNSAID)


def _counted(frame: Frame, mark: Mark) -> Qualifiers | None:
    """What kind of thing it limits, where the program counts several; None for another's units."""
    units, unit = frame.topic.units, mark.values["unit"]
    kind = "unsaid" if unit == UNSAID else frame.topic.counted(unit)
    if kind is None and mark.label != "staff":
        return None
    return () if len(units) <= 1 else ((COUNTED, kind or unit),)


def _whole(frame: Frame) -> str | None:
    """`UNNAMED` where one limit holds for several parts ("onboarding and migration for 150")."""
    names = {mark.label for mark in frame.terms("component:")}
    offers = frame.topic.one_offer("timing")
    several = any({f"component:{one}" for one in offer} <= names for offer in offers)
    return UNNAMED if several and len(frame.passage.get("quantities")) == 1 else None


def _is_denied(frame: Frame, mark: Mark) -> bool:
    if frame.is_question:
        return frame.answered is False and mark.values["bound"] != "below"
    if mark.values["denied"] or is_unreal(frame, mark):
        return True
    before = frame.passage.slice(frame.passage.start, mark.start)
    if frame.rules[_TOWARD].search(before):
        return False  # "trials do not count toward the 150-seat minimum"
    counts = mark.values["bound"] != "below" and not _is_none(mark)
    return counts and frame.negated(mark, reach=25)


def _is_bare(frame: Frame, mark: Mark) -> bool:
    """Whether it has no word that makes it a limit, and no unit ("from 150 on") or nobody to
    have so many ("we took orders for over 150 seats").
    """
    words = frame.words("limit-noun", "needed", "eligible", "eligibility", "qualify")
    if words or frame.asked or _is_none(mark):
        return False
    counts = frame.rules[ABOVE].match(mark.values["words"]) and not _is_had(frame, mark, _HAVING)
    return mark.label == "limit" or bool(counts)


def _is_had(frame: Frame, mark: Mark, having: Rule) -> bool:
    """Whether somebody has so many: "for customers with", "deals of"."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    return frame.rules[having].search(before) is not None


def _is_rate(frame: Frame, mark: Mark) -> bool:
    """ "Up to 500 mailboxes per event", "at least 150 seats a year": how much at a time."""
    return is_yearly(frame, mark) or (mark.values["bound"] == "maximum" and is_rate(frame, mark))


def _is_told_of(frame: Frame, mark: Mark) -> bool:
    """ "He said of the 250-seat figure that": what he speaks of, not what is."""
    cues = (one.values["cue_at"] for one in frame.passage.get("speech"))
    told = (frame.passage.slice(at[1], mark.start) for at in cues if at and at[1] < mark.start)
    return any(frame.rules[_OF_THE].fullmatch(between) for between in told)


def _bound(span: NumberSpan) -> Bound:
    if span.high is None:
        return "minimum"
    return "maximum" if span.low is None else "range"


def _is_for_all(frame: Frame, mark: Mark) -> bool:
    """ "There is no fee, whatever their size": it tells of whoever is let in, and not of who is."""
    said = frame.rules[_WHATEVER].match(frame.passage.slice(mark.start, mark.end))
    lets_in = frame.words("qualify", "eligible", "eligibility", "limit-noun", "provide")
    return said is not None and bool(frame.words("free")) and not lets_in


def _is_none(mark: Mark) -> bool:
    return mark.label == "limit" and mark.values["low"] == 0


def _spans(frame: Frame, mark: Mark) -> Iterator[tuple[NumberSpan, Qualifiers]]:
    """The limits that one quantity sets, the one before a change apart; none where it counts."""
    low, high, bound = mark.values["low"], mark.values["high"], mark.values["bound"]
    if low is not None and not _is_none(mark) and is_abolished(frame, mark):
        yield NumberSpan(low, None), FORMER
        alone = len(frame.passage.get("quantities")) == 1 and not is_step(frame, mark)
        if alone and frame.covered("former", mark) is None:
            yield NumberSpan(0, None), CURRENT  # nothing is told to have taken its place
        return
    if low is not None and low >= _NOBODYS:
        return  # "customers with over 5 million seats": all of them together
    if mark.label == "again":
        if not is_counted(frame, mark):
            yield least_or_most(frame, mark), ()
    elif bound in ("exact", "approximate"):
        before = frame.passage.slice(frame.passage.start, mark.start)
        asked = _answers_limit(frame) and not (is_kind(mark) or is_either(frame, before))
        if low is not None and (asked or is_limit(frame, mark) or _follows_limit(frame, mark)):
            yield least_or_most(frame, mark), ()
    elif bound == "below":
        if any(frame.negated(word, reach=_BESIDE) for word in frame.words("exclude")):
            return  # "no longer excludes customers under 150"
        # "fewer than 150 are not eligible" sets the same limit as "at least 150".
        away = frame.words("exclude", "turned-away")
        if away and all(by_partner(frame, word) for word in away):
            return  # "a partner who turns away any job under 75 seats"
        before = frame.passage.slice(frame.passage.start, mark.start)
        shut_out = shuts_out(frame, mark) != bool(frame.rules[_UNLESS].search(before))
        if shut_out:
            yield NumberSpan(high + 1, None), ()
        elif frame.words("provide", "perform", "qualify", "eligible", "free", "limit-noun"):
            yield NumberSpan(None, high), ()  # "customers below 500 wait": they have it, or not
    elif is_refused(frame, mark):
        # "Customers above 10,000 cannot have it", "with 149 or fewer are excluded".
        yield turned(mark), ()
    elif bound == "range" and _is_raised(frame, mark):
        yield from _past(frame, mark, low)  # "raised from 50 to 150"
        yield NumberSpan(high, None), ()
    elif mark.values["words"].lower().split(" ")[0] in frame.rules.words(
        "thresholds.starting"
    ) and _is_raised(frame, mark):
        yield from _past(frame, mark, low)  # "raised to 150 from 50", "from 150 seats to 50"
        raised = frame.rules[_TO_NUMBER].match(frame.passage.slice(mark.end, frame.passage.end))
        if raised:
            yield NumberSpan(int(raised[1].replace(",", "")), None), ()
    elif mark.label == "limit" and bound == "minimum":
        yield least_or_most(frame, mark), ()
    elif low is None or high is None or low <= high:
        yield NumberSpan(low, high), ()


def _follows_limit(frame: Frame, mark: Mark) -> bool:
    first = leader(frame, mark)
    return first is not None and next(_spans(frame, first), None) is not None


def _past(frame: Frame, mark: Mark, low: int | None) -> Iterator[tuple[NumberSpan, Qualifiers]]:
    """What a change leaves behind; what is only planned or weighed leaves nothing yet."""
    if low is not None and not frame.is_expected(mark) and fate(frame, mark) is None:
        yield NumberSpan(low, None), FORMER


def _is_raised(frame: Frame, mark: Mark) -> bool:
    words = frame.words("raised")
    if frame.words("limit-noun") and _goes_on_to(frame, mark):
        return True  # "the minimum moves from 150 seats to 100"
    raised = frame.before(mark, words, _RAISED_REACH)
    raised = raised or next((w for w in words if w.start < mark.start < w.end), None)  # "goes from"
    # "Nothing changes: 150 seats get you in, and from 500 …": what changes is told in full.
    return raised is not None and ":" not in frame.passage.slice(raised.end, mark.start)


def _goes_on_to(frame: Frame, mark: Mark) -> bool:
    """ "From 150 seats to 100": the number behind a change stands right behind it."""
    first = mark.values["words"].lower().split(" ")[0]
    behind = frame.passage.slice(mark.end, frame.passage.end)
    starts = first in frame.rules.words("thresholds.starting")
    return starts and frame.rules[_TO_NUMBER].match(behind) is not None


def _answers_limit(frame: Frame) -> bool:
    """Whether it answers a question about a limit ("Is there a minimum? Yes, 150 licenses.")."""
    if any(passage.has("words", "limit-noun", "needed") for passage in frame.asked):
        return True
    asked = frame.setting.question
    short = len(frame.passage.text.split()) <= _FEW_WORDS
    return asked is not None and short and frame.rules[_HOW_MANY].search(asked.text) is not None
