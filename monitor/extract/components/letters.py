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
_ADDRESS = (
    r"[<(\[]{0,2}\s?(?:mailto:)?(?P<address>[\w.+-]{1,80}@(?P<domain>[\w.-]{1,80}))"
    r"(?:<mailto:[^<>\n]{0,160}>)?[>)\]]{0,2}"
)
_FULL_ADDRESS = re.compile(_ADDRESS)
# "Sent: Tuesday, August 12, 2014", whatever the language.
_LABEL = re.compile(r"[*_]{0,2}(?P<label>[^\W\d_][\w-]{0,20})[ \t\xa0]?:[*_]{0,2}[ \t\xa0]*")
# Who wrote it and when, and to whom or on what.
_FEWEST, _MOST = 3, 10
# Lines that a heading of one sentence may take: "On Tue, Aug 12, 2014, Ann Moss <ann@foo.example>"
# and "wrote:".
_WRAPPED = 2
_LONGEST = 400
# Letters in front of a name that a verb of writing may take.
_BESIDE = 12
# Days after which a mail is no part of a talk any more, and its word no word of today.
_OLD = 1
_DIGIT = re.compile(r"\d")
# What stands around a name.
_AROUND = " \t\"'’“”<([*_"


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
    """Finds the words of others in a mail; `domains` tell whose an address is.

    `wrote` are verbs of a heading, `senders` and `sent` the labels of who wrote it and when: in
    whatever language the programs of those who write use.
    """

    def __init__(self, wrote: str, senders: str, sent: str, domains: Mapping[str, str]) -> None:
        self._domains = domains
        self._sender = re.compile(rf"(?:{senders})", re.IGNORECASE)
        self._sent = re.compile(rf"(?:{sent})", re.IGNORECASE)
        name, verb = r"(?P<name>[^<>@\",;:\d\n]{2,60}?)", rf"(?P<verb>{wrote})"
        quoted = r"\"(?P<quoted>[^\"\n@]{2,60})\""
        by_address = rf"(?:{quoted}\s+|{name}\s+)?{_ADDRESS}(?:\s{{0,2}}{verb}\s?|[^\n]{{0,60}})"
        names = rf"{_WORD}(?: {_WORD}){{0,3}}"
        by_verb = rf"\d[^\n]{{0,60}}?\b(?P<alone>{names})\s+(?:{wrote})\s?"
        behind = rf"\d[^\n]{{0,60}}?\b(?:{wrote})\s+(?P<behind>{names})\s?"
        self._told = re.compile(rf"(?:{by_address}|{by_verb}|{behind}):[*_\s]*$")
        # "… 9:14 AM Tom Baker", "… um 09:14 Uhr schrieb Tom Baker".
        self._before = re.compile(rf"^.*\b(?:[AP]M|{wrote})\s+", re.DOTALL)

    def find(self, doc: Doc) -> dict[int, Turn | None]:
        """The writer of each paragraph that is another's, by its block; None for headings.

        What was written long before is passed on, and relative times in it are taken from the
        marks: they counted from another day.
        """
        if not doc.mail:
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
            if who is None and line.depth:
                who = Turn(line.begins, line.begins, None, line.begins, passed_on=True)
            if who is not None:
                yield line.start, line.end, who
            at += 1

    def _heading(self, text: str, lines: Sequence[_Line], at: int) -> _Heading | None:
        return self._header(text, lines, at) or self._sentence(text, lines, at)

    def _header(self, text: str, lines: Sequence[_Line], at: int) -> _Heading | None:
        """ "From: …", "Sent: …", "To: …", "Subject: …", in any order, one below the other."""
        depth, sender, sent, end = lines[at].depth, None, False, lines[at].start - 1
        number = 0
        for line in islice(lines, at, at + _MOST):
            label = _LABEL.match(text, line.begins, line.end)
            if label is None or line.depth != depth or line.start != end + 1:
                break
            number, end = number + 1, line.end
            if self._sender.fullmatch(label["label"]):
                sender = sender or self._named(text, label.end(), line.end)
            sent = sent or self._sent.fullmatch(label["label"]) is not None
        if number < _FEWEST or sender is None or not sent:
            return None
        return _Heading(number, depth, sender._replace(words=end))

    def _named(self, text: str, start: int, end: int) -> Turn:
        """Who stands behind "From:": the last address is the one it came from."""
        end = min(end, start + _LONGEST)
        found = list(_FULL_ADDRESS.finditer(text, start, end))
        first, last = _bare(text, start, found[-1].start() if found else end)
        if found and (first == last or "@" in text[first:last]):
            first, last = found[-1].span("address")
        firm = self._firm(found[-1]["domain"]) if found else None
        return Turn(first, last, None, last, firm=firm)

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
            if not (deeper or self._is_told(match)):
                return None  # "send it by May 1 to help@foo.example:"
            depth = below if deeper else line.depth
            return _Heading(number, depth, self._writer(match))
        return None

    def _is_told(self, match: re.Match[str]) -> bool:
        """Whether a verb stands beside the address, in front of the name or behind it."""
        named = match["name"] or match["quoted"] or ""
        before = match.string[max(0, match.start() - _BESIDE) : match.start()]
        verb = match["verb"] or self._before.match(f"{before}{named} ")
        return match["domain"] is not None and bool(verb)

    def _writer(self, match: re.Match[str]) -> Turn:
        told = match.groupdict()
        named = next(
            (one for one in ("quoted", "name", "alone", "behind") if told.get(one)), "address"
        )
        first, last = match.span(named)
        if before := self._before.match(match.string[first:last]):
            first += before.end()
        first, last = _bare(match.string, first, last)
        return Turn(first, last, None, match.end(), firm=self._firm(match["domain"] or ""))

    def _firm(self, domain: str) -> str | None:
        parts = domain.lower().rstrip(".").split(".")
        tails = (".".join(parts[n:]) for n in range(len(parts)))
        return next((self._domains[tail] for tail in tails if tail in self._domains), None)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of a name without the signs around it."""
    while start < end and text[start] in _AROUND:
        start += 1
    while start < end and text[end - 1] in _AROUND:
        end -= 1
    return start, end


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
