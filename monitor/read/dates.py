"""Which date a document has: all candidates, one of them chosen by a rule that can be told.

The rule, in its order (docs/decisions/0011-which-date-a-document-has.md):

1. What nobody can have published then is refused: a day in the future of the
   observation (a day's grace for time zones), a day before the web.
2. What dates another thing is refused: another article of the page, a change,
   the moment a server sent the file (Last-Modified), a day in the running text.
3. Of the rest, a day goes before a month, and then the method decides: the
   mail's own date, linked data, the head's meta elements, the address, a date
   that stands on the page, and last what a listing said of it. The page goes
   before the listing, since its bytes are kept and the claim can be checked;
   what is written for programs goes before what is written for people, since
   it names what it dates; the address goes before a visible date, which is
   often that of the last change.
4. All others stay, each with why it was not taken. Where one differs from the
   chosen day by more than a day, it says so: time zones explain one day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from monitor.config.language import PageWords
from monitor.config.phrases import any_of
from monitor.interval import DaySpan
from monitor.read.blocks import Block, Page
from monitor.read.days import as_day, find_day
from monitor.read.linked import LinkedData
from monitor.read.shape import has_sentence
from monitor.types import DateCandidate, DateMethod

_ORDER: tuple[DateMethod, ...] = ("mail", "json-ld", "meta", "url", "text", "feed", "header")
# A page dated tomorrow may be of today, east of Greenwich.
_ZONES = timedelta(days=1)
# No page is older than the web.
_FIRST = date(1991, 1, 1)
# Names of meta elements that date the publication; what dates a change is not among them.
_META = frozenset(
    [
        "article:published_time",
        "article:published",
        "og:published_time",
        "og:article:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dc.date.issued",
        "dc.date.created",
        "dc.date.published",
        "dcterms.date",
        "dcterms.created",
        "dcterms.issued",
        "dcterms.available",
        "dc.issued",
        "dc.created",
        "created",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication-date",
        "publication_date",
        "publicationdate",
        "published",
        "published-date",
        "published_date",
        "published_time",
        "publishedtime",
        "publishtime",
        "article.published",
        "article_date_original",
        "article-date",
        "original-publication-date",
        "originalpublicationdate",
        "citation_date",
        "citation_publication_date",
        "citation_online_date",
        "sailthru.date",
        "parsely-pub-date",
        "cxenseparse:recs:publishtime",
        "rnews:datepublished",
        "bt:pubdate",
        "displaydate",
        "ptime",
        "lastpublished",
        "release_date",
        "releasedate",
        "dateissued",
    ]
)
_CHANGED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "updated_at",
    "last-modified",
)
_CHANGE = "dates a change, not the publication"
_URL_DAY = re.compile(
    r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?=[/_.-]|$)|/(\d{4})(\d{2})(\d{2})(?=[/_-])"
)
_URL_MONTH = re.compile(r"/((?:19|20)\d{2})/(0[1-9]|1[0-2])/")
# The blocks after a heading among which a date of the page itself stands.
_NEAR = 8
# A line that holds a date and a name is no longer; a sentence that speaks of a day is.
_DATELINE = 120
_PARTS = re.compile(r"date|time|publish|posted|byline|dateline|meta|author|stamp", re.IGNORECASE)
# Signs beside a date in a line that is nothing but one: weekday, time of day, a name.
_BESIDE = 40
# Blocks of a page among which a date is looked for.
_LOOKED_AT = 400
_LONG_LINE = 90  # the same where the line is named as one


def choose(candidates: Iterable[DateCandidate], observed: datetime) -> tuple[DateCandidate, ...]:
    """All of them, each once, the chosen one first (the only one without `refused`)."""
    once = {(each.method, each.day): each for each in reversed(list(candidates))}
    checked = [_checked(each, observed) for each in reversed(list(once.values()))]
    open_ones = sorted((each for each in checked if each.refused is None), key=_rank)
    refused = [each for each in checked if each.refused is not None]
    if not open_ones:
        return tuple(sorted(refused, key=_rank))
    first, *rest = open_ones
    return (first, *(replace(each, refused=_why_not(each, first)) for each in rest), *refused)


def chosen(dates: tuple[DateCandidate, ...]) -> DaySpan | None:
    """The day of the candidate that was taken."""
    return dates[0].day if dates and dates[0].refused is None else None


def lies_ahead(published: DaySpan, observed: datetime) -> bool:
    """Whether a page seen at `observed` cannot have been published then."""
    latest = (observed.astimezone(UTC) + _ZONES).date()
    return published.earliest is not None and published.earliest > latest


def _rank(each: DateCandidate) -> tuple[bool, int]:
    return (each.day.days() or 999) > 1, _ORDER.index(each.method)


def _checked(each: DateCandidate, observed: datetime) -> DateCandidate:
    if each.refused is not None:
        return each
    if lies_ahead(each.day, observed):
        return replace(each, refused="lies in the future of the day it was seen")
    if each.day.latest is not None and each.day.latest < _FIRST:
        return replace(each, refused="lies before the web")
    if each.method == "header":
        return replace(each, refused="tells when the file was last written")
    return each


def _why_not(each: DateCandidate, taken: DateCandidate) -> str:
    if each.day.widened(1).overlaps(taken.day):
        return f"{taken.method} is preferred"
    return f"disagrees with {taken.method}, which is preferred"


def from_headers(headers: Mapping[str, str]) -> Iterator[DateCandidate]:
    """What the listing said of it, and when the server last wrote it; names in lower case."""
    listed = headers.get("x-monitor-entry-published")
    span = _parsed(listed) if listed else None
    if span:
        yield DateCandidate("feed", span)
    modified = headers.get("last-modified")
    if modified:
        try:
            yield DateCandidate("header", DaySpan.day(parsedate_to_datetime(modified).date()))
        except (TypeError, ValueError, OverflowError):
            return


def from_linked(data: LinkedData) -> Iterator[DateCandidate]:
    """datePublished of the page's own article, else of the page; those of others are refused."""
    own = _day_of(data.article, "datePublished") or _day_of(data.article, "dateCreated")
    if own:
        yield DateCandidate("json-ld", own)
    around = _day_of(data.page, "datePublished")
    if around and around != own:
        yield DateCandidate("json-ld", around, "dates the page around the article" if own else None)
    changed = _day_of(data.article or data.page, "dateModified")
    if changed and changed not in (own, around):
        yield DateCandidate("json-ld", changed, _CHANGE)
    for other in data.others[:5]:
        day = _day_of(other, "datePublished")
        if day and day not in (own, around):
            yield DateCandidate("json-ld", day, "may date another article on the page")


def _day_of(thing: dict[str, Any] | None, field: str) -> DaySpan | None:
    value = (thing or {}).get(field)
    return _parsed(value) if isinstance(value, str) else None


def from_meta(
    tree: HtmlElement, months: Mapping[str, int], country: str | None
) -> Iterator[DateCandidate]:
    """The meta elements of the head, and itemprop="datePublished" anywhere."""
    for meta in tree.iter("meta"):
        name = _name_of(meta)
        if name in _META:
            yield from _candidate("meta", meta.get("content") or "", months, country)
        elif name in _CHANGED:
            for each in _candidate("meta", meta.get("content") or "", months, country):
                yield replace(each, refused=each.refused or _CHANGE)


def _name_of(meta: HtmlElement) -> str:
    name: str = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
    return name.strip().lower()


def from_address(address: str) -> Iterator[DateCandidate]:
    """/2014/07/28/, /2014-07-28- or /20140728/; a month alone where there is no more."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return
    for match in _URL_DAY.finditer(path):
        year, month, day = (int(part) for part in match.groups() if part)
        span = as_day(year, month, day)
        if span and year > 1990:
            yield DateCandidate("url", span)
            return
    month_only = _URL_MONTH.search(path)
    if month_only:
        yield DateCandidate("url", DaySpan.month(int(month_only[1]), int(month_only[2])))


def from_text(page: Page, words: PageWords, country: str | None) -> Iterator[DateCandidate]:
    """Dates that stand on the page as its own: in lines beside the heading, or named as a date.

    One behind "Updated" is refused, and so is one of several: a list of
    stories dates each of them.
    """
    blocks = [block for block in page.blocks if not block.aside]
    start = next((n for n, block in enumerate(blocks) if block.tag == "h1"), 0)
    near = {id(block.element) for block in blocks[max(0, start - 3) : start + _NEAR + 1]}
    found = list[DateCandidate]()
    for block in blocks[:_LOOKED_AT]:
        if len(block.text) > _DATELINE or block.linked * 2 > len(block.text):
            continue
        beside = id(block.element) in near
        if beside or _is_named_date(block.element):
            found += _of_line(block, words, country, beside)
        if len(found) > 3:
            break
    for time in page.tree.iter("time"):
        if not found:
            written = time.get("datetime") or "".join(time.itertext())[:60]
            other = "dates another thing on the page" if _in_other(time) else None
            for each in _candidate("text", written, words.months, country):
                found.append(replace(each, refused=each.refused or other))
    yield from found[:4]


def _of_line(
    block: Block, words: PageWords, country: str | None, beside: bool
) -> Iterator[DateCandidate]:
    """The days of a line that is nothing but a date, a name and such words as "Posted on"."""
    text, behind = block.text, 0
    stamp = next(block.element.iter("time"), None)
    written = _parsed(stamp.get("datetime") or "") if stamp is not None else None
    rest = _LONG_LINE if _is_named_date(block.element) and beside else _BESIDE
    for _ in range(2):
        found = find_day(text[behind:], words.months, country)
        if found is None and (written is None or behind):
            return
        before = text[behind : behind + found.start] if found else text
        if found:
            beside_it = len(text) - (found.end - found.start)
            if beside_it > rest or text.endswith((".", "?", "!")):
                return
            behind += found.end
        day, written = (written, None) if written and written.days() == 1 else (None, None)
        refused = _CHANGE if _is_change(before, words) else None
        if day is None and found is not None:
            day = found.span
            refused = "the order of day and month is not known" if found.ambiguous else refused
        if day is not None:
            yield DateCandidate("text", day, refused)
        if found is None:
            return


def _is_change(before: str, words: PageWords) -> bool:
    """Whether the last word of these two kinds before a date is one like "Updated"."""
    last = {True: -1, False: -1}
    for change, phrases in ((True, words.changed), (False, words.published)):
        pattern = any_of(phrases)
        for match in pattern.finditer(before) if pattern else ():
            # "Last updated on": the "on" belongs to it.
            if change or match.start() > last[True] + 12:
                last[change] = match.end()
    return last[True] > last[False]


def of_section(page: Page, words: PageWords, country: str | None) -> Iterator[DateCandidate]:
    """The date a section of a page gives itself, in one of the lines right below its heading."""
    lines = [block for block in page.blocks if not block.heading][:3]
    for block in lines:
        if len(block.text) <= _DATELINE:
            yield from _of_line(block, words, country, True)


def section_first(
    own: list[DateCandidate], page: list[DateCandidate], observed: datetime
) -> tuple[DateCandidate, ...]:
    """The candidates of a section and of its page: a date of its own goes first."""
    inside = choose(own, observed)
    if chosen(inside) is None:
        return choose([*own, *page], observed)
    outside = "dates the page, and the section has a date of its own"
    known = {(each.method, each.day) for each in inside}
    rest = [
        replace(each, refused=each.refused or outside)
        for each in choose(page, observed)
        if (each.method, each.day) not in known
    ]
    return (*inside, *rest)


def from_finder(
    text: str, others: list[DateCandidate], page: Page, words: PageWords
) -> Iterator[DateCandidate]:
    """The day that htmldate found, where nothing else on the page gives one.

    Not a day told in a sentence: that is what the page speaks of.
    """
    day = _parsed(text)
    if day is None or day.days() != 1:
        return
    if any(each.method in ("json-ld", "meta", "text") for each in others):
        return
    if any(_name_of(meta) in _META for meta in page.tree.iter("meta")):
        return  # it names a date, and none that can be read: what was found is a piece of it
    for block in page.blocks[:_LOOKED_AT]:
        if has_sentence(block.text):
            told = find_day(block.text, words.months)
            if told and told.span == day:
                yield DateCandidate("text", day, "stands in the running text")
                return
    yield DateCandidate("text", day)


def _is_named_date(element: HtmlElement) -> bool:
    for each in (element, *element.iterchildren("span", "time", "em", "small", "strong")):
        names = f"{each.get('class') or ''} {each.get('id') or ''} {each.get('itemprop') or ''}"
        if each.tag == "time" or _PARTS.search(names[:200]):
            return True
    return False


def _in_other(element: HtmlElement) -> bool:
    """Whether a time stands in navigation, a sidebar, a comment or an entry of a list of links."""
    return any(
        each.tag in ("nav", "aside", "footer", "li", "a") for each in element.iterancestors()
    )


def _candidate(
    method: DateMethod, text: str, months: Mapping[str, int], country: str | None
) -> Iterator[DateCandidate]:
    span = _parsed(text)
    if span and (span.days() or 0) == 1:
        yield DateCandidate(method, span)
        return
    found = find_day(text[:200], months, country)
    if found:
        unknown = "the order of day and month is not known" if found.ambiguous else None
        yield DateCandidate(method, found.span, unknown)


def _parsed(text: str) -> DaySpan | None:
    """ISO; of a time with an offset, the day as the outlet writes it."""
    try:
        return DaySpan.parse(text)
    except ValueError:
        return None
