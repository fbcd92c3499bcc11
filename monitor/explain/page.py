"""A reading as one page of HTML that needs nothing else: no script, no style or picture of others.

The text is a stranger's: the template engine escapes it, signs that hide or
turn words are left out, and the page forbids the browser to load anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from pathlib import Path

from jinja2 import Environment

from monitor.explain.told import Marked, Row, Told, about, marked, tell
from monitor.extract.reading import PassageSpan, Reading
from monitor.plain import one_line
from monitor.templates import environment

_TEMPLATES = Path(__file__).parent / "templates"
# Meanings told of one stretch; a trap of a page may lay hundreds over each other.
_MOST_TITLES = 12
# Kind of mark, the sign that stands for it where there are no colours, and what it means.
LEGEND = (
    ("term", "w", "a word of a topic"),
    ("quantity", "n", "a number with its unit"),
    ("money", "m", "a sum of money"),
    ("time", "t", "a time"),
    ("speaker", "s", "who speaks"),
    ("cue", "c", "the word of saying"),
    ("said", "q", "what is said"),
    ("trigger", "!", "a word that makes a claim planned, hedged, rumoured or denied"),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks; `opens` are signs of the marks that begin here."""

    text: str
    kinds: tuple[str, ...]
    title: str
    opens: str


@dataclass(frozen=True, slots=True)
class Block:
    """One passage, in pieces, with its rows."""

    kind: str
    pieces: tuple[Piece, ...]
    rows: tuple[Row, ...]
    claims: int


def page(reading: Reading, name: str) -> str:
    """The whole page; `name` says what was read."""
    marks = sorted(marked(reading), key=lambda mark: (mark.start, mark.end))
    return (
        _templates()
        .get_template("explain.html.j2")
        .render(
            name=one_line(name),
            about=tuple(about(reading)),
            legend=LEGEND,
            blocks=tuple(_blocks(tell(reading), marks)),
        )
    )


def _blocks(told: Sequence[Told], marks: Sequence[Marked]) -> Iterator[Block]:
    waiting = list(reversed(marks))
    over: list[Marked] = []
    for one in told:
        passage = one.passage
        while waiting and waiting[-1].start < passage.end:
            over.append(waiting.pop())
        over = [mark for mark in over if mark.end > passage.start]
        yield Block(
            kind=passage.kind,
            pieces=tuple(_pieces(passage, over)),
            rows=one.rows,
            claims=sum(row.kind == "claim" for row in one.rows),
        )


def _pieces(passage: PassageSpan, marks: Sequence[Marked]) -> Iterator[Piece]:
    """A passage cut wherever a mark begins or ends; `marks` are those on it, in order."""
    edges = {passage.start, passage.end}
    edges |= {place for mark in marks for place in (mark.start, mark.end)}
    waiting = list(reversed(marks))
    over: list[Marked] = []
    for start, end in pairwise(sorted(e for e in edges if passage.start <= e <= passage.end)):
        while waiting and waiting[-1].start <= start:
            over.append(waiting.pop())
        over = [mark for mark in over if mark.end > start]
        kinds = {mark.kind for mark in over}
        first = {mark.kind for mark in over if mark.start == start}
        titles = dict.fromkeys(f"{mark.kind}: {mark.meaning}" for mark in over)
        yield Piece(
            text=passage.text[start - passage.start : end - passage.start],
            kinds=tuple(kind for kind, _, _ in LEGEND if kind in kinds),
            title="\n".join(islice(titles, _MOST_TITLES)),
            opens="".join(sign for kind, sign, _ in LEGEND if kind in first),
        )


@cache
def _templates() -> Environment:
    return environment(_TEMPLATES, html=True)
