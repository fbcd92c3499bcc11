"""A thread as text: under a line of who wrote it and when, what each post says.

The line is made here (`monitor.posted`), so that whoever reads the text can rely on its form; what
is posted cannot begin one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from typing import NamedTuple

from lxml.html import HtmlElement
from lxml.html.builder import E

from monitor.interval import DaySpan
from monitor.plain import one_line
from monitor.posted import BEGINS, line_of
from monitor.read.blocks import BLOCKS, Page
from monitor.read.thread import Found, Thread
from monitor.read.writers import Writer, is_quote, text_of

_RANK = re.compile(
    r"rank|(?:user|member|group)[-_]?title|role|badge|company|organi[sz]ation|affiliation|job|flair"
    r"|(?:member|user)-?group|(?<![-\w])group(?![-\w])",
    re.I,
)
_DATE = re.compile(r"date|time|posted|when|stamp", re.I)
# A poster joined the forum, or a post was changed, on another day.
_OTHER_DATE = re.compile(r"join|regist|since|edit|modif|updat|last[-_]?(?:visit|seen|activ)", re.I)
_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
_EDITED = re.compile(r"edited|edit-?(?:note|message|reason)|lastedit", re.I)
_SIGNATURE = re.compile(r"signature|(?:^|\s)sig(?:$|\s)|edited", re.I)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_DIGIT = re.compile(r"\d")
_LABEL = re.compile(r"[\d:]")
_CONTROLS = ("a", "button", "script", "style")
# Characters of a rank, of a time, and of a line on an edit.
_ROLE, _TIME, _NOTE = 60, 60, 200
_TOLD = ("class", "itemprop", "data-role")
_MARKS = ("class", "id", "itemprop", "itemscope", "itemtype")
# The one day that a text tells surely, by the order of day and month in a country, if one is given.
DayIn = Callable[[str, str | None], DaySpan | None]
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}(?!\d)")
_MONTHS = 12
# A country of either order.
_MONTH_FIRST, _DAY_FIRST = "US", "GB"


class Post(NamedTuple):
    """Who wrote it, what the page calls him or her, the day of it, and what was written.

    `edited`: what the page says of a change to it ("Last edited by …").
    """

    name: str
    role: str | None
    day: DaySpan | None
    edited: str | None
    body: HtmlElement


def posts_of(thread: Thread, day_in: DayIn) -> Sequence[Post]:
    """The posts of a thread in their order, with what is told of each.

    03-02-2016 is read as other times of the thread must be: 08-21-2014 has the month first.
    """
    beside = [_beside(each) for each in thread.posts]
    told = [tuple(_told(each, some)) for each, some in zip(thread.posts, beside, strict=True)]
    order = _order_in(text for texts in told for text in texts)
    found = list[Post]()
    for each, some, texts in zip(thread.posts, beside, told, strict=True):
        day = next(filter(None, (day_in(text, order) for text in texts)), None)
        # "Ann (Foo)" may be what the page calls her.
        name, _, behind = each.writer.name.rstrip(")").partition(" (")
        role = behind or next(_ranks(some, each.writer.name), None) or _behind_name(each.writer)
        found.append(Post(name, role, day, _edited(each), each.body))
    return found


def _order_in(told: Iterable[str]) -> str | None:
    """A country that writes day and month in the order which these times must have."""
    figures = [match.groups() for text in told for match in _FIGURES.finditer(text)]
    month_first = any(int(second) > _MONTHS for _, second in figures)
    day_first = any(int(first) > _MONTHS for first, _ in figures)
    if month_first == day_first:
        return None
    return _MONTH_FIRST if month_first else _DAY_FIRST


def with_lines(opening: Sequence[str], posts: Sequence[Post]) -> Page:
    """A page of nothing but paragraphs and the posts below them, each under its line."""
    article = E.article(*map(E.p, opening))
    for post in posts:
        day = post.day.earliest if post.day else None
        article.append(E.p(line_of(post.name, post.role, day)))
        article.append(_cleared(post.body))
    return Page(E.html(E.body(article)))


def _beside(post: Found) -> Sequence[HtmlElement]:
    """What stands in the parts of a post beside its text."""
    own = {*post.body.iter(), *post.body.iterancestors()}
    return [each for part in post.parts for each in part.iter() if each not in own]


def _behind_name(writer: Writer) -> str | None:
    """What stands right behind the name in a part that holds more: no link, and no label."""
    named = False
    for element in writer.element.iter():
        linked = element.tag in _CONTROLS
        for text in (None if linked else element.text, element.tail):
            told = one_line(text or "")
            if named and told[:1].isupper() and len(told) <= _ROLE and not _LABEL.search(told):
                return told
        named = named or (writer.name in text_of(element) and not len(element))
    return None


def _edited(post: Found) -> str | None:
    for element in post.frame.iter():
        if _EDITED.search(element.get("class") or ""):
            told = text_of(element)
            if len(told) <= _NOTE and _DIGIT.search(told):
                return told
    return None


def _ranks(beside: Sequence[HtmlElement], name: str) -> Iterator[str]:
    for element in beside:
        if any(_RANK.search(element.get(mark) or "") for mark in _TOLD):
            text = text_of(element)
            is_short = len(text) <= _ROLE and _LETTERS.search(text) and not _DIGIT.search(text)
            if is_short and name not in text:
                yield text


def _told(post: Found, beside: Sequence[HtmlElement]) -> Iterator[str]:
    """What may tell its time: elements that are named after one, to programs first; other lines."""
    named = [each for each in beside if _is_dated(each)]
    for mark in ("datetime", "content", "title"):
        yield from (each.get(mark) or "" for each in named)
    yield from (text_of(each)[:_TIME] for each in named)
    yield post.writer.line[:_TIME]
    for each in beside:
        yield from _stamps(each)


def _stamps(element: HtmlElement) -> Iterator[str]:
    """What tells a time of day at an element and behind it, but for that of another thing."""
    behind, label = element.getparent(), element.text or ""  # "Joined:", in bold before its day
    for holder, before, text in (
        (element, "", element.get("title")),
        (element, "", element.text),
        (behind, label, element.tail),
    ):
        told = text and len(text) <= 2 * _TIME and _CLOCK.search(text)
        other = _OTHER_DATE.search(f"{before} {text}") or _is_of_other(holder)
        if text and told and not other:
            yield text


def _is_dated(element: HtmlElement) -> bool:
    named = element.tag in ("time", "abbr") or _DATE.search(_named(element))
    return bool(named) and not _is_of_other(element)


def _is_of_other(element: HtmlElement) -> bool:
    """Whether it, or what it stands in, is named after another date than that of the post."""
    parent = element.getparent()
    return any(_OTHER_DATE.search(_named(each)) for each in (element, parent) if each is not None)


def _named(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('itemprop') or ''}"


def _cleared(body: HtmlElement) -> HtmlElement:
    """A copy without its names, for which parts of it would be taken for furniture."""
    copy: HtmlElement = deepcopy(body)
    copy.tag, copy.tail = "div", None
    for each in list(copy.iterdescendants()):
        if _SIGNATURE.search(each.get("class") or ""):
            each.drop_tree()
        elif is_quote(each) and copy in each.iterancestors():
            _quoted(each)
    for each in list(copy.iter("div", "section", "article", "blockquote")):
        _in_paragraphs(each)
    for each in copy.iter():
        each.text, each.tail = _unmarked(each.text), _unmarked(each.tail)
        for mark in _MARKS:
            each.attrib.pop(mark, None)
    return copy


def _quoted(element: HtmlElement) -> None:
    """Make it a paragraph behind ">", which what draws the text would leave out."""
    told, tail = text_of(element), element.tail
    element.clear()
    element.tag, element.text, element.tail = "p", f"> {told}" if told else None, tail


def _in_paragraphs(element: HtmlElement) -> None:
    """Put what stands bare into paragraphs: what draws the text may lose it beside others."""
    rest, children = element.text, list(element)
    element.text = None
    run = E.p(rest) if (rest or "").strip() else None
    for child in children:
        rest = child.tail if child.tag in BLOCKS else None
        if child.tag in BLOCKS:
            child.tail = None
            if run is not None:
                child.addprevious(run)
            run = E.p(rest) if (rest or "").strip() else None
        else:
            run = E.p() if run is None else run
            run.append(child)
    if run is not None:
        element.append(run)


def _unmarked(text: str | None) -> str | None:
    return text and text.replace(BEGINS, "@")
