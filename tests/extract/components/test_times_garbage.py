"""Any text at all is read, and no paragraph is read by another's words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.components.parts import marks, read

# Pieces of what the grammar of times looks for, so that random texts come near its rules.
# fmt: off
_PIECES = [
    "Monday", "Mon.", "Sundays", "May", "may", "Sept.", "March", "spring", "fall", "the", "a",
    "of", "in", "on", "by", "at", "from", "to", "until", "between", "and", "or", "every", "each",
    "last", "next", "this", "past", "same", "following", "early", "mid", "late", "later",
    "earlier", "ago", "end", "beginning", "first", "second", "third", "quarter", "half", "fiscal",
    "year", "years", "month", "week", "weeks", "day", "days", "hour", "decade", "century",
    "weekend", "morning", "night", "tonight", "noon", "midnight", "now", "recently", "soon",
    "Christmas", "Easter", "Thanksgiving", "annually", "per", "over", "about", "more than", "two",
    "twenty", "several", "hundred", "million", "0", "1", "12", "29", "31", "32", "99", "1865",
    "1998", "2014", "2100", "9999", "1998-10-30", "30/2/98", "99.99.9999", "10:30", "25:61",
    "5 p.m.", "12am", "1430 GMT", "EST", "1990s", "'90s", "'98", "Q3", "H1", "FY15", "3rd", "21st",
    "99th", "-", "–", ",", ".", "'s", "’s", "(", ")", "$300", "%", "will", "said", "was", "has",
    "had", "ended", "old", "times", "once", "period", "that", "its", "\n", "İ", "ß", "\u200b",
]
# fmt: on
_text = st.lists(st.sampled_from(_PIECES), max_size=40).flatmap(
    lambda pieces: st.sampled_from(["", " "]).map(lambda glue: glue.join(pieces))
)
_days = st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.isoformat)
_KINDS = {"DATE", "TIME", "DURATION", "SET"}
_LABELS = {"day", "month", "season", "quarter", "half", "year", "end", "relative", "window"}


@settings(max_examples=400)
@given(text=_text, published=_days)
def test_every_time_lies_in_the_text_and_begins_before_it_ends(text: str, published: str) -> None:
    doc = read(text, published)
    last = 0
    for mark in marks(doc, "timex"):
        assert last <= mark["start"] < mark["end"] <= len(text)
        last = mark["end"]
        assert mark["label"] in _KINDS
        assert mark["value"]
        assert _in_order(mark)
    for mark in marks(doc, "times"):
        assert mark["label"] in _LABELS
        assert mark["from"]
        assert mark["to"]
        assert _in_order(mark)


@settings(max_examples=150)
@given(text=_text, other=_text, published=_days)
def test_a_paragraph_is_read_the_same_whatever_stands_around_it(
    text: str, other: str, published: str
) -> None:
    first = "Nobody knew it then."
    around = f"{other.strip()} end here.\n\n{first} {_line(text)}"
    alone = f"{first} {_line(text)}"
    shift = len(around) - len(alone)
    for group in ("timex", "times"):
        expected = _moved(marks(read(alone, published), group), shift)
        found = [m for m in marks(read(around, published), group) if m["start"] >= shift]
        assert found == expected


@pytest.mark.parametrize(
    "piece",
    ["Monday ", "the end of the ", "two ", "two years ", "last ", "1998 ", "1998-", "12 ", "May ",
     "the second ", "twenty-", "early ", "a ", "and a half ", "5 p.m. ", "Q3 ", "3 days later ",
     "from 1998 to ", "'90s ", "every ", "week ended "],
    ids=str.strip,
)  # fmt: skip
def test_endless_repetition_of_a_word_of_time_is_read(piece: str) -> None:
    text = piece * 1500
    assert all(mark["end"] <= len(text) for mark in marks(read(text), "timex"))


def _line(text: str) -> str:
    return " ".join(text.split())


def _in_order(mark: dict[str, Any]) -> bool:
    return None in (mark["from"], mark["to"]) or mark["from"] <= mark["to"]


def _moved(found: list[dict[str, Any]], shift: int) -> list[dict[str, Any]]:
    return [mark | {"start": mark["start"] + shift, "end": mark["end"] + shift} for mark in found]
