"""Says who a noun phrase is: a person, an office, an organisation, a paper, somebody unnamed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.extract.components.employers import Employers

# What may stand between the end of a sentence and the first word of the next.
_OPENINGS = frozenset(" \t\"“‘'(*_>-")
# A role of more characters is a whole clause, and says less than its head noun.
_LONG_ROLE = 60
# "Foo's claim that": the owner is who speaks.
_UNOWNED = re.compile(r"(?<=\w)['’]s$|(?<=s)['’]$")
# "CSAM", "MSPs".
_ACRONYM = re.compile(r"[A-Z]{2,}s?")


def _opens(text: str, at: int) -> bool:
    """Whether a sentence or a line begins at a place."""
    while at and text[at - 1] in _OPENINGS:
        at -= 1
    return at == 0 or text[at - 1] in ".!?:;\n"


def _owned(words: list[str]) -> tuple[str | None, list[str]]:
    """The owner in front of a name, and the name ("Foo's Ann Moss")."""
    for number, word in enumerate(words[:-1]):
        if word.endswith(("'s", "’s")):
            return " ".join([*words[:number], word[:-2]]), words[number + 1 :]
    return None, words


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody named in a text at [start, end)."""

    start: int
    end: int
    kind: str  # person, office, unnamed, organisation, document, pronoun
    name: str | None
    organisation: str | None
    role: str | None
    anonymous: bool


class SpeakerFinder(Employers):
    """Compiled from the words of config; one for all documents."""

    def __init__(
        self,
        words: Mapping[str, str],
        classes: Mapping[str, Sequence[str]],
        organisations: Mapping[str, str],
        people: Mapping[str, tuple[str | None, str | None]],
        not_names: str,
    ) -> None:
        super().__init__(words, classes, organisations)
        self.heads = [
            (kind, re.compile(rf"(?:{words[key]})$", re.IGNORECASE))
            for kind, key in (
                ("office", "officials"),
                ("unnamed", "unnamed"),
                ("document", "documents"),
            )
        ]
        self.papers = dict(self.heads)["document"]
        self.field_staff = re.compile(rf"(?:{words['field_staff']})$", re.IGNORECASE)
        self.indefinite = re.compile(words["indefinite"], re.IGNORECASE)
        self.pronouns = re.compile(words["pronouns"], re.IGNORECASE)
        self._places = re.compile(words["places"], re.IGNORECASE)
        self.anonymity = re.compile(words["anonymity"], re.IGNORECASE)
        self.groups = frozenset(classes.get("organisations", ()))
        self.firms = self.marks | self.groups
        self.untold = self.titles | self.determiners
        self.common = frozenset(classes.get("collectives", ()))
        self.people = people
        self.not_names = re.compile(not_names, re.IGNORECASE)
        # Where the core of a phrase ends, and what is told of it begins.
        self._core_ends = re.compile(
            rf"\s*,|\s+(?:{words['participles']})(?=\s+(?:{words['behind_participle']})|$)"
            rf"|\s+(?:{words['behind_name']}|\((?!\w))|\s+(?i:{words['clause_subjects']})\s+\w+"
            rf"|\s+(?!(?i:{words['documents']})\b){self.run.pattern}\s+(?:{words['came_by']})"
        )
        self._behind_comma = re.compile(
            rf"\s*,\s+({self.run.pattern})(?=,|$|\s+(?:{words['behind_office']})\s)"
        )
        self._because = re.compile(rf"\s(?:{words['because']})\s")
        self._no_role = re.compile(rf"\d|{words['no_role']}")
        # Nouns of people in the plural: "critics", "researchers", "residents".
        self._people_nouns = re.compile(words["people_nouns"])
        self._counted = frozenset(classes["counted"])
        self.definite = frozenset(classes["definite"])
        self._indefinite_articles = frozenset(classes["indefinite_articles"])
        self._spokespeople = tuple(classes["spokespeople"])
        # Pronouns of those who speak or are spoken to, of people, and of what is none.
        self.speaking = frozenset(classes["speaking"])
        self._audience = re.compile(
            rf"\s(?:(?i:{words['audience']})\s[^,]*?(?=\s(?:by|from|of|on)\s|,|$)"
            rf"|{self.run.pattern}\s+(?:{words['came_by']}))"
        )
        self.own = frozenset(classes["own"])
        self.personal = frozenset(classes["he_or_she"])
        self.impersonal = frozenset(classes["impersonal"])
        # Somebody who is the subject of a sentence: a name, or an office.
        name = r"(?:[A-ZÀ-ÖØ-Þ][\w’'-]+\.?\s+){1,2}[A-ZÀ-ÖØ-Þ][\w’'-]*[a-z]"
        office = (
            rf"(?=[A-Z])(?i:{words['office_articles']})\s+(?:[\w’'-]+\s+){{0,3}}"
            rf"(?:{'|'.join(map(re.escape, classes['office_beginnings']))})\w+"
        )
        opening = rf"(?=[A-Z])(?i:{words['subject_openings']})\.?\s+"
        self.subject = re.compile(
            rf"(?:^|(?<=[.!?\n]\s))(?:{opening})?({name}|{office})(?=,?\s+[a-z])"
        )
        self.asked = re.compile(
            rf"(?:{words['asked']})\s+((?:(?:{words['own']}|{words['office_articles']})\s+)?"
            rf"(?:(?!(?:{words['behind_name']})\b)[\w’'-]+\s+){{0,3}}?"
            rf"(?:{words['field_staff']}|{words['unnamed']}|{words['officials']}|{words['programs']}))\b",
            re.IGNORECASE,
        )
        # What stands in front of an answer instead of a name; who is introduced before.
        self.answers = frozenset(classes["answers"])
        self.lettered = self.answers | frozenset(classes["asks"])
        self.introduction = re.compile(
            rf"((?:[A-ZÀ-ÖØ-Þ][\w’'-]+\s){{1,2}}[A-ZÀ-ÖØ-Þ][\w’'-]+)(?:,|\s(?:{words['introduces']}))"
            rf"\s[^.\n]{{3,160}}"
        )

    def declared_in(self, title: str) -> Candidate | None:
        """The one declared person whom a title names."""
        low = title.lower()
        found = [name for name in self.people if re.search(rf"\b{re.escape(name)}\b", low)]
        if len(found) != 1:
            return None
        at, (organisation, role) = low.index(found[0]), self.people[found[0]]
        name = title[at : at + len(found[0])]
        return Candidate(0, 0, "person", name, organisation, role, anonymous=False)

    def described(self, text: str, start: int, end: int, vendor: str | None) -> Candidate:
        """Who the noun phrase between two offsets is."""
        phrase = _UNOWNED.sub("", " ".join(text[start:end].split()))
        if self.indefinite.fullmatch(phrase):
            return replace(self._role(phrase, "", vendor), start=start, end=end)
        if self.pronouns.fullmatch(phrase) and not self.vendor_nouns.fullmatch(phrase):
            role = phrase.lower()
            return Candidate(start, end, "pronoun", None, None, role, False)
        ends = self._core_ends.search(phrase)
        core, rest = (phrase[: ends.start()], phrase[ends.start() :]) if ends else (phrase, "")
        rest = self._because.split(rest, maxsplit=1)[0]
        words = core.split()
        noun = len(words) > 1 and words[1].islower() and words[0].lower() in self.firms
        if (noun or self._is_common(core)) and _opens(text, start):
            core = core[0].lower() + core[1:]
        named = self._named(core, rest, vendor)
        if named is None:
            named = self._role(core, rest, vendor)
        return Candidate(
            start, end, named.kind, named.name, named.organisation, named.role, named.anonymous
        )

    def _is_common(self, core: str) -> bool:
        """Whether the one word a sentence begins with is no name: "Police", "Many", "Critics"."""
        low = core.lower()
        if " " in core or low in self.organisations:
            return False
        listed = low in self.common or low in self.groups or low in self.determiners
        # A single one of them would have an article: "Ferrer said" names somebody.
        return listed or self._people_nouns.fullmatch(low) is not None

    def _named(self, core: str, rest: str, vendor: str | None) -> Candidate | None:
        """A person or an organisation whose name ends a phrase; None where a common noun does."""
        runs = list(self.run.finditer(core))
        if not runs or runs[-1].end() < len(core.rstrip(".")):
            return self._after_office(core, rest, vendor)
        if " " not in core and any(pattern.fullmatch(core) for _, pattern in self.heads):
            return None  # "Sources said": the capital is the sentence's
        run = runs[-1].group()
        before = core[: runs[-1].start()].strip()
        words = run.split()
        while words and words[0].lower().strip(".") in self.untold and len(words) > 1:
            before = f"{before} {words[0]}".strip()
            words = words[1:]
        if len(words) == 1 and _ACRONYM.fullmatch(words[0]) and self._is_role(words[0]):
            return None  # "our CSAM": no firm of that name
        owner, words = _owned(words)
        if self._is_paper(words, before, owner):
            paper = self._headed("document", words[-1], core, rest, vendor)
            return paper if paper.organisation else replace(paper, organisation=owner)
        name = " ".join(words).rstrip(".") if not words[-1][:-1].isupper() else " ".join(words)
        known = self.people.get(name.lower())
        alias = self.organisation.search(name) if known is None else None
        titled = bool(before) and before.split()[-1].lower().strip(".,") in self.titles
        if alias and alias.end() == len(name) and (alias.start() == 0 or not titled):
            return self._organisation(self.organisations[alias.group().lower()])
        if self.not_names.search(name):
            owner = vendor if self.programs.search(name) else None
            return self._organisation(self.organisation_in(core, vendor) or owner)
        article = not titled and self.definite.issuperset(before.lower().split()[-1:] or [""])
        marked = any(word.lower().strip(".,") in self.marks for word in words)
        acronym = len(words) == 1 and name.isupper() and len(name) > 1
        if known is None and not titled and (article or marked or acronym):
            return self._organisation(name)
        office = any(pattern.search(rest[:_LONG_ROLE]) for _, pattern in self.heads_within[:1])
        employed = self._at.match(rest.lstrip()) and self.organisation_in(rest, None)
        bare = not (titled or known or office or owner or employed)
        if len(words) == 1 and bare:
            return Candidate(0, 0, "surname", name, None, None, False)
        if owner is not None and known is None:
            known = self._branch_of(owner), None
        return self._person(name, before, rest, vendor, known)

    def _branch_of(self, owner: str) -> str:
        """ "Foo UK" is Foo; any other name is itself."""
        known = self.organisation.match(owner)
        if known and self._places.fullmatch(owner[known.end() :].strip() or "-"):
            owner = known.group()
        return self.organisations.get(owner.lower(), owner)

    def _is_role(self, word: str) -> bool:
        return any(
            pattern.fullmatch(word)
            for pattern in (self.field_staff, self.partners, *dict(self.heads).values())
        )

    def _is_paper(self, words: Sequence[str], before: str, owner: str | None) -> bool:
        """Whether a capital belongs to a paper's title ("a Foo FAQ"), not to a family ("Ann Page").

        With "the" it may be a newspaper: "the Larkin Post".
        """
        if not self.papers.fullmatch(words[-1]):
            return False
        first = before.lower().split()[:1] or [""]
        indefinite = self._indefinite_articles.issuperset(first)
        title = " ".join(words)
        known = self.organisation.match(title) or self.programs.match(title)
        return indefinite or owner is not None or bool(known)

    def _after_office(self, core: str, rest: str, vendor: str | None) -> Candidate | None:
        """ "A spokesman, John Smith", "the second, John Smith": the name is the apposition."""
        run, one = self._behind_comma.match(rest), self._is_one_of_several(core)
        if run is None or not (one or self.heads[0][1].search(core)):
            return None
        words = self._untitled(run.group(1).split())
        if len(words) < 2 or any(word.lower().strip(".,") in self.marks for word in words):
            return None
        return self._person(" ".join(words), "" if one else core, rest[run.end() :], vendor, None)

    def _is_one_of_several(self, core: str) -> bool:
        """ "The second", "another", "one of them": it says nothing of who that is."""
        words = core.lower().split()
        return not self._counted.isdisjoint(words[-1:]) or any(
            self.indefinite.fullmatch(start) for start in (core, *words[:1])
        )

    def _untitled(self, words: list[str]) -> list[str]:
        """A name without the titles in front of it."""
        first = 0
        while first + 1 < len(words) and words[first].lower().strip(".") in self.untold:
            first += 1
        return words[first:]

    def _person(
        self,
        name: str,
        before: str,
        rest: str,
        vendor: str | None,
        known: Sequence[str | None] | None,
    ) -> Candidate:
        apposition = rest.strip(" ,")
        organisation = known[0] if known else None
        organisation = organisation or self._organisation_of(before, rest, vendor)
        if organisation is None and before.lower().strip(" ,").startswith(self._spokespeople):
            organisation = vendor  # "spokeswoman Ann Moss": of whoever the text is about
        role = (known[1] if known else None) or self._role_of(before, apposition)
        return Candidate(0, 0, "person", name, organisation, role, False)

    def _role_of(self, before: str, apposition: str) -> str | None:
        told = apposition and not self._no_role.match(apposition)
        if told and len(apposition) <= _LONG_ROLE:
            for link in self.role_links:
                apposition = apposition.removeprefix(link)
            return None if self.organisation.fullmatch(apposition) else apposition
        for _, pattern in self.heads_within:
            match = pattern.search(apposition)
            if match:
                return match.group().lower()
        lowered = [
            word for word in before.split() if word.islower() and word not in self.determiners
        ]
        return " ".join(lowered) or None

    def _organisation(self, name: str | None) -> Candidate:
        return Candidate(0, 0, "organisation", None, name, None, False)

    def _role(self, core: str, rest: str, vendor: str | None) -> Candidate:
        """Somebody told by a common noun: "a Foo spokesman", "sources close to it", "the memo"."""
        staff = self.field_staff.search(core)
        if staff is not None or self.indefinite.fullmatch(core):
            named = self.organisation_in(core + rest, vendor)
            own = core[: staff.start()] if staff is not None else core
            if self.partners.search(own + rest):  # the vendor's "partner manager" is none
                named = "partner"
            elif staff is not None and named is None:
                named = self._in_front(core) or vendor  # "our account manager" is the vendor's
            elif named is None:
                named = self._works_there(rest, vendor)
            head = dict(self.heads)["unnamed"].search(core) or staff  # "reps" of "field reps"
            role = head.group().lower() if head and staff else None
            return Candidate(0, 0, "unnamed", None, named, role, anonymous=True)
        for kind, pattern in self.heads:
            match = pattern.search(core)
            if match is None:
                continue
            return self._headed(kind, match.group(), core, rest, vendor)
        if self.vendor_nouns.search(core) or self.organisation.search(core):
            return self._organisation(self.organisation_in(core, vendor))
        noun = core.split()[-1].lower() if core.split() else ""
        counted = noun in self.determiners or noun in self._counted
        role = noun if noun.isalpha() and not counted else None
        if self.partners.search(core) or self.partners.search(rest):
            return Candidate(0, 0, "unnamed", None, "partner", role, True)
        if noun in self.groups:
            organisation = None
        else:
            organisation = self._works_there(rest, vendor) or self._in_front(core, owner=False)
        return Candidate(0, 0, "group", None, organisation, role, counted)

    def _headed(self, kind: str, head: str, core: str, rest: str, vendor: str | None) -> Candidate:
        addressed = False
        if kind == "document":
            addressed = any(self.names_partners(to) for to in self._audience.findall(rest))
            rest = self._audience.sub("", rest)
        organisation = self.organisation_in(core, None)
        if self.partners.search(head) or (organisation is None and self.names_partners(rest)):
            organisation = "partner"
        elif organisation is None:
            organisation = self.organisation_in(core + rest, vendor)
        if organisation is None:
            organisation = (
                self._employer(head + rest) if kind == "office" else None
            ) or self._in_front(core)
        if organisation is None and (addressed or self.programs.search(core)):
            organisation = (
                vendor  # the director of a program is its vendor's, a mail to partners too
            )
        official = kind in ("office", "document")
        if organisation is None and official and head.lower().startswith(self._spokespeople):
            # A spokesperson of nobody named is the vendor's.
            organisation = self._named_in_front(core[: -len(head)]) or vendor
        return Candidate(0, 0, kind, None, organisation, head.lower(), kind == "unnamed")

    def _named_in_front(self, before: str) -> str | None:
        """ "A Foo spokesman": whose he is, where the word is no place's ("a British spokesman")."""
        runs = [run.group() for run in self.run.finditer(before)]
        if not runs or before.rstrip() != before[: before.rfind(runs[-1])] + runs[-1]:
            return None
        words = [word for word in runs[-1].split() if word.lower() not in self.determiners]
        name = " ".join(words)
        owned = name.endswith(("'s", "’s"))  # by a man
        return None if owned or not name or self._places.search(name) else name

    def fills(self, candidate: Candidate, noun: str) -> bool:
        """Whether somebody has an office: that noun, or another of those who speak for a firm."""
        told = (candidate.role or "").lower().split()
        return noun in told or (self.speaks_for_firm(noun) and any(map(self.speaks_for_firm, told)))

    def speaks_for_firm(self, noun: str) -> bool:
        """Whether it is the office of a spokesperson."""
        return noun.startswith(self._spokespeople)

    def unnamed(self, candidate: Candidate, sentence: str) -> Candidate:
        """The same candidate, anonymous where the sentence says so ("asked not to be named")."""
        if candidate.kind in ("office", "unnamed", "group") and self.anonymity.search(sentence):
            return replace(candidate, anonymous=True)
        return candidate
