"""How many people a staff counts, where its number stands apart from the word for them.

"A team of 400", "hired another 200", "engineers, some 400 of them", "400 of them engineers".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from monitor.extract.components.numbers import NumberReader, alone, is_year

PEOPLE = "people"


class Size(NamedTuple):
    """A number of people: the match of its wording, its one or two numbers, and whom it counts."""

    match: re.Match[str]
    first: tuple[int, int | None]
    second: tuple[int, int | None] | None
    unit: str


class Teams:
    """Finds them; `words` are patterns by name, `limited` that of what bounds a number."""

    def __init__(
        self, reader: NumberReader, words: Mapping[str, str], staff: str, limited: str
    ) -> None:
        self.reader = reader
        number, about = reader.pattern, rf"(?:(?:{words['about']})\s+)*"
        bounds = rf"(?:(?:{limited}|(?P<maximum_before>{words['maximum']}))\s+)?"
        size = (
            rf"{bounds}(?P<low>{number})"
            rf"(?:\s?(?:-|–|—|{words['to']}|{words['joins']})\s?(?P<high>{number}))?(?![\w%]|[,.]\d)"
        )
        self._team = re.compile(
            rf"(?<!\w)(?:{words['teams']})(?:\s+(?:{words['places']}))?"
            rf"(?:\s+(?:{words['team_links']})(?:\s+(?:{words['about']}))*|:)\s+{size}"
            rf"(?!\s*(?:{words['no_team']}|{words['nouns']}))"
            rf"|(?<![\w.,$€£-])(?P<low2>{number})[\s-](?:{words['strong']})"
        )
        behind = alone(f"{words['behind_alone']}|{words['more']}")
        self._hired = re.compile(
            rf"(?<!\w)(?:{words['hires']})\s+(?:(?:{words['further']}|{words['about']})\s+)*{size}{behind}"
        )
        among = rf"\s+(?:{words['of_them']})(?!\w)"
        self._apposed = re.compile(
            rf"(?<!\w)(?P<unit>{staff})(?:,\s+|\s+\(){about}{size}(?:{among}|\))"
        )
        self._part = re.compile(
            rf"(?<![\w.,$€£-])(?P<low>{number})\s+(?:{words['of_whom']})\s+(?:[\w-]+\s+){{0,2}}?"
            rf"(?:(?P<unit>{staff})|{words['teams']})(?!\w)"
        )

    def __call__(self, low: str, start: int, end: int, *, staff: bool) -> Iterator[Size]:
        """Those of a sentence; `staff`: whether it has a word for people, and no team alone."""
        for pattern in (self._team, self._hired, *((self._apposed, self._part) if staff else ())):
            for match in pattern.finditer(low, start, end):
                has = match.groupdict()
                first = self.reader.read(has["low"] or has.get("low2") or "")
                second = self.reader.read(has["high"]) if has.get("high") else None
                if first is not None and not is_year(first[0]):
                    yield Size(match, first, second, has.get("unit") or PEOPLE)
