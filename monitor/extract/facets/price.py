"""Price: what the program costs the customer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from monitor.extract.facets.billed import (
    CHARGE_REACH,
    PAYER_REACH,
    billed,
    is_customers,
    is_fee,
    is_partners,
    is_timed,
)
from monitor.extract.facets.frame import FUNDING, Draft, Frame
from monitor.extract.facets.rivals import is_about_rival
from monitor.extract.facets.rules import Rule
from monitor.extract.facets.sums import fee_of
from monitor.extract.passages import Mark
from monitor.values import Money

# "Does not pay us for it", "its acquisition, a $26 billion deal", "does not cover my costs".
_US = Rule(r"\s+{sums.us}\b", re.IGNORECASE)
_OWN_COSTS = Rule(r"\b{sums.own_costs}\s+$", re.IGNORECASE)
# "The course is free": what opens the sentence costs nothing, and is not the program.
_COURSE = Rule(r"[\W_]*(?:{sums.articles}\s+)?(?:[\w'’-]+\s+){0,2}?{sums.courses}\b", re.IGNORECASE)
# "Free is a word", "Free has a shelf life".
_IS_SOMETHING = Rule(r"\s+{sums.is_something}\b", re.IGNORECASE)
_AND = Rule(r"\b{clause.joins}\s+$", re.IGNORECASE)
_CALLED = Rule(r"\b{sums.called}\s*[\"“'‘*_]*$", re.IGNORECASE)
# "But Orbit Mail isn't free": a name, in front of what is denied of it.
_NAMED_NOT = Rule(
    r"(?:^|[.;:,]\s+|\b(?i:{clause.goes_on})\s+)(?P<name>[A-Z][\w.-]*(?:\s+(?:[A-Z][\w.-]*|\d+))*)"
    r"\s*(?i:{covered.is_not})\s+$"
)
# "What does not count is the free plan": it is free, whatever is denied of it.
_DEFINITE = Rule(r"\b{sums.definite}\s+$", re.IGNORECASE)
# "A loaner is provided without charge": a thing that comes with it, and not what it is known for.
_COMES_WITH = Rule(r"\b{sums.comes_with}\s+$", re.IGNORECASE)
# "Its free migrations": said in passing, whatever becomes of the sentence.
_NAMED_FREE = Rule(r"\b{sums.articles}\s+$", re.IGNORECASE)
_OF_FREE = Rule(r"\b(?:{sums.of_free})\s+$", re.IGNORECASE)
# No customer is charged so much: that is what a program costs its vendor.
_MOST = 1_000_000
_FREE = Money(Decimal(0), "USD", None, "price")


def price(frame: Frame) -> Iterator[Draft]:
    """Free of charge or what it costs, where it is the program that does."""
    if frame.is_foreign or not frame.is_anchored("price") or is_about_rival(frame):
        return
    if frame.is_question:
        asked = frame.words("asks-price")
        if asked and frame.answered is False:
            yield _draft(frame, Draft("price", _FREE, asked[0], "price/answered"))
    elif _is_empty_cost(frame):
        whole = Mark(frame.passage.start, frame.passage.end, "")
        yield _draft(frame, Draft("price", _FREE, whole, "price/column"))
    else:
        yield from _free(frame)
        yield from _charged(frame)


def _free(frame: Frame) -> Iterator[Draft]:
    """That nothing is to be paid, or that this is not so; told once."""
    if frame.rules[_COURSE].match(frame.passage.text):
        return
    wrong = frame.words("not-free")
    nothing = [m for m in frame.passage.get("money") if not Decimal(m.values["amount"])]
    sums = [m for m in frame.passage.get("money") if m not in nothing]
    for mark in (*frame.words("free"), *nothing, *_unpaid(frame)):
        before = frame.passage.slice(frame.passage.start, mark.start)
        if frame.rules[_CALLED].search(before) or _is_the_word(frame, mark):
            continue  # 'the word "free"', 'so-called "free" migrations'
        if _comes_with(frame, before):
            continue
        if _is_verb(frame, mark) and frame.after(mark, sums, CHARGE_REACH):
            continue  # "does not charge customers $10 a seat"
        if any(w.start <= mark.start < w.end or mark.start <= w.start < mark.end for w in wrong):
            continue
        if frame.is_about or frame.near(
            mark, frame.terms("facet:price") + frame.terms("item:"), 90
        ):
            denied = mark.label != "unpaid" and frame.negated(mark, reach=15)
            # "Nothing to sign and no fee": each denies its own.
            denied = denied and frame.rules[_AND].search(before) is None
            denied = denied and frame.rules[_DEFINITE].search(before) is None
            if denied and _is_of_another(frame, mark):
                continue
            rule = "named" if _is_named(frame, mark, before) else "free"
            yield _draft(frame, Draft("price", _FREE, mark, f"price/{rule}", deny=denied))
            return


def _is_named(frame: Frame, mark: Mark, before: str) -> bool:
    """ "Its free migrations", "a minimum for free mail moves", and not "moves mail for free"."""
    if frame.rules[_NAMED_FREE].search(before):
        return True
    things = (*frame.terms("item:"), *frame.terms("component:"), *frame.terms("program"))
    noun = any(one.start == mark.end + 1 for one in things)
    return noun and frame.rules[_OF_FREE].search(before) is not None


def _comes_with(frame: Frame, before: str) -> bool:
    """ "A loaner is provided without charge", and not "a Launchpad migration is"."""
    found = frame.rules[_COMES_WITH].search(before)
    first = frame.passage.start + found.start() if found else 0
    ours = (*frame.terms("program"), *frame.terms("short"), *frame.terms("component:"))
    return found is not None and not any(one.start >= first for one in ours)


def _is_the_word(frame: Frame, mark: Mark) -> bool:
    """ "Free has a shelf life": a sentence about the word."""
    opens = not re.search(r"\w", frame.passage.slice(frame.passage.start, mark.start))
    behind = frame.passage.text[mark.end - frame.passage.start :]
    return opens and frame.rules[_IS_SOMETHING].match(behind) is not None


def _is_of_another(frame: Frame, mark: Mark) -> bool:
    """ "But Orbit Mail isn't free": the subject is named, and it is not the program."""
    named = frame.rules[_NAMED_NOT].search(frame.passage.slice(frame.passage.start, mark.start))
    if named is None:
        return False
    start, end = (at + frame.passage.start for at in named.span("name"))
    ours = (*frame.terms("program"), *frame.terms("short"), *frame.terms("item:"))
    return not any(one.start < end and start < one.end for one in ours)


def _charged(frame: Frame) -> Iterator[Draft]:
    """What customers pay, or only that they do."""
    for mark in frame.passage.get("money"):
        amount = Decimal(mark.values["amount"])
        if not 0 < amount < _MOST or is_partners(frame, mark) or is_timed(frame, mark):
            continue
        if is_customers(frame, mark) or is_fee(frame, mark):
            value = Money(amount, mark.values["currency"], mark.values["per"], "price")
            yield _draft(frame, Draft("price", value, mark, "price/sum"))
    for mark in billed(frame):
        yield _draft(frame, Draft("price", _FREE, mark, "price/billed", deny=True))
        return


def _draft(frame: Frame, draft: Draft) -> Draft:
    """Of the part of the program that its passage tells of; nobody pays for the funding."""
    made = frame.draft(replace(draft, qualifiers=draft.qualifiers + fee_of(frame, draft.at)))
    return replace(made, component=None) if made.component == FUNDING else made


def _is_empty_cost(frame: Frame) -> bool:
    """Whether it is "none" in a column of costs, or "nothing" under a question about them."""
    cell = frame.passage.kind == "cell"
    head = frame.setting.lead_in if cell else frame.setting.question
    text = frame.passage.text.strip(" *_.!").lower()
    nothing = frame.rules.words("sums.nothing" if cell else "sums.answers")
    return head is not None and head.has("words", "asks-price") and text in nothing


def _is_verb(frame: Frame, mark: Mark) -> bool:
    """Whether what makes it free ends with a verb that may have a sum behind it."""
    return any(verb.end == mark.end for verb in frame.words("charging", "paying"))


def _unpaid(frame: Frame) -> Iterator[Mark]:
    """Verbs of charging and paying that are denied: "isn't going to charge", "nobody pays".

    A partner's bills and what a partner pays are another matter.
    """
    partners, payers = frame.doers("partner"), (*frame.doers("customer"), *frame.words("payer"))
    for verb in (*frame.words("charging"), *frame.words("paying")):
        at = Mark(verb.start, verb.end, "")
        if not frame.negated(at, reach=CHARGE_REACH) or frame.near(at, partners, CHARGE_REACH):
            continue
        if verb.label == "paying" and _is_vendors(frame, at):
            continue  # "we can't pay for customers that …"
        before = frame.passage.slice(frame.passage.start, verb.start)
        behind = frame.passage.slice(verb.end, frame.passage.end)
        own = verb.label == "paying" and frame.rules[_US].match(behind)
        if own or frame.rules[_OWN_COSTS].search(before):
            continue
        if verb.label == "charging" or frame.before(at, payers, PAYER_REACH):
            # The negation is what makes it free, and denies nothing.
            yield Mark(verb.start, verb.end, "unpaid")


def _is_vendors(frame: Frame, verb: Mark) -> bool:
    """Whether the vendor is the nearest in front of a verb: it pays, or does not."""
    doer = frame.before(verb, frame.performers, PAYER_REACH)
    return doer is not None and doer.label == "performer:vendor"
