"""What months, seasons, quarters, halves and fiscal years are read as."""

from __future__ import annotations

from datetime import timedelta

from monitor.extract.components.calendar import (
    add_months,
    month_span,
    part_of,
    unit_name,
    year_span,
)
from monitor.extract.components.times_days import ending, told_year
from monitor.extract.components.times_place import Days, Place, Reading

_SEASON_NAMES = {"spring": "SP", "summer": "SU", "autumn": "FA", "winter": "WI"}
# Prepositions after which a month that is a first name, or a season that is a verb, is a time.
_TIMELY = "iIsbeE@T&72-,a4G"
# A part of the year this far ahead, in a text that tells no tense, was the last year's.
_FAR = timedelta(200)

_HALF_A_YEAR = 6  # months


def month(place: Place) -> Reading | None:
    """A month of a year, or the one that step or tense ask for."""
    name, year = place.get("M"), told_year(place)
    if name is None:
        return None
    if year is None:
        if not _is_month(place):
            return None
        step = place.get("s")
        tense = (int(step.value) if step else 0) or place.tense
        if not step and name.value == place.clock.today.month:
            year = place.clock.today.year
        elif step and not step.value:
            year = _this_year(place, int(name.value))
        elif step and step.value and name.value == place.clock.today.month:
            year = place.clock.today.year + (1 if step.value > 0 else -1)
        else:
            middle = place.clock.nearest(int(name.value), 15, tense)
            year = middle.year if middle else place.clock.today.year
            if step and step.value < 0 and month_span(year, int(name.value))[1] > place.clock.today:
                year -= 1
    days = month_span(year, int(name.value))
    value = unit_name(days[0], "month")
    return Reading("DATE", value, place.edged(days, "month"), "month", "month")


def _this_year(place: Place, month: int) -> int:
    """ "This August" is the year's own, and in December "this January" the one to come."""
    today = place.clock.today
    return today.year + (today.month - month > _HALF_A_YEAR)


def _is_month(place: Place) -> bool:
    """Whether a month's name without day and year is one, and not a person's or a verb."""
    name = place.get("M")
    sets = place.setting.sets
    if name is None or name.low.rstrip(".") not in sets["also_names"] | sets["also_verbs"]:
        before = place.near(-1)
        named = before and before.capital and before.letter == "x" and place.first > 1
        return not (named and len(place.kinds) == 1)
    if not name.capital or (
        name.low == "may" and place.setting.text[name.start : name.end] == "MAY"
    ):
        return False
    before, behind = place.near(-1), place.near(1)
    if len(place.kinds) > 1:
        return True
    if behind and behind.capital and behind.letter == "x" and name.low in sets["also_names"]:
        return place.follows("in", "since", "until", "through", "during", "of", "last", "next")
    return before is not None and before.letter in _TIMELY


def season(place: Place) -> Reading | None:
    """A season; "fall" and "spring" only where a preposition or the like makes them one."""
    token = place.get("S")
    if token is None or not _is_season(place):
        return None
    name, clock, step = str(token.value), place.clock, place.get("s")
    year = told_year(place)
    if year:
        days = clock.season_span(year, name)
    else:
        lived = bool(place.get("a")) and not place.is_of_event
        days = _season_by(place, name, int(step.value) if step else 0, lived)
    value = f"{days[0].year:04d}-{_SEASON_NAMES[name]}"
    return Reading("DATE", value, place.edged(days, "season"), "season", "season")


def _season_by(place: Place, name: str, step: int, lived: bool) -> Days:
    """By step or tense; "a wet summer" is one that has been."""
    clock = place.clock
    days = clock.season_now(name)
    year = days[0].year
    over, begun = days[1] < clock.today, days[0] <= clock.today
    if step > 0 and begun:
        year += 1
    elif step < 0 and not over:
        year -= 1
    elif lived:
        year -= not begun
    elif step == 0 and over and place.tense > 0:
        year += 1
    elif step == 0 and not begun and place.tense < 0 and not place.get("s"):
        year -= 1
    return clock.season_span(year, name)


def _is_season(place: Place) -> bool:
    token, behind = place.get("S"), place.near(1)
    if token is None or len(place.kinds.replace("T", "")) > 1 or place.is_of_event:
        return True  # "a fall launch"
    before = place.near(-1)
    timely = before is not None and before.letter in "iE" and before.low not in ("as", "into")
    if token.low not in place.setting.sets["fall_of"]:
        return (
            timely or place.kinds.startswith("T") or (before is not None and before.letter == "7")
        )
    parted = behind is not None and (behind.letter == "I" or behind.low in ("in", "from", "to"))
    return timely and not parted


def _whole_year(place: Place) -> tuple[Days, bool]:
    """The calendar or fiscal year that a quarter or half is one of, and whether it is told."""
    clock = place.clock
    if place.get("F"):
        return clock.fiscal_span(int(place.value("F") or 0)), True
    kind = place.get("g")
    fiscal = kind is not None and kind.low in ("fiscal", "financial")
    year = place.value("yY3")
    if year is None and fiscal and place.kinds.endswith("d"):
        year = 2000 + int(place.value("d") or 0)
    if year:
        return (clock.fiscal_span(year) if fiscal else year_span(year)), True
    step, unit = place.get("s"), place.get("U")
    add = int(step.value) if step else 0
    told = unit is not None and unit.value == "year"
    if fiscal:
        return clock.fiscal_span(clock.fiscal_year() + add), told
    return year_span(clock.today.year + add), told


def quarter(place: Place) -> Reading | None:
    """A quarter of a calendar or fiscal year."""
    number = place.value("Q") or place.value("Oz")
    if number is None or number > 4:
        return None
    return _part(place, number, 4, "quarter")


def half(place: Place) -> Reading | None:
    """A half of a calendar or fiscal year, a month or a decade."""
    number = place.value("J") or place.value("Oz")
    if number is None or number > 2:
        return None
    if place.get("M"):
        whole = month(place)
        if whole is None or whole.days is None:
            return None
        first, last = whole.days
        cut = first + timedelta(14)
        return whole._replace(days=(first, cut) if number == 1 else (cut + timedelta(1), last))
    return _part(place, number, 2, "half")


def _part(place: Place, number: int, parts: int, label: str) -> Reading:
    year, told = _whole_year(place)
    days = part_of(year, number, parts)
    if not told:
        today, fiscal = place.clock.today, place.get("g") is not None
        while place.tense <= 0 and fiscal and days[1] >= today:
            days = part_of((add_months(year[0], -12), year[1]), number, parts)
            year = add_months(year[0], -12), year[1]
        far = days[0] > today and (place.tense < 0 or days[0] - today > _FAR)
        if far and not fiscal:
            days = part_of(year_span(today.year - 1), number, parts)
        elif days[1] < today and place.tense > 0:
            days = part_of((add_months(year[0], 12), year[1]), number, parts)
    name = f"{days[0].year:04d}-{'Q' if parts == 4 else 'H'}{number}"
    if place.get("F") or place.get("g"):
        name = f"FY{place.clock.fiscal_year(days[0])}-{name[5:]}"
    return Reading("DATE", name, place.edged(days, label), label, label)


def months_of(place: Place) -> Reading | None:
    """ "The first nine months of 2013"."""
    unit, count = place.get("u"), place.value("dN")
    if unit is None or unit.value != "month" or not count or count > 11:
        return None
    year, told = _whole_year(place)
    if not told:
        return None
    days = year[0], add_months(year[0], count) - timedelta(1)
    return Reading("DURATION", f"P{count}M", days, "relative", "month")


def midway(place: Place) -> Reading | None:
    """ "Halfway through the year": two weeks before the middle to four after, no exact day."""
    days, _ = _whole_year(place)
    middle = part_of(days, 2, 2)[0]
    return Reading(
        "DATE",
        unit_name(days[0], "year"),
        (middle - timedelta(17), middle + timedelta(30)),
        "half",
        "year",
    )


def fiscal_year(place: Place) -> Reading | None:
    """FY15, "fiscal 2015", "next financial year"."""
    days, _ = _whole_year(place)
    token, last = place.get("g"), ending(place)
    fiscal = token is None or token.low in ("fiscal", "financial")
    if last and place.get("y") is None and place.get("s") is None:
        days = add_months(last, -12) + timedelta(1), last
    name = f"FY{days[1].year}" if fiscal else unit_name(days[1], "year")
    return Reading(
        "DATE", name, place.edged(days, "year"), "end" if place.get("E") else "year", "year"
    )
