"""Capitals tell a name where they stand inside a sentence, and none where the word is small too."""

from __future__ import annotations

import pytest

from monitor.extract.capitals import Capitals

TEXT = "Simple moves start. We asked Corvane Data, and Acme’s e-mail team said Move It is simple."


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        pytest.param("Corvane", True, id="behind a small word"),
        pytest.param("Corvane Data", True, id="both words of it"),
        pytest.param("Acme", True, id="with a genitive"),
        pytest.param("Data", True, id="the second word alone"),
        pytest.param("Simple", False, id="only at the start of a sentence"),
        pytest.param("Corvane Cloud", False, id="of another name"),
        pytest.param("Corv", False, id="a part of a word"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_a_capital_inside_a_sentence(name: str, inside: bool) -> None:
    assert Capitals(TEXT).is_inside(name) is inside


@pytest.mark.parametrize(
    ("name", "small"),
    [
        pytest.param("Simple", True, id="somewhere else"),
        pytest.param("E-mail", True, id="with a hyphen"),
        pytest.param("Mail", True, id="as part of one"),
        pytest.param("Corvane", False, id="never"),
    ],
)
def test_a_word_that_is_written_small(name: str, small: bool) -> None:
    assert Capitals(TEXT).is_small(name) is small


@pytest.mark.parametrize(
    ("word", "always"),
    [
        pytest.param("Bixo", True, id="twice, and always so"),
        pytest.param("Acme", False, id="once"),
        pytest.param("Open", False, id="small elsewhere"),
        pytest.param("Team", False, id="in capitals elsewhere"),
        pytest.param("Nobody", False, id="not there"),
    ],
)
def test_a_word_that_is_always_a_name(word: str, always: bool) -> None:
    text = "Open the Bixo Team. The Open Bixo Team is a TEAM, and open. Acme."
    assert Capitals(text).is_always(word) is always
