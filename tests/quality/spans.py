"""How well times and attributions are read in news: the rules of news/README.md."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tests.quality.agreement import overlap
from tests.quality.gold import Place
from tests.quality.scoring import Tally

# Lengths that are written in two ways.
_SAME_LENGTH = {"P1DE": "P10Y", "PT24H": "P1D", "P7D": "P1W", "P12M": "P1Y"}
_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: its TIMEX3 value, and the days it means (None: no days, or open)."""

    place: Place
    value: str | None
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution by the places of its parts."""

    cue: Place | None
    speaker: Place | None
    content: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage with what is marked in it, by a reader or by the program."""

    text: str
    times: tuple[Time, ...]
    said: tuple[Said, ...]


# The labelled passage, and the same one as the program reads it.
Both = tuple[Marked, Marked]


def score_times(passages: Iterable[Both]) -> dict[str, Tally]:
    """Extents equal ("exact") and touching, values equal and days equal where they touch."""
    total = dict.fromkeys(("exact", "touched", "value", "days"), Tally())
    for gold, read in passages:
        met = _matches(gold.times, read.times)
        a, b = len(gold.times), len(read.times)
        exact = len({time.place for time in gold.times} & {time.place for time in read.times})
        values = sum(_value(one) is not None and _value(one) == _value(two) for one, two in met)
        days = sum(bool(_days(one)) and _days(one) == _days(two) for one, two in met)
        total["exact"] += _tally(exact, a, b)
        total["touched"] += _tally(len(met), a, b)
        total["value"] += _tally(values, a, b)
        dated = [sum(bool(_days(time)) for time in side) for side in (gold.times, read.times)]
        total["days"] += _tally(days, *dated)
    return total


def _tally(right: int, asked: int, read: int) -> Tally:
    return Tally(right, read - right, asked - right)


def _matches(gold: Sequence[Time], read: Sequence[Time]) -> list[tuple[Time, Time]]:
    """Expressions that touch, each at most once, the longest overlap first."""
    near = [
        (-overlap(one.place, two.place), i, j)
        for i, one in enumerate(gold)
        for j, two in enumerate(read)
    ]
    pairs: dict[int, int] = {}
    for minus, i, j in sorted(near):
        if minus and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(gold[i], read[j]) for i, j in pairs.items()]


def _value(time: Time) -> str | None:
    return _SAME_LENGTH.get(time.value, time.value) if time.value else None


def _days(time: Time) -> tuple[str | None, str | None] | None:
    """Lengths, sets and vague times mean no days; they count neither way."""
    return (time.first, time.last) if time.first or time.last else None


_PARTS: dict[str, Callable[[Said], tuple[Place | None, ...]]] = {
    "cue": lambda said: (said.cue,),
    "speaker": lambda said: (said.speaker,),
    "content": lambda said: said.content,
}


def score_said(passages: Iterable[Both]) -> dict[str, Tally]:
    """For each part of an attribution: spans that are equal ("exact"), and tokens covered."""
    total = {f"{part} {by}": Tally() for part in _PARTS for by in ("exact", "tokens")}
    for gold, read in passages:
        for part, of in _PARTS.items():
            one, two = _places(gold, of), _places(read, of)
            total[f"{part} exact"] += _tally(len(one & two), len(one), len(two))
            one, two = _tokens(gold.text, one), _tokens(gold.text, two)
            total[f"{part} tokens"] += _tally(len(one & two), len(one), len(two))
    return total


def _places(marked: Marked, of: Callable[[Said], tuple[Place | None, ...]]) -> set[Place]:
    """The spans of one part; one that serves several attributions counts once."""
    return {place for said in marked.said for place in of(said) if place}


def _tokens(text: str, places: Iterable[Place]) -> set[Place]:
    """The words and signs that stand in any of the places, or partly in it."""
    spans = [match.span() for match in _TOKEN.finditer(text)]
    return {span for place in places for span in spans if overlap(span, place)}
