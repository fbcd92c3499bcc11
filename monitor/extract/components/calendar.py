"""Calendar arithmetic for time expressions: pure, and without words."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

# Astronomical seasons of the northern hemisphere: first month and day, last month and day.
_SEASONS = {
    "spring": ((3, 20), (6, 20)),
    "summer": ((6, 21), (9, 21)),
    "autumn": ((9, 22), (12, 20)),
    "winter": ((12, 21), (3, 19)),
}
_OPPOSITE = {"spring": "autumn", "summer": "winter", "autumn": "spring", "winter": "summer"}
# A story may call a day "coming" that began a few weeks before it was printed.
_LATE_STORY = timedelta(45)


def month_span(year: int, month: int) -> tuple[date, date]:
    """A calendar month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_span(year: int) -> tuple[date, date]:
    """A calendar year."""
    return date(year, 1, 1), date(year, 12, 31)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def part_of(span: tuple[date, date], part: int, parts: int) -> tuple[date, date]:
    """The `part`-th (from 1) of a year's 2 halves or 4 quarters."""
    months = 12 // parts
    first = add_months(span[0], (part - 1) * months)
    return first, add_months(first, months) - timedelta(1)


def third_of(span: tuple[date, date], third: str) -> tuple[date, date]:
    """The early, mid or late third of a span."""
    size = ((span[1] - span[0]).days + 1) // 3
    if third == "early":
        return span[0], span[0] + timedelta(size)
    if third == "late":
        return span[1] - timedelta(size), span[1]
    return span[0] + timedelta(size), span[1] - timedelta(size)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The day a document speaks from, and the calendar it speaks in."""

    today: date
    fiscal_start: int = 1
    day_first: bool = False
    southern: bool = False

    def fiscal_span(self, year: int) -> tuple[date, date]:
        """The fiscal year named by the calendar year it ends in (FY15 from July 2014, for July)."""
        first = date(year if self.fiscal_start == 1 else year - 1, self.fiscal_start, 1)
        return first, add_months(first, 12) - timedelta(1)

    def fiscal_year(self) -> int:
        """The fiscal year of today."""
        begun = self.fiscal_start > 1 and self.today.month >= self.fiscal_start
        return self.today.year + 1 if begun else self.today.year

    def season_span(self, year: int, season: str) -> tuple[date, date]:
        """A season, by the hemisphere of the document's country."""
        (month, day), (last_month, last_day) = _SEASONS[
            _OPPOSITE[season] if self.southern else season
        ]
        last_year = year + 1 if last_month < month else year
        return date(year, month, day), date(last_year, last_month, last_day)

    def nearest(self, month: int, day: int, tense: int) -> date | None:
        """A day without a year: ahead where tense is 1, behind where it is -1, else the nearest."""
        options = []
        for year in (self.today.year - 1, self.today.year, self.today.year + 1):
            try:
                options.append(date(year, month, day))
            except ValueError:
                continue
        if tense > 0:
            options = [day for day in options if day >= self.today - _LATE_STORY] or options
        elif tense < 0:
            options = [day for day in options if day <= self.today] or options
        return min(options, key=lambda option: abs((option - self.today).days), default=None)

    def weekday(self, number: int, which: str) -> date:
        """Monday alone is the latest one up to today; next Monday the first after it."""
        back = (self.today.weekday() - number) % 7
        latest = self.today - timedelta(back)
        if which in ("next", "coming", "this"):
            return latest if which == "this" and back == 0 else latest + timedelta(7)
        return latest - timedelta(7) if which == "last" and back == 0 else latest

    def relative(self, step: int, unit: str) -> tuple[date, date]:
        """This (0), next (1), last (-1) day, week, month, quarter or year."""
        if unit == "day":
            day = self.today + timedelta(step)
            return day, day
        if unit == "week":
            monday = self.today - timedelta(self.today.weekday()) + timedelta(7 * step)
            return monday, monday + timedelta(6)
        if unit == "month":
            day = add_months(self.today.replace(day=1), step)
            return month_span(day.year, day.month)
        if unit == "quarter":
            first = add_months(
                date(self.today.year, (self.today.month - 1) // 3 * 3 + 1, 1), 3 * step
            )
            return first, add_months(first, 3) - timedelta(1)
        return year_span(self.today.year + step)

    def away(self, count: int, unit: str) -> date:
        """So many days, weeks, months, quarters or years from today (negative: ago)."""
        if unit in ("day", "week"):
            return self.today + timedelta(count * (7 if unit == "week" else 1))
        return add_months(self.today, count * {"month": 1, "quarter": 3, "year": 12}[unit])
