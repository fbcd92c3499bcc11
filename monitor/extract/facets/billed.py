"""What customers have to pay for the program, be it told how much or only that they have to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark

# From a verb of charging to its sum, with whom it is charged for between ("the price for up to 200
# users is $35"); from who pays to the verb ("customers with such a plan do not pay").
CHARGE_REACH = 45
PAYER_REACH = 40
# From a verb of charging or paying to its sum, and from its subject to the verb, in characters.
_SUM_REACH = 30
_SUBJECT_REACH = 40
# "Does not want to charge customers": from the negation to the verb.
_NOT_REACH = 60
# "Customers will then pay": nothing else stands between a subject and its verb. So "covers costs
# of $500" charges nobody, nor do "customers of partners pay".
_LEADS = Rule(r"(?:\s+{sums.auxiliaries})*\s+", re.IGNORECASE)
_IS = Rule(r"\b{sums.passive}\s+$", re.IGNORECASE)
# "It costs my customer $40": what a partner's own work costs.
_OUR_CUSTOMERS = Rule(r"\s+{dates.self}\s", re.IGNORECASE)
# "Charges for the migrations", "bills customers for it": what follows is what is charged for.
_FOR = Rule(r"\s+(?:[\w-]+\s+){0,2}?{sums.charged_for}\s+(?:[\w'’-]+\s+){0,2}", re.IGNORECASE)
# "The fee is $500", "a flat fee of $500 applies".
_FEE = Rule(r"\b{sums.fees}\s+{sums.fee_links}\s+$", re.IGNORECASE)
_TIME_RATE = Rule(
    r"(?:\s+{sums.per}\s+{sums.counted})?\s*(?:{sums.per}|/)\s*{sums.spells}\b", re.IGNORECASE
)


def is_timed(frame: Frame, mark: Mark) -> bool:
    """ "$20 a user a month": the price of a plan, or a wage."""
    behind = frame.passage.slice(mark.end, frame.passage.end)
    return frame.rules[_TIME_RATE].match(behind) is not None


def is_customers(frame: Frame, mark: Mark) -> bool:
    """Whether customers pay a sum ("they pay $5 a seat", "it costs $10")."""
    customers, vendors = frame.doers("customer"), frame.doers("vendor")
    paid = frame.before(mark, frame.words("paying"), _SUM_REACH)
    if paid is not None and _leads(frame, customers, paid) and not _is_passive(frame, paid):
        return True  # but "you are paid $90 a seat"
    charge = frame.before(mark, frame.words("charging"), _SUM_REACH)
    if charge is None or _is_denied(frame, charge):
        return False
    if _is_passive(frame, charge):
        return _leads(frame, customers, charge)
    if frame.rules[_OUR_CUSTOMERS].match(
        frame.passage.slice(charge.end, mark.start)
    ) and frame.is_told_by_others(mark):
        return False
    # "It costs the vendor $10 million": what it spends itself.
    spent = any(charge.end <= one.start < mark.start for one in vendors)
    return not spent and _leads(frame, (*vendors, *_things(frame)), charge)


def is_fee(frame: Frame, mark: Mark) -> bool:
    """Whether a sum is told to be the fee ("a flat fee of $500 applies"), and no partner's."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    theirs = frame.terms("performer:partner")
    return frame.rules[_FEE].search(before) is not None and not theirs


def is_partners(frame: Frame, mark: Mark) -> bool:
    """Whether a sum that customers pay goes to a partner, and not for the program."""
    paid = frame.before(mark, frame.words("paying", "charging"), _SUM_REACH)
    partners = frame.doers("partner")
    return paid is not None and any(paid.end <= one.start < mark.start for one in partners)


def billed(frame: Frame) -> Iterator[Mark]:
    """The verbs by which it is said that the program is charged for, and not how much."""
    if frame.passage.get("money") or frame.words("free"):
        return
    for verb in frame.words("charging"):
        whom = "customer" if _is_passive(frame, verb) else "vendor"
        told = _leads(frame, frame.doers(whom), verb) and not _is_denied(frame, verb)
        if told and any(_is_for(frame, verb, one) for one in _things(frame)):
            yield verb


def _things(frame: Frame) -> tuple[Mark, ...]:
    """What is paid for: the program, and what it gives."""
    return (*frame.terms("program"), *frame.terms("short"), *frame.terms("item:"))


def _is_for(frame: Frame, verb: Mark, thing: Mark) -> bool:
    between = frame.passage.slice(verb.end, thing.start)
    return frame.rules[_FOR].fullmatch(between) is not None


def _leads(frame: Frame, subjects: Sequence[Mark], verb: Mark) -> bool:
    """Whether one of these is the subject of a verb."""
    subject = frame.before(verb, subjects, _SUBJECT_REACH)
    if subject is None:
        return False
    between = frame.passage.slice(subject.end, verb.start)
    return frame.rules[_LEADS].fullmatch(between) is not None


def _is_passive(frame: Frame, verb: Mark) -> bool:
    before = frame.passage.slice(frame.passage.start, verb.start)
    return frame.rules[_IS].search(before) is not None


def _is_denied(frame: Frame, verb: Mark) -> bool:
    """Whether nothing is charged; "not charge" as a whole may be told as free."""
    free = any(one.start < verb.end and verb.start < one.end for one in frame.words("free"))
    return free or frame.negated(verb, reach=_NOT_REACH)
