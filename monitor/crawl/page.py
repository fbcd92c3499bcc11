"""Pages of HTML, as far as the crawler looks into them: where an article goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree, html

from monitor.crawl.address import host_of, web_address
from monitor.errors import ParseError

# What publishers write on the link to the second page. "Next" alone leads to another article.
_NEXT = re.compile(r"(NEXT:|next page\b|continue (reading|to page)\b)", re.IGNORECASE)
_EXTENSION = re.compile(r"\.[a-z]{3,5}$", re.IGNORECASE)
# What stands behind an article's path on its further pages: /2, -2, _p2, /page/2, /pgno/0/1.
_MARK = re.compile(r"[-_/]((page|pgno|pg|p)[-_/]?)?\d{1,3}(/\d{1,3})?$", re.IGNORECASE)
_MARK_FIELD = re.compile(r"(page|pgno|pg|p|paged|page_?(no|num|number))=\d{1,3}", re.IGNORECASE)


def next_page(body: bytes, url: str, first: str | None = None) -> str | None:
    """The address of the next page of the same article, None on the last.

    `url` is the address of this page and `first` that of the article's first,
    where this is a later one. A link counts that calls itself next (rel=next,
    "NEXT: ...", "Next page"), stays on the host, and is the first page's
    address with a page mark: many sites call the next *article* by the same
    words.
    """
    try:
        root = html.document_fromstring(body, parser=html.HTMLParser(no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    for link in _next_links(root):
        address = web_address(url, link)
        if address and address != url and _is_page_of(first or url, address):
            return address
    return None


def _next_links(root: etree._Element) -> Iterator[str]:
    for element in root.iter("link", "a"):
        link = element.get("href")
        if not link:
            continue
        named = "next" in (element.get("rel") or "").lower().split()
        if named or (element.tag == "a" and _NEXT.match(_text(element))):
            yield link


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _is_page_of(first: str, there: str) -> bool:
    try:
        if host_of(first) != host_of(there):
            return False
    except ParseError:
        return False
    a, b = urlsplit(first), urlsplit(there)
    old, new = set(a.query.split("&")), set(b.query.split("&"))
    if a.path == b.path:
        return old - {""} <= new and all(_MARK_FIELD.fullmatch(field) for field in new - old)
    unmarked = _bare(_MARK.sub("", _bare(b.path)))
    return unmarked == _bare(a.path) and old == new


def _bare(path: str) -> str:
    return _EXTENSION.sub("", path.rstrip("/"))
