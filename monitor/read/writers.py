"""Who is named on a page as one who writes: by `itemprop`, or by words that classes are made of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from monitor.plain import one_line
from monitor.read.blocks import BLOCKS

# Who may be named as a writer: asked in C of all elements, and then by the words of their names.
_MARKED = etree.XPath(
    "//*[@class][contains(@class,'uthor') or contains(@class,'ser') or contains(@class,'oster')"
    " or contains(@class,'ame') or contains(@class,'nick') or contains(@class,'creator')"
    " or contains(@class,'fn')] | //*[@itemprop='author' or @itemprop='creator']"
)
_NAMES = re.compile(
    r"[Aa]uthor(?![a-z]{2})|[Uu]ser[-_]?(?:[Nn]ame|[Ll]ink|[Dd]etails|[Ii]nfo)|[Pp]oster(?![a-z_-])"
    r"|\bcreator|[Nn]ick(?:[Nn]ame)?(?![a-z])|(?:[Mm]ember|[Dd]isplay|[Mm]essage)[-_]?[Nn]ame"
    r"|(?:^|\s)(?:fn|name|full-?name|[\w-]*user)(?:$|\s)"
)
# What only a screen reader reads out ("Rank", "View profile of").
_UNSEEN = re.compile(r"sr-only|screen-reader|visually|visible-sr")
_PROFILES = ("ul", "ol", "dl")  # rank, number of posts, day of joining
_PARTING = BLOCKS | {"br", "hr"}
_WRITERS = ("author", "creator")  # values of itemprop
# Not what buttons and scripts are called by ("js-quote-selection").
_QUOTE = re.compile(r"(?<!js-)quote(?!\w*-?(?:select|button|icon|link|reply|multi))", re.I)
_LETTER = re.compile(r"[^\W\d_]")
# Around a name: "by Ann", "Ann says:", "Ann » Tue Aug 5".
_BESIDE_NAME = re.compile(
    r"^(?:by|from)\s+|\s+(?:says|said|wrote|writes)\b.*$|\s+[»›|·•]\s.*$|[\s:»,·|*]+$", re.I
)
# Characters of a line about a writer, and of a name.
_LINE, _NAME = 160, 50


class Writer(NamedTuple):
    """Where somebody is named as one who writes; `line` may tell more ("by Ann on July 2")."""

    element: HtmlElement
    name: str
    line: str

    @property
    def is_shown_only(self) -> bool:
        """Whether nothing declares that this is who wrote it: others may have edited a post."""
        return not any(each.get("itemprop") in _WRITERS for each in self.element.iter())


# By each element around their names, in order.
Writers = Mapping[HtmlElement, Sequence[Writer]]


def writers_of(tree: HtmlElement) -> Writers:
    """Who is named as a writer, but for quotations."""
    found: dict[HtmlElement, list[Writer]] = defaultdict(list)
    known = set[HtmlElement]()
    for element in _MARKED(tree):
        if not _is_named(element) or not 0 < length_of(element, _LINE) <= _LINE:
            continue
        around = list(element.iterancestors())
        if not known.isdisjoint(around) or any(map(is_quote, around)):
            continue
        known.add(element)
        writer = _writer(element)
        if _LETTER.search(writer.name) and len(writer.name) <= _NAME:
            for each in (element, *around):
                found[each].append(writer)
    return found


def _is_named(element: HtmlElement) -> bool:
    declared = element.get("itemprop") in _WRITERS
    return declared or _NAMES.search(element.get("class") or "") is not None


def _writer(element: HtmlElement) -> Writer:
    """The name alone, of a part that may tell a rank or a number of posts besides."""
    told = [each for each in element.iter() if each.get("itemprop") == "name" and text_of(each)]
    shown = (each for each in element.iter() if each.tag not in _PROFILES and _is_named(each))
    named = told or [each for each in shown if text_of(each)]
    around = {each for one in named for each in one.iterancestors()}
    inner = next((each for each in named if each not in around), element)
    set_off = [each for each in inner.iter("a", "strong", "b") if text_of(each)]
    links = [each for each in set_off if each.tag == "a"] or set_off
    name = text_of(links[0] if links else inner)  # "by Ann on July 2"
    return Writer(element, _BESIDE_NAME.sub("", _BESIDE_NAME.sub("", name)), text_of(inner))


def is_quote(element: HtmlElement) -> bool:
    """Whether it holds what another one wrote."""
    return element.tag == "blockquote" or _QUOTE.search(element.get("class") or "") is not None


def text_of(element: HtmlElement) -> str:
    """Its words that are seen, on one line."""
    return one_line("".join(_seen(element)) if len(element) else element.text or "")


def _seen(element: HtmlElement) -> Iterator[str]:
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, each in walk:
        if each.tag in _PARTING:
            yield " "
        if event == "end":
            yield (each.tail or "") if each is not element else ""
        elif _UNSEEN.search(each.get("class") or ""):
            walk.skip_subtree()
        else:
            yield each.text or ""


def length_of(element: HtmlElement, enough: int | None = None) -> int:
    """Characters of its words; counted no further than a little beyond `enough`."""
    length = 0
    for text in element.itertext():
        length += len(text.strip())
        if enough is not None and length > enough:
            break
    return length
