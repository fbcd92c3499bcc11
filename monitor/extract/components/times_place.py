"""What a pattern of times has found, and what it is read as."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from monitor.extract.components.calendar import Calendar, part_of, third_of
from monitor.extract.components.times_front import Prepositions
from monitor.extract.components.times_tense import Tense
from monitor.extract.components.times_words import Token
from monitor.extract.once import Once

Days = tuple[date, date]
# Those of them that make it the latest of many days.
_DEADLINE = ("by", "before", "no later than", "on or before")
# Those behind which something lasts up to its last day.
_LASTING = ("until", "till", "through")


class Reading(NamedTuple):
    """What an expression means.

    `kind` is DATE, TIME, DURATION or SET as TIMEX3 has them, `value` its normal form there.
    `label` is empty where the days (if any) are none that a claim could be about.
    """

    kind: str
    value: str
    days: Days | None = None
    label: str = ""
    unit: str = "day"
    # Whether a later "two years before" counts from it; a mere comparison leaves no trace.
    told: bool = True


@dataclass(frozen=True)
class Setting:
    """What the reading of every expression of a document depends on."""

    text: str
    clock: Calendar
    tense: Tense
    sets: Mapping[str, frozenset[str]]
    prepositions: Prepositions


@dataclass(frozen=True)
class Place:
    """The tokens [first, last) of a sentence, which a pattern took for a time."""

    setting: Setting
    tokens: Sequence[Token]
    letters: str
    first: int
    last: int
    # The date told of last in the same paragraph, which "a year earlier" counts from.
    before: Reading | None

    @property
    def clock(self) -> Calendar:
        """The day the document speaks from."""
        return self.setting.clock

    @Once
    def kinds(self) -> str:
        """The letters of the tokens."""
        return self.letters[self.first : self.last]

    @property
    def is_of_event(self) -> bool:
        """Whether it only says which event is meant: "a fall launch"."""
        behind = self.near(1)
        return behind is not None and behind.low in self.setting.sets.get("happenings", ())

    def get(self, letters: str, nth: int = 0) -> Token | None:
        """The nth token of one of these letters."""
        for at in range(self.first, self.last):
            if self.letters[at] in letters:
                if not nth:
                    return self.tokens[at]
                nth -= 1
        return None

    def value(self, letters: str, nth: int = 0) -> Any:
        """What the nth token of one of these letters stands for."""
        token = self.get(letters, nth)
        return None if token is None else token.value

    def near(self, step: int) -> Token | None:
        """The token so many in front of it (-1), or behind it (1)."""
        at = self.first + step if step < 0 else self.last + step - 1
        return self.tokens[at] if 0 <= at < len(self.tokens) else None

    def follows(self, *words: str) -> bool:
        """Whether one of these words stands right in front."""
        token = self.near(-1)
        return token is not None and token.low in words

    @Once
    def tense(self) -> int:
        """1 ahead, -1 behind, 0 not said."""
        return self.setting.tense.at(self.tokens, self.first, self.last)

    @Once
    def mod(self) -> tuple[int, str] | None:
        """The word in front that changes which days it stands for: where, and what it means."""
        start = self.tokens[self.first].start
        return self.setting.prepositions.before(self.setting.text, start)

    @property
    def is_deadline(self) -> bool:
        """Whether it is the latest of many days ("by the end of the year")."""
        return self.mod is not None and self.mod[1] in _DEADLINE

    def edged(self, days: Days, unit: str) -> Days:
        """The part of the days that "early", "later" or "the end of" leaves."""
        today = self.clock.today
        later = self.get("b")
        if later:
            if later.value == "later":
                return (today, days[1]) if today <= days[1] else days
            return (days[0], today) if days[0] <= today <= days[1] else days
        edge = self.get("Ee")
        if edge is None or unit == "day":
            return days
        if edge.value in ("first", "last"):  # "the last day of June"
            return (days[0], days[0]) if edge.value == "first" else (days[1], days[1])
        if edge.letter == "E" and edge.value == "late" and self.mod and self.mod[1] in _LASTING:
            return days[1], days[1]
        if edge.letter == "E" and edge.value == "late" and self.is_deadline:
            return (today if today <= days[1] else days[0]), days[1]
        if edge.letter == "E" and edge.value == "late" and unit == "year":
            return part_of(days, 4, 4)
        return days if unit == "week" and edge.value == "late" else third_of(days, edge.value)


Reader = Callable[[Place], Reading | None]
