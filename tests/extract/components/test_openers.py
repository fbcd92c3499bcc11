"""Where phrases can begin, and that trying them there alone finds what trying everywhere does."""

from __future__ import annotations

import re
from datetime import date

import pytest

from monitor.extract.components.doc import Doc
from monitor.extract.components.openers import Openers, matches, within


def opened(text: str, *heads: str) -> list[str]:
    """The words of a text that can open a phrase with one of these heads."""
    doc = Doc(text, date(2014, 8, 14))
    places = Openers({"kind": heads}).places(doc)["kind"]
    return [re.match(r"\w+", text[place:]).group() for place in places]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("heads", "text", "expected"),
    [
        pytest.param(["seat"], "Seats, a seat, unseated.", ["Seats", "seat"], id="first letters"),
        pytest.param(["seat "], "Seats, a seat, unseated.", ["seat"], id="a whole word"),
        pytest.param(["#"], "From 150 to 2,000 in Q3.", ["150", "2", "000"], id="any number"),
        pytest.param(["a ", "no"], "A note, nothing.", ["A", "note", "nothing"], id="two heads"),
        pytest.param(["x"], "Nothing of it.", [], id="none"),
        pytest.param([""], "It is so.", ["It", "is", "so"], id="a phrase that begins with a sign"),
        pytest.param(["seat"], "", [], id="no text"),
    ],
)
def test_words_that_open_a_phrase(heads: list[str], text: str, expected: list[str]) -> None:
    assert opened(text, *heads) == expected


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"no \w+", id="one behind another"),
        pytest.param(r"no (?:\w+ )?no", id="none inside another"),
        pytest.param(r"yes", id="never"),
    ],
)
def test_tried_at_some_places_as_much_is_found_as_everywhere(pattern: str) -> None:
    text = "no no seat, no seat no more"
    places = [match.start() for match in re.finditer(r"\bno\b", text)]
    tried = re.compile(pattern)
    found = [match.span() for match in matches(tried, text, places, len(text))]
    assert found == [match.span() for match in tried.finditer(text)]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(0, 9, [1, 5], id="all"),
        pytest.param(1, 5, [1], id="its end is outside"),
        pytest.param(2, 5, [], id="none"),
    ],
)
def test_places_within_a_stretch(start: int, end: int, expected: list[int]) -> None:
    assert within([1, 5], start, end) == expected
