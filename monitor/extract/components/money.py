"""Sums of money, their currency, and what they are paid per."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from monitor.extract.components.doc import Doc

_SCALES = {
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "bn": 10**9,
    "billion": 10**9,
}
# Fifteen digits: a longer run is no sum of anything.
_NUMBER = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?(?![\d,]*\d)|\d{1,15}(?:\.\d{1,6})?(?!\d|,\d{3})"


def _amount(number: str, scale: str | None) -> str:
    amount = Decimal(number.replace(",", "")) * (_SCALES[scale] if scale else 1)
    return format(amount.normalize(), "f")


class Sums:
    """Leaves the marks "money": amounts as text, since floats lose cents."""

    def __init__(self, symbols: dict[str, str], per: dict[str, str]) -> None:
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
        self.per = [
            (name, re.compile(rf"(?:[\s,*_]*|/\s?|-)(?:{pattern})"))
            for name, pattern in per.items()
        ]

    def _marks(self, match: re.Match[str], low: str) -> list[dict[str, Any]]:
        # "$2 to 3 million" shares its scale, "$500k to $1 million" has two.
        first, last = match["scale"] or match["scale2"], match["scale2"] or match["scale"]
        per = next((name for name, pattern in self.per if pattern.match(low, match.end())), None)
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

    def __call__(self, doc: Doc) -> None:
        low = doc.low
        found = self.pattern.finditer(low) if any(sign in low for sign in self.signs) else ()
        doc.marks["money"] = [mark for match in found for mark in self._marks(match, low)]
