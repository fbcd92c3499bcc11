"""Title and author: the same as trafilatura finds, for a fraction of the time."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement
from trafilatura.metadata import extract_author, extract_metadata
from trafilatura.utils import load_html

from monitor.read.byline import byline_of

NAME = "Ann Example"
# Markup by which trafilatura knows an author. A row that fails when it is upgraded: it has learned
# a pattern that `byline` does not look for.
SHOWN = [
    pytest.param(f"<a rel=author>{NAME}</a>", id="a link to the author"),
    pytest.param(f"<p id=author>{NAME}</p>", id="an id"),
    pytest.param(f"<div class=post><b class=author-name>{NAME}</b></div>", id="part of a class"),
    pytest.param(f"<span itemprop='author name'>{NAME}</span>", id="microdata"),
    pytest.param(f"<a data-testid=AuthorURL>{NAME}</a>", id="a name for tests"),
    pytest.param(f"<p><rel>me</rel>{NAME}</p>", id="an element called rel"),
    pytest.param(f"<author>{NAME}</author>", id="an element called author"),
    pytest.param(f"<p class=byline>{NAME}</p>", id="a byline"),
    pytest.param(f"<p class=byl>{NAME}</p>", id="a short byline"),
    pytest.param(f"<p class=BBL>{NAME}</p>", id="an older one"),
    pytest.param(f"<a class=username>{NAME}</a>", id="a name of a user"),
    pytest.param(f"<i data-component=BylineText>{NAME}</i>", id="a component"),
    pytest.param(f"<i class=screenname>{NAME}</i>", id="a name on the screen"),
    pytest.param(f"<i class=the-writer>{NAME}</i>", id="a writer"),
    *(
        pytest.param(f"<span class='{word} x'>{NAME}</span>", id=word)
        for word in ("channel-name", "zuozhe", "bianji", "xiaobian", "submitted-by")
    ),
    pytest.param(f"<span class=posted-by>{NAME}</span>", id="posted by"),
    pytest.param(f"<span class=journalist-name>{NAME}</span>", id="a journalist"),
    pytest.param(
        f"<div id=comments><p class=author>Bob Reader</p></div><p class=author>{NAME}</p>",
        id="not a reader who comments",
    ),
    pytest.param(
        f"<div class=author><time class=author>May 5</time><b class=author>{NAME}</b></div>",
        id="one within another, beside a date",
    ),
]
NOBODY = [
    pytest.param("<p>By nobody</p>", id="nothing is named so"),
    pytest.param("<div class=sidebar><p class=author>Bob</p></div>", id="only in a sidebar"),
    pytest.param("<p class=author></p>", id="an empty name"),
]


def page(body: str, head: str = "") -> HtmlElement:
    tree = load_html(
        f"<html><head><title>On terms</title>{head}</head><body><h1>Terms</h1>"
        f"<main><p>Some text.</p>{body}<p>More of it.</p></main></body></html>"
    )
    assert tree is not None
    return tree


@pytest.mark.parametrize("body", SHOWN)
def test_an_author_that_the_page_shows(body: str) -> None:
    author = byline_of(page(body)).author
    assert author == extract_author(page(body))
    assert author is not None
    assert author.endswith(NAME)


@pytest.mark.parametrize("body", NOBODY)
def test_no_author_that_the_page_shows(body: str) -> None:
    assert extract_author(page(body)) is byline_of(page(body)).author is None


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(f"<meta name=author content='{NAME}'>", id="meta"),
        pytest.param("<meta name=author content='admin'>", id="the name of an account"),
        pytest.param(
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Other", '
            f'"author": {{"@type": "Person", "name": "{NAME}"}}}}</script>',
            id="linked data",
        ),
        pytest.param(
            '<script type="application/ld+json">{"@type": "NewsArticle", "author": 7, '
            '"publisher": ["x"], "@graph": [null, 1]}</script>',
            id="linked data of an odd shape",
        ),
        pytest.param("<meta property='og:title' content='Terms &amp;amp; more'>", id="a title"),
    ],
)
def test_the_head_goes_first(head: str) -> None:
    tree = page(f"<p class=author>{NAME}</p>", head)
    whole, own = extract_metadata(tree), byline_of(tree)
    assert (own.title, own.author) == (whole.title, whole.author)


def test_the_page_stays_as_it_is() -> None:
    tree = page(f"<p class=author>{NAME}</p><p>Behind.</p>")
    byline_of(tree)
    assert tree.text_content().endswith("Behind.More of it.")


@pytest.mark.parametrize("odd", ["[]", '["One", "Two"]', '{"a": 1}', "5", "true", "null"])
def test_a_headline_that_is_no_text_is_passed_over(odd: str) -> None:
    """It once cost the whole page."""
    story = f'{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": {odd}}}'
    found = byline_of(page("", f"<script type='application/ld+json'>{story}</script>"))
    assert found.title == "Terms"
