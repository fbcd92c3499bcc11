"""For whom somebody works, by what is told of them: "of Foo Corp.", "Foo's chairman"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from monitor.extract.components.clause import RELATIVES

_CAPITAL = r"(?:[A-ZÀ-ÖØ-Þ](?:[^\W_]|[’'&-](?=[^\W_]))*\.?|[A-Z]\.)"
_CAMEL = re.compile(r"[A-Z][a-z]+[A-Z]\w*")
_SEATED = r"[A-ZÀ-ÖØ-Þ][\w’'-]+(?:\s+[A-ZÀ-ÖØ-Þ][\w’'-]+)?"
# "Royal Bank of Foo" is a name; of longer ones it is the town ("Foo Cloud Partners of Leeds").
_SEATED_WORDS = 2
# From an organisation to the noun that makes another one its partner.
_DIRECTLY = re.compile(r"\s+(?:[a-z-]+\s+)?")
_RELATIVE = re.compile(rf",\s+(?:{'|'.join(sorted(RELATIVES))})\b")


class Employers:
    """The organisations that are known, and how a text ties people to one.

    `words` are patterns, `classes` plain words, both by the keys of config.
    """

    def __init__(
        self,
        words: Mapping[str, str],
        classes: Mapping[str, Sequence[str]],
        organisations: Mapping[str, str],
    ) -> None:
        self.partners = re.compile(words["partners"], re.IGNORECASE)
        # "The vendor's partner portal" is the vendor's.
        self._for_partners = re.compile(rf"\s+(?:{words['for_partners']})\b", re.IGNORECASE)
        self.programs = re.compile(words["programs"], re.IGNORECASE)
        self._places = re.compile(words["places"], re.IGNORECASE)
        self.vendor_nouns = re.compile(words["vendor_nouns"], re.IGNORECASE)
        self.heads_within = [
            (kind, re.compile(words[key], re.IGNORECASE))
            for kind, key in (("office", "officials"), ("unnamed", "unnamed"))
        ]
        self.titles = frozenset(classes.get("titles", ()))
        self.marks = frozenset(classes.get("company_marks", ()))
        self.determiners = frozenset(classes.get("determiners", ()))
        self.organisations = {alias.lower(): name for alias, name in organisations.items()}
        aliases = "|".join(
            re.escape(alias) for alias in sorted(organisations, key=len, reverse=True)
        )
        self.organisation = re.compile(rf"(?<!\w)(?:{aliases or '(?!)'})(?!\w)")
        # A name: capitals with initials and particles between them, possessives left out.
        self.run = re.compile(
            rf"(?<![\w’']){_CAPITAL}"
            rf"(?:\s+(?:(?:{words['particles']})\s+)?(?:{_CAPITAL}|&(?=\s))){{0,6}}"
        )
        article = rf"(?:(?:{words['articles']})\s+)?"
        self._at = re.compile(rf"(?:(?:{words['employed_at']})|,)\s+{article}(?=[A-ZÀ-ÖØ-Þ])")
        self._works_at = re.compile(rf"(?:{words['works_at']})\s+{article}", re.IGNORECASE)
        self._seat = re.compile(rf"\s+(?:{words['seat_of']})\s+{_SEATED}")
        # "Leeds integrator Foo", "Leeds's Foo": the firm, and not the town.
        partner = rf"(?:{self.run.pattern}\s+)?(?i:{words['partners']})\s+"
        town = rf"(?:{_CAPITAL}['’]s|[A-ZÀ-ÖØ-Þ]\w+(?:\s[A-ZÀ-ÖØ-Þ]\w+)?-(?:{words['based']}))\s+"
        self._based = re.compile(rf".*-(?:{words['based']})")
        self._firm = re.compile(rf"(?:{partner}|{town})({self.run.pattern})")
        self._in_front_of = re.compile(
            rf"(?:(?i:{words['definite']})\s+)?({self.run.pattern})(?:['’]s?)?\s+[a-z]"
        )
        # "From Foo: Ann Moss and Carl Dahl".
        self._listed = re.compile(
            rf"(?:{words['employed_at']})\s+(?P<firm>{aliases or '(?!)'}):[^.:\n]*$"
        )
        # Behind a name, where somebody is introduced; what ties them to an organisation named
        # then, and to a program; and what tells that they are none of it.
        self._told = re.compile(rf"\s*(?:,|\(|{words['introduced']})")
        self.role_links = tuple(f"{word} " for word in classes["role_links"])
        self._works = re.compile(
            rf"(?:{words['works_for']})\s+(?:[\w’'-]+,?\s+){{0,4}}$", re.IGNORECASE
        )
        self._apposed = re.compile(rf"\s*[,(]\s*{article}")
        self._runs = re.compile(rf"(?:{words['runs']})\s+{article}$", re.IGNORECASE)
        self._runs_it = re.compile(rf"(?:{words['runs_it']})\b(?!\s+(?:{words['employed_at']})\s)")
        self._outside = re.compile(words["outsiders"], re.IGNORECASE)
        self._left = re.compile(words["left"], re.IGNORECASE)

    def organisation_in(self, text: str, vendor: str | None) -> str | None:
        """The side a phrase names: an organisation, else the vendor where it says "the company"."""
        match = self.organisation.search(text)
        if match:
            return self.organisations[match.group().lower()]
        return vendor if self.vendor_nouns.search(text) else None

    def names_partners(self, text: str) -> bool:
        """Whether a text names partners, and not only something called after them."""
        return any(
            not (found.group().istitle() or self._for_partners.match(text, found.end()))
            for found in self.partners.finditer(text)
        )

    def _organisation_of(self, before: str, rest: str, vendor: str | None) -> str | None:
        """The organisation that a title before a name, or an apposition behind it, tells."""
        # "A director at Foo, who was on a call with Bar": with whom he spoke employs nobody.
        more = _RELATIVE.search(rest, len(rest) - len(rest.lstrip(" ,")) + 1)
        rest = rest[: more.start()] if more else rest
        told = f"{before} {rest}"
        known = self.organisation.search(told)
        if self._left.search(told):
            return None
        named = self.organisation_in(told, vendor)
        if named and not self._is_partners(told, known):
            return named
        employer = self._employer(rest)
        if employer is None and self.partners.search(told):
            return "partner"
        if employer is None and self.leads_program(told):
            return vendor
        return employer or self._in_front(before)

    def leads_program(self, told: str) -> bool:
        """Whether somebody of whom this is told has an office in a program: its vendor's."""
        if self._outside.search(told):
            return False
        offices = self.heads_within[0][1]
        named = offices.search(told) and self.programs.search(told)
        return bool(named) or self._runs_program(told)

    def _runs_program(self, told: str) -> bool:
        """Whether somebody of whom this is told runs a program, named or just told of."""
        program = self.programs.search(told)
        runs = program and self._runs.search(told[: program.start()])
        return bool(runs or self._runs_it.search(told))

    def _works_there(self, rest: str, vendor: str | None) -> str | None:
        """For whom somebody works whose place alone is told ("a clerk at Foo")."""
        place = self._works_at.match(rest.lstrip())
        if place is None:
            return None
        where = rest.lstrip()[place.end() :]
        if known := self.organisation.match(where):
            return self.organisations[known.group().lower()]
        return vendor if self.programs.match(where) else None

    def _employer(self, rest: str) -> str | None:
        for match in self._at.finditer(rest):
            run = self._firm.match(rest, match.end()) or self.run.match(rest, match.end())
            role = "" if match.group().startswith(",") else rest[: match.start() + 1]
            if run is None:
                continue
            name = run.group(run.lastindex or 0).rstrip(",")
            short = len(name.split()) <= _SEATED_WORDS and self._abbreviated(name)
            seat = self._seat.match(rest, run.end()) if short else None
            if seat:
                return name + seat.group()  # "University of Basel"
            if self._employs(role, name):
                return name if self._abbreviated(name) else name.rstrip(".")
        return None

    def employer_told(self, text: str, vendor: str | None) -> str | None:
        """The known organisation for which a person works, by what is told of them."""
        known = self.organisation.search(text)
        if (
            not self._told.match(text)
            or self._outside.search(text)
            or self._is_partners(text, known)
        ):
            return None
        before = text[: known.start()] if known else ""
        if known and (self._works.search(before) or self._apposed.fullmatch(before)):
            return self.organisations[known.group().lower()]
        return vendor if self._runs_program(text) else None

    def employed(self, role: str, vendor: str | None, *, rank: bool = False) -> str | None:
        """For whom somebody works of whom only this is told: "director, Foo", "Foo Homes".

        It may be a `rank` of a forum instead ("Frequent Visitor"), which is no firm.
        """
        if rank and (named := self.organisation.search(role)):
            return self._ranked(role, named)
        known = self.employer_told(self.role_links[0] + role, vendor)
        if known is None and self.leads_program(role):
            return vendor
        firm = known or self._employer(f", {role}")
        return firm or (role if not rank and self.run.fullmatch(role) else None)

    def _ranked(self, rank: str, named: re.Match[str]) -> str | None:
        """ "Foo - Program Manager", "Clerk of Foo": its people; "Foo Gold Partner" is none."""
        before, behind = rank[: named.start()], rank[named.end() :].rstrip()
        for link in self.role_links:
            before = before.rstrip().removesuffix(f" {link.rstrip()}")
        partner = any(
            found.end() == len(said)
            for said in (before.rstrip(), behind)
            for found in self.partners.finditer(said)
        )
        outside = partner or self._outside.search(rank) or self._left.search(rank)
        return None if outside else self.organisations[named.group().lower()]

    def listed_for(self, before: str) -> str | None:
        """The organisation whose people a text lists right before a name."""
        found = self._listed.search(before)
        return self.organisations[found["firm"].lower()] if found else None

    def _is_partners(self, text: str, known: re.Match[str] | None) -> bool:
        """Whether an organisation is only named as what somebody is a partner of."""
        if known is None:
            return False
        noun = self.partners.search(text, known.end())
        return noun is not None and bool(_DIRECTLY.fullmatch(text, known.end(), noun.start()))

    def _employs(self, role: str, name: str) -> bool:
        """Whether a name behind "of" or "at" is an organisation, and not where somebody lives."""
        if self.programs.search(name) or self._based.fullmatch(name):
            return False  # "director of the Foo Center", "of the Leeds-based dealer"
        if self._places.fullmatch(name):
            return False  # "managing director for the UK"
        if any(pattern.search(role) for _, pattern in self.heads_within):
            return True
        words = name.split()
        if self.heads_within[0][1].fullmatch(name):
            return False  # "CEO of Foo": his office
        inner = len(words) == 1 and _CAMEL.fullmatch(name)  # "CloudCo"
        marked = bool(inner) or (
            len(words) > 1 and any(w.lower().strip(".,") in self.marks for w in words)
        )
        return marked or (len(name) > 1 and name.isupper())

    def _abbreviated(self, name: str) -> bool:
        return name.split()[-1].rstrip(".").lower() in self.marks

    def _in_front(self, before: str, *, owner: bool = True) -> str | None:
        """ "Foo Corp. spokesman", "Foo's chairman": the name in front of a role."""
        match = self._in_front_of.match(before)
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
