"""No text at all stops a component, and every mark lies where it says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.extract.passages import passages
from tests.extract.components.parts import marks, read, terms

# Pieces of what the components look for, so that random texts come near their rules.
# fmt: off
_PIECES = [
    "said", "says", "told", "denied", "declined to", "according to", "Anna Berg", "Berg", "she",
    "sources", "a partner", "Microsoft", "the company", "slides", "“", "”", '"', "'", "’", ",",
    ".", ":", ";", "?", "!", "…", "(", ")", "[", "]", "*", "**", "_", "#", "# ", "- ", "1. ",
    "> ", "\n", " \n", "\n\n", "\t", "\r\n", "\xa0", "Sept.", "Sept. 1", "31", "32", "2014",
    "1/9/14", "0/0/00", "99/99/9999", "9999-12-31", "0000-00-00", "Q5", "H2", "FY15", "FY99",
    "Feb. 30", "next", "last", "this", "year", "month", "from", "to", "until", "between", "and",
    "–", "-", "by", "end of", "halfway through the", "fall", "Monday", "99 years ago",
    "in 99 years", "in a", "$", "US$", "€", "150", "0", "1,500", "1.5", "99999999999999999999",
    "million", "hundred", "a few", "seats", "engineers", "per seat", "or more", "at least",
    "fewer than", "minimum", "no minimum", "+", "≥", "<", "%", "k", "not", "may", "will", "but",
    "[!will]", "É", "ß", "İ", "中文", "😀", "👩\u200d💻", "\u202e", "\u200b", "\ufeff", "\x00", "a\u0301",
]
# fmt: on

_soup = st.lists(st.sampled_from(_PIECES), max_size=30).flatmap(
    lambda pieces: st.sampled_from(["", " "]).map(lambda glue: glue.join(pieces))
)
# A lone surrogate is no character: no text that could be stored holds one.
_noise = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
_texts = st.one_of(_soup, _noise)
_days = st.dates(date(1990, 1, 1), date(2100, 12, 31)).map(date.isoformat)


@settings(max_examples=300)
@given(text=_texts, published=_days, country=st.sampled_from(["US", "GB", "AU"]))
@example(text="- said'says", published="2014-08-01", country="US")
def test_any_text_is_read_and_every_mark_lies_inside_it(
    text: str, published: str, country: str
) -> None:
    doc = read(text, published, country)
    assert doc.text == text
    for group in doc.marks:
        for mark in marks(doc, group):
            assert 0 <= mark["start"] <= mark["end"] <= len(text)
            assert text[mark["start"] : mark["end"]] or group == "speech"
            for word in ("words", "cue"):
                assert (mark.get(word) or "").strip() in text
    for group in doc.lookups:
        assert all(0 <= start < end <= len(text) for start, end, _ in terms(doc, group))
    for time in marks(doc, "times"):
        assert None in (time["from"], time["to"]) or time["from"] <= time["to"]
    for quantity in marks(doc, "quantities"):
        assert None in (quantity["low"], quantity["high"]) or quantity["low"] <= quantity["high"]


@settings(max_examples=100)
@given(text=_texts)
def test_passages_are_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for passage in passages(read(text)):
        assert end <= passage.start < passage.end
        assert passage.text == text[passage.start : passage.end] == passage.text.strip()
        end = passage.end


@settings(max_examples=100)
@given(text=_texts)
def test_the_same_text_is_read_the_same(text: str) -> None:
    assert _all_marks(text) == _all_marks(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" * 20_000, id="one endless word"),
        pytest.param("ab" * 200_000, id="one word of half a megabyte"),
        pytest.param("2 " * 40_000, id="a line of figures"),
        pytest.param("1" * 5_000, id="one endless number"),
        pytest.param("1," * 5_000, id="commas"),
        pytest.param(" " * 20_000, id="spaces"),
        pytest.param("\n" * 20_000, id="line ends"),
        pytest.param("- " * 3_000, id="dashes"),
        pytest.param("*" * 2_000, id="stars"),
        pytest.param('"' * 2_000, id="quotation marks"),
        pytest.param("one hundred " * 300, id="numerals"),
        pytest.param("Anna Berg " * 3_000, id="names"),
        pytest.param("Anna Berg, who said, " * 200, id="speakers"),
        pytest.param("from Sept. 1 to " * 300, id="windows"),
        pytest.param("at least 150 " * 2_000, id="limits without a unit"),
        pytest.param("the end of the " * 1_000, id="beginnings of a time"),
        pytest.param("$1-" * 3_000, id="sums"),
        pytest.param("> " * 3_000, id="quoted again and again"),
        pytest.param("| " * 3_000, id="cells"),
        pytest.param("." * 20_000, id="full stops"),
        pytest.param("Mr. Smith vs. Dr. Jones " * 4_000, id="abbreviations"),
        pytest.param("It will not move 150 seats of email free of charge " * 2_000, id="no end"),
    ],
)
def test_endless_repetition_is_read(text: str) -> None:
    doc = read(text)
    assert all(mark["end"] <= len(text) for group in doc.marks for mark in marks(doc, group))
    assert all(end <= len(text) for group in doc.lookups for _, end, _ in terms(doc, group))


def test_a_trigger_in_a_text_without_a_sentence_colours_nothing() -> None:
    assert marks(read("[!will]"), "triggers") == []


def _all_marks(text: str) -> dict[str, list[Any]]:
    doc = read(text)
    return doc.marks | {group: terms(doc, group) for group in doc.lookups}
