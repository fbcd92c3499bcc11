"""Whether the address a page calls its own can be believed.

Pages err about it: a template that names the front page, the section or one
fixed article on every page, that loses the parameter which tells articles
apart, or that names a host for testing. Believing such a page would make one
document of many, so an address counts only where something else speaks for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from monitor.crawl.address import web_address

_LINK = re.compile(r"<([^<>]{1,2000})>([^<>]{0,500})")
_CANONICAL = re.compile(r";\s{0,9}rel\s{0,9}=\s{0,9}\"?[^\";,]{0,99}\bcanonical\b", re.IGNORECASE)
EXTENSION = re.compile(r"\.[a-z]{3,5}$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]{2,}")
# An article's number, as many addresses carry it; shorter ones are days, years and pages.
_NUMBER = re.compile(r"(?<!\d)\d{5,}(?!\d)")
# What is put behind an article's own path for another form of the same article.
_FORM = re.compile(
    r"((page|pgno|pg|p)[-_]?)?\d{1,3}|page|pgno|amp|print|mobile|m|comments?|all|full"
    r"|(index|default)\.\w{3,5}",
    re.IGNORECASE,
)
# Parameters that tell one document from another: id, ArticleID, story_id, board.id, doc.
_TELLS_APART = re.compile(
    r"(.*[-_.]|[a-z]*)id|article|story|post|doc|document|news|guid|slug|title|key|p", re.IGNORECASE
)
_PAGE_FIELD = re.compile(r"p=\d{1,2}")  # the third page of an article; ?p=4711 is an article
# Of its text, which has hundreds of words, and only of an end that has so many.
_MOST, _LONG = 0.6, 3
_NEAR = 3  # parts of a path, counted from its end, among which an article's words may stand
_ALIKE = 0.5  # of the words of one address that must stand in what speaks for it


def named_canonical(
    url: str, elements: tuple[str, ...], header: str | None, *, title: str = ""
) -> str | None:
    """The address that the page at `url` calls its own, or None where it cannot be believed.

    `elements` are the addresses of its link elements, `header` the HTTP header
    Link, `title` the words of its title and main heading. Believed is an
    address that all of them agree on, of the same site and http(s), which
    shares its number or half of its words with the page's own address or title.
    """
    named = {web_address(url, _whole(link, url)) for link in (*elements, *_in_header(header))}
    named.discard(None)
    if len(named) != 1:
        return None  # none, or several: a page that contradicts itself is not believed
    address = named.pop()
    assert address is not None
    if not same_site(url, address):
        return None
    if urlsplit(url).scheme == "https":  # it answered there: no way back to http
        address = re.sub("^http:", "https:", address)
    return address if _believable(url, address, title) else None


def named_alone(elements: tuple[str, ...], *, title: str, text: Callable[[], str]) -> str | None:
    """The same of a page that was saved, so that its own address is not known.

    Its title has to speak for half of the words at the end of that address: of its last part, and
    of the one before where that is a word alone ("/launchpad/faq"), or of one shortly before, where
    that is longer ("/who-may-join/p/4711"). Headlines are written anew and addresses kept, so its
    `text` will do, where it holds most words of a longer end.
    """
    address = named_once(elements)
    segments = _segments(urlsplit(address).path) if address else []
    if not segments:
        return None
    few = len(_letters(segments[-1])) <= 1
    end = " ".join(segments[-2:]) if few else segments[-1]
    ends = [one for one in segments[-_NEAR:] if len(_letters(one)) >= _LONG]
    said = set(_words(title))
    if any(_speaks_for(one, said) for one in (end, *ends)):
        return address
    if not ends:
        return None
    said = set(_words(text()))
    return address if any(_speaks_for(one, said, _MOST) for one in ends) else None


def named_once(elements: tuple[str, ...]) -> str | None:
    """The address of the web that all link elements name, and that is no front page."""
    named = {web_address(link, link) for link in elements}
    address = named.pop() if len(named) == 1 else None
    return address if address and _segments(urlsplit(address).path) else None


def same_site(one: str, other: str) -> bool:
    """Whether two hosts are one outlet's: the same, with www. or without, or one below the other.

    Two hosts that merely share a parent are not: blogs of strangers do too.
    """
    first, second = _site(one), _site(other)
    if first == second:
        return bool(first)
    longer, shorter = sorted((first, second), key=len, reverse=True)
    return "." in shorter.partition(":")[0] and longer.endswith(f".{shorter}")


def _site(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    except ValueError:
        return ""
    return (parts.hostname or "").removeprefix("www.") + port


def _whole(link: str, url: str) -> str:
    """`outlet.example/story`, written without its scheme, would be taken for a path."""
    host = urlsplit(url).hostname or ""
    link = link.strip()
    return f"//{link}" if link.lower().startswith((f"{host}/", f"www.{host}/")) else link


def _in_header(header: str | None) -> tuple[str, ...]:
    links = _LINK.finditer((header or "")[:10_000])
    return tuple(link.group(1) for link in links if _CANONICAL.search(link.group(2)))


def _believable(url: str, address: str, title: str) -> bool:
    here, there = urlsplit(url), urlsplit(address)
    own, named = _segments(here.path), _segments(there.path)
    if _loses_what_tells_apart(here.query, there.query) and len(named) <= len(own):
        # Its parameter may have become words of the path, which is what a canonical is for.
        return bool(named) and named != own and _speaks_for(named[-1], set(_words(title)))
    if named == own:
        return True
    if not named:
        return False  # the front page
    if named == own[: len(named)]:  # what it stands below: its section, if nothing says otherwise
        rest = own[len(named) :]
        return all(_FORM.fullmatch(part) for part in rest) or bool(_NUMBER.search(named[-1]))
    if set(_NUMBER.findall(address)) & set(_NUMBER.findall(url)):
        return True
    spoken = set(_words(own[-1] if own else "")) | set(_words(title))
    return _speaks_for(named[-1], spoken)


def _loses_what_tells_apart(own: str, named: str) -> bool:
    kept = {field.lower() for field in named.split("&")}
    lost = [field for field in own.split("&") if field and field.lower() not in kept]
    return any(
        _TELLS_APART.fullmatch(field.partition("=")[0]) and not _PAGE_FIELD.fullmatch(field)
        for field in lost
    )


def _segments(path: str) -> list[str]:
    parts = [part.lower() for part in unquote(path).split("/") if part]
    return [*parts[:-1], EXTENSION.sub("", parts[-1])] if parts else []


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _letters(segment: str) -> list[str]:
    return [word for word in _words(segment) if not word.isdigit()]


def _speaks_for(segment: str, spoken: set[str], share: float = _ALIKE) -> bool:
    words = _letters(segment)
    return bool(words) and sum(word in spoken for word in words) >= share * len(words)
