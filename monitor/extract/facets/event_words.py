"""The events of a program, and the prepositions that name one."""

from __future__ import annotations

from monitor.values import Event

EVENTS: tuple[Event, ...] = ("launch", "announce", "change", "end", "start")
OF_MOD: dict[str, Event] = {
    "from": "start",
    "since": "start",
    "starting": "start",
    "beginning": "start",
    "as of": "start",
    "until": "end",
    "till": "end",
    "through": "end",
    "no later than": "end",
}
# Characters before a time that opens its sentence ("From July 1, …", "By October, …").
FRONT = 8
# Characters between a word and the time that is its own ("said in May that").
CLOSE = 5
