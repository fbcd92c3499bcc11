"""Mails that answer or pass on another: whose words stand under its heading, or behind "> "."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import NamedTuple

from monitor.extract.components.doc import Doc
from monitor.extract.components.turns import Turn

_QUOTED = re.compile(r"[ \t]*((?:>[ \t]?)+)")
_WORD = r"[A-Z][\w.’'-]{0,40}"
_ADDRESS = r"[<(\[]{0,2}(?:mailto:)?(?P<address>[\w.+-]{1,80}@(?P<domain>[\w.-]{1,80}))[>)\]]{0,2}"
# "From: Ann Moss <ann@foo.example>", whatever the language calls it, above lines of the same form.
_LABEL = re.compile(r"[*_]{0,2}[A-Z][\w-]{1,20}:[*_]{0,2}[ \t]+\S")
_FROM = re.compile(rf"{_LABEL.pattern[:-2]}\"?(?P<name>[^<>@\"\n]{{2,60}}?)??\"?[ \t]*{_ADDRESS}")
# Lines below it: when it was sent, to whom, on what.
_FEWEST, _MOST = 2, 10
# Lines that a heading of one sentence may take: "On Tue, Aug 12, 2014, Ann Moss <ann@foo.example>"
# and "wrote:".
_WRAPPED = 2
_LONGEST = 400
# Days after which a mail is no part of a talk any more, and its word no word of today.
_OLD = 7
_DIGIT = re.compile(r"\d")


class _Line(NamedTuple):
    start: int
    end: int
    depth: int  # of signs of quoting
    begins: int  # behind them


_Region = tuple[int, int, Turn | None]


@dataclass(frozen=True, slots=True)
class _Heading:
    """Lines that tell who wrote what follows, at which depth it stands."""

    lines: int
    depth: int
    who: Turn


class Letters:
    """Finds the words of others in a mail; `wrote` are verbs, `domains` whose addresses are."""

    def __init__(self, wrote: str, domains: Mapping[str, str]) -> None:
        self._domains = domains
        name, verb = r"(?P<name>[^<>@\",;:\d\n]{2,60}?)", rf"(?P<verb>{wrote})"
        quoted = r"\"(?P<quoted>[^\"\n]{2,60})\""
        by_address = rf"(?:{quoted}\s+|{name}\s+)?{_ADDRESS}(?:\s{{0,2}}{verb}\s?|[^\n]{{0,60}})"
        by_verb = rf"\d[^\n]{{0,60}}?\b(?P<alone>{_WORD}(?: {_WORD}){{0,3}})\s+(?:{wrote})\s?"
        self._told = re.compile(rf"(?:{by_address}|{by_verb}):[*_\s]*$")

    def find(self, doc: Doc) -> dict[int, Turn | None]:
        """The writer of each paragraph that is another's, by its block; None for headings.

        What was written long before is passed on, and relative times in it are taken from the
        marks: they counted from another day.
        """
        if "@" not in doc.text and "\n>" not in f"\n{doc.text}":
            return {}
        regions = list(self._regions(doc))
        self._forget_times(doc, regions)
        found: dict[int, Turn | None] = {}
        at = 0
        for sentence in doc.marks["sentences"]:
            while at < len(regions) and regions[at][1] <= sentence["start"]:
                at += 1
            if at == len(regions):
                break
            if regions[at][0] <= sentence["start"]:
                who = regions[at][2]
                turn = who and who._replace(words=sentence["start"])
                found.setdefault(sentence["block"], turn)
        return found

    def _forget_times(self, doc: Doc, regions: Sequence[_Region]) -> None:
        old = [(start, end) for start, end, who in regions if who is not None and who.passed_on]
        if old:
            starts = [start for start, _ in old]
            doc.marks["times"] = [
                time
                for time in doc.marks["times"]
                if _DIGIT.search(doc.text, time["start"], time["end"])
                or not (at := bisect_right(starts, time["start"]))
                or old[at - 1][1] <= time["start"]
            ]

    def _regions(self, doc: Doc) -> Iterator[_Region]:
        """From where to where, and who wrote it."""
        text, lines = doc.text, list(_lines(doc.text))
        writers: dict[int, Turn] = {}
        at = 0
        while at < len(lines):
            line = lines[at]
            heading = self._heading(text, lines, at)
            if heading is not None:
                writers = {d: who for d, who in writers.items() if d < heading.depth}
                end = lines[at + heading.lines - 1].end
                old = _is_old(doc, line.start, end)
                writers[heading.depth] = heading.who._replace(passed_on=old)
                yield line.start, end, None
                at += heading.lines
                continue
            who = writers.get(line.depth)
            if who is None and doc.mail and line.depth:
                who = Turn(line.begins, line.begins, None, line.begins, passed_on=True)
            if who is not None:
                yield line.start, line.end, who
            at += 1

    def _heading(self, text: str, lines: Sequence[_Line], at: int) -> _Heading | None:
        return self._header(text, lines, at) or self._sentence(text, lines, at)

    def _header(self, text: str, lines: Sequence[_Line], at: int) -> _Heading | None:
        """ "From: …", "Sent: …", "To: …", "Subject: …"."""
        line = lines[at]
        match = _FROM.match(text, line.begins, line.end)
        if match is None:
            return None
        labelled = 1
        for below in islice(lines, at + 1, at + _MOST):
            if below.depth != line.depth or not _LABEL.match(text, below.begins, below.end):
                break
            labelled += 1
        if labelled <= _FEWEST:
            return None
        return _Heading(labelled, line.depth, self._writer(match))

    def _sentence(self, text: str, lines: Sequence[_Line], at: int) -> _Heading | None:
        """ "On Tue, Aug 12, 2014 at 9:14 AM, Ann Moss <ann@foo.example> wrote:"."""
        line = lines[at]
        for number in range(1, min(_WRAPPED, len(lines) - at) + 1):
            last = lines[at + number - 1]
            if last.depth != line.depth or last.start > line.end + 1:
                return None
            if last.end - line.begins > _LONGEST:
                return None
            if text[line.begins : last.end].rstrip("*_ \t")[-1:] != ":":
                continue
            match = self._told.search(text, line.begins, last.end)
            if match is None or match.start() > line.end:
                return None
            below = lines[at + number].depth if at + number < len(lines) else line.depth
            deeper = below > line.depth
            if not deeper and match["verb"] is None:
                return None  # "send it by May 1 to help@foo.example:"
            return _Heading(number, line.depth + deeper, self._writer(match))
        return None

    def _writer(self, match: re.Match[str]) -> Turn:
        named = next(
            (n for n in ("quoted", "name", "alone") if match.groupdict().get(n)), "address"
        )
        domain = (match["domain"] or "").lower().rstrip(".")
        parts = domain.split(".")
        tails = (".".join(parts[n:]) for n in range(len(parts)))
        firm = next((self._domains[tail] for tail in tails if tail in self._domains), None)
        first, last = match.span(named)
        first += len(match[named]) - len(match[named].lstrip())
        return Turn(first, last, None, match.end(), firm=firm)


def _is_old(doc: Doc, start: int, end: int) -> bool:
    """Whether the day that a heading names lies well before the text that shows it."""
    times = doc.marks["times"]
    at = bisect_left(times, start, key=lambda time: time["start"])
    first = times[at] if at < len(times) and times[at]["start"] < end else None
    if first is None or first["to"] is None:
        return False
    return (doc.published - date.fromisoformat(first["to"])).days > _OLD


def _lines(text: str) -> Iterator[_Line]:
    """The lines that are not blank."""
    for match in re.finditer(r"[^\n]+", text):
        start, end = match.span()
        quoted = _QUOTED.match(text, start, end)
        begins = quoted.end() if quoted else start
        if text[begins:end].strip():
            depth = quoted[1].count(">") if quoted else 0
            yield _Line(start, end, depth, begins)
