"""The words of time: a sentence as tokens, and as a string of one letter a token.

The grammar of times is written over these letters, so that its patterns are
short, bounded and blind to everything that is no word of time. The letters:

    M month            m month in small letters that is a verb as well
    W weekday          w weekdays           j short weekday    S season
    d number to 31     n other number       f with a fraction  y year   Y year before 1900
    o 1st, 2nd …       O first, third …     z second           Q Q1     J H1    F FY15
    N number word      a a, an              v a few, several   L hundred …      h half
    U unit             u units              q quarter          H weekend
    s this, next, last r recent             e early, mid, late b earlier, later
    E beginning, end   ~ halfway through    A ago              D today  t tonight
    P morning          p mornings           6 noon             c 10:30  C p.m.  Z EST
    k 1990s            3 '98    g fiscal             R every            X daily
    V now, recently    l Christmas          0 2014-09-01       G about, nearly
    T the              2 its, that          @ at, on           I of     i other prepositions
    4 over, under      5 more, straight   K times, once      B period
    & and              7 to, or             9 per              1 all    8 old
    - dash             , comma              ' possessive       $ sum    ; other sign    x other word
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

# Lists or tables of words by class, as config hands them over.
Lexicon = Mapping[str, Any]

_LETTERS = {
    "ordinals": "O",
    "second": "z",
    "tens": "N",
    "scales": "L",
    "some": "v",
    "unit": "U",
    "units": "u",
    "quarter": "q",
    "weekend": "H",
    "step": "s",
    "recent": "r",
    "early": "e",
    "later": "b",
    "edge": "E",
    "midway": "~",
    "ago": "A",
    "dayword": "D",
    "tonight": "t",
    "part": "P",
    "parts": "p",
    "noon": "6",
    "half_day": "C",
    "zone": "Z",
    "decades": "k",
    "fiscal": "g",
    "every": "R",
    "adverb": "X",
    "vague": "V",
    "holidays": "l",
    "about": "G",
    "exceeding": "4",
    "between": "5",
    "times": "K",
    "period": "B",
    "at": "@",
    "of": "I",
    "in": "i",
    "whose": "2",
    "the": "T",
    "a": "a",
    "and": "&",
    "to": "7",
    "per": "9",
    "whole": "1",
    "old": "8",
    "half": "h",
    "short_weekdays": "j",
}
# Classes without one of whose words (or a figure) no time expression stands.
_ANCHORS = "MmWwSqUuHDtPp6kXVlAzB"
_TOKEN = re.compile(
    # At a space nothing is tried, and most tokens are plain words: they are tried first.
    r"(?=\S)(?:(?P<plain>[^\W\d_]{3,}(?![\w'’])|(?!fy\s)[^\W\d_]{1,2}(?=[\s,]))"
    r"|(?P<iso>(?<![\d-])\d{4}-\d\d-\d\d(?![\d-]))"
    r"|(?P<slash>(?<![\d/])\d{1,2}/\d{1,2}/(?:\d\d)?\d\d(?![\d/]))"
    r"|(?P<dots>(?<![\d.])\d{1,2}\.\d{1,2}\.\d{4}(?!\.?\d))"
    r"|(?P<half>(?<!\w)[ap]\.\s?m\.?(?!\w))"
    r"|(?P<fiscal>(?<!\w)fy\s?['’]?(?:20)?(?P<fy>\d\d)(?!\d))"
    r"|(?P<part>(?<!\w)[qh][1-4](?!\w))"
    r"|(?P<decade>(?:(?<!\w)(?:1[5-9]|20)|(?<![\w'’])['’]|(?<!\w))\d0['’]?s(?!\w))"
    r"|(?P<short>(?<![\w'’])['’]\d\d(?!\d))"
    r"|(?P<clock>(?<![\d:.])\d{1,2}[:.][0-5]\d(?=\s?[ap]\.?m\b)|(?<![\d:])\d{1,2}:[0-5]\d(?![\d:]))"
    r"|(?P<number>(?<![\w.])\d{1,15}(?:,\d{3}){0,5}(?:\.\d{1,9})?)(?P<suffix>(?:st|nd|rd|th|am|pm)?)(?!\w)"
    r"|(?P<poss>['’]s?(?!\w))"
    r"|(?P<word>[^\W\d_]+(?:['’](?:t|ll|re|ve|d|m|clock)\b)?)"
    r"|(?P<other>\w+|[^\w\s]))"
)
_PARTS = re.compile(r"o'clock|[^\W_]+|'s(?!\w)|[^\w\s]")
_ANY: tuple[str, Any] = ("x", None)
_DASHES = "-–—‑"
_MONEY = "$£€¥"
# Two digits from here on belong to the century before.
_PIVOT = 40


class Token(NamedTuple):
    """A word, figure or sign of a sentence: place, small letters, class, what it stands for."""

    start: int
    end: int
    low: str
    letter: str
    value: Any
    capital: bool


# What a named tuple's own constructor calls: most tokens are made here, several hundred a text.
_new = tuple.__new__


class Words:
    """The classes of words, as config names them."""

    def __init__(
        self,
        months: dict[str, int],
        weekdays: dict[str, int],
        seasons: dict[str, str],
        numbers: dict[str, int],
        lexicon: Lexicon,
    ) -> None:
        self._single: dict[str, tuple[str, Any]] = {}
        phrases: dict[tuple[str, ...], tuple[str, Any]] = {}
        for word, letter, value in _classed(months, weekdays, seasons, numbers, lexicon):
            parts = tuple(_PARTS.findall(word))
            if len(parts) > 1:
                phrases[parts] = letter, value
            else:
                self._single[word] = letter, value
        self._phrases: dict[str, list[tuple[tuple[str, ...], str, Any]]] = defaultdict(list)
        for parts in sorted(phrases, key=lambda parts: (-len(parts), parts)):
            self._phrases[parts[0]].append((parts, *phrases[parts]))
        names = {**months, **lexicon.get("short_weekdays", {})}
        self._short = frozenset(
            name
            for name in names
            if name not in months or any(n != name and n.startswith(name) for n in months)
        )
        self.sets = {name: frozenset(words) for name, words in lexicon.items()}
        self._verbs = self.sets.get("also_verbs", frozenset())
        self.anchors = frozenset(
            [
                word
                for word, (letter, value) in self._single.items()
                if letter in _ANCHORS or (letter == "s" and value < 0)
            ]
            + [p[0][-1] for ps in self._phrases.values() for p in ps if p[1] in _ANCHORS]
        )

    def tokens(self, low: str, text: str, start: int, end: int) -> list[Token]:
        """The tokens of a sentence; `low` is the text in small letters."""
        found: list[Token] = []
        single, phrases = self._single, self._phrases
        begun: list[int] = []  # where a phrase may begin
        for match in _TOKEN.finditer(low, start, end):
            word = match.group()
            if match.lastgroup == "plain":
                letter, value = single.get(word, _ANY)
                first, last = match.span()
                token = _new(Token, (first, last, word, letter, value, text[first].isupper()))
                found.append(self._cased(token, text) if letter in "MjZ" else token)
            elif word == "." and found and found[-1].low in self._short:
                found[-1] = found[-1]._replace(end=match.end())  # "Sept." is one word
            else:
                found.append(self._token(match, text))
            if word in phrases:
                begun.append(len(found) - 1)
        return self._joined(found, begun) if begun else found

    def _joined(self, tokens: list[Token], begun: list[int]) -> list[Token]:
        """The tokens, every phrase as one."""
        joined: list[Token] = []
        done = 0
        for at in begun:
            if at < done:
                continue
            token, size = self._phrase(tokens, at)
            if size > 1:
                joined += tokens[done:at]
                joined.append(token)
                done = at + size
        return [*joined, *tokens[done:]] if joined else tokens

    def _phrase(self, tokens: list[Token], at: int) -> tuple[Token, int]:
        first = tokens[at]
        second = tokens[at + 1].low if at + 1 < len(tokens) else None
        for parts, letter, value in self._phrases[first.low]:
            if parts[1] != second:
                continue
            size = len(parts)
            if all(
                token.low == part
                for token, part in zip(tokens[at : at + size], parts, strict=False)
            ):
                if at + size > len(tokens):
                    continue
                end = tokens[at + size - 1].end
                return Token(first.start, end, " ".join(parts), letter, value, first.capital), size
        return first, 1

    def _token(self, match: re.Match[str], text: str) -> Token:
        kind, low = match.lastgroup, match.group()
        start, end = match.span()
        capital = text[start].isupper()
        if kind == "word":
            letter, value = self._single.get(low.replace("’", "'"), _ANY)
            return self._cased(Token(start, end, low, letter, value, capital), text)
        letter, value = _FIGURES[kind or "other"](match, text)
        if kind == "poss":
            low = low.replace("’", "'")
        return Token(start, end, low, letter, value, capital)

    def _cased(self, token: Token, text: str) -> Token:
        """Names of days and zones need their capitals, names of months that are verbs as well."""
        if token.letter == "M" and not token.capital and token.low in self._verbs:
            return token._replace(letter="m")
        lost = token.letter == "j" and not token.capital
        shouted = text[token.start : token.end].isupper()
        if lost or (token.letter == "Z" and not shouted):
            return token._replace(letter="x")
        return token


def _classed(
    months: dict[str, int],
    weekdays: dict[str, int],
    seasons: dict[str, str],
    numbers: dict[str, int],
    lexicon: Lexicon,
) -> Iterator[tuple[str, str, Any]]:
    """Word, letter and value of all words; of a word in two classes the later counts."""
    for word, count in numbers.items():
        yield word, "N", count
    for name, letter in _LETTERS.items():
        words = lexicon.get(name, {})
        table = words if isinstance(words, Mapping) else dict.fromkeys(words)
        for word, value in table.items():
            yield word.lower(), letter, value
    for word, value in weekdays.items():
        yield f"{word}s", "w", value
        yield word, "W", value
    for word, season in seasons.items():
        yield word, "S", season
    for word, number in months.items():
        yield word, "M", number


def _number(match: re.Match[str], text: str) -> tuple[str, Any]:
    digits, suffix = match["number"], match["suffix"]
    start, end = match.span()
    if text[start - 1 : start] in _MONEY and start:
        return "$", None
    if text[end : end + 1] == "%":
        return "x", None
    if "." in digits:
        return ("f", float(digits.replace(",", ""))) if not suffix else ("x", None)
    number = int(digits.replace(",", ""))
    if suffix in ("am", "pm"):
        return (
            ("c", (number % 12 + (12 if suffix == "pm" else 0), 0)) if number < 13 else ("x", None)
        )
    if suffix:
        return "o", number
    if len(digits) == 4 and digits.isdigit() and number >= 1000:
        return ("y" if 1900 <= number < 2100 else "Y" if number < 1900 else "n"), number
    return ("d" if 1 <= number <= 31 and len(digits) <= 2 else "n"), number


def _clock(match: re.Match[str], text: str) -> tuple[str, Any]:
    hour, minute = re.split(r"[:.]", match["clock"])
    return ("c", (int(hour), int(minute))) if int(hour) < 25 else ("x", None)


def _decade(match: re.Match[str], text: str) -> tuple[str, Any]:
    digits = re.sub(r"\D", "", match["decade"])
    start = match.start()
    marked = len(digits) == 4 or text[start] in "'’" or text[max(0, start - 4) : start] == "the "
    return ("k", int(digits)) if marked else ("x", None)


def _short_year(digits: int) -> int:
    """'98 is 1998, '14 is 2014."""
    return (1900 if digits >= _PIVOT else 2000) + digits


def _sign(match: re.Match[str], text: str) -> tuple[str, Any]:
    sign = match.group()
    if sign in _DASHES:
        return "-", None
    return ("," if sign == "," else "$" if sign in _MONEY else ";"), None


_FIGURES = {
    "iso": lambda match, text: ("0", tuple(map(int, match["iso"].split("-")))),
    "slash": lambda match, text: ("0", match["slash"]),
    "dots": lambda match, text: ("0", match["dots"]),
    "half": lambda match, text: ("C", 12 if match["half"].startswith("p") else 0),
    "fy": lambda match, text: ("F", 2000 + int(match["fy"])),
    "fiscal": lambda match, text: ("F", 2000 + int(match["fy"])),
    "part": lambda match, text: ("Q" if match["part"][0] == "q" else "J", int(match["part"][1])),
    "decade": _decade,
    "short": lambda match, text: ("3", _short_year(int(match["short"][1:]))),
    "clock": _clock,
    "number": _number,
    "suffix": _number,
    "poss": lambda match, text: ("'", None),
    "other": _sign,
}
