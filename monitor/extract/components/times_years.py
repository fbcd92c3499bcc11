"""What years, decades and centuries are read as, and which numbers are no years."""

from __future__ import annotations

from datetime import date

from monitor.extract.components.calendar import year_span
from monitor.extract.components.times_place import Place, Reading
from monitor.extract.components.times_words import Token

# So many years before and after the day of print are named without a preposition.
_CURRENT = 2
_OPENING = ("(", "[", ";", ":", "“", '"')


def year(place: Place) -> Reading | None:
    """A year, where it is no number of things and no part of a name."""
    number = place.value("yY3")
    if number is None or not _is_year(place):
        return None
    days = year_span(number)
    return Reading(
        "DATE",
        f"{number:04d}",
        place.edged(days, "year"),
        "end" if place.get("E") else "year",
        "year",
    )


def _is_year(place: Place) -> bool:
    """Whether a number of four digits is a year, by the words in front of it and behind it."""
    if len(place.kinds) > 1:
        return True
    before, behind = place.near(-1), place.near(1)
    if behind and behind.letter in "uLC":
        return False
    counts = _is_counted(place, behind)
    if before is None:
        opens = behind is not None and behind.letter != ","  # a date may be cut by a line's end
        return place.get("y") is not None and opens and not counts
    if before.letter == "i":
        return not counts or before.low not in place.setting.sets["counting"]
    if place.get("Y"):
        return before.letter == "7" and _after_year(place)
    if behind and behind.low in place.setting.sets["measured"]:
        return False
    return _is_year_after(place, before, behind, counts)


def _is_year_after(place: Place, before: Token, behind: Token | None, counts: bool) -> bool:
    noun = behind is not None and behind.letter == "x"
    if before.letter == "a":
        return noun  # "a 1996 study"
    if before.letter == "G":
        return not noun  # "about 1990", but not "about 2000 guests"
    if before.letter in "-7" and not _after_year(place):
        return False
    if before.letter in "T2'":
        return True
    if before.letter in ",-&7I@beV" or before.low in place.setting.sets["function"]:
        return not counts
    if noun and behind and before.low.isalpha() and not (before.capital or behind.capital):
        # "analysts put 1998 earnings at": a year near the day of print.
        return bool(abs(place.value("y3") - place.clock.today.year) <= _CURRENT)
    return before.low in _OPENING


def _is_counted(place: Place, behind: Token | None) -> bool:
    """Whether a plural follows, or a word of measure: what the number may count."""
    if behind is None or behind.letter != "x" or behind.capital:
        return False
    if behind.low in place.setting.sets["measured"]:
        return True
    ends = behind.low.endswith("s") and not behind.low.endswith("ss")
    return ends and behind.low not in place.setting.sets["no_plural"]


def _after_year(place: Place) -> bool:
    """Whether a year stands in front of the dash or "to", and that one is no part of a list."""
    at = place.first - 2
    if at < 0 or place.tokens[at].letter not in "yYM":
        return False
    if place.tokens[at].letter == "M":
        return True
    if at and place.tokens[at - 1].letter in "-7":
        return False
    return _is_year(Place(place.setting, place.tokens, place.letters, at, at + 1, None))


def decade(place: Place) -> Reading | None:
    """ "The 1990s", "the mid-'80s", "the sixties"."""
    number = place.value("k")
    if number is None:
        return None
    token = place.get("k")
    if token is not None and token.low.isalpha() and "T" not in place.kinds:
        return None  # "nineties" may be degrees
    if number < 100:
        number += 1900
    days = date(number, 1, 1), date(number + 9, 12, 31)
    return Reading("DATE", f"{number // 10:03d}", place.edged(days, "decade"), "year", "decade")


def century(place: Place) -> Reading | None:
    """ "The 19th century": 1801 to 1900, and "18" where ISO 8601 counts hundreds."""
    unit, number = place.get("U"), place.value("oO")
    if unit is None or unit.value != "century" or not number or number > 30:
        return None
    days = date(number * 100 - 99, 1, 1), date(number * 100, 12, 31)
    return Reading("DATE", f"{number - 1:02d}", place.edged(days, "century"), "year", "century")
