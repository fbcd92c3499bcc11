"""Numbers of seats, licenses, people: bounds, unit, and how they are limited.

A quantity is only read here; whether it is a threshold is for the facet rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from monitor.extract.components.again import Again
from monitor.extract.components.doc import Doc
from monitor.extract.components.numbers import FEWEST, NumberReader, alone, is_year
from monitor.extract.components.openers import Opened, Openers, matches, within
from monitor.extract.components.paired import Paired
from monitor.extract.components.taken import Taken

# Tried before all that may begin there, since it fails fast.
_WORD_STARTS = r"(?<!\w)(?=\w)"
# Between the parts of a wording: spaces, and the emphasis marks of Markdown.
_GLUE = r"[\s*_]*"
# Sentences over which a number goes on counting what the last one counted.
_CARRIED = 8
# Signs in front of a number that answers ("Worldwide, just under 900.").
_ANSWER = 20
_DIGIT = re.compile(r"\d")
_SIGN = re.compile(r"[≥≤<>]")
_NOTHING = (-_CARRIED - 1, "")
Found = dict[str, Any]


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
            rf"(?:365|(?!\d)[\w+&’'-]+)[\s*_]+){{0,3}}?"
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
        about = rf"(?:\s+(?:{limits['about']}))*"
        self.team = re.compile(
            rf"(?<!\w)(?:{limits['teams']})(?:\s+(?:{limits['team_links']}){about}|:)\s+"
            rf"(?:(?:{limited}|(?P<maximum_before>{limits['maximum']}))\s+)?"
            rf"(?P<low>{number})(?:\s?(?:{to}|{limits['joins']})\s?(?P<high>{number}))?"
            rf"(?![\w%]|[,.]\d|\s*(?:{limits['no_team']}|{limits['nouns']}))"
            rf"|(?<![\w.,$€£-])(?P<low2>{number})[\s-](?:{limits['strong']})"
        )
        seats = units["seat"]
        # The whole of an answer: "150.", "Just 150, as before."
        self.alone = re.compile(
            rf"[\W_]*(?:(?:{limits['minimum']}|{limits['alone_adverbs']})\s+)?(?P<low>{number})(?=\s*[.,;!)]|\s*$)"
        )
        self.counts = re.compile(rf"{_WORD_STARTS}(?:{seats}|{limits['nouns']})(?!\w)")
        self.people = re.compile(rf"{_WORD_STARTS}(?:{limits['teams']}|{units['staff']})(?!\w)")
        self.none = re.compile(limits["none"])
        self.again = Again(reader, limits["behind_alone"], limits["not_alone"])
        self.paired = Paired(reader, limits, seats)
        self.asks = re.compile(limits["how_many"])
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
            _record(m, n, n, u, "exact", "paired") | {"start": m.start("low")}
            for m, n, u in self.paired(low, sentences, marks)
        ]
        marks += [mark for mark in paired if mark not in taken]
        taken.add(marks)
        again = (
            _record(m, n, n, u, "exact", "again") for m, n, u in self.again(low, sentences, marks)
        )
        marks += [mark for mark in again if mark not in taken]
        marks += [
            _record(match, 0, None, "seat", "minimum", "limit")
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
        counted = _NOTHING
        people = _NOTHING
        asked = (0, 0)
        for number, sentence in enumerate(sentences):
            before, asked = asked, (sentence["start"], sentence["end"])
            place = asked
            if not within(places["number"], *place):
                continue  # most sentences hold no number
            units, nouns = (within(places[kind], *place) for kind in ("unit", "noun"))
            if within(places["team"], *place) or within(places["strong"], *place):
                teams += self._teams(low, *place)
            if units:
                begun = within(places["counted"], *place)
                found = map(self._mark, matches(self.pattern, low, begun, place[1]))
                marks += [mark for mark in found if mark]
                if marks and marks[-1]["start"] >= place[0] and marks[-1]["label"] == "seat":
                    counted = number, marks[-1]["unit"]
            if number - counted[0] > _CARRIED and any(
                self.counts.match(low, at, place[1]) for at in (*units, *nouns)
            ):
                counted = number, "seat"  # "the floor has come down to fifty"
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
            if answer := self._answer(low, before, place):
                bare.append(answer)
            else:
                if counted[0] < number - 1 and self._names_people(low, before):
                    people = max(people, (number, "people"))
                if min(number - counted[0], number - people[0]) <= _CARRIED:
                    shorter = matches(self.bare, low, within(places["bare"], *place), place[1])
                    bare += self._counting(shorter, number, counted, people)
        return marks, limits, bare, teams

    def _teams(self, low: str, start: int, end: int) -> Iterator[Found]:
        """The size of a team that leaves out whom it counts: "a team of 400", "400 strong"."""
        for match in self.team.finditer(low, start, end):
            first = self.reader.read(match["low"] or match["low2"])
            second = self.reader.read(match["high"]) if match["high"] else None
            if first is not None and not is_year(first[0]):
                least, most, bound = _bounded(match, first, second)
                if least is None or most is None or least <= most:
                    yield _record(match, least, most, "people", bound, "staff")

    def _answer(self, low: str, asked: tuple[int, int], place: tuple[int, int]) -> Found | None:
        """A number that answers "how many seats", and has no unit of its own."""
        question = low[asked[0] : asked[1]]
        if not question.rstrip('"”’*_ ').endswith("?") and not self.asks.search(question):
            return None
        unit = self.unit.search(low, *asked)
        match = self.alone.match(low, *place) or self.bare.search(low, *place)
        if unit is None or match is None or match.start() > place[0] + _ANSWER:
            return None
        first = self.reader.read(match["low"])
        if first is None or is_year(first[0]):
            return None
        least, most, bound = _bounded(match, first, None)
        return _record(match, least, most, unit.group(), bound, "seat" if unit["seat"] else "staff")

    def _names_people(self, low: str, place: tuple[int, int]) -> bool:
        """Whether a stretch names people without counting them ("How big is the team?")."""
        return self.people.search(low, *place) is not None

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
                staff = {"label": "staff", "unit": _singular(people[1])}
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
                least, most, bound = _bounded(match, number, second)
            first = least or most or 0
            idle = not match["minimum_before"] and self.idle.fullmatch(match["minimum_after"] or "")
            is_range = bound == "range" and (_rises(least, most) or _falls(match, least, most))
            if (
                (bound in ("minimum", "below") or is_range)
                and not is_year(first)
                and first >= FEWEST
                and not idle
            ):
                told = bool(match["told_before"])
                mark = _record(match, least, most, "seat", bound, "limit")
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
                least, most, bound = _bounded(match, first, second)
                if least is None or most is None or least <= most:
                    yield _record(match, least, most, unit.group(), bound, "seat")

    def _minimum_of(self, match: re.Match[str]) -> Found | None:
        number = self.reader.read(match["low"])
        if number is None or is_year(number[0]):
            return None
        if _DIGIT.search(match.string, match.start(), match.start("low")):
            return None  # "the minimum drops from 150 to 50" tells two
        return _record(match, number[0], None, "seat", "minimum", "limit")

    def _mark(self, match: re.Match[str]) -> Found | None:
        first = self.reader.read(match["low"])
        second = self.reader.read(match["high"]) if match["high"] else None
        if first is None or (match["high"] and second is None):
            return None
        family = "seat" if match["seat"] else "staff"
        low, high, bound = _bounded(match, first, second)
        if low is not None and high is not None and low > high and not _falls(match, low, high):
            return None
        return _record(match, low, high, match[family], bound, family)


def _rises(low: int | None, high: int | None) -> bool:
    return low is not None and high is not None and low < high


def _falls(match: re.Match[str], low: int | None, high: int | None) -> bool:
    """Whether two numbers are those before and after a cut: "from 150 to 50"."""
    before = match.groupdict().get("minimum_before")
    return bool(before) and _rises(high, low)


def _bounded(
    match: re.Match[str], first: tuple[int, int | None], second: tuple[int, int | None] | None
) -> tuple[int | None, int | None, str]:
    """The closed interval a wording means, and the kind of bound it sets."""
    low, high = first
    has = {name for name, value in match.groupdict().items() if value}
    if second is not None and ("joined" not in has or "range" in has) and "either" not in has:
        return low, second[1], "range"
    if second is not None:
        low, high = second  # "50 or 150 seats": two numbers, the nearer one has the unit
    sign = match.groupdict().get("sign") or ""
    if has & {"below_before"} or sign in ("<", "sub-"):
        return None, low - 1, "below"
    if has & {"above_before"} or sign == ">":
        return low + 1, None, "minimum"
    if "minimum_before" in has and has & {"maximum_after", "maximum_end"}:
        return None, low, "maximum"  # "if you have 149 seats or fewer"
    if has & {
        "minimum_before",
        "told_before",
        "minimum_after",
        "minimum_end",
        "plus",
        "tail",
    } or sign in (
        "≥",
        ">=",
    ):
        return low, None, "minimum"
    if has & {"maximum_before", "maximum_after", "maximum_end"} or sign in ("≤", "<="):
        return None, low, "maximum"
    return low, high, "exact" if low == high else "approximate"


def _record(
    match: re.Match[str], low: int | None, high: int | None, unit: str, bound: str, label: str
) -> Found:
    return {
        "start": match.start(),
        "end": match.end(),
        "label": label,
        "low": low,
        "high": high,
        "unit": _singular(unit),
        "bound": bound,
        "words": "",  # as they stand in the text, which is not in small letters
        "denied": bool(match.groupdict().get("not")),
    }


def _singular(unit: str) -> str:
    word = unit.split()[-1].lower().replace("licence", "license")
    if word in ("people", "personnel", "staff"):
        return {"people": "person"}.get(word, "employee")
    if word.endswith("boxes"):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word
