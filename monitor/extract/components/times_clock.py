"""Hours and parts of the day, alone or with their day."""

from __future__ import annotations

from datetime import date, timedelta

from monitor.extract.components.times_place import Place, Reading
from monitor.extract.components.times_words import Token

# Hours after which a clock time without "a.m." is still one: "at 10:30".
_AT = ("at", "by", "until", "before", "after", "from", "till", "since", "around", "about")


def at_hour(place: Place, day: Reading) -> Reading:
    """The reading of a day with the hour or part of the day that the expression tells."""
    assert day.days is not None
    told = _hour(place) or _part(place)
    if told is None:
        return day
    name = day.days[0]
    if told == "24:00":
        name, told = name + timedelta(1), "00:00"
    return day._replace(kind="TIME", value=f"{name.isoformat()}T{told}")


def _hour(place: Place) -> str | None:
    noon = place.value("6")
    if noon:
        return f"{noon:02d}:00"
    half = place.get("C")
    clock = place.value("c")
    if clock:
        hour, minute = clock
        hour = hour % 12 + half.value if half and hour <= 12 else hour
        return f"{hour:02d}:{minute:02d}"
    if half is None:
        return _military(place)
    number = _figure_before(place, half)
    hour = int(number.value or 0)
    if not 1 <= hour <= 12:
        return None
    late = half.value or (12 if (place.get("P") and place.value("P") in ("AF", "EV", "NI")) else 0)
    return f"{hour % 12 + late:02d}:00"


def _figure_before(place: Place, token: Token) -> Token:
    """The number in front of "p.m." or "GMT"."""
    own = place.tokens[place.first : place.last]
    at = own.index(token) - 1
    return own[at - 1] if own[at].letter == "-" else own[at]


def _military(place: Place) -> str | None:
    zone = place.get("Z")
    if zone is None:
        return None
    number = _figure_before(place, zone).value
    if not isinstance(number, int) or number % 100 > 59 or number > 2400:
        return None
    return f"{number // 100:02d}:{number % 100:02d}"


def _part(place: Place) -> str | None:
    if place.get("t"):
        return "NI"
    if place.get("e") and place.get("u"):  # "the early hours of Sunday"
        return "MO" if place.value("e") == "early" else "NI"
    part = place.get("P")
    return str(part.value) if part else None


def hour(place: Place) -> Reading | None:
    """An hour without its day: of the day told of before, else of the document's."""
    bare = place.get("C") is None and place.get("Z") is None and place.get("6") is None
    if bare and not place.follows(*_AT):
        return None
    if _hour(place) is None:
        return None
    return at_hour(place, Reading("TIME", "", (_told_day(place),) * 2))


def part(place: Place) -> Reading | None:
    """ "Tonight", "this morning", "that night", "in the evening"."""
    token = place.get("tP")
    if token is None:
        return None
    today = place.clock.today
    step = place.get("s")
    if token.letter == "t":
        return at_hour(place, Reading("TIME", "", (today, today), "day"))
    if step is not None:
        back = -1 if step.value < 0 else int(step.value) if step.low == "next" else 0
        day = today + timedelta(back)
        return at_hour(place, Reading("TIME", "", (day, day), "day"))
    if place.get("e") and not place.follows("in", "by", "until", "since"):
        return None
    if place.kinds == "P":
        if token.low != "overnight":
            return None
    elif place.kinds[0] == "T" and not place.follows("in", "during", "of"):
        return None
    return at_hour(place, Reading("TIME", "", (_told_day(place),) * 2))


def _told_day(place: Place) -> date:
    before = place.before
    return before.days[0] if before and before.days and before.unit == "day" else place.clock.today
