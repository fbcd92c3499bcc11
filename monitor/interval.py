"""Numbers and days from low to high, with open ends: pure algebra.

Both intervals are closed: their ends belong to them. `None` is an open end.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T\sZ+].*)?)?)?", re.DOTALL)

# "150", "100..300", "..300", ">=150", "150+", "at least 150".
_BETWEEN = re.compile(r"(\d+)?\s*\.\.\.?\s*(\d+)?")
_LIMIT = re.compile(r"(>=|<=|>|<|=|at least|at most|over|under)?\s*(\d+)\s*(\+)?")
_LOWEST = {">=": 0, ">": 1, "at least": 0, "over": 1}
_HIGHEST = {"<=": 0, "<": -1, "at most": 0, "under": -1}
# No threshold and no headcount has more; a database cannot keep every whole number.
_MOST_DIGITS = 15

# Countries (ISO 3166) where 1/9 is a day in January; elsewhere it is one in September.
MONTH_FIRST = frozenset({"US", "PH", "CA"})


def morning(day: date) -> datetime:
    """The first moment of a day in UTC."""
    return datetime.combine(day, time(), UTC)


def days_in_figures(
    first: int, sign: str, second: int, year: int, *, month_first: bool | None
) -> tuple[date, ...]:
    """The day that figures such as 1/9/2014 mean; two where the order is not known (None).

    In an order of which the calendar has no such day, the other one is meant. A dot is never
    written between a month and a day in that order. Empty where no order gives a day.
    """
    order = False if sign == "." else month_first
    pairs = [(second, first), (first, second)]
    found = list[date]()
    for month, day in reversed(pairs) if order else pairs:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found if order is None else found[:1]))


def _low_first(low: object | None, high: object | None) -> None:
    if low is not None and high is not None and low > high:  # type: ignore[operator]
        raise ValueError(f"an interval cannot run from {low} down to {high}")


def _moved(day: date, days: int) -> date:
    """The day so many days on, at most the calendar's first or last."""
    place = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(place)


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """Whole numbers from `low` to `high`."""

    low: int | None
    high: int | None

    def __post_init__(self) -> None:
        _low_first(self.low, self.high)

    @classmethod
    def parse(cls, text: str) -> NumberSpan:
        """Read 150, 100..300, 150.., ..300, >=150, <150, 150+, "at least 150"; commas in thousands.

        Raises ValueError where the text is none of these.
        """
        written = " ".join(text.lower().split())
        plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", written)
        if max(map(len, re.findall(r"\d+", plain)), default=0) <= _MOST_DIGITS and plain.isascii():
            if (match := _BETWEEN.fullmatch(plain)) and (match[1] or match[2]):
                low, high = (int(part) if part else None for part in match.groups())
                return cls(low, high)
            if (match := _LIMIT.fullmatch(plain)) and not (match[1] and match[3]):
                return cls._limit(match[1] or (match[3] and ">=") or "=", int(match[2]))
        raise ValueError(
            f"not a number or a range: {text[:40]!r} (write 150, 100..300, '>=150', '<150' or 150+)"
        )

    @classmethod
    def _limit(cls, sign: str, number: int) -> NumberSpan:
        if sign in _LOWEST:
            return cls(number + _LOWEST[sign], None)
        if sign in _HIGHEST:
            return cls(None, number + _HIGHEST[sign])
        return cls(number, number)

    def contains(self, other: NumberSpan) -> bool:
        """Whether all of `other` lies inside."""
        low_ok = self.low is None or (other.low is not None and other.low >= self.low)
        high_ok = self.high is None or (other.high is not None and other.high <= self.high)
        return low_ok and high_ok

    def overlaps(self, other: NumberSpan) -> bool:
        """Whether some number lies in both."""
        below = self.high is not None and other.low is not None and self.high < other.low
        above = self.low is not None and other.high is not None and self.low > other.high
        return not (below or above)


@dataclass(frozen=True, slots=True)
class DaySpan:
    """Days from `earliest` to `latest`: a day, a month, a season, an open end."""

    earliest: date | None
    latest: date | None

    def __post_init__(self) -> None:
        _low_first(self.earliest, self.latest)

    @classmethod
    def day(cls, day: date) -> DaySpan:
        """One day."""
        return cls(day, day)

    @classmethod
    def month(cls, year: int, month: int) -> DaySpan:
        """A calendar month."""
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))

    @classmethod
    def year(cls, year: int) -> DaySpan:
        """A calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def parse(cls, text: str) -> DaySpan:
        """Read YYYY, YYYY-MM or YYYY-MM-DD (what follows, a time of day, is left out).

        Raises ValueError where the text is none of these or names no real day.
        """
        match = _ISO.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"not a date: {text!r} (write YYYY, YYYY-MM or YYYY-MM-DD)")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        if month is None:
            return cls.year(year)
        return cls.month(year, month) if day is None else cls.day(date(year, month, day))

    def iso(self) -> str:
        """The shortest ISO text that `parse` reads back as this span, else `from/to`."""
        first, last = self.earliest, self.latest
        if first is None or last is None:
            return f"{first or '..'}/{last or '..'}"
        day = first.isoformat()
        for text in (day[:4], day[:7], day):
            if DaySpan.parse(text) == self:
                return text
        return f"{first}/{last}"

    def contains(self, other: DaySpan) -> bool:
        """Whether all of `other` lies inside."""
        low_ok = self.earliest is None or (
            other.earliest is not None and other.earliest >= self.earliest
        )
        high_ok = self.latest is None or (other.latest is not None and other.latest <= self.latest)
        return low_ok and high_ok

    def overlaps(self, other: DaySpan) -> bool:
        """Whether some day lies in both."""
        below = self.latest is not None and other.earliest is not None
        above = self.earliest is not None and other.latest is not None
        return not (
            (below and self.latest < other.earliest)  # type: ignore[operator]
            or (above and self.earliest > other.latest)  # type: ignore[operator]
        )

    def days(self) -> int | None:
        """How many days it covers, None where an end is open."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1

    def widened(self, days: int) -> DaySpan:
        """The same span with `days` more at both closed ends."""
        return DaySpan(
            None if self.earliest is None else _moved(self.earliest, -days),
            None if self.latest is None else _moved(self.latest, days),
        )
