"""`monitor_quantities`: numbers of seats, licenses, people: bounds, unit, and how they are limited.

A quantity is only read here; whether it is a threshold is for the facet rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from monitor.extract.components.marks import leave_marks, text_of

# Ten digits: more seats than there are people; a longer run is no count of anything.
_DIGITS = r"\d{1,3}(?:,\d{3}){1,3}(?!\d)|\d{1,10}(?!\d)"
_SCALED = re.compile(r"(\d+(?:\.\d+)?)\s?([a-z]+)")
# What stands between two bars of a table's row.
_GLUE = r"[\s*_]*"


class NumberReader:
    """Reads "1,500", "one hundred fifty", "several hundred", "300k" as bounds."""

    def __init__(
        self, words: dict[str, int], vague: dict[str, list[int]], scales: dict[str, int]
    ) -> None:
        self.words, self.vague, self.scales = words, vague, scales
        small = "|".join(sorted(words, key=len, reverse=True))
        large = "|".join(sorted(scales, key=len, reverse=True))
        loose = "|".join(re.escape(word) for word in sorted(vague, key=len, reverse=True))
        spelled = rf"(?:(?:{small}|a)\b(?:[\s-]+(?:and[\s-]+)?(?:{small}|{large})\b){{0,8}})"
        about = rf"(?:(?:{loose})\s+(?:{large})s?\b|(?:{large})s\s+of\b)"
        scaled = rf"\d{{1,4}}(?:\.\d{{1,3}})?\s?(?:{large})\b"
        self.pattern = rf"(?:{scaled}|{_DIGITS}|{about}|{spelled})"

    def read(self, text: str) -> tuple[int, int | None] | None:
        """(low, high); high None where the number is open ("several hundred")."""
        plain = re.sub(r"[\s-]+", " ", text.lower()).strip()
        if re.fullmatch(_DIGITS, plain):
            number = int(plain.replace(",", ""))
            return number, number
        scaled = _SCALED.fullmatch(plain)
        if scaled and scaled[2] in self.scales:
            number = round(float(scaled[1]) * self.scales[scaled[2]])
            return number, number
        for word, (low, high) in self.vague.items():
            scale = self.scales.get(plain.removeprefix(word).strip().rstrip("s"))
            if plain.startswith(word + " ") and scale:
                return low * scale, high * scale or None
        if plain.endswith("s of"):
            scale = self.scales.get(plain.removesuffix("s of"))
            return (2 * scale, None) if scale else None
        exact = self._spelled(plain)
        return None if exact is None else (exact, exact)

    def _spelled(self, plain: str) -> int | None:
        total, part, seen = 0, 0, False
        for word in plain.split():
            if word == "and":
                continue
            if word in self.scales:
                part = (part or 1) * self.scales[word]
                if self.scales[word] >= 1000:
                    total, part = total + part, 0
                seen = True
            elif word in self.words:
                part, seen = part + self.words[word], True
            elif word == "a" and not seen:
                continue
            else:
                return None
        return total + part if seen else None


class Quantities:
    """Writes the span group "quantities"."""

    def __init__(self, reader: NumberReader, limits: dict[str, str], units: dict[str, str]) -> None:
        self.reader = reader
        number = reader.pattern
        unit = "|".join(f"(?P<{family}>{pattern})" for family, pattern in units.items())
        unit_words = "|".join(units.values())
        # A word or two may stand between number and unit ("paid", "Suite 365", "new").
        between = (
            rf"(?:(?!(?:per|for|to|of|from|in|a|an|the|gb|mb|tb|days?|weeks?|months?|percent|"
            rf"dollars?|euros?|{unit_words})\b)(?:365|(?!\d)[\w+&’'-]+)[\s*_]+){{0,3}}?"
        )
        before = "|".join(
            f"(?P<{name}_before>{limits[name]})"
            for name in ("minimum", "maximum", "above", "below")
        )
        after = "|".join(
            f"(?P<{name}_after>{limits[name + '_after']})" for name in ("minimum", "maximum")
        )
        self.pattern = re.compile(
            rf"(?:(?:{before}|(?P<range>between)|(?P<sign>[≥≤<>]=?)){_GLUE})?"
            rf"(?<![\w.,$€£-])(?P<low>{number})(?P<plus>\+)?"
            rf"(?:{_GLUE}(?P<link>-|–|—|to|and|or){_GLUE}(?P<high>{number})(?P<plus2>\+)?)?(?![\w%]|,\d|\.\d)"
            rf"(?:{_GLUE}(?:{after}))?"
            rf"[\s*_-]+{between}(?:{unit})(?![\w])"
            rf"(?:(?:[\s*_-]+|,\s)(?:{after.replace('_after>', '_end>')})(?![\w]))?"
            rf"(?P<tail>[\s-]+(?:(?:is|are|being|as|remains?|stays)\s+(?:the|a|its|our)?\s*(?:[\w-]+\s+){{0,2}}?)?"
            rf"(?:{limits['nouns']})(?!\w))?",
            re.IGNORECASE,
        )
        self.minimum_of = re.compile(
            rf"(?P<noun>{limits['nouns']})(?:\s+(?:[\w-]+\s+){{0,3}}?(?:of|is|to|at|was|remains|stays|stands\s+at))?(?::\s*|\s+)(?P<not>not\s+)?"
            rf"(?:(?:now|still|currently|only|at)\s+)?(?P<low>{number})(?![\w%.]*[%\d])",
            re.IGNORECASE,
        )
        self.unit = re.compile(unit, re.IGNORECASE)
        spelled = "|".join(re.escape(word) for word in (*reader.words, *reader.scales))
        self.gate = re.compile(rf"\d|\b(?:{spelled})", re.IGNORECASE)
        self.cell = re.compile(
            rf"[\s*_]*(?:(?:{before}){_GLUE})?(?P<low>{number})(?P<plus>\+)?"
            rf"(?:{_GLUE}(?:-|–|—|to){_GLUE}(?P<high>{number}))?(?:{_GLUE}(?:{after}))?[\s*_]*",
            re.IGNORECASE,
        )
        self.none = re.compile(limits["none"], re.IGNORECASE)

    def __call__(self, doc: Doc) -> Doc:
        text = text_of(doc)
        marks: list[dict[str, Any]] = []
        limits: list[dict[str, Any]] = []
        for sentence in doc.spans["sentences"].attrs["marks"]:
            start, end = sentence["start"], sentence["end"]
            if not self.gate.search(text, start, end):
                continue  # most sentences hold no number
            if self.unit.search(text, start, end):
                found = (self._mark(match) for match in self.pattern.finditer(text, start, end))
                marks += [mark for mark in found if mark]
            limited = (self._minimum_of(m) for m in self.minimum_of.finditer(text, start, end))
            limits += [mark for mark in limited if mark]
        # "Minimum: 150 seats" limits what would else be a bare number.
        places = [(mark["start"], mark["end"]) for mark in limits]
        marks = [m for m in marks if m["bound"] != "exact" or not _taken(m, places)]
        taken = [(mark["start"], mark["end"]) for mark in marks]
        marks += [mark for mark in limits if not _taken(mark, taken)]
        marks += [mark for mark in self._in_tables(doc) if not _taken(mark, taken)]
        marks += [
            _record(match, 0, None, "seat", "minimum", "limit")
            for match in self.none.finditer(text)
        ]
        marks.sort(key=lambda mark: mark["start"])
        leave_marks(doc, "quantities", marks)
        return doc

    def _in_tables(self, doc: Doc) -> Iterator[dict[str, Any]]:
        """Numbers alone in their cell: the unit stands in the head of the column."""
        text = text_of(doc)
        for cell in doc.spans["sentences"].attrs["marks"]:
            head = cell["lead_in"] if cell["kind"] == "cell" else None
            unit = self.unit.search(text, *head) if head else None
            match = self.cell.fullmatch(text, cell["start"], cell["end"]) if unit else None
            if match and unit and (first := self.reader.read(match["low"])):
                second = self.reader.read(match["high"]) if match["high"] else None
                low, high, bound = _bounded(match, first, second)
                if low is None or high is None or low <= high:
                    yield _record(match, low, high, unit.group(), bound, "seat")

    def _minimum_of(self, match: re.Match[str]) -> dict[str, Any] | None:
        number = self.reader.read(match["low"])
        if number is None or 1900 <= number[0] <= 2100:
            return None
        return _record(match, number[0], None, "seat", "minimum", "limit")

    def _mark(self, match: re.Match[str]) -> dict[str, Any] | None:
        first = self.reader.read(match["low"])
        second = self.reader.read(match["high"]) if match["high"] else None
        if first is None or (match["high"] and second is None):
            return None
        family = next(name for name in ("seat", "staff") if match.groupdict().get(name))
        low, high, bound = _bounded(match, first, second)
        if low is not None and high is not None and low > high:
            return None
        return _record(match, low, high, match[family], bound, family)


def _taken(mark: dict[str, Any], places: list[tuple[int, int]]) -> bool:
    return any(first < mark["end"] and mark["start"] < last for first, last in places)


def _bounded(
    match: re.Match[str], first: tuple[int, int | None], second: tuple[int, int | None] | None
) -> tuple[int | None, int | None, str]:
    """The closed interval a wording means, and the kind of bound it sets."""
    low, high = first
    has = {name for name, value in match.groupdict().items() if value}
    link = (match.groupdict().get("link") or "-").lower()
    if second is not None and (link != "and" or "range" in has) and link != "or":
        return low, second[1], "range"
    if second is not None:
        low, high = second  # "50 or 150 seats": two numbers, the nearer one has the unit
    sign = match.groupdict().get("sign") or ""
    if has & {"below_before"} or sign == "<":
        return None, low - 1, "below"
    if has & {"above_before"} or sign == ">":
        return low + 1, None, "minimum"
    if has & {"minimum_before", "minimum_after", "minimum_end", "plus", "tail"} or sign in (
        "≥",
        ">=",
    ):
        return low, None, "minimum"
    if has & {"maximum_before", "maximum_after", "maximum_end"} or sign in ("≤", "<="):
        return None, low, "maximum"
    return low, high, "exact" if low == high else "approximate"


def _record(
    match: re.Match[str], low: int | None, high: int | None, unit: str, bound: str, label: str
) -> dict[str, Any]:
    return {
        "start": match.start(),
        "end": match.end(),
        "label": label,
        "low": low,
        "high": high,
        "unit": _singular(unit),
        "bound": bound,
        "words": match.group(),
        "denied": bool(match.groupdict().get("not")),
    }


def _singular(unit: str) -> str:
    word = unit.split()[-1].lower().replace("licence", "license")
    if word in ("people", "personnel", "staff"):
        return {"people": "person"}.get(word, "employee")
    return word[:-1] if word.endswith("s") else word


@Language.factory(
    "monitor_quantities",
    default_config={"words": {}, "vague": {}, "scales": {}, "limits": {}, "units": {}},
)
def make_quantities(
    nlp: Language,
    name: str,
    words: dict[str, int],
    vague: dict[str, list[int]],
    scales: dict[str, int],
    limits: dict[str, str],
    units: dict[str, str],
) -> Quantities:
    return Quantities(NumberReader(words, vague, scales), limits, units)
