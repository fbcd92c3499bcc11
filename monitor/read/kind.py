"""What kind of page it is, before anything it says is taken for content."""

from __future__ import annotations

import re

from monitor.config.language import PageWords
from monitor.config.phrases import any_of
from monitor.types import PageKind

# A page with less text than this, in characters, is an article only if nothing speaks against it.
_SHORT = 600
# Below this there is no sentence worth reading.
_EMPTY = 40
# A word after a word, and an end after them: searched one after the other, in time that grows
# with the line and no faster.
_WORDS = re.compile(r"[a-z,;]\s+[\w’']")
_END = re.compile(r"[.!?](?:\s|$)")
# A "<" ends the search for the ">" of the one before, or a page of nothing but "<" takes hours.
_TAG = re.compile(r"<[^<>]*>")


def page_kind(text: str, title: str | None, html: str, words: PageWords) -> PageKind:
    """By words from config and by structure; only "article" yields a revision.

    A long text is an article even if it speaks of cookies; a short one that
    does is a wall.
    """
    if len(text) < _SHORT:
        head = f"{title or ''}\n{text}\n{_visible(html) if len(text) < _EMPTY else ''}"
        walls: tuple[tuple[PageKind, tuple[str, ...]], ...] = (
            ("blocked", words.blocked),
            ("soft-404", words.missing),
            ("consent", words.consent),
            ("paywall", words.paywall),
        )
        for kind, phrases in walls:
            pattern = any_of(phrases)
            if pattern and pattern.search(head):
                return kind
    if len(text) < _EMPTY:
        return "empty"
    lines = [line for line in text.splitlines() if line.strip()]
    sentences = sum(_has_sentence(line) for line in lines)
    return "listing" if len(lines) > 5 and sentences * 10 < len(lines) else "article"


def _has_sentence(line: str) -> bool:
    words = _WORDS.search(line)
    return words is not None and _END.search(line, words.end()) is not None


def _visible(html: str) -> str:
    return _TAG.sub(" ", html[:100_000])
