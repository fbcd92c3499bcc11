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
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "semester": 6, "year": 12, "decade": 120, "century": 1200}
# A story may call a day "coming" that began a few weeks before it was printed.
_LATE_STORY = timedelta(45)


def month_span(year: int, month: int) -> tuple[date, date]:
    """A calendar month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_span(year: int) -> tuple[date, date]:
    """A calendar year."""
    return date(year, 1, 1), date(year, 12, 31)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day; never beyond the calendar's ends."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if year < date.min.year else date.max
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


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def holiday(rule: str, year: int) -> date:
    """A feast day: "12-25", "11/4/3" (fourth Thursday of November), or "easter-2"."""
    if rule.startswith("easter"):
        return easter(year) + timedelta(int(rule[6:]))
    if "-" in rule and "/" not in rule:
        month, day = rule.split("-")
        return date(year, int(month), int(day))
    month_number, nth, weekday = map(int, rule.split("/"))
    first, last = month_span(year, month_number)
    if nth < 0:
        return last - timedelta((last.weekday() - weekday) % 7)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))


def week_name(day: date) -> str:
    """The ISO week of a day: 2014-W36."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def unit_name(day: date, unit: str) -> str:
    """The day, week, month, quarter, year, decade or century of a day as ISO 8601 writes it."""
    year = f"{day.year:04d}"
    if unit == "week":
        return week_name(day)
    return {
        "day": day.isoformat(),
        "month": day.isoformat()[:7],
        "quarter": f"{year}-Q{(day.month + 2) // 3}",
        "year": year,
        "decade": year[:3],
        "century": year[:2],
    }.get(unit, day.isoformat())


@dataclass(frozen=True, slots=True)
class Calendar:
    """The day a document speaks from, and the calendar it speaks in."""

    today: date
    fiscal_start: int | None = 1  # month; None where several are meant
    day_first: bool = False
    southern: bool = False

    def fiscal_span(self, year: int) -> tuple[date, date]:
        """The fiscal year named by the calendar year it ends in (FY15 from July 2014, for July).

        Raises ValueError where it is not known whose it is, as the next one does.
        """
        month = self._fiscal_month()
        first = date(year if month == 1 else year - 1, month, 1)
        return first, add_months(first, 12) - timedelta(1)

    def fiscal_year(self, day: date | None = None) -> int:
        """The fiscal year of a day, or of today."""
        day, month = day or self.today, self._fiscal_month()
        begun = month > 1 and day.month >= month
        return day.year + 1 if begun else day.year

    def _fiscal_month(self) -> int:
        if self.fiscal_start is None:
            raise ValueError("whose fiscal year it is, is not known")
        return self.fiscal_start

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

    def weekday_ahead(self, number: int) -> date:
        """The first such day of the week from today on."""
        return self.today + timedelta((number - self.today.weekday()) % 7)

    def season_now(self, season: str) -> tuple[date, date]:
        """This year's season, or the one still running that began last year."""
        running = self.season_span(self.today.year - 1, season)
        return running if self.today <= running[1] else self.season_span(self.today.year, season)

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
        if unit in ("decade", "century"):
            size = 10 if unit == "decade" else 100
            first = date(self.today.year // size * size + step * size, 1, 1)
            return first, date(first.year + size - 1, 12, 31)
        if unit == "quarter":
            first = add_months(
                date(self.today.year, (self.today.month - 1) // 3 * 3 + 1, 1), 3 * step
            )
            return first, add_months(first, 3) - timedelta(1)
        return year_span(self.today.year + step)

    def away(self, count: int, unit: str) -> date:
        """So many days, weeks, months, quarters or years from today (negative: ago)."""
        if unit in _DAYS:
            return self.today + timedelta(count * _DAYS[unit])
        return add_months(self.today, count * _MONTHS[unit])
