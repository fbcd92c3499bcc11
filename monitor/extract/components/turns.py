"""Paragraphs that begin with who speaks: interviews, transcripts, posts, threads, live blogs.

"Marsh: We never saw it." is what Marsh said, quotation marks or not, where the text tells
whose word Marsh's is; of a name alone nobody knows more than that somebody posted it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from monitor.extract.components.memory import Memory
from monitor.extract.components.speakers import Candidate

_TURN = re.compile(
    # The time of an entry in a live blog.
    r"(?:[*_\[]{0,2}\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[A-Za-z]{2,4})?[*_\]]{0,2}[:*_]{0,2}\s*"
    r"(?:[-–—·|]\s*)?)?[*_]{0,2}"
    # A name, a handle, or the letter of an answer.
    r"(?P<name>@[\w.-]{1,40}|[a-z][\w.-]{1,40}(?=\s\()"
    r"|(?:[A-ZÀ-ÖØ-Þ][\w.’'-]{0,40}\s){0,3}[A-ZÀ-ÖØ-Þ][\w.’'-]{0,40})"
    # Who it is, and a verb.
    r"(?:\s?\((?P<role>[^()\n]{2,80})\)|,\s(?P<apposed>[^:()\n.!?\"“]{2,60}))?(?P<verb>\s[a-z]{4,10})?"
    r"[*_]{0,2}:[*_]{0,2}\s+(?=\S)"
)

_WORDS = re.compile(r"\w+")
# A first and a second name, also those that overlap: a title may be all in capitals.
_NAME = re.compile(r"(?=\b([A-ZÀ-ÖØ-Þ][\w-]+ [A-ZÀ-ÖØ-Þ][\w’'-]*\w))")
# So many questions with an answer make an interview.
_FEWEST = 3


class Turn(NamedTuple):
    """The name at [start, end) of a text, what is told behind it, and its words."""

    start: int
    end: int
    role: str | None
    words: int  # where they begin
    apposed: bool = False  # who it is stands behind a comma
    firm: str | None = None  # for whom, where that is known otherwise
    passed_on: bool = False  # by whoever shows it: nobody said it here and now

    @classmethod
    def at(cls, text: str, start: int, end: int) -> Turn | None:
        """The turn that a paragraph between two offsets begins with."""
        match = _TURN.match(text, start, end)
        if match is None:
            return None
        if match["verb"] and not (match["role"] or text.startswith("**", start)):
            return None  # "Ann Moss said: …" is a report as others
        told, apposed = match["role"] or match["apposed"], match["apposed"] is not None
        bold = text.startswith("**", start)
        if apposed and " " not in match["name"] and not bold:
            return None  # "Commenting, chairman Hal Orme said: …"
        return cls(*match.span("name"), told, match.end(), apposed)


def answers(
    text: str, title: str, sentences: Sequence[Mapping[str, Any]], speaking: frozenset[str]
) -> frozenset[int]:
    """The paragraphs of an interview that answer: right behind a question, in the first person.

    Half of them are, or a quarter where title and text name somebody.
    """
    kinds = {sentence["block"]: sentence["kind"] for sentence in sentences}
    ends = {sentence["block"]: sentence["end"] for sentence in sentences}
    starts = {sentence["block"]: sentence["start"] for sentence in reversed(sentences)}
    asking = {
        block
        for block, end in ends.items()
        if text[max(0, end - 4) : end].rstrip("*_ ")[-1:] == "?"
    }
    found = {
        block
        for block, kind in kinds.items()
        if block - 1 in asking and block not in asking and kind == "paragraph"
    }
    said = (text[starts[block] : ends[block]].lower() for block in found)
    own = sum(not speaking.isdisjoint(_WORDS.findall(words)) for words in said)
    named = any(name in text for name in _NAME.findall(title))
    if len(found) < _FEWEST or own * (4 if named else 2) < len(found):
        return frozenset()
    first, last = min(found), max(found)
    if all((block - first) % 2 for block in asking if first < block < last):
        # Turn by turn: what is put to somebody need not be a question ("Resellers still wait.").
        found |= {block for block in kinds if first <= block <= last and (block - first) % 2 == 0}
    return frozenset(found)


class Turns:
    """Whose turn it is, in one text."""

    def __init__(self, memory: Memory, title: str = "") -> None:
        self.memory, self.title = memory, title
        self.finder, self.text, self.vendor = memory.finder, memory.text, memory.vendor
        self._handles: dict[str, Candidate] = {}
        self._answering: Candidate | None = None
        self._sought = False

    def speaker(self, turn: Turn) -> Candidate | None:
        """The person whose turn it is, where the text tells for whom they speak."""
        name = self.text[turn.start : turn.end]
        if turn.role is not None and name in self.finder.lettered:
            return self._lettered(turn)
        if name in self.finder.answers or not name:
            return self._interviewed(turn)
        if turn.role is not None:
            organisation = self.finder.employed(turn.role, self.vendor)
            told = Candidate(
                turn.start, turn.end, "person", name, organisation, turn.role, anonymous=False
            )
            self._handles[name] = told
        known = self._handles.get(name) or self._named(turn, name)
        return known if known and known.organisation and known.kind == "person" else None

    def _lettered(self, turn: Turn) -> Candidate | None:
        """ "Q (Ann Moss, Foo):", "A (Lorna):": who asks or answers stands behind the letter."""
        name, _, told = (turn.role or "").partition(", ")
        firm = self.finder.employed(told, self.vendor) if told else None
        known = self._named(turn, name)
        if firm is None and known is not None and known.kind == "person" and known.organisation:
            return known
        return Candidate(turn.start, turn.end, "person", name, firm, None, False) if firm else None

    def poster(self, turn: Turn) -> Candidate:
        """Who wrote a post of a thread; for whom is not always told."""
        name, role = self.text[turn.start : turn.end], turn.role
        if not name:
            return Candidate(turn.start, turn.end, "unnamed", None, None, None, anonymous=True)
        surname, _, first = name.partition(", ")
        name = f"{first} {surname}" if first else name  # "Moss, Ann"
        known = self._named(turn, name)
        firm = turn.firm
        if role:
            firm = self.finder.employed(role, self.vendor, rank=turn.apposed)
        if known is not None and known.kind == "person" and firm is None:
            return known
        return Candidate(turn.start, turn.end, "person", name, firm, role, anonymous=False)

    def _named(self, turn: Turn, name: str) -> Candidate | None:
        if name.startswith("@"):
            return None
        if name.isupper() and len(name) > len("MS."):
            name = name.title()
        words = name.split()
        surname = self.memory.surname_behind(name, turn.start) if len(words) == 1 else None
        last = surname or words[-1]  # a first name, told in full before
        found = Candidate(turn.start, turn.end, "surname", last, None, None, anonymous=False)
        return self.memory.resolved(found, turn.start, turn.start)

    def _titled(self, turn: Turn) -> dict[str, list[str]]:
        """The people whom the title names in full, and what the text tells behind their names."""
        before = self.text[: turn.start].replace(self.title, "")  # its heading
        return {
            name: re.findall(rf"{name}\b([^.\n]{{3,160}})", before)
            for name in _NAME.findall(self.title)
            if name in before and self._is_person(name)
        }

    def _of_title(self, turn: Turn, name: str, behind: Sequence[str]) -> Candidate:
        firms = [self.finder.employer_told(words, self.vendor) for words in behind]
        firm = next(filter(None, firms), None)
        if firm is None and (known := self._named(turn, name)) and known.kind == "person":
            firm = known.organisation  # one that nobody declared
        return Candidate(turn.start, turn.end, "person", name, firm, None, anonymous=False)

    def _is_person(self, name: str) -> bool:
        return self.finder.described(name, 0, len(name), self.vendor).kind == "person"

    def _interviewed(self, turn: Turn) -> Candidate | None:
        """Who answers under "A:": whom the title names, or the text introduces before it asks."""
        if not self._sought:
            self._sought = True
            found = [
                one
                for one in self.finder.introduction.finditer(self.text, 0, turn.start)
                if self._is_person(one.group(1))  # "The Partner Desk is a …"
            ]
            named, titled = self.finder.declared_in(self.title), self._titled(turn)
            if named is not None:
                self._answering = replace(named, start=turn.start, end=turn.end)
            elif len(titled) == 1:
                self._answering = self._of_title(turn, *next(iter(titled.items())))
            elif found and not titled:  # of two either may answer
                name, told = found[0].group(1), self.text[found[0].end(1) : found[0].end()]
                organisation = self.finder.employer_told(told, self.vendor)
                self._answering = Candidate(
                    turn.start, turn.end, "person", name, organisation, None, anonymous=False
                )
        answering = self._answering
        return answering if answering and answering.organisation else None
