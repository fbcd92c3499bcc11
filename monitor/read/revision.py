"""Snapshot to reading: which kind of page, and its revision where it is content."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.config.language import PageWords
from monitor.errors import ParseError
from monitor.interval import DaySpan
from monitor.plain import clean_text
from monitor.read.files import parse
from monitor.read.kind import page_kind
from monitor.read.page import PageText, lies_ahead, read_html
from monitor.types import PageKind, Revision, Snapshot

# Characters of one revision: 80,000 words. What is longer is a book or a trap, and no article.
MAX_TEXT = 500_000


@dataclass(frozen=True, slots=True)
class Outlet:
    """Whose page it is: the publisher, and the organisation it speaks for (None: itself)."""

    publisher: str
    organisation: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The kind of a page, and its revision where it has content."""

    kind: PageKind
    revision: Revision | None


def read_snapshot(snapshot: Snapshot, outlet: Outlet, words: PageWords) -> Reading:
    """Draw the main text from a snapshot.

    Raises ImportFileError where an imported file is malformed, and ParseError
    where the text is longer than any article.
    """
    if snapshot.origin == "import":
        page = _from_file(snapshot)
        kind: PageKind = "article" if page.text.strip() else "empty"
    else:
        page = _from_pages(snapshot)
        kind = page_kind(page.text, page.title, snapshot.body.decode("utf-8", "replace"), words)
    if kind != "article":
        return Reading(kind, None)
    if len(page.text) > MAX_TEXT:
        raise ParseError(
            f"{snapshot.document}: a text of {len(page.text):,} characters; "
            f"at most {MAX_TEXT:,} are read, so give its parts"
        )
    revision = Revision(
        document=snapshot.document,
        publisher=outlet.publisher,
        organisation=outlet.organisation,
        country=outlet.country,
        snapshot=snapshot.key,
        kind=kind,
        title=page.title or _header(snapshot, "x-monitor-entry-title"),
        author=page.author,
        published=page.published or _listed(snapshot),
        text=page.text,
        observed=snapshot.observed,
    )
    return Reading(kind, revision)


def _from_pages(snapshot: Snapshot) -> PageText:
    """One text of all the pages of an article; title and date are the first page's."""
    pages = [read_html(body, snapshot.document, snapshot.observed) for body in snapshot.pages]
    text = "\n\n".join(page.text for page in pages if page.text)
    return PageText(text, pages[0].title, pages[0].author, pages[0].published)


def _from_file(snapshot: Snapshot) -> PageText:
    found = parse(snapshot.fetched_from, snapshot.body)
    if found.html is not None:
        page = read_html(found.html, found.url or snapshot.document, snapshot.observed)
        published = _not_ahead(found.published, snapshot) or page.published
        return PageText(page.text, found.title or page.title, page.author, published)
    # Offsets count in the body as it stands in the file: it is kept to the letter where it can be.
    published = _not_ahead(found.published, snapshot)
    return PageText(clean_text(found.text), found.title, found.author, published)


def _header(snapshot: Snapshot, name: str) -> str | None:
    value = snapshot.header(name)
    return clean_text(value) if value else None


def _listed(snapshot: Snapshot) -> DaySpan | None:
    """The date its listing gave; refused where it lies in the future."""
    text = snapshot.header("x-monitor-entry-published")
    if not text:
        return None
    try:
        span = DaySpan.parse(text)
    except ValueError:
        return None
    return _not_ahead(span, snapshot)


def _not_ahead(published: DaySpan | None, snapshot: Snapshot) -> DaySpan | None:
    return None if published and lies_ahead(published, snapshot.observed) else published
