"""The phrase language of config/: what a phrase means, and what is no phrase."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from monitor.config.phrases import Phrase, any_of, seconds

PHRASE = TypeAdapter[str](Phrase)


def found(phrases: list[str], text: str) -> str | None:
    """The words that match first."""
    pattern = any_of([PHRASE.validate_python(phrase) for phrase in phrases])
    assert pattern is not None
    match = pattern.search(text)
    return match.group() if match else None


MEANINGS = [
    # phrase, text, the words it finds (None: nothing)
    pytest.param("seat", "one seat only", "seat", id="a word"),
    pytest.param("seat", "Seat by SEAT", "Seat", id="in any case"),
    pytest.param("seat", "two seats", None, id="not the beginning of a longer word"),
    pytest.param("seat", "unseat", None, id="not the end of one"),
    pytest.param("seat", "(seat).", "seat", id="marks end a word"),
    pytest.param("seat*", "two seats.", "seats", id="a word and its endings"),
    pytest.param("seat*", "one seat", "seat", id="no ending is an ending too"),
    pytest.param("seat*", "deseated", None, id="endings, not beginnings"),
    pytest.param("free of charge", "free of charge", "free of charge", id="words in order"),
    pytest.param("free of charge", "free-of-charge", "free-of-charge", id="hyphens are spaces"),
    pytest.param("free of charge", "free of\ncharge", "free of\ncharge", id="line breaks too"),
    pytest.param("free of charge", "free  of  charge", "free  of  charge", id="so are many"),
    pytest.param("free of charge", "free **of** charge", "free **of** charge", id="and emphasis"),
    pytest.param("free of charge", "charge of free", None, id="no other order"),
    pytest.param("free of charge", "free of any charge", None, id="nothing between"),
    pytest.param("free of charge", "free. Of charge", None, id="not over the end of a sentence"),
    pytest.param("move* .. email", "moves email", "moves email", id="a gap may be empty"),
    pytest.param(
        "move* .. email", "moving the old email", None, id="the ending is of its own word"
    ),
    pytest.param(
        "mov* .. email",
        "moving all of your email",
        "moving all of your email",
        id="a gap of three words",
    ),
    pytest.param(
        "mov* .. email",
        "moving a, b and c email",
        "moving a, b and c email",
        id="four, with a comma",
    ),
    pytest.param("mov* .. email", "moving a b c d e email", None, id="five are too many"),
    pytest.param("mov* .. email", "moving files. New email", None, id="not over a full stop"),
    pytest.param("mov* .. email", "moving files; email", None, id="nor a semicolon"),
    pytest.param("mov* .. email", "moving files\nemail", None, id="nor a line"),
    pytest.param("mov* .. email", "moving files | email", None, id="nor a cell"),
    pytest.param(
        "mov* .. email",
        "moving the customer's on-premises email",
        "moving the customer's on-premises email",
        id="what marks join is one word",
    ),
    pytest.param("(e-mail|email)", "an e-mail", "e-mail", id="either: the one"),
    pytest.param("(e-mail|email)", "an email", "email", id="either: the other"),
    pytest.param("spokes(man|woman) said", "a spokeswoman said", "spokeswoman said", id="a part"),
    pytest.param("spokes(man|woman)", "spokes man", None, id="a part is glued"),
    pytest.param("licen(s|c)e*", "licences", "licences", id="a part inside a word"),
    pytest.param("(any|) charge", "any charge", "any charge", id="with the word"),
    pytest.param("(any|) charge", "no charge", "charge", id="or without it"),
    pytest.param("no (extra|) cost", "no extra cost", "no extra cost", id="in the middle, with"),
    pytest.param("no (extra|) cost", "no cost", "no cost", id="in the middle, without"),
    pytest.param("at (the|) most", "atmost", None, id="without the word, the space stays"),
    pytest.param("seat(s|) free", "seats free", "seats free", id="a part that may lack, with"),
    pytest.param("seat(s|) free", "seat free", "seat free", id="a part that may lack, without"),
    pytest.param("seat(s|)", "all seats.", "seats", id="a part that may lack, at the end"),
    pytest.param("(re|)join", "to rejoin", "rejoin", id="a part that may lack, in front"),
    pytest.param("(at least|no less than) #", "at least 150", "at least 150", id="choices of many"),
    pytest.param("office 365", "Office 365", "Office 365", id="digits as they are"),
    pytest.param("office 365", "Office 3650", None, id="digits are part of a word"),
    pytest.param("over # GB", "over 1,500.5 GB", "over 1,500.5 GB", id="any number"),
    pytest.param("over # GB", "over ten GB", None, id="a number is digits"),
    pytest.param("e.g.", "e.g. this", "e.g.", id="a full stop is a full stop"),
    pytest.param("e.g.", "eggs", None, id="and nothing else"),
    pytest.param("won't", "won’t", "won’t", id="either apostrophe: the curly one"),
    pytest.param("won’t", "won't", "won't", id="either apostrophe: the straight one"),
    pytest.param("US$", "US$ 5", "US$", id="a mark with a meaning for patterns"),
    pytest.param("[page]", "[page] 2", "[page]", id="brackets are brackets"),
    pytest.param(";", "here; there", ";", id="a mark alone stands wherever it likes"),
    pytest.param("à la carte", "À LA CARTE", "À LA CARTE", id="letters with accents"),
]


@pytest.mark.parametrize(("phrase", "text", "words"), MEANINGS)
def test_what_a_phrase_means(phrase: str, text: str, words: str | None) -> None:
    assert found([phrase], text) == words


@pytest.mark.parametrize(
    ("phrase", "begun"),
    [
        pytest.param("seat*", [], id="one word, whatever it ends in"),
        pytest.param("free of charge", ["of "], id="a whole word"),
        pytest.param("free seat*", ["seat"], id="a beginning"),
        pytest.param("over # GB", ["#"], id="a number"),
        pytest.param("spokes(man|woman) said", ["said "], id="behind a part of a word"),
        pytest.param("will (be|get) free", ["be ", "get "], id="either"),
        pytest.param("no (extra|) cost", ["cost ", "extra "], id="one that may be missing"),
        pytest.param("we'll move", ["ll "], id="what an apostrophe joins is a word of its own"),
        pytest.param("second-hand", ["hand "], id="so is what a hyphen joins"),
        pytest.param("mov* .. email", [""], id="any, in a gap"),
        pytest.param("plus +", [""], id="no word"),
        pytest.param("# GB", [""], id="a number may be of two parts: 1,500"),
        pytest.param("customers' own", [""], id="an apostrophe at the end may stand anywhere"),
    ],
)
def test_what_stands_behind_the_first_word(phrase: str, begun: list[str]) -> None:
    assert seconds(phrase) == begun


def test_of_several_phrases_the_longer_is_read() -> None:
    assert found(["migration", "migration service*"], "a migration service") == "migration service"


def test_no_phrases_are_no_pattern() -> None:
    assert any_of([]) is None


REFUSED = [
    pytest.param("", "an empty phrase would match everywhere; remove it", id="empty"),
    pytest.param("   ", "an empty phrase would match everywhere; remove it", id="only spaces"),
    pytest.param("..", "stands between two words", id="only a gap"),
    pytest.param(".. email", "stands between two words", id="a gap in front"),
    pytest.param("email ..", "stands between two words", id="a gap at the end"),
    pytest.param("*", "would match everywhere; give it a word", id="any ending of nothing"),
    pytest.param("(|)", "would match everywhere; give it a word", id="a choice of nothing"),
    pytest.param("(any|)", "would match everywhere; give it a word", id="a word or nothing"),
    pytest.param("(a|b", "write choices as (one|other)", id="a choice left open"),
    pytest.param("a|b)", "write choices as (one|other)", id="a choice only closed"),
    pytest.param("a|b", "write choices as (one|other)", id="a choice without brackets"),
    pytest.param("((a|b) c|d)", "write choices as (one|other)", id="a choice inside a choice"),
]


@pytest.mark.parametrize(("phrase", "remedy"), REFUSED)
def test_what_is_no_phrase(phrase: str, remedy: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(remedy)):
        PHRASE.validate_python(phrase)


# Letters and every mark with a meaning, so that odd phrases come up often.
PARTS = st.lists(
    st.sampled_from(["a", "bc", "é", "1", "..", "*", "#", "(", ")", "|", " ", "-", "'", "\\", "["]),
    max_size=9,
)


@given(PARTS.map("".join) | st.text(max_size=12), st.text("abc é1.*-_' \n", max_size=30))
def test_any_phrase_is_refused_or_finds_words(phrase: str, text: str) -> None:
    """Never a pattern that breaks, and never one that matches nothing at some place."""
    try:
        PHRASE.validate_python(phrase)
    except ValidationError:
        return
    pattern = any_of([phrase])
    assert pattern is not None
    assert all(match.group() for match in pattern.finditer(text))


ENDLESS = [
    pytest.param("-", id="a line of dashes"),
    pytest.param("_", id="a line to sign on"),
    pytest.param("*", id="a line of stars"),
    pytest.param("a-", id="one word of many parts"),
    pytest.param("'", id="quotation marks"),
    pytest.param("- ", id="an empty table"),
    pytest.param("seat ", id="the first word again and again"),
    pytest.param("seat", id="one long word"),
]


@pytest.mark.parametrize("stuff", ENDLESS)
def test_no_text_takes_for_ever(stuff: str) -> None:
    """A search that tried every division of these would not end in this lifetime."""
    text = f"seat{stuff * 1000}minimum{stuff * 1000}"
    assert found(["seat* .. minimum* .. required"], text) is None
    assert found(["seat* minimum* required"], text) is None
