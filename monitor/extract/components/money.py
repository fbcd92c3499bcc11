"""`monitor_money`: sums of money, their currency, and what they are paid per."""

from __future__ import annotations

import re
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from monitor.extract.components.marks import leave_marks, text_of

_SCALES = {
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "bn": 10**9,
    "billion": 10**9,
}
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"


class Sums:
    """Writes the span group "money": amounts as text, since floats lose cents."""

    def __init__(self, symbols: dict[str, str], per: dict[str, str]) -> None:
        self.symbols = symbols
        signs = "|".join(re.escape(sign) for sign in sorted(symbols, key=len, reverse=True))
        scale = "|".join(sorted(_SCALES, key=len, reverse=True))
        self.pattern = re.compile(
            rf"(?<![\w$])(?P<sign>{signs})\s?(?P<low>{_NUMBER})(?:\s?(?P<scale>{scale})\b)?"
            rf"(?:\s?(?:-|–|to)\s?(?:{signs})?(?P<high>{_NUMBER})(?:\s?(?P<scale2>{scale})\b)?"
            rf"(?![\w%])(?!\s?(?:-|–)))?",
            re.IGNORECASE,
        )
        self.per = [
            (name, re.compile(rf"(?:[\s,*_]*|/\s?|-)(?:{pattern})", re.IGNORECASE))
            for name, pattern in per.items()
        ]

    def _marks(self, match: re.Match[str], text: str) -> list[dict[str, Any]]:
        word = match["scale"] or match["scale2"]
        scale = _SCALES[word.lower()] if word else 1
        sign = next(key for key in self.symbols if key.lower() == match["sign"].lower())
        per = next((name for name, pattern in self.per if pattern.match(text, match.end())), None)
        return [
            {
                "start": match.start(),
                "end": match.end(),
                "label": "money",
                "amount": str(float(number.replace(",", "")) * scale),
                "currency": self.symbols[sign],
                "per": per,
            }
            for number in (match["low"], match["high"])
            if number
        ]

    def __call__(self, doc: Doc) -> Doc:
        text = text_of(doc)
        marks = [mark for match in self.pattern.finditer(text) for mark in self._marks(match, text)]
        leave_marks(doc, "money", marks)
        return doc


@Language.factory("monitor_money", default_config={"symbols": {}, "per": {}})
def make_money(nlp: Language, name: str, symbols: dict[str, str], per: dict[str, str]) -> Sums:
    return Sums(symbols, per)
