"""`monitor_money`: sums of money, their currency, and what they are paid per."""

from __future__ import annotations

import re
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from monitor.extract.components.index import lowered
from monitor.extract.components.marks import leave_marks, text_of

_SCALES = {
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "bn": 10**9,
    "billion": 10**9,
}
# Nobody pays as much: so many digits are a number of something else, or a trap.
_NO_SUM = 10**15
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"


class Sums:
    """Writes the span group "money": amounts as text, since floats lose cents."""

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
        word = match["scale"] or match["scale2"]
        scale = _SCALES[word] if word else 1
        per = next((name for name, pattern in self.per if pattern.match(low, match.end())), None)
        return [
            {
                "start": match.start(),
                "end": match.end(),
                "label": "money",
                "amount": str(amount),
                "currency": self.symbols[match["sign"]],
                "per": per,
            }
            for number in (match["low"], match["high"])
            if number and (amount := float(number.replace(",", "")) * scale) < _NO_SUM
        ]

    def __call__(self, doc: Doc) -> Doc:
        low = lowered(text_of(doc))
        found = self.pattern.finditer(low) if any(sign in low for sign in self.signs) else ()
        marks = [mark for match in found for mark in self._marks(match, low)]
        leave_marks(doc, "money", marks)
        return doc


@Language.factory("monitor_money", default_config={"symbols": {}, "per": {}})
def make_money(nlp: Language, name: str, symbols: dict[str, str], per: dict[str, str]) -> Sums:
    return Sums(symbols, per)
