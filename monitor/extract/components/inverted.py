""" ", said Anna Berg, a director": the speaker stands behind the cue."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.extract.components.clause import QUOTED, Word
from monitor.extract.components.sites import Attribution, Pieces, Site, Stretch, span_of

# Behind these stands who was told ("told a room of dealers").
_ADDRESSING = frozenset({"told", "tells", "assured", "informed", "reminded", "notified"})
LEFT_CLOSERS = frozenset({",", QUOTED, "?", "!", "—", "–", "-"})


class Inverted(Pieces):
    """Reads a cue whose subject follows it."""

    def read(self, site: Site) -> Attribution | None:
        """ ", said Anna Berg, a director": the speaker stands behind the cue."""
        words, at, behind = site.words, site.at, site.behind
        before = words[at - 1].low if at else ""
        opens = at == 0 and words[at].cap and words[at].low.endswith("s")
        if not opens and before not in LEFT_CLOSERS:
            return None
        if (
            behind >= len(words)
            or words[at].low.endswith("ing")
            or not self._may_invert(site, before)
        ):
            return None
        phrase = (
            self.grammar.object(words, behind) if self._is_someone(words, behind, before) else None
        )
        if phrase is None or words[phrase[0]].low in ("it", "them", "him", "i", "we", "you"):
            return None
        after = self.contents.past_adjuncts(words, phrase[1])
        if after < len(words) and self.grammar.is_verb(words, after):
            return None
        left = None if opens else self.left(words, at)
        right = self._after_inverted(words, after, site.limit, opens=opens, quoted=before == QUOTED)
        content = tuple(piece for piece in (left, right) if piece)
        if not content and before not in ("?", "!"):
            return None
        return Attribution(
            site.cue, site.place, span_of(words, phrase), content, True, True, None, True, phrase
        )

    def _may_invert(self, site: Site, before: str) -> bool:
        labels = site.cue.labels
        if "refusal" in labels or site.words[site.at].low in _ADDRESSING:
            return False
        return (
            bool(labels & {"cue", "that"})
            or (
                bool(labels & {"quote", "noun", "opinion", "belief"})
                and before in (QUOTED, "?", "!")
            )
            or (bool(labels & {"quote", "opinion"}) and before == ",")
        )

    def _is_someone(self, words: Sequence[Word], at: int, before: str) -> bool:
        word, grammar = words[at], self.grammar
        if word.low in ("that", "there", "this") or word.low in grammar.times:
            return False
        if word.cap or word.low in grammar.determiners or word.low in ("he", "she", "they"):
            return True
        if word.low in grammar.titles or word.low in grammar.collectives:
            return True
        plain = not (
            word.low in grammar.prepositions
            or word.low in grammar.breaks
            or word.low in grammar.auxiliaries
            or grammar.is_adverb(word)
        )
        return (
            plain
            and word.low.isalpha()
            and (before in (QUOTED, "?", "!") or word.low.endswith("s"))
        )

    def _after_inverted(
        self, words: Sequence[Word], at: int, limit: int, *, opens: bool, quoted: bool
    ) -> Stretch | None:
        """The second half behind ", said Anna Berg,": a quotation, or the rest of the clause."""
        size = len(words)
        if at >= size or words[at].low not in (",", ":", ".", ";", QUOTED):
            return None
        comma = words[at].low == ","
        at += words[at].low != QUOTED
        if at >= limit:
            return None
        low = words[at].low
        joined = low in ("and", "but", "because") and at + 1 < limit
        if (
            low == QUOTED
            or (joined and words[at + 1].low == QUOTED)
            or opens
            or (comma and not quoted and (joined or self.grammar.is_verb(words, at)))
        ):
            return self.rest(words, at, limit)
        return None
