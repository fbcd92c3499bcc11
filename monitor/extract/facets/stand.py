"""Status: where the program stands. Accuracy: one statement called right or wrong by another."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.extract.facets.frame import Draft, Frame
from monitor.values import Accuracy, State

_ACCURACY_REACH = 90


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
    if frame.is_foreign or not frame.passage.get("speech"):
        return
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
        if of is None:
            continue
        accurate = (mark.label == "right") != frame.negated(mark, reach=12)
        first, last = min(of.start, mark.start), max(of.end, mark.end)
        about = " ".join(frame.passage.slice(first, last).split())
        yield frame.draft(
            Draft("accuracy", Accuracy(about, accurate), mark, "accuracy/judged", deny=not accurate)
        )
        return
