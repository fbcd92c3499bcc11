"""What the links and headings of a page of HTML list: documents, parts, related articles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from urllib.parse import quote, urlsplit

from lxml import etree

from monitor.crawl.canonical import same_site
from monitor.crawl.page import Page, text_of
from monitor.crawl.relevance import spaced, words_of_address
from monitor.types import Entry

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HAS_ANCHOR = (re.compile(rb"<h[1-6]"),)
_AROUND = ("nav", "header", "footer")
_ROLES = ("navigation", "banner", "contentinfo")
_MOST_RELATED = 10
# A page of links without end is no listing; feeds are held to the same number.
MOST_LINKS = 5000
# What no article ends in, and where sites keep lists of articles: neither holds a statement.
_NO_PAGE = re.compile(
    r"\.(jpe?g|png|gif|webp|svg|ico|css|js|mp[34]|zip|exe|xml|rss|ics)$", re.IGNORECASE
)
_LISTS = re.compile(r"/(tags?|topics?|categor(y|ies)|authors?|search|feed)(/|$)", re.IGNORECASE)
# Signs that may stand in a fragment (RFC 3986), and a percent sign that begins an escape already.
_FRAGMENT_SIGNS = "!$&'()*+,;=:@/?-._~%"


def listing_links(page: Page, source: str, pattern: re.Pattern[str]) -> tuple[Entry, ...]:
    """The links of a listing page whose canonical address the pattern finds something in.

    In the order of the page, each address once, titled with the first text a
    link to it has; 5,000 at the most. What a page asks search engines not to
    follow is kept: it is a listing we were told to read.
    """
    found: dict[str, Entry] = {}
    if page.root is None:
        return ()
    for element in page.root.iter("a"):
        address = page.link(element)
        if address is None or not pattern.search(address):
            continue
        entry = found.get(address)
        if entry is None:
            if len(found) == MOST_LINKS:
                break
            found[address] = Entry(source, address, text_of(element) or None)
        elif entry.title is None:  # first came a picture, then the words
            found[address] = replace(entry, title=text_of(element) or None)
    return tuple(found.values())


def anchors(page: Page, source: str) -> tuple[Entry, ...]:
    """The parts of a page that can be linked to: the page's address, "#", and the heading's id.

    Only headings of one rank, the one with most different headings that have
    an id (the higher of two with as many), so that a page of announcements
    gives one entry an announcement and none for each of their summaries.
    Those of navigation, header and footer are left out.
    """
    if not page.may_say(_HAS_ANCHOR) or page.root is None:
        return ()
    ranks: dict[str, dict[str, str]] = defaultdict(dict)  # tag → id → text
    for element in page.root.iter(*_HEADINGS):
        text, name = text_of(element), _name_of(element)
        if text and name and not _is_around(element):
            ranks[element.tag].setdefault(name, text)
    if not ranks:
        return ()
    best = max(sorted(ranks), key=lambda tag: len(set(ranks[tag].values())))
    here = page.url.partition("#")[0]
    return tuple(
        Entry(source, f"{here}#{quote(name, safe=_FRAGMENT_SIGNS)}", text)
        for name, text in list(ranks[best].items())[:MOST_LINKS]
    )


def related_links(page: Page, source: str, names: re.Pattern[str]) -> tuple[Entry, ...]:
    """Links in the main text to other documents of the outlet that name a followed topic.

    By their text or the words of their address; ten at the most. Navigation,
    header, footer, pictures and lists of articles are left out.
    """
    found: dict[str, Entry] = {}
    if page.root is None:
        return ()
    own = _path(page.url)
    for element in islice(_links_in_text(page.root), MOST_LINKS):
        text, href = text_of(element), element.get("href") or ""
        # Most links name nothing; for those the address need not be made whole.
        if not names.search(text) and not names.search(spaced(href)):
            continue
        if _is_in_furniture(element):
            continue
        address = page.link(element)
        if address is None or address in found or not same_site(page.url, address):
            continue
        path = urlsplit(address).path
        if _path(address) == own or _NO_PAGE.search(path) or _LISTS.search(path):
            continue
        if names.search(text) or names.search(words_of_address(address)):
            found[address] = Entry(source, address, text or None)
            if len(found) == _MOST_RELATED:
                break
    return tuple(found.values())


def _path(url: str) -> str:
    return urlsplit(url).path.rstrip("/").lower()


def _name_of(heading: etree._Element) -> str | None:
    """Its own id, else that of an anchor in it, around it or right before it."""
    if own := heading.get("id"):
        return own.strip() or None
    for anchor in (*heading.iter("a"), heading.getparent(), heading.getprevious()):
        if anchor is None or anchor.tag != "a":
            continue
        before = anchor is heading.getprevious()
        if before and (text_of(anchor) or (anchor.tail or "").strip()):
            continue  # a link of the text above
        if name := (anchor.get("id") or anchor.get("name") or "").strip():
            return name
    return None


def _is_around(element: etree._Element) -> bool:
    """Whether it stands in navigation, or in the page's header or footer, not in its text.

    An article may have a header of its own: there its heading stands.
    """
    in_header = False
    for above in element.iterancestors():
        if above.tag in ("nav", "footer") or above.get("role") in _ROLES:
            return True
        if above.tag in ("article", "main"):
            in_header = False
        in_header = in_header or above.tag == "header"
    return in_header


def _links_in_text(root: etree._Element) -> Iterator[etree._Element]:
    """The links of article or main, or of all the page where it marks neither, in its order.

    Those of navigation, header and footer in it too.
    """
    texts = [*root.iter("article", "main"), *root.iterfind(".//*[@role='main']")]
    inside = set(texts)
    outermost = [
        text for text in texts if not any(above in inside for above in text.iterancestors())
    ]
    for text in outermost or [root]:
        yield from text.iter("a")


def _is_in_furniture(link: etree._Element) -> bool:
    """Dear where a page is nested deeply: asked of the few links that name something."""
    return any(
        above.tag in _AROUND or above.get("role") in _ROLES for above in link.iterancestors()
    )
