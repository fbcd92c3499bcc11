"""A page that names its own address is not parsed for it, and one that only seems to is."""

from __future__ import annotations

import pytest

from monitor.crawl.page import Page
from monitor.crawl.saved import saved_address

OWN = "https://outlet.example/news/301-story.html"
OTHER = "https://outlet.example/stories/301-story.html"


def link(href: str) -> str:
    return f'<link rel="canonical" href="{href}">'


@pytest.mark.parametrize(
    ("head", "named", "parsed"),
    [
        pytest.param(link(OWN), OWN, False, id="plainly its own"),
        pytest.param(link("/news/301-story.html"), OWN, False, id="its own, written short"),
        pytest.param(
            f'<link href="{OWN}" rel="canonical" />', OWN, False, id="the other way round"
        ),
        pytest.param(link(OTHER), OTHER, True, id="another"),
        pytest.param(link(OWN) + link(OTHER), None, True, id="two: it contradicts itself"),
        pytest.param(link(OWN) + "<meta name='CANONICAL'>", OWN, True, id="the word twice"),
        pytest.param(
            f'<link rel="canonical" data-x="1" href="{OTHER}">', OTHER, True, id="not so plain"
        ),
        pytest.param(
            f'<link rel="canonical" href="{OTHER}" href="{OWN}">', OTHER, True, id="two of one name"
        ),
        pytest.param("<title>A story</title>", None, False, id="nothing said"),
    ],
)
def test_its_own_address(head: str, named: str | None, parsed: bool) -> None:
    page = Page(f"<html><head>{head}</head><body><p>Text.</p></body></html>".encode(), OWN)
    assert page.canonical_link() == named
    assert ("root" in vars(page)) is parsed


SAVED = [
    pytest.param("/news/who-may-join", "Who may join the scheme", "", True, id="its title says it"),
    pytest.param(
        "/news/scheme-deadline-pushed-back",
        "Kicked down the road",
        "The deadline of the scheme was pushed to May.",
        True,
        id="a headline written anew: its text says it",
    ),
    pytest.param(
        "/news/scheme-deadline-pushed-back",
        "Kicked down the road",
        "The scheme starts in May.",
        False,
        id="another article, which a template names on every page",
    ),
    pytest.param("/t/who-may-join/p/4711", "Who may join the scheme", "", True, id="a number last"),
    pytest.param("/news/scheme", "Down the road", "The scheme.", False, id="a section"),
    pytest.param("/", "Down the road", "The road goes down.", False, id="the front page"),
]


@pytest.mark.parametrize(("path", "title", "text", "believed"), SAVED)
def test_the_address_of_a_page_that_was_saved(
    path: str, title: str, text: str, believed: bool
) -> None:
    address = f"https://outlet.example{path}"
    body = (
        f"<html><head><title>{title}</title>{link(address)}</head><body><p>{text}</p></body></html>"
    )
    assert saved_address(body.encode()) == (address if believed else None)


KNOWN = [
    pytest.param("/about/faq", True, id="a page of a site we know"),
    pytest.param("/", False, id="its front page, which a template names on every page"),
]


@pytest.mark.parametrize(("path", "believed"), KNOWN)
def test_a_saved_page_of_a_known_site_is_believed(path: str, believed: bool) -> None:
    """A vendor's page says something else in its title than in its address, and is edited."""
    address = f"https://vendor.example{path}"
    body = f"<head><title>Frequently asked questions</title>{link(address)}</head><p>Text.</p>"
    found = saved_address(body.encode(), lambda url: url.startswith("https://vendor.example/"))
    assert found == (address if believed else None)


def linked(*pages: str) -> str:
    said = ", ".join(f'"mainEntityOfPage": {page}' for page in pages)
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {said}}}</script>'


SHORT = "https://outlet.example/2016/04/13/free_lunch/"
LINKED = [
    pytest.param(linked(f'"{SHORT}"'), SHORT, id="its linked data say it too"),
    pytest.param(linked(f'{{"@type": "WebPage", "@id": "{SHORT}"}}'), SHORT, id="as an object"),
    pytest.param(linked(f'"{SHORT}"'.replace("/", "\\/")), SHORT, id="its strokes escaped"),
    pytest.param(linked(f'"{OWN}"'), None, id="its linked data say otherwise"),
    pytest.param(linked(f'"{SHORT}"', f'"{OWN}"'), None, id="its linked data say two things"),
    pytest.param("", None, id="nothing else says it"),
]


@pytest.mark.parametrize(("data", "address"), LINKED)
def test_what_linked_data_say_of_a_saved_page(data: str, address: str | None) -> None:
    head = f"<title>Redmond stops at smaller houses</title>{link(SHORT)}{data}"
    page = f"<html><head>{head}</head><body><p>Text.</p></body></html>"
    assert saved_address(page.encode()) == address
