"""How many of which unit an expression counts, as ISO 8601 writes it and as days."""

from __future__ import annotations

from datetime import date, timedelta

from monitor.extract.components.calendar import Calendar
from monitor.extract.components.times_place import Days, Place

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
# Units that lead from one day of the calendar to another.
DATED = ("day", "week", "fortnight", "month", "quarter", "year", "decade", "century")
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


def unit_of(place: Place, nth: int = 0) -> str | None:
    """The unit that an expression counts in."""
    token = place.get("Uuqz", nth)
    if token is None:
        return None
    return {"q": "quarter", "z": "second"}.get(token.letter, str(token.value))


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
    if count == 0.5 and unit == "year":
        return "P6M"
    if count is not None and unit == "hour" and count % 1 == 0.5:
        whole = f"{count - 0.5:.10g}H" if count > 1 else ""
        return f"PT{whole}30M"
    size = "X" if count is None else f"{count * _TIMES.get(unit, 1):.10g}"
    return "P" + _ISO[unit].format(size)


def few(place: Place) -> int | None:
    """How many "a few" are at the least."""
    token = place.get("v")
    return int(token.value) if token and token.value else None


def can_shift(count: float, unit: str) -> bool:
    """Whether so many units lead to a day."""
    return unit in DATED and (count == int(count) or unit in _MONTHS)


def shift(clock: Calendar, count: float, unit: str) -> date:
    """The day so many units from today."""
    if count == int(count):
        return clock.away(int(count), unit)
    return clock.away(round(count * _MONTHS[unit]), "month")


def around(place: Place, day: date, unit: str) -> Days:
    """The days that "about three weeks ago" may mean; a figure alone is exact."""
    token = place.get("N")
    one = token is not None and token.value == 1
    loose = place.get("G") or (place.get("vN") and not one)
    slack = timedelta(_SLACK.get(unit, 0) if loose else 0)
    return day - slack, day + slack
