"""Documents that are one place on a page of many."""

from __future__ import annotations

import pytest

from monitor.config import load_config
from monitor.read import Outlet, Reading, read_snapshot
from tests.builders import a_snapshot

WORDS = load_config().language.page
OUTLET = Outlet("Brightwater", "Brightwater", "US")
PAGE = "https://docs.example/announcements/2014-july"
ONE = "<p>Date: July 4, 2014</p><p>Partners may now sell the benefit to schools.</p>"
TWO = "<p>Date: July 18, 2014</p><p>The minimum rises to 150 seats.</p><h3>Why</h3><p>It saves time.</p>"
SHAPES = {
    "id of the heading": "<h2 id='one'>One</h2>{one}<h2 id='two'>Two</h2>{two}<h2 id='x'>Three</h2>{x}",
    "anchor before it": (
        "<a name='one'></a><h2>One</h2>{one}<a name='two'></a><h2>Two</h2>{two}"
        "<a name='x'></a><h2>Three</h2>{x}"
    ),
    "anchor inside it": "<h2><a id='one'>One</a></h2>{one}<h2><a id='two'></a>Two</h2>{two}<h2>Three</h2>{x}",
    "sections": (
        "<section id='one'><h2>One</h2>{one}</section><section id='two'><h2>Two</h2>{two}</section>"
        "<section id='x'><h2>Three</h2>{x}</section>"
    ),
    "wrapped heading": "<div id='one'><h2>One</h2></div>{one}<div id='two'><h2>Two</h2></div>{two}<div><h2>Three</h2></div>{x}",
    "last of its part": "<h1>July</h1><h2 id='one'>One</h2>{one}<h2 id='two'>Two</h2>{two}<h1>Archive</h1>{x}",
}


def reading(body: str, place: str, head: str = "") -> Reading:
    html = (
        f"<html><head><title>July</title>{head}</head><body><nav><a href='/'>Docs</a></nav><main>"
        f"{body}</main><footer><p>All rights are reserved here.</p></footer></body></html>"
    )
    return read_snapshot(a_snapshot(document=f"{PAGE}#{place}", body=html.encode()), OUTLET, WORDS)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_section_is_read_alone(shape: str) -> None:
    body = shape.format(one=ONE, two=TWO, x="<p>Nothing else changes in this month.</p>")
    found = reading(body, "two").revision
    assert found is not None
    assert found.title == "Two"
    assert found.published is not None
    assert found.published.iso() == "2014-07-18"
    assert "The minimum rises to 150 seats." in found.text
    assert "### Why" in found.text
    assert "It saves time." in found.text
    for other in ("schools", "Nothing else", "reserved", "Three", "Docs"):
        assert other not in found.text


TITLES = [
    pytest.param("<title>July</title>", "Two", "Two", id="a page with a title: its section's own"),
    pytest.param("", "Two", "Two", id="a page without one"),
    pytest.param("<title>July</title>", "T<b>w\n o</b>", "Tw o", id="words of several elements"),
    pytest.param("<title>July</title>", "<img src='/two.png'>", "Listed", id="but a picture"),
    pytest.param("", "<img src='/two.png'>", "Listed", id="but a picture, and no title"),
]


@pytest.mark.parametrize(("title", "heading", "expected"), TITLES)
def test_a_section_is_called_by_its_heading(title: str, heading: str, expected: str) -> None:
    """Else as its listing calls it; without a title of either kind the document was once lost."""
    html = f"<html><head>{title}</head><body><h2 id='two'>{heading}</h2>{TWO}<h3>More</h3></body></html>"
    headers = (("x-monitor-entry-title", "Listed"),)
    snapshot = a_snapshot(document=f"{PAGE}#two", body=html.encode(), headers=headers)
    found = read_snapshot(snapshot, OUTLET, WORDS).revision
    assert found is not None
    assert found.title == expected
    assert "The minimum rises to 150 seats." in found.text


def test_a_section_without_a_date_has_that_of_its_page() -> None:
    head = '<meta name="date" content="2014-07-01">'
    found = reading("<h2 id='two'>Two</h2><p>The minimum rises to 150 seats.</p>", "two", head)
    assert found.revision is not None
    assert [each.method for each in found.revision.dates] == ["meta"]
    assert found.revision.text == "## Two\n\nThe minimum rises to 150 seats."


def test_lists_and_tables_of_a_short_section_stay() -> None:
    body = (
        "<h2 id='two'>Two</h2><ul><li>Mail</li><li>Files</li></ul><p>It is so.</p>"
        "<table><tr><td>Seats</td><td>150</td></tr></table>"
    )
    found = reading(body, "two").revision
    assert found is not None
    for line in ("- Mail", "- Files", "| Seats | 150 |"):
        assert line in found.text


@pytest.mark.parametrize(
    ("body", "place"),
    [
        pytest.param("<h2 id='one'>One</h2><p>It is so.</p>", "two", id="no such place"),
        pytest.param("<h2 id='two'>Two</h2><h2>Three</h2><p>It is so.</p>", "two", id="no words"),
        pytest.param("<p id='two'>It is so.</p><p>It was so.</p>", "two", id="no heading"),
    ],
)
def test_a_place_without_a_section_is_empty(body: str, place: str) -> None:
    assert reading(body, place) == Reading("empty", None)


def test_a_place_is_written_as_addresses_write_it() -> None:
    assert reading(
        "<h2 id='für alle'>Zwei</h2><p>Es gilt so, sagt sie.</p>", "f%C3%BCr%20alle"
    ).revision
