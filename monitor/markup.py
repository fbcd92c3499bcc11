"""Tags past measure: parsers of mark-up take minutes for attributes without end."""

from __future__ import annotations

import re

# Attributes of one tag; real pages have some dozens at the most.
MOST_ATTRIBUTES = 300
# What may hold so many, each of two signs: little of what stands between two tags is as long.
_LONG = re.compile(rf"(?<=<)[^<]{{{2 * MOST_ATTRIBUTES},}}")
# Up to its end: a `>` within quotes is none.
_TAG = re.compile(r"(?:=\s*(?:\"[^\"]*\"|'[^']*')|[^>])*+")
_VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")
_NAME = re.compile(r"[^\s/=]+")
_ELEMENT = re.compile(r"[^\s/>]*")


def without_swollen_tags(markup: str) -> str:
    """The same, each tag with more than `MOST_ATTRIBUTES` bare of them all."""
    return _LONG.sub(lambda found: _slimmed(found.group()), markup)


def _slimmed(part: str) -> str:
    """What stands behind a `<`, up to the next one."""
    tag, element = _TAG.match(part), _ELEMENT.match(part)
    assert tag
    assert element
    if len(_NAME.findall(_VALUE.sub("= ", tag.group()))) <= MOST_ATTRIBUTES:
        return part
    return element.group() + part[tag.end() :]
