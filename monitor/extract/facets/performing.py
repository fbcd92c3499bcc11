"""Whether a sentence makes somebody the performer of the program's work, and how."""

from __future__ import annotations

import re

from monitor.extract.facets.clause import (
    Verb,
    is_agent,
    is_conditional,
    is_in_passing,
    is_people,
    verb_of,
)
from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark

_CONSULT = Rule(r"\b{work.consult}\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_WITH = Rule(r"\b(?:{work.working_with}|{work.consult})\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
# Customers who may ask for somebody's work get it: "can ask an engineer to guide them".
_MAY_ASK = Rule(r"\b{work.may}\s+(?:\w+\s+)?{work.ask}\s+$", re.IGNORECASE)
_TO = Rule(r"(?:\s+{work.enlisted})?\s+{work.to}\s+", re.IGNORECASE)
_ENLISTS = Rule(r"\b{work.enlists}\s+(?:[\w'’-]+\s+){0,2}$", re.IGNORECASE)
_ENLISTED = Rule(r"\s+{work.enlisted}\s", re.IGNORECASE)
# "Partners are in charge of", "the vendor's job to"; "your job is to".
_CHARGED = Rule(
    r"(?:['’]s?\s+{work.jobs}\s+{clause.infinitive}\b|\s+{work.charged}\b)", re.IGNORECASE
)
_JOB = Rule(r"\b{work.jobs}$", re.IGNORECASE)
_IS_TO = Rule(r"\s+{work.is_to}\b", re.IGNORECASE)
# "Ingested most of the old archives": between a verb and its object stand no such words as
# "that", "about", "for".
_TO_OBJECT = Rule(r"\s*(?:(?!{work.no_object}\b)[\w'’-]+\s+){0,4}", re.IGNORECASE)
# "Continue to deliver", "advised on policies, and helped": to a verb of working.
_FURTHER = Rule(r"\s+(?:\w+\s+)?{work.further}\s+|[^.;:]*\b{work.joins}\s+", re.IGNORECASE)
_SHOULD = Rule(r"\s+(?:[\w-]+\s+)?{work.should}\b", re.IGNORECASE)
_TOLD_WHAT = Rule(r"\b{work.told_what}\s+(?:[\w'’-]+\s+){0,2}$", re.IGNORECASE)
# "Partners who deploy it earn more": which partners, not whose work.
_WHICH = Rule(r"\s+{work.which}\b")
_WHOM = Rule(r"\s+{work.whom}\s", re.IGNORECASE)
# "Nobody from the vendor will do it".
_NOBODY = Rule(r"\b{outside.nobody}\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
# "Offers the program", "takes on any tenant": whom it is for, and no work.
_TAKES_IN = Rule(r"{work.takes_on}\s+(?:{work.any}\s+)*{work.taken}\b", re.IGNORECASE)
_OFFERS = Rule(r"{work.offers}\s+$", re.IGNORECASE)


def performs(frame: Frame, mark: Mark) -> str | None:
    """How a sentence makes somebody the performer; None where it does not."""
    if any(_is_whose(mark, other) for other in frame.terms("performer:")):
        return None
    work = frame.terms("facet:delivery") + frame.terms("item:")
    before = frame.passage.slice(max(frame.passage.start, mark.start - 40), mark.start)
    if helper := frame.rules[_WITH].search(before):
        if frame.negated(Mark(mark.start - len(before) + helper.start(), mark.start, ""), reach=1):
            return None  # "with no help from the vendor"
        if frame.rules[_CONSULT].search(before):
            return "with"
        helped = frame.after(mark, frame.words("perform"), 60) or frame.near(mark, work, 60)
        return "with" if helped else None
    if is_agent(frame, mark):
        return "by"
    if is_in_passing(frame, mark):
        return None
    if frame.rules[_MAY_ASK].search(before) and _is_asked_to_work(frame, mark):
        return "asked-for"
    if mark.label == "performer:partner" and _is_enlisted(frame, mark, before):
        return "enlisted"
    if frame.rules[_WHOM].match(frame.passage.text, mark.end - frame.passage.start):
        return None  # "partners we work with"
    if frame.rules[_NOBODY].search(before) or frame.rules[_TOLD_WHAT].search(before):
        return None  # "nobody from the vendor will do it", "what the vendor has done"
    if frame.rules[_SHOULD].match(frame.passage.text, mark.end - frame.passage.start):
        return None  # "specialists should move to retainers": advice to them
    behind = frame.rules[_WHICH].match(frame.passage.text, mark.end - frame.passage.start)
    if is_conditional(frame, mark) or (behind and mark.label == "performer:partner"):
        return None
    verb = verb_of(frame, mark)
    if verb is None or frame.negated(Mark(verb.start, verb.end, ""), reach=12):
        return None
    if not verb.is_work and mark not in frame.terms("performer:"):
        return None  # a pronoun does much that is no work
    if any(word.start <= verb.start < word.end for word in frame.words("exclude")):
        return None  # "they skip public folders"
    if frame.rules[_TAKES_IN].match(frame.passage.text, verb.start - frame.passage.start):
        return None
    if any(
        frame.rules[_OFFERS].fullmatch(frame.passage.slice(verb.start, name.start))
        for name in frame.terms("program")
        if name.start > verb.start and not any(item.start >= name.end for item in work)
    ):
        return None
    if any(_is_done_to(frame, verb, item) for item in work):
        return "performs"
    if verb.is_work and is_people(frame, mark) and frame.is_about:
        return "performs"
    return "performs" if verb.is_work and frame.near(Mark(*verb[:2], ""), work, 40) else None


def _is_whose(mark: Mark, other: Mark) -> bool:
    """ "A Brightwater partner": whose partner it is, in front of its noun or within its name."""
    if other.label == mark.label:
        return False
    within = other.start <= mark.start and mark.end < other.end
    return within or other.start == mark.end + 1


def _is_done_to(frame: Frame, verb: Verb, item: Mark) -> bool:
    """Whether the verb is done to it: of verbs that need not be work, the object right behind."""
    if item.start < verb.start:
        return False
    between = frame.passage.slice(verb.end, item.start)
    if verb.is_work or frame.rules[_TO_OBJECT].fullmatch(between):
        return True
    further = (word for word in frame.words("perform") if verb.end < word.start <= item.start)
    return any(
        frame.rules[_FURTHER].fullmatch(frame.passage.slice(verb.end, word.start))
        for word in further
    )


def is_charged(frame: Frame, mark: Mark) -> bool:
    """ "Partners are in charge of it", "it is the vendor's job to": whose it is called."""
    at = mark.end - frame.passage.start
    if frame.negated(mark) or frame.rules[_WHICH].match(frame.passage.text, at):
        return False
    charged = frame.rules[_CHARGED].match(frame.passage.text, at)
    words = frame.passage.slice(mark.start, mark.end)
    return charged is not None or (
        frame.rules[_JOB].search(words) is not None
        and frame.rules[_IS_TO].match(frame.passage.text, at) is not None
    )


def _is_enlisted(frame: Frame, mark: Mark, before: str) -> bool:
    """ "The vendor uses partners to deliver it", "partners are paid to do the work"."""
    enlisted = frame.rules[_ENLISTED].match(frame.passage.text, mark.end - frame.passage.start)
    if enlisted is None and frame.rules[_ENLISTS].search(before) is None:
        return False
    return _is_asked_to_work(frame, mark) and not frame.negated(mark)


def _is_asked_to_work(frame: Frame, mark: Mark) -> bool:
    to = frame.rules[_TO].match(frame.passage.text, mark.end - frame.passage.start)
    at = to.end() + frame.passage.start if to else -1
    return any(word.start == at for word in frame.words("perform"))
