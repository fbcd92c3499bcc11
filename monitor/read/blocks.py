"""A page as its blocks of text: what kind, dates and notices are all read from.

One walk over the tree for all of them; it must stay far below the cost of
drawing the main text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree
from lxml.html import HtmlElement, fromstring
from trafilatura.utils import is_dubious_html, repair_faulty_html

from monitor.markup import without_swollen_tags
from monitor.read.charset import decode_page

# Signs that XML does not know, written as numbers (&#11; &#xFFFE;): one costs the whole article.
_NO_SIGN = re.compile(
    r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef])|0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45]))"
    r"(?:;|(?![0-9a-f;]))",
    re.IGNORECASE,
)
_ELEMENT = re.compile(r"<(?:main|div|p|h1|body|form|section)[\s>]", re.IGNORECASE)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Elements that hold text of their own; a div does where no other of them stands in it.
BLOCKS = frozenset(
    {*HEADINGS, "p", "li", "td", "th", "dt", "dd", "blockquote", "figcaption", "pre", "div"}
    | {"section", "article", "main", "ul", "ol", "table", "tbody", "tr", "dl", "form", "aside"}
    | {"nav", "header", "footer", "body", "fieldset", "center", "figure", "details", "summary"}
)
_HOLDERS = ("div", "section", "center", "aside", "li", "td", "dd", "blockquote", "article", "form")
_READ = (*HEADINGS, "p", "li", "td", "th", "dt", "dd", "blockquote", "figcaption", "pre", "summary")
_TAGS = tuple(dict.fromkeys((*_READ, *_HOLDERS)))
_ASIDE = ("nav", "footer", "aside")
_UNSEEN = ("script", "style", "template", "svg")
# Characters of one block that are looked at, and blocks of a page: a page with more is a trap.
_LONGEST = 5_000
_MOST = 20_000
# What trafilatura parses with, but for the class of an element: its parser asks a Python function
# for one each time an element is looked at, a tenth of all that is done for a page.
_PARSER = etree.HTMLParser(
    collect_ids=False,
    default_doctype=False,
    encoding="utf-8",
    remove_comments=True,
    remove_pis=True,
)
_PARSER.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
_SEEN = etree.XPath("text()|*[not(self::script or self::style or self::template)]//text()")
_TEXT = etree.XPath("string()")


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, entry or cell: its text on one line, and how much of it is links."""

    element: HtmlElement
    tag: str
    text: str
    linked: int  # characters of it that lead to another document
    aside: bool  # in navigation, a footer or a sidebar

    @property
    def is_link(self) -> bool:
        """Whether it is nothing but a way to another document."""
        return self.linked * 10 >= len(self.text) * 8

    @property
    def heading(self) -> bool:
        return self.tag in HEADINGS


@dataclass(frozen=True)
class Page:
    """One page, parsed once: its tree, and its blocks in the order they stand in."""

    tree: HtmlElement
    scrap: bool = False  # no whole page, and not read for its text

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(_blocks(self.tree))

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """What the page calls itself: its title, then its first headings of the highest rank."""
        found = [_line(_TEXT(each)) for each in self.tree.iter("title")][:1]
        found += [block.text for block in self.blocks if block.tag == "h1"][:2]
        return tuple(title for title in found if title)


def parse_page(body: bytes, content_type: str | None = None) -> Page | None:
    """The tree of a page; None where the bytes are no HTML.

    Of a single element, as some walls are sent, the blocks are there, and `scrap` is set.
    """
    text = without_swollen_tags(_NO_SIGN.sub(" ", decode_page(body, content_type)))
    if not text.strip():
        return None
    tree = _parsed(text)
    if tree is not None:
        return Page(tree)
    if not _ELEMENT.search(text[:2_000]):
        return None
    tree = _parsed(f"<!DOCTYPE html><html><head></head><body>{text}</body></html>")
    return None if tree is None else Page(tree, scrap=True)


def _parsed(text: str) -> HtmlElement | None:
    """The tree as `trafilatura.utils.load_html` makes it; None where it takes it for no HTML."""
    beginning = text[:50].lower()
    text = repair_faulty_html(text, beginning)
    tree = _root_of(text)
    if tree is None or not len(tree):  # a text that declares an encoding, as XML does
        tree = _root_of(text.encode("utf-8", "surrogatepass"))
    if tree is not None and is_dubious_html(beginning) and len(tree) < 2:
        return None
    return tree


def _root_of(markup: str | bytes) -> HtmlElement | None:
    try:
        return fromstring(markup, parser=_PARSER)
    except (etree.LxmlError, ValueError):
        return None


def _blocks(tree: HtmlElement) -> Iterator[Block]:
    aside = {each for part in tree.iter(*_ASIDE) for each in part.iter(*_TAGS)}
    unseen = {each for part in tree.iter("noscript") for each in part.iter(*_TAGS)}
    links = _links(tree)
    left = _MOST
    for element in tree.iter(*_TAGS):
        text = _own_text(element)
        if not text or element in unseen:
            continue
        left -= 1
        if not left:
            return
        linked = min(links.get(element, 0), len(text))
        yield Block(element, element.tag, text, linked, element in aside)


def _own_text(element: HtmlElement) -> str:
    """Of an element that holds no other block, all text; else what stands before the first one."""
    if not len(element):
        return _line(element.text) if element.text else ""
    parts, unseen = [element.text or ""], False
    for child in element:
        if child.tag in BLOCKS:
            return _line("".join(parts)) if any(map(str.strip, parts)) else ""
        if child.tag in _UNSEEN:
            unseen = True
            parts.append(child.tail or "")
        else:
            parts.append(_TEXT(child) if len(child) else child.text or "")
            parts.append(child.tail or "")
    return _line(" ".join(_SEEN(element)) if unseen else "".join(parts))


def _links(tree: HtmlElement) -> dict[HtmlElement, int]:
    """Characters of links to other documents, by the blocks they stand in or wrap."""
    found: dict[HtmlElement, int] = {}
    for link in tree.iter("a"):
        if not leads_away(link.get("href")):
            continue
        inner = link.iter(*_TAGS) if len(link) else ()
        wraps = False
        for block in inner:
            wraps = True
            found[block] = found.get(block, 0) + len(_line(_TEXT(block)))
        if wraps:
            continue
        outer = link.getparent()
        while outer is not None and outer.tag not in BLOCKS:
            outer = outer.getparent()
        if outer is not None:
            text = _TEXT(link) if len(link) else link.text or ""
            found[outer] = found.get(outer, 0) + len(_line(text))
    return found


def leads_away(address: str | None) -> bool:
    """Whether a link leads to another document, not to a place on the same page."""
    elsewhere = (address or "#").strip()
    return not elsewhere.startswith(("#", "javascript:", "mailto:", "tel:"))


def _line(text: str) -> str:
    return " ".join(text[: 2 * _LONGEST].split())[:_LONGEST]
