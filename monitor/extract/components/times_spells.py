"""Times told by steps and counts: last week, two years ago, three weeks, every Monday, now."""

from __future__ import annotations

from datetime import date, timedelta

from monitor.extract.components.calendar import Calendar, add_months, unit_name
from monitor.extract.components.times_place import Days, Place, Reading

_ISO = {
    "second": "T{}S",
    "minute": "T{}M",
    "hour": "T{}H",
    "day": "{}D",
    "weekend": "{}WE",
    "week": "{}W",
    "fortnight": "{}W",
    "month": "{}M",
    "quarter": "{}M",
    "semester": "{}M",
    "year": "{}Y",
    "decade": "{}DE",
    "century": "{}CE",
    "millennium": "{}ML",
}
_TIMES = {"fortnight": 2, "semester": 6, "quarter": 3}
# Units that can be halved: a year and a half ago.
_MONTHS = {"year": 12, "decade": 120, "century": 1200}
_DATED = ("day", "week", "fortnight", "month", "quarter", "year", "decade", "century")
# "About three weeks" is good to a few days, "about three months" to a few weeks.
_SLACK = {
    "week": 3,
    "fortnight": 3,
    "month": 15,
    "quarter": 30,
    "year": 90,
    "decade": 300,
    "century": 3000,
}
# "Recent weeks", "the coming months": so many of them, as annotators and readers take it.
_FEW = {"day": 7, "week": 4, "month": 4}
_REFERRING = ("following", "previous", "preceding", "prior", "next", "same", "ensuing")


def unit_of(place: Place, nth: int = 0) -> str | None:
    """The unit that an expression counts in."""
    token = place.get("Uuqz", nth)
    if token is None:
        return None
    return {"q": "quarter", "z": "second"}.get(token.letter, str(token.value))


def step(place: Place) -> Reading | None:
    """ "Last week", "earlier this month", "the following year"."""
    token = place.get("s")
    if token is None:
        return None
    if place.get("H"):
        return _weekend(place, int(token.value))
    unit = unit_of(place)
    if unit not in _DATED or unit == "fortnight":
        return None
    clock = place.clock
    refers = token.low in _REFERRING and (token.low not in ("next", "same") or "T" in place.kinds)
    if refers and place.before and place.before.days:
        clock = Calendar(place.before.days[0], clock.fiscal_start)
    if token.low in ("past", "last") and "T" in place.kinds and not place.get("E"):
        if token.low == "past":
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
    if saturday + timedelta(1) >= today:
        running = True
    else:
        running = False
    token = place.get("s")
    ahead = step > 0 or (token is not None and token.low == "this" and place.tense >= 0)
    if token is None:
        ahead = place.tense > 0
    if ahead and not (running and step == 0):
        saturday += timedelta(7)
    elif step < 0 and running and today.weekday() == 6:
        saturday -= timedelta(7)
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


def running(place: Place) -> Reading | None:
    """ "The year", "the quarter", where a preposition makes it one of the calendar's."""
    unit = unit_of(place)
    before = place.before
    behind = place.near(1)
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
    if not token.value or unit not in _DATED or token.low in ("same",):
        return Reading("DURATION", value)
    size = int(count or _few(place) or 0)
    if not size:
        return Reading("DURATION", value)
    today = place.clock.today
    if token.value > 0:
        return Reading("DURATION", value, (today, place.clock.away(size, unit)), "relative", unit)
    return Reading("DURATION", value, (place.clock.away(-size, unit), today), "relative", unit)


def _few(place: Place) -> int | None:
    token = place.get("v")
    return int(token.value) if token and token.value else None


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
        size = _few(place)
        if size is None:
            return Reading("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
        count = size
    if unit not in _DATED or (count != int(count) and unit not in _MONTHS):
        return (
            Reading("DURATION", iso(count, unit))
            if token.letter == "b"
            else Reading("DATE", "PAST_REF")
        )
    refers = token.letter == "b" and place.before is not None and place.before.days is not None
    if refers:
        return _from_before(place, sign, count, unit)
    day = _shift(place.clock, sign * count, unit)
    loose = place.get("G") or place.get("vN")
    slack = timedelta(_SLACK.get(unit, 0) if loose and not _one(place) else 0)
    name = _away_name(day, unit)
    return Reading("DATE", name, (day - slack, day + slack), "relative", unit)


def _one(place: Place) -> bool:
    token = place.get("N")
    return token is not None and token.value == 1 and not place.get("G")


def _shift(clock: Calendar, count: float, unit: str) -> date:
    if count == int(count):
        return clock.away(int(count), unit)
    return clock.away(round(count * _MONTHS[unit]), "month")


def _away_name(day: date, unit: str) -> str:
    coarse = {"fortnight": "week", "decade": "year", "century": "year"}.get(unit, unit)
    return unit_name(day, coarse)


def _from_before(place: Place, sign: int, count: float, unit: str) -> Reading:
    """Counted from the date told of before, and as sharp as that one was."""
    before = place.before
    assert before is not None and before.days is not None
    first, last = (Calendar(day) for day in before.days)
    days: Days = _shift(first, sign * count, unit), _shift(last, sign * count, unit)
    if days[0] > days[1]:
        days = days[1], days[0]
    finer = {"day": 0, "week": 1, "fortnight": 1, "month": 2, "quarter": 3, "year": 4}
    level = before.unit if finer.get(before.unit, 0) >= 2 and unit == "year" else unit
    return Reading("DATE", _away_name(days[0], level), days, "relative", level)


def number(place: Place) -> float | None:
    """How many the expression counts; None where it does not say."""
    total, scale, seen = 0.0, 1, False
    for token in place.tokens[place.first : place.last]:
        if token.letter in "Uuqz&" and seen:
            break
        if token.letter in "Ndnfy":
            total, seen = total + float(token.value), True
        elif token.letter == "a" and not seen:
            total, seen = 1.0, True
        elif token.letter == "L":
            scale, seen = int(token.value), True
            total = total or 1.0
        elif token.letter == "v":
            return None
    if place.get("h"):
        total = total + 0.5 if place.get("&") else 0.5
        seen = True
    return total * scale if seen else None


def iso(count: float | None, unit: str) -> str:
    """So much of a unit as ISO 8601 has it: P3Y, P2.5Y, PT10M, PXD."""
    if count == 0.5 and unit == "hour":
        count, unit = 30, "minute"
    size = "X" if count is None else f"{count * _TIMES.get(unit, 1):.10g}"
    return "P" + _ISO[unit].format(size)


def filled(place: Place) -> Reading | None:
    """ "Six more weeks", "three wonderful years"."""
    word = place.get("5x")
    unit = unit_of(place)
    if word is None or unit is None or word.capital:
        return None
    adjective = word.letter == "5" or word.low.endswith(
        ("ful", "ous", "less", "ible", "able", "ing", "ic")
    )
    return Reading("DURATION", iso(number(place), unit)) if adjective else None


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
    return Reading("DATE", unit_name(moved[0], unit), moved, "relative", unit)


def duration(place: Place) -> Reading | None:
    """A length of time; "$300 a month" tells how often, "in two weeks" when."""
    unit = unit_of(place)
    if unit is None:
        return None
    count = number(place)
    if place.kinds[0] == "9" or (place.kinds in ("aU", "aq") and _is_rate(place)):
        return Reading("SET", iso(1, unit))
    if place.kinds in ("aq", "hq") or (unit == "second" and place.kinds == "az"):
        return None  # a quarter, a second: parts and places more often than times
    value = iso(count, unit)
    behind = place.near(1)
    if behind and behind.low == "since" and unit in _DATED and count:
        day = _shift(place.clock, -count, unit)
        slack = timedelta(_SLACK.get(unit, 0) if place.get("GvN") and not _one(place) else 0)
        return Reading("DURATION", value, (day - slack, day + slack), "relative", unit)
    ahead = place.tense >= 0 and unit in _DATED and count is not None and count == int(count)
    compact = "-" not in place.kinds
    if ahead and compact and place.follows("in", "within") and _ends(place):
        last = place.clock.away(int(count or 0), unit)
        first = place.clock.today if place.follows("within") else last
        return Reading("DURATION", value, (first, last), "relative", unit)
    return Reading("DURATION", value)


def _ends(place: Place) -> bool:
    behind = place.near(1)
    return behind is None or behind.letter != "I"


def _is_rate(place: Place) -> bool:
    """ "$300 a month", "500 barrels a day", "three times a week"."""
    near = place.tokens[max(0, place.first - 3) : place.first]
    if not near or near[-1].letter in "i@I,'" or near[-1].low in ("was", "is", "for", "after"):
        return False
    if near[-1].low in (
        "once",
        "twice",
        "thrice",
        "cents",
        "percent",
        "pounds",
        "dollars",
        "times",
    ):
        return True
    return near[-1].letter in "x$dnL" and any(t.letter in "$dnLfNkv" for t in near)


def compound(place: Place) -> Reading | None:
    """ "Two hours and 20 minutes"."""
    cut = next(at for at, letter in enumerate(place.kinds) if letter in "Uu") + 1
    parts = []
    for first, last in ((place.first, place.first + cut), (place.first + cut, place.last)):
        piece = Place(place.setting, place.tokens, place.letters, first, last, None)
        unit, count = unit_of(piece), number(piece)
        if unit is None:
            return None
        parts.append(iso(count, unit)[1:])
    first_part, second = parts
    if first_part.startswith("T") and second.startswith("T"):
        second = second[1:]
    return Reading("DURATION", f"P{first_part}{second}")


def long_units(place: Place) -> Reading | None:
    """ "For years", "decades of": so long, but nobody says how long."""
    unit, behind = unit_of(place), place.near(1)
    if unit is None or not place.follows(
        "for", "in", "over", "after", "within", "of", "takes", "take", "spent", "last", "took"
    ):
        return None
    if place.follows("of", "in") and unit in ("day", "hour", "minute", "second"):
        return None
    return None if behind and behind.letter == "I" else Reading("DURATION", iso(None, unit))


def whole(place: Place) -> Reading | None:
    """ "All day", "the whole year"."""
    unit = unit_of(place)
    return Reading("DURATION", iso(1, unit)) if unit else None


def every(place: Place) -> Reading | None:
    """ "Every Monday", "each year", "every two weeks"."""
    token = place.get("R")
    unit = unit_of(place)
    if place.get("K"):
        return Reading("SET", iso(1, unit)) if unit else None
    if token is None:
        return None
    if unit:
        return Reading("SET", iso((number(place) or 1) * int(token.value), unit))
    for letter, value in (
        ("W", "XXXX-WXX-{}"),
        ("M", "XXXX-{:02d}"),
        ("S", "XXXX-{}"),
        ("P", "XXXX-XX-XXT{}"),
        ("H", "XXXX-WXX-WE"),
        ("l", "XXXX-{}"),
    ):
        named = place.get(letter)
        if named:
            return Reading("SET", _set_value(letter, value, named.value))
    return None


def _set_value(letter: str, value: str, told: object) -> str:
    if letter == "W":
        return value.format(int(str(told)) + 1)
    if letter == "S":
        return value.format(
            {"spring": "SP", "summer": "SU", "autumn": "FA", "winter": "WI"}[str(told)]
        )
    return value.format(told)


def weekdays(place: Place) -> Reading | None:
    """ "Mondays": every one of them."""
    return Reading("SET", f"XXXX-WXX-{(place.value('w') or 0) + 1}")


def adverb(place: Place) -> Reading | None:
    """ "Daily", "annually"; a capital makes it a paper's name."""
    token = place.get("X")
    if token is None or (token.capital and place.first > 0):
        return None
    return Reading("SET", str(token.value))


def vague(place: Place) -> Reading | None:
    """ "Now", "recently", "the future"."""
    token = place.get("V")
    if token is None or not token.value:
        return None
    if token.low in place.setting.sets["qualified"] and not place.follows("at", "for"):
        return None  # "the present owner", "this time they won"
    before = place.near(-1)
    if before and before.low in place.setting.sets["too"]:
        return None  # "as recently as Monday", "too soon to say"
    return Reading("DATE", str(token.value))


def bare_past(place: Place) -> Reading | None:
    """ "In the past", and no noun behind it that were past."""
    token, behind = place.get("s"), place.near(1)
    if token is None or token.low != "past" or not place.follows("in", "of", "from"):
        return None
    ends = (
        behind is None or not behind.low[0].isalnum() or behind.letter in "i@&7I" or behind.capital
    )
    return Reading("DATE", "PAST_REF") if ends else None
