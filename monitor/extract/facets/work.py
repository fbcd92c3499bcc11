"""Delivery: who does the work. Headcount: how many people the vendor puts to it."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.extract.facets.frame import Draft, Frame
from monitor.extract.passages import Mark
from monitor.interval import NumberSpan
from monitor.values import Actor, Performer, Quantity

# Between a performer and the verb it is the subject of.
_SUBJECT_REACH = 45
_WORK_CHARS = 60


def delivery(frame: Frame) -> Iterator[Draft]:
    """Who performs, wherever a sentence says so; at most one claim a performer and sentence."""
    if frame.is_foreign or frame.is_example or not frame.terms("facet:delivery"):
        return
    if not (frame.is_program or frame.terms("short") or frame.terms("performer:")):
        return
    found = _named(frame) or _performers(frame)
    if found is not None:
        mark, performer, rule = found
        yield frame.draft(
            Draft("delivery", Actor(performer, _work(frame, mark)), mark, f"delivery/{rule}")
        )


def _work(frame: Frame, mark: Mark) -> str:
    rest = frame.passage.slice(mark.end, frame.passage.end).strip(" ,.:*")
    return " ".join(rest[:_WORK_CHARS].split())


def _named(frame: Frame) -> tuple[Mark, Performer, str] | None:
    """Wordings that name the performer outright."""
    partners = frame.terms("performer:partner")
    handed = frame.words("hand-over")
    for word in handed:
        partner = frame.near(word, [p for p in partners if p.start >= word.end], 30)
        if partner:
            return partner, "partner", "handed-over"
    lower = frame.passage.text.lower()
    if "include" in lower and partners:
        first = frame.terms("performer:vendor")
        at = lower.index("include") + frame.passage.start
        if (
            first
            and first[0].start < at
            and any(p.start > at for p in partners)
            and any(v.start > at for v in first)
        ):
            return first[0], "both", "made-up-of"
    if (
        lower.startswith(("please consult", "consult", "contact", "work with"))
        or "consult your" in lower
    ):
        if partners and not frame.terms("performer:vendor"):
            return partners[0], "partner", "consult"
    return None


def _performers(frame: Frame) -> tuple[Mark, Performer, str] | None:
    """The performer who is the subject of a verb of giving, or whom the customer works with."""
    verbs = frame.words("provide")
    for performer in frame.terms("performer:"):
        name = performer.label.removeprefix("performer:")
        if name == "customer":
            continue
        before = frame.passage.slice(
            max(frame.passage.start, performer.start - 14), performer.start
        ).lower()
        verb = next((v for v in verbs if 0 <= v.start - performer.end <= _SUBJECT_REACH), None)
        subject = (
            verb is not None
            and not frame.parted(performer, verb)
            and _is_subject(frame, performer, verb)
        )
        if before.rstrip().endswith((" by", "work with", "works with", "working with")) or subject:
            if verb is not None and frame.negated(verb, reach=12):
                continue
            if name == "vendor" and not _works(frame, performer):
                continue
            return performer, "vendor" if name == "vendor" else "partner", "performs"
    return None


def _is_subject(frame: Frame, performer: Mark, verb: Mark) -> bool:
    """Nothing between but auxiliaries, adverbs or the noun the name qualifies."""
    gap = frame.passage.slice(performer.end, verb.start).split()
    if any(word.lower() in ("to", "for", "from", "of", "who", "that", "which") for word in gap):
        return False
    return len(gap) <= 4 and not any(word.endswith((",", ".")) for word in gap)


def _works(frame: Frame, performer: Mark) -> bool:
    return frame.near(performer, frame.terms("facet:delivery"), 110) is not None


def headcount(frame: Frame) -> Iterator[Draft]:
    """People hired or put to the program's work; a customer's employees are no headcount."""
    if frame.is_foreign or frame.is_example or not frame.terms("facet:headcount"):
        return
    if not (frame.is_program or frame.terms("short") or frame.terms("performer:vendor")):
        return
    for mark in frame.passage.get("quantities"):
        if mark.label != "staff" or frame.near(mark, frame.terms("performer:customer"), 25):
            continue
        low, high = mark.values["low"], mark.values["high"]
        bound = (
            mark.values["bound"] if mark.values["bound"] in ("range", "exact") else "approximate"
        )
        if bound == "exact" and low is not None and low < 10:
            continue  # "two partners", "one engineer": people in the story, no head count
        value = Quantity(NumberSpan(low, high), mark.values["unit"], bound)
        yield frame.draft(Draft("headcount", value, mark, "headcount/staff"))
