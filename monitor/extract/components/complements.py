"""Whether what follows a cue is what its kind of word reports: a clause, a noun, "to" and verb."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from monitor.extract.components.clause import QUOTED, Word
from monitor.extract.components.contents import Contents, Opening
from monitor.extract.components.phrases import Grammar

_POINTERS = frozenset({"it", "him", "her", "them", "this", "that", "itself", "himself", "herself"})
_REACH = 16
# Cues behind which only a figure is a statement.
_FIGURES = frozenset({"figure", "placing"})


class Complements:
    """Judges by the labels of a cue (see `speech` in config)."""

    def __init__(self, grammar: Grammar, contents: Contents) -> None:
        self.grammar = grammar
        self.contents = contents

    def form(
        self, words: Sequence[Word], labels: frozenset[str], opening: Opening, limit: int
    ) -> str | None:
        """ "clause" or "object": what the cue reports; None where it reports nothing."""
        at = opening.at
        low = words[at].low
        if "denial" in labels:
            return "clause"
        auxiliary = low in self.grammar.auxiliaries  # "firms on its list will get $5": a noun
        if labels & _FIGURES and not auxiliary and self._gives_figure(words, labels, at, limit):
            return "clause"
        if labels <= _FIGURES:
            return None
        if opening.that:
            return "clause"
        if auxiliary:
            return None
        if opening.infinitive:
            known = labels & {"infinitive", "belief"} or (opening.listener and "object" in labels)
            return "object" if known else None
        if "belief" in labels and (low not in self.grammar.prepositions or low in ("in", "of")):
            return "clause"
        if "cue" in labels and self._may_say(words, at, limit):
            return "clause"
        if labels & {"that", "opinion"} and self.contents.is_clause(words, at, limit):
            return "clause"
        if "noun" in labels and self._is_noun(words, at, limit):
            return "object"
        if "naming" in labels and self._names(words, at, limit):
            return "object"
        if "object" in labels and self._acts(words, at, limit):
            return "object"
        return None

    def _may_say(self, words: Sequence[Word], at: int, limit: int) -> bool:
        low = words[at].low
        if low in self.grammar.prepositions and low not in (
            "in",
            "under",
            "over",
            "despite",
            "among",
        ):
            return False
        return limit - at > 2 or words[at].cap or words[at].low[0].isdigit()

    def _gives_figure(
        self, words: Sequence[Word], labels: frozenset[str], at: int, limit: int
    ) -> bool:
        """ "A floor of 250 seats"; behind "put", "the floor at 250"; behind "gave", "250 as it"."""
        inner = [words[k].low for k in range(at, min(limit, at + _REACH))]
        stop = next((k for k, low in enumerate(inner) if low in (";", ":", QUOTED)), len(inner))
        told = any(a == "as" and b.endswith("ing") for a, b in pairwise(inner))
        placed = "figure" in labels or not {"at", "as"}.isdisjoint(inner[:stop])
        return (
            placed
            and not told
            and any(low[0].isdigit() or low in self.grammar.figures for low in inner[:stop])
        )

    def _is_noun(self, words: Sequence[Word], at: int, limit: int) -> bool:
        word = words[at]
        if word.low in ("of", "for", "about", "on", "at", "to"):
            return at + 1 < limit
        if word.low in self.grammar.prepositions or word.low in self.grammar.breaks:
            return False
        if word.low in self.grammar.times and not word.low.isdigit():
            return False
        return (
            not self.grammar.is_verb(words, at)
            and word.low not in ("it", "him", "them", "itself")
            and (word.low.isalnum() or word.low in ("$", "£", "€", QUOTED) or len(word.low) > 1)
        )

    def _names(self, words: Sequence[Word], at: int, limit: int) -> bool:
        inner = [words[k].low for k in range(at, min(limit, at + _REACH))]
        if QUOTED in inner:
            return True
        if len(inner) < 2 or inner[0] not in _POINTERS:
            return False
        grammar = self.grammar
        apart = inner[1] in grammar.prepositions or inner[1] in grammar.breaks
        return inner[1] == "at" or (
            inner[1].isalpha() and not apart and inner[1] not in grammar.times
        )

    def _acts(self, words: Sequence[Word], at: int, limit: int) -> bool:
        """ "the minister to resign", "the bank of fraud", "the plan as reckless"."""
        phrase = self.grammar.object(words, at, apart=False)
        if (
            phrase is None
            and words[at].low not in _POINTERS
            and words[at].low not in ("me", "us", "on")
        ):
            return False
        for k in range(at + 1, min(limit, at + _REACH)):
            low = words[k].low
            if low in ("to", "as", "not") or (low in ("of", "at") and k > at + 1):
                return True
            if low in (",", ";", ":") or self.grammar.is_verb(words, k):
                return False
        return False
