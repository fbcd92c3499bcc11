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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from monitor.interval import DaySpan
from monitor.read.days import as_day, candidates_in, read_iso
from monitor.read.linked import LinkedData
from monitor.types import DateCandidate, DateMethod

_ORDER: tuple[DateMethod, ...] = ("mail", "json-ld", "meta", "url", "text", "feed", "header")
# A page dated tomorrow may be of today, east of Greenwich.
_ZONES = timedelta(days=1)
# No page is older than the web.
_FIRST = date(1991, 1, 1)
# Names of meta elements that date the publication; what dates a change is not among them.
META = frozenset(
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
CHANGE = "dates a change, not the publication"
_URL_DAY = re.compile(
    r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?=[/_.-]|$)|/(\d{4})(\d{2})(\d{2})(?=[/_-])"
)
_URL_MONTH = re.compile(r"/((?:19|20)\d{2})/(0[1-9]|1[0-2])/")


def choose(candidates: Iterable[DateCandidate], observed: datetime) -> tuple[DateCandidate, ...]:
    """All of them, each once, the chosen one first (the only one without `refused`).

    Where nothing dates the publication, the last change does: its text has stood since then.
    """
    once: dict[tuple[DateMethod, DaySpan], DateCandidate] = {}
    for each in candidates:
        known = once.setdefault((each.method, each.day), each)
        if known.refused is not None and each.refused is None:
            once[each.method, each.day] = each  # published and changed on one day
    checked = [_checked(each, observed) for each in once.values()]
    open_ones = sorted((each for each in checked if each.refused is None), key=_rank)
    refused = [each for each in checked if each.refused is not None]
    if not open_ones:
        return _by_last_change(sorted(refused, key=_rank), observed)
    first, *rest = open_ones
    return (first, *(replace(each, refused=_why_not(each, first)) for each in rest), *refused)


def chosen(dates: tuple[DateCandidate, ...]) -> DaySpan | None:
    """The day of the candidate that was taken."""
    return dates[0].day if dates and dates[0].refused is None else None


def lies_ahead(published: DaySpan, observed: datetime) -> bool:
    """Whether a page seen at `observed` cannot have been published then."""
    latest = (observed.astimezone(UTC) + _ZONES).date()
    return published.earliest is not None and published.earliest > latest


def _by_last_change(
    refused: Sequence[DateCandidate], observed: datetime
) -> tuple[DateCandidate, ...]:
    changes = [_checked(replace(c, refused=None), observed) for c in refused if c.refused == CHANGE]
    open_ones = [each for each in changes if each.refused is None]
    if not open_ones:
        return tuple(refused)
    last = max(open_ones, key=_day_and_rank)
    taken = (last.method, last.day)
    return (last, *(each for each in refused if (each.method, each.day) != taken))


def _day_and_rank(each: DateCandidate) -> tuple[date, bool, int]:
    vague, order = _rank(each)
    return each.day.latest or date.min, not vague, -order


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
    span = read_iso(listed) if listed else None
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
        yield DateCandidate("json-ld", changed, CHANGE)
    for other in data.others[:5]:
        day = _day_of(other, "datePublished")
        if day and day not in (own, around):
            yield DateCandidate("json-ld", day, "may date another article on the page")


def _day_of(thing: dict[str, Any] | None, field: str) -> DaySpan | None:
    value = (thing or {}).get(field)
    return read_iso(value) if isinstance(value, str) else None


def from_meta(
    tree: HtmlElement, months: Mapping[str, int], country: str | None
) -> Iterator[DateCandidate]:
    """The meta elements of the head, and itemprop="datePublished" anywhere."""
    for meta in tree.iter("meta"):
        name = name_of(meta)
        if name in META:
            yield from candidates_in("meta", meta.get("content") or "", months, country)
        elif name in _CHANGED:
            for each in candidates_in("meta", meta.get("content") or "", months, country):
                yield replace(each, refused=each.refused or CHANGE)


def name_of(meta: HtmlElement) -> str:
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
