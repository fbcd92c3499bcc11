"""Times told by a step or a count from another: last week, two years ago, a year earlier."""

from __future__ import annotations

from datetime import date, timedelta

from monitor.extract.components.calendar import Calendar, add_months, unit_name
from monitor.extract.components.times_counts import (
    DATED,
    around,
    can_shift,
    few,
    iso,
    number,
    shift,
    unit_of,
)
from monitor.extract.components.times_days import ending
from monitor.extract.components.times_place import Days, Place, Reading

# "Recent weeks", "the coming months": so many of them, as annotators and readers take it.
# So many units ago, nobody means a day of the calendar.
_MOST = 1900
_FEW = {"day": 7, "week": 4, "month": 4}


def step(place: Place) -> Reading | None:
    """ "Last week", "earlier this month", "the following year"."""
    token = place.get("s")
    if token is None:
        return None
    if place.get("H"):
        return _weekend(place, int(token.value))
    unit = unit_of(place)
    if unit not in DATED or unit == "fortnight":
        return None
    clock = place.clock
    refers = token.low in place.setting.sets["referring"] and (
        token.low not in ("next", "same") or "T" in place.kinds
    )
    if refers and place.before and place.before.days:
        clock = Calendar(place.before.days[0], clock.fiscal_start)
    if token.low == "past" and "T" in place.kinds and not place.get("E"):
        return _past(place, unit)
    days = clock.relative(int(token.value), unit)
    reading = Reading("DATE", unit_name(days[0], unit), place.edged(days, unit), "relative", unit)
    return reading._replace(label="end") if place.get("E") else reading


def _past(place: Place, unit: str) -> Reading:
    """ "The past week": the days up to today, not the calendar's week."""
    return Reading(
        "DURATION", iso(1, unit), (place.clock.away(-1, unit), place.clock.today), "relative", unit
    )


def _weekend(place: Place, step: int) -> Reading:
    """The Saturday and Sunday: the coming ones, the last ones, or those the tense asks for."""
    today = place.clock.today
    saturday = today - timedelta((today.weekday() - 5) % 7)
    running = today <= saturday + timedelta(1)
    token = place.get("s")
    ahead = place.tense > 0 if token is None else token.low == "this" and place.tense >= 0
    if step > 0 or (ahead and not running):
        saturday += timedelta(7)
    elif step < 0 and running:
        saturday -= timedelta(7)
    value = f"{unit_name(saturday, 'week')}-WE"
    return Reading("DATE", value, (saturday, saturday + timedelta(1)), "relative", "weekend")


def weekend(place: Place) -> Reading | None:
    """ "The weekend": the one that the tense asks for."""
    return _weekend(place, 0)


def edge(place: Place) -> Reading | None:
    """ "The end of the year", "year-end"."""
    unit = unit_of(place)
    token = place.get("s")
    if unit not in ("year", "month", "quarter", "week", "decade", "century"):
        return None
    told = place.before.days if place.before else None
    if unit == "month" and token is None and told and told[0] > place.clock.today:
        return _edge_of(place, Calendar(told[0]).relative(0, unit), unit)
    if place.get("g"):
        clock = place.clock
        days = clock.fiscal_span(clock.fiscal_year() + (int(token.value) if token else 0))
    else:
        days = place.clock.relative(int(token.value) if token else 0, unit)
    value = unit_name(days[1] if place.get("g") else days[0], unit)
    return Reading("DATE", value, place.edged(days, unit), "end", unit)


def _edge_of(place: Place, days: Days, unit: str) -> Reading:
    return Reading("DATE", unit_name(days[0], unit), place.edged(days, unit), "end", unit)


def that(place: Place) -> Reading | None:
    """ "That year": the one told of last."""
    token, unit, before = place.get("2"), unit_of(place), place.before
    if token is None or token.low != "that" or before is None or before.days is None:
        return None
    if unit not in ("day", "week", "month", "quarter", "year"):
        return None
    days = Calendar(before.days[0]).relative(0, unit)
    return Reading("DATE", unit_name(days[0], unit), days, "", unit)


def running(place: Place) -> Reading | None:
    """ "The year", "the quarter", where a preposition makes it one of the calendar's."""
    unit = unit_of(place)
    before = place.before
    behind = place.near(1)
    last = ending(place)
    if last and unit in ("year", "quarter", "month", "week"):
        days = Calendar(last).relative(0, unit)
        return Reading("DATE", unit_name(last, unit), days, "", unit)
    if unit not in ("year", "quarter", "month", "week") or not place.follows(
        "for", "in", "during", "of"
    ):
        return None
    if behind and (
        behind.letter in "IAb" or behind.low in ("that", "when", "to", "after", "before")
    ):
        return None
    if before and before.days and before.unit == unit:
        return before._replace(label="")
    step = -1 if unit == "quarter" and place.tense < 0 else 0
    days = place.clock.relative(step, unit)
    return Reading("DATE", unit_name(days[0], unit), days, "", unit)


def past_count(place: Place) -> Reading | None:
    """ "The past two years", "the next 10 days": so long, up to today or from it."""
    token, unit = place.get("s"), unit_of(place)
    if token is None or unit is None:
        return None
    count = number(place)
    value = iso(count, unit)
    front = place.near(-1)
    if token.low == "last" and front and front.low in place.setting.sets["before_verb"]:
        return None  # "expected to last six weeks"
    if not token.value or unit not in DATED:
        return Reading("DURATION", value)
    size = int(count or few(place) or 0)
    if not size:
        return Reading("DURATION", value)
    today = place.clock.today
    if token.value > 0:
        return Reading("DURATION", value, (today, place.clock.away(size, unit)), "relative", unit)
    return Reading("DURATION", value, (place.clock.away(-size, unit), today), "relative", unit)


def recent(place: Place) -> Reading | None:
    """ "Recent months", "the coming weeks": vague, and of weeks and months near enough to place."""
    token, unit = place.get("rs"), unit_of(place)
    if token is None or unit is None or (token.letter == "s" and not token.value):
        return None
    behind = token.letter == "r" or token.value < 0
    value = "PAST_REF" if behind else "FUTURE_REF"
    if unit not in _FEW:
        return Reading("DATE", value)
    far = place.clock.away(_FEW[unit] * (-1 if behind else 1), unit)
    today = place.clock.today
    if unit == "month":
        far = place.clock.away(-4 if behind else 4, unit)
    days = (far, today) if behind else (today, far)
    return Reading("DATE", value, days, "relative", unit)


def away(place: Place) -> Reading | None:
    """ "Two weeks ago", "a year earlier", "six months from now"."""
    unit, token = unit_of(place), place.get("Ab")
    if unit is None or token is None:
        return None
    sign = int(token.value) if token.letter == "A" else (1 if token.low == "later" else -1)
    count = number(place)
    if count is None:
        size = few(place)
        if size is None:
            return Reading("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
        count = size
    if count > _MOST:
        return Reading("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
    if not can_shift(count, unit):
        return (
            Reading("DURATION", iso(count, unit))
            if token.letter == "b"
            else Reading("DATE", "PAST_REF")
        )
    refers = token.letter == "b" and place.before is not None and place.before.days is not None
    if refers:
        return _from_before(place, sign, count, unit)
    if token.low == "later" and place.tense < 0:
        # Later than something told of elsewhere, and over by now.
        today = place.clock.today
        return Reading("DATE", _away_name(today, unit), (today, today), "", unit)
    day = shift(place.clock, sign * count, unit)
    return Reading("DATE", _away_name(day, unit), around(place, day, unit), "relative", unit)


def _away_name(day: date, unit: str) -> str:
    coarse = {"fortnight": "week", "decade": "year", "century": "year"}.get(unit, unit)
    return unit_name(day, coarse)


def _from_before(place: Place, sign: int, count: float, unit: str) -> Reading | None:
    """Counted from the date told of before, and as sharp as that one was."""
    before = place.before
    if before is None or before.days is None:
        return None
    first, last = (Calendar(day) for day in before.days)
    days: Days = shift(first, sign * count, unit), shift(last, sign * count, unit)
    if days[0] > days[1]:
        days = days[1], days[0]
    finer = {"day": 0, "week": 1, "fortnight": 1, "month": 2, "quarter": 3, "year": 4}
    level = before.unit if finer.get(before.unit, 0) >= 2 and unit == "year" else unit
    compares = count == 1 and unit == "year" and sign < 0
    return Reading("DATE", _away_name(days[0], level), days, "relative", level, not compares)


def counterpart(place: Place) -> Reading | None:
    """ "The same month of 2009", "the year-ago quarter": last told of, in another year."""
    unit = unit_of(place)
    if place.get("B"):
        unit = place.before.unit if place.before and place.before.days else "year"
    elif place.get("q"):
        unit = "quarter"
    if unit not in ("month", "quarter", "half", "year", "week", "day"):
        return None
    days = place.before.days if place.before and place.before.days else None
    if days is None:
        days = place.clock.relative(-1 if unit == "quarter" else 0, unit)
    year = place.value("yY") or days[0].year - 1
    shift = 12 * (year - days[0].year)
    moved: Days = add_months(days[0], shift), add_months(days[1], shift)
    if unit == "half":
        return Reading("DATE", f"{year}-H{1 if moved[0].month < 7 else 2}", moved, "relative", unit)
    return Reading("DATE", unit_name(moved[0], unit), moved, "relative", unit, False)
