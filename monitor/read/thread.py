"""Threads: the posts of a page of a forum, each with its writer, as its markup tells them.

What draws the main text of a page takes names, ranks and times beside a post for furniture, and
then nobody can tell whose words are whose. No forum's program is known here by its name: what
repeats is a frame with one text in it, and in the same frame somebody named as its writer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from lxml.html import HtmlElement

from monitor.read.blocks import HEADINGS, Page
from monitor.read.linked import LinkedData
from monitor.read.shape import has_sentence
from monitor.read.writers import Writer, Writers, length_of, text_of, writers_of

# Values of itemprop.
_TEXTS = ("text", "articleBody", "commentText")
_BODY = re.compile(
    r"content|body|text|message|prose|entry|post|comment|reply|msg|wrapper|mark(?:up|down)|rich",
    re.I,
)
_FRAME = re.compile(r"post|message|comment|reply|answer|topic|msg|thread|entry|item|row", re.I)
_COMMENTS = re.compile(r"(?:^|\s)comments?(?:$|[\s_-]?(?:area|list|section|wrap|container))", re.I)
_DIGIT = re.compile(r"\d")
# In front of the subject of an answer.
_ANSWER = re.compile(r"^(?:re|aw|sv|antw)\s*:\s*", re.I)
_ASIDE = ("nav", "aside", "footer")
_SIDES = (*_ASIDE, "div", "section", "td")
_SIDE = re.compile(r"(?:^|\s)(?:side(?:$|\s)|sidebar)")
_PLACES = ("class", "id")
_HOLDERS = ("div", "p", "td", "section", "article", "blockquote", "dd", "span", "li")
# A thread has an answer; pages of forums show fifty posts or so, and one with more is a trap.
_FEWEST, _MANY = 2, 1_000
# Sorts of parts that are looked at; a forum's page has thirty.
_SORTS = 100
# What is left out of the text of posts is no sentence, but for a signature here and there.
_MOST = 0.7
# An article stands before what readers say of it; greetings of guests and notices are shorter.
_ARTICLE, _ARTICLE_WITH_COMMENTS = 400, 100


class Found(NamedTuple):
    """One post: `body` is what was written, `parts` what holds it and nothing of another post."""

    body: HtmlElement
    parts: tuple[HtmlElement, ...]
    writer: Writer

    @property
    def frame(self) -> HtmlElement:
        return self.parts[0]


class Thread(NamedTuple):
    """The posts of a page, and its paragraphs above them."""

    opening: Sequence[str]
    posts: Sequence[Found]


def find_thread(page: Page, data: LinkedData) -> Thread | None:
    """The posts of a page in their order, and what stands before them; None: it is no thread."""
    writers = {} if data.is_story else writers_of(page.tree)
    if len(writers.get(page.tree, ())) < _FEWEST:
        return None
    sorts = [_once(_alike(_framed(bodies, writers))) for bodies in _bodies(page.tree, writers)]
    posts: Sequence[Found] = ()
    for found in sorts:
        if len(found) >= max(_FEWEST, len(posts)) and _is_better(found, posts):
            posts = found
    if not posts or _is_listing(posts):
        return None
    for found in sorts:
        posts = _with_others(posts, found)
    return _thread(page, posts)


def _with_others(posts: Sequence[Found], found: Sequence[Found]) -> Sequence[Found]:
    """The posts, and those of another sort by other writers beside them: remarks on an answer."""
    if len(found) < _FEWEST:
        return posts
    known = {post.writer.element for post in posts}
    bodies = {post.body for post in posts}
    around = {each for body in bodies for each in body.iterancestors()}
    if any(
        post.writer.element in known
        or post.body in around
        or not bodies.isdisjoint((post.body, *post.body.iterancestors()))
        for post in found
    ):
        return posts
    place = {element: n for n, element in enumerate(posts[0].body.getroottree().iter())}
    return sorted((*posts, *found), key=lambda post: place[post.body])


def _bodies(tree: HtmlElement, writers: Writers) -> Iterator[Sequence[HtmlElement]]:
    """Parts that are named alike, hold text, and mostly name no writer: each such sort of them.

    Of parts inside one another that are named alike the outermost, and then the innermost.
    """
    aside = {each for part in tree.iter(*_SIDES) if _is_aside(part) for each in part.iter()}
    outer, inner = dict[str, list[HtmlElement]](), dict[str, list[HtmlElement]]()
    for element in tree.iter(*_HOLDERS):
        marks = _marks(element)
        around = set(element.iterancestors()) if marks else ()
        for mark in marks:
            same = outer.setdefault(mark, [])
            if not same or same[-1] not in around:
                same.append(element)
            same = inner.setdefault(mark, [])
            if same and same[-1] in around:
                same.pop()
            same.append(element)
    for mark in islice(outer, _SORTS):
        for same in (outer[mark], inner[mark]):
            told = [each for each in same if each not in aside and length_of(each, 1)]
            naming = sum(each in writers for each in told)
            if _FEWEST <= len(told) <= _MANY and 2 * naming < len(told):
                yield told


def _marks(element: HtmlElement) -> Sequence[str]:
    declared = element.get("itemprop")
    if declared in _TEXTS:
        return (f"itemprop {declared}",)
    named, place = element.get("class"), element.get("id")
    marks = [each for each in named.split()[:8] if _BODY.search(each)] if named else []
    if place and _BODY.search(place) and _DIGIT.search(place):
        marks.append(f"id {_DIGIT.sub('', place)}")
    return marks


def _framed(bodies: Sequence[HtmlElement], writers: Writers) -> Sequence[Found]:
    """Those with a writer of their own: in the widest part that holds no other, or before it."""
    held = Counter(each for body in bodies for each in (body, *body.iterancestors()))
    found, known = list[Found](), set[HtmlElement]()
    for body in bodies:
        around = takewhile(lambda each: held[each] == 1, body.iterancestors())
        frame = [body, *around][-1]
        # Who wrote it may stand in a line above it, or only when, in a box.
        above = list(takewhile(lambda one: one not in held, frame.itersiblings(preceding=True)))
        if frame in writers:
            above = [one for one in above[:1] if one not in writers]
        parts = (frame, *above)
        named = (one for part in parts for one in writers.get(part, ()))
        outside = (one for one in named if not _is_inside(one.element, body))
        writer = min(outside, key=lambda one: one.is_shown_only, default=None)
        if writer is not None and writer.element not in known:
            known.add(writer.element)
            found.append(Found(body, parts, writer))
    return found


def _alike(found: Sequence[Found]) -> Sequence[Found]:
    """Those with frames of one sort: an article and the latest post told beside it are no two."""
    if not found or all(each.body.get("itemprop") in _TEXTS for each in found):
        return found
    sorts = [_sorts(each) for each in found]
    (most, _), *_ = Counter(each for some in sorts for each in some).most_common(1)
    alike = [each for each, some in zip(found, sorts, strict=True) if most in some]
    # The first post of a thread may stand apart from its answers.
    apart = found[0] is not alike[0] and len(alike) >= _FEWEST
    return [found[0], *alike] if apart and has_sentence(text_of(found[0].body)) else alike


def _once(found: Sequence[Found]) -> Sequence[Found]:
    """Each of them the last time; none where most say the same or hardly anything: buttons."""
    last = {(each.writer.name, text_of(each.body)): each for each in found}
    texts = {_DIGIT.sub("", text) for _, text in last}
    told = sum(map(has_sentence, texts))
    kept = set(map(id, last.values()))
    return [each for each in found if id(each) in kept] if told * 2 >= len(found) else ()


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


def _is_better(found: Sequence[Found], best: Sequence[Found]) -> bool:
    """Whether these are more posts than the best, or more of their text, or less besides it."""
    told, most = _told(found), _told(best)
    if len(found) != len(best) or min(told, most) < _MOST * max(told, most):
        return (len(found), told) > (len(best), most)
    size, least = (sum(length_of(each.body) for each in some) for some in (found, best))
    return size <= least


def _told(found: Sequence[Found]) -> int:
    """Characters of the sentences in them; a subject that each repeats is none."""
    pieces = Counter(_DIGIT.sub("", text) for each in found for text in each.body.itertext())
    return sum(len(text) for text, times in pieces.items() if times == 1 and has_sentence(text))


def _is_listing(found: Sequence[Found]) -> bool:
    """Whether most parts have a heading of their own that is a link, as teasers do."""
    heads = {_linked_head(each) for each in found} - {None}
    return len(heads) > max(1, len(found) // 2)


def _linked_head(post: Found) -> str | None:
    for head in post.frame.iter(*HEADINGS):
        links, text = (*head.iter("a"), *head.iterancestors("a")), text_of(head)
        if links and post.writer.name not in text:
            return _ANSWER.sub("", text)
    return None


def _thread(page: Page, posts: Sequence[Found]) -> Thread | None:
    """None where the page has a text that the posts are about, or that is more than they are."""
    texts = [text_of(each.body) for each in posts]
    frames, told, posted = {each.frame for each in posts}, " ".join(texts), sum(map(len, texts))
    before, inside, after = list[str](), 0, 0
    for block in page.blocks:
        if block.aside or block.is_link or not has_sentence(block.text):
            continue
        if not frames.isdisjoint((block.element, *block.element.iterancestors())):
            inside += len(block.text)
        elif inside:
            after += len(block.text)
        elif block.text not in told:  # an answer may be shown above all, and again in its place
            before.append(block.text)
    around = [each.get(name) or "" for each in posts[0].frame.iterancestors() for name in _PLACES]
    most = _ARTICLE_WITH_COMMENTS if any(map(_COMMENTS.search, around)) else _ARTICLE
    above = sum(map(len, before))
    is_more = above + after > inside or inside > 2 * posted  # what is no post, or in no body
    return None if above >= most or is_more else Thread(tuple(before), posts)


def _is_inside(element: HtmlElement, outer: HtmlElement) -> bool:
    return element is outer or outer in element.iterancestors()


def _is_aside(part: HtmlElement) -> bool:
    return part.tag in _ASIDE or _SIDE.search(part.get("class") or "") is not None
