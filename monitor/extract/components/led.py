"""Subject, cue, content; or the content in front: "…, analysts said"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.extract.components.clause import QUOTED, Phrase, Word
from monitor.extract.components.complements import Complements
from monitor.extract.components.contents import Opening
from monitor.extract.components.inverted import LEFT_CLOSERS
from monitor.extract.components.phrases import Grammar
from monitor.extract.components.sites import Attribution, Pieces, Site, Stretch, span_of

SPEAKING = frozenset({"cue", "that", "quote", "denial"})


class Led(Pieces):
    """Reads a cue with its subject in front of it."""

    def __init__(self, grammar: Grammar, addressing: frozenset[str]) -> None:
        super().__init__(grammar)
        self.complements = Complements(grammar, self.contents)
        self.addressing = addressing

    def read(self, site: Site, subject: Phrase, *, inherited: bool = False) -> Attribution | None:
        """Subject, cue, content; or the content in front: "…, analysts said"."""
        words, labels, limit = site.words, site.cue.labels, site.limit
        passive = site.behind > 1 and words[site.at].low in self.addressing and "belief" in labels
        told = words[site.at].low in self.addressing
        if "refusal" in labels:
            return self._refused(site, subject)
        front = subject[0]
        parted = not inherited and front > 0 and words[front - 1].low in LEFT_CLOSERS
        opening = self.contents.opening(
            words, site.behind, told=told and not passive, bare=not parted
        )
        listener = span_of(words, opening.listener) if opening.listener else None
        beside = listener and opening.listener and opening.listener[0] == site.behind
        place = (site.place[0], listener[1]) if listener and beside else site.place
        speaker = span_of(words, subject)
        made = Attribution(
            site.cue, place, speaker, (), False, False, listener, True, subject, passive
        )
        near = {words[k].low for k in (front - 1, front - 2) if k >= 0}
        quoted = parted and QUOTED in near
        if self._is_relative(words, site.at, front):
            limit = self._clause_end(words, opening.at, limit)
        said = opening.at < limit and words[opening.at].low == QUOTED
        if labels == {"quote"} and not quoted and not said:
            return None
        left = self.left(words, front) if parted else None
        rest = self.rest(words, opening.at, limit) if opening.at < limit else None
        if rest is None or words[opening.at].low in (".", ";", ")"):
            return self._closed(made, labels, left, front)
        aside = self._aside(site, made, opening, left, rest, quoted=quoted)
        if aside is not None or opening.aside:
            return aside
        return self._followed(site, made, opening, left if quoted else None, limit)

    def _is_relative(self, words: Sequence[Word], at: int, front: int) -> bool:
        """Whether cue and subject stand in a relative clause, which the next comma ends."""
        return (
            (front > 0 and words[front - 1].low in ("who", "whose"))
            or words[front].low == "whose"
            or (at > 0 and words[at - 1].low == "who")
        )

    def _aside(
        self,
        site: Site,
        made: Attribution,
        opening: Opening,
        left: Stretch | None,
        rest: Stretch,
        *,
        quoted: bool,
    ) -> Attribution | None:
        """The content stands in front, and goes on behind the cue or does not."""
        words, at = site.words, opening.at
        if left is None:
            return None
        if not opening.that and (opening.aside or self._trails(words, at, quoted)):
            goes_on = opening.aside and not self.another(words, at, quoted)
            return replace(made, content=(left, rest) if goes_on else (left,), closing=True)
        if opening.that and words[site.behind].low == ",":
            # "There is no evidence, they say, that …"
            said = self.rest(words, max(site.behind + 1, at - 1), site.limit)
            return replace(made, content=(left, said or rest), closing=True)
        return None

    def _followed(
        self, site: Site, made: Attribution, opening: Opening, left: Stretch | None, limit: int
    ) -> Attribution | None:
        """The content stands behind the cue; of a split quotation a part stands in front."""
        words, at = site.words, opening.at
        front = made.subject[0] if made.subject else 0
        drawn = front > 1 and words[front - 1].low in ("which", "that", "who")
        if drawn and words[at].low in self.grammar.auxiliaries:
            # "The deal, which analysts said would close in May, …"
            rest = self.rest(words, at, self._clause_end(words, at, limit))
            return replace(made, content=(rest,)) if rest else None
        form = self.complements.form(words, site.cue.labels, opening, limit)
        rest = self.rest(words, at, limit)
        if form == "object":
            rest = self.rest(words, at, self._occasion(words, at, limit)) or rest
        if form is None or rest is None:
            return None
        content = (left, rest) if left is not None else (rest,)
        return replace(made, content=content, clause=form == "clause")

    def _occasion(self, words: Sequence[Word], at: int, limit: int) -> int:
        """Where "in a statement" follows what was announced."""
        for k in range(at + 1, min(limit, at + 20)):
            if (
                words[k].low == "in"
                and words[min(k + 1, limit - 1)].low in ("a", "an")
                and (self.grammar.occasion_end(words, k) is not None)
            ):
                return k
        return limit

    def _clause_end(self, words: Sequence[Word], at: int, limit: int) -> int:
        """The comma that ends a relative clause ("whose mayor said it would, …")."""
        return next((k for k in range(at + 1, limit) if words[k].low == ","), limit)

    def _closed(
        self, made: Attribution, labels: frozenset[str], left: Stretch | None, front: int
    ) -> Attribution | None:
        """Nothing follows the cue: what it reports stands in front, if anything does."""
        if left is not None:
            speaks = labels & {*SPEAKING, "opinion", "belief", "infinitive"}
            return replace(made, content=(left,), closing=True) if speaks else None
        if front == 0 and labels & SPEAKING:
            return replace(made, closing=True)
        return None

    def _trails(self, words: Sequence[Word], at: int, quoted: bool) -> bool:
        """Whether only "after the game" or "as he left" follows a cue behind its content."""
        low = words[at].low
        if low in self.grammar.prepositions or low in ("after", "before", "when", "as", "while"):
            return True
        return quoted and (self.grammar.is_adverb(words[at]) or low in self.grammar.times)

    def _refused(self, site: Site, subject: Phrase) -> Attribution:
        """What is refused is the content: "how many sites it has"."""
        words, at = site.words, site.behind
        if at < site.limit and words[at].low == "that":
            at += 1
        silent = at < site.limit and (
            words[at].low in self.grammar.times
            or words[at].low in ("to", "after", "when", "in", "before")
        )
        rest = None if silent or at >= site.limit else self.rest(words, at, site.limit)
        content = (rest,) if rest and words[at].low not in (",", ".", ";", "by") else ()
        return Attribution(site.cue, site.place, span_of(words, subject), content, subject=subject)
