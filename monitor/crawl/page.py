"""Pages of HTML, as far as the crawler looks into them: where an article goes on and lives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree, html
from w3lib.encoding import html_to_unicode

from monitor.crawl.address import host_of, web_address
from monitor.crawl.canonical import EXTENSION, named_alone, named_canonical, named_once
from monitor.errors import ParseError
from monitor.markup import without_swollen_tags
from monitor.plain import one_line

# What publishers write on the link to the second page. "Next" alone leads to another article.
_NEXT = re.compile(r"(NEXT:|next page\b|continue (reading|to page)\b)", re.IGNORECASE)
# The same in the bytes, in lower case: without one of these there is no such link, and nothing need
# be parsed. Each begins with a word to look for, which makes it faster than the parser.
_APART = rb"(?:<[^<>]{0,300}>|&nbsp;|&#160;|[^<&a-z0-9]){1,9}"
_SAYS_NEXT = (
    re.compile(rb"rel\s{0,9}=\s{0,9}[\"']?[^\"'<>]{0,80}next"),
    re.compile(rb"next\s{0,9}:"),
    re.compile(rb"next" + _APART + rb"page"),
    re.compile(rb"continue" + _APART + rb"(?:reading|to)"),
)
_SAYS_CANONICAL = (re.compile(rb"canonical"),)
_SITE = "og:site_name"
_SAYS_SITE = (re.compile(_SITE.encode()),)
# What linked data call the page of their article; no template fills that in for every page.
_MAIN = re.compile(
    rb'"mainEntityOfPage"\s{0,9}:\s{0,9}(?:\{[^{}]{0,200}?"@id"\s{0,9}:\s{0,9})?'
    rb'"(https?:[\x21\x23-\x7e]{1,2000})"'
)
# A link element in its plainest form, which nothing reads in two ways.
_PLAIN_LINK = re.compile(rb'<link((?:\s{1,9}[a-z]{1,20}="[^"<>&]{0,2000}"){2,4})\s{0,9}/?>')
_PLAIN_HREF = re.compile(rb'\shref="([\x21-\x7e]{1,2000})"')
# What stands behind an article's path on its further pages: /2, -2, _p2, /page/2, /pgno/0/1.
_MARK = re.compile(r"[-_/]((page|pgno|pg|p)[-_/]?)?\d{1,3}(/\d{1,3})?$", re.IGNORECASE)
_MARK_FIELD = re.compile(r"(page|pgno|pg|p|paged|page_?(no|num|number))=\d{1,3}", re.IGNORECASE)
_MOST_NAMED = 20  # canonical links looked at; two that differ are too many already
_LONGEST_LINK = 4000  # characters; no server takes much more, and some pages hold whole pictures
_MOST_PARTS = 500  # paragraphs and the like; an article has fewer
_LONGEST_TEXT = 500  # characters of a link or heading; what is longer is no title


class Page:
    """One page of HTML, parsed once, and only when something asks that needs it.

    `url` is the address that answered; `content_type` its header, which may
    name the charset.
    """

    def __init__(self, body: bytes, url: str, content_type: str | None = None) -> None:
        self.body = body
        self.url = url
        self._content_type = content_type

    @cached_property
    def root(self) -> etree._Element | None:
        """The outermost element; None where nothing of it can be read as HTML."""
        _, text = html_to_unicode(self._content_type, self.body)
        # As UTF-8 whatever it was: the parser's own guess is Latin-1 where a page says nothing.
        parser = html.HTMLParser(no_network=True, encoding="utf-8")
        try:
            slim = without_swollen_tags(text).encode("utf-8", "replace")
            return html.document_fromstring(slim, parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):
            return None

    @cached_property
    def base(self) -> str:
        """The address that relative links count from."""
        if self.root is not None:
            for element in self.root.iter("base"):
                if base := web_address(self.url, element.get("href") or ""):
                    return base
        return self.url

    def link(self, element: etree._Element) -> str | None:
        """Where an element's href leads, canonical; None where nowhere on the web."""
        href = element.get("href") or ""
        return web_address(self.base, href) if len(href) <= _LONGEST_LINK else None

    def may_say(self, patterns: tuple[re.Pattern[bytes], ...]) -> bool:
        """Whether the bytes hold one of them; always where they are of a wide encoding."""
        if b"\0" in self.body[:100]:
            return True
        return any(pattern.search(self._lower) for pattern in patterns)

    @cached_property
    def _lower(self) -> bytes:
        return self.body.lower()

    def next_page(self, first: str | None = None) -> str | None:
        """The address of the next page of the same article, None on the last.

        `first` is the address of the article's first page, where this is a
        later one. A link counts that calls itself next (rel=next, "NEXT: ...",
        "Next page"), stays on the host, and is the first page's address with a
        page mark: many sites call the next *article* by the same words.
        """
        if not self.may_say(_SAYS_NEXT) or self.root is None:
            return None
        for element in _next_links(self.root):
            address = self.link(element)
            if address and address != self.url and _is_page_of(first or self.url, address):
                return address
        return None

    def canonical_link(self, header: str | None = None) -> str | None:
        """The address the page calls its own, where that can be believed; else None.

        `header` is the HTTP header Link. The rules are in monitor.crawl.canonical.
        """
        if self._names_itself(header):
            return self.url
        elements = self._canonical_elements
        if not elements and "canonical" not in (header or "").lower():
            return None
        return named_canonical(self.url, elements, header, title=self._title())

    def own_address(self, text: Callable[[], str]) -> str | None:
        """The same for a page of which nobody knows where it stood; `text` is that of all of it."""
        named = self.named_address()
        if named is not None and named == self._main_address():
            return named
        elements = self._canonical_elements
        return named_alone(elements, title=self._title(), text=text) if elements else None

    def named_address(self) -> str | None:
        """The one it calls its own, whether or not it can be believed."""
        return named_once(self._canonical_elements)

    def _main_address(self) -> str | None:
        """The page that its linked data say the article is the main thing of."""
        told = {link.replace(b"\\/", b"/") for link in _MAIN.findall(self.body)}
        link = told.pop().decode("ascii", "replace") if len(told) == 1 else ""
        return web_address(link, link) if link else None

    def words(self) -> str:
        """The words of its paragraphs and the like."""
        if self.root is None:
            return ""
        parts = islice(self.root.iter("p", "li", "td", "h2"), _MOST_PARTS)
        return " ".join(map(text_of, parts))

    def site_name(self) -> str | None:
        """What the page calls the site that it is of (og:site_name); None where it does not."""
        if not self.may_say(_SAYS_SITE) or self.root is None:
            return None
        named = (one for one in self.root.iter("meta") if one.get("property") == _SITE)
        return next((name for one in named if (name := one_line(one.get("content") or ""))), None)

    @cached_property
    def _canonical_elements(self) -> tuple[str, ...]:
        if not self.may_say(_SAYS_CANONICAL) or self.root is None:
            return ()
        return tuple(islice(_canonical_elements(self.root), _MOST_NAMED))

    def _title(self) -> str:
        if self.root is None:
            return ""
        return " ".join(text_of(part) for part in self.root.iter("title", "h1"))

    def _names_itself(self, header: str | None) -> bool:
        """Whether all that the page says of it is, plainly, its own address, as most pages do.

        Then nothing need be parsed: nothing else in it holds the word.
        """
        if self._lower.count(b"canonical") != 1 or "canonical" in (header or "").lower():
            return False
        named = (one[1] for one in _PLAIN_LINK.finditer(self.body) if b'rel="canonical"' in one[1])
        href = _PLAIN_HREF.search(next(named, b""))
        return href is not None and web_address(self.url, href[1].decode("ascii")) == self.url


def numbered_page(first_url: str, pattern: str, number: int) -> str:
    """The address of a further page of the article at `first_url`, by `source.further_pages`.

    "/page/{number}" goes behind the path, "?page={number}" among the
    parameters, anything else ("-{number}") before the path's ending.
    """
    mark = pattern.replace("{number}", str(number))
    parts = urlsplit(first_url)
    if mark.startswith(("?", "&")):
        query = "&".join(part for part in (parts.query, mark[1:]) if part)
        return parts._replace(query=query, fragment="").geturl()
    path = parts.path.rstrip("/")
    ending = EXTENSION.search(path)
    if mark.startswith("/") or ending is None:
        path += mark
    else:
        path = path[: ending.start()] + mark + ending.group()
    return parts._replace(path=path, fragment="").geturl()


def text_of(element: etree._Element) -> str:
    """The words of an element on one line, 500 characters at the most."""
    words: list[str] = []
    length = 0
    for part in element.itertext(etree.Element):
        words.append(part)
        length += len(part)
        if length > 4 * _LONGEST_TEXT:  # white space of the markup is not yet folded
            break
    return one_line("".join(words))[:_LONGEST_TEXT]


def _next_links(root: etree._Element) -> Iterator[etree._Element]:
    for element in root.iter("link", "a"):
        if not element.get("href"):
            continue
        named = "next" in (element.get("rel") or "").lower().split()
        if named or (element.tag == "a" and _NEXT.match(text_of(element))):
            yield element


def _canonical_elements(root: etree._Element) -> Iterator[str]:
    for element in root.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            yield element.get("href") or ""


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
    return EXTENSION.sub("", path.rstrip("/"))
