"""Tables that only place text are read as text, and tables of data stay tables."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.config import load_config
from monitor.read.page import Given, read_html

WORDS = load_config().language.page
GIVEN = Given("https://outlet.example/1", datetime(2014, 8, 1, 12, tzinfo=UTC), {})
ONE = "The move is free from fifty seats, the company told its resellers on Tuesday."
TWO = "Its own engineers do the work, and they begin in September."


def lines(body: str) -> list[str]:
    text = read_html(f"<html><body>{body}</body></html>".encode(), GIVEN, WORDS, saved=True).text
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_questions_of_a_list_of_terms_are_paragraphs() -> None:
    answered = "<dl><dt>Is it free?</dt><dd>From fifty seats it is.</dd></dl>"
    terms = "<dl><dt>Seats</dt><dd>From fifty seats it is free.</dd></dl>"
    found = lines(f"<article><p>{ONE}</p>{answered}<p>{TWO}</p>{terms}</article>")
    assert "Is it free?" in found
    assert "From fifty seats it is." in found
    assert not {"Seats", "From fifty seats it is free."} & set(found)


PLACING = [
    pytest.param(
        f"<table><tr><td>{ONE}</td></tr><tr><td>{TWO}</td></tr></table>", id="a cell in a row"
    ),
    pytest.param(
        f"<table><tr><td><img src='x'></td><td>{ONE}<br><br>{TWO}</td></tr></table>",
        id="a picture beside the text",
    ),
    pytest.param(
        f"<table><tr><td><a href='/'>News</a></td><td><p>{ONE}</p><p>{TWO}</p></td></tr></table>",
        id="a menu beside paragraphs",
    ),
    pytest.param(
        f"<table><tr><td>News</td><td>{ONE}<br>\n<br>{TWO}</td></tr></table>",
        id="a menu beside paragraphs made of empty lines",
    ),
    pytest.param(
        f"<table><tr><td><table><tr><td>{ONE}</td></tr></table></td>"
        f"<td><table><tr><td>{TWO}</td></tr></table></td></tr></table>",
        id="two columns, each a table of its own",
    ),
    pytest.param(
        f"<table><tr><td>1</td><td>{ONE}</td></tr><tr><td>2.</td><td>{TWO}</td></tr></table>",
        id="numbered entries",
    ),
    pytest.param(
        f"<table><tr><td><b>ann_m</b><br>Member</td><td>{ONE} {TWO} {ONE}</td></tr>"
        f"<tr><td><b>bo</b></td><td>{ONE}</td></tr><tr><td><b>cy</b></td><td>{TWO}</td></tr></table>",
        id="posts beside their writers",
    ),
    pytest.param(
        f"<table role='presentation'><tr><td>{ONE}</td><td>{TWO}</td></tr></table>",
        id="it says so itself",
    ),
    pytest.param(
        f"<table><tbody><tr><td><div><div>{ONE}</div></div><div>{TWO}</div></td></tr></tbody>"
        "</table>",
        id="boxes in one cell",
    ),
]


@pytest.mark.parametrize("body", PLACING)
def test_each_paragraph_is_a_line_of_its_own(body: str) -> None:
    found = lines(body)
    assert ONE in found
    assert TWO in found


def test_headings_stay_in_a_page_of_tables() -> None:
    body = "".join(f"<h2>Part {n}</h2><p>{ONE} {TWO}</p>" for n in range(4))
    found = lines(f"<table><tr><td><a href='/'>News</a></td><td>{body}</td></tr></table>")
    assert [line for line in found if line.startswith("#")] == [f"## Part {n}" for n in range(4)]


HEADED = "<tr><th>Plan</th><th>Seats</th></tr>"
DATA = [
    pytest.param(f"<table>{HEADED}<tr><td>Basic</td><td>50</td></tr></table>", id="with heads"),
    pytest.param(
        "<table><tr><td>Plan</td><td>Seats</td></tr><tr><td>Basic</td><td>50</td></tr></table>",
        id="without heads",
    ),
    pytest.param(
        f"<table>{HEADED}<tr><td><p>Basic</p></td><td><p>50</p></td></tr></table>",
        id="each cell a paragraph, as word processors write it",
    ),
    pytest.param(
        f"<table>{HEADED}<tr><td>Basic</td><td>50</td></tr>"
        "<tr><td><p>Full</p><p>and schools</p></td><td>90</td></tr></table>",
        id="with heads, and two paragraphs in a cell",
    ),
    pytest.param(
        "<table><tr><td><table><tr><td>Plan</td><td>Seats</td></tr>"
        "<tr><td>Basic</td><td>50</td></tr></table></td></tr></table>",
        id="in a table that only places it",
    ),
]


@pytest.mark.parametrize("table", DATA)
def test_a_row_of_data_stays_a_row(table: str) -> None:
    found = lines(f"<p>{ONE}</p>{table}<p>{TWO}</p>")
    assert "| Basic | 50 |" in found
    assert ONE in found
    assert TWO in found
