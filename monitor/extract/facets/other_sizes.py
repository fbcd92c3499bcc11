"""Numbers of seats that limit nothing: what was done, what somebody has, shares and amounts."""

from __future__ import annotations

import re

from monitor.extract.facets.frame import Frame
from monitor.extract.facets.outside import is_advice
from monitor.extract.facets.parted_work import goes_to_partners, parts_work
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark

# "Orbit 365", inside a sentence.
_NAME = re.compile(r"\w[,;:]?\s([A-Z][a-z]\w*)\s$")
_DIGIT = re.compile(r"\d")
# "140 ready": right in front of the partners who are counted.
_COUNTED = re.compile(r"\d\s+(?:[\w-]+\s+){0,3}$")
# "Customers, most of them with 20 to 60 seats".
_SOME = Rule(r"\b{thresholds.some}\W+(?:\w+\s+)?$", re.IGNORECASE)
# "Most of my customers have": behind "if" and "who" it is a condition.
_HAVE = Rule(
    r"\b(?:{thresholds.customers}|{thresholds.percent})\s+{thresholds.have}\s+$", re.IGNORECASE
)
_THAT = Rule(r"\s+{accuracy.that}\b", re.IGNORECASE)
_TOLD_REACH = 60
_WHO_HAVE = Rule(r"\b{thresholds.who_have}\b[^,;:]*$", re.IGNORECASE)
# Who bought is meant, not told of: "who bought 150 seats", "if you bought", "having bought".
_WHO_BOUGHT = Rule(r"\b{thresholds.who_bought}\b", re.IGNORECASE)
_PAST = Rule(r"{thresholds.past_endings}$", re.IGNORECASE)
# "Of those with 50 or more employees, 61 percent said": the groups of a survey.
_GROUP = Rule(
    r"(?:^|[,;:]\s+|\b{thresholds.joins}\s+)[\W_]*{thresholds.among}\s[^,;]*$", re.IGNORECASE
)
# "61,000 organizations fall between 75 and 149 seats", "fourteen firms, all above 150".
_POPULATION = Rule(r"\b{thresholds.population}\b[^.;:]*$", re.IGNORECASE)
# "Orbit 365 tenants", "May 1 customers": the number is part of a name or a day.
_NAMES_IT = re.compile(r"[A-Z]\w*\s$")
_SHARE = Rule(r"%|\b{thresholds.percent}\b", re.IGNORECASE)
# "Rises from 15 to 30 percent".
_PER_CENT = Rule(
    r"(?:\s+{thresholds.to_number}\s+[\d,.]+)?\s*(?:%|{thresholds.percent}\b)", re.IGNORECASE
)
_MAKES_UP = Rule(
    r"\b{thresholds.makes_up}\s[^.;]{0,30}(?:%|\b{thresholds.percent}\b)", re.IGNORECASE
)
# "Of that, 22% falls between 250 and 400 seats", "a council with 24 seats".
_SHARE_HAS = Rule(
    r"(?:%|\b{thresholds.percent}\b|\b{thresholds.fractions}\b)[^.;,]{0,60}$", re.IGNORECASE
)
_BODY = Rule(r"\b{thresholds.bodies}\b[^.;]{0,20}$", re.IGNORECASE)
_OF_THEM = Rule(r"\s+{thresholds.of_them}\b", re.IGNORECASE)
_HIRES = Rule(r"\b{thresholds.hires}\b", re.IGNORECASE)
_OF_US = Rule(r"\s+{thresholds.of_us}\b", re.IGNORECASE)
# "150 seats were lost to it".
_HAPPENED = Rule(r"\s+{thresholds.happened}\b", re.IGNORECASE)
# "Do not buy 65 more": advice, and no size that is too small.
_DO_NOT = Rule(r"{outside.do_not}\b", re.IGNORECASE)
# "The first to sell more than 10,000 seats".
_SELLS = Rule(r"\b{thresholds.sells}\s+$", re.IGNORECASE)
# "His minimum", "our own floor": and characters from there to the number.
_HIS = Rule(r"\b{dates.somebody}\s+(?:{owners.own}\s+)?$", re.IGNORECASE)
# "With 380 seats it is eligible", "we start at one seat".
_WITH = Rule(r"\b{limits.has}\s+(?:{limits.about}\s+)?$", re.IGNORECASE)
_IT_IS = Rule(r",?\s+{thresholds.it}\s+{owners.being}\b", re.IGNORECASE)
_WE = Rule(r"\b{dates.self}\s+$", re.IGNORECASE)
_STARTS = Rule(r"{thresholds.we_start}\b", re.IGNORECASE)
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
# "Losing a deal of more than 100 seats".
_WON = Rule(r"\b{thresholds.won}\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE)
# "Do the sum: that is 200 seats".
_SUM = Rule(r"\b{thresholds.sums}\b[^.;]{0,30}$", re.IGNORECASE)
# "A 20 percent discount above 500 mailboxes".
_DISCOUNT = Rule(r"\b{thresholds.discounts}\s+(?:\w+\s+)?$", re.IGNORECASE)
# "A first project here, 800 seats across three plants".
_SPREAD = Rule(r"\s+{thresholds.spread}\b", re.IGNORECASE)


def limits_nothing(frame: Frame, mark: Mark) -> bool:
    """Whether a number counts something else than what a customer must have."""
    return (
        _is_in_name(frame, mark)
        or _is_deed(frame, mark)
        or _is_own(frame, mark)
        or _counts_items(frame, mark)
        or _counts_answers(frame, mark)
        or _is_amount(frame, mark)
        or _counts_people(frame, mark)
        or _counts_partners(frame, mark)
        or _is_share(frame, mark)
        or parts_work(frame, mark)
        or _is_sum(frame, mark)
    )


def _is_in_name(frame: Frame, mark: Mark) -> bool:
    """ "150 seats of Orbit 365 or more", "#2": a number in a name, or of a post."""
    if mark.label not in ("limit", "again"):
        return False
    text, first = frame.passage.text, frame.passage.start
    number = _DIGIT.search(text, mark.start - first, mark.end - first)
    before = text[: number.start()] if number else ""
    named = _NAME.search(before)
    names = (*frame.terms("program"), *frame.terms("short"))
    ours = named and any(name.end == first + named.end(1) for name in names)
    return before.endswith("#") or (named is not None and not ours)


def _is_own(frame: Frame, mark: Mark) -> bool:
    """ "He raised his minimum to 100 users", "we have 80": of somebody who tells or is told of."""
    nouns = (one for one in frame.words("limit-noun") if one.start < mark.end)
    near = (one for one in nouns if mark.start - one.end <= _OWN_REACH)
    told = frame.is_told_by_others(mark)
    if _is_its_size(frame, mark) or (told and _we_start(frame, mark)):
        return True
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


def _is_its_size(frame: Frame, mark: Mark) -> bool:
    """ "With 380 seats it is eligible": what somebody who was named before has."""
    behind = frame.rules[_IT_IS].match(frame.passage.text, mark.end - frame.passage.start)
    before = frame.passage.slice(frame.passage.start, mark.start)
    return behind is not None and frame.rules[_WITH].search(before) is not None


def _we_start(frame: Frame, mark: Mark) -> bool:
    """ "We start at one seat", said by another firm."""
    starts = frame.rules[_STARTS].match(mark.values["words"])
    before = frame.passage.slice(frame.passage.start, mark.start)
    return starts is not None and frame.rules[_WE].search(before) is not None


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
    if any(frame.rules[rule].search(before) for rule in (_SOME, _SELLS, _WON)):
        return True
    if frame.rules[_HAPPENED].match(frame.passage.text, mark.end - frame.passage.start):
        return True
    no = frame.rules[_DO_NOT].match(mark.values["words"])
    if no and is_advice(frame, Mark(mark.start, mark.start + no.end(), "")):
        return True
    if frame.is_condition(mark) and goes_to_partners(frame):
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
    before = frame.passage.slice(frame.passage.start, mark.start)
    behind = frame.passage.slice(mark.end, frame.passage.end)
    rules = frame.rules
    if rules[_BODY].search(before):
        return True
    asked = frame.words("qualify", "eligible", "limit-noun")
    share = not asked and (rules[_SHARE_HAS].search(before) or _is_population(frame, before))
    return bool(share or rules[_PER_CENT].match(behind) or rules[_MAKES_UP].search(behind))


def _is_population(frame: Frame, before: str) -> bool:
    """ "61,000 organizations fall between", and not "Orbit 365 tenants", "May 1, customers"."""
    found = frame.rules[_POPULATION].search(before)
    if found is None or _NAMES_IT.search(before[: found.start()]):
        return False
    at = frame.passage.start + found.start()
    return not any(one.start <= at < one.end for one in frame.passage.get("times"))


def _counts_people(frame: Frame, mark: Mark) -> bool:
    """ "There are more than 200 of us", "those who hire put it north of 300": no seats."""
    if mark.label not in ("limit", "again"):
        return False
    behind = frame.passage.slice(mark.end, frame.passage.end)
    hires = frame.rules[_HIRES].search(frame.passage.slice(frame.passage.start, mark.start))
    return hires is not None or frame.rules[_OF_US].match(behind) is not None


def _counts_partners(frame: Frame, mark: Mark) -> bool:
    """ "There are 140 partners, and we plan to reach 220": more of them, and no seats."""
    if mark.values["unit"] in mark.values["words"].lower():
        return False  # it says itself what it counts
    return any(
        one.end <= mark.start
        and _COUNTED.search(frame.passage.slice(frame.passage.start, one.start))
        for one in frame.terms("performer:partner")
    )


def _counts_items(frame: Frame, mark: Mark) -> bool:
    """ "Public folders, where there are fewer than 1,000 of them"."""
    behind = frame.passage.slice(mark.end, frame.passage.end)
    items = any(item.end <= mark.start for item in frame.terms("item:"))
    return items and frame.rules[_OF_THEM].match(behind) is not None


def _is_amount(frame: Frame, mark: Mark) -> bool:
    """ "350 seats' worth", "800 seats across three plants", "a discount above 500"."""
    at = mark.end - frame.passage.start
    rules, before = frame.rules, frame.passage.slice(frame.passage.start, mark.start)
    return bool(
        rules[_WORTH].match(frame.passage.text, at)
        or rules[_SPREAD].match(frame.passage.text, at)
        or rules[_DISCOUNT].search(before)
    )


def _is_sum(frame: Frame, mark: Mark) -> bool:
    """ "Do the sum: that is 200 seats": what comes out, where nobody asked for a limit."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    return not frame.asked and frame.rules[_SUM].search(before) is not None
