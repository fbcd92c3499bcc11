"""Funding: what the vendor pays out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from monitor.extract.facets.billed import CHARGE_REACH, PAYER_REACH, is_customers, is_timed
from monitor.extract.facets.clause import fate, is_value_denied
from monitor.extract.facets.frame import FUNDING, Draft, Frame
from monitor.extract.facets.lasting import FORMER
from monitor.extract.facets.rivals import is_about_rival
from monitor.extract.facets.rules import Rule
from monitor.extract.facets.sums import kind_of
from monitor.extract.passages import Mark
from monitor.values import Money, MoneyRole

_CAP_REACH = 30
# Behind a sum that is denied: what it is denied for, so that it may be paid otherwise.
_UNLESS_REACH = 80
# What a partner's own business brings is no funding.
_OWN_FIRM = Rule(r"\b{sums.own_firm}\b", re.IGNORECASE)
# "The most that it pays for one customer is $60,000".
_IS = Rule(r"^[^.;:]{0,70}\b{sums.being}\s+(?:{sums.still}\s+)?$")
# "$60,000 is the limit", "$60,000 at most".
_CAPPED = Rule(
    r"\s+(?:(?:{sums.limit_verbs}\s+)?(?:{sums.articles}\s+)?(?:\w+\s+)?{sums.limits}\b"
    r"|{sums.at_most}\b)",
    re.IGNORECASE,
)
_MORE = Rule(r"\b{sums.more}\s+(?:{sums.total}\s+)?$", re.IGNORECASE)
_NO_MORE_REACH = 60
# Behind a sum: a plan by its code; for each of what is counted otherwise.
_PLAN = Rule(r"(?:\s+\w+){0,2}\s+{sums.charged_for}\s+(?:[A-Z]\w*\s+)?[A-Z]\d(?=[.,;])")
_EACH = Rule(r"\s+{sums.per}\s+\w+", re.IGNORECASE)
# "The average payment was $27,300": what came of a rule, and no rule.
_AVERAGE = Rule(r"\b{sums.average}\b[^.;:]{0,40}$", re.IGNORECASE)
_WORTH = Rule(r"\b{thresholds.worth}\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE)
_MAKES = Rule(r"(?<!\w){sums.makes}\s+(?:\w+\s+)?$", re.IGNORECASE)
# "up to 1,000 seats and $5", "up to the thousandth, then $5": what is capped there is the seats.
_COUNTS = Rule(r"\d|\b{sums.then}\b")
# "From $25 to $15 a seat", "to $30 a seat from $15": the sum of before, and the one of now.
_FROM = Rule(r"(?:.{0,12}?\s)?{thresholds.starting}\s+$", re.IGNORECASE)
_TO = Rule(r"(?:\s+(?:{sums.per}\s+)?\w+)?\s+{thresholds.to_number}\s+", re.IGNORECASE)
_UP_TO = Rule(r"\b{thresholds.to_number}\s+$", re.IGNORECASE)
_DEALS = Rule(r"\b{sums.deals}\b", re.IGNORECASE)
# "More than $100,000 a year in revenue": what a firm must sell.
_TURNOVER = Rule(r"\s+{sums.turnover}\b", re.IGNORECASE)
_EARNED = Rule(r"\b{sums.earned}\s+(?:{sums.about}\s+)?$", re.IGNORECASE)
# "$15 instead of $20", "ended its $15-per-seat payment": what was paid once.
_NO_LONGER = Rule(r"\b{events.no_longer}\s(?:[^,;:]|,(?=\d))*$", re.IGNORECASE)
_INSTEAD = Rule(r"\b{sums.instead}\s+$", re.IGNORECASE)
_ENDED = Rule(r"\b{sums.ended}\s+{sums.owners}\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
# "We paid", "we have since paid".
_WE = Rule(r"\b{dates.self}\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_OUT = Rule(r"\s+{sums.paid_out}\b", re.IGNORECASE)
# No program pays out so much; markets, deals and sales have such sums.
_MOST = 1_000_000_000
# Two accounts of one cap are of one size.
_ALIKE = 4


def funding(frame: Frame) -> Iterator[Draft]:
    """Sums paid out: a schedule is several claims. The price of a plan is none."""
    if frame.is_foreign or frame.is_example or not frame.is_anchored("funding"):
        return
    if is_about_rival(frame) or frame.rules[_DEALS].search(frame.passage.text):
        return
    funded = _funded(frame)
    if not funded and not (_is_nearby(frame) and frame.terms("facet:funding")):
        return
    for mark in frame.passage.get("money"):
        amount = Decimal(mark.values["amount"])
        if not 0 < amount < _MOST or _is_charged(frame, mark, funded):
            continue  # "customers pay $0" is a price
        if _is_reckoned(frame, mark) or _is_own_bill(frame, mark) or _is_of_goods(frame, mark):
            continue
        value = Money(
            amount,
            mark.values["currency"],
            mark.values["per"] or _per_of_pair(frame, mark),
            _role(frame, mark),
        )
        if value.role == "fund" and not _is_programs(frame):
            continue  # "we paid $31,000 for it"
        kind = kind_of(frame, mark) if value.role == "fund" else ()
        # "does not exceed $60,000" sets that cap, and denies none.
        former = _was(frame, mark)
        kept = fate(frame, mark) == "kept"
        denied = (
            value.role != "cap"
            and not kept
            and is_value_denied(frame, mark, (*funded, *frame.terms("performer:")))
        )
        if denied and frame.after(mark, frame.words("conditional"), _UNLESS_REACH):
            continue  # "will not pay $15 a seat unless …"
        yield frame.draft(
            Draft(
                "funding",
                value,
                mark,
                f"funding/{value.role}",
                deny=denied,
                component=_component(frame),
                past=kept or former,
                qualifiers=(FORMER if former else ()) + kind,
            )
        )


def _funded(frame: Frame) -> tuple[Mark, ...]:
    """The words by which sums are paid out; who earns is a partner, or "you" to its vendor."""
    told = frame.words("fund") or frame.words("cap")
    if not frame.doers("partner") and not frame.terms("facet:funding"):
        return told
    return (
        told if frame.rules[_OWN_FIRM].search(frame.passage.text) else (*told, *frame.words("earn"))
    )


def _is_nearby(frame: Frame) -> bool:
    """Whether the sentence before, or what stands above, speaks of funding."""
    before = frame.setting.before
    if before is not None and before.has("words", "fund"):
        return before.block + 1 >= frame.passage.block or _above(frame)
    return _above(frame)


def _above(frame: Frame) -> bool:
    above = (frame.setting.lead_in, frame.setting.under, *frame.asked)
    return any(passage.has("words", "fund", "earn") for passage in above if passage is not None)


def _is_charged(frame: Frame, mark: Mark, funded: tuple[Mark, ...]) -> bool:
    """Whether a sum is a price, a cost or a wage ("charges $35 a mailbox", "$480 a day")."""
    if is_timed(frame, mark) or is_customers(frame, mark):
        return True
    charge = frame.before(mark, frame.words("charge"), CHARGE_REACH)
    if charge is None:
        return False
    # "A price for up to 200 users": what is capped there are the users.
    earned = [word for word in funded if word.label != "cap" and not _within(word, charge)]
    paid = frame.before(mark, earned, CHARGE_REACH)
    return paid is None or paid.end <= charge.start


def _pair(frame: Frame, mark: Mark) -> tuple[Mark, Mark] | None:
    """The sums before and after a change, of which this is one ("from $25 to $15 a seat")."""
    sums = frame.passage.get("money")
    for one, other in pairwise(sums):
        if mark not in (one, other):
            continue
        front = frame.passage.slice(frame.passage.start, one.start)
        between = frame.passage.slice(one.end, other.start)
        joined = one.start == other.start or frame.rules[_TO].fullmatch(between)
        if joined and frame.rules[_FROM].search(front):
            return one, other
        if frame.rules[_FROM].fullmatch(between) and frame.rules[_UP_TO].search(front):
            return other, one
    return None


def _was(frame: Frame, mark: Mark) -> bool:
    pair = _pair(frame, mark)
    if pair is not None and pair[0] is mark:
        return True
    before = frame.passage.slice(frame.passage.start, mark.start)
    if frame.rules[_INSTEAD].search(before) or frame.rules[_NO_LONGER].search(before):
        return True
    ended = frame.rules[_ENDED].search(before)
    if ended is None:
        return False
    at = ended.start() + frame.passage.start  # "stops the meter at $45,000" is a cap
    return not any(word.start <= at < word.end for word in frame.words("cap"))


def _per_of_pair(frame: Frame, mark: Mark) -> str | None:
    """Of two sums one tells for both what they are paid per."""
    pair = _pair(frame, mark)
    return next((one.values["per"] for one in pair or () if one.values["per"]), None)


def _within(word: Mark, charge: Mark) -> bool:
    """ "Had to pay for": what is paid there is a price."""
    return word.start < charge.end and charge.start < word.end


def _is_reckoned(frame: Frame, mark: Mark) -> bool:
    """Whether a sum is a worth, or worked out for so many seats ("for our 400 seats that's …")."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    if frame.rules[_AVERAGE].search(before):
        return True
    if mark.values["per"] is None and frame.rules[_WORTH].search(before):
        return True  # "services worth up to $60,000 are free"
    if mark.values["per"] is None and frame.rules[_EARNED].search(before):
        return True  # "it made $250,000 last year with such work"
    if frame.rules[_TURNOVER].match(frame.passage.slice(mark.end, frame.passage.end)):
        return True
    counted = any(seats.end <= mark.start for seats in frame.passage.get("quantities"))
    return counted and mark.values["per"] is None and bool(frame.rules[_MAKES].search(before))


def _is_of_goods(frame: Frame, mark: Mark) -> bool:
    """ "They pay $32 a user for E3", "$125 a notebook": where nobody of the program is paid it."""
    behind = frame.passage.text[mark.end - frame.passage.start :]
    if frame.rules[_PLAN].match(behind):
        return not frame.doers("vendor")
    if mark.values["per"] is not None or frame.rules[_EACH].match(behind) is None:
        return False
    named = frame.is_program or frame.terms("short") or frame.terms("performer:")
    return not (named or frame.words("paying"))


def _is_own_bill(frame: Frame, mark: Mark) -> bool:
    """ "We paid a consultant $4,800": what others than the vendor tell that they paid."""
    paid = frame.before(mark, frame.words("paying"), PAYER_REACH)
    if paid is None or not frame.is_told_by_others(mark):
        return False
    if frame.rules[_OUT].match(frame.passage.text, paid.end - frame.passage.start):
        return False  # "we paid out 100 million to them"
    before = frame.passage.slice(frame.passage.start, paid.start)
    return frame.rules[_WE].search(before) is not None


def _component(frame: Frame) -> str | None:
    names = {component.name for component in frame.topic.component}
    return FUNDING if FUNDING in names else None


def _role(frame: Frame, mark: Mark) -> MoneyRole:
    first = frame.passage.start
    before = [
        word
        for word in frame.words("cap")
        if word.end <= mark.start
        and not frame.rules[_COUNTS].search(frame.passage.slice(word.end, mark.start))
    ]
    nearest = frame.near(mark, before, _CAP_REACH)
    is_cap = nearest is not None or any(
        frame.rules[_IS].search(frame.passage.slice(word.end, mark.start))
        and not frame.parted(word, mark)
        for word in before
    )
    if is_cap or frame.rules[_CAPPED].match(frame.passage.slice(mark.end, frame.passage.end)):
        return "cap"
    if _takes_up_cap(frame, mark):
        return "cap"
    more = frame.rules[_MORE].search(frame.passage.slice(first, mark.start))
    if more and frame.negated(Mark(more.start() + first, mark.start, ""), reach=_NO_MORE_REACH):
        return "cap"  # "nobody is paid more than $60,000"
    return "fund" if mark.values["per"] in (None, "customer") else "rate"


def _takes_up_cap(frame: Frame, mark: Mark) -> bool:
    """Whether the one sum of a sentence is another for a cap, in it or right before it.

    "The cap is wrong: the contract says $60,000"; "It is capped at $45,000. The contract says …".
    """
    if mark.values["per"] not in (None, "customer") or len(frame.passage.get("money")) > 1:
        return False
    before = frame.setting.before
    near = before is not None and before.block == frame.passage.block
    caps = before.get("money") if near and before is not None and before.has("words", "cap") else ()
    amount = Decimal(mark.values["amount"])
    alike = any(
        amount <= _ALIKE * (cap := Decimal(one.values["amount"])) and cap <= _ALIKE * amount
        for one in caps
    )
    return alike or any(word.end <= mark.start for word in frame.words("cap"))


def _is_programs(frame: Frame) -> bool:
    """Whether a sentence with a sum names the program, its vendor, partners or a fund."""
    named = ("program", "short", "facet:funding", "performer:partner", "performer:vendor")
    return any(frame.terms(one) for one in named) or frame.component == FUNDING
