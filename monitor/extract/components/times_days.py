"""What days of the month, weekdays and feast days are read as."""

from __future__ import annotations

import re
from datetime import date, timedelta

from monitor.extract.components.calendar import add_months, holiday, unit_name
from monitor.extract.components.times_clock import at_hour
from monitor.extract.components.times_place import Place, Reading
from monitor.interval import days_in_figures

# A day this near is meant, whatever the verbs around it seem to say.
_NEAR = 60
# "1984-88" is a run of years; "1984-99" could be a number of anything.
_MOST_YEARS = 12


def moment(place: Place) -> Reading | None:
    """A day, with the hour or the part of the day where one is told."""
    day = _day(place)
    if day is None:
        return None
    span = day, day
    return at_hour(place, Reading("DATE", day.isoformat(), span, "day"))


def _day(place: Place) -> date | None:
    if place.get("0"):
        return _figures(place)
    if place.get("D"):
        return place.clock.today + timedelta(place.value("D") or 0)
    if place.get("t"):
        return place.clock.today
    if place.get("l"):
        return _holiday(place)
    if place.get("Mm"):
        number = place.value("do", _day_at(place))
        return month_day(place, number or place.value("Oz"))  # "the first of September"
    if place.get("oOz") and not place.get("W"):
        return _day_alone(place)
    return _weekday(place)


def _day_alone(place: Place) -> date | None:
    """ "On the 14th": of this month, or of the one before or after, as the tense asks."""
    today, number = place.clock.today, place.value("oOz")
    step, unit = place.get("s"), place.get("U")
    if step and unit:  # "the 15th of next month"
        month = place.clock.relative(int(step.value), "month")[0]
        return month.replace(day=number) if unit.value == "month" else None
    months = (add_months(today.replace(day=1), step) for step in (0, 1 if place.tense > 0 else -1))
    days = [month.replace(day=number) for month in months if number <= 28 or month.month != 2]
    wanted = [day for day in days if (day >= today if place.tense > 0 else day <= today)]
    return wanted[0] if wanted else None


def _day_at(place: Place) -> int:
    """Which of the numbers is the day's; the hour may stand in front ("at 5 p.m. June 3")."""
    found = [t for t in place.tokens[place.first : place.last] if t.letter in "do"]
    month = place.get("Mm")
    if len(found) < 2 or month is None:
        return 0
    return min(
        range(len(found)),
        key=lambda at: (
            abs(found[at].start - month.end)
            if found[at].start > month.start
            else abs(month.start - found[at].end) + 0.5
        ),
    )


def _figures(place: Place) -> date | None:
    value = place.value("0")
    if isinstance(value, tuple):
        return date(*value)
    first, sign, second, _, year = re.split(r"([./])", str(value))
    days = days_in_figures(
        int(first),
        sign,
        int(second),
        int(year) + (2000 if len(year) == 2 else 0),
        month_first=not place.clock.day_first,
    )
    return days[0] if days else None


def month_day(place: Place, number: int | None) -> date | None:
    """A day of a month; of the year that is told, else the one the tense asks for."""
    month = place.value("Mm")
    if month is None or number is None or not 1 <= number <= 31:
        return None
    year = told_year(place)
    if year:
        return date(year, month, number)
    weekday = place.value("Wj")
    if weekday is not None:
        return _by_weekday(place, month, number, weekday)
    return _nearest(place, month, number)


def _nearest(place: Place, month: int, number: int) -> date:
    """The nearest such day; another only where the tense speaks against it and both are far."""
    clock = place.clock
    day = clock.nearest(month, number, 0)
    if day is None:
        raise ValueError("no year has this day")
    if abs((day - clock.today).days) < _NEAR:
        return day
    return clock.nearest(month, number, place.tense) or day


def _by_weekday(place: Place, month: int, number: int, weekday: int) -> date | None:
    """Of the years around, the one in which the day falls on its weekday; else the nearest."""
    year = place.clock.today.year
    for near in (year, year - 1, year + 1):
        try:
            day = date(near, month, number)
        except ValueError:
            continue
        if day.weekday() == weekday and abs((day - place.clock.today).days) < 366:
            return day
    return _nearest(place, month, number)


def told_year(place: Place) -> int | None:
    year = place.value("yY3")
    if year:
        return int(year)
    step, unit = place.get("s"), place.get("U")
    if step and unit and unit.value == "year":
        return place.clock.today.year + int(step.value)
    return None


def _holiday(place: Place) -> date | None:
    rule = str(place.value("l"))
    year = told_year(place)
    step = place.get("s")
    today = place.clock.today
    if year:
        return holiday(rule, year)
    days = [holiday(rule, near) for near in (today.year - 1, today.year, today.year + 1)]
    tense = (int(step.value) if step else 0) or place.tense
    if tense > 0:
        return min(day for day in days if day >= today)
    if tense < 0:
        return max(day for day in days if day <= today)
    return min(days, key=lambda day: abs((day - today).days))


def _weekday(place: Place) -> date | None:
    name = place.get("W")
    if name is None:
        return None
    clock, number = place.clock, int(name.value)
    behind = place.near(1)
    ahead = place.near(-1)
    if behind and behind.capital and behind.letter == "x" and ahead and ahead.letter == "T":
        return None  # "the Sunday Herald"
    unit = place.get("U")
    step = place.get("s")
    if unit and step:  # "Monday of next week", "Friday last week"
        if unit.value != "week":
            return None
        return clock.relative(int(step.value), "week")[0] + timedelta(number)
    if step is None:
        ahead_of_text = place.tense > 0
        return clock.weekday_ahead(number) if ahead_of_text else clock.weekday(number, "")
    if step.low in ("following", "previous", "preceding") and place.before and place.before.days:
        start = place.before.days[0]
        off = (number - start.weekday()) % 7 or 7
        return start + timedelta(off if step.value > 0 else off - 7 if off < 7 else -7)
    which = {"this": "this", "last": "last", "past": "last"}.get(step.low)
    if step.low in ("this", "same"):
        return clock.weekday(number, "this") if place.tense >= 0 else clock.weekday(number, "")
    return clock.weekday(number, which or ("next" if step.value > 0 else "last"))


def week_of(place: Place) -> Reading | None:
    """ "The week of Sept. 8": from that day's Monday."""
    unit = place.get("U")
    day = month_day(place, place.value("do"))
    if unit is None or unit.value != "week" or day is None:
        return None
    monday = day - timedelta(day.weekday())
    return Reading(
        "DATE", unit_name(day, "week"), (monday, monday + timedelta(6)), "relative", "week"
    )


def day_range(place: Place) -> Reading | None:
    """ "Sept. 1-15": a window in one expression."""
    first = month_day(place, place.value("do"))
    second = month_day(place, place.value("do", 1))
    if first is None or second is None or not first < second:
        return None
    return Reading("DATE", f"{first}/{second}", (first, second), "window")


def ending(place: Place) -> date | None:
    """The last day of a period that is told behind it ("the year ended July 31")."""
    word = place.near(1)
    behind = place.letters[place.last + 1 : place.last + 3]
    if word is None or word.low not in place.setting.sets["ending"]:
        return None
    if behind not in ("Md", "Mo", "dM"):
        return None
    first = place.last + 1
    size = 4 if place.letters[first + 2 : first + 4] in (",y",) else 2
    size = 3 if place.letters[first + 2 : first + 3] == "y" else size
    day = Place(place.setting, place.tokens, place.letters, first, first + size, place.before)
    return month_day(day, day.value("do"))


def year_range(place: Place) -> Reading | None:
    """ "1980-81", "the 1989-90 season"."""
    first, second = place.value("y"), place.value("dn")
    last = first // 100 * 100 + second
    if second > 99 or not first < last <= first + _MOST_YEARS:
        return None
    days = date(first, 1, 1), date(last, 12, 31)
    return Reading("DATE", f"{first}/{last}", days, "window", "year")
