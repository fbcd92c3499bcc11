"""Snapshots to revisions: pages of an article, dates of a listing, texts too long."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.config import load_config
from monitor.errors import ParseError
from monitor.read import READER, Outlet, Reading, read_snapshot
from monitor.read.revision import MAX_TEXT
from monitor.types import PAGE_BREAK
from tests.builders import a_snapshot
from tests.program import article

OUTLET = Outlet("The Outlet", None, "US")
WORDS = load_config().language.page


def reading(**changes: Any) -> Reading:
    return read_snapshot(a_snapshot(**changes), OUTLET, WORDS)


def listed(date: str, title: str = "As listed") -> tuple[tuple[str, str], ...]:
    return (("x-monitor-entry-published", date), ("x-monitor-entry-title", title))


def test_the_pages_of_an_article_are_one_text_under_the_first_title() -> None:
    first, second = article("One sentence.", "The title").body, article("Two.", "Page 2").body
    body = first + PAGE_BREAK % b"https://outlet.example/1?page=2" + second
    revision = reading(body=body).revision
    assert revision is not None
    assert revision.title == "The title"
    assert revision.text.index("One sentence.") < revision.text.index("Two.")
    assert "monitor: next page" not in revision.text


def test_a_further_page_without_text_adds_nothing() -> None:
    alone = reading(body=article().body).revision
    joined = reading(body=article().body + PAGE_BREAK % b"/2" + b"<p></p>").revision
    assert alone is not None
    assert joined is not None
    assert joined.text == alone.text


def test_an_article_whose_second_page_is_a_wall_is_no_article() -> None:
    """Kept without that page, it would look like an edit."""
    wall = (
        b"<html><head><title>x</title></head><body><h1>Access denied</h1><p>No.</p></body></html>"
    )
    body = article().body + PAGE_BREAK % b"/2" + wall
    assert reading(body=body) == Reading("blocked", None)


def test_every_revision_names_the_reader_that_drew_it() -> None:
    saved = reading(origin="import", fetched_from="a.txt", body=b"title: A\n---\nIt is so.\n")
    for revision in (reading(body=article().body).revision, saved.revision):
        assert revision is not None
        assert revision.reader == READER


DATES = [
    pytest.param("2014-07-30", "2014-07-30", id="a day"),
    pytest.param("2014-07", "2014-07", id="a month"),
    pytest.param("2014-08-02", "2014-08-02", id="today, east of here"),
    pytest.param("2014-09-15", None, id="in the future"),
    pytest.param("soon", None, id="no date"),
]


@pytest.mark.parametrize(("given", "published"), DATES)
def test_where_a_page_has_no_date_that_of_its_listing_counts(
    given: str, published: str | None
) -> None:
    revision = reading(body=article().body, headers=listed(given)).revision
    assert revision is not None
    assert (revision.published.iso() if revision.published else None) == published


def test_where_a_page_has_no_title_that_of_its_listing_counts() -> None:
    body = article().body.replace(b"<title>Who may join</title>", b"")
    body = body.replace(b"<h1>Who may join</h1>", b"")
    revision = reading(body=body, headers=listed("2014-07-30", "As\x1b listed")).revision
    assert revision is not None
    assert revision.title == "As listed"


def test_a_text_longer_than_any_article_is_refused_and_says_how_long_it_is() -> None:
    with pytest.raises(ParseError, match="a text of 500,050 characters; at most 500,000"):
        reading(
            origin="import",
            fetched_from="a.txt",
            body=b"title: A\n---\n" + b"x" * (MAX_TEXT + 50),
        )


def test_a_text_as_long_as_allowed_is_read() -> None:
    body = b"title: A\n---\n" + b"x" * MAX_TEXT
    revision = reading(origin="import", fetched_from="a.txt", body=body).revision
    assert revision is not None
    assert len(revision.text) == MAX_TEXT
