"""One relation as a screen: what is said, by whom, where, in as many words as fit; pure."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console, Group
from rich.padding import Padding
from rich.text import Text

from monitor.plain import one_line
from monitor.review import Case, Reviewed, SideSeen, history_in_words, verdict_in_words
from monitor.wording import (
    bare,
    count,
    dated_in_words,
    firmness_in_words,
    held_in_words,
    shorten,
    voice_in_words,
)

KEYS = (
    ("c", "onfirm"),
    ("d", "ismiss"),
    ("s", "uperseded"),
    ("k", " skip"),
    ("u", "ndo"),
    ("q", "uit"),
    ("?", " help"),
)
HELP = """\
c  confirm: it is so; the two do not fit, or the later replaced the earlier
d  dismiss: it is wrong or worth nothing; you are asked why, and no digest tells it again
s  superseded: it was right, and later words have settled it
k  skip: leave it open, and go on
u  undo: back to the one before, which is open again if you had decided it
q  quit; every decision is kept already
A verdict holds for the two positions, whoever repeats them. It is asked for again
only where evidence of a new kind comes: the vendor itself, say, where others spoke."""


@dataclass(frozen=True, slots=True)
class _Room:
    """Characters that may be taken by a quote, by the words to each side of it, by other lines."""

    quote: int
    around: int
    line: int


# Tried in turn: the first with which all fits the window. The last is for very small ones.
_ROOMS = (
    _Room(900, 300, 600),
    _Room(600, 150, 500),
    _Room(400, 70, 400),
    _Room(300, 0, 300),
    _Room(160, 0, 200),
    _Room(80, 0, 100),
)


def screen(case: Case, *, place: str, note: str, console: Console) -> Group:
    """The relation with as much of the words around as the console's height has room for."""
    # A line is left over for the cursor.
    most = console.height - 1
    for room in _ROOMS:
        drawn = _drawn(case, place, note, room, console.width)
        if len(console.render_lines(drawn, pad=False)) <= most:
            break
    return drawn


def _drawn(case: Case, place: str, note: str, room: _Room, width: int) -> Group:
    reviewed, relation = case.reviewed, case.reviewed.stored.relation
    parts = [
        _title(reviewed, place),
        Text(one_line(f"{relation.slot}; rule {relation.rule}"), "dim"),
    ]
    told = verdict_in_words(reviewed)
    if told:
        parts.append(Text(shorten(one_line(told), room.line), "bold yellow"))
    earlier = [one for one in case.history if one.verdict != reviewed.verdict]
    parts += [Text(_past(one_line(history_in_words(one)), room), "dim") for one in earlier[-2:]]
    # Its end says why; its beginning, what both sides say, which stands below.
    parts.append(Text(_before(relation.explanation, room.line)))
    sides = [
        part
        for name, side in (("A", case.a), ("B", case.b))
        for part in _side(name, side, room, width)
    ]
    return Group(*parts, *sides, Text(""), *([Text(note, "bold")] if note else []), _keys())


def _past(words: str, room: _Room) -> str:
    return shorten(f"earlier: {words}", room.line)


def _title(reviewed: Reviewed, place: str) -> Text:
    relation = reviewed.stored.relation
    kind = f"silent {relation.kind}" if relation.silent else relation.kind
    title = Text(place, "dim")
    title.append(f"  {kind.upper()}", "bold not dim").append(f"  {relation.facet}", "not dim")
    return title.append(f"  {relation.key}")


def _side(name: str, side: SideSeen | None, room: _Room, width: int) -> list[Text | Padding]:
    if side is None:
        return [Text(""), Text(f"{name}  its claims are not there any more")]
    claim = side.claim
    firmness = firmness_in_words(claim)
    value = Text(f"{name}  ", "bold")
    value.append(shorten(one_line(held_in_words(claim)), room.line), "bold")
    value.append(f"  ({firmness})" if firmness else "")
    voice = voice_in_words(claim)
    outlet = "" if claim.reported_by in voice else f"; {claim.reported_by}"
    who = f"{voice}{outlet}, {dated_in_words(claim, side.edited)}"
    lines = [Text(shorten(one_line(who), room.line)), _quote(side, room)]
    # An address that is cut can be had whole by `monitor show`.
    rows = 2 if room.around else 1
    lines.append(Text(shorten(one_line(claim.document), max(20, rows * (width - 3))), "dim"))
    if side.more:
        others = f", {count(side.more_documents, 'other document')}" if side.more_documents else ""
        lines.append(Text(f"and {count(side.more, 'more claim')}{others}", "dim"))
    return [Text(""), value, *(Padding(line, (0, 0, 0, 3)) for line in lines)]


def _quote(side: SideSeen, room: _Room) -> Text:
    """The quote, marked, in the words around it: by its colour, and by signs without one."""
    before, after = _before(side.before, room.around), _after(side.after, room.around)
    text = Text(f"{before} " if before else "", "dim")
    text.append(f"“{shorten(one_line(bare(side.claim.quote)), room.quote)}”", "bold not dim")
    return text.append(f" {after}" if after else "")


def _before(words: str, most: int) -> str:
    """The end of it, from a word on."""
    line = _joined(words)
    if len(line) <= most:
        return line
    cut = line[len(line) - most :]
    return f"…{cut.partition(' ')[2]}" if most else ""


def _after(words: str, most: int) -> str:
    return shorten(_joined(words), most) if most else ""


def _joined(words: str) -> str:
    """On one line, with a sign where a paragraph ends."""
    return " / ".join(map(one_line, words.split("\n"))).strip()


def _keys() -> Text:
    text = Text()
    for key, rest in KEYS:
        text.append(f"[{key}]", "bold").append(f"{rest}  ")
    return text
