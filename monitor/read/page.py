"""HTML to main text with trafilatura, as light Markdown.

Markdown keeps what claims depend on: headings, entries of lists, rows of
tables, each on a line of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import trafilatura
from trafilatura.settings import Document
from trafilatura.xml import xmltotxt

from monitor.interval import DaySpan
from monitor.plain import clean_text, one_line

# Bytes trafilatura is given at the most: beyond this a page is no article.
MAX_HTML = 5_000_000


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page says, and says of itself."""

    text: str
    title: str | None
    author: str | None
    published: DaySpan | None


def read_html(body: bytes, url: str, observed: datetime) -> PageText:
    """The main text of one page; empty text where it has none."""
    found = trafilatura.bare_extraction(
        body[:MAX_HTML],
        url=url,
        include_formatting=True,
        include_tables=True,
        include_comments=False,
        include_links=False,
        with_metadata=True,
        date_extraction_params={
            "original_date": True,
            "extensive_search": True,
            "max_date": observed.astimezone(UTC).date().isoformat(),
        },
    )
    if not isinstance(found, Document):
        return PageText("", None, None, None)
    # One parse gives both the body and what the page says of itself.
    text = xmltotxt(found.body, include_formatting=True) if found.body is not None else ""
    title = one_line(found.title) if found.title else None
    author = one_line(found.author) if found.author else None
    return PageText(clean_text(text).strip(), title, author, _published(found.date, observed))


def _published(text: str | None, observed: datetime) -> DaySpan | None:
    """The date a page gives itself; one in the future is refused, for nothing is said tomorrow."""
    if not text:
        return None
    try:
        span = DaySpan.parse(text)
    except ValueError:
        return None
    return None if span.earliest and span.earliest > observed.date() else span
