"""Tags past measure: parsers of mark-up take minutes for attributes without end."""

from __future__ import annotations

import re

# Attributes of one tag; real pages have some dozens at the most.
MOST_ATTRIBUTES = 300
# Where a tag may begin.
_OPENED = re.compile(r"<(?=[^\W\d_])")
# In quotes, or up to a blank: then a quote within begins nothing.
_VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"'][^\s>]*)")
# Up to its end: a `>` within quotes is none.
_TAG = re.compile(rf"(?:{_VALUE.pattern}|[^>])*+")
_NAME = re.compile(r"[^\s/=]+")
_ELEMENT = re.compile(r"[^\s/>]*")


def without_swollen_tags(markup: str) -> str:
    """The same, each tag with more than `MOST_ATTRIBUTES` bare of them all."""
    parts, done = list[str](), 0
    for opened in _OPENED.finditer(markup):
        start = opened.end()
        if start <= done:
            continue  # a `<` within a tag, in its quotes: it begins none
        tag = _TAG.match(markup, start)
        assert tag
        parts += (markup[done:start], _slimmed(tag.group()))
        done = tag.end()
    return "".join((*parts, markup[done:]))


def _slimmed(tag: str) -> str:
    """What stands between `<` and `>`."""
    # Each attribute takes two signs, with the one before it.
    if len(tag) < 2 * MOST_ATTRIBUTES:
        return tag
    element = _ELEMENT.match(tag)
    assert element
    few = len(_NAME.findall(_VALUE.sub("= ", tag))) <= MOST_ATTRIBUTES
    return tag if few else element.group()
