"""Which words belong to a speaker: where the content begins and ends, and who goes on speaking."""

from __future__ import annotations

import pytest

from tests.extract.components.parts import misread, saying


@pytest.mark.parametrize(
    ("text", "content"),
    [
        pytest.param(
            '"The program is open to all customers," said Anna Berg.',
            '"The program is open to all customers,"',
            id="quotation",
        ),
        pytest.param(
            "Anna Berg said the program is open to all customers.",
            "the program is open to all customers.",
            id="behind a cue",
        ),
        pytest.param(
            "Anna Berg said on Monday that the program is open to all customers.",
            "the program is open to all customers.",
            id="behind cue, day and that",
        ),
        pytest.param(
            "Anna Berg told partners that the program is open to all customers.",
            "the program is open to all customers.",
            id="behind the listeners",
        ),
        pytest.param(
            "The program is open to all customers, Anna Berg said.",
            "The program is open to all customers",
            id="before the speaker",
        ),
        pytest.param(
            "The program is open to all customers, said Anna Berg.",
            "The program is open to all customers",
            id="before the cue",
        ),
        pytest.param(
            "The program is open to all customers, according to Anna Berg.",
            "The program is open to all customers",
            id="before according",
        ),
        pytest.param(
            "According to Anna Berg, the program is open to all customers.",
            "the program is open to all customers.",
            id="behind according",
        ),
        pytest.param(
            "Prices rose, but Anna Berg said the program is open to all customers.",
            "the program is open to all customers.",
            id="not the clause before",
        ),
        pytest.param(
            'Anna Berg called it "a start that is open to all" of them.',
            '"a start that is open to all"',
            id="words inside a sentence",
            marks=misread("'called' is no cue"),
        ),
    ],
)
def test_the_content_is_what_was_said(text: str, content: str) -> None:
    mark = saying(text, "is open")
    assert mark is not None
    marked = text[mark["start"] : mark["end"]]
    assert marked.strip(' ,.“”"') == content.strip(' ,.“”"')


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        pytest.param(
            'Anna Berg said it was early. "The program is open to all customers," she added.',
            "is open",
            "Anna Berg",
            id="she",
        ),
        pytest.param(
            "Anna Berg said it was early. She added that the program is open to all customers.",
            "is open",
            "Anna Berg",
            id="she, reported",
        ),
        pytest.param(
            "Anna Berg said it was early.\n\nBerg added that the program is open to all customers.",
            "is open",
            "Anna Berg",
            id="surname in the next paragraph",
        ),
        pytest.param(
            "Anna Berg said it was early.\n\nMs. Berg added that the program is open to all customers.",
            "is open",
            "Anna Berg",
            id="Ms. and surname",
        ),
        pytest.param(
            '"It is early," said Anna Berg. "But the program is open to all customers."',
            "is open",
            "Anna Berg",
            id="goes on",
        ),
        pytest.param(
            '"It is early," Anna Berg said, "but the program is open to all customers."',
            "is open",
            "Anna Berg",
            id="split",
        ),
        pytest.param(
            'Anna Berg said it was early.\n\n"But the program is open to all customers."',
            "is open",
            "Anna Berg",
            id="floating in the next paragraph",
        ),
        pytest.param(
            'Anna Berg said: "It is early.\n\n"But the program is open to all customers."',
            "is open",
            "Anna Berg",
            id="quotation over two paragraphs",
        ),
        pytest.param(
            "Anna Berg said it was early. Carl Dahl, of Larkfield, said the program is open to all customers.",
            "is open",
            "Carl Dahl",
            id="another speaker takes over",
        ),
        pytest.param(
            "Anna Berg said it was early. Carl Dahl disagreed. He said the program is open to all customers.",
            "is open",
            "Carl Dahl",
            id="he is the one named last",
        ),
        pytest.param(
            "Anna Berg met Carl Dahl. Berg said the program is open to all customers.",
            "is open",
            "Anna Berg",
            id="surname of one who had not spoken",
        ),
    ],
)
def test_who_goes_on_speaking(text: str, words: str, name: str) -> None:
    mark = saying(text, words)
    assert mark is not None
    assert mark["name"] == name
