"""Sums of money, their currency, and what they are paid per."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from monitor.extract.components.bounds import singular
from monitor.extract.components.doc import Doc
from monitor.extract.components.numbers import NumberReader

_SCALES = {
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "bn": 10**9,
    "billion": 10**9,
}
# Fifteen digits: a longer run is no sum of anything.
_NUMBER = "|".join(
    (
        r"\d{1,3}(?:\.\d{3}){1,4}(?![\d.]*\d)",
        r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?(?![\d,]*\d)",
        r"\d{1,15}(?:\.\d{1,6})?(?!\d|,\d{3})",
    )
)
# "€10.000": no currency has thousandths.
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
# Thousands set apart by spaces, as in much of Europe; only in front of a currency is that plain.
_SPACED = r"\d{1,3}(?:[ \xa0\u202f]\d{3}){1,4}(?!\d)"
# "Each seat is worth $15", "from $15 a seat to $10".
_IN_FRONT = 60
_FRONT = re.compile(r"\b(?:(?:for\s+)?(?:each|every|any)|an?|per)\s[^.,;:!?\n$€£\d]*$")


def _amount(number: str, scale: str | None) -> str:
    sign = "." if scale is None and _DOTTED.fullmatch(number) else ","
    amount = Decimal(number.replace(sign, "")) * (_SCALES[scale] if scale else 1)
    return format(amount.normalize(), "f")


class Sums:
    """Leaves the marks "money": amounts as text, since floats lose cents."""

    def __init__(
        self,
        symbols: dict[str, str],
        per: dict[str, str],
        names: dict[str, str],
        reader: NumberReader,
        caps: str,
        each: tuple[str, str],
    ) -> None:
        """`each`: patterns of "per", and of what a topic counts besides the language's seats."""
        self.caps = re.compile(caps)
        self.symbols = {sign.lower(): currency for sign, currency in symbols.items()}
        # The longest first, since "$" is a part of "US$".
        self.signs = sorted(self.symbols, key=len, reverse=True)
        signs = "|".join(re.escape(sign) for sign in self.signs)
        scale = "|".join(sorted(_SCALES, key=len, reverse=True))
        self.pattern = re.compile(
            rf"(?<![\w$])(?P<sign>{signs})\s?(?P<low>{_NUMBER})(?:\s?(?P<scale>{scale})\b)?"
            rf"(?:\s?(?:-|–|to)\s?(?:{signs})?(?P<high>{_NUMBER})(?:\s?(?P<scale2>{scale})\b)?"
            rf"(?![\w%])(?!\s?(?:-|–)))?"
        )
        self.names, self.reader = names, reader
        behind = "|".join(
            re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name))
        )
        # Asked first: many texts have none.
        self.name_words = frozenset(name.split()[-1] for name in names)
        self.name_signs = [name for name in names if not name[-1].isalpha()]
        self.behind = re.compile(
            rf"(?<![\w$£€.,-])(?P<low>{_SPACED}|\d{{1,15}}\.\d{{1,2}}(?!\d)|{reader.pattern})"
            rf"[\s-]?(?P<name>{behind})(?!\w)"
        )
        self.per = [
            (name, re.compile(rf"(?:[\s,*_]*|/\s?|-)(?:{pattern})"))
            for name, pattern in per.items()
        ]
        one = rf"(?:{each[0]})\s+(?:[\w-]+\s+)?(?P<unit>{each[1]})(?!\w)"
        self.each = re.compile(rf"[\s,*_]*{one}") if each[1] else None

    def _marks(self, match: re.Match[str], low: str) -> list[dict[str, Any]]:
        # "$2 to 3 million" shares its scale, "$500k to $1 million" has two.
        first, last = match["scale"] or match["scale2"], match["scale2"] or match["scale"]
        per = self._per(low, match.span())
        return [
            {
                "start": match.start(),
                "end": match.end(),
                "label": "money",
                "amount": _amount(number, scale),
                "currency": self.symbols[match["sign"]],
                "per": per,
            }
            for number, scale in ((match["low"], first), (match["high"], last))
            if number
        ]

    def _named(self, match: re.Match[str], low: str) -> dict[str, Any] | None:
        """A sum whose currency stands behind it: "15 dollars", "sixty thousand euros"."""
        plain = re.sub(r"(?<=\d)\s(?=\d)", "", match["low"])
        number = self.reader.read(plain)
        if number is None and not re.fullmatch(r"\d+\.\d+", plain):
            return None
        amount = plain if number is None else str(number[0])
        return {
            "start": match.start(),
            "end": match.end(),
            "label": "money",
            "amount": _amount(amount, None),
            "currency": self.names[match["name"]],
            "per": self._per(low, match.span()),
        }

    def _per(self, low: str, place: tuple[int, int]) -> str | None:
        """What a sum is paid per, as told behind it, or else in front of it."""
        for name, pattern in self.per:
            if pattern.match(low, place[1]):
                return name
        if self.each is not None and (unit := self.each.match(low, place[1])):
            return singular(unit["unit"])
        before = low[max(0, place[0] - _IN_FRONT) : place[0]]
        front = _FRONT.search(before)
        if front is None:
            return None
        per = next((name for name, pattern in self.per if pattern.match(front[0])), None)
        # "$15 a seat up to a maximum of $60,000": nobody caps what is paid for a seat.
        return None if per == "seat" and self.caps.search(front[0]) else per

    def __call__(self, doc: Doc) -> None:
        low = doc.low
        found = self.pattern.finditer(low) if any(sign in low for sign in self.signs) else ()
        marks = [mark for match in found for mark in self._marks(match, low)]
        told = not self.name_words.isdisjoint(doc.vocabulary)
        if told or any(sign in low for sign in self.name_signs):
            taken = {mark["end"] for mark in marks}
            named = (self._named(match, low) for match in self.behind.finditer(low))
            marks += [mark for mark in named if mark and mark["end"] not in taken]
            marks.sort(key=lambda mark: mark["start"])
        doc.marks["money"] = marks
