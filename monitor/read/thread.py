"""Threads: the posts of a page of a forum, each with its writer, as its markup tells them.

What draws the main text of a page takes names, ranks and times beside a post for furniture, and
then nobody can tell whose words are whose. No forum's program is known here by its name: what
repeats is a frame with one text in it, and in the same frame somebody named as its writer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from monitor.plain import one_line
from monitor.read.blocks import HEADINGS, Page, leads_away
from monitor.read.shape import has_sentence

# Who may be named as a writer: asked in C of all elements, and then by the words of their names.
_MARKED = etree.XPath(
    "//body//*[contains(@class,'uthor') or contains(@class,'ser') or contains(@class,'oster')"
    " or contains(@class,'ame') or contains(@class,'nick') or contains(@class,'creator')"
    " or contains(@class,'fn') or @itemprop='author' or @itemprop='creator']"
)
_NAMES = re.compile(
    r"[Aa]uthor(?![a-z]{2})|[Uu]ser[-_]?(?:[Nn]ame|[Ll]ink|[Dd]etails|[Ii]nfo)|[Pp]oster(?![a-z])"
    r"|\bcreator|[Nn]ick(?:[Nn]ame)?(?![a-z])|(?:[Mm]ember|[Dd]isplay|[Mm]essage)[-_]?[Nn]ame"
    r"|(?:^|\s)(?:fn|name)(?:$|\s)"
)
_WRITERS = ("author", "creator")  # values of itemprop, as those below
_TEXTS = ("text", "articleBody", "commentText")
_BODY = re.compile(
    r"content|body|text|message|prose|entry|post|comment|reply|msg|wrapper|markdown|rich", re.I
)
_FRAME = re.compile(r"post|message|comment|reply|answer|topic|msg|thread|entry|item|row", re.I)
_QUOTE = re.compile(r"quot", re.I)
_COMMENTS = re.compile(r"(?:^|\s)comments?(?:$|[\s_-]?(?:area|list|section|wrap|container))", re.I)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_DIGIT = re.compile(r"\d")
# Around a name: "by Ann", "Ann says:"; in front of the subject of an answer.
_BESIDE_NAME = re.compile(r"^(?:by|from)\s+|\s+(?:says|said|wrote|writes)\b.*$|[\s:»,·|*]+$", re.I)
_ANSWER = re.compile(r"^(?:re|aw|sv|antw)\s*:\s*", re.I)
_ASIDE = ("nav", "aside", "footer")
_PLACES = ("class", "id")
_HOLDERS = ("div", "p", "td", "section", "article", "blockquote", "dd", "span", "li")
# Characters of a line about a writer, and of a name.
_LINE, _NAME = 160, 50
# A thread has an answer.
_FEWEST = 2
# Ranks, times and buttons are seldom more of a frame's text than the rest.
_MOST = 0.7
# An article stands before what readers say of it; greetings of guests and notices are shorter.
_ARTICLE, _ARTICLE_WITH_COMMENTS = 400, 100


class Writer(NamedTuple):
    """Where somebody is named as one who writes."""

    element: HtmlElement
    name: str


class Found(NamedTuple):
    """One post: `body` is what was written, `parts` what holds it and nothing of another post."""

    body: HtmlElement
    parts: tuple[HtmlElement, ...]
    writer: Writer

    @property
    def frame(self) -> HtmlElement:
        return self.parts[0]


Writers = Mapping[HtmlElement, Writer]


def find_posts(page: Page) -> Sequence[Found]:
    """The posts of a page that is a thread, in their order; none where it is something else."""
    writers = _writers(page.tree)
    if len({each.element for each in writers.values()}) < _FEWEST:
        return ()
    best: Sequence[Found] = ()
    for bodies in _bodies(page.tree, writers):
        found = _alike(_framed(bodies, writers))
        # Of sorts that make as many posts the innermost comes last, and holds least besides.
        if len(found) >= max(_FEWEST, len(best)) and _holds_most(found, best):
            best = found
    return () if not best or _is_listing(best) or _has_article(page, best) else best


def _writers(tree: HtmlElement) -> dict[HtmlElement, Writer]:
    """Who is named as a writer, by each element around the name; the first one in it counts."""
    found: dict[HtmlElement, Writer] = {}
    known = set[HtmlElement]()
    for element in _MARKED(tree):
        if not _is_named(element) or not 0 < _length(element, _LINE) <= _LINE:
            continue
        around = list(element.iterancestors())
        if not known.isdisjoint(around) or any(map(is_quote, around)):
            continue
        known.add(element)
        name = _name_in(element)
        if name and _LETTERS.search(name) and len(name) <= _NAME:
            for each in (element, *around):
                found.setdefault(each, Writer(element, name))
    return found


def _is_named(element: HtmlElement) -> bool:
    declared = element.get("itemprop") in _WRITERS
    return declared or _NAMES.search(element.get("class") or "") is not None


def _name_in(element: HtmlElement) -> str:
    """The name alone, of a line that may tell a rank or a number of posts besides."""
    told = [each for each in element.iter() if each.get("itemprop") == "name" and text_of(each)]
    named = told or [each for each in element.iter() if _is_named(each) and text_of(each)]
    around = {each for one in named for each in one.iterancestors()}
    inner = next(each for each in named if each not in around)
    links = [each for each in inner.iter("a") if text_of(each)]
    inner = links[0] if links else inner  # "by Ann on July 2"
    return _BESIDE_NAME.sub("", _BESIDE_NAME.sub("", text_of(inner)))


def _bodies(tree: HtmlElement, writers: Writers) -> Iterator[Sequence[HtmlElement]]:
    """Parts that are named alike, hold text and name no writer: each such sort of them."""
    sorts: dict[str, list[HtmlElement]] = {}
    for element in tree.iter(*_HOLDERS):
        for mark in () if element in writers else _marks(element):
            same = sorts.setdefault(mark, [])
            if not same or same[-1] not in element.iterancestors():
                same.append(element)
    for same in sorts.values():
        told = [each for each in same if _length(each, 1) and not _is_aside(each)]
        if len(told) >= _FEWEST:
            yield told


def _marks(element: HtmlElement) -> Sequence[str]:
    declared = element.get("itemprop")
    if declared in _TEXTS:
        return (f"itemprop {declared}",)
    named = element.get("class")
    return [each for each in named.split()[:8] if _BODY.search(each)] if named else ()


def _framed(bodies: Sequence[HtmlElement], writers: Writers) -> Sequence[Found]:
    """Those with a writer of their own: in the widest part that holds no other, or before it."""
    held = Counter(each for body in bodies for each in (body, *body.iterancestors()))
    found, known = list[Found](), set[HtmlElement]()
    for body in bodies:
        around = takewhile(lambda each: held[each] == 1, body.iterancestors())
        frame = [body, *around][-1]
        before = takewhile(lambda each: each not in held, frame.itersiblings(preceding=True))
        parts = (frame, *before)
        writer = next((writers[part] for part in parts if part in writers), None)
        if writer is not None and writer.element not in known:
            known.add(writer.element)
            found.append(Found(body, parts, writer))
    return found


def _alike(found: Sequence[Found]) -> Sequence[Found]:
    """Those with frames of one sort: an article and the latest post told beside it are no two."""
    if all(each.body.get("itemprop") in _TEXTS for each in found):
        return found
    sorts = [_sorts(each) for each in found]
    (most, _), *_ = Counter(each for some in sorts for each in some).most_common(1)
    return [each for each, some in zip(found, sorts, strict=True) if most in some]


def _sorts(post: Found) -> set[tuple[object, ...]]:
    """What the parts that hold both text and writer are called, and where they stand."""
    above = set(post.writer.element.iterancestors())
    first, *outer = (each for each in post.body.iterancestors() if each in above)
    inside = outer.index(post.frame) + 1 if post.frame in outer else 0
    sorts = set[tuple[object, ...]]()
    for both in (first, *outer[:inside]):
        named = both.get("class") or ""
        sorts |= {(both.tag, each) for each in named.split() if _FRAME.search(each)}
        sorts.add((both.tag, _DIGIT.sub("", named), both.getparent()))
    return sorts


def _holds_most(found: Sequence[Found], best: Sequence[Found]) -> bool:
    """Whether these are more posts than the best, or as many with little less of their text."""
    size, most = (sum(_length(each.body) for each in some) for some in (found, best))
    return len(found) > len(best) or size >= _MOST * most


def _is_listing(found: Sequence[Found]) -> bool:
    """Whether the parts have headings of their own that lead elsewhere, as teasers do."""
    heads = {_linked_head(each) for each in found} - {None}
    return len(heads) > 1


def _linked_head(post: Found) -> str | None:
    for head in post.frame.iter(*HEADINGS):
        links = (*head.iter("a"), *head.iterancestors("a"))
        text = text_of(head)
        if post.writer.name not in text and any(leads_away(link.get("href")) for link in links):
            return _ANSWER.sub("", text)
    return None


def _has_article(page: Page, posts: Sequence[Found]) -> bool:
    """Whether the page has a text that the posts are about, or that is more than they are."""
    frames = {each.frame for each in posts}
    before = inside = after = 0
    for block in page.blocks:
        if block.aside or block.is_link or not has_sentence(block.text):
            continue
        if not frames.isdisjoint((block.element, *block.element.iterancestors())):
            inside += len(block.text)
        elif inside:
            after += len(block.text)
        else:
            before += len(block.text)
    around = [each.get(name) or "" for each in posts[0].frame.iterancestors() for name in _PLACES]
    comments = any(map(_COMMENTS.search, around))
    return before >= (_ARTICLE_WITH_COMMENTS if comments else _ARTICLE) or before + after > inside


def is_quote(element: HtmlElement) -> bool:
    """Whether it holds what another one wrote."""
    return element.tag == "blockquote" or _QUOTE.search(element.get("class") or "") is not None


def text_of(element: HtmlElement) -> str:
    """Its words, on one line."""
    return one_line("".join(element.itertext()))


def _is_aside(element: HtmlElement) -> bool:
    return next(element.iterancestors(*_ASIDE), None) is not None


def _length(element: HtmlElement, enough: int | None = None) -> int:
    """Characters of its words; counted no further than a little beyond `enough`."""
    length = 0
    for text in element.itertext():
        length += len(text.strip())
        if enough is not None and length > enough:
            break
    return length
