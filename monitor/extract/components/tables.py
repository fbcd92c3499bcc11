"""Rows of a Markdown table as cells that know the head of their column and their row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

_CELL = re.compile(r"(?:[^|\\\n]|\\.)+")
_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")

Span = tuple[int, int]


def table_marks(text: str, rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The cells of the rows of one table, with text in them.

    `lead_in` is the head of the column, or the line above a table without
    heads; `subject` the first cell of the row; `row` the row itself, which is
    the evidence: a cell alone proves nothing.
    """
    heads: list[Span] = []
    for number, row in enumerate(rows):
        if _RULE.fullmatch(text, row["start"], row["end"]):
            continue
        cells = list(_cells(text, row["start"], row["end"]))
        follower = rows[number + 1] if number + 1 < len(rows) else None
        is_head = follower is not None and _RULE.fullmatch(text, follower["start"], follower["end"])
        if is_head:
            heads = cells
        for column, (start, end) in enumerate(cells):
            if start == end:
                continue
            head = heads[column] if column < len(heads) and not is_head else None
            yield {
                **row,
                "start": start,
                "end": end,
                "kind": "head" if is_head else "cell",
                "label": "head" if is_head else "cell",
                "lead_in": head if head and head[0] < head[1] else row["lead_in"],
                "subject": cells[0]
                if column and not is_head and cells[0][0] < cells[0][1]
                else None,
                "row": (row["start"], row["end"]),
            }


def _cells(text: str, start: int, end: int) -> Iterator[Span]:
    """Where the cells of a row stand, without the space around their words; empty ones too."""
    inside = text[start:end].strip()
    first = text.index(inside, start) if inside else start
    if inside.startswith("|"):
        first += 1
    last = first + len(inside.removeprefix("|"))
    if inside.endswith("|") and not inside.endswith("\\|"):
        last -= 1
    here = first
    while here <= last:
        match = _CELL.match(text, here, last)
        stop = match.end() if match else here
        begin, close = here, stop
        while begin < close and text[begin].isspace():
            begin += 1
        while begin < close and text[close - 1].isspace():
            close -= 1
        yield begin, close
        here = stop + 1
