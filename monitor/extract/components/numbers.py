"""Numbers in figures and in words."""

from __future__ import annotations

import re

# A smaller number without its unit is more often a count of anything else.
FEWEST = 10
# Ten digits: more seats than there are people; a longer run is no count of anything.
_DIGITS = r"\d{1,3}(?:,\d{3}){1,3}(?!\d)|\d{1,10}(?!\d)"
_FIGURES = re.compile(_DIGITS)
_PARTED = re.compile(r"[\s-]+")
_SCALED = re.compile(r"(\d+(?:\.\d+)?)\s?([a-z]+)")


def alone(words: str) -> str:
    """The pattern of what stands behind a number that counts something named before.

    A pause, or one of the small words of a pattern: "the 150 is real".
    """
    return rf"(?=[\s*_]*(?:[.,;:!?)\"”]|$)|[\s*_]+(?:{words})(?!\w))"


def bare(number: str) -> str:
    """The pattern of a number that is no sum, and no part of a date, a range or a longer one."""
    return rf"(?<![\w.,$€£#:/-])(?P<low>{number})(?![\w%]|[,.:/]\d|\s?[-–—]\s?\d)"


def is_year(number: int) -> bool:
    """Whether a number is more often a year than a count."""
    return 1900 <= number <= 2100


class NumberReader:
    """Reads "1,500", "one hundred fifty", "several hundred", "300k" as bounds."""

    def __init__(
        self, words: dict[str, int], vague: dict[str, tuple[int, int]], scales: dict[str, int]
    ) -> None:
        self.words, self.vague, self.scales = words, vague, scales
        small = "|".join(sorted(words, key=len, reverse=True))
        large = "|".join(sorted(scales, key=len, reverse=True))
        loose = "|".join(re.escape(word) for word in sorted(vague, key=len, reverse=True))
        spelled = rf"(?:(?:{small}|a)\b(?:[\s-]+(?:and[\s-]+)?(?:{small}|{large})\b){{0,8}})"
        about = rf"(?:(?:{loose})\s+(?:{large})s?\b|(?:{large})s\s+of\b)"
        scaled = rf"\d{{1,4}}(?:\.\d{{1,3}})?\s?(?:{large})\b"
        self.pattern = rf"(?:{scaled}|{_DIGITS}|{about}|{spelled})"
        # What the first word of a number begins with, as `config.phrases.head` says.
        vaguely = (f"{word.split()[0]} " for word in vague)
        self.heads = frozenset({"#", "a ", *words, *scales, *vaguely})

    def read(self, text: str) -> tuple[int, int | None] | None:
        """(low, high); high None where the number is open ("several hundred")."""
        plain = _PARTED.sub(" ", text.lower()).strip()
        if _FIGURES.fullmatch(plain):
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
                value = self.words[word]
                if 0 < part < 10 <= value:
                    part *= 100  # "one fifty"
                part, seen = part + value, True
            elif word == "a" and not seen:
                continue
            else:
                return None
        return total + part if seen else None
