"""The time expressions of a text, each with the days it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from monitor.extract.places import Original, Span

# Marks of this group are all expressions; of "times", those that claims can be read from.
_ALL, _DATED = "timex", "times"
_MONTHS = {1: "month", 3: "quarter", 6: "half", 12: "year", 120: "decade", 1200: "century"}
_WEEK = 7
_VAGUE = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")


@dataclass(frozen=True, slots=True)
class TimeSpan(Span):
    """A time expression. `first` and `last` are ISO days, both part of it; None is an open end.

    `value` is its normal form and `timex` its type (DATE, TIME, DURATION, SET)
    by TIMEX3, None where not told; `window` the first and last day of the
    stretch that it begins or ends, as rules of facets read it.
    """

    kind: str
    first: str | None
    last: str | None
    precision: str | None
    modifier: str | None
    value: str | None
    timex: str | None
    window: tuple[str | None, str | None] | None


def time_spans(
    original: Original, marks: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Iterator[TimeSpan]:
    """Every expression in order of place."""
    dated = sorted(marks.get(_DATED, ()), key=_place)
    at = 0
    for mark in sorted(marks[_ALL], key=_place):
        while at < len(dated) and dated[at]["end"] <= mark["start"]:
            at += 1
        over = dated[at] if at < len(dated) and dated[at]["start"] < mark["end"] else None
        vague = mark.get("value") in _VAGUE
        kind = "vague" if vague else mark["label"].lower()
        if over is not None and over["label"] != "window":
            kind = over["label"]
        yield _span(original, mark, kind, over)


def _place(mark: Mapping[str, Any]) -> tuple[int, int]:
    return mark["start"], mark["end"]


def _span(
    original: Original, mark: Mapping[str, Any], kind: str, dated: Mapping[str, Any] | None
) -> TimeSpan:
    span = original.span(mark["start"], mark["end"])
    first, last = mark.get("from"), mark.get("to")
    joined = dated is not None and dated["label"] == "window"
    return TimeSpan(
        span.start,
        span.end,
        span.text,
        kind=kind,
        first=first,
        last=last,
        precision=precision(first, last),
        modifier=dated.get("mod") if dated is not None else None,
        value=mark.get("value"),
        timex=mark["label"],
        window=(dated["from"], dated["to"]) if dated is not None and joined else None,
    )


def precision(first: str | None, last: str | None) -> str | None:
    """How exact two ISO days are: a day, a week, so many whole months, else "range".

    "open" where one of them is missing, None where both are.
    """
    if first is None or last is None:
        return None if first == last else "open"
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if start == end:
        return "day"
    if start.day == 1 and (end == date.max or (end + timedelta(days=1)).day == 1):
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        return _MONTHS.get(months, "range")
    return "week" if (end - start).days + 1 == _WEEK else "range"
