"""Numbers that answer a question: "How many seats do I need? 150.", "And for mail? 500."."""

from __future__ import annotations

import re
from typing import NamedTuple

from monitor.extract.components.bounds import Found, bounded, record
from monitor.extract.components.numbers import NumberReader, is_year
from monitor.extract.components.teams import PEOPLE

# Signs in front of a number that answers ("Worldwide, just under 900.").
_BEFORE = 20
# Sentences for which a question for a number stays open, where no number stands in between.
OPEN = 3
# Words of a question that goes on about what was counted ("And for the mail moves?").
_SHORT = 6

Place = tuple[int, int]


class Words(NamedTuple):
    """Patterns: a number that is a whole answer, one without its unit, units, people, questions."""

    alone: re.Pattern[str]
    bare: re.Pattern[str]
    unit: re.Pattern[str]
    people: re.Pattern[str]
    asks: re.Pattern[str]


class Answers:
    """Finds them, one in a sentence."""

    def __init__(self, reader: NumberReader, words: Words) -> None:
        self._reader, self._words = reader, words

    def asks(self, low: str, place: Place) -> bool:
        """Whether a sentence asks for something, or tells that somebody was asked how many."""
        said = low[place[0] : place[1]]
        return said.rstrip('"”’*_ ').endswith("?") or self._words.asks.search(said) is not None

    def names_people(self, low: str, place: Place) -> bool:
        """Whether a stretch names people without counting them ("How big is the team?")."""
        return self._words.people.search(low, *place) is not None

    def __call__(self, low: str, asked: Place, place: Place, counted: str | None) -> Found | None:
        """The number in a sentence that answers, and has no unit of its own.

        `counted`: the unit of what was counted right before, which a short question goes on about
        ("And for schools?").
        """
        match = self._words.alone.match(low, *place) or self._words.bare.search(low, *place)
        if match is None or match.start() > place[0] + _BEFORE:
            return None
        unit, label = self._asked_for(low, asked, counted)
        first = self._reader.read(match["low"])
        if unit is None or first is None or is_year(first[0]):
            return None
        high = match.groupdict().get("high")
        least, most, bound = bounded(match, first, self._reader.read(high) if high else None)
        if label == "staff" and most is None and match.groupdict().get("told_before"):
            most, bound = least, "exact"  # "a colleague put it at 350"
        label = "seat" if label == "again" and bound != "exact" else label
        return record(match, least, most, unit, bound, label) | {"answers": True}

    def _asked_for(self, low: str, asked: Place, counted: str | None) -> tuple[str | None, str]:
        """The unit that a question asks for, and the label of what answers it."""
        unit = self._words.unit.search(low, *asked)
        if unit is not None:
            return unit.group(), "seat" if unit["seat"] else "staff"
        if self._words.asks.search(low, *asked) and self.names_people(low, asked):
            return PEOPLE, "staff"
        short = low.count(" ", *asked) < _SHORT
        return counted if short else None, "again"
