"""Blocks and sentences, with an eye for line breaks, lists and headings.

Newline-aware splitting decides more here than a parser would: an entry of a
list, a heading or a cell is a passage of its own, and a list under "It will
not migrate:" means something only together with that line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from monitor.extract.components.doc import Doc
from monitor.extract.components.tables import table_marks

_LINE = re.compile(r"[^\n]+")
_LIST = re.compile(r"\s*(?:[-*•+–]|\d{1,2}[.)])\s+")
_QUOTED = re.compile(r"\s*(?:>\s?)+")
_HEADING = re.compile(r"\s*#{1,6}\s+")
_ADMONITION = re.compile(r"\s*\[!\w+\]\s*$")
_BOLD_LINE = re.compile(r"\s*(?:\*\*|__)[^*_].*(?:\*\*|__)\s*:?\s*$")
# What refers to a note behind a sentence: "[1]", "²", "†".
_NOTE = r"(?:\[\w{1,3}\]|[¹²³⁰-⁹†‡]{1,2})"
_BOUNDARY = re.compile(
    rf"(?<![.!?…])[.!?…]++[\"”’')\]*_\\]*+{_NOTE}?\s++(?=[\"“‘'(\[*_$£€]*[A-Z0-9])"
)
_LAST_WORD = re.compile(r"([\w.]+)\.[\"”’')\]*_]*\s*$")
# Characters behind which a sentence is cut, between words where there are any: what is that long
# is none, and rules that compare what stands in one sentence would take too long over it.
_LONGEST = 2000
_PIECE = re.compile(rf"\S.{{0,{_LONGEST - 1}}}(?<=\S)(?!\S)|\S{{1,{_LONGEST}}}", re.DOTALL)
# In front of a full stop, no abbreviation is longer.
_LONGEST_WORD = 40
_LEADS_IN = re.compile(r":[*_\s]*$")
# A heading without a mark: short, and no sentence.
_MAX_HEADING = 90
# "Sign up for our newsletter and get the news every morning." is as long as what a page says of
# itself gets; a sentence that goes on beyond it tells something.
_LABEL_WORDS = 12
_STOPS = (".", "!", "?", ".”", '."')
_CLOSED = re.compile(rf"[.!?:;,\"”)]{_NOTE}?$")

_NUMBER_SIGN = "no"


def split_block(
    text: str, start: int, end: int, abbreviations: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """The sentences of one block, as offsets into `text`."""
    here = start
    for match in _BOUNDARY.finditer(text, start, end):
        signs = len(match.group().rstrip())
        near = max(here, match.start() - _LONGEST_WORD)
        word = _LAST_WORD.search(text, near, match.start() + signs)
        if word and "!" not in match.group() and "?" not in match.group():
            last = word.group(1)
            counts = last.lower() != _NUMBER_SIGN or text[match.end() : match.end() + 1].isdigit()
            if last.lower() in abbreviations and counts:
                continue  # "No. 5"; a plain "No." is an answer
            if len(last) == 1 and last.isupper():
                continue
        yield here, match.end()
        here = match.end()
    if here < end:
        yield here, end


def _line_kind(line: str, furniture: re.Pattern[str]) -> tuple[str, int]:
    """What a line is, and how many characters of mark-up it begins with."""
    quoted = _QUOTED.match(line)
    skip = quoted.end() if quoted else 0
    rest = line[skip:]
    if not rest.strip() or _ADMONITION.match(rest):
        return "blank", len(line)
    if heading := _HEADING.match(rest):
        return "heading", skip + heading.end()
    if furniture.match(rest) and not _is_told(rest):
        return "furniture", skip
    if rest.lstrip().startswith("|"):
        return "row", skip
    if listed := _LIST.match(rest):
        return "entry", skip + listed.end()
    if len(rest) <= _MAX_HEADING and _BOLD_LINE.match(rest) and not _LEADS_IN.search(rest):
        return "heading", skip
    return "paragraph", skip


def _goes_on(before: str, line: str) -> bool:
    """Whether a line is the rest of a sentence that was wrapped in front of it."""
    first = line.lstrip()[:1]
    return first.islower() or (first.isdigit() and before[-1:].islower())


def _looks_like_heading(text: str, before_is_break: bool) -> bool:
    bare = text.strip()
    return before_is_break and len(bare) <= _MAX_HEADING and not _CLOSED.search(bare)


def _is_told(line: str) -> bool:
    """Whether a line is a whole sentence and more than a label: "In this article, it means …"."""
    return len(line.split()) > _LABEL_WORDS and line.rstrip("*_ \n").endswith(_STOPS)


def blocks(text: str, furniture: re.Pattern[str]) -> Iterator[dict[str, Any]]:
    """The blocks of a text in order: kind, start, end, heading above, lead-in (a list's)."""
    heading, lead_in = "", None
    open_block: dict[str, Any] | None = None
    previous_blank = True
    lines = list(_LINE.finditer(text))
    last_end = 0
    for number, match in enumerate(lines):
        previous_blank = previous_blank or text.count("\n", last_end, match.start()) > 1
        last_end = match.end()
        kind, skip = _line_kind(match.group(), furniture)
        if kind == "entry" and furniture.match(heading):
            kind = "furniture"  # a list of links under "See also"
        start, end = match.start() + skip, match.end()
        if kind == "blank":
            previous_blank = True
            continue
        body = text[start:end]
        follower = text[match.end() : match.end() + 2]
        alone = follower.startswith("\n\n") or number + 1 == len(lines)
        # Words in capitals head what stands right below; one alone may be a name.
        alone = alone or (body.isupper() and " " in body.strip())
        if kind == "paragraph" and alone and _looks_like_heading(body, previous_blank):
            kind = "heading"
        if (
            kind == "paragraph"
            and open_block is not None
            and not previous_blank
            and open_block["kind"] in ("paragraph", "entry")
            and _goes_on(lines[number - 1].group().rstrip(), body)
        ):
            open_block["end"] = end  # a line wrapped in the middle of a sentence
            continue
        if open_block is not None:
            yield open_block
        if kind == "heading":
            heading, lead_in = body.strip("*_# \t"), None
        elif kind in ("paragraph", "furniture"):
            lead_in = None
        open_block = {
            "kind": kind,
            "start": start,
            "end": end,
            "heading": heading,
            "lead_in": lead_in,
        }
        if (kind == "paragraph" and body.rstrip("*_ \t").endswith(":")) or (
            kind == "entry" and body.rstrip("*_ \t").endswith(":")
        ):
            lead_in = (start, end)
        previous_blank = False
    if open_block is not None:
        yield open_block


class Sentences:
    """Leaves the marks "sentences"."""

    def __init__(self, abbreviations: Iterable[str], furniture: str) -> None:
        self.abbreviations = frozenset(word.lower() for word in abbreviations)
        self.furniture = re.compile(furniture, re.IGNORECASE)

    def __call__(self, doc: Doc) -> None:
        text = doc.text
        marks: list[dict[str, Any]] = []
        numbered = ({**b, "block": n} for n, b in enumerate(blocks(text, self.furniture)))
        for is_table, group in groupby(numbered, key=lambda block: block["kind"] == "row"):
            if is_table:
                marks += table_marks(text, list(group))
            else:
                marks += (mark for block in group for mark in self._sentences(text, block))
        doc.marks["sentences"] = [piece for mark in marks for piece in _cut(text, mark)]

    def _sentences(self, text: str, block: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for start, end in split_block(text, block["start"], block["end"], self.abbreviations):
            start, end = _trimmed(text, start, end)
            if start < end:
                yield {**block, "start": start, "end": end, "label": block["kind"]}


def _cut(text: str, mark: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A mark, or the pieces of one that is too long."""
    if mark["end"] - mark["start"] <= _LONGEST:
        yield mark
        return
    for piece in _PIECE.finditer(text, mark["start"], mark["end"]):
        yield {**mark, "start": piece.start(), "end": piece.end()}


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
