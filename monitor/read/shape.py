"""What a page is made of: its own sentences, teasers of others, links, dialogs and forms."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from monitor.config.language import PageWords
from monitor.config.phrases import any_of
from monitor.read.blocks import Block, Page, leads_away
from monitor.read.linked import LinkedData

# A word after a word, and an end after them: searched one after the other, in time that grows
# with the line and no faster.
_WORDS = re.compile(r"[a-z,;]\s+[\w’']")
_END = re.compile(r"[.!?…](?:[”\"')\]]|\s|$)")
# A teaser is shorter than this, in characters; the first sentences of an article are not.
_TEASER = 450
# So many characters make a headline; shorter links are names of sections and "more".
_HEADLINE = 15
# Between a heading that is a link and its teaser: a date, a name, a section.
_REACH = 4
# So many headings that are links make a page of posts, with so much said before them at the most.
_POSTS = 4
_BEFORE = 250
_ARTICLE_TYPE = re.compile(r"^(?:article|news)")


@dataclass(frozen=True, slots=True)
class Shape:
    """Characters of one page, by the part they play outside navigation, footers and dialogs."""

    own: int  # sentences that are neither teasers nor links
    plain: int  # all other words that are no links: cells, entries, headings
    teasers: int  # headlines that lead to other documents
    teased: int  # the sentences beside those
    linked: int  # links
    dialog: int  # sentences within consent dialogs
    posts: bool  # whether all it says stands below headings that lead elsewhere
    password: bool  # whether a form asks for a password
    asks_name: bool  # whether a form asks who one is, as the first step of signing in
    is_article: bool  # whether the page calls itself one article, in its head


def has_sentence(line: str) -> bool:
    words = _WORDS.search(line)
    return words is not None and _END.search(line, words.end()) is not None


def shape_of(page: Page, data: LinkedData, words: PageWords) -> Shape:
    """One pass over the blocks of a page."""
    dialogs = _within(dialog_parts(page, words))
    furniture = any_of(words.furniture)
    own = plain = teasers = teased = linked = dialog = 0
    since, others = _REACH, False
    before = linked_heads = plain_heads = 0
    for block in page.blocks:
        length, sentence = len(block.text), has_sentence(block.text)
        if block.element in dialogs:
            dialog += length
            continue
        if block.aside:
            continue
        linked += block.linked
        if block.heading and not block.is_link:
            # "Related stories": what follows leads elsewhere until the page has another heading.
            others = furniture is not None and furniture.match(block.text) is not None
            since = _REACH
        if block.heading:
            linked_heads += block.is_link and not others
            plain_heads += not block.is_link and not others
        elif not linked_heads and sentence and not block.is_link:
            before += length
        if _is_headline(block):
            teasers, since = teasers + (not others), 0
        elif others:
            continue
        elif sentence and since < _REACH and length <= _TEASER and not block.is_link:
            teased, since = teased + length, since + 1
        elif sentence and not block.is_link and not block.heading:
            own, since = own + length, _REACH
        else:
            plain, since = plain + length - block.linked, since + 1
    return Shape(
        own=own,
        plain=plain,
        teasers=teasers,
        teased=teased,
        linked=linked,
        dialog=dialog,
        posts=linked_heads >= _POSTS and plain_heads <= linked_heads and before < _BEFORE,
        password=_asks_password(page.tree),
        asks_name=_asks_name(page.tree),
        is_article=_is_article(page.tree, data),
    )


def _is_headline(block: Block) -> bool:
    """A heading that is a link, or a line that is one, or one before a line about what it names."""
    if block.linked < _HEADLINE:
        return False
    if block.heading:
        return block.is_link
    if block.is_link:
        return True
    first = next(iter(block.element), None)
    leads = first is not None and first.tag == "a" and not (block.element.text or "").strip()
    return leads and block.linked * 4 >= len(block.text) and len(block.text) <= _TEASER


def dialog_parts(page: Page, words: PageWords) -> list[HtmlElement]:
    """The parts of a page that ask for consent, by how they are named and what they say."""
    consent = any_of(words.consent)
    return [
        part
        for part in page.tree.iter("div", "section", "dialog", "aside", "form")
        if is_named(part, words.overlay_marks)
        and consent is not None
        and consent.search(_head(part))
    ]


def is_named(part: HtmlElement, marks: tuple[str, ...]) -> bool:
    """Whether one of its classes, or its place, begins with one of the marks.

    Begins: a post filed under cookies has the class tag-cookies.
    """
    names = part.get("class"), part.get("id")
    return any(
        name.startswith(marks) for text in names if text for name in text.lower().split()[:30]
    )


def _head(part: HtmlElement) -> str:
    """The first words of a part: enough to know a dialog by."""
    found, length = list[str](), 0
    for text in part.itertext():
        found.append(text)
        length += len(text)
        if length > 3_000:
            break
    return " ".join(" ".join(found).split())


def _within(parts: list[HtmlElement]) -> set[HtmlElement]:
    return {each for part in parts for each in part.iter()}


def takes_consent(page: Page, words: PageWords) -> bool:
    """Whether a button takes consent, and belongs to no dialog."""
    dialogs = _within(dialog_parts(page, words))
    pattern = any_of(words.accept)
    for control in page.tree.iter("button", "input", "a"):
        if control in dialogs:
            continue
        if control.tag == "input" and control.get("type") not in ("submit", "button"):
            continue
        if control.tag == "a" and leads_away(control.get("href")) and len(control) > 2:
            continue
        text = " ".join((control.get("value") or "".join(control.itertext())).split())
        if len(text) <= 40 and pattern and pattern.fullmatch(text.rstrip(" .!✓×")):
            return True
    return False


def _asks_password(tree: HtmlElement) -> bool:
    return any((field.get("type") or "").lower() == "password" for field in tree.iter("input"))


def _asks_name(tree: HtmlElement) -> bool:
    names = ("user", "username", "login", "loginfmt", "email", "identifier", "userid")
    return any(
        (field.get("name") or "").lower() in names or (field.get("type") or "").lower() == "email"
        for field in tree.iter("input")
    )


def _is_article(tree: HtmlElement, data: LinkedData) -> bool:
    if data.article is not None:
        return True
    if data.lists:
        return False
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        content = (meta.get("content") or "").lower()
        if name == "article:published_time" and content:
            return True
        if name == "og:type" and _ARTICLE_TYPE.match(content):
            return True
    return False
