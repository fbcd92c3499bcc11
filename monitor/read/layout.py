"""Tables that only place the text: newsletters are made of them, and old pages and forums.

Told apart from tables of data much as browsers do it for screen readers: first by what the table
says of itself, then by what stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

# In front of an entry of a list: "1", "2.", a bullet.
_NUMBERED = re.compile(r"\s*(?:\d[.)]?|[•·*–-])\s*")
# Characters from which the longest of such tables is the article of a page that marks none: of what
# it takes for the text by itself trafilatura drops the headings. What it draws of less than 250 it
# draws anew, and an article as one line.
_AN_ARTICLE = 500
# Characters that a cell of data seldom has, and cells of a row of such a table.
_LONG, _BESIDE = 150, 2
_PLACES = ("presentation", "none")  # values of role: to a reader it is no table
_HEADS = ("th", "caption", "thead")
_CELLS = ("td", "th")
_INNER = frozenset({"tbody", "thead", "tfoot", "tr", "caption", *_CELLS})
_PROSE = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "blockquote"})
_BLOCKS = _PROSE | {"article", "center", "div", "dl", "form", "pre", "section", "table"}


def unfold(tree: HtmlElement) -> None:
    """Make blocks of the cells of such tables, in place: each would come out as one line.

    And of the terms of a list that are questions: what is said to them is no entry of a list.
    """
    for asked in list(tree.iter("dl")):
        _unfold_questions(asked)
    placing = [table for table in tree.iter("table") if _only_places(table)]
    outer = [table for table in placing if next(table.iterancestors("table"), None) is None]
    for table in placing:
        for part in [table, *_parts(table)]:
            part.tag = "p" if part.tag in _CELLS and _is_flat(part) else "div"
    if next(tree.iter("article", "main"), None) is None:
        longest = max(outer, key=_length, default=None)
        if longest is not None and _length(longest) >= _AN_ARTICLE:
            longest.tag = "article"


def _unfold_questions(terms: HtmlElement) -> None:
    parts = list(terms.iterdescendants("dt", "dd"))
    asking = [part for part in parts if part.tag == "dt"]
    if asking and all("".join(each.itertext()).rstrip().endswith("?") for each in asking):
        for part in parts:
            part.tag = "p" if _is_flat(part) else "div"
        terms.tag = "div"


def _length(element: HtmlElement) -> int:
    return sum(map(len, element.itertext()))


def _only_places(table: HtmlElement) -> bool:
    if (table.get("role") or "").lower() in _PLACES:
        return True
    parts = list(_parts(table))
    if any(part.tag in _HEADS for part in parts):
        return False
    rows = [part for part in parts if part.tag == "tr"]
    return (
        next(table.iterdescendants("table"), None) is not None
        or not any(_says_two_things(row) for row in rows)
        or any(_is_prose(part) for part in parts if part.tag in _CELLS)
        or _is_beside_prose(rows)
    )


def _parts(table: HtmlElement) -> Iterator[HtmlElement]:
    """Its rows, cells and what holds them, without those of a table in it."""
    for part in table:
        if part.tag in _INNER:
            yield part
            if part.tag not in _CELLS:
                yield from _parts(part)


def _says_two_things(row: HtmlElement) -> bool:
    """Whether there are words in two of its cells; the number or bullet of an entry is none."""
    said = ["".join(cell.itertext()) for cell in row if cell.tag in _CELLS]
    numbered = bool(said) and _NUMBERED.fullmatch(said[0]) is not None
    return sum(bool(text.strip()) for text in said) > 1 + numbered


def _is_beside_prose(rows: Sequence[HtmlElement]) -> bool:
    """Whether each row has a cell for who or what, and some a long text beside it: a forum's."""
    said = [
        ["".join(cell.itertext()).strip() for cell in row if cell.tag in _CELLS] for row in rows
    ]
    if any(sum(map(bool, texts)) > _BESIDE for texts in said):
        return False
    return any(len(text) >= _LONG for texts in said for text in texts)


def _is_prose(cell: HtmlElement) -> bool:
    """Whether it holds more than one heading, paragraph or list."""
    return any(map(_is_empty_line, cell)) or sum(child.tag in _PROSE for child in cell) > 1


def _is_empty_line(element: HtmlElement) -> bool:
    """Whether it is the second of two breaks, which part paragraphs."""
    before = element.getprevious()
    return (
        element.tag == "br"
        and before is not None
        and before.tag == "br"
        and not (before.tail or "").strip()
    )


def _is_flat(cell: HtmlElement) -> bool:
    return not any(each.tag in _BLOCKS for each in cell.iterdescendants())
