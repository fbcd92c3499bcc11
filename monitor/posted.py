"""The line above a post of a thread, as reading a page writes it and readers of the text find it.

    **@ann_m** (Partner) – 2014-09-03

What stands below, up to the next one, was written by whom it names, on its day.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

# No sign of the line in a name or a rank, for it would end there.
_SIGNS = re.compile(r"[()*\s]+")
LINE = re.compile(
    r"^\*\*@(?P<name>[^()*\n]+)\*\*(?: \((?P<role>[^()*\n]+)\))?(?: – (?P<day>\d{4}-\d\d-\d\d))?$",
    re.MULTILINE,
)
BEGINS = "**@"


def line_of(name: str, role: str | None, day: date | None) -> str:
    """The line of a post; `role` is what a page calls its writer: a rank, a firm."""
    told = f" ({_plain(role)})" if role and _plain(role) else ""
    return f"{BEGINS}{_plain(name)}**{told}{f' – {day}' if day else ''}"


def _plain(text: str) -> str:
    return _SIGNS.sub(" ", text).strip()


def without_lines(quote: str) -> str:
    """A quote of a question and its answer, with a dash for the line of the post between them."""
    return LINE.sub("—", quote) if BEGINS in quote else quote


@dataclass(frozen=True, slots=True)
class PostDays:
    """Where posts begin in a text, and the day of each.

    Where its page tells none it is that of the post above: it was written then or later.
    """

    starts: Sequence[int]
    days: Sequence[date | None]

    def on(self, place: int) -> date | None:
        """The day of the post at a place of the text; None where none is known."""
        before = bisect_right(self.starts, place)
        return self.days[before - 1] if before else None


def line_above(text: str, place: int) -> str | None:
    """The line of the post at a place of a text; None where it is in none."""
    above = [match.group() for match in LINE.finditer(text, 0, place)]
    return above[-1] if above else None


def post_days(text: str) -> PostDays:
    """The days of the posts of a text; most texts have none."""
    found = list(LINE.finditer(text)) if BEGINS in text else []
    told = (_day(match["day"]) for match in found)
    return PostDays([match.start() for match in found], list(accumulate(told, _or_before)))


def _or_before(before: date | None, day: date | None) -> date | None:
    return day or before


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None  # "2014-02-30", in a text that no page was read for
