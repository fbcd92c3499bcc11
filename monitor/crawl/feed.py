"""RSS, Atom and JSON Feed: bytes to entries."""

from __future__ import annotations

import codecs
import html
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from xml.sax import SAXException

import feedparser

from monitor.crawl.address import canonical_address, shown, web_address
from monitor.crawl.jsonfeed import JsonRow, json_rows, looks_like_json
from monitor.errors import ParseError
from monitor.interval import DaySpan
from monitor.markup import without_swollen_tags
from monitor.plain import one_line
from monitor.types import Entry

# No feed lists so many on purpose; the newest come first, so the rest is old, or hostile.
MOST_ENTRIES = 5000
_TAG = re.compile(r"<[^<>]{0,500}>")
_BEGIN = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
_END = re.compile(rb"</(?:\w{1,20}:)?(?:item|entry)\s{0,9}>")
_PAGE = re.compile(
    rb"\s{0,999}(?:<!--.{0,999}?-->\s{0,99})?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_FEED = re.compile(rb"<(?:\w{1,20}:)?(?:rss|feed|rdf|channel)[\s>]", re.I)
_HEAD = 20_000  # bytes in which the outermost element begins, comments and stylesheets before it
# Tags, those of quoted HTML with them: 5,000 entries of 80.
_MOST_TAGS = 400_000
# Tags in tags. feedparser's time grows with the square: 9 MB of nothing else take a minute.
_DEEPEST = 1000
_ENTRY_DEPTH = 2  # rss, channel
_TAG_BYTES = re.compile(
    rb"(?P<quoted><!\[CDATA\[)(?:(?!\]\]>).)*+"
    rb"|<(?P<end>/?)(?P<name>[a-zA-Z][\w:.-]{0,60}+)(?:[^<>/]|/(?!>))*+(?P<alone>/?)>",
    re.S,
)
_WIDE = {
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}
_ENCODING = re.compile(r"^(\s{0,99}<\?xml[^<>]{0,99}encoding=[\"'])[^\"'<>]{1,40}([\"'])", re.I)
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
_SUMMARY_LENGTH = 1000  # characters, enough to see what it is about
_MARKUP_LENGTH = 20_000  # characters of a summary looked at: the whole article may stand there


@dataclass(frozen=True, slots=True)
class Feed:
    """What one feed lists. `without_link` counts entries that lead nowhere on the web.

    `cut` tells that it holds more than MOST_ENTRIES, the first of which are here.
    """

    entries: tuple[Entry, ...]
    without_link: int = 0
    cut: bool = False


def parse_feed(
    body: bytes, *, url: str, source: str, headers: tuple[tuple[str, str], ...] = ()
) -> tuple[Entry, ...]:
    """The entries of `read_feed`, for whom the rest does not matter."""
    return read_feed(body, url=url, source=source, headers=headers).entries


def read_feed(
    body: bytes, *, url: str, source: str, headers: tuple[tuple[str, str], ...] = ()
) -> Feed:
    """The entries of a feed, in its own order, each address once and canonical.

    What tells entries apart is their address, not their guid, which careless
    feeds repeat. A feed that breaks off or is wrongly encoded or labelled gives
    what can be read of it. Dates are days in UTC.
    Raises ParseError for what is no feed, or holds nothing that can be read.
    """
    if looks_like_json(body):
        return _feed(source, (_of_json(url, row) for row in json_rows(body, url)))
    content_type = next((value for key, value in headers if key.lower() == "content-type"), "")
    body, content_type = _narrow(body, content_type)
    body, cut = _shortened(body)
    _check_readable(body, url)
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
    found = _feed(source, (_of_xml(url, row) for row in parsed.entries), cut)
    if not found.entries and _is_broken(parsed):
        raise ParseError(f"{shown(url)} is a broken feed: no entry in it can be read")
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    addresses: Iterator[str]  # where it may lead, the best first
    title: str
    summary: str
    published: date | None
    changed: datetime | None


def _feed(source: str, rows: Iterable[_Row], cut: bool = False) -> Feed:
    entries: dict[str, Entry] = {}
    without_link = 0
    for number, row in enumerate(rows):
        if number == MOST_ENTRIES:
            cut = True
            break
        address = next(row.addresses, None)
        if address is None:
            without_link += 1
        elif address not in entries:
            entries[address] = Entry(
                source,
                address,
                one_line(_TAG.sub("", row.title))[:_TITLE_LENGTH] or None,
                DaySpan.day(row.published) if row.published else None,
                _plain(row.summary),
                row.changed,
            )
    return Feed(tuple(entries.values()), without_link, cut)


def _is_broken(parsed: Any) -> bool:
    """Whether the XML is; a header that labels it wrongly is no harm."""
    mislabelled = (feedparser.NonXMLContentType, feedparser.CharacterEncodingOverride)
    return bool(parsed.get("bozo")) and not isinstance(parsed.get("bozo_exception"), mislabelled)


def _narrow(body: bytes, content_type: str) -> tuple[bytes, str]:
    """UTF-16 as UTF-8, so that what is looked for in the bytes can be found."""
    wide = next((name for start, name in _WIDE.items() if body.startswith(start)), None)
    if wide is None:
        return body, content_type
    text = body.decode(wide, "replace").lstrip("\ufeff")
    return _ENCODING.sub(r"\1utf-8\2", text, count=1).encode(), content_type.partition(";")[0]


def _check_readable(body: bytes, url: str) -> None:
    """Raises ParseError for what would cost feedparser minutes, and is no feed in the end."""
    if _PAGE.match(body):
        raise ParseError(
            f"{shown(url)} is a page of HTML, no feed; give the address of the feed itself"
        )
    if b"\0" not in body[:100] and not _FEED.search(body, 0, _HEAD):
        raise ParseError(f"{shown(url)} is no feed; give the address of its RSS or Atom feed")
    if body.count(b"<") > _MOST_TAGS or _depth(body) > _DEEPEST:
        raise ParseError(f"{shown(url)} is a broken feed: more tags in it than feeds have")
    text = body.decode("latin-1")
    if without_swollen_tags(text) != text:
        raise ParseError(f"{shown(url)} is a broken feed: more attributes in a tag than tags have")


def _depth(body: bytes) -> int:
    """How deep its tags nest; the end of an entry ends all that was left open in it."""
    deepest = depth = 0
    for match in _TAG_BYTES.finditer(body):
        if match["quoted"] or match["alone"]:
            continue
        if not match["end"]:
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth = _ENTRY_DEPTH if match["name"] in (b"item", b"entry") else max(depth - 1, 0)
    return deepest


def _shortened(body: bytes) -> tuple[bytes, bool]:
    """The body without entries past the cap: reading each costs some 0.2 ms."""
    for number, begin in enumerate(_BEGIN.finditer(body)):
        if number == MOST_ENTRIES:
            ends = [match.end() for match in _END.finditer(body, begin.start())]
            return body[: begin.start()] + body[ends[-1] if ends else len(body) :], True
    return body, False


def _of_xml(base: str, row: Any) -> _Row:
    # Past feedparser's own lookup, which answers for one date with the other and warns about it.
    changed = _moment(dict.get(row, "updated_parsed"))
    published = _moment(dict.get(row, "published_parsed")) or changed
    return _Row(
        _addresses(base, row),
        _text(row.get("title")),
        _text(row.get("summary")) or _content(row),
        published.date() if published else None,
        changed,
    )


def _of_json(base: str, row: JsonRow) -> _Row:
    published = row.published or row.changed
    day = published.date() if published and published.year in _YEARS else None
    changed = row.changed if row.changed and row.changed.year in _YEARS else None
    addresses = (address for link in row.links if (address := web_address(base, link)))
    return _Row(addresses, row.title, row.summary, day, changed)


def _addresses(base: str, row: Any) -> Iterator[str]:
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


def _content(row: Any) -> str:
    parts = row.get("content")
    return _text(parts[0].get("value")) if parts else ""


def _plain(markup: str) -> str | None:
    """The words of a piece of HTML on one line."""
    text = html.unescape(_TAG.sub(" ", markup[:_MARKUP_LENGTH]))
    return one_line(text)[:_SUMMARY_LENGTH].rstrip() or None


def _moment(parts: Any) -> datetime | None:
    """A moment of feedparser's, in UTC; None where it names none that can be meant."""
    if not parts or parts[0] not in _YEARS:
        return None
    year, month, day, hour, minute, second = parts[:6]
    try:
        # A leap second is the last one before it.
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
