"""Delivery: who does the work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast

from monitor.extract.facets.clause import (
    is_agent,
    is_people,
    is_subject,
    obliged,
    verb_of,
)
from monitor.extract.facets.frame import Draft, Frame
from monitor.extract.facets.outside import by_partner, is_vendors_own
from monitor.extract.facets.performing import is_charged, performs
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark
from monitor.values import Actor, Performer

_WHO = Rule(r"[\W_]*(?:{page.question}[:.]\s*)?(?:{work.and_who}\s+)?{work.who}\b", re.IGNORECASE)
# "Who does the work: our engineers".
_WHO_LABEL = Rule(r"[\W_]*{work.who}\b[^:.?]{0,40}:", re.IGNORECASE)
# Characters between the vendor's people and the partner's, joined by one "or".
_JOINED = 60
# The other way round nothing but "or a" stands there: "a firm, and has nothing to do with".
_BESIDE = 10
_AND = Rule(r"^[^.;]*\b{work.joins}\b[^.;]*$")
# "They give guidance, and the customer or a partner moves it": two clauses.
_ANEW = Rule(r",\s+{work.joins}\s", re.IGNORECASE)
_JOINTLY = Rule(r"\b{work.jointly}\b", re.IGNORECASE)
# "Together we go through it", "together with you we plan".
_TOGETHER = Rule(r"[\W_]*{work.together},?\s+{work.both}\b", re.IGNORECASE)
_FOR = Rule(r"\b{clause.for_whom}\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_DEFINES = Rule(r"\b{work.means}\s+(?:(?!{work.means_not}\b)\w+\s+){0,2}$", re.IGNORECASE)
# What is left to customers stands right before them; much else goes to them ("funds go to …").
_LEFT = Rule(r"(?:{outside.being} )?{work.left}", re.IGNORECASE)
_CLOSE = 12
_PAID = Rule(r"\b{work.paid}\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
# "Will not be handed to": between a negation and its participle.
_BE = 4
# And between one and whom it denies.
_BY = 12
# "Assigned to", "in the hands of": words that hand work to somebody, and nothing else.
_GIVEN = Rule(r"\b{work.given}", re.IGNORECASE)
_IS_FOR = Rule(r"{work.is_for}", re.IGNORECASE)
# "Is left to an approved and certified partner": up to who gets it.
_RECEIVER = Rule(r"\W{0,3}(?:(?!{work.no_receiver}\b)[a-z][\w'’.-]*,?\s+){0,6}", re.IGNORECASE)
_NAMED_AFTER = Rule(r"\s+{work.named_after}\b", re.IGNORECASE)
# "Who does it?" "You, or your partner": an answer begins with who does it.
_ANSWERS = Rule(
    r"(?:.*[;,]\s+{work.goes_on}\s)?[\W_]*(?:[\w'’-]+,?\s+){0,3}", re.IGNORECASE | re.DOTALL
)
_FIGURE = re.compile(r"[^A-Za-z]*\d[^A-Za-z]*")
_YOU = Rule(r"{work.you}", re.IGNORECASE)
_PARTNERS = Rule(r"\b{work.partners}\b", re.IGNORECASE)
# "It stays with you, our partners".
_OUR_PARTNERS = Rule(r",\s+(?:[a-z]+\s+)?{work.partners}\b", re.IGNORECASE)
_FOR_PARTNERS = Rule(r"\b{work.for_partners}\b", re.IGNORECASE)
_YOURS = Rule(r"\b{work.yours}\b", re.IGNORECASE)
_CUSTOMER = Rule(r"{work.customers}", re.IGNORECASE)
_WORK_CHARS = 60
_POSSESSED = re.compile(r"^['’][a-z]{0,2}\s+")
_CLAUSE_END = Rule(r";|\s[—–]\s|,\s+{work.goes_on}\s+{work.subjects}\b")


def delivery(frame: Frame) -> Iterator[Draft]:
    """Who performs, wherever a sentence says so; one claim a performer and sentence."""
    if not _can_name(frame) or frame.leads_in:
        return
    if not frame.is_anchored("delivery") or frame.is_example or frame.is_question:
        return
    seen = set[Performer]()
    for mark, performer, rule in _performers(frame):
        if performer not in seen:
            seen.add(performer)
            value = Actor(performer, _work(frame, mark))
            yield frame.draft(Draft("delivery", value, mark, f"delivery/{rule}"))


def _can_name(frame: Frame) -> bool:
    """Whether anybody is named: here, above the list or table, or in the sentence before."""
    if frame.passage.kind in ("cell", "entry") or frame.performers or frame.words("self-service"):
        return True
    before = frame.setting.before
    return before is not None and bool(before.get(frame.group, "performer:"))


def _work(frame: Frame, mark: Mark) -> str:
    """What is done, as it is told behind who does it: to the end of the clause, in whole words.

    Beside a mere tick it is the task of its row.
    """
    pieces = [at for s in frame.passage.get("speech") for at in s.values["content_at"]]
    said = [end for start, end in pieces if start <= mark.start < end]
    rest = frame.passage.slice(mark.end, min(said, default=frame.passage.end))
    rest = _POSSESSED.sub("", frame.rules[_CLAUSE_END].split(rest, maxsplit=1)[0])
    if not frame.passage.has_words and frame.setting.subject is not None:
        rest = frame.setting.subject.text
    words = " ".join(rest.split()).strip(' ,.:*"”')
    if len(words) <= _WORK_CHARS:
        return words
    return words[:_WORK_CHARS].rpartition(" ")[0].rstrip(" ,") + "…"


def _performers(frame: Frame) -> Iterator[tuple[Mark, Performer, str]]:
    partners = tuple(
        mark for mark in frame.terms("performer:partner") if not frame.is_set_aside(mark)
    )
    both = _made_up_of_both(frame, partners)
    if both is not None:
        yield both, "both", "made-up-of"
        return
    customers = frame.terms("performer:customer")
    for handed in frame.words("hand-over"):
        if _is_for_anybody(frame, handed) or frame.negated(handed, reach=_BE):
            continue
        if frame.before(handed, frame.words("report"), 1) is not None:
            continue  # "an e-mail sent to partners": no work
        if frame.rules[_PAID].search(frame.passage.slice(frame.passage.start, handed.start)):
            continue  # "the check goes to partners"
        mark = frame.after(handed, partners, 40)
        if mark and _is_receiver(frame, handed, mark):
            yield mark, "partner", "handed-over"
        words = frame.passage.slice(handed.start, handed.end)
        if frame.rules[_GIVEN].search(words) and (mark := _vendors(frame, handed)):
            yield mark, "vendor", "handed-over"
        mark = frame.after(handed, customers, _CLOSE) if frame.rules[_LEFT].match(words) else None
        if mark:
            partner = _is_addressed_partner(frame, mark)
            yield mark, "partner" if partner else "customer", "handed-over"
    vendors = frame.doers("vendor")  # "its own staff" may be the vendor's
    own = [
        word
        for word in frame.words("self-service")
        if not any(word.within(*mark[:2]) for mark in vendors) and not is_vendors_own(frame, word)
    ]
    if own:
        yours = [
            word
            for word in own
            if frame.rules[_YOURS].search(frame.passage.slice(word.start, word.end))
        ]
        if alone := (*customers, *yours):
            performer: Performer = "partner" if by_partner(frame, own[0]) else "customer"
            yield alone[0], performer, "self-service"
    yield from _listed(frame)
    asked = bool(frame.performers) and _asked_who(frame)
    for mark in frame.performers:
        if asked and _is_done_for(frame, mark):
            rule: str | None = None
        elif asked:
            rule = "asked"
        elif mark.label == "performer:customer":
            named = mark in frame.terms("performer:")  # "they" who want it done may do it, or not
            rule = "obliged" if named and obliged(frame, mark) else None
            rule = rule or ("by" if is_agent(frame, mark) else None)
        else:
            rule = performs(frame, mark)
        rule = rule or ("charged" if is_charged(frame, mark) else None)
        if rule is not None:
            yield mark, "partner" if _is_addressed_partner(frame, mark) else _name(mark), rule


def _is_receiver(frame: Frame, handed: Mark, mark: Mark) -> bool:
    """Whether work is handed to it: "left to a partner", but not "falls to $9 per partner"."""
    between = frame.passage.slice(handed.end, mark.start)
    if frame.negated(mark, reach=_BY) or _is_next(frame, handed, mark):
        return False
    if frame.rules[_NAMED_AFTER].match(frame.passage.text, mark.end - frame.passage.start):
        return False  # "through the dealer portal"
    return frame.rules[_RECEIVER].fullmatch(between) is not None


def _is_next(frame: Frame, before: Mark, mark: Mark) -> bool:
    """ "Done by the vendor, and partners are not allowed to": the subject of the next clause."""
    between = frame.passage.slice(before.end, mark.start)
    return is_subject(frame, mark) and frame.rules[_ANEW].search(between) is not None


def _is_done_for(frame: Frame, mark: Mark) -> bool:
    """ "Who moves it?" "For customers with 500 seats our engineers": it is done for them."""
    if mark.label != "performer:customer":
        return False
    before = frame.passage.slice(frame.passage.start, mark.start)
    if not frame.rules[_ANSWERS].fullmatch(before):
        return True  # "Our engineers, depending on your region"
    return len(frame.performers) > 1 and frame.rules[_FOR].search(before) is not None


def _vendors(frame: Frame, handed: Mark) -> Mark | None:
    """The vendor's people right behind what they are given, where it is work."""
    work = frame.terms("item:") + frame.terms("facet:delivery")
    mark = frame.after(handed, frame.doers("vendor"), _CLOSE)
    return (
        mark if frame.before(handed, work, _WORK_CHARS) or frame.after(handed, work, 60) else None
    )


def _is_for_anybody(frame: Frame, handed: Mark) -> bool:
    """ "The portal is for partners": theirs is the work only where work stands in front."""
    if not frame.rules[_IS_FOR].fullmatch(frame.passage.slice(handed.start, handed.end)):
        return False
    work = frame.terms("item:") + frame.terms("facet:delivery")
    return frame.before(handed, work, _CLOSE) is None


def _is_addressed_partner(frame: Frame, mark: Mark) -> bool:
    """ "You deliver it to the customer", or a letter to partners: "you" are not the customer."""
    if not frame.rules[_YOU].match(frame.passage.slice(mark.start, mark.end)):
        return False
    if frame.rules[_FOR_PARTNERS].search(frame.revision.title or ""):
        return True
    told = (speech.values["listener"] for speech in frame.passage.reports(mark))
    if any(to and frame.rules[_PARTNERS].search(to) for to in told):
        return True  # he told partners that "your people do the work"
    behind = frame.passage.slice(mark.end, frame.passage.end)
    if frame.rules[_OUR_PARTNERS].match(behind):
        return True
    others = (m for m in frame.doers("customer") if m is not mark)
    return any(frame.rules[_CUSTOMER].match(frame.passage.slice(m.start, m.end)) for m in others)


def _name(mark: Mark) -> Performer:
    return cast(Performer, mark.label.removeprefix("performer:"))


def _listed(frame: Frame) -> Iterator[tuple[Mark, Performer, str]]:
    """The entries of a list or a column under somebody's name are that one's work."""
    doer = frame.doer if frame.passage.kind in ("cell", "entry") else None
    if not frame.passage.has_words and not frame.answers:
        return  # "-" in a column: nothing
    if _FIGURE.fullmatch(frame.passage.text):
        return  # "$45,000": no work
    if doer and frame.answers is not False and not frame.asks_figure:
        place = frame.passage.start
        yield Mark(place, place, f"performer:{doer}"), cast(Performer, doer), "listed"


def _asked_who(frame: Frame) -> bool:
    conditional = frame.words("conditional")
    if conditional and conditional[0].start == frame.passage.start:
        return False
    if frame.passage.kind == "cell" and set(
        frame.passage.without(frame.terms("performer:"))
    ) <= frame.rules.words("listing.between"):
        return True
    if frame.rules[_WHO_LABEL].match(frame.passage.text):
        return bool(frame.words("role", "perform"))
    return any(
        frame.rules[_WHO].match(passage.text)
        and passage.get("words", "role") + passage.get("words", "perform")
        for passage in frame.asked
    )


def _made_up_of_both(frame: Frame, partners: tuple[Mark, ...]) -> Mark | None:
    """The specialists are the vendor's people "or" a partner's: both do it."""
    doers = (*frame.doers("vendor"), *frame.doers("customer"))
    if doers and frame.is_about and frame.rules[_TOGETHER].match(frame.passage.text):
        return doers[0]
    vendors = frame.doers("vendor") if partners else ()
    if not vendors:
        return None
    for one, other in _joined(frame, vendors, partners):
        both = Mark(one.start, other.end, one.label)
        before = frame.passage.slice(max(frame.passage.start, one.start - 40), one.start)
        # "They or a partner perform it": the verb of the last one alone would be "performs".
        verb = verb_of(frame, other) or (verb_of(frame, both) if is_people(frame, one) else None)
        if frame.rules[_DEFINES].search(before) or is_agent(frame, one) or (verb and verb.is_work):
            return both
    return vendors[0] if frame.rules[_JOINTLY].search(frame.passage.text) else None


def _joined(
    frame: Frame, vendors: Sequence[Mark], partners: Sequence[Mark]
) -> Iterator[tuple[Mark, Mark]]:
    """The vendor's people and a partner's with one "and" or "or" between them."""
    for ones, others, reach in ((vendors, partners, _JOINED), (partners, vendors, _BESIDE)):
        for one in ones:
            other = frame.after(one, others, reach)
            between = frame.passage.slice(one.end, other.start) if other else ""
            if other is None or not frame.rules[_AND].search(between):
                continue
            if frame.negated(other, reach=_BY):
                continue  # "by engineers, and never by partners"
            if is_agent(frame, one) and _is_next(frame, one, other):
                continue
            verbs = frame.words("provide", "perform")
            told = any(one.end <= verb.start < other.start for verb in verbs)
            if not (told and frame.rules[_ANEW].search(between)):
                yield one, other
