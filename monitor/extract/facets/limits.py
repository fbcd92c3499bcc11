"""When a plain number of seats is a limit: by the noun it belongs to, or by whoever has so many.

"The requirement was always 150 seats" and "anybody buying 150 seats gets it" set a limit
as "at least 150 seats" does; "a school with 400 seats liked it" sets none.
"""

from __future__ import annotations

import re

from monitor.extract.facets.frame import Frame
from monitor.extract.passages import Mark

# Between the noun of a limit and its number: "was always", "for schools stays at", a colon.
_TO_LIMIT = re.compile(
    r"[\s:,\"“”'’(*_–—-]*(?:(?:is|are|was|were|be|been|stays?|stayed|remains?|remained|stands?|stood|"
    r"sits?|lies|has|have|of|at|to|still|now|always|only|just|again|currently|set|fixed|in)\b"
    r"[\s:,\"“”'’(*_–—-]*)*"
)
# Characters of "for Office 365 migrations" between that noun and its verb.
_OF = re.compile(
    r"\s+(?:for|of|in|on|to)\s+[^.,;:()]{1,40}?(?=\s(?:is|are|was|were|stays?|remains?)\b|[:,(])"
)
_NOUN_REACH = 60
# Between "with" and the number.
_ADVERBS = re.compile(r"\s*(?:(?:only|just|some|about|around|all of|a|the|their|your)\s+)?")
# Between a customer and what it has: "customers that only have".
_WHO = re.compile(r"\s+(?:(?:that|which|who|only|already|today|now|still)\s+)*")
# Words in front of a customer that make it a certain one, or several that were counted.
_CERTAIN = re.compile(
    r"(?:\b(?i:the|this|that|these|his|her|its|our|their|my|one|two|three|another|most|some|many|"
    r"several|few)|['’]s|s['’]|\d|,\s*an?|\b[A-Z][\w&]+,)\s+(?:[\w-]+\s+){0,2}$"
)
_A = re.compile(r"\ban?\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
# What happened, or might, to some customer sets no limit for others.
_TOLD = re.compile(
    r"\b(?:was|were|had|did|would|could|might|got|took|came|went|gave|paid|found)\b|['’]d\b"
    r"|(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bbeen )(?<!\bnot )(?<!\bonly )\b\w{3,}ed\b"
)
# "300 mailboxes of 2 GB each are moved in three weeks": how much, and how fast.
_SPEED = re.compile(
    r"\b[GTM]B\b|\b(?:in|within|takes?)\s+(?:(?:his|her|our|their|its|a|the)\s+\w+\s+)?"
    r"(?:about|under|some|roughly|only|just)?\s*\w+\s+"
    r"(?:hours|nights|days|weeks|weekends|months)\b",
    re.IGNORECASE,
)
# "A 200-seat move" tells what kind of move it is; "any 200-seat deal" tells which have a right.
_KIND = re.compile(r"\d-[a-z]+$", re.IGNORECASE)
_ANY = re.compile(r"\b(?:any|every|each)\s+$", re.IGNORECASE)
# "Whether you have 150 seats or 5,000": of two numbers neither matters.
_WHETHER = re.compile(r"\bwhether\b", re.IGNORECASE)
_LETS = re.compile(
    r"\b(?:can|may|will|has to|have to|must|(?:is|are)(?: \w+)? (?:for|open))\b", re.IGNORECASE
)

# What is bought to have a program; users and mailboxes are also moved, trained and counted.
_BOUGHT = frozenset({"seat", "license"})
_FEWEST, _MOST = 10, 100_000
# Somebody who has them: "we have", "the firm runs", "Acme, with".
_SOMEBODY = re.compile(
    r"(?:\b(?i:I|we|he|she|they|who|it)(?:['’](?:ve|d|s|ll))?|\b(?i:the|our|my|his|her|their|this|that|one)\s+"
    r"(?:[\w-]+\s+){1,3}?|\b[A-Z][\w&]+,?)\s*(?:\w+ly\s+)?(?:have|has|own|owns|run|runs|with|got|hold|holds|of)\b"
    r"[^,;:.]{0,25}$"
)
_BEGINS = re.compile(
    r"\b(?:begins?|starts?|kicks? in|appl(?:y|ies)|unlocks?|opens?|"
    r"(?:is|are|be) (?:let in|admitted|accepted))\b"
)
# "It takes 150 seats", "buy 150 seats": what is asked of whoever wants it.
_ASKED = re.compile(
    r"(?:^|[:;,—–-]\s*|\b(?:takes?|asks?|wants?|quot\w+|get|buy|order|bring|show|past|pass|crosses|any|with|"
    r"have|having|your|be at|clear|top|tops|reach|reaches|hits?)\s+)$",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"\s*(?:an?|per|each|every)\s+(?:night|day|week|weekend|month|year|hour|engineer|partner|wave|slot|"
    r"event|batch|run|move|go|session|shift)\b",
    re.IGNORECASE,
)
# "Moves 500 seats", "for 20 more seats", "of its 300 seats": counted, and not asked for.
_COUNTED = re.compile(
    r"(?:\b(?:mov|migrat|sell|sold|deploy|train|cover|serv|support|add|activat|averag|total)\w*"
    r"|\blook\w* after|\b(?:another|extra|each|every|all|first|last|next|on|up to)"
    r"|(?<!instead )\bof (?:the|its|their|our|his|her|my)|\b(?:end|stop)s? at)\s+(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)


def is_limit(frame: Frame, mark: Mark) -> bool:
    """Whether a number without a bound of its own limits who may have the program."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    if _KIND.search(mark.values["words"]) and not _ANY.search(before):
        return False
    if _WHETHER.search(before) or _SPEED.search(frame.passage.text):
        return False
    found = _is_named(frame, mark) or _is_held(frame, mark) or _is_bought(frame, mark)
    return found or _is_told(frame, mark)


def is_rate(frame: Frame, mark: Mark) -> bool:
    """ "Up to 500 mailboxes per event": how much at a time."""
    return _RATE.match(frame.passage.slice(mark.end, frame.passage.end)) is not None


def is_counted(frame: Frame, mark: Mark) -> bool:
    """Whether a number tells what somebody has, or how much is done, and no limit again."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    behind = frame.passage.slice(mark.end, frame.passage.end)
    if _SOMEBODY.search(before) or _COUNTED.search(before) or _RATE.match(behind):
        return True
    return _WHETHER.search(before) is not None or _SPEED.search(frame.passage.text) is not None


def _is_named(frame: Frame, mark: Mark) -> bool:
    """ "The requirement was always 150 seats", "Eligibility: 150 seats"."""
    noun = frame.before(mark, frame.words("limit-noun", "eligibility"), _NOUN_REACH)
    if noun is None:
        return False
    between = frame.passage.slice(noun.end, mark.start)
    of = _OF.match(between)
    return _TO_LIMIT.fullmatch(between[of.end() :] if of else between) is not None


def _is_held(frame: Frame, mark: Mark) -> bool:
    """ "Anybody buying 150 seats", "firms with 150 seats": what holds of all who have so many."""
    text, first = frame.passage.text, frame.passage.start
    hold = frame.before(mark, frame.words("hold"), 12)
    if hold is None or not _ADVERBS.fullmatch(text, hold.end - first, mark.start - first):
        return False
    who = _whoever(frame, hold)
    if who is not None and _is_one(frame, who) and not frame.words("qualify", "eligible", "start"):
        return False  # "a company with 220 seats gets help": an example as likely as a rule
    if (
        who is None
        or _TOLD.search(text[: mark.start - first])
        or _TOLD.search(text[mark.end - first :])
    ):
        return False
    given = frame.words("provide", "perform", "qualify", "eligible", "free", "start")
    return bool(given) or _LETS.search(text) is not None


def _is_bought(frame: Frame, mark: Mark) -> bool:
    """ "Buy 150 seats and it is yours": seats that nobody in particular is said to have."""
    if mark.values["unit"] not in _BOUGHT or not _FEWEST <= mark.values["low"] <= _MOST:
        return False
    text, first = frame.passage.text, frame.passage.start
    before, behind = text[: mark.start - first], text[mark.end - first :]
    if _TOLD.search(before) or _TOLD.search(behind) or _RATE.match(behind):
        return False
    if _SOMEBODY.search(before) or _CERTAIN.search(before) or _COUNTED.search(before):
        return False
    parts = frame.terms("component:") if frame.setting.focused else ()
    named = frame.is_program or frame.terms("short") or frame.doers("vendor") or parts
    told = frame.words("qualify", "eligible", "limit-noun", "eligibility", "provide")
    return bool(told or _BEGINS.search(frame.passage.text)) or bool(named and _ASKED.search(before))


def _is_told(frame: Frame, mark: Mark) -> bool:
    """ "The deck said 100 seats", "I was told 250 seats": what the limit is by somebody's word."""
    if mark.values["unit"] not in _BOUGHT or not _FEWEST <= mark.values["low"] <= _MOST:
        return False
    told = frame.before(mark, frame.words("told"), 1)
    if told is None or not frame.setting.focused:
        return False
    behind = frame.passage.slice(mark.end, frame.passage.end)
    return not (_TOLD.search(behind) or _RATE.match(behind))


def _is_one(frame: Frame, who: Mark) -> bool:
    """Whether it is one customer that is thought of: "a company", "you"."""
    if frame.passage.slice(who.start, who.end).lower() == "you":
        return True
    return _A.search(frame.passage.slice(frame.passage.start, who.start)) is not None


def _whoever(frame: Frame, hold: Mark) -> Mark | None:
    """The customers that have it, where they are any and not certain ones."""
    text, first = frame.passage.text, frame.passage.start
    anyone = frame.words("anyone")
    for who in (*anyone, *frame.terms("performer:customer"), *frame.terms("facet:threshold")):
        if who.end > hold.start:
            continue
        if _WHO.fullmatch(text, who.end - first, hold.start - first) and (
            who in anyone or not _CERTAIN.search(text[: who.start - first])
        ):
            return who
    return None
