"""Delivery: who does the work. Headcount: how many people the vendor puts to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from monitor.extract.facets.frame import Draft, Frame
from monitor.extract.passages import Mark
from monitor.interval import NumberSpan
from monitor.values import Actor, Bound, Performer, Quantity

# Between a subject and its verb: what belongs to its name, auxiliaries, adverbs.
_SUBJECT_GAP = re.compile(
    r"(?:['’]s?)?\s*(?:(?:own|engineers?|specialists?|staff|personnel|teams?|people|employees|"
    r"center|centre|in the program|in this program|will|can|could|may|would|also|then|now|still|"
    r"to|has|have|is|are|be|been|being|going|both|who|jointly|remotely|\w+ly)[\s,]+)*",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\b(?:(?:help|guidance|assistance|support)\s+from|work(?:s|ing)?\s+(?:together\s+)?with|"
    r"consult|contact)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+(?:\w+['’]?s?\s+){0,2}$", re.IGNORECASE)
# How far in front of "by" the work's own verb may stand.
_BY_REACH = 30
_THEY = re.compile(r"They|These (?:people|engineers|specialists|experts)", re.IGNORECASE)
_WHO = re.compile(r"[\W_]*(?:Q[:.]\s*)?(?:and\s+)?who\b", re.IGNORECASE)
_WORK_CHARS = 60
# A count of people below this is the people in a story, not a team.
_FEWEST = 10


def delivery(frame: Frame) -> Iterator[Draft]:
    """Who performs, wherever a sentence says so; one claim a performer and sentence."""
    if not frame.is_anchored("delivery") or frame.is_example or frame.is_question:
        return
    if frame.leads_in:
        return
    seen = set[Performer]()
    for mark, performer, rule in _performers(frame):
        if performer not in seen:
            seen.add(performer)
            value = Actor(performer, _work(frame, mark))
            yield frame.draft(Draft("delivery", value, mark, f"delivery/{rule}"))


def _work(frame: Frame, mark: Mark) -> str:
    rest = frame.passage.slice(mark.end, frame.passage.end).strip(" ,.:*")
    return " ".join(rest[:_WORK_CHARS].split())


def _performers(frame: Frame) -> Iterator[tuple[Mark, Performer, str]]:
    partners = frame.terms("performer:partner")
    both = _made_up_of_both(frame, partners)
    if both is not None:
        yield both, "both", "made-up-of"
        return
    for handed in frame.words("hand-over"):
        partner = frame.after(handed, partners, 40)
        if partner:
            yield partner, "partner", "handed-over"
    if frame.words("self-service") and frame.terms("performer:customer"):
        yield frame.terms("performer:customer")[0], "customer", "self-service"
    yield from _listed(frame)
    went_on = _went_on(frame)
    if went_on is not None:
        yield went_on
    own = frame.revision.organisation == frame.topic.vendor
    for mark in frame.terms("performer:"):
        name = mark.label.removeprefix("performer:")
        word = frame.passage.slice(mark.start, mark.end).lower()
        if name == "customer" or (word in ("we", "our", "us") and not own):
            continue
        rule = "asked" if _asked_who(frame) else _rule(frame, mark)
        if rule is not None:
            yield mark, cast(Performer, name), rule


def _listed(frame: Frame) -> Iterator[tuple[Mark, Performer, str]]:
    """The entries of a list or a column under somebody's name are that one's work."""
    doer = frame.doer
    if doer and frame.passage.kind in ("cell", "entry") and frame.setting.subject != frame.passage:
        place = frame.passage.start
        yield Mark(place, place, f"performer:{doer}"), cast(Performer, doer), "listed"


def _went_on(frame: Frame) -> tuple[Mark, Performer, str] | None:
    """ "They also move mail": the performer of the sentence before, in the same paragraph."""
    they = _THEY.match(frame.passage.text)
    before = frame.setting.before
    if they is None or before is None or before.block != frame.passage.block:
        return None
    named = [m for m in before.get(frame.group, "performer:") if m.label != "performer:customer"]
    if not named:
        return None
    place = frame.passage.start
    mark = Mark(place, place + they.end(), named[0].label)
    return (
        (mark, cast(Performer, mark.label.removeprefix("performer:")), "went-on")
        if _rule(frame, mark)
        else None
    )


def _asked_who(frame: Frame) -> bool:
    return any(_WHO.match(passage.text) for passage in frame.asked)


def _made_up_of_both(frame: Frame, partners: tuple[Mark, ...]) -> Mark | None:
    """The specialists "can include the vendor's employees and partners": both do it."""
    vendors = frame.terms("performer:vendor")
    if len(vendors) < 2 or not partners:
        return None
    gap = frame.passage.slice(vendors[0].end, vendors[1].start).lower()
    is_definition = re.fullmatch(
        r"\W*(?:specialists?\W+)?(?:can|may)?\s*(?:include|are|be)\W*(?:\w+\W+){0,2}", gap
    )
    return vendors[0] if is_definition and partners[-1].start > vendors[1].start else None


def _rule(frame: Frame, mark: Mark) -> str | None:
    """How a sentence makes somebody the performer; None where it does not."""
    verbs = frame.words("perform")
    work = frame.terms("facet:delivery") + frame.terms("item:")
    first = max(frame.passage.start, mark.start - 40)
    before = frame.passage.slice(first, mark.start)
    if _WITH.search(before):
        return "with" if frame.after(mark, verbs, 60) or frame.near(mark, work, 60) else None
    if _BY.search(before):
        return "by" if frame.before(mark, verbs, _BY_REACH) else None
    for verb in verbs:
        if verb.start < mark.end:
            continue
        if not _SUBJECT_GAP.fullmatch(frame.passage.slice(mark.end, verb.start)):
            continue
        if frame.negated(verb, reach=12):
            return None
        if any(item.start >= verb.start for item in work) or frame.near(verb, work, 40):
            return "performs"
    return None


def headcount(frame: Frame) -> Iterator[Draft]:
    """People hired or put to the program's work; a customer's employees are no headcount."""
    if frame.is_foreign or frame.is_example or not frame.terms("facet:headcount"):
        return
    named = frame.is_program or frame.terms("short") or frame.terms("performer:vendor")
    if not named and not (frame.setting.focused and frame.near_hiring):
        return
    for mark in frame.passage.get("quantities"):
        if mark.label != "staff" or frame.sizes_customer(mark):
            continue
        if frame.near(mark, frame.terms("performer:customer"), 25):
            continue
        low, high = mark.values["low"], mark.values["high"]
        known = (
            mark.values["bound"] if mark.values["bound"] in ("range", "exact") else "approximate"
        )
        if known == "exact" and low is not None and low < _FEWEST:
            continue
        value = Quantity(NumberSpan(low, high), mark.values["unit"], cast(Bound, known))
        yield frame.draft(Draft("headcount", value, mark, "headcount/staff"))
