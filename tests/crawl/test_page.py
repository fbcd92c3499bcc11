"""Where an article goes on, and where only another one begins."""

from __future__ import annotations

import pytest

from monitor.crawl.page import Page

HOST = "https://outlet.example"
STORY = f"{HOST}/news/300/story.htm"


@pytest.mark.parametrize(
    ("markup", "here", "expected"),
    [
        pytest.param('<link rel="next" href="?page=2">', STORY, f"{STORY}?page=2", id="by query"),
        pytest.param(
            '<a href="/news/300/story.htm/pgno/0/1">NEXT: What partners say</a>',
            STORY,
            f"{STORY}/pgno/0/1",
            id="NEXT: and a page number behind the path",
        ),
        pytest.param(
            '<a href="story-2.htm">Next  page »</a>',
            STORY,
            f"{HOST}/news/300/story-2.htm",
            id="next page, beside the first",
        ),
        pytest.param(
            '<a rel="nofollow next" href="/news/300/story/2">2</a>',
            f"{HOST}/news/300/story",
            f"{HOST}/news/300/story/2",
            id="rel among others",
        ),
        pytest.param(
            '<a href="/s/page/2/"><b>Next</b> page</a>',
            f"{HOST}/s/",
            f"{HOST}/s/page/2/",
            id="words over two elements",
        ),
        pytest.param(
            '<a rel="next" href="/news/301/other.htm">NEXT: x</a>'
            '<a href="story_p2.htm">Continue to page 2</a>',
            STORY,
            f"{HOST}/news/300/story_p2.htm",
            id="another article first",
        ),
    ],
)
def test_goes_on(markup: str, here: str, expected: str) -> None:
    assert Page(f"<html><body><p>x{markup}".encode(), here).next_page() == expected


@pytest.mark.parametrize(
    ("markup", "here"),
    [
        pytest.param('<link rel="next" href="/news/301/other.htm">', STORY, id="the next article"),
        pytest.param('<link rel="next" href="/posts/42">', f"{HOST}/posts/41", id="by number"),
        pytest.param('<a rel="next" href="/?p=42">Next page</a>', f"{HOST}/?p=41", id="by query"),
        pytest.param(
            '<link rel="next" href="https://other.example/news/300/story.htm?page=2">',
            STORY,
            id="another host",
        ),
        pytest.param('<a href="?page=2">Next</a>', STORY, id="next what?"),
        pytest.param('<a href="?page=2">Nextgen page</a>', STORY, id="another word"),
        pytest.param('<a rel="next" href="?print=1">x</a>', STORY, id="the print version"),
        pytest.param('<a rel="next" href="#more">x</a>', STORY, id="the same page"),
        pytest.param('<a rel="next" href="javascript:next()">x</a>', STORY, id="a script"),
        pytest.param('<a rel="next">x</a>', STORY, id="no address"),
        pytest.param("", STORY, id="nothing"),
    ],
)
def test_ends_here(markup: str, here: str) -> None:
    assert Page(f"<html><body><p>x{markup}".encode(), here).next_page() is None


@pytest.mark.parametrize("body", [b"", b"\0", b"<!-- -->", b"<a " * 10_000, b"\xff\xfe<\0a\0"])
def test_no_page_at_all(body: bytes) -> None:
    assert Page(body, STORY).next_page() is None


def test_a_later_page_is_held_against_the_first() -> None:
    body = b'<a rel="next" href="?page=3">3</a>'
    assert Page(body, f"{STORY}?page=2").next_page(STORY) == f"{STORY}?page=3"
    assert Page(b'<a rel="next" href="/x?page=3">', f"{STORY}?page=2").next_page(STORY) is None


def test_a_page_of_thousands_of_nested_elements() -> None:
    body = b"<div>" * 50_000 + b'<a rel="next" href="?page=2">x'
    assert Page(body, STORY).next_page() in (None, f"{STORY}?page=2")
