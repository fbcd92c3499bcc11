"""Whose word it is where a page or a paper says it, and nobody is quoted."""

from __future__ import annotations

import pytest

from tests.extract.reading import claims_in

TITLE = "What became of FastTrack"
PAPERS = [
    ("a page", "The FastTrack plans page now wants 150 seats.", "document"),
    ("with an aside", "The service description, which few read, covers mailbox moves.", "document"),
    ("behind that", "Hat tip for spotting that the benefit page asks for 150 seats.", "document"),
    ("gone on about", "The guide is clear on FastTrack. It rules out public folders.", "document"),
    (
        "this page is the outlet's",
        "This page lists what FastTrack covers: mailbox moves.",
        "outlet",
    ),
    ("nobody's", "FastTrack asks for 150 seats, and the page is down.", "outlet"),
    ("a partner's", "The partner's FastTrack guide covers mailbox moves.", "outlet"),
]


@pytest.mark.parametrize(
    ("text", "kind"), [row[1:] for row in PAPERS], ids=[row[0] for row in PAPERS]
)
def test_who_says_it(text: str, kind: str) -> None:
    found = [c for c in claims_in(text, title=TITLE) if c.facet in ("threshold", "scope")]
    vendor = "Microsoft" if kind == "document" else "The Outlet"
    assert {(c.attribution.kind, c.speaker.organisation) for c in found} == {(kind, vendor)}


def test_a_paper_in_a_text_about_something_else_is_nobodys() -> None:
    text = "The plans page wants 150 seats for mailbox moves."
    assert claims_in(f"Trains are late. {text}", title="Trains") == ()


def test_in_the_vendors_own_text_it_is_the_vendors() -> None:
    (found,) = claims_in("The FastTrack plans page wants 150 seats.", organisation="Microsoft")
    assert (found.attribution.cue, found.speaker.role) == (None, "document")
