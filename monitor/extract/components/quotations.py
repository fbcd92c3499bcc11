"""Where quotations stand in a block of text, those that run on into the next block as well."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

_DOUBLE = re.compile(r"“([^“”\n]{1,2500})[”\"]|\"([^\"“”\n]{1,2500})[\"”]")
# British style. A closing sign follows punctuation, so that no apostrophe is taken for one.
_CURLED = re.compile(r"(?<!\w)‘(?:[^‘’\n]|’(?=\w)){1,1500}’(?!\w)")
_STRAIGHT = re.compile(r"(?<![\w'])'(?=\w)(?:[^'\n]|(?<=\w)'(?=\w)){1,1500}(?<=[,.?!])'(?!\w)")
_OPENED = re.compile(r"“|(?<!\S)\"(?=\S)")


def quotations(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], bool]:
    """The quotations between two offsets, marks included, and whether the last is never closed."""
    found = [match.span() for match in _DOUBLE.finditer(text, start, end)]
    if "‘" in text[start:end]:
        found = _joined(found, _CURLED.finditer(text, start, end))
    if "'" in text[start:end]:
        found = _joined(found, _STRAIGHT.finditer(text, start, end))
    opened = _unclosed(text, found, start, end)
    if opened is not None:
        found.append((opened, end))
    return found, opened is not None


def _joined(known: list[tuple[int, int]], more: Iterable[re.Match[str]]) -> list[tuple[int, int]]:
    """Quotations in order, with those of `more` that touch none of them."""
    ends = [end for _, end in known]
    apart = []
    for first, last in (match.span() for match in more):
        at = bisect_right(ends, first)  # the first that ends behind its beginning
        if at == len(known) or known[at][0] >= last:
            apart.append((first, last))
    return sorted(known + apart)


def _unclosed(text: str, found: list[tuple[int, int]], start: int, end: int) -> int | None:
    """Where a quotation opens that the block does not close."""
    here = found[-1][1] if found else start
    match = _OPENED.search(text, here, end)
    if match is None or not text[match.end() : end].strip():
        return None
    return match.start()
