"""A sentence as a spaCy model read it: what hangs on a cue, told in places of the whole text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Place = tuple[int, int]

# Verbs joined to one with a subject: "Berg left and said", "Berg spoke, adding that".
_JOINED = ("conj", "advcl")
_CLIMB = 3


class Parsed:
    """One sentence as the model read it, its places counted in the whole text."""

    def __init__(self, doc: Doc, offset: int) -> None:
        self.doc = doc
        self.offset = offset

    def verb(self, cue: Place) -> Token | None:
        """The word of a cue that the others hang on."""
        if not self.doc.has_annotation("DEP"):
            return None
        first, last = (place - self.offset for place in cue)
        span = self.doc.char_span(first, last, alignment_mode="expand")
        return span.root if span is not None else None

    def subject(self, verb: Token) -> Place | None:
        """The noun phrase that does what a verb says; None where it is told or shared otherwise."""
        for _ in range(_CLIMB):
            subjects = [c for c in verb.children if c.dep_.startswith("nsubj")]
            if subjects:
                told = len(subjects) == 1 and subjects[0].dep_ == "nsubj"
                return self._phrase(subjects[0], verb) if told else None
            if verb.dep_ not in _JOINED or verb.head == verb:
                return None
            verb = verb.head
        return None

    def clause(self, verb: Token) -> Place | None:
        """The one clause that a verb governs, without the "that" it begins with."""
        clauses = [child for child in verb.children if child.dep_ == "ccomp"]
        return self._phrase(clauses[0], verb) if len(clauses) == 1 else None

    def parted(self, place: Place) -> tuple[bool, bool]:
        """Whether a sign or a conjunction stands right before a place, and right behind it."""
        span = self.doc.char_span(place[0] - self.offset, place[1] - self.offset)
        if span is None:
            return False, False
        return self._parts(span.start - 1), self._parts(span.end)

    def _parts(self, at: int) -> bool:
        if not 0 <= at < len(self.doc):
            return True
        token = self.doc[at]
        return token.is_punct or token.is_space or token.dep_ in ("cc", "mark")

    def _phrase(self, head: Token, verb: Token) -> Place | None:
        first, last = head.left_edge.i, head.right_edge.i
        while first < last and (self._hangs_on(first) or self.doc[first].dep_ == "mark"):
            first += 1
        while first < last and self._hangs_on(last):
            last -= 1
        if first <= verb.i <= last:
            return None
        end = self.doc[last]
        return self.doc[first].idx + self.offset, end.idx + len(end) + self.offset

    def _hangs_on(self, at: int) -> bool:
        return self.doc[at].is_punct or self.doc[at].is_space
