"""The few forms of a day that are safe to read: ISO, months by name, figures in a known order.

Anything more clever reads days where none are meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from monitor.interval import MONTH_FIRST, DaySpan, days_in_figures
from monitor.types import DateCandidate, DateMethod

_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)|(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\d/-])")


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day in a text, where it stands, and whether another day could be meant."""

    span: DaySpan
    start: int
    end: int
    ambiguous: bool = False


def find_day(
    text: str, months: Mapping[str, int], country: str | None = None, year: int | None = None
) -> FoundDay | None:
    """The first day in a text; one without a year only where `year` is given.

    1/9/2014 is read by the country's order, and is ambiguous where no country is known.
    """
    if not _DIGIT.search(text):
        return None
    found = [
        each
        for each in (
            _iso(text),
            _named(text, _pattern(tuple(months)), months, year),
            _figures(text, country),
        )
        if each is not None
    ]
    return min(found, key=lambda each: each.start, default=None)


@cache
def _pattern(months: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    day, year = r"(\d{1,2})(?:st|nd|rd|th)?", r"(\d{4})"
    return re.compile(
        rf"(?<!\w)(?:({names})\.?\s{day}(?:,?\s{year}(?!\d))?(?!\w)"
        rf"|{day}(?:\sof)?[\s-]({names})\.?(?:,?[\s-]{year}(?!\d))?(?!\w))",
        re.IGNORECASE,
    )


def _iso(text: str) -> FoundDay | None:
    for match in _ISO.finditer(text):
        year, month, day = (int(part) for part in match.groups() if part)
        span = as_day(year, month, day)
        if span:
            return FoundDay(span, match.start(), match.end())
    return None


def _named(
    text: str, pattern: re.Pattern[str], months: Mapping[str, int], year: int | None
) -> FoundDay | None:
    for match in pattern.finditer(text):
        name, day, told = match.group(1, 2, 3) if match[1] else match.group(5, 4, 6)
        which = int(told) if told else year
        span = as_day(which, months[name.lower()], int(day)) if which else None
        if span:
            return FoundDay(span, match.start(), match.end())
    return None


def _figures(text: str, country: str | None) -> FoundDay | None:
    month_first = None if country is None else country in MONTH_FIRST
    for match in _FIGURES.finditer(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        days = days_in_figures(first, match[2], second, year, month_first=month_first)
        if days:
            return FoundDay(DaySpan.day(days[0]), match.start(), match.end(), len(days) > 1)
    return None


def as_day(year: int, month: int, day: int) -> DaySpan | None:
    """That day, None where the calendar has none."""
    try:
        return DaySpan.day(date(year, month, day))
    except ValueError:
        return None


def candidates_in(
    method: DateMethod, text: str, months: Mapping[str, int], country: str | None
) -> Iterator[DateCandidate]:
    span = read_iso(text)
    if span and (span.days() or 0) == 1:
        yield DateCandidate(method, span)
        return
    found = find_day(text[:200], months, country)
    if found:
        unknown = "the order of day and month is not known" if found.ambiguous else None
        yield DateCandidate(method, found.span, unknown)


def read_iso(text: str) -> DaySpan | None:
    """ISO; of a time with an offset, the day as the outlet writes it."""
    try:
        return DaySpan.parse(text)
    except ValueError:
        return None
