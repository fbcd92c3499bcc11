"""What pages list: links of a listing, headings with an anchor, related articles."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.config.phrases import any_of
from monitor.crawl.canonical import same_site
from monitor.crawl.links import MOST_LINKS, anchors, listing_links, related_links
from monitor.crawl.page import Page
from monitor.types import Entry

HOST = "https://outlet.example"
HERE = f"{HOST}/news/page"
STORIES = re.compile(r"/news/\d{4}/")
NAMES = any_of(["FastTrack", "fast track"])


def page(
    markup: str | bytes, url: str = HERE, content_type: str = "text/html; charset=utf-8"
) -> Page:
    body = markup if isinstance(markup, bytes) else f"<html><body>{markup}</body></html>".encode()
    return Page(body, url, content_type)


def listed(markup: str) -> list[tuple[str, str | None]]:
    found = listing_links(page(markup), "outlet", STORIES)
    return [(entry.url.removeprefix(HOST), entry.title) for entry in found]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param(
            '<a href="/news/2014/b">Second</a> <a href="/news/2014/a">First</a>',
            [("/news/2014/b", "Second"), ("/news/2014/a", "First")],
            id="in the order of the page",
        ),
        pytest.param(
            '<a href="/about">About</a><a href="/news/2014/a">A</a>',
            [("/news/2014/a", "A")],
            id="only what matches",
        ),
        pytest.param(
            '<a href="/news/2014/a"><img src="x"></a><h2><a href="/news/2014/a?utm_source=x">A '
            "<b>story</b></a></h2><a href='/news/2014/a#comments'>3 comments</a>",
            [("/news/2014/a", "A story")],
            id="a picture first, then its title, then its comments: one entry",
        ),
        pytest.param(
            '<a rel="nofollow" href="/news/2014/a">A</a>', [("/news/2014/a", "A")], id="nofollow"
        ),
        pytest.param(
            '<base href="/news/2014/"><a href="a">A</a>', [("/news/2014/a", "A")], id="a base"
        ),
        pytest.param('<a name="x">A</a><a href="">B</a>', [], id="no address"),
        pytest.param('<a href="javascript:open(`/news/2014/a`)">A</a>', [], id="a script"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_links_of_a_listing(markup: str, expected: list[tuple[str, str | None]]) -> None:
    assert listed(markup) == expected


def test_a_listing_without_end_is_cut() -> None:
    links = "".join(f'<a href="/news/2014/{n}">x</a>' for n in range(MOST_LINKS + 100))
    assert len(listed(links)) == MOST_LINKS


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        pytest.param('<a href="/news/2014/a">Café</a>'.encode(), "text/html", id="UTF-8, unsaid"),
        pytest.param(
            '<a href="/news/2014/a">Café</a>'.encode("latin-1"),
            "text/html; charset=iso-8859-1",
            id="the header says it",
        ),
        pytest.param(
            '<meta charset="utf-8"><a href="/news/2014/a">Café</a>'.encode(),
            "text/html",
            id="the page says it",
        ),
        pytest.param('<a href="/news/2014/a">Café</a>'.encode("utf-16"), "text/html", id="UTF-16"),
        pytest.param(
            b'<?xml version="1.0" encoding="utf-8"?><html><a href="/news/2014/a">Caf\xc3\xa9</a>',
            "text/html",
            id="XHTML",
        ),
    ],
)
def test_titles_come_out_right_whatever_the_charset(body: bytes, content_type: str) -> None:
    (entry,) = listing_links(page(body, content_type=content_type), "outlet", STORIES)
    assert entry.title == "Café"


ANNOUNCEMENTS = """
<header><h2 id="menu">Menu</h2></header><nav><h2 id="nav">More pages</h2></nav>
<main><h1 id="september">September announcements</h1>
<h2 id="minimum">Minimum lowered</h2><h3 id="summary">Summary</h3><h3 id="next">Next steps</h3>
<h2 id="funding">Funding <em>ends</em></h2><h3 id="summary-1">Summary</h3><h3 id="next-1">Next steps</h3>
<h2 id="new-portal">A new portal</h2><h3 id="summary-2">Summary</h3><h3 id="next-2">Next steps</h3>
<h2>Feedback</h2></main><footer><h2 id="legal">Legal</h2></footer>"""


def named(markup: str) -> list[tuple[str, str | None]]:
    found = anchors(page(markup), "outlet")
    return [(entry.url.removeprefix(HERE), entry.title) for entry in found]


def test_each_announcement_of_a_month_is_an_entry() -> None:
    """Not their summaries, though there are more of those; not menu nor footer."""
    assert anchors(page(ANNOUNCEMENTS), "outlet") == (
        Entry("outlet", f"{HERE}#minimum", "Minimum lowered"),
        Entry("outlet", f"{HERE}#funding", "Funding ends"),
        Entry("outlet", f"{HERE}#new-portal", "A new portal"),
    )


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param('<h2><a id="a"></a>A</h2>', [("#a", "A")], id="an anchor in the heading"),
        pytest.param('<a name="a"><h2>A</h2></a>', [("#a", "A")], id="an anchor around it"),
        pytest.param('<p>x</p><a name="a"></a><h2>A</h2>', [("#a", "A")], id="right before it"),
        pytest.param('<a name="x" href="/y">Read on</a><h2>A</h2>', [], id="a link before it"),
        pytest.param("<h2>A</h2>", [], id="no anchor"),
        pytest.param('<h2 id="a"><img src="x"></h2>', [], id="no words"),
        pytest.param('<h2 id="a b">A</h2>', [("#a%20b", "A")], id="a space in the name"),
        pytest.param('<h2 id="ü">A</h2>', [("#%C3%BC", "A")], id="a sign beyond ASCII"),
        pytest.param(
            '<h2 id="a">A</h2><h2 id="a">B</h2>', [("#a", "A")], id="one name for two headings"
        ),
        pytest.param(
            '<h2 id="a">A</h2><h3 id="b">B</h3>', [("#a", "A")], id="as many: the higher rank"
        ),
        pytest.param(
            '<article><header><h2 id="a">A</h2></header></article>',
            [("#a", "A")],
            id="the header of an article, not of the page",
        ),
        pytest.param('<div role="navigation"><h2 id="a">A</h2></div>', [], id="a role"),
        pytest.param("<p>no heading</p>", [], id="nothing"),
    ],
)
def test_where_a_heading_has_its_anchor(
    markup: str, expected: list[tuple[str, str | None]]
) -> None:
    assert named(markup) == expected


def related(markup: str, url: str = HERE) -> list[str]:
    assert NAMES
    found = related_links(page(markup, url), "outlet", NAMES)
    return [entry.url.removeprefix(HOST) for entry in found]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param('<a href="/a">More on FastTrack</a>', ["/a"], id="named by its text"),
        pytest.param(
            '<a href="/fast-track-ends">last week</a>', ["/fast-track-ends"], id="address"
        ),
        pytest.param('<a href="/a">More on clouds</a>', [], id="something else"),
        pytest.param('<a href="https://other.example/fasttrack">x</a>', [], id="another outlet"),
        pytest.param(
            '<a href="https://www.outlet.example/fasttrack">x</a>',
            ["https://www.outlet.example/fasttrack"],
            id="the same, with www",
        ),
        pytest.param('<nav><a href="/fasttrack">FastTrack</a></nav>', [], id="navigation"),
        pytest.param('<footer><a href="/fasttrack">FastTrack</a></footer>', [], id="footer"),
        pytest.param('<a href="#fasttrack">FastTrack</a>', [], id="the page itself"),
        pytest.param('<a href="/news/page?p=2">FastTrack</a>', [], id="its other pages"),
        pytest.param('<a href="/tag/fasttrack">FastTrack</a>', [], id="a list of articles"),
        pytest.param('<a href="/fasttrack.png">FastTrack</a>', [], id="a picture"),
        pytest.param(
            '<a href="/fasttrack-1">x</a><main><a href="/fasttrack-2">x</a><aside>Related: '
            '<a href="/fasttrack-3">x</a></aside></main><a href="/fasttrack-4">x</a>',
            ["/fasttrack-2", "/fasttrack-3"],
            id="only within the main text where it is marked",
        ),
        pytest.param(
            '<main><article><a href="/fasttrack">x</a></article></main>',
            ["/fasttrack"],
            id="once, though two elements hold it",
        ),
    ],
)
def test_related(markup: str, expected: list[str]) -> None:
    assert related(markup) == expected


def test_of_links_without_end_the_first_are_looked_at() -> None:
    plain = "<a href='/x'>x</a>" * MOST_LINKS
    assert related(f"{plain}<a href='/fasttrack-1'>x</a>") == []


def test_ten_related_at_the_most() -> None:
    assert len(related("".join(f'<a href="/fasttrack-{n}">x</a>' for n in range(30)))) == 10


@pytest.mark.parametrize("body", [b"", b"\0", b"<a " * 10_000, b"<h1" * 10_000, b"\x89PNG\r\n"])
def test_no_page_at_all_lists_nothing(body: bytes) -> None:
    assert NAMES
    here = page(body)
    assert listing_links(here, "o", re.compile("")) == ()
    assert anchors(here, "o") == ()
    assert related_links(here, "o", NAMES) == ()


@settings(max_examples=80)
@given(
    cut=st.integers(0, len(ANNOUNCEMENTS)),
    noise=st.binary(max_size=40),
    charset=st.text(max_size=12),
    where=st.sampled_from(
        ["https://outlet.example/a", "http://[::1]/", "https://xn--a.example/%ff"]
    ),
)
def test_noise_ends_in_entries(cut: int, noise: bytes, charset: str, where: str) -> None:
    assert NAMES
    body = ANNOUNCEMENTS[:cut].encode() + noise + b'<a href="' + noise + b'">FastTrack</a>'
    here = Page(body, where, f"text/html; charset={charset}")
    found = (
        *anchors(here, "o"),
        *listing_links(here, "o", re.compile("")),
        *related_links(here, "o", NAMES),
    )
    assert all(entry.url.startswith(("http://", "https://")) for entry in found)
    canonical = here.canonical_link(f"<{charset}>; rel=canonical")
    assert canonical is None or same_site(canonical, where)
    assert here.next_page() is None


def test_links_with_addresses_no_server_takes() -> None:
    assert listed(f'<a href="/news/2014/{"x" * 9000}">A</a>') == []
