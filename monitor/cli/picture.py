"""A timeline in the signs of a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from monitor.compare.slots import component_of
from monitor.plain import one_line
from monitor.query.axis import Axis, make_axis
from monitor.query.events import EVENT_WORDS, RISING, event_in_words
from monitor.query.timeline import SILENCE, EventKind, Lane, Timeline
from monitor.wording import day_in_words, held_in_words, told_in_words

# Narrower terminals get lines that are too long, for nothing could be read in shorter ones.
_NARROWEST = 40
_WIDEST_LABEL = 34
# Of a lane's changes; all stand in the list below.
_MOST_CHANGES = 3
# As wide as "2014-08-05  ".
_DAY = 12
# Narrower columns of words hold two or three a line, so what stands beside them goes below.
_NARROWEST_WORDS = 26

# Kind of event → its sign, the same in ASCII, and its colour.
_SIGNS: dict[EventKind, tuple[str, str, str]] = {
    "first": ("●", "*", "bold"),
    "repeated": ("○", "o", ""),
    "contradicted": ("✗", "x", "red"),
    "revised": ("▲", "^", "cyan"),
    "silent": ("◆", "$", "magenta"),
    "tension": ("≈", "~", "yellow"),
}
_CHANGES = ("revised", "silent", "contradicted")
_LINE = ("─", "-")
_GAP = ("░", ":")
# Wraps lines; it never prints.
_RULER = Console(width=200)


@dataclass(frozen=True, slots=True)
class Paper:
    """What is drawn on: so many columns wide, with the signs that an encoding has."""

    width: int
    encoding: str

    @property
    def plain(self) -> bool:
        """Whether it lacks some of our signs, so that all are drawn in ASCII."""
        signs = "".join(sign for sign, *_ in _SIGNS.values()) + _LINE[0] + _GAP[0] + "…"
        return self.words(signs) != signs

    def words(self, text: str) -> str:
        """On one line, a sign it has no code for as its escape: as wide as it will be shown."""
        kept = one_line(text).encode(self.encoding, "backslashreplace")
        return kept.decode(self.encoding)

    def label(self, lane: Lane) -> str:
        """What a lane is called: the value it holds."""
        return self.words(held_in_words(lane.first))


def picture(drawn: Timeline, width: int, encoding: str) -> Iterator[Text]:
    """The lanes of each slot under one axis, the legend, and all events by date."""
    paper = Paper(max(_NARROWEST, width), encoding)
    widest = max(cell_len(paper.label(lane)) for lane in drawn.lanes)
    label = min(_WIDEST_LABEL, paper.width // 3, widest)
    axis = make_axis(drawn.first, drawn.last, drawn.gaps, paper.width - label - 2)
    slot = None
    for lane in drawn.lanes:
        if lane.slot != slot:
            slot = lane.slot
            yield Text(paper.words(slot), "bold")
            yield Text(" " * (label + 2) + axis.labels(), "dim")
        name = Text(paper.label(lane), "bold")
        name.truncate(label, overflow="crop" if paper.plain else "ellipsis", pad=True)
        yield name.append("  ", "").append_text(_track(lane, axis, paper.plain))
        yield from _told_of(lane, paper)
        yield Text("")
    yield from _legend(drawn, paper)
    yield Text("")
    yield from _list(drawn, paper)


def _track(lane: Lane, axis: Axis, plain: bool) -> Text:
    """The line from the first word to the last, on it what befell the position."""
    line = [(" ", "")] * axis.width
    columns = [axis.column(event.day) for event in lane.events]
    for column in range(columns[0], columns[-1] + 1):
        line[column] = (_LINE[plain], "")
    for column in axis.silent_columns():
        line[column] = (_GAP[plain], "dim")
    for event in sorted(lane.events, key=lambda event: RISING.index(event.kind)):
        signs = _SIGNS[event.kind]
        line[axis.column(event.day)] = (signs[plain], signs[2])
    text = Text()
    for sign, style in line:
        text.append(sign, style)
    text.rstrip()
    return text


def _told_of(lane: Lane, paper: Paper) -> Iterator[Text]:
    """Who said it first, who changed it and who contradicts it, in words."""
    first = f"first said {day_in_words(lane.first_day)} by {told_in_words(lane.first)}"
    yield from _indented(paper.words(first), "dim", paper)
    changes = [event for event in lane.events if event.kind in _CHANGES]
    for event in changes[:_MOST_CHANGES]:
        words = paper.words(event_in_words(event, day_in_words(event.day)))
        yield from _indented(words, _SIGNS[event.kind][2], paper)
    if len(changes) > _MOST_CHANGES:
        yield Text(f"  and {len(changes) - _MOST_CHANGES} more, in the list below", "dim")


def _indented(words: str, style: str, paper: Paper) -> Iterator[Text]:
    for number, line in enumerate(_wrapped(Text(words, style), paper.width - 4)):
        yield Text("    " if number else "  ").append_text(line)


def _wrapped(text: Text, width: int) -> Iterator[Text]:
    """On as many lines as it takes."""
    for line in text.wrap(_RULER, width):
        line.rstrip()
        yield line


def _legend(drawn: Timeline, paper: Paper) -> Iterator[Text]:
    """The signs that stand in it, on as many lines as they take."""
    plain = paper.plain
    kinds = {event.kind for lane in drawn.lanes for event in lane.events}
    parts = [
        Text(signs[plain], signs[2]).append(f" {EVENT_WORDS[kind]}", "not bold default")
        for kind, signs in _SIGNS.items()
        if kind in kinds
    ]
    if drawn.gaps:
        parts.append(Text(f"{_GAP[plain]} nothing read for more than {SILENCE} days", "dim"))
    line = Text()
    for part in parts:
        if line and line.cell_len + 3 + part.cell_len > paper.width:
            yield line
            line = Text()
        line.append("   " if line else "").append_text(part)
    yield line


def _list(drawn: Timeline, paper: Paper) -> Iterator[Text]:
    """All events by date, each with the id that `monitor show` takes."""
    several = len({lane.slot for lane in drawn.lanes}) > 1
    rows = [(event.day, lane, event) for lane in drawn.lanes for event in lane.events]
    rows.sort(key=lambda row: (row[0], row[2].kind != "first"))
    for day, lane, event in rows:
        where = f" [{component_of(lane.slot)}]" if several else ""
        words = f"{paper.label(lane)}{where}: {paper.words(event_in_words(event))}"
        key = f"  {event.relation or event.claim.key}"
        room = paper.width - _DAY - len(key)
        below = room < _NARROWEST_WORDS
        told = Text(words, _SIGNS[event.kind][2])
        first, *more = _wrapped(told, room + len(key) if below else room)
        if below:
            more.append(Text(key.strip(), "dim"))
        else:
            first.pad_right(room - first.cell_len)
            first.append(key, "dim")
        yield Text(f"{day}  ").append_text(first)
        for line in more:
            yield Text(" " * _DAY).append_text(line)
