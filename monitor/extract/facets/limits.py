"""When a plain number of seats is a limit: by the noun it belongs to, or by whoever has so many.

"The requirement was always 150 seats" and "anybody buying 150 seats gets it" set a limit
as "at least 150 seats" does; "a school with 400 seats liked it" sets none.
"""

from __future__ import annotations

import re

from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark
from monitor.interval import NumberSpan
from monitor.values import UNSAID

# Between the noun of a limit and its number: "was always", "for schools stays at", a colon.
_TO_LIMIT = Rule(r"[\s:,\"“”'’(*_–—-]*(?:{limits.verbs}\b[\s:,\"“”'’(*_–—-]*)*")
# Characters of "for its free migrations" between that noun and its verb.
_OF = Rule(r"\s+{limits.of_noun}\s+[^.,;:()]{1,40}?(?=\s{limits.noun_verbs}\b|[:,(])")
_NOUN_REACH = 60
# Characters of a program's name ("the 150-seat Swift minimum").
_NAME_REACH = 30
# Characters of "told us that the program takes".
_TOLD_REACH = 60
# Between "with" and the number.
_ADVERBS = Rule(r"\s*(?:{limits.about}\s+)?")
# Between a customer and what it has: "customers that only have".
_WHO = Rule(r"\s+(?:{limits.who}\s+)*")
# Words in front of a customer that make it a certain one, or several that were counted.
_CERTAIN = Rule(
    r"(?:\b(?i:{limits.certain})|['’]s|s['’]|\d|,\s*{limits.one}|\b[A-Z][\w&]+,)"
    r"\s+(?:[\w-]+\s+){0,2}$"
)
_A = Rule(r"\b{limits.one}\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
# What happened, or might, to some customer sets no limit for others.
_TOLD = Rule(r"\b{limits.told}\b|\b(?P<given>{limits.not_told} )?\w{3}{limits.past_endings}\b")
# "…, which was announced in May": what happened to something else.
_CLAUSE = Rule(r",\s|;|:\s|\s[—–]\s|\b{limits.clauses}\b", re.IGNORECASE)
_PAUSE = re.compile(r",\s|;|:\s|\s[—–]\s")
# "…, and that it would stay so": a second thing that is told.
_AND_THAT = Rule(r",?\s+{page.and_that}\s+{accuracy.that}\b", re.IGNORECASE)
# "300 mailboxes of 2 GB each are moved in three weeks": how much, and how fast.
_SPEED = Rule(
    r"\b[GTM]B\b|\b{limits.within}\s+(?:{limits.of_whom}\s+\w+\s+)?"
    r"{limits.roughly}?\s*\w+\s+{limits.spells}\b",
    re.IGNORECASE,
)
# "A 200-seat move" tells what kind of move it is; "any 200-seat deal" tells which have a right.
_KIND = re.compile(r"\d-[a-z]+$", re.IGNORECASE)
_ANY = Rule(r"\b{limits.any}\s+$", re.IGNORECASE)
_WHETHER = Rule(r"\b{limits.whether}\b", re.IGNORECASE)
_LETS = Rule(r"\b{limits.lets}\b", re.IGNORECASE)

# "The upper limit is 250": the most.
_UPPER = Rule(r"\b{limits.upper}\b(?:[^,;:.]|,(?=\d)){0,40}$", re.IGNORECASE)

_FEWEST, _MOST = 10, 100_000
# Somebody who has them: "we have", "the firm runs", "Acme, with".
_SOMEBODY = Rule(
    r"(?:\b(?i:{limits.somebody})(?:['’]{limits.short_verbs})?|\b(?i:{limits.somebodys})\s+"
    r"(?:[\w-]+\s+){1,3}?|\b[A-Z][\w&]+,?)\s*(?:{limits.manner}\s+)?{limits.has}\b[^,;:.]{0,25}$"
)
# "A hospital chain with 12,000 seats": one that is told of.
_ONE_WITH = Rule(r"\b{limits.one}\s+(?:[\w-]+\s+){1,4}{limits.having}\s+$", re.IGNORECASE)
# "Her latest customer, with 210 seats, was told".
_ASIDE = Rule(r"\w,\s+{limits.has}\s+$", re.IGNORECASE)
_BEGINS = Rule(r"\b{limits.begins}\b")
# "It takes 150 seats", "buy 150 seats": what is asked of whoever wants it.
_ASKED = Rule(r"(?:^|[:;,—–-]\s*|\b{limits.asked}\s+)$", re.IGNORECASE)
_RATE = Rule(r"\s*(?:{limits.per}\s+{limits.rates}|{limits.at_once})\b", re.IGNORECASE)
_YEARLY = Rule(r"\s+{limits.per}\s+{limits.periods}\b", re.IGNORECASE)
# "Moves 500 seats", "for 20 more seats", "of its 300 seats": counted, and not asked for.
_COUNTED = Rule(r"\b{limits.counted}\s+(?:[\w-]+\s+)?$", re.IGNORECASE)


def is_limit(frame: Frame, mark: Mark) -> bool:
    """Whether a number without a bound of its own limits who may have the program."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    if is_kind(mark) and not frame.rules[_ANY].search(before):
        return _heads_noun(frame, mark)
    if is_either(frame, before) or frame.rules[_SPEED].search(frame.passage.text):
        return False
    found = _is_named(frame, mark) or _is_held(frame, mark) or _is_bought(frame, mark)
    return found or _is_by_word(frame, mark)


def is_either(frame: Frame, before: str) -> bool:
    """ "Whether you have 150 seats or 5,000": of two numbers neither matters."""
    return frame.rules[_WHETHER].search(before) is not None


def is_kind(mark: Mark) -> bool:
    """ "My 160-seat customer": a number that tells what kind of thing something is."""
    return _KIND.search(mark.values["words"]) is not None


def _heads_noun(frame: Frame, mark: Mark) -> bool:
    """ "The 150-seat Swift minimum": only a name of the program stands between."""
    noun = frame.after(mark, frame.words("limit-noun"), _NAME_REACH)
    names = (*frame.terms("program"), *frame.terms("short"))
    return noun is not None and any(mark.end < name.start < noun.start for name in names)


def is_rate(frame: Frame, mark: Mark) -> bool:
    """ "Up to 500 mailboxes per event": how much at a time."""
    behind = frame.passage.slice(mark.end, frame.passage.end)
    return frame.rules[_RATE].match(behind) is not None


def is_yearly(frame: Frame, mark: Mark) -> bool:
    """ "At least 150 seats a year": what is to be done in a time, and no size."""
    behind = frame.passage.slice(mark.end, frame.passage.end)
    return frame.rules[_YEARLY].match(behind) is not None


def is_counted(frame: Frame, mark: Mark) -> bool:
    """Whether a number tells what somebody has, or how much is done, and no limit again."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    rules = frame.rules
    if rules[_SOMEBODY].search(before) or rules[_COUNTED].search(before) or is_rate(frame, mark):
        return True
    return is_either(frame, before) or rules[_SPEED].search(frame.passage.text) is not None


def _is_named(frame: Frame, mark: Mark) -> bool:
    """ "The requirement was always 150 seats", "Eligibility: 150 seats"."""
    noun = frame.before(mark, frame.words("limit-noun", "eligibility"), _NOUN_REACH)
    if noun is None:
        return False
    between = frame.passage.slice(noun.end, mark.start)
    of = frame.rules[_OF].match(between)
    return frame.rules[_TO_LIMIT].fullmatch(between[of.end() :] if of else between) is not None


def _is_held(frame: Frame, mark: Mark) -> bool:
    """ "Anybody buying 150 seats", "firms with 150 seats": what holds of all who have so many."""
    text, first = frame.passage.text, frame.passage.start
    hold = frame.before(mark, frame.words("hold"), 12)
    if hold is None or not frame.rules[_ADVERBS].fullmatch(
        text, hold.end - first, mark.start - first
    ):
        return False
    who = _whoever(frame, hold)
    if who is not None and _is_example(frame, who):
        return False
    before, behind = _around(frame, mark)
    if who is None or _is_story(frame, before, behind):
        return False
    given = frame.words("provide", "perform", "qualify", "eligible", "free", "start")
    return bool(given) or frame.rules[_LETS].search(text) is not None


def _counts_bought(frame: Frame, mark: Mark) -> bool:
    """What is bought to have a program; users and mailboxes are also moved, trained and counted."""
    unit = mark.values["unit"]
    return unit == UNSAID or unit in frame.rules.words("limits.bought")


def _is_bought(frame: Frame, mark: Mark) -> bool:
    """ "Buy 150 seats and it is yours": seats that nobody in particular is said to have."""
    if not _counts_bought(frame, mark) or not _FEWEST <= mark.values["low"] <= _MOST:
        return False
    before, behind = _around(frame, mark)
    if _is_story(frame, before, behind) or frame.rules[_RATE].match(behind):
        return False
    if (
        frame.rules[_SOMEBODY].search(before)
        or frame.rules[_CERTAIN].search(before)
        or frame.rules[_COUNTED].search(before)
        or (frame.rules[_ONE_WITH].search(before) and not frame.rules[_LETS].search(behind))
        or (behind.startswith(",") and frame.rules[_ASIDE].search(before))
    ):
        return False
    hold = frame.before(mark, frame.words("hold"), 12)
    who = _whoever(frame, hold) if hold else None
    if who is not None and _is_example(frame, who):
        return False
    parts = frame.terms("component:") if frame.setting.focused else ()
    named = frame.is_program or frame.terms("short") or frame.doers("vendor") or parts
    told = frame.words("qualify", "eligible", "limit-noun", "eligibility", "provide")
    return bool(told or frame.rules[_BEGINS].search(frame.passage.text)) or bool(
        named and frame.rules[_ASKED].search(before)
    )


def _around(frame: Frame, mark: Mark) -> tuple[str, str]:
    """What is said in front of a number and behind it, without what is told of who says it."""
    start, end = frame.passage.start, frame.passage.end
    for speech in frame.passage.reports(mark):
        for first, last in speech.values["content_at"]:
            if first <= mark.start < last:
                start, end = max(start, first), min(end, last)
    told = frame.before(mark, frame.words("cue"), _TOLD_REACH)  # inside somebody's own words
    start = max(start, told.end) if told else start
    again = frame.rules[_AND_THAT].search(frame.passage.slice(mark.end, end))
    end = mark.end + again.start() if again else end
    return frame.passage.slice(start, mark.start), frame.passage.slice(mark.end, end)


def _is_story(frame: Frame, before: str, behind: str) -> bool:
    """Whether the clause of a number tells what happened, in front of it or behind."""
    own = _PAUSE.split(before)[-1], frame.rules[_CLAUSE].split(behind, maxsplit=1)[0]
    return any(_is_told(frame, text) for text in own)


def _is_told(frame: Frame, text: str) -> bool:
    """Whether it tells what happened, or might; "is covered" and "been moved" do not."""
    return any(not told["given"] for told in frame.rules[_TOLD].finditer(text))


def _is_by_word(frame: Frame, mark: Mark) -> bool:
    """ "The deck said 100 seats", "I was told 250 seats": what the limit is by somebody's word."""
    if not _counts_bought(frame, mark) or not _FEWEST <= mark.values["low"] <= _MOST:
        return False
    told = frame.before(mark, frame.words("told"), 1)
    if told is None or not frame.setting.focused:
        return False
    behind = frame.passage.slice(mark.end, frame.passage.end)
    return not (_is_told(frame, behind) or is_rate(frame, mark))


def _is_example(frame: Frame, who: Mark) -> bool:
    """ "A company with 220 seats gets help", "got a client with 120": as likely as a rule."""
    before = frame.passage.slice(frame.passage.start, who.start)
    ruled = frame.words("qualify", "eligible") or frame.rules[_BEGINS].search(before)
    return _is_one(frame, who) and not ruled


def _is_one(frame: Frame, who: Mark) -> bool:
    """Whether it is one customer that is thought of: "a company", "you"."""
    said = frame.passage.slice(who.start, who.end)
    if said.lower() in frame.rules.words("limits.you"):
        return True
    first, _, _ = said.partition(" ")  # an article is a part of some names
    before = f"{frame.passage.slice(frame.passage.start, who.start)}{first} "
    return any(frame.rules[_A].search(text) for text in (before, before[: -len(first) - 1]))


def _whoever(frame: Frame, hold: Mark) -> Mark | None:
    """The customers that have it, where they are any and not certain ones."""
    text, first = frame.passage.text, frame.passage.start
    anyone = frame.words("anyone")
    for who in (*anyone, *frame.terms("performer:customer"), *frame.terms("facet:threshold")):
        if who.end > hold.start:
            continue
        if frame.rules[_WHO].fullmatch(text, who.end - first, hold.start - first) and (
            who in anyone or not frame.rules[_CERTAIN].search(text[: who.start - first])
        ):
            return who
    return None


def least_or_most(frame: Frame, mark: Mark) -> NumberSpan:
    """The numbers that a plain one lets in, by the noun it belongs to."""
    low = mark.values["low"]
    told = frame.passage.slice(frame.passage.start, mark.end)
    upper = frame.rules[_UPPER].search(told) is not None
    return NumberSpan(None, low) if upper else NumberSpan(low, None)
