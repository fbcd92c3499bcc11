"""RSS and Atom: bytes to entries."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.sax import SAXException

import feedparser

from monitor.crawl.address import canonical_address, shown, web_address
from monitor.errors import ParseError
from monitor.interval import DaySpan
from monitor.plain import one_line
from monitor.types import Entry

_TAG = re.compile(r"<[^<>]{0,500}>")
# The web began in 1991. Days in the near future are left to who knows today's date.
_YEARS = range(1991, 2100)
# What feedparser lets through of hostile bytes, an encoding with a NUL in its name for one.
_ESCAPING = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    SAXException,
)
_TITLE_LENGTH = 500  # characters; a title beyond is no title


def parse_feed(
    body: bytes, *, url: str, source: str, headers: tuple[tuple[str, str], ...] = ()
) -> tuple[Entry, ...]:
    """The entries of a feed, in its own order, each address once and canonical.

    A feed that breaks off or is wrongly encoded gives what can be read of it.
    Entries that lead nowhere on the web are left out; dates are days in UTC.
    Raises ParseError for what is no feed, or holds nothing that can be read.
    """
    content_type = next((value for key, value in headers if key.lower() == "content-type"), "")
    try:
        # Always a stream: feedparser takes other arguments for an address or a file to open.
        # It is not told where the feed is from, or it would make an address of every guid.
        parsed = feedparser.parse(
            io.BytesIO(body),
            response_headers={"content-type": content_type},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except _ESCAPING as error:
        raise ParseError(f"{shown(url)} is a broken feed: {one_line(str(error))[:100]}") from error
    if not parsed.get("version"):
        raise ParseError(f"{shown(url)} is no feed; give the address of its RSS or Atom feed")
    entries: dict[str, Entry] = {}
    for row in parsed.entries:
        if address := next(_addresses(url, row), None):
            entry = Entry(source, address, _title(row), _published(row))
            entries.setdefault(address, entry)
    if parsed.get("bozo") and not entries:
        raise ParseError(f"{shown(url)} is a broken feed: no entry in it can be read")
    return tuple(entries.values())


def _addresses(base: str, row: Any) -> Iterator[str]:
    """Where an entry may lead, the best first."""
    links = [link for link in row.get("links", ()) if link.get("rel") == "alternate"]
    for link in links:
        if address := web_address(base, _text(link.get("href"))):
            yield address
    guid = _text(row.get("id"))
    if guid.startswith(("http://", "https://")):
        try:
            yield canonical_address(guid)
        except ParseError:
            return


def _title(row: Any) -> str | None:
    return one_line(_TAG.sub("", _text(row.get("title"))))[:_TITLE_LENGTH] or None


def _published(row: Any) -> DaySpan | None:
    # Past feedparser's own lookup, which answers for one with the other and warns about it.
    moment = dict.get(row, "published_parsed") or dict.get(row, "updated_parsed")
    if not moment or moment[0] not in _YEARS:
        return None
    try:
        return DaySpan.day(date(*moment[:3]))
    except ValueError:
        return None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
