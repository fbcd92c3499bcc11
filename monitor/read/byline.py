"""Title and author of a page, and the day htmldate finds: what trafilatura reads besides the text.

Its `extract_metadata` reads categories, tags and licences of the whole page too, which takes
longer than drawing the text; these are the parts of it that are needed, in its order.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from htmldate import find_date
from lxml import etree
from lxml.html import HtmlElement
from trafilatura.metadata import (
    examine_meta,
    extract_author,
    extract_meta_json,
    extract_title,
    extract_url,
)
from trafilatura.settings import Document

# So far ahead a date is looked for, to be refused as what it is. With an earlier end, a month or
# a year would be cut out of it that nobody wrote.
_AHEAD = timedelta(days=3660)
# What data of an odd shape raises in code that takes it for one of the usual shape.
_ODD = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
# The attributes that trafilatura's patterns for authors look at, and what one of them must hold.
_MARKS = etree.XPath("//@class|//@id|//@rel|//@itemprop|//@data-testid|//@data-component")
_AUTHOR = re.compile(
    "uthor|yline|byl|BBL|username|screenname|writer|zuozhe|bianji|xiaobian|channel-name|"
    "submitted-by|posted-by|journalist-name"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What the page is called, who wrote it, and the address it gives as its own."""

    title: str | None
    author: str | None
    address: str | None


def byline_of(tree: HtmlElement) -> Byline:
    """Of a page as trafilatura parsed it; the tree stays as it is."""
    found = examine_meta(tree)
    if found.author and " " not in found.author:
        found.author = None  # a name of an account
    found = _with_linked_data(tree, found)
    found.title = _text(found.title) or extract_title(tree)
    found.author = _text(found.author) or _author_shown(tree)
    address = found.url
    found.clean_and_trim()
    return Byline(found.title, found.author, address)


def day_found(tree: HtmlElement, own: Byline, address: str, observed: datetime) -> str | None:
    """The day htmldate finds on a page that was asked for at this address then."""
    day: str | None = find_date(
        tree,
        original_date=True,
        # The wide search takes the year of a copyright line, or any day of the running text.
        extensive_search=False,
        max_date=(observed.astimezone(UTC) + _AHEAD).date().isoformat(),
        url=own.address or extract_url(tree, address),
    )
    return day


def _with_linked_data(tree: HtmlElement, found: Document) -> Document:
    try:
        return extract_meta_json(tree, found)
    except _ODD:
        return found


def _text(value: object) -> str | None:
    """What is no text (a list of headlines) tells nothing; trafilatura hands it on as it came."""
    return value if isinstance(value, str) else None


def _author_shown(tree: HtmlElement) -> str | None:
    """What `extract_author` finds, asked of the elements alone that it may take.

    It asks a Python function about every class and id, several times: of a
    whole page that takes as long as drawing the text.
    """
    page = deepcopy(tree)
    named = {mark.getparent() for mark in _MARKS(page) if _AUTHOR.search(mark)}
    named.update(page.iter("author"), (each.getparent() for each in page.iter("rel")))
    if not named:
        return None
    outer = {each for each in named if named.isdisjoint(each.iterancestors())}
    around = {each for one in outer for each in one.iterancestors()}
    for frame in around:
        for child in list(frame):
            if child not in outer and child not in around:
                frame.remove(child)
    author: str | None = extract_author(page)
    return author
