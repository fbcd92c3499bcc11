"""Time expressions, resolved against the day the document was published, or the post they are in.

Two groups of marks are left. "timex" has every expression as TIMEX3 marks it: the
extent without its preposition, a type (DATE, TIME, DURATION, SET) and a value.
"times" has those that lie somewhere on the calendar, as claims are read from them:
with the preposition, and "from A to B" as one window.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cache, partial
from itertools import groupby
from typing import Any, NamedTuple

from monitor.config.known import Known
from monitor.extract.components.calendar import Calendar
from monitor.extract.components.doc import Doc
from monitor.extract.components.times_front import Prepositions
from monitor.extract.components.times_grammar import TimeGrammar
from monitor.extract.components.times_place import Place, Reading, Setting
from monitor.extract.components.times_tense import Tense
from monitor.extract.components.times_windows import windows
from monitor.extract.components.times_words import Words
from monitor.posted import post_days

_LETTERS = re.compile(r"[^\W\d_]+")
_FIGURES = re.compile(r"\d+")
# What makes figures a time without a word of time beside them: 1998, 9/1, 10:30, 80s, 5 p.m.
_TAIL = re.compile(r"[:/.]\d|(?:st|nd|rd|th)\b|['’]?s\b|\s?[ap]\.?\s?m\b")
# Or in front of them: '98, Q3, H1, FY15.
_HEAD = re.compile(r"(?:['’]|\b[qh]|\bfy\W?['’]?)$")
_HEAD_REACH = 4


class Found(NamedTuple):
    """An expression with its reading."""

    place: Place
    reading: Reading


class Times:
    """Leaves the marks "times" and "timex": `from` and `to` are ISO days or None."""

    def __init__(self, words: Words, prepositions: Prepositions) -> None:
        self.words = words
        self.prepositions = prepositions
        self.tense = Tense(words.sets)
        self.grammar = TimeGrammar()
        self._known = Known(self._is_of_time)

    def __call__(self, doc: Doc) -> None:
        found, text = list(self._found(doc)), doc.text
        doc.marks["timex"] = [_expression(one, text) for one in found]
        told = (one for one in found if one.reading.days and one.reading.label)
        doc.marks["times"] = [
            mark
            for clock, some in groupby(told, key=lambda one: one.place.clock)
            for mark in windows([_dated(one, text) for one in some], text, clock)
        ]

    def _found(self, doc: Doc) -> Iterator[Found]:
        text, low, sentences = doc.text, doc.low, doc.marks["sentences"]
        touched = self._touched(doc, [sentence["start"] for sentence in sentences])
        if not touched:
            return
        days = post_days(text)
        setting_on = cache(partial(self._setting, doc))
        before: tuple[int, Reading | None] = (-1, None)
        for number in sorted(touched):
            sentence = sentences[number]
            last = before[1] if before[0] == sentence["block"] else None
            tokens = self.words.tokens(low, text, sentence["start"], sentence["end"])
            setting = setting_on(days.on(sentence["start"]) or doc.published)
            for one in self._in_sentence(setting, tokens, last):
                if _is_day(one.reading):
                    before = sentence["block"], one.reading
                yield one

    def _setting(self, doc: Doc, today: date) -> Setting:
        clock = Calendar(today, doc.fiscal_start, doc.day_first, doc.southern)
        return Setting(doc.text, clock, self.tense, self.words.sets, self.prepositions)

    def _touched(self, doc: Doc, starts: list[int]) -> set[int]:
        """The sentences with a word of time or a figure that can be one; most have none."""
        known, low = self._known, doc.low
        hits = [start for word, start, _ in doc.words if known[word]]
        hits += [match.start() for match in _FIGURES.finditer(low) if _tells(low, *match.span())]
        touched = {bisect_right(starts, hit) - 1 for hit in hits}
        touched.discard(-1)
        return touched

    def _is_of_time(self, word: str) -> bool:
        """Whether a word, or the letters beside figures in one ("80s"), are of time."""
        return any(letters in self.words.anchors for letters in _LETTERS.findall(word))

    def _in_sentence(
        self, setting: Setting, tokens: list[Any], before: Reading | None
    ) -> Iterator[Found]:
        letters = "".join(token.letter for token in tokens)
        at = 0
        while True:
            found = self.grammar.find(letters, at)
            if found is None:
                return
            at, first = found
            for end, reader in self.grammar.matches(letters, at, first):
                place = Place(setting, tokens, letters, at, end, before)
                try:
                    reading = reader(place)
                except (ValueError, OverflowError):
                    at = end  # "February 31", or a year past the calendar's end: no time
                    break
                if reading is not None:
                    if _is_day(reading):
                        before = reading
                    yield Found(place, reading)
                    at = end
                    break
            else:
                at += 1


def _tells(low: str, start: int, end: int) -> bool:
    """Whether figures can be a time by themselves."""
    if end - start == len("1998") or _TAIL.match(low, end):
        return True
    return _HEAD.search(low, max(0, start - _HEAD_REACH), start) is not None


def _is_day(reading: Reading) -> bool:
    """Whether a later "a year earlier" can count from it."""
    return reading.told and reading.days is not None and reading.kind in ("DATE", "TIME")


def _expression(found: Found, text: str) -> dict[str, Any]:
    """The mark of TIMEX3: without preposition, with type and value."""
    place, reading = found
    start, end = place.tokens[place.first].start, place.tokens[place.last - 1].end
    days = reading.days
    return {
        "start": start,
        "end": end,
        "label": reading.kind,
        "value": reading.value,
        "from": days[0].isoformat() if days else None,
        "to": days[1].isoformat() if days else None,
        "words": text[start:end],
    }


def _dated(found: Found, text: str) -> dict[str, Any]:
    """The mark that claims are read from: with its preposition."""
    mark = _expression(found, text)
    mod = found.place.mod
    start = mod[0] if mod else mark["start"]
    behind = found.place.near(1)
    if found.reading.kind == "DURATION" and behind and behind.low == "since":
        mark["end"] = behind.end  # "three weeks since": so long ago, and the event follows
    return mark | {
        "start": start,
        "label": found.reading.label,
        "mod": mod[1] if mod else None,
        "words": text[start : mark["end"]],
    }
