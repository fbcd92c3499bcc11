"""The words of a vocabulary, found as config spells them; and the gate before a topic's words."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.extract.components.doc import Doc
from monitor.extract.components.terms import Terms
from monitor.extract.nlp import entries, pattern
from tests.extract.components.parts import read, terms


def found(text: str, *phrases: str, gate: str | None = None, title: str = "") -> list[str]:
    """What a component given these phrases marks in a text."""
    doc = Doc(text, date(2014, 8, 14), title)
    Terms("g", entries({"label": phrases}), gate)(doc)
    return [text[start:end] for start, end, _ in terms(doc, "g")]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        pytest.param(
            "seat*", "Seats, a seat and seating.", ["Seats", "seat", "seating"], id="star"
        ),
        pytest.param("seat", "Seats, a SEAT and seating.", ["SEAT"], id="whole words, any case"),
        pytest.param("free of charge", "It is free\nof  charge.", ["free\nof  charge"], id="space"),
        pytest.param("free of charge", "It is free\n\nOf charge", [], id="no paragraph"),
        pytest.param("free of charge", "It is free\n \n of charge", [], id="nor a blank line"),
        pytest.param("free of charge", "A free-of-charge move.", ["free-of-charge"], id="hyphens"),
        pytest.param(
            "free of charge", "It is **free** of charge.", ["free** of charge"], id="bold"
        ),
        pytest.param("won't", "It won't, it won’t.", ["won't", "won’t"], id="both apostrophes"),
        pytest.param("won’t", "It won't, it won’t.", ["won't", "won’t"], id="curly in config"),
        pytest.param(
            "(we|it)'ll", "We'll see, it’ll do; they'll go.", ["We'll", "it’ll"], id="choice and '"
        ),
        pytest.param(
            ";",
            "It ends; it stays.",
            [";"],
            id="a sign behind a word",
        ),
        pytest.param("e-mail", "E-mail, email.", ["E-mail"], id="hyphen in config"),
        pytest.param("(e-mail|email)", "E-mail, email.", ["E-mail", "email"], id="choice"),
        pytest.param(
            "(any|) charge", "Any charge, no charge.", ["Any charge", "charge"], id="or not"
        ),
        pytest.param("spokes(man|woman)", "A spokeswoman.", ["spokeswoman"], id="part of a word"),
        pytest.param("over # GB", "Files over 1,5 GB.", ["over 1,5 GB"], id="number"),
        pytest.param("# GB", "Of 1,5 GB or 20 GB.", ["1,5 GB", "20 GB"], id="number first"),
        pytest.param(".ost", "An .ost, a.ost.", [".ost"], id="sign first"),
        pytest.param(
            "(a|) (b|) seat",
            "A b seat, a seat, b seat.",
            ["A b seat", "a seat", "b seat"],
            id="any part may be missing",
        ),
        pytest.param("seat", "A seat_plan.", [], id="an underscore is no edge"),
        pytest.param(
            "move* .. mail", "It moves all of your mail.", ["moves all of your mail"], id="gap"
        ),
        pytest.param("move* .. mail", "It moves. Mail stays.", [], id="no gap over a full stop"),
        pytest.param("office 365", "Office 3650, Office 365.", ["Office 365"], id="digits"),
        pytest.param("a.m.", "At 9 a.m. it opens, Adam.", ["a.m."], id="full stops are themselves"),
        pytest.param("C++", "In C++ and C.", ["C++"], id="signs are themselves"),
        pytest.param("second-hand", "A second hand, second-hand.", ["second-hand"], id="joined"),
        pytest.param(
            "no (extra|) cost", "At no cost, no extra cost.", ["no cost", "no extra cost"], id="two"
        ),
        pytest.param("free of", "It is free.", [], id="nothing behind its first word"),
        pytest.param("Größe", "Die GRÖSSE, die größe.", ["größe"], id="letters of other tongues"),
    ],
)
def test_a_phrase_is_found(phrase: str, text: str, expected: list[str]) -> None:
    assert found(text, phrase) == expected


def test_the_longer_phrase_wins() -> None:
    assert found("It is free of charge.", "free", "free of charge") == ["free of charge"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A mail archive.", id="with the word"),
        pytest.param("An archive.", id="without it"),
        pytest.param("An e-mail archive.", id="a part of a hyphened word"),
    ],
)
def test_a_word_that_may_be_missing_gives_no_second_mark(text: str) -> None:
    assert len(found(text, "(mail|e-mail|) archive*", "archive*")) == 1


def test_no_phrases_find_nothing() -> None:
    assert found("It is free of charge.") == []


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        pytest.param("A seat.", "", [], id="the program is not named"),
        pytest.param("Proga has a seat.", "", ["seat"], id="named in the text"),
        pytest.param("A seat.", "News of Proga", ["seat"], id="named in the title"),
        pytest.param("A seat. Later: proga.", "", ["seat"], id="named behind, in small letters"),
        pytest.param("Progatic has a seat.", "", [], id="part of another word"),
    ],
)
def test_a_topic_s_words_count_only_where_its_program_is_named(
    text: str, title: str, expected: list[str]
) -> None:
    assert found(text, "seat", gate=pattern(["Proga"]), title=title) == expected


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        pytest.param("It is free of charge.", {"free"}, id="free"),
        pytest.param("Feel free to ask.", {"free", "not-free"}, id="feel free"),
        pytest.param("It covers mail.", {"provide"}, id="covers"),
        pytest.param("It doesn't cover mail.", {"exclude", "provide"}, id="doesn't, straight"),
        pytest.param("It doesn’t cover mail.", {"exclude", "provide"}, id="doesn’t, curly"),
        pytest.param("It includes only mail.", {"provide", "only"}, id="only"),
        pytest.param("Customers are sent to partners.", {"hand-over"}, id="sent to"),
        pytest.param("The report is wrong.", {"report", "wrong"}, id="wrong"),
        pytest.param("For example, this one.", {"example"}, id="example"),
    ],
)
def test_words_of_the_language(text: str, labels: set[str]) -> None:
    assert labels <= {label for _, _, label in terms(read(text), "words")}


def test_marks_stand_in_order_of_place_longest_first() -> None:
    doc: Doc = read("It is free of charge, and feel free to ask what it covers.")
    places = [(start, -end) for start, end, _ in terms(doc, "words")]
    assert places == sorted(places)
