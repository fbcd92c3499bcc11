"""Days as columns: stretches with readings to scale, gaps between them cut short.

A column is a sign of a terminal, or a part of a picture's width.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from monitor.interval import DaySpan
from monitor.wording import MONTHS

# Letters of a stretch, so that its month can stand over it, and of a gap that is cut short.
_LEAST = 9
_GAP = 5
# Years are marked where a stretch is longer than this, months where it is shorter.
_YEARS = 900


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days side by side on `width` columns from `left` on; `silent`: a gap."""

    first: date
    last: date
    left: int
    width: int
    silent: bool

    def column(self, day: date) -> int:
        """Where a day of the stretch stands."""
        days = (self.last - self.first).days
        into = min(max((day - self.first).days, 0), days)
        return self.left + (round(into * (self.width - 1) / days) if days else 0)


@dataclass(frozen=True, slots=True)
class Axis:
    """All stretches, in order and without anything between them."""

    stretches: tuple[Stretch, ...]

    @property
    def width(self) -> int:
        last = self.stretches[-1]
        return last.left + last.width

    def column(self, day: date) -> int:
        """Where a day stands; one outside at the nearer end."""
        inside = (one for one in self.stretches if day <= one.last)
        return next(inside, self.stretches[-1]).column(day)

    def silent_columns(self) -> Iterator[int]:
        """The columns in which nothing was read."""
        for one in self.stretches:
            if one.silent:
                yield from range(one.left, one.left + one.width)

    def ticks(self) -> Iterator[tuple[int, str]]:
        """The months or years worth a label, by column; the ends of each stretch first."""
        for one in self.stretches:
            if not one.silent:
                yield from ((one.column(day), words) for day, words in _ticks(one))

    def labels(self) -> str:
        """The months or years over the columns, as many as have room."""
        line = [" "] * self.width
        for one in self.stretches:
            if not one.silent:
                for day, words in _ticks(one):
                    _write(line, one, day, words)
        return "".join(line).rstrip()


def make_axis(first: date, last: date, gaps: Sequence[DaySpan], width: int, fine: int = 1) -> Axis:
    """The days from `first` to `last` on at most `width` columns, one at least a stretch.

    `fine`: so many columns are as wide as a letter.
    """
    parts = list(_parts(first, last, gaps))
    least = sum(_GAP if silent else _LEAST for _, _, silent in parts) * fine
    if least > width:  # too many gaps to cut each of them short
        return _cut([(first, last, False)], width, fine)
    return _cut(parts, width, fine)


def _parts(first: date, last: date, gaps: Sequence[DaySpan]) -> Iterator[tuple[date, date, bool]]:
    day = first
    for gap in gaps:
        assert gap.earliest is not None
        assert gap.latest is not None
        if day < gap.earliest:
            yield day, gap.earliest - timedelta(days=1), False
        yield gap.earliest, gap.latest, True
        day = gap.latest + timedelta(days=1)
    yield day, last, False


def _cut(parts: Sequence[tuple[date, date, bool]], width: int, fine: int) -> Axis:
    """Room to scale beyond the least that each must have."""
    gap, least = _GAP * fine, _LEAST * fine
    days = [0 if silent else (last - first).days for first, last, silent in parts]
    spare = width - sum(gap if silent else least for _, _, silent in parts)
    left, stretches = 0, []
    for (first, last, silent), long in zip(parts, days, strict=True):
        more = spare * long // sum(days) if sum(days) and spare > 0 else 0
        columns = gap if silent else min(least, width) + more
        stretches.append(Stretch(first, last, left, columns, silent))
        left += columns
    return Axis(tuple(stretches))


def _ticks(stretch: Stretch) -> Iterator[tuple[date, str]]:
    """Both ends first, for they matter most; then what lies between, where there is room."""
    first, last = stretch.first, stretch.last
    yield first, _month(first)
    if (last - first).days > _YEARS:
        yield last, _month(last)
        for year in range(first.year + 1, last.year + 1):
            yield date(year, 1, 1), str(year)
        return
    if (first.year, first.month) != (last.year, last.month):
        yield last, _month(last)
    for month in range(first.year * 12 + first.month, last.year * 12 + last.month - 1):
        day = date(month // 12, month % 12 + 1, 1)
        yield day, _month(day)


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _write(line: list[str], stretch: Stretch, day: date, words: str) -> None:
    """The words from the column of the day on, or up to the end; nothing where others stand."""
    end = stretch.left + stretch.width
    at = max(stretch.left, min(stretch.column(day), end - len(words)))
    around = line[max(0, at - 1) : at + len(words) + 1]
    if at + len(words) <= len(line) and not "".join(around).strip():
        line[at : at + len(words)] = words
