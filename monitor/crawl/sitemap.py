"""Sitemaps and news sitemaps: bytes to entries, or to the sitemaps an index names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from monitor.crawl.address import shown, web_address
from monitor.crawl.inflate import gunzip
from monitor.errors import ParseError
from monitor.interval import DaySpan
from monitor.plain import one_line
from monitor.types import Entry

_MOST_INFLATED = 52_428_800  # bytes: what the sitemap protocol allows one file to hold


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one sitemap holds, newest first as far as it says; `children` where it is an index."""

    entries: tuple[Entry, ...]
    children: tuple[str, ...]


def parse_sitemap(body: bytes, *, url: str, source: str) -> Sitemap:
    """Read a sitemap, gzipped or not.

    The date of an entry is the publication date of a news sitemap; `lastmod`
    only orders them, for a page is changed for many reasons.
    Raises ParseError for what is no sitemap, TooLargeError for one that
    unpacks to more than the protocol allows.
    """
    if body.startswith(b"\x1f\x8b"):
        body = gunzip(body, cap=_MOST_INFLATED, what=shown(url))
    root, broken = _root(body)
    kind = "" if root is None else _local(root)
    if kind not in ("urlset", "sitemapindex"):
        raise ParseError(f"{shown(url)} is no sitemap; give the address of its XML sitemap")
    rows = sorted(_rows(root, url), key=lambda row: row.changed, reverse=True)
    if broken and not rows:
        raise ParseError(f"{shown(url)} is a broken sitemap: no address in it can be read")
    unique = {row.address: row for row in reversed(rows)}  # the newest of twins stays
    rows = [row for row in rows if unique.get(row.address) is row]
    if kind == "sitemapindex":
        return Sitemap((), tuple(row.address for row in rows))
    entries = tuple(Entry(source, row.address, row.title, row.published) for row in rows)
    return Sitemap(entries, ())


@dataclass(frozen=True, slots=True)
class _Row:
    address: str
    changed: str  # ISO text, as written: it sorts by time well enough, and absent sorts last
    title: str | None
    published: DaySpan | None


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
        fields = {_local(part): one_line(part.text or "") for part in element.iter(etree.Element)}
        if address := web_address(url, fields.get("loc", "")) if fields.get("loc") else None:
            published = fields.get("publication_date", "")
            changed = fields.get("lastmod") or published
            yield _Row(address, changed, fields.get("title") or None, _day(published))


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _day(text: str) -> DaySpan | None:
    try:
        return DaySpan.parse(text)
    except ValueError:
        return None
