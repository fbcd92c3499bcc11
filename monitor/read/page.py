"""HTML to main text with trafilatura, as light Markdown.

Markdown keeps what claims depend on: headings, entries of lists, rows of
tables, each on a line of its own.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice

import trafilatura
from lxml import etree
from trafilatura.settings import Document
from trafilatura.xml import xmltotxt

from monitor.config.language import PageWords
from monitor.errors import ParseError
from monitor.interval import DaySpan
from monitor.plain import clean_text, one_line
from monitor.read.blocks import Page, parse_page
from monitor.read.byline import byline_of
from monitor.read.dates import (
    choose,
    chosen,
    from_address,
    from_headers,
    from_linked,
    from_meta,
    section_first,
)
from monitor.read.days import candidates_in
from monitor.read.kind import page_kind
from monitor.read.layout import unfold
from monitor.read.linked import LinkedData, linked_data
from monitor.read.notices import notices_of
from monitor.read.post import posts_of, with_lines
from monitor.read.section import cut_section, fragment_of, plain_text, title_of
from monitor.read.shape import has_sentence
from monitor.read.thread import Thread, find_thread
from monitor.read.visible import from_finder, from_text, of_section
from monitor.types import DateCandidate, Notice, PageKind

# What they cannot read comes out as no text; who runs us needs no line of theirs besides.
for _name in ("trafilatura", "htmldate", "charset_normalizer"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

# Of one page; an article has some 2,000. Beyond, drawing takes minutes: it goes by the square.
_MOST_ELEMENTS = 50_000
# trafilatura marks signs that Markdown would take for its own; a quote has to stand as it was said.
_MARKED = re.compile(r"(\\+)([*_`~\[\]<])")
_ENTRY = re.compile(r"^ *(?:-|\d+\.) ", re.MULTILINE)
_MARKED_FIRST = re.compile(r"^( *(?:- |\d+\. )?(?:\d{1,9}(?=\\[.)]))?)\\([>+.)-])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page says, and says of itself; `dates` are all candidates, the chosen one first."""

    text: str
    title: str | None
    author: str | None
    dates: tuple[DateCandidate, ...] = ()
    notices: tuple[Notice, ...] = ()
    kind: PageKind = "empty"

    @property
    def published(self) -> DaySpan | None:
        return chosen(self.dates)


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of a page before it is read; names of `headers` in lower case."""

    address: str
    observed: datetime
    headers: Mapping[str, str]
    country: str | None = None


def read_html(body: bytes, given: Given, words: PageWords, *, saved: bool = False) -> PageText:
    """One page, or the section of it that its address names; empty text where it has none.

    What a person `saved` is an article if there is any text in it.
    """
    whole = parse_page(body, given.headers.get("content-type"))
    if whole is None:
        return PageText("", None, None)
    data = linked_data(whole.tree, given.address, whole.titles)
    fragment = fragment_of(given.address)
    if fragment:
        return _read_section(whole, data, fragment, given, words)
    thread = find_thread(whole, data)
    if thread is not None and (read := _read_thread(whole, data, thread, given, words)):
        return read
    text = _drawn(whole, given.address)
    own = byline_of(whole.tree) if text is not None else None
    text = text or ""
    title = one_line(own.title) if own and own.title else None
    author = one_line(own.author) if own and own.author else None
    kind: PageKind = "article" if saved and text else page_kind(text, whole, data, words)
    if kind != "article":
        return PageText(text, title, author, kind=kind)
    dates = [*_of_page(whole, data, given, words), *from_text(whole, words, given.country)]
    if own:
        dates += from_finder(own, given.address, given.observed, dates, whole, words)
    candidates = choose(dates, given.observed)
    notices = notices_of(whole, text, chosen(candidates), words)
    return PageText(text, title, author, candidates, notices, kind)


def _read_thread(
    whole: Page, data: LinkedData, thread: Thread, given: Given, words: PageWords
) -> PageText | None:
    """A thread is by whom it was opened, and of the day of its first post."""
    posts = posts_of(thread, partial(_day_in, words, given))
    text = _drawn(with_lines(thread.opening, posts), given.address)
    if not text:
        return None
    first = [DateCandidate("text", post.day) for post in posts[:1] if post.day]
    dates = section_first(first, _of_page(whole, data, given, words), given.observed)
    edits = dict.fromkeys(post.edited for post in posts if post.edited)
    notices = tuple(Notice("update", one_line(told)) for told in edits)
    return PageText(text, _title_of_thread(whole), posts[0].name, dates, notices, "article")


def _title_of_thread(page: Page) -> str | None:
    """The longest heading that its title has: the other part of that is the name of the forum."""
    told = page.titles[0] if page.titles else ""
    heads = [block.text for block in page.blocks if block.heading and block.text in told]
    return one_line(max(heads, key=len, default=told)) or None


def _day_in(words: PageWords, given: Given, text: str, country: str | None) -> DaySpan | None:
    """The day that a text tells surely, and on which it can have been written."""
    found = candidates_in("text", text, words.months, country or given.country)
    for each in choose(found, given.observed):
        if each.refused is None and each.day.days() == 1:
            return each.day
    return None


def _read_section(
    whole: Page, data: LinkedData, fragment: str, given: Given, words: PageWords
) -> PageText:
    """The section at that place; its own date goes before those of the page it stands on."""
    part = cut_section(whole, fragment)
    if part is None:
        return PageText("", None, None)
    text = _whole_section(part, _drawn(part, given.address) or "")
    if not any(map(has_sentence, text.splitlines())):
        return PageText(text, title_of(part), None)
    page = [*_of_page(whole, data, given, words), *from_text(whole, words, given.country)]
    dates = section_first(list(of_section(part, words, given.country)), page, given.observed)
    notices = notices_of(part, text, chosen(dates), words)
    return PageText(text, title_of(part), None, dates, notices, "article")


def _of_page(page: Page, data: LinkedData, given: Given, words: PageWords) -> list[DateCandidate]:
    """What is said of the page as a whole: in its head, by its address, by its listing."""
    return [
        *from_headers(given.headers),
        *from_linked(data),
        *from_meta(page.tree, words.months, given.country),
        *from_address(given.address),
    ]


def _drawn(page: Page, address: str) -> str | None:
    """The main text; None where there is nothing to draw it from."""
    if page.scrap:
        return None
    if next(islice(page.tree.iter(), _MOST_ELEMENTS, None), None) is not None:
        raise ParseError(f"{address}: more than {_MOST_ELEMENTS:,} elements; give its parts")
    unfold(page.tree)
    found = trafilatura.bare_extraction(
        page.tree,
        url=address,
        output_format="txt",  # for "python" it would draw the text once more
        include_formatting=True,
        include_tables=True,
        include_comments=False,
        include_links=False,
    )
    return clean_text(_markdown(found.body)).strip() if isinstance(found, Document) else None


def _whole_section(part: Page, text: str) -> str:
    """The text of a section: as plain blocks where the drawing of main text lost some of it."""
    # Of a short page all blocks come back as lines, which tell no list and no table.
    tags = {block.tag for block in part.blocks}
    flat = ("li" in tags and not _ENTRY.search(text)) or ("td" in tags and "|" not in text)
    told = [block.text for block in part.blocks if has_sentence(block.text)]
    kept = " ".join(text.split())
    if text and not flat and all(sentence in kept for sentence in told):
        return text
    return clean_text(plain_text(part)).strip()


def _markdown(body: etree._Element) -> str:
    """Headings, lists and tables marked; bold and slanted words as plain words."""
    etree.strip_tags(body, "hi")
    text: str = xmltotxt(body, include_formatting=True)
    text = _MARKED.sub(lambda mark: "\\" * (len(mark[1]) // 2) + mark[2], text)
    return _MARKED_FIRST.sub(r"\1\2", text)
