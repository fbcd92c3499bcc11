"""Lengths of time, times that come again, and words that place nothing: now, recently."""

from __future__ import annotations

from monitor.extract.components.times_counts import DATED, around, iso, number, shift, unit_of
from monitor.extract.components.times_place import Place, Reading


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


def duration(place: Place) -> Reading | None:
    """A length of time; "$300 a month" tells how often, "in two weeks" when."""
    unit = unit_of(place)
    if unit is None:
        return None
    if place.kinds[0] == "v" and place.follows("as"):
        return None  # "the third in as many weeks"
    count = number(place)
    if place.kinds[0] == "9" or (place.kinds in ("aU", "aq") and _is_rate(place)):
        return Reading("SET", iso(1, unit))
    if place.kinds in ("aq", "hq") or (unit == "second" and place.kinds == "az"):
        return None  # a quarter, a second: parts and places more often than times
    value = iso(count, unit)
    behind = place.near(1)
    if behind and behind.low == "since" and unit in DATED and count:
        day = shift(place.clock, -count, unit)
        return Reading("DURATION", value, around(place, day, unit), "relative", unit)
    ahead = place.tense >= 0 and unit in DATED and count is not None and count == int(count)
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
        "%",
        "pounds",
        "dollars",
        "times",
    ):
        return True
    return near[-1].letter in "x$dnL" and any(t.letter in "$dnLfNkv" for t in near)


def compound(place: Place) -> Reading | None:
    """ "Two hours and 20 minutes"."""
    cut = next(at for at, letter in enumerate(place.kinds) if letter in "Uuq") + 1
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
    if unit is None or not place.follows(*place.setting.sets["lasting"]):
        return None
    if place.follows("of", "in") and unit in ("day", "hour", "minute", "second"):
        return None
    if behind and behind.letter == "I" and not place.follows("after", "for"):
        return None
    return Reading("DURATION", iso(None, unit))


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
