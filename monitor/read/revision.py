"""Snapshot to reading: which kind of page, and its revision where it is content."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urldefrag

from monitor.config.language import PageWords
from monitor.errors import ParseError
from monitor.plain import clean_text
from monitor.read.dates import choose, chosen
from monitor.read.files import parse
from monitor.read.notices import notices_of
from monitor.read.page import Given, PageText, read_html
from monitor.read.version import READER
from monitor.types import DateCandidate, DateMethod, PageKind, Revision, Snapshot

# Characters of one revision: 80,000 words. What is longer is a book or a trap, and no article.
MAX_TEXT = 500_000
# What a further page may be: pictures with a line below each look like a listing.
_WITH_TEXT = ("article", "listing", "empty")


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
    """Draw the main text from a snapshot, its date, and what it tells of changes to itself.

    Raises ImportFileError where an imported file is malformed, and ParseError
    where the text is longer than any article.
    """
    if snapshot.origin == "import":
        page = _from_file(snapshot, outlet, words)
        kind: PageKind = "article" if page.text.strip() else "empty"
    else:
        page = _from_pages(snapshot, outlet, words)
        kind = page.kind
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
        published=page.published,
        text=page.text,
        observed=snapshot.observed,
        dates=page.dates,
        notices=page.notices,
        reader=READER,
    )
    return Reading(kind, revision)


def _from_pages(snapshot: Snapshot, outlet: Outlet, words: PageWords) -> PageText:
    """One text of all the pages of an article; title and date are the first page's.

    Where one of them is a wall, all is: an article without its second page
    would look like an edit.
    """
    given = _given(snapshot, snapshot.document, outlet)
    first, *further = (read_html(body, given, words) for body in snapshot.pages)
    if first.kind != "article":
        return first
    wall = next((page.kind for page in further if page.kind not in _WITH_TEXT), None)
    pages = [first, *further]
    text = "\n\n".join(page.text for page in pages if page.text)
    notices = {each.quote: each for page in pages for each in page.notices}
    return replace(first, text=text, notices=tuple(notices.values()), kind=wall or first.kind)


def _from_file(snapshot: Snapshot, outlet: Outlet, words: PageWords) -> PageText:
    found = parse(snapshot.fetched_from, snapshot.body)
    method: DateMethod = "text" if found.by_hand else "mail"
    own = [DateCandidate(method, found.published)] if found.published else []
    if found.html is not None:
        address = urldefrag(found.url or snapshot.document).url
        page = read_html(found.html, _given(snapshot, address, outlet), words, saved=True)
        dates = choose((*own, *page.dates), snapshot.observed)
        return replace(page, title=found.title or page.title, dates=dates)
    # Offsets count in the body as it stands in the file: it is kept to the letter where it can be.
    text = clean_text(found.text)
    dates = choose(own, snapshot.observed)
    notices = notices_of(None, text, chosen(dates), words)
    return PageText(text, found.title, found.author, dates, notices)


def _given(snapshot: Snapshot, address: str, outlet: Outlet) -> Given:
    headers = {name.lower(): value for name, value in reversed(snapshot.headers)}
    return Given(address, snapshot.observed, headers, outlet.country)


def _header(snapshot: Snapshot, name: str) -> str | None:
    value = snapshot.header(name)
    return clean_text(value) if value else None
