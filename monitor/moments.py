"""Reads the times people write: 2014-08, 5 Aug 2014, last tuesday, 3 days ago.

Days are days in UTC. What is relative counts from a clock that is passed in. A
library reads the words; it is asked only what it reads well, since it takes
150 for nothing, 5 for a month and 05/08 for either of two days.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from monitor.interval import DaySpan

WRITTEN = (
    "write 2014, 2014-08, 2014-08-05, '2014-08-05 14:30', '5 Aug 2014', 'last tuesday', "
    "'3 days ago', yesterday or 'last month'"
)
# More than any time people write; the library slows down with longer ones.
_LONGEST = 40
# The library takes "5 aug 14" for the year 14, and counts back for thousands of years. Nothing
# that Monitor reads is older, and what is reckoned from a day stays inside the calendar.
_YEARS = range(1980, 2101)
_SIGNS = re.compile(r"[a-z0-9 ,.:+-]+")
_WORD = re.compile(r"[a-z]+")
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b")
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
# Of these the library makes what people mean; of any other word it would make a guess.
_WORDS = frozenset(
    (
        *_DAYS,
        *MONTHS,
        *(day[:3] for day in _DAYS),
        *(month[:3] for month in MONTHS),
        *("sept", "tues", "thur", "thurs"),
        *("now", "today", "yesterday", "tomorrow", "last", "this", "next", "ago", "in"),
        *("a", "an", "the", "of", "at", "on", "before", "am", "pm"),
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        *("minute", "hour", "day", "week", "fortnight", "month", "year"),
        *("minutes", "hours", "days", "weeks", "months", "years"),
    )
)


def span_of(text: str, now: datetime) -> DaySpan:
    """The days that a text names: a day, a week (from Monday), a month, a year.

    Raises ValueError, which says what can be written.
    """
    named = _named(text, now)
    return named if isinstance(named, DaySpan) else DaySpan.day(named.date())


def moment_of(text: str, now: datetime) -> datetime:
    """The moment that a text names; of a day, a month or a year its end.

    Raises ValueError, which says what can be written.
    """
    named = _named(text, now)
    return named if isinstance(named, datetime) else _end(named)


def _named(text: str, now: datetime) -> DaySpan | datetime:
    named = _iso(text)
    if named is None:
        return _read(text, now)
    year = (named if isinstance(named, datetime) else _end(named)).year
    if year not in _YEARS:
        raise _unread(text)
    return named


def _iso(text: str) -> DaySpan | datetime | None:
    """What stands there as digits; None where words do."""
    written = text.strip()
    try:
        if len(written) <= len("2014-08-05"):
            return DaySpan.parse(written)
        return _in_utc(datetime.fromisoformat(written)) if written[4] == "-" else None
    except ValueError:
        return None


def _end(span: DaySpan) -> datetime:
    assert span.latest is not None
    return datetime.combine(span.latest, time.max, UTC)


def _in_utc(moment: datetime) -> datetime:
    """One without a zone is in UTC; at the edge of the calendar another zone has no such day."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)


def _read(text: str, now: datetime) -> DaySpan | datetime:
    """The days, or the moment where it names a time of day."""
    words = _ORDINAL.sub("", " ".join(text.lower().split()))
    known = 0 < len(words) <= _LONGEST and _SIGNS.fullmatch(words)
    found = _WORD.findall(words)
    if not known or not found or not _WORDS.issuperset(found):
        raise _unread(text)
    # It costs a tenth of a second to load, and most dates are written in digits.
    from dateparser.date import DateDataParser

    settings = {
        "RELATIVE_BASE": now.astimezone(UTC).replace(tzinfo=None),
        "PREFER_DATES_FROM": "past",
        "RETURN_TIME_AS_PERIOD": True,
        "TIMEZONE": "UTC",
    }
    data = DateDataParser(languages=["en"], settings=settings).get_date_data(words)
    moment, period = data.date_obj, data.period
    if moment is None or moment.year not in _YEARS:
        raise _unread(text)
    return _in_utc(moment) if period == "time" else _span(moment.date(), period)


def _span(day: date, period: str) -> DaySpan:
    match period:
        case "year":
            return DaySpan.year(day.year)
        case "month":
            return DaySpan.month(day.year, day.month)
        case "week":
            monday = day - timedelta(days=day.weekday())
            return DaySpan(monday, monday + timedelta(days=6))
        case _:
            return DaySpan.day(day)


def _unread(text: str) -> ValueError:
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return ValueError(f"not a date: {shown!r} ({WRITTEN})")
