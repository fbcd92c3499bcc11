"""Thresholds: what a customer must have to get something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from monitor.extract.facets.abolished import is_abolished, is_step, is_unreal
from monitor.extract.facets.clause import fate, is_agent, verb_of
from monitor.extract.facets.frame import UNNAMED, Draft, Frame
from monitor.extract.facets.lasting import CURRENT, FORMER, Qualifiers
from monitor.extract.facets.limits import is_counted, is_limit, is_rate, is_yearly
from monitor.extract.facets.outside import by_partner, is_advice
from monitor.extract.facets.paired import leader, share_of
from monitor.extract.facets.rules import Rule
from monitor.extract.facets.strangers import is_strangers
from monitor.extract.facets.supposed import is_longed_for
from monitor.extract.passages import Mark
from monitor.interval import NumberSpan
from monitor.values import Bound, Quantity

_TO_NUMBER = Rule(r"\s+{thresholds.to_number}\s+(\d{1,3}(?:,\d{3})+|\d{1,7})\b")
_HOW_MANY = Rule(r"\b{thresholds.how_many}\b", re.IGNORECASE)
# "Customers, most of them with 20 to 60 seats".
_SOME = Rule(r"\b{thresholds.some}\W+(?:\w+\s+)?$", re.IGNORECASE)
# "Firms with 150 seats.": a longer answer tells of more than the limit.
_FEW_WORDS = 12
# A number this near to a sum of money belongs to the schedule of payments, not to who is eligible.
_MONEY_REACH = 60
# "Lowered the minimum for its free migrations from": from the verb to the number.
_RAISED_REACH = 80
# Seats that no single customer has.
_NOBODYS = 1_000_000
# "More than 5,000 seats", and who has so many is refused: "are not eligible".
_ABOVE = Rule(r"{thresholds.above}\b", re.IGNORECASE)
_REFUSED = Rule(
    r"(?:,\s+{thresholds.they})?\s+(?:{thresholds.also}\s+)?{thresholds.refused}\b", re.IGNORECASE
)
_CLOSED_TO = Rule(
    r"\b{thresholds.closed_to}\s+(?:[\w'’-]+\s+){1,3}{thresholds.having}\s+$|"
    r"\b{thresholds.closed_to}\s+(?:[\w'’-]+\s+){1,2}$",
    re.IGNORECASE,
)
# "Unless they have fewer than 150 seats".
_UNLESS = Rule(r"\b{thresholds.unless}\b[^,;]*$", re.IGNORECASE)
# "Most of my customers have": behind "if" and "who" it is a condition.
_HAVE = Rule(
    r"\b(?:{thresholds.customers}|{thresholds.percent})\s+{thresholds.have}\s+$", re.IGNORECASE
)
_WHO_HAVE = Rule(r"\b{thresholds.who_have}\b[^,;:]*$", re.IGNORECASE)
_THAT = Rule(r"\s+{accuracy.that}\b", re.IGNORECASE)
_TOLD_REACH = 60
# Who bought is meant, not told of: "who bought 150 seats", "if you bought", "having bought".
_WHO_BOUGHT = Rule(r"\b{thresholds.who_bought}\b", re.IGNORECASE)
_PAST = Rule(r"{thresholds.past_endings}$", re.IGNORECASE)
# "Of those with 50 or more employees, 61 percent said": the groups of a survey.
_GROUP = Rule(
    r"(?:^|[,;:]\s+|\b{thresholds.joins}\s+)[\W_]*{thresholds.among}\s[^,;]*$", re.IGNORECASE
)
_SHARE = Rule(r"%|\b{thresholds.percent}\b", re.IGNORECASE)
# "Rises from 15 to 30 percent".
_PER_CENT = Rule(
    r"(?:\s+{thresholds.to_number}\s+[\d,.]+)?\s*(?:%|{thresholds.percent}\b)", re.IGNORECASE
)
_MAKES_UP = Rule(
    r"\b{thresholds.makes_up}\s[^.;]{0,30}(?:%|\b{thresholds.percent}\b)", re.IGNORECASE
)
_OF_THEM = Rule(r"\s+{thresholds.of_them}\b", re.IGNORECASE)
_HIRES = Rule(r"\b{thresholds.hires}\b", re.IGNORECASE)
_OF_US = Rule(r"\s+{thresholds.of_us}\b", re.IGNORECASE)
_TOWARD = Rule(r"\b{thresholds.toward}\s+(?:[\w'’-]+\s+){0,2}$", re.IGNORECASE)
# "150 seats were lost to it".
_HAPPENED = Rule(r"\s+{thresholds.happened}\b", re.IGNORECASE)
# "Do not buy 65 more": advice, and no size that is too small.
_DO_NOT = Rule(r"{outside.do_not}\b", re.IGNORECASE)
# Between a negation and the verb of shutting out that it denies.
_BESIDE = 3
# "The first to sell more than 10,000 seats".
_SELLS = Rule(r"\b{thresholds.sells}\s+$", re.IGNORECASE)
# "His minimum", "our own floor": and characters from there to the number.
_HIS = Rule(r"\b{dates.somebody}\s+(?:{owners.own}\s+)?$", re.IGNORECASE)
_OURS = Rule(r"\b{dates.self}\s+(?:{owners.own}\s+)?$", re.IGNORECASE)
_OWN_REACH = 40
# "Acme's own minimum for its service".
_FIRMS_OWN = Rule(r"['’]s?\s+{owners.own}\s+$", re.IGNORECASE)
# "My whole practice is 80 to 400", "we went from 30 workers to 640": and not "we have to have".
_OUR_SIZE = Rule(
    r"\b{dates.self}\s+(?:[\w'’-]+\s+){0,3}?(?:{thresholds.have}|{thresholds.grew})\s+"
    r"(?!{clause.infinitive}\s)(?:[\w'’-]+\s+){0,2}$",
    re.IGNORECASE,
)
# "350 seats' worth of work" is an amount of it.
_WORTH = Rule(r"['’]?\s+{thresholds.worth}\b", re.IGNORECASE)


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
        if frame.near(mark, money, _MONEY_REACH) or _is_deed(frame, mark):
            continue
        if is_longed_for(frame, mark) or _is_own(frame, mark):
            continue
        if (
            _counts_items(frame, mark)
            or _counts_answers(frame, mark)
            or _is_worth(frame, mark)
            or _is_rate(frame, mark)
            or _counts_people(frame, mark)
        ):
            continue
        if (_is_none(mark) and is_step(frame, mark)) or _is_share(frame, mark):
            continue
        component, whose = share_of(frame, mark)
        component = _whole(frame) if component is None else component
        for span, validity in _spans(frame, mark):
            value = Quantity(span, mark.values["unit"], _bound(span))
            draft = Draft(
                "threshold",
                value,
                mark,
                "threshold/limit",
                component=component,
                qualifiers=validity + whose,
                implied=_is_bare(frame, mark),
            )
            changed = fate(frame, mark)
            if changed == "kept" or validity:
                draft = replace(draft, past=True)  # no plan: it holds already, or held once
            else:
                draft = replace(draft, deny=changed is not None or _is_denied(frame, mark))
            yield frame.draft(draft)


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


def _is_own(frame: Frame, mark: Mark) -> bool:
    """ "He raised his minimum to 100 users", "we have 80": of somebody who tells or is told of."""
    nouns = (one for one in frame.words("limit-noun") if one.start < mark.end)
    near = (one for one in nouns if mark.start - one.end <= _OWN_REACH)
    told = frame.is_told_by_others(mark)
    if told and frame.rules[_OUR_SIZE].search(frame.passage.slice(frame.passage.start, mark.start)):
        return True
    for noun in near:
        before = frame.passage.slice(frame.passage.start, noun.start)
        if frame.rules[_HIS].search(before) or (told and frame.rules[_OURS].search(before)):
            return True
        own = frame.rules[_FIRMS_OWN].search(before)
        if own and not _is_programs(frame, frame.passage.start + own.start()):
            return True
    return False


def _is_programs(frame: Frame, at: int) -> bool:
    """Whether a name that ends there is the program's or its vendor's."""
    names = (*frame.terms("program"), *frame.terms("short"))
    before = frame.passage.slice(frame.passage.start, at)
    return before.endswith(frame.topic.vendor) or any(
        at in (name.end, name.end - len("'s")) for name in names
    )


def _is_deed(frame: Frame, mark: Mark) -> bool:
    """Whether it counts what was done ("moved 40,000 seats", "bought 300"), or some of many."""
    if _is_theirs(frame, mark):
        return True
    before = frame.passage.slice(frame.passage.start, mark.start)
    if frame.rules[_SOME].search(before) or frame.rules[_SELLS].search(before):
        return True
    if frame.rules[_HAPPENED].match(frame.passage.text, mark.end - frame.passage.start):
        return True
    no = frame.rules[_DO_NOT].match(mark.values["words"])
    if no and is_advice(frame, Mark(mark.start, mark.start + no.end(), "")):
        return True
    if frame.is_condition(mark) and _are_partners(frame):
        return True  # "if you have more than 1,000 mailboxes, hire a partner": advice
    verb = frame.before(mark, frame.words("perform"), 2)
    if verb is not None and frame.rules[_PAST].search(frame.passage.slice(verb.start, verb.end)):
        return True
    bought = frame.before(mark, frame.words("condition"), 2)
    if bought is None or not frame.rules[_PAST].search(
        frame.passage.slice(bought.start, bought.end)
    ):
        return False
    return not frame.rules[_WHO_BOUGHT].search(
        frame.passage.slice(frame.passage.start, bought.start)
    )


def _is_theirs(frame: Frame, mark: Mark) -> bool:
    """ "Most of my customers have fewer than 100 seats": of what they have nothing follows."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    have = frame.rules[_HAVE].search(before)
    if have is None:
        return False
    told = frame.before(mark, frame.words("cue"), _TOLD_REACH)  # "reckons that customers have"
    said = frame.rules[_THAT].match(before, told.end - frame.passage.start) if told else None
    who = frame.rules[_WHO_HAVE].search(before, said.end() if said else 0, have.start())
    return who is None


def _counts_answers(frame: Frame, mark: Mark) -> bool:
    """Whether it parts those who were asked in a survey."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    return bool(
        frame.rules[_SHARE].search(frame.passage.text) and frame.rules[_GROUP].search(before)
    )


def _is_share(frame: Frame, mark: Mark) -> bool:
    """ "The usage requirement rises from 15 to 30 percent", "… make up 60 percent of them"."""
    behind = frame.passage.slice(mark.end, frame.passage.end)
    rules = frame.rules
    return bool(rules[_PER_CENT].match(behind) or rules[_MAKES_UP].search(behind))


def _is_bare(frame: Frame, mark: Mark) -> bool:
    """Whether a number has neither a unit nor a word that makes it a limit ("from 150 on")."""
    words = frame.words("limit-noun", "needed", "eligible", "eligibility", "qualify")
    return mark.label == "limit" and not _is_none(mark) and not words and not frame.asked


def _counts_people(frame: Frame, mark: Mark) -> bool:
    """ "There are more than 200 of us", "those who hire put it north of 300": no seats."""
    if mark.label not in ("limit", "again"):
        return False
    behind = frame.passage.slice(mark.end, frame.passage.end)
    hires = frame.rules[_HIRES].search(frame.passage.slice(frame.passage.start, mark.start))
    return hires is not None or frame.rules[_OF_US].match(behind) is not None


def _counts_items(frame: Frame, mark: Mark) -> bool:
    """ "Public folders, where there are fewer than 1,000 of them"."""
    behind = frame.passage.slice(mark.end, frame.passage.end)
    items = any(item.end <= mark.start for item in frame.terms("item:"))
    return items and frame.rules[_OF_THEM].match(behind) is not None


def _is_rate(frame: Frame, mark: Mark) -> bool:
    """ "Up to 500 mailboxes per event", "at least 150 seats a year": how much at a time."""
    return is_yearly(frame, mark) or (mark.values["bound"] == "maximum" and is_rate(frame, mark))


def _is_worth(frame: Frame, mark: Mark) -> bool:
    return frame.rules[_WORTH].match(frame.passage.text, mark.end - frame.passage.start) is not None


def _bound(span: NumberSpan) -> Bound:
    if span.high is None:
        return "minimum"
    return "maximum" if span.low is None else "range"


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
            yield NumberSpan(low, None), ()
    elif bound in ("exact", "approximate"):
        if low is not None and (
            _answers_limit(frame) or is_limit(frame, mark) or _follows_limit(frame, mark)
        ):
            yield NumberSpan(low, None), ()
    elif bound == "below":
        if any(frame.negated(word, reach=_BESIDE) for word in frame.words("exclude")):
            return  # "no longer excludes customers under 150"
        # "fewer than 150 are not eligible" sets the same limit as "at least 150".
        turned = frame.words("exclude", "turned-away")
        if turned and all(by_partner(frame, word) for word in turned):
            return  # "a partner who turns away any job under 75 seats"
        before = frame.passage.slice(frame.passage.start, mark.start)
        shut_out = _shuts_out(frame) != bool(frame.rules[_UNLESS].search(before))
        yield (NumberSpan(high + 1, None) if shut_out else NumberSpan(None, high)), ()
    elif _is_refused(frame, mark):
        # "Customers above 10,000 cannot have it", "with 149 or fewer are excluded".
        yield _turned(mark), ()
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
    elif low is None or high is None or low <= high:
        yield NumberSpan(low, high), ()


def _follows_limit(frame: Frame, mark: Mark) -> bool:
    first = leader(frame, mark)
    return first is not None and next(_spans(frame, first), None) is not None


def _is_refused(frame: Frame, mark: Mark) -> bool:
    """Whether customers of a size are refused, in the words right in front of it or behind."""
    low, high, words = mark.values["low"], mark.values["high"], mark.values["words"]
    above = frame.rules[_ABOVE].match(words) is not None and high is None
    most = mark.values["bound"] == "maximum" and low is None
    if not (above or most):
        return False
    behind = frame.passage.slice(mark.end, frame.passage.end)
    before = frame.passage.slice(frame.passage.start, mark.start)
    return bool(
        frame.rules[_REFUSED].match(behind)
        or (frame.words("exclude", "turned-away") and frame.rules[_CLOSED_TO].search(before))
    )


def _turned(mark: Mark) -> NumberSpan:
    """Who is let in where these are not."""
    low, high = mark.values["low"], mark.values["high"]
    return NumberSpan(high + 1, None) if low is None else NumberSpan(None, low - 1)


def _shuts_out(frame: Frame) -> bool:
    """Whether those who have fewer get nothing, or do the work themselves."""
    if frame.is_question and frame.answered is False:
        return True
    if frame.words("exclude", "turned-away") or frame.negations or _are_partners(frame):
        return True
    verbs = [verb_of(frame, customer) for customer in frame.doers("customer")]
    done = {verb.start for verb in verbs if verb and verb.is_work}
    # "They get guidance, and do the work": that is what they may have.
    given = any(word.start not in done for word in frame.words("provide"))
    return not given and bool(done or frame.words("self-service"))


def _are_partners(frame: Frame) -> bool:
    """ "Have to be moved by a partner", "are left to partners": theirs, and not the program's."""
    partners = frame.terms("performer:partner")
    handed = frame.words("hand-over") if partners else ()
    return any(frame.after(word, partners, _MONEY_REACH) for word in handed) or any(
        is_agent(frame, partner) for partner in partners
    )


def _past(frame: Frame, mark: Mark, low: int | None) -> Iterator[tuple[NumberSpan, Qualifiers]]:
    """What a change leaves behind; what is only planned or weighed leaves nothing yet."""
    if low is not None and not frame.is_expected(mark) and fate(frame, mark) is None:
        yield NumberSpan(low, None), FORMER


def _is_raised(frame: Frame, mark: Mark) -> bool:
    words = frame.words("raised")
    raised = frame.before(mark, words, _RAISED_REACH)
    raised = raised or next((w for w in words if w.start < mark.start < w.end), None)  # "goes from"
    # "Nothing changes: 150 seats get you in, and from 500 …": what changes is told in full.
    return raised is not None and ":" not in frame.passage.slice(raised.end, mark.start)


def _answers_limit(frame: Frame) -> bool:
    """Whether it answers a question about a limit ("Is there a minimum? Yes, 150 licenses.")."""
    if any(passage.has("words", "limit-noun", "needed") for passage in frame.asked):
        return True
    asked = frame.setting.question
    short = len(frame.passage.text.split()) <= _FEW_WORDS
    return asked is not None and short and frame.rules[_HOW_MANY].search(asked.text) is not None
