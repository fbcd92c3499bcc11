"""Which kind of page it is, before anything it says is taken for content."""

from __future__ import annotations

import pytest

from monitor.config import load_config
from monitor.read.kind import page_kind

WORDS = load_config().language.page
STORY = "The company said on Tuesday that the service starts soon, and that it is free of charge. "
LINKS = "\n".join(f"- Story number {n}" for n in range(12))

KINDS = [
    pytest.param(STORY * 3, "", "article", id="a story"),
    pytest.param(STORY, "", "article", id="a short story"),
    pytest.param(f"# Head\n\n{STORY}\n\n{LINKS}\n\n{STORY}", "", "article", id="story with links"),
    pytest.param("", "", "empty", id="nothing"),
    pytest.param("Home", "", "empty", id="a word"),
    pytest.param(LINKS, "", "listing", id="links alone"),
    pytest.param("We value your privacy. Accept all cookies?", "", "consent", id="consent"),
    pytest.param("", "<div>Accept all cookies</div>", "consent", id="consent outside the text"),
    pytest.param("Subscribe to continue reading this.", "", "paywall", id="paywall"),
    pytest.param("Please verify you are human to go on.", "", "blocked", id="robot check"),
    pytest.param("Sorry, the page could not be found here.", "", "soft-404", id="missing"),
    pytest.param(f"{STORY * 8} Accept all cookies.", "", "article", id="long, speaks of cookies"),
    pytest.param("word " * 200_000, "", "article", id="a megabyte without a full stop"),
    pytest.param("a, b " * 100_000 + "\n" * 9, "", "article", id="commas without end"),
    pytest.param("", "<" * 100_000, "empty", id="tags that never end"),
]


@pytest.mark.parametrize(("text", "html", "kind"), KINDS)
def test_kinds(text: str, html: str, kind: str) -> None:
    assert page_kind(text, None, html, WORDS) == kind


@pytest.mark.parametrize(
    "title", ["404 Not Found", "Page not found", "Page Not Found | The Outlet"]
)
def test_a_title_tells_a_missing_page(title: str) -> None:
    assert page_kind("Try the search, or go back to where you came from.", title, "", WORDS) == (
        "soft-404"
    )
