"""Text of strangers, made safe to show."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.plain import clean_text, one_line


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        pytest.param("a\r\nb\tc  d", "a b c d", id="one line"),
        pytest.param("a\u2028b\u0085c", "a b c", id="line breaks of Unicode"),
        pytest.param("\u202eevil\u202c \u2067x\u2069\u200f", "evil x", id="bidi overrides"),
        pytest.param("\x1b]0;title\x07x\x9b31m", "]0;titlex31m", id="terminal control"),
        pytest.param("lone \ud800 half", "lone half", id="lone surrogate"),
        pytest.param("zero\u200bwidth\ufeff", "zerowidth", id="invisible"),
        pytest.param("👩\u200d💻 می\u200cخواهم", "👩\u200d💻 می\u200cخواهم", id="joiners stay"),
    ],
)
def test_one_line(text: str, clean: str) -> None:
    assert one_line(text) == clean


def test_lines_and_tabs_stay() -> None:
    assert clean_text("a\r\nb\rc\td") == "a\nb\nc\td"


@given(st.text())
def test_nothing_that_hides_or_turns_words_gets_through(text: str) -> None:
    clean = clean_text(text)
    assert all(unicodedata.category(sign) != "Cs" for sign in clean)
    assert not set(clean) & {"\x00", "\x1b", "\u202e", "\u2066", "\u200b"}
    assert clean_text(clean) == clean
