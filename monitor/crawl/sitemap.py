"""Sitemaps and news sitemaps: bytes to entries, or to the sitemaps an index names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from monitor.crawl.address import shown, web_address
from monitor.crawl.canonical import same_site
from monitor.crawl.inflate import gunzip
from monitor.errors import ParseError
from monitor.interval import DaySpan
from monitor.plain import one_line
from monitor.types import Entry

# What the sitemap protocol allows one file to hold: bytes unpacked, and rows.
_MOST_INFLATED = 52_428_800
MOST_ROWS = 50_000
_TITLE_LENGTH = 500  # characters; a title beyond is no title
_LONGEST_ADDRESS = 2048  # characters, by the protocol
_LONGEST_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one sitemap holds, newest first as far as it says; `children` where it is an index.

    `elsewhere` counts rows left out because they name another site's address,
    and `cut` tells that it has more rows than the protocol allows.
    """

    entries: tuple[Entry, ...]
    children: tuple[str, ...]
    elsewhere: int = 0
    cut: bool = False


def parse_sitemap(body: bytes, *, url: str, source: str) -> Sitemap:
    """Read a sitemap, gzipped or not; of XML, or of text with an address on each line.

    The date of an entry is the publication date of a news sitemap; `lastmod`
    is when it changed, for a page is changed for many reasons. Addresses of
    other sites are left out, as the protocol asks: same host, or one below the
    other.
    Raises ParseError for what is no sitemap, TooLargeError for one that
    unpacks to more than the protocol allows.
    """
    if body.startswith(b"\x1f\x8b"):
        body = gunzip(body, cap=_MOST_INFLATED, what=shown(url))
    if (lines := _lines(body)) is not None:
        rows = [_Row(address, None, None, None) for address in _addresses(url, lines)]
        return _sitemap("urlset", rows[: MOST_ROWS + 1], url, source)
    root, broken = _root(body)
    kind = "" if root is None else _local(root)
    if root is None or kind not in ("urlset", "sitemapindex"):
        raise ParseError(f"{shown(url)} is no sitemap; give the address of its XML sitemap")
    rows = list(islice(_rows(root, url), MOST_ROWS + 1))
    if broken and not rows:
        raise ParseError(f"{shown(url)} is a broken sitemap: no address in it can be read")
    return _sitemap(kind, rows, url, source)


@dataclass(frozen=True, slots=True)
class _Row:
    address: str
    changed: datetime | None
    title: str | None
    published: DaySpan | None


def _sitemap(kind: str, rows: list[_Row], url: str, source: str) -> Sitemap:
    cut, rows = len(rows) > MOST_ROWS, rows[:MOST_ROWS]
    known: dict[str, bool] = {}  # a sitemap names few hosts, on many rows
    own = [row for row in rows if _is_of(url, row.address, known)]
    elsewhere = len(rows) - len(own)
    own.sort(key=_latest, reverse=True)
    unique: dict[str, _Row] = {}
    for row in own:  # the newest of twins stays
        unique.setdefault(row.address, row)
    if kind == "sitemapindex":
        return Sitemap((), tuple(unique), elsewhere, cut)
    entries = (
        Entry(source, row.address, row.title, row.published, None, row.changed)
        for row in unique.values()
    )
    return Sitemap(tuple(entries), (), elsewhere, cut)


def _is_of(url: str, address: str, known: dict[str, bool]) -> bool:
    place = urlsplit(address).netloc
    if place not in known:
        known[place] = same_site(url, address)
    return known[place]


def _latest(row: _Row) -> datetime:
    if row.changed:
        return row.changed
    day = row.published.earliest if row.published else None
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else _LONGEST_AGO


def _lines(body: bytes) -> list[str] | None:
    """The lines of a text sitemap; None where its first line is no address."""
    start = body[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not start.startswith((b"http://", b"https://")):
        return None
    return body.decode("utf-8-sig", "replace").splitlines()


def _addresses(url: str, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        link = line.strip()
        if len(link) > _LONGEST_ADDRESS or not link.lower().startswith(("http://", "https://")):
            continue
        if address := web_address(url, link):
            yield address


def _root(body: bytes) -> tuple[etree._Element | None, bool]:
    """The outermost element, None where there is none, and whether anything was wrong."""
    # recover: a sitemap that breaks off gives what can be read. No entity is expanded,
    # no definition loaded, and the parser's own limits of depth and size stay on.
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(body, parser), bool(len(parser.error_log))
    except (etree.XMLSyntaxError, ValueError):
        return None, True


def _rows(root: etree._Element, url: str) -> Iterator[_Row]:
    for element in root:
        fields = {_local(part): one_line(_text(part)) for part in element.iter(etree.Element)}
        if address := web_address(url, fields.get("loc", "")) if fields.get("loc") else None:
            published = _day(fields.get("publication_date", ""))
            changed = _moment(fields.get("lastmod", ""))
            title = fields.get("title", "")[:_TITLE_LENGTH] or None
            yield _Row(address, changed, title, published)


def _text(element: etree._Element) -> str:
    try:
        return element.text or ""
    except UnicodeDecodeError:  # broken UTF-8, which libxml2 lets pass
        return ""


def _local(element: etree._Element) -> str:
    try:
        tag = element.tag
    except UnicodeDecodeError:  # the same in the name of a tag
        return ""
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _day(text: str) -> DaySpan | None:
    try:
        return DaySpan.parse(text)
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    """A lastmod as W3C writes it, in UTC; a day, month or year counts as its first moment."""
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        span = _day(text)
    if span is None or span.earliest is None:
        return None
    return datetime(span.earliest.year, span.earliest.month, span.earliest.day, tzinfo=UTC)
