"""HTML to main text with trafilatura, as light Markdown.

Markdown keeps what claims depend on: headings, entries of lists, rows of
tables, each on a line of its own.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import trafilatura
from lxml import etree
from trafilatura.settings import Document
from trafilatura.xml import xmltotxt

from monitor.interval import DaySpan
from monitor.plain import clean_text, one_line

# What they cannot read comes out as no text; who runs us needs no line of theirs besides.
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

# Bytes trafilatura is given at the most: beyond this a page is no article.
MAX_HTML = 5_000_000
# Signs that XML does not know, written as numbers (&#11; &#xFFFE;): one costs the whole article.
_NO_SIGN = re.compile(
    rb"&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef])|0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45]))"
    rb"(?:;|(?![0-9a-f;]))",
    re.IGNORECASE,
)
# A page dated tomorrow may be of today, east of Greenwich.
_ZONES = timedelta(days=1)
# So far ahead a date is looked for, to be refused as what it is. With an earlier end, a month or
# a year would be cut out of it that nobody wrote.
_AHEAD = timedelta(days=3660)
# trafilatura marks signs that Markdown would take for its own; a quote has to stand as it was said.
_MARKED = re.compile(r"(\\+)([*_`~\[\]<])")
_MARKED_FIRST = re.compile(r"^( *(?:- |\d+\. )?(?:\d{1,9}(?=\\[.)]))?)\\([>+.)-])", re.MULTILINE)


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
        _NO_SIGN.sub(b" ", body[:MAX_HTML]),
        url=url,
        include_formatting=True,
        include_tables=True,
        include_comments=False,
        include_links=False,
        with_metadata=True,
        date_extraction_params={
            "original_date": True,
            # The wide search takes the year of a copyright line, or any day of the running text.
            "extensive_search": False,
            "max_date": (observed.astimezone(UTC) + _AHEAD).date().isoformat(),
        },
    )
    if not isinstance(found, Document):
        return PageText("", None, None, None)
    # One parse gives both the body and what the page says of itself.
    text = _markdown(found.body) if found.body is not None else ""
    title = one_line(found.title) if found.title else None
    author = one_line(found.author) if found.author else None
    return PageText(clean_text(text).strip(), title, author, _published(found.date, observed))


def _markdown(body: etree._Element) -> str:
    """Headings, lists and tables marked; bold and slanted words as plain words."""
    etree.strip_tags(body, "hi")
    text: str = xmltotxt(body, include_formatting=True)
    text = _MARKED.sub(lambda mark: "\\" * (len(mark[1]) // 2) + mark[2], text)
    return _MARKED_FIRST.sub(r"\1\2", text)


def _published(text: str | None, observed: datetime) -> DaySpan | None:
    """The date a page gives itself; one in the future is refused, for nothing is said tomorrow."""
    if not text:
        return None
    try:
        span = DaySpan.parse(text)
    except ValueError:
        return None
    return None if lies_ahead(span, observed) else span


def lies_ahead(published: DaySpan, observed: datetime) -> bool:
    """Whether a page seen at `observed` cannot have been published then."""
    latest = (observed.astimezone(UTC) + _ZONES).date()
    return published.earliest is not None and published.earliest > latest
