"""What kind of page it is, before anything it says is taken for content.

Structure speaks first (what is a link, a teaser, a dialog, a form, the whole
of a heading), words from config second. Two mistakes cost trust: a wall taken
for an article looks like an edit of it, and an article taken for a wall is
lost. So words count where they are nearly all of a heading or of a short page,
and never inside quotation marks: an article about cookies quotes what walls say.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import chain

from lxml import etree
from lxml.html import HtmlElement

from monitor.config.language import PageWords
from monitor.config.phrases import any_of
from monitor.read.blocks import Block, Page
from monitor.read.linked import LinkedData
from monitor.read.shape import Shape, has_sentence, is_named, shape_of, takes_consent
from monitor.types import PageKind

# Below this there is no sentence worth reading; in characters, as all below.
_EMPTY = 40
# A page with fewer own sentences than this is known by a word of a wall in its text.
_SHORT = 400
# With fewer, by a mark in its markup.
_BARE = 150
# A page whose heading is a wall's may have this many besides: help, headlines, the reasons for it.
_LONG = 1_500
# The start of an article before a prompt to subscribe: seldom more than five paragraphs.
_STUB = 4_000
# An article for subscribers with fewer is taken for its beginning where nothing tells.
_BRIEF = 600
# A prompt to subscribe is no longer than this; a paragraph that speaks of one is.
_PROMPT = 260
# Beside a phrase a heading may have so many signs: the name of the outlet, a number, "Sorry".
_BESIDE = 14
# What holds an article: the nearest one is where it ends.
_FRAMES = ("article", "main", "body")
_TITLE_PARTS = re.compile(r"\s+[|–—·»:-]+\s+|\s*\|\s*")
_QUOTED = re.compile(r"[“\"][^“”\"]{0,200}[”\"]|‘[^‘’]{0,80}’")
_TRAILING = re.compile(r"(?:…|\.\.\.|\[\.\.\.\]|\[…\])\s*$")

Places = dict[HtmlElement, list[int]]


def page_kind(text: str, page: Page | None, data: LinkedData | None, words: PageWords) -> PageKind:
    """The kind of one page, by its main `text` and its blocks; only "article" yields a revision."""
    if page is None or data is None:
        return "empty"
    shape = shape_of(page, data, words)
    wall = _wall(text, page, shape, words)
    if wall:
        return wall
    if _is_stub(text, page, data, shape, words):
        return "paywall"
    if len(text) < _EMPTY:
        # Most outlets' front pages are drawn as nothing, being nothing but links.
        return "listing" if shape.teasers >= 5 else "empty"
    if _only_scripts(text, shape, words):
        return "empty"
    return "listing" if _is_listing(shape) else "article"


def _wall(text: str, page: Page, shape: Shape, words: PageWords) -> PageKind | None:
    heads = _heads(page)
    said = _QUOTED.sub(" ", f"{text[:2_000]}\n{_shown(page) if len(text) < _BARE else ''}")
    if shape.own < _LONG and not (shape.is_article and shape.own > _BARE):
        if _headed(heads, words.blocked) or _is_checked(page, shape, said, words):
            return "blocked"
        if _asks_login(heads, shape, words):
            return "login"
        if _headed(heads, words.missing) or _says(said, shape, words.missing):
            return "soft-404"
    return "consent" if _asks_consent(heads, said, page, shape, words) else None


def _heads(page: Page) -> tuple[str, ...]:
    first = next((block.text for block in page.blocks if block.heading and not block.aside), "")
    return tuple(dict.fromkeys((*page.titles, first)))


def _headed(heads: tuple[str, ...], phrases: tuple[str, ...]) -> bool:
    """Whether a heading, or a part of the title beside the outlet's name, says this and no more."""
    pattern = any_of(phrases)
    return pattern is not None and any(
        _is_all(part, pattern) for head in heads for part in _TITLE_PARTS.split(head)
    )


def _is_all(part: str, pattern: re.Pattern[str]) -> bool:
    found = sum(len(match.group()) for match in pattern.finditer(part))
    rest = len(part.strip(" .!?:;,-()'\"")) - found
    return found > 0 and rest <= min(_BESIDE, 2 * found)


def _says(said: str, shape: Shape, phrases: tuple[str, ...]) -> bool:
    """Whether a short page says it, in a sentence of its own."""
    pattern = any_of(phrases)
    size = shape.own + shape.plain
    if pattern is None or size >= _SHORT:
        return False
    whole = size < _BARE
    for sentence in re.split(r"(?<=[.!?])\s|\n", said):
        found = pattern.search(sentence)
        if found and (whole or len(found.group()) * 4 >= len(sentence)):
            return len(found.group()) > 8  # "404" or "oops" is a heading's word
    return False


def _is_checked(page: Page, shape: Shape, said: str, words: PageWords) -> bool:
    if _says(said, shape, words.blocked):
        return True
    if shape.own >= _BARE or shape.teasers or shape.is_article:
        return False
    markup = etree.tostring(page.tree, encoding="unicode")[:300_000].lower()
    return any(mark in markup for mark in words.blocked_marks) and not shape.password


def _asks_login(heads: tuple[str, ...], shape: Shape, words: PageWords) -> bool:
    headed = _headed(heads, words.login)
    if shape.password:
        return headed or shape.own + shape.plain < _BARE
    return shape.asks_name and headed and shape.own < _SHORT


def _asks_consent(
    heads: tuple[str, ...], said: str, page: Page, shape: Shape, words: PageWords
) -> bool:
    pattern = any_of(words.consent)
    if pattern is None or (shape.is_article and shape.own >= _BARE):
        return False
    if shape.dialog and shape.own + shape.teased + shape.plain < _BARE:
        return True
    if not pattern.search(said) and not _headed(heads, words.consent):
        return False
    if not takes_consent(page, words):
        # A page that explains cookies says all that walls say, and has no button.
        return shape.own + shape.plain < _BARE and _says(said, shape, words.consent)
    lines = [line for line in said.splitlines() if len(line) > _EMPTY]
    telling = sum(pattern.search(line) is not None for line in lines)
    if _headed(heads, words.consent):
        return telling * 3 >= len(lines)
    different = {match.group().lower() for match in pattern.finditer(said)}
    return telling * 2 >= len(lines) and len(different) >= (1 if shape.own < _SHORT else 3)


def _is_stub(text: str, page: Page, data: LinkedData, shape: Shape, words: PageWords) -> bool:
    """The beginning of an article, and a wall before the rest of it.

    That an article is for subscribers is said in full ones too, of crawlers and
    subscribers: there its paid part is there, or as many words as are told.
    """
    if shape.own >= _STUB or not words.paywall:
        return False
    told = data.words()
    whole = told is not None and len(text.split()) >= 0.7 * told
    if whole or _paid_part_is_there(page, data):
        return False
    if told is not None and told > 100 and len(text.split()) < 0.5 * told and not data.free:
        return True
    if not data.free and (shape.own < _BRIEF or _TRAILING.search(text)):
        return True
    prompts = _prompts(page, words)
    if not prompts or shape.own < _SHORT:
        return bool(prompts)
    prose = _prose(page)
    return any(_closes(prompt, page, prose, shape, words) for prompt in prompts)


def _paid_part_is_there(page: Page, data: LinkedData) -> bool:
    names = data.paid_parts
    if not names or data.free:
        return False
    for part in page.tree.iter():
        if isinstance(part.tag, str) and part.get("class"):
            there = set(part.get("class").split()) & set(names)
            if (
                there
                and sum(map(has_sentence, (p.text_content()[:500] for p in part.iter("p")))) > 1
            ):
                return True
    return False


def _prompts(page: Page, words: PageWords) -> list[int]:
    """Where the page asks to subscribe before one reads on, as places in its blocks."""
    pattern = any_of(words.paywall)
    assert pattern is not None
    return [
        at
        for at, block in enumerate(page.blocks)
        if len(block.text) <= _PROMPT
        and _asks(block, pattern)
        and not block.aside
        and not _is_hidden(block)
    ]


def _asks(block: Block, pattern: re.Pattern[str]) -> bool:
    said = _QUOTED.sub(" ", block.text)
    found = sum(len(match.group()) for match in pattern.finditer(said))
    return found * (5 if block.heading or len(said) < 120 else 4) >= len(said)


def _is_hidden(block: Block) -> bool:
    part = block.element
    while part is not None:
        style = (part.get("style") or "").replace(" ", "").lower()
        if part.get("hidden") is not None or part.get("aria-hidden") == "true":
            return True
        if "display:none" in style:
            return True
        part = part.getparent()
    return False


def _closes(prompt: int, page: Page, prose: Places, shape: Shape, words: PageWords) -> bool:
    """Whether a prompt stands where the rest of the article would, not beside a whole one."""
    element = page.blocks[prompt].element
    frame = next(element.iterancestors(*_FRAMES), None)
    if frame is None:
        return False
    there = prose.get(frame, [])
    before, after = bisect_left(there, prompt), len(there) - bisect_right(there, prompt)
    if frame.tag == "body":
        # No telling where the article ends: the prompt has to follow its few paragraphs.
        marked = (
            is_named(each, words.paywall_marks) for each in (element, *element.iterancestors())
        )
        return before > 0 and after == 0 and (shape.own < _LONG or any(marked))
    return before > 0 and after < 2


def _prose(page: Page) -> Places:
    """Where paragraphs stand among the blocks of a page, in order, by each frame around them."""
    found: Places = {}
    for place, block in enumerate(page.blocks):
        if len(block.text) > 80 and not block.is_link and has_sentence(block.text):
            for frame in chain([block.element], block.element.iterancestors(*_FRAMES)):
                found.setdefault(frame, []).append(place)
    return found


def _only_scripts(text: str, shape: Shape, words: PageWords) -> bool:
    pattern = any_of(words.scripted)
    return len(text) < _SHORT and shape.own < 200 and bool(pattern and pattern.search(text))


def _is_listing(shape: Shape) -> bool:
    """Mostly headlines of other documents, with sentences about them or without."""
    if shape.is_article and shape.own >= _BARE:
        return False
    if shape.posts:
        return True
    if shape.teasers >= 4 and shape.own < max(_BARE, shape.teased):
        return shape.plain < 2 * (shape.teased + shape.linked)
    words = shape.own + shape.plain + shape.teased
    return shape.teasers >= 5 and shape.linked > 1.5 * words


def _shown(page: Page) -> str:
    """What stands on the page, as much as tells a wall."""
    return "\n".join(block.text for block in page.blocks[:60])
