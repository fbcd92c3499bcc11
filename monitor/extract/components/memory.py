"""Who spoke before: what pronouns, surnames and "the spokesman" point back to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from monitor.extract.components.speakers import Candidate, SpeakerFinder

HUMANS = ("person", "office", "unnamed", "group")
# How far back, in characters, a full name is looked for, or whom the writer asked.
_LOOK_BACK = 6000
# How far behind a full name its sentence may tell for whom somebody works.
_TOLD_REACH = 160
# How far in front of it their title may begin, and signs behind which it does.
_FRONT_REACH = 60
_PARTS = (",", ".", ";", ":", "(", '"', "“", "\n")
# The capitals of a name, in front of the surname it ends with, and what is told behind it.
_FIRST_NAMES = re.compile(r"(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*\s){1,3}$")
_SURNAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'-]+")
# "Ann Moss is chief executive of Foo."
_IS = re.compile(r"\s+is\s+(?P<role>[^.,;\n]{4,100})")
_APPOSED = re.compile(r",\s[^,.;\"“”]{3,100}(?=[,.])")


@dataclass(slots=True)
class Memory:
    """The speakers of one text so far."""

    finder: SpeakerFinder
    text: str
    vendor: str | None = None
    last: Candidate | None = None
    # Whom the last one spoke of as having said something ("he was told by the vendor that").
    inner: Candidate | None = None
    person: Candidate | None = None
    # Who had a role, the last one behind the others: whom "the spokesman" means.
    heard: list[Candidate] = field(default_factory=list)
    names: dict[str, Candidate] = field(default_factory=dict)
    # Up to where a surname was looked for in vain.
    searched: dict[str, int] = field(default_factory=dict)
    # The last person named in a stretch of the text, which grows sentence by sentence.
    named: Candidate | None = None
    named_from: int = -1
    named_to: int = -1

    def spoke(self, speaker: Candidate | None, *, within: bool = False) -> None:
        """Keeps who spoke, by himself or `within` the report of another."""
        if speaker is None:
            return
        self.inner = speaker if within else None
        if speaker.role and speaker.kind in HUMANS:
            self.heard.append(speaker)
        if not within:
            self.last = speaker
        if speaker.kind == "person" and speaker.name:
            if not within:
                self.person = speaker
            self.names[speaker.name.split()[-1]] = speaker

    def resolved(self, candidate: Candidate, block: int, sentence: int) -> Candidate | None:
        """Who a candidate is; None where a pronoun points back to nobody."""
        if candidate.kind == "pronoun":
            return self._pronoun(candidate, block, sentence)
        if candidate.kind == "surname":
            return self._surname(candidate)
        if candidate.kind == "person" and candidate.name:
            return self._person(candidate)
        last = self.last
        if candidate.kind == "organisation" and candidate.organisation is None:
            named = last.organisation if last else None
            return replace(candidate, organisation=named)
        if candidate.kind not in ("office", "unnamed", "group") or candidate.organisation:
            return candidate
        role = candidate.role  # "one" of them is no other one
        found = last if last and role and last.role == role else None
        if found is None and role and self._is_definite(candidate):
            found = self._with_role(role)
        return replace(found, start=candidate.start, end=candidate.end) if found else candidate

    def _is_definite(self, candidate: Candidate) -> bool:
        """Whether somebody told of before is meant: "the director", and not "a director"."""
        first = self.text[candidate.start : candidate.end].split(maxsplit=1)[0]
        return first.lower() in self.finder.definite

    def _office(self, noun: str) -> Candidate | None:
        """Who "the spokesman" is: one heard before, a person who spoke last, else the vendor's."""
        found = self._with_role(noun)
        person = self.last is not None and self.last.kind == "person"
        if found is not None or person or not self.finder.speaks_for_firm(noun):
            return found
        return Candidate(0, 0, "office", None, self.vendor, noun, anonymous=False)

    def _with_role(self, noun: str) -> Candidate | None:
        """The last speaker of whom that office was told, or one of the same kind."""
        return next((one for one in reversed(self.heard) if self.finder.fills(one, noun)), None)

    def _pronoun(self, candidate: Candidate, block: int, sentence: int) -> Candidate | None:
        last, word = self.last, candidate.role
        if word in self.finder.speaking:
            return None
        meant = self._office(word.split()[-1]) if word and " " in word else None
        if meant is not None:
            return replace(meant, start=candidate.start, end=candidate.end)
        asked = self._asked(block, candidate.start)
        if asked is not None and word not in self.finder.impersonal:
            return replace(asked, start=candidate.start, end=candidate.end)
        if word in self.finder.personal:
            named = self._named_since(block, sentence)
            found = named or (last if last and last.kind in HUMANS else self.person)
        elif self.inner is not None and self.inner.kind == "organisation":
            found = self.inner
        elif last is not None and last.kind == "person" and word in self.finder.impersonal:
            found = (
                Candidate(0, 0, "organisation", None, last.organisation, None, False)
                if last.organisation
                else None
            )
        else:
            found = last
        return replace(found, start=candidate.start, end=candidate.end) if found else None

    def _asked(self, block: int, end: int) -> Candidate | None:
        """Whom the writer asked since somebody spoke: "asked our rep, and he says"."""
        first = max(block, self.last.end if self.last else 0, end - _LOOK_BACK)
        found = None
        for match in self.finder.asked.finditer(self.text, first, end):
            found = match
        return self.finder.described(self.text, *found.span(1), self.vendor) if found else None

    def _named_since(self, block: int, sentence: int) -> Candidate | None:
        """The last person who is the subject of a sentence in between, and has not spoken."""
        first = max(block, self.last.end if self.last else 0)
        if first != self.named_from:
            self.named_from, self.named_to, self.named = first, first, None
        self.named = self._subject(self.named_to, sentence) or self.named
        self.named_to = max(self.named_to, sentence)
        return self.named

    def _subject(self, start: int, end: int) -> Candidate | None:
        """The last person who is the subject of a sentence between two offsets."""
        found = None
        for match in self.finder.subject.finditer(self.text, start, end):
            named = self.finder.described(self.text, match.start(1), match.end(1), None)
            if named.kind in ("person", "office"):
                found = self._employed(named, match.end(1))
        return found

    def beside(self, start: int, at: int) -> Candidate | None:
        """Who speaks in a quotation at a place that no report takes in, by the sentences before.

        "Ann Moss, who runs it, came on. "We start today."": somebody of whom more is told.
        """
        found = self._subject(start, at)
        if found is not None and found.organisation is None and found.name:
            found = self._person(found)
        elif found is None and self.finder.personal.intersection(
            self.text[start:at].lower().split()
        ):
            found = self.person
        return found if found is not None and found.organisation else None

    def _employed(self, person: Candidate, end: int) -> Candidate:
        """The same with whom they work for, by what the rest of the sentence tells."""
        if person.organisation is not None:
            return person
        told = self.text[end : end + _TOLD_REACH].split("\n")[0].split(". ")[0]
        return replace(person, organisation=self.finder.employer_told(told, self.vendor))

    def _in_front(self, first: int, start: int, end: int) -> Candidate | None:
        """The same name with the title and the organisation that stand in front of it."""
        before = self.text[max(first, start - _FRONT_REACH) : start]
        at = start - len(before) + max(before.rfind(sign) for sign in _PARTS) + 1
        found = self.finder.described(self.text, at, end, None)
        return found if found.kind == "person" and found.organisation else None

    def _person(self, candidate: Candidate) -> Candidate:
        name = candidate.name or ""
        known = self.names.get(name.split()[-1])
        if known and (" " not in name or known.name == name):
            return replace(
                known,
                start=candidate.start,
                end=candidate.end,
                organisation=known.organisation or candidate.organisation,
                role=known.role or candidate.role,
            )
        if " " not in name:
            return self._introduced(candidate, name) or candidate
        return candidate

    def _surname(self, candidate: Candidate) -> Candidate:
        """A single name: the person introduced by it, else an organisation."""
        name = candidate.name or ""
        known = self.names.get(name)
        if known:
            return replace(known, start=candidate.start, end=candidate.end)
        found = self._introduced(candidate, name)
        if found is None and (surname := self.surname_behind(name, candidate.start)):
            # "Ann says", told in full before
            found = self.names.get(surname) or self._introduced(candidate, surname)
        if found:
            return replace(found, start=candidate.start, end=candidate.end)
        return replace(candidate, kind="organisation", name=None, organisation=name)

    def surname_behind(self, first_name: str, before: int) -> str | None:
        """The surname that stands behind a first name earlier in the text."""
        first = max(0, before - _LOOK_BACK)
        at = self.text.rfind(f"{first_name} ", first, before)
        while at >= 0:
            if found := _SURNAME.match(self.text, at + len(first_name) + 1, before):
                return found.group()
            at = self.text.rfind(f"{first_name} ", first, at)
        return None

    def _introduced(self, candidate: Candidate, surname: str) -> Candidate | None:
        """The person whose full name stands earlier in the text, with what it tells of them."""
        first = max(candidate.start - _LOOK_BACK, self.searched.get(surname, 0))
        self.searched[surname] = candidate.start
        at = self.text.rfind(f" {surname}", first, candidate.start)
        best: Candidate | None = None
        while at > 0 and (best is None or best.organisation is None):
            best = self._told_at(first, at, surname) or best
            at = self.text.rfind(f" {surname}", first, at)
        if best is None:
            return None
        self.names[surname] = best
        return replace(best, start=candidate.start, end=candidate.end)

    def _told_at(self, first: int, at: int, surname: str) -> Candidate | None:
        """The person whose name ends with a surname behind a place."""
        match = _FIRST_NAMES.search(self.text, max(first, at - 60), at + 1)
        if match is None:
            return None
        end = at + 1 + len(surname)
        tail = _APPOSED.match(self.text, end, end + 104)
        found = self.finder.described(self.text, match.start(), tail.end() if tail else end, None)
        if found.kind != "person" or not found.name or found.name.split()[-1] != surname:
            return None
        found = self._employed(found, end)
        if found.organisation is not None:
            return found
        line = self.text[self.text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if firm := self.finder.listed_for(line):
            return replace(found, organisation=firm)
        if (told := _IS.match(self.text, end)) and (
            firm := self.finder.employed(told["role"], None, rank=True)
        ):
            return replace(found, organisation=firm)
        return self._in_front(first, match.start(), end) or found
