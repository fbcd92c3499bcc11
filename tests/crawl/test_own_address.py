"""A page that names its own address is not parsed for it, and one that only seems to is."""

from __future__ import annotations

import pytest

from monitor.crawl.page import Page

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
