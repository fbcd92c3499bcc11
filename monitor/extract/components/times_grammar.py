"""The grammar of time expressions: patterns over the letters of words, and who reads each.

A pattern sees one letter a token (see times_words), so it is short and its cost
is bounded by the number of tokens. At a place the first pattern that matches and
whose reader takes it wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.extract.components import (
    times_clock,
    times_dates,
    times_days,
    times_spells,
    times_steps,
    times_years,
)
from monitor.extract.components.times_place import Reader

_YEAR = "[yY]"
_NUMBER = r"(?:aL?|[Ndnfy](?:-?N)?L?|v|L)"
# "Nearly", and "over" where it cannot be the preposition of the whole ("for over a year").
_ABOUT = r"(?:G|(?<=[iG])4)?"
_AND_HALF = r"(?:-?&-?a-?h)?"
_WEEKDAY = r"(?:[Wj],?)?"
_DATE = (
    rf"(?:{_WEEKDAY}[Mm][do],?I?{_YEAR}|{_WEEKDAY}T?[do]I?[Mm],?{_YEAR}"
    rf"|{_WEEKDAY}(?:M[do]|T?[do]I?M)(?:,?I?sU)?|T[do]I?sU"
    rf"|T[Oz]I(?:[Mm](?:,?{_YEAR})?|sU))"
)
_DAY = rf"(?:0|{_DATE}|T?sW(?:I?sU)?|W(?:I?sU)?|D|(?<=@)To(?![xUuMSIqhLO-])|T?s?l(?:,?{_YEAR})?)"
_CLOCK = r"(?:(?:[dcN]-?C|c|6)Z?|[nyYd]Z)"
_HOUR = rf"(?:{_CLOCK}(?:iTP|P)?)"
_EDGE = r"(?:T?EI)?"
_EARLY = r"(?:[eb]-?)?"
_EARLY_IN = r"(?:e[-i]?|b-?)?"  # "early 2018", "early in 2018"
# The year that a part of one belongs to.
_OF_YEAR = rf"(?:,?I?(?:F|T?gU?{_YEAR}|gd|T?U?{_YEAR}|T?sg?U|TgU?|3))"
_UNIT = "[Uuq]"
# Letters without one of which no pattern matches, and how many may stand in front of the first.
_CORE = re.compile(r"[MmWwSqUuHDtPp6kXVlABzQJFgyYcC03~sZEo]")
_BEFORE_CORE = 10
# Letters with which no pattern begins; most words of a text are "x".
_NO_START = r"(?![x,;'$Ii@&7-])"

_RULES: tuple[tuple[str, Reader], ...] = (
    (rf"{_WEEKDAY}M[do]-[do](?:,?{_YEAR})?", times_days.day_range),
    (rf"T?[do]-[do]I?M(?:,?{_YEAR})?", times_days.day_range),
    (r"y-[dn]", times_days.year_range),
    (rf"TUI{_WEEKDAY}(?:M[do]|T?[do]I?M)(?:,?{_YEAR})?", times_days.week_of),
    (
        rf"(?:{_HOUR},?@?|T?{_EARLY}PI)?{_EARLY}{_DAY}(?:'?(?:e?P)|,?@?{_HOUR})?",
        times_days.moment,
    ),
    (rf"T?euI(?:{_DAY})", times_days.moment),
    (rf"Ts(?:[BUq])(?:aU[Ab]|sU|I?{_YEAR}|IsU)|T?U-[Ab][Bq]", times_steps.counterpart),
    (rf"(?:sU'?|[Ts])?(?:g-?)?[Oz]-?(?:g-?)?q{_OF_YEAR}", times_dates.quarter),
    (r"(?:sU'?|[Ts])?(?:g-?)?[Oz]-?(?:g-?)?q(?!I)", times_dates.quarter),
    (rf"Q{_OF_YEAR}?|{_YEAR}Q|FQ", times_dates.quarter),
    (rf"(?:sU'?|T)?[Oz]-?h(?:{_OF_YEAR}|IT?M(?:,?{_YEAR})?)|sU'?[Oz]-?h", times_dates.half),
    (rf"J{_OF_YEAR}?|{_YEAR}J|FJ", times_dates.half),
    (rf"T[Oz][dN]u{_OF_YEAR}", times_dates.months_of),
    (r"~T?s?g?U", times_dates.midway),
    (rf"{_EDGE}{_EARLY}(?:F|T?gU?{_YEAR}|gd|T?sgU|Tg(?:U))", times_dates.fiscal_year),
    (rf"{_EDGE}(?:T?s{{1,2}})?{_EARLY_IN}M(?:,?I?(?:{_YEAR}|sU|3))?", times_dates.month),
    (rf"{_EDGE}b?T?s{{0,2}}{_EARLY}S(?:,?I?(?:{_YEAR}|sU|3))?|a[x5]S", times_dates.season),
    (rf"{_EDGE}T?(?:e-?)?k", times_years.decade),
    (rf"{_EDGE}T?(?:e-?)?[oO]-?U", times_years.century),
    (r"T?EI(?:T|s|Ts)g?[Uq]|(?:[Ts]|sU)?U'?-?E(?!I)", times_steps.edge),
    (rf"T?s-?{_NUMBER}{_AND_HALF}-?{_UNIT}", times_steps.past_count),
    (
        rf"G?{_NUMBER}{_AND_HALF}-?{_UNIT}(?:&ah)?-?A|{_NUMBER}{_AND_HALF}-?{_UNIT}(?:&ah)?-?b|h?aU[Ab]|a?U-[Ab]|u[Ab]",
        times_steps.away,
    ),
    (rf"{_EDGE}{_EARLY}T?s{{1,2}}(?:U|q|H)", times_steps.step),
    (r"T?EITH|TH", times_steps.weekend),
    (r"T?[rs]u", times_steps.recent),
    (rf"{_EDGE}(?:TU|{_EARLY_IN}){_YEAR}|3", times_years.year),
    (
        rf"R(?:{_NUMBER}{_UNIT}|hU|[UqWMSPHl])|(?:[Ndv](?:7[Nd])?)?K(?:-?a-?U|[9R]U)",
        times_spells.every,
    ),
    (r"W?w", times_spells.weekdays),
    (r"e?t|sP|[T2]P|e-?P|P", times_clock.part),
    (_HOUR, times_clock.hour),
    (
        rf"{_ABOUT}{_NUMBER}{_UNIT}(?:,?&{_NUMBER}|,?[dN]){_UNIT}",
        times_spells.compound,
    ),
    (rf"(?:{_ABOUT}|T){_NUMBER}[5xg]u", times_spells.filled),
    (
        rf"{_ABOUT}{_NUMBER}{_AND_HALF}-?(?:{_UNIT}|-z)(?:&ah)?(?:-?8)?|T{_NUMBER}u"
        rf"|{_ABOUT}haU|h-U|9U",
        times_spells.duration,
    ),
    (r"T?1T?U", times_spells.whole),
    (r"2[Uq]", times_steps.that),
    (r"T[Uq]", times_steps.running),
    (r"u", times_spells.long_units),
    (r"X", times_spells.adverb),
    (r"V", times_spells.vague),
    (r"Ts", times_spells.bare_past),
)


class TimeGrammar:
    """All patterns as one alternation, and each for itself."""

    def __init__(self) -> None:
        self._each = [(re.compile(pattern), reader) for pattern, reader in _RULES]
        choices = "|".join(f"({pattern})" for pattern, _ in _RULES)
        self._any = re.compile(f"{_NO_START}(?:{choices})")

    def find(self, letters: str, at: int) -> tuple[int, int] | None:
        """The next place from `at` on where a pattern matches, and the number of the first."""
        core = _CORE.search(letters, at)
        if core is None:
            return None
        match = self._any.search(letters, max(at, core.start() - _BEFORE_CORE))
        return (match.start(), (match.lastindex or 1) - 1) if match else None

    def matches(self, letters: str, at: int, first: int) -> Iterator[tuple[int, Reader]]:
        """Where the patterns from a number on that match at a place end, and who reads them."""
        for pattern, reader in self._each[first:]:
            match = pattern.match(letters, at)
            if match and match.end() > at:
                yield match.end(), reader
