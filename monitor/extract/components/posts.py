"""Threads: whose posts the paragraphs are that stand under a line with a name and a time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice, pairwise
from typing import Any

from monitor.extract.components.turns import Turn
from monitor.posted import BEGINS, LINE

# "**Ann Moss (Acme)** – Aug 6, 2014, 4:12 PM", "**u/ann_m** · 7 hours ago · *Acme employee*",
# "**Ann Moss** · Acme · 22h", "**ann_m** (Member) Mar 7, 2017 at 10:48".
_HEADER = re.compile(
    r"[*_]{2}(?P<name>(?P<handle>(?:u/|@)[\w.-]{2,40}|[a-z][\w.-]{1,40})"
    r"|(?:[A-ZÀ-ÖØ-Þ][\w.’'-]{0,40}\s){1,3}[A-ZÀ-ÖØ-Þ][\w.’'-]{0,40})"
    r"(?:\s?\((?P<role>[^()\n]{2,80})\))?[*_]{2}\s*"
    r"(?:\((?P<told>[^()\n]{2,80})\)\s*[-–—·|•,]?|[-–—·|•,])\s*(?P<rest>[^\n]{2,120})"
)
# "ann_m wrote, 3 May · *Acme staff*:", alone on its line.
_WORD = r"[A-ZÀ-ÖØ-Þ][\w.’'-]{0,40}"
_NAME = rf"[*_]{{0,2}}(?P<name>[a-z@][\w.-]{{1,40}}|{_WORD}(?: {_WORD}){{0,2}})[*_]{{0,2}}"
_PARTS = re.compile(r"\s[-–—·|•]\s")
_DIGIT = re.compile(r"\d")
# A clock, an age ("22h"). A day alone may be that of "**Start Date** – 1 September 2014".
_CLOCK = r"\d{1,2}[:.]\d\d\b|\b\d{1,2}[smhdwy]\b"
# Bounded, for a line may be all figures, and it is tried from each.
_DATE = re.compile(r"\b\d{1,2}\b[^\n]{0,60}\b(?:19|20)\d\d\b")
_SIGN = re.compile(r"u/|@")
# A thread has an answer. Lines with a verb alone may be of an article that quotes letters.
_FEWEST = 2
_FEWEST_BARE = 3
# So many words of a quotation are looked for above it.
_QUOTED = 6
# "**ann_m (mod):** It opens."
_LABEL = re.compile(
    r"[*_]{2}(?P<name>[a-z@][\w.-]{1,40})(?:\s?\((?P<role>[^()\n]{2,80})\))?:[*_]{2}\s*"
)
# "u/ann_m 52 points 19 Apr 2016", alone on its line.
_SIGNED = re.compile(r"u/(?P<name>[\w-]{2,40})\b(?P<rest>[^\n]{2,80})$", re.MULTILINE)
# "kbrandt", and "Mar 10, 2015" on the line below.
_ALONE = re.compile(rf"(?P<name>[a-z@][\w.-]{{1,40}}|{_WORD}(?: {_WORD}){{0,2}})")
_LONGEST_DATE = 40


class Posts:
    """Finds the posts of a text.

    `ago` are the words for how long ago one was written, `wrote` the verbs of posting, `kinds`
    what posts are called, and `by` whom they are ("Comment by ann_m:").
    """

    def __init__(self, ago: str, wrote: str, kinds: str, by: str) -> None:
        self._wrote = re.compile(rf"^{_NAME}\s(?:{wrote})\b(?P<rest>[^\n]{{0,100}}):[*_ ]*$", re.M)
        self._kind = re.compile(
            rf"^[*_# ]*(?i:{kinds})\b[^\n:]{{0,24}}?\b(?i:{by})\s{_NAME}[^\n:]{{0,40}}"
            rf"(?::[*_ ]*|[*_]{{2}}$)",
            re.MULTILINE,
        )
        self._posted = re.compile(rf"{_CLOCK}|\b(?:{ago})\b", re.IGNORECASE)

    def find(self, text: str, sentences: Sequence[Mapping[str, Any]]) -> dict[int, Turn | None]:
        """The poster of each paragraph under one, by its block; None for the lines themselves."""
        blocks = {sentence["block"]: sentence for sentence in reversed(sentences)}
        ends = {sentence["block"]: sentence["end"] for sentence in sentences}
        lines = {match.start(): match for match in LINE.finditer(text)} if BEGINS in text else {}
        if lines:  # one in other words is of a post, and quotes another one
            headers = {block: _own(lines.get(one["start"])) for block, one in blocks.items()}
            return _of_posters(text, blocks, ends, headers, relays=True)
        dated = sum(1 for _ in islice(_DATE.finditer(text), _FEWEST)) == _FEWEST
        if not (
            "**" in text
            or "u/" in text
            or dated
            or self._wrote.search(text)
            or self._kind.search(text)
        ):
            return {}
        bare = sum(1 for _ in self._wrote.finditer(text)) >= _FEWEST_BARE
        headers = {block: self._header(text, one["start"], bare) for block, one in blocks.items()}
        dates = set[int]()
        for block, below in pairwise(sorted(blocks)) if dated else ():
            name, date = text[blocks[block]["start"] : ends[block]], blocks[below]
            if (alone := _ALONE.fullmatch(name)) and self._is_date(
                text[date["start"] : ends[below]]
            ):
                start = blocks[block]["start"] + alone.start("name")
                headers[block] = Turn(start, ends[block], None, ends[block])
                dates.add(below)
        if sum(header is not None for header in headers.values()) < _FEWEST:
            return {}
        return _of_posters(text, blocks, ends, headers) | dict.fromkeys(dates)

    def _header(self, text: str, start: int, bare: bool) -> Turn | None:
        match = _HEADER.match(text, start)
        if match is None:
            return self._by_verb(text, start, bare) or self._by_label(text, start)
        parts = (part.strip("*_ ") for part in _PARTS.split(match["rest"]))
        apposed = match["told"] or next((one for one in parts if not self._is_counted(one)), None)
        somebody = match["handle"] or match["role"] or match["told"]
        dated = somebody and _DATE.search(match["rest"])
        if not dated and self._posted.search(match["rest"]) is None:
            return None
        first, last = match.span("name")
        sign = _SIGN.match(text, first)
        first = sign.end() if sign else first
        if match["role"] is not None:
            return Turn(first, last, match["role"], match.end())
        return Turn(first, last, apposed, match.end(), apposed=True)

    def _by_verb(self, text: str, start: int, bare: bool) -> Turn | None:
        match = self._wrote.match(text, text.rfind("\n", 0, start) + 1)
        if match is None or not (self._is_counted(match["rest"]) or (bare and not match["rest"])):
            return None
        parts = (part.strip("*_, ") for part in _PARTS.split(match["rest"]))
        apposed = next((one for one in parts if one and not self._is_counted(one)), None)
        return Turn(*match.span("name"), apposed, match.end(), apposed=True)

    def _by_label(self, text: str, start: int) -> Turn | None:
        signed = _SIGNED.match(text, start)
        if signed and self._is_counted(signed["rest"]):
            return Turn(*signed.span("name"), None, signed.end())
        if label := _LABEL.match(text, start):
            return Turn(*label.span("name"), label["role"], label.end())
        match = self._kind.match(text, text.rfind("\n", 0, start) + 1)
        return None if match is None else Turn(*match.span("name"), None, match.end())

    def _is_date(self, line: str) -> bool:
        """Whether a line tells nothing but when a post was written."""
        if len(line) > _LONGEST_DATE:
            return False
        return bool(_DATE.search(line) or self._posted.search(line))

    def _is_counted(self, told: str) -> bool:
        """Whether it tells when a post was written, or how many like it."""
        return bool(_DIGIT.search(told) or self._posted.search(told))


def _own(match: re.Match[str] | None) -> Turn | None:
    return match and Turn(*match.span("name"), match["role"], match.end(), apposed=True)


def _of_posters(
    text: str,
    blocks: Mapping[int, Mapping[str, Any]],
    ends: Mapping[int, int],
    headers: Mapping[int, Turn | None],
    *,
    relays: bool = False,
) -> dict[int, Turn | None]:
    """The poster of each paragraph up to the next header or heading; None for headers alone.

    What is quoted from above says nothing again; other quotations are nobody's, or are passed on
    by who `relays` them.
    """
    found: dict[int, Turn | None] = {}
    poster: Turn | None = None
    for block in sorted(blocks):
        start, header = blocks[block]["start"], headers[block]
        line = text[text.rfind("\n", 0, start) + 1 : start]
        if header is not None:
            poster = header
            found[block] = header if header.words < ends[block] else None
        elif line.startswith("#"):
            poster = None
        elif poster is not None and not line.startswith(">"):
            found[block] = poster._replace(words=start)
        elif poster is not None and _is_told_above(text, start, ends[block]):
            found[block] = None
        elif poster is not None and relays:
            found[block] = poster._replace(words=start, passed_on=True)
    return found


def _is_told_above(text: str, start: int, end: int) -> bool:
    """Whether some words of a quotation stand above; beside them may be who wrote them."""
    above, words = " ".join(text[:start].split()), text[start:end].split()
    some = min(_QUOTED, len(words))
    return any(" ".join(words[n : n + some]) in above for n in range(len(words) - some + 1))
