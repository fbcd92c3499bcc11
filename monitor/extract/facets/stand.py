"""Status: where the program stands. Accuracy: one statement called right or wrong by another.

Eligibility: who may have it, where no number says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from monitor.extract.facets.frame import Draft, Frame
from monitor.extract.passages import Mark
from monitor.values import Accuracy, Eligibility, State

_ACCURACY_REACH = 90
# A longer sentence than this judges something of its own.
_LAST_WORD_LENGTH = 14
_ABOUT_CHARS = 120


def status(frame: Frame) -> Iterator[Draft]:
    """The states that the topic declares; one claim a state."""
    if frame.is_foreign:
        return
    seen = set[str]()
    for mark in frame.terms("state:"):
        name = mark.label.removeprefix("state:")
        if name in seen:
            continue
        seen.add(name)
        yield frame.draft(
            Draft("status", State(name), mark, f"status/{name}", deny=frame.negated(mark, reach=12))
        )


def accuracy(frame: Frame) -> Iterator[Draft]:
    """A report, a figure or an account called accurate or not, by somebody."""
    if frame.is_foreign or frame.is_question:
        return
    draft = _told(frame) or _on_the_last_word(frame)
    if draft is not None:
        yield frame.draft(draft)


def _told(frame: Frame) -> Draft | None:
    """ "The report is wrong": what is judged stands beside the judgement."""
    if not frame.passage.get("speech"):
        return None
    reports = frame.words("report")
    wrong = frame.words("wrong")
    for mark in (*wrong, *frame.words("right")):
        if any(w is not mark and w.start <= mark.start < w.end for w in wrong):
            continue
        of = frame.near(
            mark,
            [r for r in reports if r.end <= mark.start or r.start >= mark.end],
            _ACCURACY_REACH,
        )
        if of is not None:
            accurate = (mark.label == "right") != frame.negated(mark, reach=12)
            first, last = min(of.start, mark.start), max(of.end, mark.end)
            about = " ".join(frame.passage.slice(first, last).split())
            return _judged(about, accurate, mark)
    return None


def _on_the_last_word(frame: Frame) -> Draft | None:
    """ "She disputes that": the judgement is on what was said just before."""
    before = frame.setting.before
    if before is None or not frame.setting.focused:
        return None
    if len(frame.passage.text.split()) > _LAST_WORD_LENGTH:
        return None
    about = " ".join(before.text.split())[:_ABOUT_CHARS]
    for mark in frame.words("disputed", "upheld"):
        if _tells_more(frame, mark):
            return None
        return _judged(about, mark.label == "upheld", mark, "last-word")
    return None


def _tells_more(frame: Frame, mark: Mark) -> bool:
    """Whether it says itself what is so, or not so: "confirmed that customers need 150 seats"."""
    return any(
        mark.end <= one.start and not frame.passage.slice(mark.end, one.start).strip()
        for one in frame.passage.get("speech")
    )


def _judged(about: str, accurate: bool, mark: Mark, rule: str = "report") -> Draft:
    value = Accuracy(about, accurate)
    return Draft("accuracy", value, mark, f"accuracy/{rule}", deny=not accurate)


def eligibility(frame: Frame) -> Iterator[Draft]:
    """Restrictions in words ("only paid licenses"); those in numbers are thresholds."""
    cue = next(iter(frame.words("eligible")), None)
    if cue is None or frame.passage.get("quantities") or frame.leads_in:
        return
    if not frame.is_anchored("eligibility") or frame.is_example or frame.is_question:
        return
    limits = {frame.passage.slice(m.start, m.end).lower() for m in frame.words("limit")}
    if not limits:
        return
    before = frame.passage.slice(frame.passage.start, cue.start)
    who = " ".join((before if len(before.split()) > 1 else frame.passage.text).split())
    eligible = not frame.negated(cue, reach=12)
    value = Eligibility(who[:_ABOUT_CHARS], tuple(sorted(limits)), eligible)
    yield frame.draft(Draft("eligibility", value, cue, "eligibility/limited", deny=not eligible))
