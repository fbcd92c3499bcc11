"""Where a passage begins and ends: sentences, lines, lists, headings, tables."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.components.parts import marks, misread, read


def passages(text: str) -> list[tuple[str, str]]:
    """(kind, text) of every passage in order."""
    return [
        (mark["kind"], text[mark["start"] : mark["end"]]) for mark in marks(read(text), "sentences")
    ]


def sentences(text: str) -> list[str]:
    """The text of every passage in order."""
    return [passage for _, passage in passages(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It opens. It grows.", ["It opens.", "It grows."], id="full stops"),
        pytest.param("Open? Yes! It is.", ["Open?", "Yes!", "It is."], id="question and call"),
        pytest.param(
            "It opens on Sept. 1. It grows.", ["It opens on Sept. 1.", "It grows."], id="Sept."
        ),
        pytest.param(
            "Mr. Dahl met Dr. Berg. It rained.",
            ["Mr. Dahl met Dr. Berg.", "It rained."],
            id="titles",
        ),
        pytest.param(
            "Anna B. Berg spoke. It rained.", ["Anna B. Berg spoke.", "It rained."], id="initial"
        ),
        pytest.param(
            "Larkfield Inc. Chairman Dahl spoke.",
            ["Larkfield Inc. Chairman Dahl spoke."],
            id="Inc.",
        ),
        pytest.param(
            "It grew in the U.S. Prices fell.",
            ["It grew in the U.S.", "Prices fell."],
            id="abbreviation that ends a sentence",
            marks=misread("an abbreviation never ends a sentence"),
        ),
        pytest.param(
            "It grew in the U.S. Senate.", ["It grew in the U.S. Senate."], id="abbreviation inside"
        ),
        pytest.param("It shuts at 5 p.m. on Friday.", ["It shuts at 5 p.m. on Friday."], id="p.m."),
        pytest.param(
            "It shuts at 5 p.m. Friday it opens.",
            ["It shuts at 5 p.m.", "Friday it opens."],
            id="p.m. at the end",
            marks=misread("an abbreviation never ends a sentence"),
        ),
        pytest.param("It costs $5.50. It grows.", ["It costs $5.50.", "It grows."], id="decimals"),
        pytest.param("See e.g. Berg. It grows.", ["See e.g. Berg.", "It grows."], id="e.g."),
        pytest.param(
            "Read monitor.example. It grows.", ["Read monitor.example.", "It grows."], id="host"
        ),
        pytest.param("It grew … It fell.", ["It grew …", "It fell."], id="ellipsis, new sentence"),
        pytest.param("It grew … and fell.", ["It grew … and fell."], id="ellipsis inside"),
        pytest.param(
            '"It opens." Berg left.',
            ['"It opens."', "Berg left."],
            id="stop inside quotation marks",
        ),
        pytest.param(
            '"It opens!" said Berg. It rained.',
            ['"It opens!" said Berg.', "It rained."],
            id="call, said",
        ),
        pytest.param(
            '"It opens." It rained (again). 5 came.',
            ['"It opens."', "It rained (again).", "5 came."],
            id="bracket and figure",
        ),
        pytest.param("**It opens.** It grows.", ["**It opens.**", "It grows."], id="emphasis"),
        pytest.param(
            "It opens.It grows.",
            ["It opens.", "It grows."],
            id="no space between",
            marks=misread("a sentence ends only before a space"),
        ),
        pytest.param(
            "it opens. it grows. all good.",
            ["it opens.", "it grows.", "all good."],
            id="small letters",
            marks=misread("a sentence begins only with a capital"),
        ),
        pytest.param(
            "It opens. iPhones sell.",
            ["It opens.", "iPhones sell."],
            id="small first letter",
            marks=misread("a sentence begins only with a capital"),
        ),
        pytest.param("There were No. 5 and No. 6.", ["There were No. 5 and No. 6."], id="No."),
        pytest.param(
            "It said no. It grew.",
            ["It said no.", "It grew."],
            id="no, the word",
        ),
    ],
)
def test_sentences_of_a_paragraph(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It opens\nin May.", ["It opens\nin May."], id="wrapped line"),
        pytest.param(
            "It opens in\nMay, they\nsay. It grows.",
            ["It opens in\nMay, they\nsay.", "It grows."],
            id="wrapped before a capital",
            marks=misread("a wrapped line is joined only if it goes on in small letters"),
        ),
        pytest.param("It opens.\n\nIt grows.", ["It opens.", "It grows."], id="paragraphs"),
        pytest.param("It opens\r\nin May.", ["It opens\r\nin May."], id="lines of Windows"),
        pytest.param("", [], id="nothing"),
        pytest.param(" \n\n\t ", [], id="white space"),
        pytest.param("It opens", ["It opens"], id="no stop at the end"),
    ],
)
def test_lines_of_a_paragraph(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Scope\n\nIt opens.",
            [("heading", "Scope"), ("paragraph", "It opens.")],
            id="Markdown",
        ),
        pytest.param(
            "Scope of the offer\n\nIt opens.",
            [("heading", "Scope of the offer"), ("paragraph", "It opens.")],
            id="bare line",
        ),
        pytest.param(
            "**Scope**\n\nIt opens.",
            [("heading", "**Scope**"), ("paragraph", "It opens.")],
            id="bold line",
        ),
        pytest.param("- Mail\n- Files", [("entry", "Mail"), ("entry", "Files")], id="list"),
        pytest.param("• Mail\n• Files", [("entry", "Mail"), ("entry", "Files")], id="bullets"),
        pytest.param("1. Mail\n2) Files", [("entry", "Mail"), ("entry", "Files")], id="numbers"),
        pytest.param(
            "- Mail\n  - Old mail\n- Files",
            [("entry", "Mail"), ("entry", "Old mail"), ("entry", "Files")],
            id="list in a list",
        ),
        pytest.param(
            "- Mail. It is moved.\n- Files",
            [("entry", "Mail."), ("entry", "It is moved."), ("entry", "Files")],
            id="two sentences in an entry",
        ),
        pytest.param(
            "- Mail that is\n  older\n- Files",
            [("entry", "Mail that is\n  older"), ("entry", "Files")],
            id="wrapped entry",
        ),
        pytest.param(
            "| Mail | yes |\n| Files | no |",
            [("cell", "Mail"), ("cell", "yes"), ("cell", "Files"), ("cell", "no")],
            id="table",
        ),
        pytest.param(
            "| Data | Moved? |\n|---|:-:|\n| Mail | yes |\n| | no |",
            [
                ("head", "Data"),
                ("head", "Moved?"),
                ("cell", "Mail"),
                ("cell", "yes"),
                ("cell", "no"),
            ],
            id="table with heads, and an empty cell",
        ),
        pytest.param(
            "| a \\| b | c |",
            [("cell", "a \\| b"), ("cell", "c")],
            id="a bar inside a cell",
        ),
        pytest.param(
            "> It opens.\n> It grows.",
            [("paragraph", "It opens."), ("paragraph", "It grows.")],
            id="quoted block",
        ),
        pytest.param(
            "> [!NOTE]\n> It opens.",
            [("paragraph", "It opens.")],
            id="note: its mark is no passage",
        ),
        pytest.param(
            "Related: It opens\n\nIt grows.",
            [("furniture", "Related: It opens"), ("paragraph", "It grows.")],
            id="furniture",
        ),
        pytest.param(
            "Next week it opens to everybody.",
            [("paragraph", "Next week it opens to everybody.")],
            id="next, and no furniture",
        ),
        pytest.param(
            "Views differ on whether it opens.",
            [("paragraph", "Views differ on whether it opens.")],
            id="views, and no furniture",
        ),
        pytest.param(
            "Comments by Anna Berg cast doubt on it.",
            [("paragraph", "Comments by Anna Berg cast doubt on it.")],
            id="comments, and no furniture",
        ),
        pytest.param(
            "* It opens only for some plans.",
            [("entry", "It opens only for some plans.")],
            id="footnote with a star",
        ),
    ],
)
def test_what_a_passage_is(text: str, expected: list[tuple[str, str]]) -> None:
    assert passages(text) == expected


@pytest.mark.parametrize(
    ("text", "words", "heading", "lead_in"),
    [
        pytest.param("# Scope\n\nIt opens.", "It opens", "Scope", None, id="heading above"),
        pytest.param("**Scope**\n\nIt opens.", "It opens", "Scope", None, id="without its marks"),
        pytest.param(
            "# A\n\nOne is.\n\n# B\n\nTwo are.", "Two are", "B", None, id="the nearest heading"
        ),
        pytest.param(
            "It moves:\n\n- mail\n- files", "files", "", "It moves:", id="line above a list"
        ),
        pytest.param("It moves:\n- mail\n\nIt grows.", "It grows", "", None, id="list has ended"),
        pytest.param(
            "It moves:\n- mail\n\nIt leaves:\n- files", "files", "", "It leaves:", id="second list"
        ),
        pytest.param(
            "It moves:\n\n| mail | yes |", "mail", "", "It moves:", id="line above a table"
        ),
        pytest.param("# A\n\nIt moves:\n- mail\n\n# B\n- tea", "tea", "B", None, id="new heading"),
    ],
)
def test_what_stands_over_a_passage(
    text: str, words: str, heading: str, lead_in: str | None
) -> None:
    place = text.index(words)
    mark = next(m for m in marks(read(text), "sentences") if m["start"] <= place < m["end"])
    assert mark["heading"] == heading
    assert _words(text, mark) == lead_in


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("**It moves:**", id="bold"),
        pytest.param(
            "__It moves__:",
            id="bold, colon outside",
        ),
        pytest.param("It moves the following:", id="plain"),
    ],
)
def test_a_line_with_a_colon_leads_a_list_in(line: str) -> None:
    text = f"{line}\n- mail\n- files"
    mark = marks(read(text), "sentences")[-1]
    assert mark["kind"] == "entry"
    assert _words(text, mark) == line


def _words(text: str, mark: dict[str, Any]) -> str | None:
    return text[slice(*mark["lead_in"])] if mark["lead_in"] else None


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        pytest.param("word " * 1000, [1999, 1999, 999], id="between words"),
        pytest.param("x" * 5000, [2000, 2000, 1000], id="one endless word"),
        pytest.param(
            f"It is {'x' * 3000} long.", [5, 2000, 1006], id="an endless word among others"
        ),
        pytest.param("x" * 2000, [2000], id="just short enough"),
    ],
)
def test_what_is_too_long_for_a_sentence_is_cut(text: str, lengths: list[int]) -> None:
    found = marks(read(text), "sentences")
    assert [mark["end"] - mark["start"] for mark in found] == lengths
    kept = "".join(text[mark["start"] : mark["end"]] for mark in found)
    assert kept.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("He met Mr. Smith.", id="an abbreviation"),
        pytest.param("He met Mr.   Smith.", id="and spaces"),
        pytest.param(f"{'He wrote '}{'x' * 60} to Mr. Smith.", id="behind an endless word"),
    ],
)
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert len(marks(read(text), "sentences")) == 1
