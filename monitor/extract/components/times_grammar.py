"""The grammar of time expressions: patterns, and what each reads as days."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from monitor.extract.components.calendar import (
    Calendar,
    month_span,
    part_of,
    third_of,
    year_span,
)

Days = tuple[date | None, date | None]
Reader = Callable[[re.Match[str], Calendar, int], Days | None]

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
}
_STEPS = {
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "following": 1,
    "last": -1,
    "past": -1,
    "previous": -1,
}
# Words in front of a time that change which days it stands for.
_MOD = re.compile(
    r"\b(by|before|prior to|until|till|through|after|since|from|starting|beginning|as of|"
    r"no later than|towards?|around|about|on or before)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_MOD_REACH = 20


# Words without one of which no rule of a kind can match; the names come from config.
_GATES = {
    "digit": r"\d\d?\d?\d?",
    "unit": r"(?:day|week|month|quarter|year)['’]?s?|half\w*|midway|end|"
    r"fiscal|financial|FY\W?\d+|[HQ]\d",
    "word": "today|yesterday|tomorrow",
}


def _needs(pattern: str) -> str:
    """The gate of a rule, by the groups its pattern must fill."""
    for group, gate in (
        ("month", "month"),
        ("Name", "month"),
        ("season", "season"),
        ("weekday", "weekday"),
        ("word", "word"),
        ("a", "digit"),
        ("y", "digit"),
    ):
        if f"(?P<{group}>" in pattern:
            return gate
    return "digit" if pattern.startswith("(?:in|since") else "unit"


class TimeGrammar:
    """Pairs of pattern and reader, longest wordings first; `rules` are tried in order."""

    def __init__(
        self,
        months: dict[str, int],
        weekdays: dict[str, int],
        seasons: dict[str, str],
        numbers: dict[str, int],
    ) -> None:
        self.months, self.weekdays, self.seasons, self.numbers = months, weekdays, seasons, numbers
        self.rules = [
            (label, _needs(pattern), re.compile(pattern, re.IGNORECASE), reader)
            for label, pattern, reader in self._grammar()
        ]
        words = {"month": choice(months), "season": choice(seasons), "weekday": choice(weekdays)}
        self.gates = {
            name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
            for name, pattern in (words | _GATES).items()
        }

    def _grammar(self) -> Iterator[tuple[str, str, Reader]]:
        month = rf"(?P<month>{choice(self.months)})\b\.?"
        season = rf"(?P<season>{choice(self.seasons)})\b"
        step = r"(?P<step>this|next|last|coming|past|previous|following|current)"
        third = r"(?P<third>early|mid|late)"
        ordinal = rf"(?P<ordinal>{choice(_ORDINALS)})"
        fiscal = (
            r"(?:FY\s?'?|(?:fiscal|financial)\s+(?:year\s+)?(?:20)?(?=\d\d\b))"
            r"(?:20)?(?P<fiscal>\d\d)\b"
        )
        unit = r"(?P<unit>day|week|month|quarter|year)"
        about = r"(?P<about>(?:about|around|some|nearly|almost)\s+)?"
        count = rf"(?P<count>\d{{1,2}}|{choice(self.numbers)})"
        which = rf"(?:of\s+)?(?:(?P<which>next|this|last)\s+year|{_YEAR})"
        yield "day", r"(?<!\d)(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)", _iso_day
        yield (
            "day",
            r"(?<![\d/])(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>(?:\d\d)?\d\d)(?![\d/])",
            _slashed,
        )
        yield (
            "day",
            rf"{month}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s*{which})?(?!\d)",
            self._day,
        )
        yield (
            "day",
            rf"(?<![\d$])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{month}(?:,?\s*{which})?(?![\w])",
            self._day,
        )
        yield (
            "half",
            rf"(?:H(?P<half>[12])|{ordinal}\s+half)\s*(?:of\s+)?(?:the\s+)?(?:{fiscal}|{_YEAR}|{step}?\s*year)",
            self._half,
        )
        yield (
            "quarter",
            rf"(?:Q(?P<quarter>[1-4])|{ordinal}\s+(?:calendar\s+|fiscal\s+)?quarter)\s*(?:of\s+)?(?:the\s+)?(?:{fiscal}|{_YEAR}|{step}?\s*year)?",
            self._quarter,
        )
        yield (
            "half",
            rf"(?:halfway|midway|half\s*way)\s+through\s+(?:the\s+)?{step}?\s*(?P<kind>fiscal|financial|calendar)?\s*year",
            _halfway,
        )
        yield "year", rf"{fiscal}", _fiscal
        yield "year", rf"{step}\s+(?:fiscal|financial)\s+year\b", _fiscal_step
        yield "month", rf"(?:{third}[\s-]+)?(?P<edge>end of\s+)?{month},?\s*{which}", self._month
        yield "season", rf"(?:{third}[\s-]+)?{season}\s+(?:of\s+)?{_YEAR}", self._season
        yield "season", rf"(?:later\s+)?{step}\s+(?:{third}[\s-]+)?{season}", self._season
        yield "season", rf"(?:in|by|during)\s+(?:the\s+)?(?:{third}[\s-]+)?{season}", self._season
        yield (
            "end",
            r"(?P<edge>end|close)\s+of\s+(?:the\s+)?(?P<step>this|next|last)?\s*(?P<unit>year|month|quarter|week)\b",
            _end_of,
        )
        yield "end", r"(?:(?:the\s+)?year['’]?s?[\s-]+end)\b", _end_of
        yield "end", rf"end\s+of\s+{_YEAR}", _end_of
        yield (
            "relative",
            rf"(?:later\s+)?{step}\s+(?P<unit>day|week|month|quarter|year)(?:['’]s)?\b",
            _step,
        )
        yield (
            "relative",
            rf"{about}{count}\s+{unit}s?\s+(?P<dir>ago|earlier|since|from now)\b",
            self._away,
        )
        yield (
            "relative",
            rf"(?P<dir>within|in)\s+(?:the\s+next\s+)?{count}\s+{unit}s?\b(?!\s+of)",
            self._away,
        )
        yield "day", r"(?P<word>today|yesterday|tomorrow)\b", _day_word
        yield (
            "day",
            rf"(?:(?P<which>next|last|this)\s+)?(?P<weekday>{choice(self.weekdays)})\b",
            self._weekday,
        )
        yield (
            "month",
            rf"(?:{step}\s+|(?:in|of|late|early|mid|end of|during|by|since|until|to|from|before|"
            rf"after|starting|beginning|come|through)[\s-]+)"
            rf"(?P<Name>{choice(self.months)})\b\.?(?!\s*\d)",
            self._bare_month,
        )
        yield (
            "year",
            rf"(?:in|since|during|by|until|of|for|through|late|early|mid|before|after|from)[\s-]+{_YEAR}\b(?![-/]\d)",
            _bare_year,
        )

    def _month_number(self, name: str) -> int:
        return self.months[name.lower()]

    def _day(self, match: re.Match[str], clock: Calendar, tense: int) -> Days | None:
        month, number = self._month_number(match["month"]), int(match["day"])
        if not match["month"][0].isupper() or not 1 <= number <= 31:
            return None
        year = _year_of(match, clock)
        try:
            day = date(year, month, number) if year else clock.nearest(month, number, tense)
        except ValueError:
            return None
        return (day, day) if day else None

    def _month(self, match: re.Match[str], clock: Calendar, tense: int) -> Days | None:
        year = _year_of(match, clock)
        if year is None or not match["month"][0].isupper():
            return None
        span = month_span(year, self._month_number(match["month"]))
        if match["edge"]:
            return span[1], span[1]
        return third_of(span, match["third"].lower()) if match["third"] else span

    def _bare_month(self, match: re.Match[str], clock: Calendar, tense: int) -> Days | None:
        name = match["Name"]
        if not name[0].isupper():
            return None
        step = _STEPS.get((match["step"] or "").lower(), 0)
        tense = step or tense
        middle = clock.nearest(self._month_number(name), 15, tense)
        if middle is None:
            return None
        span = month_span(middle.year, middle.month)
        third = re.search(r"\b(early|mid|late)\b", match.group(), re.IGNORECASE)
        return third_of(span, third.group().lower()) if third else span

    def _season(self, match: re.Match[str], clock: Calendar, tense: int) -> Days | None:
        groups = match.groupdict()
        season = self.seasons[groups["season"].lower()]
        if groups.get("year"):
            year = int(groups["year"])
        else:
            year = clock.today.year
            step = _STEPS.get((groups.get("step") or "this").lower(), 0)
            over = clock.season_span(year, season)[1] < clock.today
            if step > 0 and over:
                year += 1
            elif step < 0 and not over:
                year -= 1
            elif step == 0 and over and tense > 0:
                year += 1
        span = clock.season_span(year, season)
        return third_of(span, groups["third"].lower()) if groups.get("third") else span

    def _half(self, match: re.Match[str], clock: Calendar, tense: int) -> Days | None:
        number = int(match["half"]) if match["half"] else _ORDINALS[match["ordinal"].lower()]
        return part_of(_whole_year(match, clock), number, 2) if number <= 2 else None

    def _quarter(self, match: re.Match[str], clock: Calendar, tense: int) -> Days | None:
        number = int(match["quarter"]) if match["quarter"] else _ORDINALS[match["ordinal"].lower()]
        return part_of(_whole_year(match, clock), number, 4)

    def _away(self, match: re.Match[str], clock: Calendar, tense: int) -> Days | None:
        word = match["count"].lower()
        count = int(word) if word.isdigit() else self.numbers[word]
        direction, unit = match["dir"].lower(), match["unit"].lower()
        if direction in ("within", "in"):
            last = clock.away(count, unit)
            return (clock.today, last) if direction == "within" else (last, last)
        day = clock.away(count if direction == "from now" else -count, unit)
        loose = match.groupdict().get("about") or (
            word not in ("a", "an", "one") and not word.isdigit()
        )
        # "About three weeks" is good to a few days, "about three months" to a few weeks.
        slack = timedelta(
            {"day": 1, "week": 3, "month": 15, "quarter": 30, "year": 90}[unit] if loose else 0
        )
        return day - slack, day + slack

    def _weekday(self, match: re.Match[str], clock: Calendar, tense: int) -> Days | None:
        if not match["weekday"][0].isupper():
            return None
        day = clock.weekday(self.weekdays[match["weekday"].lower()], (match["which"] or "").lower())
        return day, day


def choice(words: Any) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def mod_before(match: re.Match[str]) -> re.Match[str] | None:
    return _MOD.search(match.string, max(0, match.start() - _MOD_REACH), match.start())


def _year_of(match: re.Match[str], clock: Calendar) -> int | None:
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if groups.get("which"):
        return clock.today.year + _STEPS[groups["which"].lower()]
    return None


def _whole_year(match: re.Match[str], clock: Calendar) -> tuple[date, date]:
    groups = match.groupdict()
    if groups.get("fiscal"):
        return clock.fiscal_span(2000 + int(groups["fiscal"]))
    if groups.get("year"):
        return year_span(int(groups["year"]))
    year = clock.today.year + _STEPS.get((groups.get("step") or "this").lower(), 0)
    return year_span(year)


def _iso_day(match: re.Match[str], clock: Calendar, tense: int) -> Days:
    day = date(int(match["y"]), int(match["m"]), int(match["d"]))
    return day, day


def _slashed(match: re.Match[str], clock: Calendar, tense: int) -> Days:
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    month, day = (second, first) if clock.day_first or first > 12 else (first, second)
    if month > 12:
        month, day = day, month
    read = date(year + 2000 if year < 100 else year, month, day)
    return read, read


def _halfway(match: re.Match[str], clock: Calendar, tense: int) -> Days:
    step = _STEPS.get((match["step"] or "this").lower(), 0)
    if match["kind"] and match["kind"].lower() != "calendar":
        span = clock.fiscal_span(clock.fiscal_year() + step)
    else:
        span = year_span(clock.today.year + step)
    middle = part_of(span, 2, 2)[0]
    # Two weeks before the middle to four after: "halfway" is no exact day.
    return middle - timedelta(17), middle + timedelta(30)


def _fiscal(match: re.Match[str], clock: Calendar, tense: int) -> Days:
    return clock.fiscal_span(2000 + int(match["fiscal"]))


def _fiscal_step(match: re.Match[str], clock: Calendar, tense: int) -> Days:
    return clock.fiscal_span(clock.fiscal_year() + _STEPS[match["step"].lower()])


def _end_of(match: re.Match[str], clock: Calendar, tense: int) -> Days:
    groups = match.groupdict()
    unit = (groups.get("unit") or "year").lower()
    if groups.get("year"):
        span = year_span(int(groups["year"]))
    else:
        span = clock.relative(_STEPS.get((groups.get("step") or "this").lower(), 0), unit)
    mod = mod_before(match)
    if mod and mod.group(1).lower() in ("by", "before", "no later than", "until"):
        return (clock.today if clock.today <= span[1] else span[0]), span[1]
    if unit == "year":
        return part_of(span, 4, 4)
    return third_of(span, "late") if unit != "week" else span


def _step(match: re.Match[str], clock: Calendar, tense: int) -> Days:
    span = clock.relative(_STEPS[match["step"].lower()], match["unit"].lower())
    if match.group().lower().lstrip().startswith("later") and span[1] >= clock.today:
        return clock.today, span[1]
    return span


def _day_word(match: re.Match[str], clock: Calendar, tense: int) -> Days:
    return clock.relative(
        {"yesterday": -1, "today": 0, "tomorrow": 1}[match["word"].lower()], "day"
    )


def _bare_year(match: re.Match[str], clock: Calendar, tense: int) -> Days:
    span = year_span(int(match["year"]))
    third = re.search(r"\b(early|mid|late)\b", match.group(), re.IGNORECASE)
    return third_of(span, third.group().lower()) if third else span
