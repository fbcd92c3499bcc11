"""Refines the marks of `speech` by what a spaCy model read: the decisions, and no model."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from monitor.extract.components.carried import cue_start
from monitor.extract.components.parsed import Parsed, Place
from monitor.extract.components.speakers import Candidate, SpeakerFinder

Mark = dict[str, Any]

_KINDS = {"PERSON": "person", "PER": "person", "ORG": "organisation"}
_WHO = ("name", "organisation", "role")
# Between the name of an organisation and that of who speaks for it: "'s chief executive".
_TITLE = re.compile(r"(?:['’]s)?(?:\s[a-z]{1,20}(?:-[a-z]{1,20})?){0,5}\s")


class Refiner:
    """Refines the marks of one text in place; `parsed` holds what the model read of it."""

    def __init__(
        self, finder: SpeakerFinder, text: str, marks: Sequence[Mark], vendor: str | None
    ) -> None:
        self.finder = finder
        self.text = text
        self.marks = sorted(marks, key=lambda mark: (mark["start"], mark["end"]))
        self.order = {id(mark): number for number, mark in enumerate(self.marks)}
        self.cued = sorted((m for m in marks if m["cue_at"]), key=cue_start)
        self.surnames = {m["name"].split()[-1]: m for m in reversed(self.marks) if m["name"]}
        self.vendor = vendor
        self.kinds: dict[str, set[str]] = defaultdict(set)
        self.organisations: list[Place] = []

    def read(self, parsed: Parsed) -> None:
        """Take in a sentence: its names at once, its syntax for the marks whose cue it holds."""
        for entity in parsed.doc.ents:
            kind = _KINDS.get(entity.label_, "other")
            self.kinds[entity.text].add(kind)
            if kind == "organisation":
                first = entity.start_char + parsed.offset
                self.organisations.append((first, first + len(entity.text)))
        for mark in self._reporting(parsed.offset, parsed.offset + len(parsed.doc.text)):
            verb = parsed.verb(mark["cue_at"])
            if verb is None:
                continue
            clause = parsed.clause(verb)
            if clause is not None:
                self._content(mark, clause, parsed.parted(clause))
            subject = parsed.subject(verb)
            if subject is not None:
                self._speaker(mark, subject)

    def _reporting(self, first: int, last: int) -> list[Mark]:
        """The marks whose cue begins in a stretch."""
        at, end = (bisect_left(self.cued, place, key=cue_start) for place in (first, last))
        return self.cued[at:end]

    def name(self) -> None:
        """With all names read: say of each whether a person or an organisation bears it."""
        self.organisations.sort()
        titled = {self._shown(mark) for mark in self.marks if self._has_title(mark)}
        for mark in self.marks:
            self._kind(mark, titled)
        employers: dict[str, set[str]] = defaultdict(set)
        for mark in self.marks:
            employers[mark["name"]] |= set(self._employer(mark))
        for mark in self.marks:
            found = employers[mark["name"]]
            if mark["name"] and mark["organisation"] is None and len(found) == 1:
                _change(mark, organisation=min(found))

    def _content(self, mark: Mark, clause: Place, parted: tuple[bool, bool]) -> None:
        """The clause of the parser, where only its far end is in dispute and something parts it."""
        if len(mark["content_at"]) != 1 or mark["quoted"]:
            return
        if mark["label"] not in ("indirect", "document", "hearsay"):
            return
        old = tuple(mark["content_at"][0])
        behind = old[0] >= mark["cue_at"][1]
        near, far = (0, 1) if behind else (1, 0)
        if not self._same(old[near], clause[near]) or self._same(old[far], clause[far]):
            return
        new = (old[0], clause[1]) if behind else (clause[0], old[1])
        grown = (old[1], new[1]) if behind else (new[0], old[0])
        held = [mark["cue_at"], mark["speaker_at"]]
        held += [other["cue_at"] for other in self._reporting(*grown) if grown[0] < grown[1]]
        if parted[far] and not any(place and _touch(new, place) for place in held):
            _change(mark, content_at=[list(new)])
            mark["start"], mark["end"] = new

    def _same(self, first: int, second: int) -> bool:
        """Whether only signs stand between two places."""
        between = self.text[min(first, second) : max(first, second)]
        return not any(sign.isalnum() for sign in between)

    def _speaker(self, mark: Mark, subject: Place) -> None:
        """Who the subject of the cue is, where that is told at least as well as before."""
        old = mark["speaker_at"]
        if not old or tuple(old) == subject or mark["label"] not in ("direct", "indirect"):
            return
        said = [*mark["content_at"], *mark["quoted"], mark["cue_at"]]
        if mark["anonymous"] or any(_touch(subject, place) for place in said):
            return
        who = self._told(mark, subject)
        if who is None or (mark["name"] and not who["name"]):
            return
        before = {key: mark[key] for key in _WHO}
        _change(mark, **who, speaker_at=list(subject))
        if before != who:
            self._pass_on(mark, before, who)

    def _told(self, mark: Mark, place: Place) -> dict[str, str | None] | None:
        """The fields of who a phrase is: somebody with a name or an organisation, or None."""
        new = self._described(place, mark)
        if new.kind not in ("person", "surname", "office", "organisation"):
            return None
        if new.kind == "surname":
            known = self.surnames.get(new.name or "")
            if known and known["name"]:
                return {key: known[key] for key in _WHO}
            return {"name": None, "organisation": new.name, "role": None}
        who = {key: getattr(new, key) for key in _WHO}
        if who["name"] and who["name"] == mark["name"]:
            was = self._described(tuple(mark["speaker_at"]), mark)
            # What the old words did not tell was known from elsewhere in the text.
            who |= {key: mark[key] for key in _WHO if mark[key] != getattr(was, key)}
        return who if who["name"] or who["organisation"] else None

    def _described(self, place: Place, mark: Mark) -> Candidate:
        known = mark["organisation"] == self.vendor or self.finder.organisation.search(self.text)
        return self.finder.described(self.text, *place, self.vendor if known else None)

    def _pass_on(self, changed: Mark, before: Mapping[str, Any], who: Mapping[str, Any]) -> None:
        """Pronouns and quotations that go on from a mark have the speaker it has."""
        for number in range(self.order[id(changed)] + 1, len(self.marks)):
            mark = self.marks[number]
            place = mark["speaker_at"]
            carried = not place or self.finder.pronouns.fullmatch(self._words(mark))
            if not carried or any(mark[key] != before[key] for key in _WHO):
                return
            _change(mark, **who)

    def _words(self, mark: Mark) -> str:
        return self.text[slice(*mark["speaker_at"])] if mark["speaker_at"] else ""

    def _shown(self, mark: Mark) -> str | None:
        """The name somebody bears; also of one whom the rules took for a common noun."""
        name, organisation, role = (mark[key] for key in _WHO)
        words = self._words(mark)
        if name or organisation or role != words.lower():
            return None if name and organisation else name or organisation
        return None if role in self.finder.common | self.finder.groups else words

    def _has_title(self, mark: Mark) -> bool:
        first = self._words(mark).split(" ", 1)[0]
        return first.lower().strip(".") in self.finder.titles

    def _kind(self, mark: Mark, titled: set[str | None]) -> None:
        """Person or organisation, where nothing but the look of the name told the rules."""
        shown, role = self._shown(mark), mark["role"]
        if not shown or mark["anonymous"]:
            return
        if role and role != shown.lower():
            return
        kinds = self.kinds.get(shown)
        human = shown in titled or shown.lower() in self.finder.people
        if kinds == {"person"} and not mark["name"] and not self._is_organisation(shown):
            _change(mark, name=shown, organisation=None, role=None)
        elif kinds == {"organisation"} and not mark["organisation"] and not human:
            _change(mark, name=None, organisation=shown, role=None)

    def _is_organisation(self, name: str) -> bool:
        """Whether config or the name itself says so: "Foo Corp.", "FOO"."""
        finder = self.finder
        marked = any(word.lower().strip(".,") in finder.marks for word in name.split())
        known = name == self.vendor or name.lower() in finder.organisations
        return marked or known or name.isupper()

    def _employer(self, mark: Mark) -> Iterator[str]:
        place = mark["speaker_at"]
        if not place or not mark["name"]:
            return
        at = self.text.find(mark["name"], *place)
        here = bisect_left(self.organisations, (place[0], 0))
        for first, last in self.organisations[here : bisect_left(self.organisations, (at, 0))]:
            if _TITLE.fullmatch(self.text, last, at):
                name = self.text[first:last].removesuffix("'s").removesuffix("’s")
                if not self.finder.not_names.search(name):
                    yield self.finder.organisations.get(name.lower(), name)


def _change(mark: Mark, **values: Any) -> None:
    """Set values of a mark; what the rules had stays in its `refined`."""
    old = {key: mark[key] for key, value in values.items() if mark[key] != value}
    if old:
        mark.update(values)
        mark["refined"] = {**old, **mark.get("refined", {})}


def _touch(one: Sequence[int], other: Sequence[int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
