"""Text of strangers: its words stay, what hides or turns them goes."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.plain import clean_text, one_line, visible_json, web_address


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        pytest.param("It opens.", "It opens.", id="plain"),
        pytest.param("a\tb\nc", "a\tb\nc", id="tabs and lines stay"),
        pytest.param("a\r\nb\rc", "a\nb\nc", id="lines of Windows and of old Macs"),
        pytest.param("\x1b[31mred\x1b[0m", "[31mred[0m", id="colours of a terminal"),
        pytest.param("\x1b]0;title\x07x", "]0;titlex", id="title of a terminal"),
        pytest.param("a\x00b\x08c\x7fd\x9be", "abcde", id="control signs of both kinds"),
        pytest.param("a\u202eb\u2066c\u2069d", "abcd", id="turned reading direction"),
        pytest.param("a\u200bb\u2060c\ufeffd\u00ade", "abcde", id="invisible signs, soft hyphen"),
        pytest.param("a\ud800b", "ab", id="half a character"),
        pytest.param("a\U000e0041b", "ab", id="tags nobody sees"),
        pytest.param("a\ufdd0b\U0010ffffc", "abc", id="no characters at all"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="joiner Persian needs"),
        pytest.param("👩\u200d💻", "👩\u200d💻", id="joiner an emoji needs"),
        pytest.param(
            "Größe, naïve, “quoted” – 5 €", "Größe, naïve, “quoted” – 5 €", id="letters and signs"
        ),
        pytest.param("中文 ру עב", "中文 ру עב", id="other scripts"),
        pytest.param("a\u0301", "a\u0301", id="accent as a sign of its own"),
        pytest.param("a\u1680b\u2003c\x0cd", "a b c d", id="rare spaces are spaces"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_clean_text(given_text: str, expected: str) -> None:
    assert clean_text(given_text) == expected


@given(st.text())
def test_what_is_left_can_be_shown_anywhere(text: str) -> None:
    clean = clean_text(text)
    assert clean_text(clean) == clean
    clean.encode()
    hidden = [c for c in clean if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Cn")]
    assert set(hidden) <= set("\n\t\u200c\u200d")


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S"])))
def test_words_are_never_lost(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        pytest.param("  a \n\n b\t c  ", "a b c", id="white space"),
        pytest.param("a\u00a0b\u2028c", "a b c", id="spaces of Unicode"),
        pytest.param("a\x1b[2J\nb", "a[2J b", id="control signs"),
        pytest.param("a\u2028b\u0085c", "a b c", id="line breaks of Unicode"),
        pytest.param("\u202eevil\u202c \u2067x\u2069\u200f", "evil x", id="bidi overrides"),
        pytest.param("zero\u200bwidth\ufeff lone \ud800 half", "zerowidth lone half", id="gone"),
        pytest.param("👩\u200d💻 می\u200cخواهم", "👩\u200d💻 می\u200cخواهم", id="joiners stay"),
        pytest.param("\n", "", id="nothing but a line end"),
    ],
)
def test_one_line(given_text: str, expected: str) -> None:
    assert one_line(given_text) == expected


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert one_line(line) == line


@given(st.text())
def test_visible_json_is_the_same_value_with_nothing_hidden(text: str) -> None:
    shown = visible_json(json.dumps([text], ensure_ascii=False))
    assert json.loads(shown) == [text]
    assert not {c for c in shown if unicodedata.category(c) in ("Cf", "Cs")} - set("\u200c\u200d")


@pytest.mark.parametrize(
    ("text", "link"),
    [
        pytest.param("https://x.example/a_b?c=1&d=%20#e", None, id="an address stays as it is"),
        pytest.param("https://x.example/<b>", "https://x.example/%3Cb%3E", id="HTML"),
        pytest.param(
            "https://x.example/a)[b](c", "https://x.example/a%29%5Bb%5D%28c", id="Markdown"
        ),
        pytest.param("https://x.example/@all", "https://x.example/%40all", id="a call to a chat"),
        pytest.param('https://x.example/a b"', "https://x.example/a%20b%22", id="what ends it"),
        pytest.param("https://x.example/\u202e", "https://x.example/%E2%80%AE", id="what turns it"),
    ],
)
def test_an_address_is_a_link_and_nothing_more(text: str, link: str | None) -> None:
    assert web_address(text) == (link or text)


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "file:///etc", "notes", "https://", "", "//["]
)
def test_what_is_no_address_of_the_web(text: str) -> None:
    assert web_address(text) is None
