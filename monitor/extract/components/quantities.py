"""Numbers of seats, licenses, people: bounds, unit, and how they are limited.

A quantity is only read here; whether it is a threshold is for the facet rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from monitor.extract.components.again import Again
from monitor.extract.components.answers import OPEN, Answers, Words
from monitor.extract.components.bounds import (
    Found,
    bounded,
    falls,
    record,
    rises,
    singular,
)
from monitor.extract.components.doc import Doc
from monitor.extract.components.numbers import FEWEST, NumberReader, alone, is_year
from monitor.extract.components.openers import Opened, Openers, matches, within
from monitor.extract.components.paired import Paired
from monitor.extract.components.taken import Taken
from monitor.extract.components.teams import Teams
from monitor.values import UNSAID

# Tried before all that may begin there, since it fails fast.
_WORD_STARTS = r"(?<!\w)(?=\w)"
# Between the parts of a wording: spaces, and the emphasis marks of Markdown.
_GLUE = r"[\s*_]*"
# Sentences over which a number goes on counting what the last one counted.
_CARRIED = 8
_DIGIT = re.compile(r"\d")
_SIGN = re.compile(r"[≥≤<>]")
_NOTHING = (-_CARRIED - 1, "")
_UNASKED = (-OPEN - 1, (0, 0))


class Quantities:
    """Leaves the marks "quantities"."""

    def __init__(
        self,
        reader: NumberReader,
        limits: dict[str, str],
        units: dict[str, str],
        openers: dict[str, list[str]],
    ) -> None:
        self.reader = reader
        number = reader.pattern
        adverbs = rf"(?:\s+(?:{limits['adverbs']}))?"
        to = rf"-|–|—|{limits['to']}"
        unit = "|".join(f"(?P<{family}>{pattern})" for family, pattern in units.items())
        unit_words = "|".join(units.values())
        # A word or two may stand between number and unit ("paid", "Suite 365", "new").
        between = (
            rf"(?:(?!(?:{limits['other_units']}|{unit_words})\b)"
            rf"(?:(?:{limits['in_names']})(?!\w)|(?!\d)[\w+&’'-]+)[\s*_]+){{0,3}}?"
        )
        before = "|".join(
            f"(?P<{name}_before>{limits[name]}{adverbs if name == 'minimum' else ''})"
            for name in ("minimum", "maximum", "above", "below")
        )
        after = "|".join(
            f"(?P<{name}_after>{limits[name + '_after']})" for name in ("minimum", "maximum")
        )
        self.pattern = re.compile(
            rf"(?:{_WORD_STARTS}|(?=[≥≤<>]))(?:(?:{before}|(?P<range>{limits['between']})|(?P<sign>[≥≤<>]=?|sub-)){_GLUE})?"
            rf"(?:(?<=sub-)|(?<![\w.,$€£-]))(?P<low>{number})(?:\s?\(\d[\d,]*\))?(?P<plus>\+)?"
            rf"(?:{_GLUE}(?:{to}|(?P<joined>{limits['joins']})|(?P<either>{limits['either']})){_GLUE}(?P<high>{number})(?P<plus2>\+)?)?(?![\w%]|,\d|\.\d)"
            rf"(?:{_GLUE}(?:{after}))?"
            rf"[\s*_-]+{between}(?:{unit})(?![\w])"
            rf"(?:(?:[\s*_-]+|,\s)(?:{after.replace('_after>', '_end>')})(?!\w|\s+from\b))?"
            rf"(?P<tail>[\s-]+(?:(?:{limits['tail_verbs']})\s+(?:{limits['articles']})?\s*"
            rf"(?:[\w-]+\s+){{0,2}}?)?"
            rf"(?:{limits['heads']})(?!\w))?",
        )
        self.minimum_of = re.compile(
            rf"(?P<noun>{limits['nouns']})(?:\s+(?:[\w-]+\s+){{0,3}}?(?:{limits['noun_verbs']}))?"
            rf"(?::\s*|\s+)(?P<not>(?:{limits['negation']})\s+)?(?:(?:{limits['noun_adverbs']})\s+)?"
            rf"(?P<low>{number})(?![\w%.]*[%\d])"
            rf"(?=[\s*_]*(?:[.,;:!?()\"”|+–—-]|$)|[\s*_]+(?:{limits['behind_alone']}|{limits['heads']})(?!\w)"
            rf"|[\s*_]+(?:[^\s.;:!?]+\s+){{0,8}}?(?:{unit_words})(?!\w))",
        )
        self.unit = re.compile(unit)
        self.behind = re.compile(rf"[\s*_-]+(?:{unit})(?!\w)")
        number_words = ["#", *reader.words, *reader.scales]
        self.openers = Openers({**openers, "number": number_words, "strong": ["strong "]})
        self._cell = (
            rf"[\s*_]*(?:(?:{before}){_GLUE})?(?P<low>{number})(?P<plus>\+)?"
            rf"(?:{_GLUE}(?:{to}){_GLUE}(?P<high>{number}))?(?:{_GLUE}(?:{after}))?[\s*_]*"
        )
        limited = rf"(?P<told_before>{limits['told']})|" + "|".join(
            f"(?P<{name}_before>{limits[name]}{adverbs if name == 'minimum' else ''})"
            for name in ("minimum", "above", "below")
        )
        self.bare = re.compile(
            rf"{_WORD_STARTS}(?:(?:{limited}|(?P<range>{limits['between']})){_GLUE})?"
            rf"(?<![\w.,$€£-])(?P<low>{number})(?P<plus>\+)?(?:{_GLUE}(?:{to}|(?P<joined>{limits['joins']})){_GLUE}(?P<high>{number}))?"
            rf"(?![\w%]|,\d|\.\d)"
            rf"(?:{_GLUE}(?P<minimum_after>{limits['minimum_after']})(?!\w))?"
            + alone(limits["behind_alone"]),
        )
        self.teams = Teams(reader, limits, units["staff"], limited)
        # "26 weeks": what is counted there, a bare number behind it may count, too.
        self.elsewise = re.compile(rf"\d[\s*_-]+(?:[\w-]+\s+)?(?:{limits['spans']})(?!\w)")
        seats = units["seat"]
        # The whole of an answer: "150.", "Just 150, as before."
        whole = re.compile(
            rf"[\W_]*(?:(?:{limits['minimum']}|{limits['alone_adverbs']})\s+)?(?P<low>{number})(?=\s*[.,;!)]|\s*$)"
        )
        self.counts = re.compile(rf"{_WORD_STARTS}(?:{seats}|{limits['nouns']})(?!\w)")
        people = re.compile(rf"{_WORD_STARTS}(?:{limits['teams']}|{units['staff']})(?!\w)")
        self.none = re.compile(limits["none"])
        self.again = Again(reader, limits["behind_alone"], limits["not_alone"])
        self.paired = Paired(reader, limits, seats)
        asks = re.compile(limits["how_many"])
        self.answers = Answers(reader, Words(whole, self.bare, self.unit, people, asks))
        # "Get 365 up": no limit of itself, though it is in "from 150 up".
        self.idle = re.compile(limits["idle_after"])

    @cached_property
    def cell(self) -> re.Pattern[str]:
        """A number alone; compiled for the first table, since few texts have one."""
        return re.compile(self._cell)

    def __call__(self, doc: Doc) -> None:
        # In small letters, and patterns that mind the case: ignoring it takes twice as long.
        text, low, sentences = doc.text, doc.low, doc.marks["sentences"]
        places = self.openers.places(doc)
        if signs := [match.start() for match in _SIGN.finditer(low)]:
            places["counted"] = sorted((*places["counted"], *signs))
        marks, limits, bare, teams = self._in_sentences(low, sentences, places)
        # "Minimum: 150 seats" limits what would else be a bare number.
        limited = Taken(low, limits)
        marks = [mark for mark in marks if mark["bound"] != "exact" or mark not in limited]
        taken = Taken(low, marks)
        marks += [mark for mark in limits if mark not in taken]
        taken.add(limits)
        marks += [mark for mark in teams if mark not in taken]
        taken.add(teams)
        marks += [mark for mark in bare if mark not in taken]
        taken.add(bare)
        marks += [mark for mark in self._in_tables(low, sentences) if mark not in taken]
        marks.sort(key=lambda mark: mark["start"])
        paired = [
            record(m, n, n, u, "exact", "paired") | {"start": m.start("low")}
            for m, n, u in self.paired(low, sentences, marks)
        ]
        marks += [mark for mark in paired if mark not in taken]
        taken.add(marks)
        again = (
            record(m, n, n, u, "exact", "again") for m, n, u in self.again(low, sentences, marks)
        )
        marks += [mark for mark in again if mark not in taken]
        marks += [
            record(match, 0, None, self._unit_of(match), "minimum", "limit")
            for match in matches(self.none, low, places["none"], len(low))
        ]
        marks.sort(key=lambda mark: mark["start"])
        for mark in marks:
            mark["words"] = text[mark["start"] : mark["end"]]
        doc.marks["quantities"] = marks

    def _in_sentences(
        self, low: str, sentences: Sequence[Found], places: Opened
    ) -> tuple[list[Found], ...]:
        """Numbers with their unit, limits without one, numbers that leave theirs out, teams."""
        marks: list[Found] = []
        limits: list[Found] = []
        bare: list[Found] = []
        teams: list[Found] = []
        counted = people = _NOTHING
        spans = -_CARRIED  # the last sentence that counted days or weeks
        place, question = (0, 0), _UNASKED
        for number, sentence in enumerate(sentences):
            before, place = place, (sentence["start"], sentence["end"])
            asked = question
            if self.answers.asks(low, place):
                question = number, place
            if not within(places["number"], *place):
                continue  # most sentences hold no number
            spans = number if self.elsewise.search(low, *place) else spans
            units, nouns = (within(places[kind], *place) for kind in ("unit", "noun"))
            staff = within(places["staff"], *place)
            if staff or any(within(places[kind], *place) for kind in ("team", "strong")):
                teams += self._teams(low, *place, staff=bool(staff))
            if units:
                begun = within(places["counted"], *place)
                found = map(self._mark, matches(self.pattern, low, begun, place[1]))
                marks += [mark for mark in found if mark]
                if marks and marks[-1]["start"] >= place[0] and marks[-1]["label"] == "seat":
                    counted = number, marks[-1]["unit"]
            if number - counted[0] > _CARRIED and any(
                self.counts.match(low, at, place[1]) for at in (*units, *nouns)
            ):
                counted = number, UNSAID  # "the floor has come down to fifty"
            limited = (
                [self._minimum_of(match) for match in self.minimum_of.finditer(low, *place)]
                if nouns
                else []
            )
            limits += [mark for mark in limited if mark]
            here = [mark for mark in (*marks[-3:], *teams[-1:], *limited) if mark]
            here = [mark for mark in here if mark["start"] >= place[0]]
            last = max(here, key=lambda mark: mark["start"], default=None)
            if last is not None:
                people = (number, last["unit"]) if last["label"] == "staff" else _NOTHING
            near = number - asked[0] <= OPEN
            unit = counted[1] if number - counted[0] <= OPEN else None
            if near and (answer := self.answers(low, asked[1], place, unit)):
                bare.append(answer)
                question = _UNASKED
            else:
                if counted[0] < number - 1 and self.answers.names_people(low, before):
                    people = max(people, (number, "people"))
                near = min(number - counted[0], number - people[0]) <= _CARRIED
                if near and (number - spans > 1 or spans <= max(counted[0], people[0])):
                    shorter = matches(self.bare, low, within(places["bare"], *place), place[1])
                    bare += self._counting(shorter, number, counted, people)
        return marks, limits, bare, teams

    def _teams(self, low: str, start: int, end: int, *, staff: bool) -> Iterator[Found]:
        """The size of a team that leaves out whom it counts: "a team of 400", "400 strong"."""
        for match, first, second, unit in self.teams(low, start, end, staff=staff):
            least, most, bound = bounded(match, first, second)
            if least is None or most is None or least <= most:
                yield record(match, least, most, unit, bound, "staff")

    def _counting(
        self,
        found: Iterable[re.Match[str]],
        number: int,
        seats: tuple[int, str],
        people: tuple[int, str],
    ) -> Iterator[Found]:
        """Numbers that leave out what they count: the seats or the people counted shortly before.

        `seats` and `people`: the sentence that counted them last, and their unit.
        """
        for mark, told in self._bare(found):
            if told and seats[0] < people[0] >= number - 1:
                # "There are 320 engineers. It was 200 a year ago."
                staff = {"label": "staff", "unit": singular(people[1])}
                if mark["bound"] == "minimum":
                    staff |= {"high": mark["low"], "bound": "exact"}
                yield {**mark, **staff}
            elif number - seats[0] <= _CARRIED:
                yield {**mark, "unit": seats[1]}

    def _bare(self, found: Iterable[re.Match[str]]) -> Iterator[tuple[Found, bool]]:
        """Limits that leave their unit out, and whether they only tell what a number is."""
        for match in found:
            least, most, bound = None, None, "exact"
            second = self.reader.read(match["high"]) if match["high"] else None
            if number := self.reader.read(match["low"]):
                least, most, bound = bounded(match, number, second)
            first = least or most or 0
            idle = not match["minimum_before"] and self.idle.fullmatch(match["minimum_after"] or "")
            is_range = bound == "range" and (rises(least, most) or falls(match, least, most))
            if (
                (bound in ("minimum", "below") or is_range)
                and not is_year(first)
                and first >= FEWEST
                and not idle
            ):
                told = bool(match["told_before"])
                mark = record(match, least, most, UNSAID, bound, "limit")
                # "Told me 50": the verb is no part of what was told.
                yield (mark | {"start": match.start("low")} if told else mark), told

    def _in_tables(self, low: str, sentences: Sequence[Found]) -> Iterator[Found]:
        """Numbers alone in their cell: the unit stands in the head of the column."""
        for cell in sentences:
            head = cell["lead_in"] if cell["kind"] == "cell" else None
            unit = self.unit.search(low, *head) if head else None
            match = self.cell.fullmatch(low, cell["start"], cell["end"]) if unit else None
            if match and unit and (first := self.reader.read(match["low"])):
                second = self.reader.read(match["high"]) if match["high"] else None
                least, most, bound = bounded(match, first, second)
                if least is None or most is None or least <= most:
                    yield record(match, least, most, unit.group(), bound, "seat")

    def _minimum_of(self, match: re.Match[str]) -> Found | None:
        number = self.reader.read(match["low"])
        if number is None or is_year(number[0]):
            return None
        if _DIGIT.search(match.string, match.start(), match.start("low")):
            return None  # "the minimum drops from 150 to 50" tells two
        return record(match, number[0], None, self._unit_of(match), "minimum", "limit")

    def _unit_of(self, match: re.Match[str]) -> str:
        """What a limit counts, in its own words or right behind: "Minimum number of seats: 150"."""
        unit = self.unit.search(match.string, *match.span())
        unit = unit or self.behind.match(match.string, match.end())
        return unit["seat"] or UNSAID if unit else UNSAID

    def _mark(self, match: re.Match[str]) -> Found | None:
        first = self.reader.read(match["low"])
        second = self.reader.read(match["high"]) if match["high"] else None
        if first is None or (match["high"] and second is None):
            return None
        family = "seat" if match["seat"] else "staff"
        low, high, bound = bounded(match, first, second)
        if low is not None and high is not None and low > high and not falls(match, low, high):
            return None
        return record(match, low, high, match[family], bound, family)
