"""The address a page calls its own: believed where something speaks for it."""

from __future__ import annotations

import pytest

from monitor.crawl.canonical import same_site
from monitor.crawl.page import Page, numbered_page

HOST = "https://outlet.example"
STORY = f"{HOST}/news/300073596/who-may-join-fasttrack.htm"


def believed(here: str, canonical: str, title: str = "") -> str | None:
    body = f'<head><title>{title}</title><link rel="canonical" href="{canonical}"></head><p>x'
    return Page(body.encode(), here).canonical_link()


@pytest.mark.parametrize(
    ("here", "canonical", "expected"),
    [
        pytest.param(STORY, STORY, STORY, id="itself"),
        pytest.param(f"{STORY}?replytocom=3", STORY, STORY, id="without what is of no account"),
        pytest.param(f"{STORY}?page=2", STORY, STORY, id="its first page"),
        pytest.param(STORY, STORY[:-4], STORY[:-4], id="another ending"),
        pytest.param(STORY.upper().replace("HTTPS", "https"), STORY, STORY, id="capitals"),
        pytest.param(STORY, f"{STORY}?utm_source=x#top", STORY, id="a tracker and a fragment"),
        pytest.param(
            STORY,
            f"{HOST}/news/cloud/2014/who-may-join-fasttrack",
            f"{HOST}/news/cloud/2014/who-may-join-fasttrack",
            id="the same words elsewhere",
        ),
        pytest.param(
            STORY,
            f"{HOST}/news/cloud/300073596/a-new-headline",
            f"{HOST}/news/cloud/300073596/a-new-headline",
            id="the same number with a new headline",
        ),
        pytest.param(f"{HOST}/story/amp/", f"{HOST}/story/", f"{HOST}/story/", id="another form"),
        pytest.param(f"{HOST}/story/page/2", f"{HOST}/story", f"{HOST}/story", id="a later page"),
        pytest.param(
            "https://www.outlet.example/story",
            "https://outlet.example/story",
            "https://outlet.example/story",
            id="without www",
        ),
        pytest.param(
            "https://m.outlet.example/story",
            "https://www.outlet.example/story",
            "https://www.outlet.example/story",
            id="from the telephone's edition",
        ),
        pytest.param(STORY, STORY.replace("https", "http"), STORY, id="no way back to http"),
        pytest.param(
            STORY, STORY.removeprefix("https:"), STORY, id="without a scheme, with slashes"
        ),
        pytest.param(
            STORY, STORY.removeprefix("https://"), STORY, id="without a scheme and slashes"
        ),
        pytest.param(HOST + "/", HOST, HOST + "/", id="the front page itself"),
    ],
)
def test_believed(here: str, canonical: str, expected: str) -> None:
    assert believed(here, canonical) == expected


def test_a_title_speaks_for_an_address_of_words() -> None:
    there = f"{HOST}/2014/08/who-may-join"
    assert believed(f"{HOST}/?p=4711", there, title="Who may join? - The Outlet") == there
    assert believed(f"{HOST}/?p=4711", there, title="Prices rise - The Outlet") is None
    assert believed(f"{HOST}/article.aspx?id=5", there, title="Who may join") == there


@pytest.mark.parametrize(
    ("here", "canonical"),
    [
        pytest.param(STORY, f"{HOST}/", id="the front page on every article"),
        pytest.param(STORY, f"{HOST}/news/", id="the section on every article"),
        pytest.param(STORY, f"{HOST}/news/300079999/prices-rise.htm", id="one article on all"),
        pytest.param(STORY, f"{HOST}/login", id="the login page"),
        pytest.param(
            f"{HOST}/article.aspx?id=5", f"{HOST}/article.aspx", id="loses what tells apart"
        ),
        pytest.param(f"{HOST}/?p=4711", f"{HOST}/", id="the number lost, the front page left"),
        pytest.param(STORY, STORY.replace("outlet", "other"), id="another site"),
        pytest.param(STORY, "http://localhost/news/300073596", id="the machine it was written on"),
        pytest.param(
            "https://news.outlet.example/story",
            "https://shop.outlet.example/story",
            id="a sibling: strangers may share a parent",
        ),
        pytest.param(STORY, "javascript:location", id="a script"),
        pytest.param(STORY, "", id="empty"),
    ],
)
def test_not_believed(here: str, canonical: str) -> None:
    assert believed(here, canonical) is None


def test_a_page_that_contradicts_itself_is_not_believed() -> None:
    other = STORY.replace(".htm", "/2")
    links = f'<link rel="canonical" href="{STORY}"><link rel="canonical" href="{other}">'
    assert Page(links.encode(), STORY).canonical_link() is None
    twice = f'<link rel="canonical" href="{STORY}">' * 2
    assert Page(twice.encode(), STORY).canonical_link() == STORY


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param(f'<{STORY}>; rel="canonical"', STORY, id="in quotes"),
        pytest.param(f"<{STORY}>; rel=canonical", STORY, id="without"),
        pytest.param(f'</a>; rel="next", <{STORY}>; rel="canonical"', STORY, id="among others"),
        pytest.param(f'<{STORY}>; rel="next"', None, id="another relation"),
        pytest.param(f'<{HOST}/>; rel="canonical"', None, id="the front page"),
        pytest.param("canonical" + "<" * 20_000, None, id="noise"),
    ],
)
def test_by_header(header: str, expected: str | None) -> None:
    assert Page(b"%PDF-1.7", STORY).canonical_link(header) == expected
    assert Page(b"", STORY).canonical_link(header) == expected


def test_header_and_page_must_agree() -> None:
    body = f'<link rel="canonical" href="{STORY}">'.encode()
    assert Page(body, STORY).canonical_link(f"<{STORY}>; rel=canonical") == STORY
    assert Page(body, STORY).canonical_link(f"<{STORY[:-4]}>; rel=canonical") is None


def test_a_page_that_says_nothing_is_not_parsed() -> None:
    page = Page(b"<html><body><p>An article of the ordinary kind.</p></body></html>", STORY)
    assert page.next_page() is None
    assert page.canonical_link() is None
    assert "root" not in vars(page)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("https://outlet.example/a", "http://www.outlet.example/b", True),
        ("https://news.outlet.example/", "https://outlet.example/", True),
        ("https://a.outlet.example/", "https://b.outlet.example/", False),
        ("https://myoutlet.example/", "https://outlet.example/", False),
        ("https://outlet.example/", "https://example/", False),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8002/", False),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8001/x", True),
        ("mailto:x", "mailto:x", False),
        ("http://[x", "http://[x", False),
    ],
)
def test_one_site(one: str, other: str, expected: bool) -> None:
    assert same_site(one, other) is expected
    assert same_site(other, one) is expected


@pytest.mark.parametrize(
    ("first", "pattern", "expected"),
    [
        (f"{HOST}/a/story", "/page/{number}", f"{HOST}/a/story/page/2"),
        (f"{HOST}/a/story/", "/page/{number}/", f"{HOST}/a/story/page/2/"),
        (f"{HOST}/a/story.htm", "/pgno/0/{number}", f"{HOST}/a/story.htm/pgno/0/2"),
        (f"{HOST}/a/story.htm", "-{number}", f"{HOST}/a/story-2.htm"),
        (f"{HOST}/a/story", "_p{number}", f"{HOST}/a/story_p2"),
        (f"{HOST}/a/story.aspx", "?p={number}", f"{HOST}/a/story.aspx?p=2"),
        (f"{HOST}/a.aspx?id=5", "?p={number}", f"{HOST}/a.aspx?id=5&p=2"),
    ],
)
def test_a_numbered_page(first: str, pattern: str, expected: str) -> None:
    assert numbered_page(first, pattern, 2) == expected
