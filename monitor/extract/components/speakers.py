"""Finds who could be speaking in a sentence: people, offices, organisations, papers, pronouns."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_NAME = re.compile(
    r"(?<![\w’'])(?:[A-Z][\w’'-]*[a-z][\w’'-]*|[A-Z]\.)(?:\s+(?:[A-Z]\.|(?:van|von|de|der|da|Mc|O['’])?\s?[A-Z][\w’'-]*[a-z][\w’'-]*)){1,3}"
)
_NOT_NAMES = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "for",
        "but",
        "and",
        "some",
        "many",
        "several",
        "most",
        "one",
        "no",
        "its",
        "their",
        "this",
        "that",
        "these",
        "those",
        "when",
        "while",
        "although",
        "though",
        "after",
        "before",
        "since",
        "if",
        "as",
        "according",
    ]
)
# Where the words around a head noun ("one disgruntled partner of the vendor in Ohio") end.
_MODIFIERS = re.compile(r"(?:[\w’'.&+-]+\s+){0,5}$")
_STOPS = re.compile(
    r"[,;:\"“”(]|\b(?:that|said|says|told|and|but|or|to|from|with|of|by|for|in|on|while|when|as|have|has|had|is|are|was|were|which|because|since|after|before)\b",
    re.IGNORECASE,
)
_TITLE_GAP = re.compile(
    r",\s+(?:(?:a|an|the|its|his|her)\s+)?(?:(?!where|which|when|said|says)[\w’'.&-]+\s+){0,4}"
)
# A role of more characters is a whole clause, and says less than its head noun.
_LONG_ROLE = 60
_BELONGS = re.compile(r"\s+(?:at|of|for|from|with|in|inside|within)\s+[^,.;:\"“”()]{2,60}")


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
        words: dict[str, str],
        organisations: dict[str, str],
        people: dict[str, list[str | None]],
        not_names: str,
    ) -> None:
        self.heads = [
            (kind, re.compile(words[key], re.IGNORECASE))
            for kind, key in (
                ("office", "officials"),
                ("unnamed", "unnamed"),
                ("document", "documents"),
            )
        ]
        self.partners = re.compile(words["partners"], re.IGNORECASE)
        self.vendor_nouns = re.compile(words["vendor_nouns"], re.IGNORECASE)
        self.pronouns = re.compile(words["pronouns"], re.IGNORECASE)
        self.anonymity = re.compile(words["anonymity"], re.IGNORECASE)
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

    def find(self, text: str, start: int, end: int, vendor: str | None) -> list[Candidate]:
        """All candidates between two offsets, in order; heads win over the names inside them."""
        found: list[Candidate] = []
        for kind, pattern in self.heads:
            for match in pattern.finditer(text, start, end):
                found.append(self._head(text, match, kind, start, end, vendor))
        named = self._names(text, start, end, vendor)
        found = [*(_titled(name, found, text) for name in named), *found]
        for match in self.vendor_nouns.finditer(text, start, end):
            found.append(
                Candidate(match.start(), match.end(), "organisation", None, vendor, None, False)
            )
        for match in self.pronouns.finditer(text, start, end):
            if not match.group().isupper():  # "Berg IT" is no pronoun
                found.append(
                    Candidate(
                        match.start(),
                        match.end(),
                        "pronoun",
                        None,
                        None,
                        match.group().lower(),
                        False,
                    )
                )
        for match in self.organisation.finditer(text, start, end):
            name = self.organisations[match.group().lower()]
            found.append(
                Candidate(match.start(), match.end(), "organisation", None, name, None, False)
            )
        return _without_inner(found)

    def _names(self, text: str, start: int, end: int, vendor: str | None) -> list[Candidate]:
        names = []
        for match in _NAME.finditer(text, start, end):
            words = match.group().split()
            shift = len(words[0]) + 1 if words[0].lower() in _NOT_NAMES else 0
            name = match.group()[shift:].strip()
            if (
                len(name.split()) < 2
                or self.organisation.search(name)
                or self.not_names.search(name)
            ):
                continue
            known = self.people.get(name.lower())
            organisation = known[0] if known else None
            role = known[1] if known else None
            apposition = _apposition(text, match.end(), end)
            organisation = organisation or self.organisation_in(apposition, vendor)
            role = role or apposition.strip(" ,") or None
            names.append(
                Candidate(
                    match.start() + shift, match.end(), "person", name, organisation, role, False
                )
            )
        return names

    def _head(
        self, text: str, match: re.Match[str], kind: str, start: int, end: int, vendor: str | None
    ) -> Candidate:
        before = _MODIFIERS.search(text, start, match.start())
        first = before.start() if before else match.start()
        cut = max(
            (stop.end() for stop in _STOPS.finditer(text, first, match.start())), default=first
        )
        first = cut + len(text[cut : match.start()]) - len(text[cut : match.start()].lstrip())
        after = _BELONGS.match(text, match.end(), end)
        tail = after.group() if after else ""
        left = text[first : match.end()]
        organisation = self.organisation_in(left, None)
        if self.partners.search(match.group()) or (
            organisation is None and self.partners.search(tail)
        ):
            organisation = "partner"
        elif organisation is None:
            organisation = self.organisation_in(left + tail, vendor)
        official = kind in ("office", "document")
        if organisation is None and official and re.match(r"spokes", match.group(), re.IGNORECASE):
            organisation = vendor  # a spokesperson of nobody named is the vendor's
        return Candidate(
            first, match.end(), kind, None, organisation, match.group().lower(), kind == "unnamed"
        )

    def unnamed(self, candidate: Candidate, sentence: str) -> Candidate:
        """The same candidate, anonymous where the sentence says so ("asked not to be named")."""
        if candidate.kind in ("office", "unnamed") and self.anonymity.search(sentence):
            return replace(candidate, anonymous=True)
        return candidate


def _titled(name: Candidate, heads: list[Candidate], text: str) -> Candidate:
    """A name with the title that follows it ("Anna Berg, a Vendor spokeswoman"), as one."""
    for head in heads:
        if head.start >= name.end and _TITLE_GAP.fullmatch(text, name.end, head.start):
            return replace(
                name,
                end=head.end,
                organisation=name.organisation or head.organisation,
                role=head.role if len(name.role or "") > _LONG_ROLE or not name.role else name.role,
            )
    return name


def _apposition(text: str, start: int, end: int) -> str:
    """What follows a name between commas ("the vendor's director of marketing"); else empty."""
    match = re.compile(
        r",\s+(?!where|which|when|said|says)[^,.;\"“”]{3,120}(?=,|\.\s*$)"
        r"|\s+(?:of|from|at)\s+[A-Z][\w.& ]{2,40}"
    ).match(text, start, end)
    return match.group() if match else ""


def _without_inner(found: list[Candidate]) -> list[Candidate]:
    """In order of place; where two overlap, the one found first (the more telling kind) stays."""
    kept: list[Candidate] = []
    for candidate in found:
        if not any(a.start < candidate.end and candidate.start < a.end for a in kept):
            kept.append(candidate)
    return sorted(kept, key=lambda candidate: candidate.start)
