"""Says who a noun phrase is: a person, an office, an organisation, a paper, somebody unnamed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[.’'&-](?=[^\W_]))*\.?|\d+")
# A name: capitals with initials and particles between them, possessives left out.
_RUN = re.compile(
    r"(?<![\w’'])(?:[A-ZÀ-Þ](?:[^\W_]|[’'&-](?=[^\W_]))*\.?|[A-Z]\.)"
    r"(?:\s+(?:(?:van|von|de|der|da|di|la|le|bin|al)\s+)?(?:[A-ZÀ-Þ](?:[^\W_]|[’'&-](?=[^\W_]))*\.?|[A-Z]\.|&(?=\s))){0,6}"
)
_CORE_ENDS = re.compile(
    r"\s*,|\s+\w+ed(?=\s+(?:by|in|on|at|to|for|with|from|this|last)\b|$)|\s+(?:who|which|that|of|for|at|from|with|in|on|by|to|familiar|close|briefed|involved|speaking|whose|\(|quoted|working|based)(?!\w)"
    r"|\s+(?:I|we|they|you)\s+\w+"
)
_AT = re.compile(r"(?:\b(?:at|of|for|with|from)|,)\s+(?:the\s+|a\s+)?(?=[A-Z])")
# Behind a name, where somebody is introduced; what ties them to an organisation named then, and to
# a program; and what tells that they are none of it.
_TOLD = re.compile(r"\s*(?:,|\(|who\b|runs|leads|heads|manages|looks after|works|speaks|of\b|at\b)")
_WORKS = re.compile(
    r"\b(?:at|for|of|in|with|from|on|after|over|runs?|leads?|heads?|manages?)\s+"
    r"(?:[\w’'-]+,?\s+){0,4}$",
    re.IGNORECASE,
)
_RUNS = re.compile(
    r"\b(?:works? (?:at|for|in|on|with)|looks? after|in charge of|responsible for|runs?|"
    r"leads?|heads?|manages?|(?:head|director|manager|lead|engineer|chief) (?:at|of|in|for))\s+"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\b(?:former|formerly|ex|used to|once|left|MVP|vendor|analyst|blogger|wr(?:ites?|ote)|covers?|"
    r"expert|author)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(r"\b(?:used to be|until recently|once worked|left|no longer)\b", re.IGNORECASE)
# From an organisation to the noun that makes another one its partner.
_DIRECTLY = re.compile(r"\s+(?:[a-z-]+\s+)?")
# Nouns of people in the plural: "critics", "researchers", "residents".
_PEOPLE = re.compile(
    r"(?:er|or|ist|ent|ian|ant|ic|ee|ive|ate|ert|ness|maker|women|men|data)(?:e?s)?$"
)
_SEAT = re.compile(r"\s+of\s+[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?")
_IN_FRONT = re.compile(rf"(?:[Tt]he\s+)?({_RUN.pattern})(?:['’]s?)?\s+[a-z]")
# What may stand between the end of a sentence and the first word of the next.
_OPENINGS = frozenset(" \t\"“‘'(*_>-")
_BEHIND_COMMA = re.compile(rf"\s*,\s+({_RUN.pattern})(?=,|$|\s+(?:of|at|from|in)\s)")
# A role of more characters is a whole clause, and says less than its head noun.
_LONG_ROLE = 60


_NO_ROLE = re.compile(r"\d|who\b|which\b|whose\b|of\b|from\b|in\b")


def _opens(text: str, at: int) -> bool:
    """Whether a sentence or a line begins at a place."""
    while at and text[at - 1] in _OPENINGS:
        at -= 1
    return at == 0 or text[at - 1] in ".!?:;\n"


# "A third said": somebody of whom nothing else is told.
_COUNTED = frozenset({"first", "second", "third", "fourth", "fifth"})


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


class SpeakerFinder:
    """Compiled from the words of config; one for all documents."""

    def __init__(
        self,
        words: Mapping[str, str],
        classes: Mapping[str, Sequence[str]],
        organisations: Mapping[str, str],
        people: Mapping[str, tuple[str | None, str | None]],
        not_names: str,
    ) -> None:
        self.heads = [
            (kind, re.compile(rf"(?:{words[key]})$", re.IGNORECASE))
            for kind, key in (
                ("office", "officials"),
                ("unnamed", "unnamed"),
                ("document", "documents"),
            )
        ]
        self.papers = dict(self.heads)["document"]
        self.heads_within = [
            (kind, re.compile(words[key], re.IGNORECASE))
            for kind, key in (("office", "officials"), ("unnamed", "unnamed"))
        ]
        self.partners = re.compile(words["partners"], re.IGNORECASE)
        self.field_staff = re.compile(rf"(?:{words['field_staff']})$", re.IGNORECASE)
        self.indefinite = re.compile(words["indefinite"], re.IGNORECASE)
        self.programs = re.compile(words["programs"], re.IGNORECASE)
        self.vendor_nouns = re.compile(words["vendor_nouns"], re.IGNORECASE)
        self.pronouns = re.compile(words["pronouns"], re.IGNORECASE)
        self.anonymity = re.compile(words["anonymity"], re.IGNORECASE)
        self.titles = frozenset(classes.get("titles", ()))
        self.marks = frozenset(classes.get("company_marks", ()))
        self.groups = frozenset(classes.get("organisations", ()))
        self.determiners = frozenset(classes.get("determiners", ()))
        self.firms = self.marks | self.groups
        self.untold = self.titles | self.determiners
        self.common = frozenset(classes.get("collectives", ()))
        self.organisations = {alias.lower(): name for alias, name in organisations.items()}
        aliases = "|".join(
            re.escape(alias) for alias in sorted(organisations, key=len, reverse=True)
        )
        self.organisation = re.compile(rf"(?<!\w)(?:{aliases or '(?!)'})(?!\w)")
        self.people = people
        self.not_names = re.compile(not_names, re.IGNORECASE)

    def organisation_in(self, text: str, vendor: str | None) -> str | None:
        """The side a phrase names: an organisation, else the vendor where it says "the company"."""
        match = self.organisation.search(text)
        if match:
            return self.organisations[match.group().lower()]
        return vendor if self.vendor_nouns.search(text) else None

    def described(self, text: str, start: int, end: int, vendor: str | None) -> Candidate:
        """Who the noun phrase between two offsets is."""
        phrase = " ".join(text[start:end].split())
        if self.indefinite.fullmatch(phrase):
            return replace(self._role(phrase, "", vendor), start=start, end=end)
        if self.pronouns.fullmatch(phrase) and not self.vendor_nouns.fullmatch(phrase):
            role = phrase.lower()
            return Candidate(start, end, "pronoun", None, None, role, False)
        ends = _CORE_ENDS.search(phrase)
        core, rest = (phrase[: ends.start()], phrase[ends.start() :]) if ends else (phrase, "")
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
        return listed or (low.endswith("s") and bool(_PEOPLE.search(low)))

    def _named(self, core: str, rest: str, vendor: str | None) -> Candidate | None:
        """A person or an organisation whose name ends a phrase; None where a common noun does."""
        runs = list(_RUN.finditer(core))
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
            return self._organisation(self.organisation_in(core, vendor))
        article = before.lower().split()[-1:] == ["the"] and not titled
        marked = any(word.lower().strip(".,") in self.marks for word in words)
        acronym = len(words) == 1 and name.isupper() and len(name) > 1
        if known is None and not titled and (article or marked or acronym):
            return self._organisation(name)
        office = any(pattern.search(rest[:_LONG_ROLE]) for _, pattern in self.heads_within[:1])
        if len(words) == 1 and not titled and known is None and not office and owner is None:
            return Candidate(0, 0, "surname", name, None, None, False)
        if owner is not None and known is None:
            known = self.organisations.get(owner.lower(), owner), None
        return self._person(name, before, rest, vendor, known)

    def _is_paper(self, words: Sequence[str], before: str, owner: str | None) -> bool:
        """Whether a capital belongs to a paper's title ("a Foo FAQ"), not to a family ("Ann Page").

        With "the" it may be a newspaper: "the Larkin Post".
        """
        if not self.papers.fullmatch(words[-1]):
            return False
        indefinite = before.lower().split()[-1:] in (["a"], ["an"])
        return indefinite or owner is not None or bool(self.organisation.match(" ".join(words)))

    def _after_office(self, core: str, rest: str, vendor: str | None) -> Candidate | None:
        """ "A spokesman, John Smith": the name stands in the apposition."""
        run = _BEHIND_COMMA.match(rest)
        if run is None or not self.heads[0][1].search(core):
            return None
        words = self._untitled(run.group(1).split())
        if len(words) < 2 or any(word.lower().strip(".,") in self.marks for word in words):
            return None
        return self._person(" ".join(words), core, rest[run.end() :], vendor, None)

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
        role = (known[1] if known else None) or self._role_of(before, apposition)
        return Candidate(0, 0, "person", name, organisation, role, False)

    def _role_of(self, before: str, apposition: str) -> str | None:
        told = apposition and not _NO_ROLE.match(apposition)
        if told and len(apposition) <= _LONG_ROLE:
            return apposition.removeprefix("of ").removeprefix("from ").removeprefix("at ")
        for _, pattern in self.heads_within:
            match = pattern.search(apposition)
            if match:
                return match.group().lower()
        lowered = [
            word for word in before.split() if word.islower() and word not in self.determiners
        ]
        return " ".join(lowered) or None

    def _organisation_of(self, before: str, rest: str, vendor: str | None) -> str | None:
        """The organisation that a title before a name, or an apposition behind it, tells."""
        told = f"{before} {rest}"
        known = self.organisation.search(told)
        if _LEFT.search(told):
            return None
        named = self.organisation_in(told, vendor)
        if named and not self._is_partners(told, known):
            return named
        if self.partners.search(f"{before} {rest}"):
            return "partner"
        return self._employer(rest) or self._in_front(before)

    def _employer(self, rest: str) -> str | None:
        for match in _AT.finditer(rest):
            run = _RUN.match(rest, match.end())
            role = "" if match.group().startswith(",") else rest[: match.start() + 1]
            if run and self._employs(role, run.group()):
                name = run.group().rstrip(",")
                seat = _SEAT.match(rest, run.end()) if self._abbreviated(name) else None
                if seat:
                    return name + seat.group()  # "University of Basel"
                return name if self._abbreviated(name) else name.rstrip(".")
        return None

    def employer_told(self, text: str, vendor: str | None) -> str | None:
        """The known organisation for which a person works, by what is told of them."""
        known = self.organisation.search(text)
        if not _TOLD.match(text) or _OUTSIDE.search(text) or self._is_partners(text, known):
            return None
        if known and _WORKS.search(text[: known.start()]):
            return self.organisations[known.group().lower()]
        program = self.programs.search(text)
        return vendor if program and _RUNS.search(text[: program.start()]) else None

    def _is_partners(self, text: str, known: re.Match[str] | None) -> bool:
        """Whether an organisation is only named as what somebody is a partner of."""
        if known is None:
            return False
        noun = self.partners.search(text, known.end())
        return noun is not None and bool(_DIRECTLY.fullmatch(text, known.end(), noun.start()))

    def _employs(self, role: str, name: str) -> bool:
        """Whether a name behind "of" or "at" is an organisation, and not where somebody lives."""
        if any(pattern.search(role) for _, pattern in self.heads_within):
            return True
        words = name.split()
        return any(w.lower().strip(".,") in self.marks for w in words) or (
            len(name) > 1 and name.isupper()
        )

    def _abbreviated(self, name: str) -> bool:
        return name.split()[-1].rstrip(".").lower() in self.marks

    def _in_front(self, before: str, *, owner: bool = True) -> str | None:
        """ "Foo Corp. spokesman", "Foo's chairman": the name in front of a role."""
        match = _IN_FRONT.match(before)
        if match is None:
            return None
        name = match.group(1)
        first = name.split()[0].lower().strip(".")
        if first in self.determiners:
            name = name.split(" ", 1)[1] if " " in name else ""
        owned = name.endswith(("'s", "’s")) or before[match.end(1) : match.end(1) + 1] in ("'", "’")
        name = name.removesuffix("'s").removesuffix("’s")
        marked = any(word.lower().strip(".,") in self.marks for word in name.split())
        single = name.isupper() and len(name) > 1
        owned = owned and owner and first not in self.titles
        return name.rstrip(",") if name and (marked or owned or single) else None

    def _organisation(self, name: str | None) -> Candidate:
        return Candidate(0, 0, "organisation", None, name, None, False)

    def _role(self, core: str, rest: str, vendor: str | None) -> Candidate:
        """Somebody told by a common noun: "a Foo spokesman", "sources close to it", "the memo"."""
        staff = self.field_staff.search(core)
        if staff is not None or self.indefinite.fullmatch(core):
            named = self.organisation_in(core + rest, vendor)
            if self.partners.search(core + rest):
                named = "partner"
            elif staff is not None and named is None:
                named = self._in_front(core) or vendor  # "our account manager" is the vendor's
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
        counted = noun in self.determiners or noun in _COUNTED
        role = noun if noun.isalpha() and not counted else None
        if self.partners.search(core) or self.partners.search(rest):
            return Candidate(0, 0, "unnamed", None, "partner", role, True)
        organisation = None if noun in self.groups else self._in_front(core, owner=False)
        return Candidate(0, 0, "group", None, organisation, role, counted)

    def _headed(self, kind: str, head: str, core: str, rest: str, vendor: str | None) -> Candidate:
        organisation = self.organisation_in(core, None)
        if self.partners.search(head) or (organisation is None and self.partners.search(rest)):
            organisation = "partner"
        elif organisation is None:
            organisation = self.organisation_in(core + rest, vendor)
        if organisation is None:
            organisation = (
                self._employer(head + rest) if kind == "office" else None
            ) or self._in_front(core)
        if organisation is None and self.programs.search(core):
            organisation = vendor  # the director of a program is its vendor's
        official = kind in ("office", "document")
        if organisation is None and official and head.lower().startswith("spokes"):
            organisation = vendor  # a spokesperson of nobody named is the vendor's
        return Candidate(0, 0, kind, None, organisation, head.lower(), kind == "unnamed")

    def unnamed(self, candidate: Candidate, sentence: str) -> Candidate:
        """The same candidate, anonymous where the sentence says so ("asked not to be named")."""
        if candidate.kind in ("office", "unnamed", "group") and self.anonymity.search(sentence):
            return replace(candidate, anonymous=True)
        return candidate
