"""`monitor_times`: time expressions, resolved against the day the document was published.

`doc.user_data` gives what a resolution needs: "published" (ISO day),
"fiscal_start" (the first month of the fiscal year that FY15 counts in),
"day_first" (whether 1/9 is the first of September), "southern" (seasons).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from monitor.extract.components.calendar import (
    Calendar,
    add_months,
)
from monitor.extract.components.marks import leave_marks, text_of
from monitor.extract.components.times_grammar import Days, Reader, TimeGrammar, mod_before

_AHEAD = re.compile(
    r"\b(?:will|going to|to (?:start|begin|end|launch)|plans?|starting|begins?|starts?|until|"
    r"through|by|due|expires?|ends?|available|from)\b",
    re.I,
)
_BEHIND = re.compile(
    r"\b(?:was|were|had|since|debuted|launched|ago|last|began|started|announced|revealed)\b", re.I
)
_JOIN = re.compile(r"\s*(?:,\s*)?(?:to|through|until|till|and|-|–|—)\s*", re.I)
_HAS_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# How many characters around an expression tell whether it lies ahead or behind.
_NEAR = 60


class Times:
    """Writes the span group "times": `from` and `to` are ISO days or None."""

    def __init__(self, grammar: TimeGrammar) -> None:
        self.rules = grammar.rules
        self.gates = grammar.gates

    def __call__(self, doc: Doc) -> Doc:
        marks = self._marks(doc) if doc.user_data.get("published") else []
        leave_marks(doc, "times", marks)
        return doc

    def _marks(self, doc: Doc) -> list[dict[str, Any]]:
        text, data = text_of(doc), doc.user_data
        clock = Calendar(
            date.fromisoformat(data["published"]),
            data.get("fiscal_start", 1),
            bool(data.get("day_first")),
            bool(data.get("southern")),
        )
        found: list[dict[str, Any]] = []
        for sentence in doc.spans["sentences"].attrs["marks"]:
            start, end = sentence["start"], sentence["end"]
            found += self._in_sentence(text, start, end, clock)
        return _windows(sorted(found, key=lambda mark: mark["start"]), text, clock)

    def _in_sentence(
        self, text: str, start: int, end: int, clock: Calendar
    ) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        # Most sentences tell no time: a rule is tried only where its kind of word stands.
        there = {name for name, gate in self.gates.items() if gate.search(text, start, end)}
        for label, needs, pattern, reader in self.rules:
            if needs not in there:
                continue
            for match in pattern.finditer(text, start, end):
                if any(m["start"] < match.end() and match.start() < m["end"] for m in found):
                    continue
                days = _read(reader, match, clock, text)
                if days is not None:
                    found.append(_mark(match, label, days))
        return found


def _read(reader: Reader, match: re.Match[str], clock: Calendar, text: str) -> Days | None:
    around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    tense = bool(_AHEAD.search(around)) - bool(_BEHIND.search(around))
    try:
        return reader(match, clock, tense)
    except (ValueError, OverflowError):
        return None  # "February 31", or a year past the calendar's end: words, but no time


def _mark(match: re.Match[str], label: str, days: Days) -> dict[str, Any]:
    mod = mod_before(match)
    start = mod.start(1) if mod else match.start()
    return {
        "start": start,
        "end": match.end(),
        "label": label,
        "from": days[0].isoformat() if days[0] else None,
        "to": days[1].isoformat() if days[1] else None,
        "mod": mod.group(1).lower() if mod else None,
        "words": match.string[start : match.end()],
    }


def _windows(marks: list[dict[str, Any]], text: str, clock: Calendar) -> list[dict[str, Any]]:
    """Join "from A to B" and "between A and B" into one window."""
    joined: list[dict[str, Any]] = []
    for mark in marks:
        last = joined[-1] if joined else None
        opened = last and (
            last["mod"] in ("from", "starting", "beginning", "since")
            or text[max(0, last["start"] - 8) : last["start"]].lower().rstrip().endswith("between")
            or mark["mod"] in ("through", "until", "till")
            or re.fullmatch(r"\s*[-–—]\s*", text[last["end"] : mark["start"]])
        )
        gap = text[last["end"] : mark["start"]] if last else ""
        link = bool(last) and (
            _JOIN.fullmatch(gap)
            or (mark["mod"] in ("through", "until", "till") and not gap.strip())
        )
        if last is None or not (opened and link and last["from"] and mark["to"]):
            joined.append(mark)
            continue
        first = date.fromisoformat(last["from"])
        end = date.fromisoformat(mark["to"])
        if not _HAS_YEAR.search(text, last["start"], mark["end"]) and end < clock.today:
            end = add_months(
                end, 12
            )  # a window without years that a text still speaks of lies ahead
            first = add_months(first, 12)
        while first > end:  # "Sept. 1 to March 31, 2015": the first day's year is the one before
            first = first.replace(year=first.year - 1, day=min(first.day, 28))
        joined[-1] = {
            **last,
            "end": mark["end"],
            "label": "window",
            "from": first.isoformat(),
            "to": end.isoformat(),
            "mod": None,
            "words": text[last["start"] : mark["end"]],
        }
    return joined


@Language.factory(
    "monitor_times", default_config={"months": {}, "weekdays": {}, "seasons": {}, "numbers": {}}
)
def make_times(
    nlp: Language,
    name: str,
    months: dict[str, int],
    weekdays: dict[str, int],
    seasons: dict[str, str],
    numbers: dict[str, int],
) -> Times:
    return Times(TimeGrammar(months, weekdays, seasons, numbers))
