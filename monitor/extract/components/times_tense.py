"""Whether a time lies ahead of a text or behind it, by the verbs around it.

There is no tagger: the nearest word that tells tense decides, first the one that
stands right behind ("Monday's vote will"), then those to the left, then to the right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monitor.extract.components.times_words import Token

AHEAD, BEHIND = 1, -1
# A verb of telling this near in front is what the time dates ("said Tuesday").
_TELLS = 2
_STOPS = frozenset(";:")
_LEFT, _RIGHT = 25, 12


class Tense:
    """The tense at a place in a sentence."""

    def __init__(self, sets: Mapping[str, frozenset[str]]) -> None:
        none: frozenset[str] = frozenset()
        self._future = sets.get("future", none)
        self._past = sets.get("past", none)
        self._telling = sets.get("telling", none)
        self._not_past = sets.get("not_past", none)
        self._to_past = sets.get("to_past", none)
        self._to_future = sets.get("to_future", none)

    def at(self, tokens: Sequence[Token], first: int, last: int) -> int:
        """1 ahead, -1 behind, 0 not said, for the expression [first, last) of the tokens."""
        behind = self._of(tokens, last) if last < len(tokens) else 0
        if behind == AHEAD and tokens[last].low not in ("starting", "beginning", "due", "by"):
            return AHEAD
        told = False
        for at in range(first - 1, max(-1, first - 1 - _LEFT), -1):
            if tokens[at].low in _STOPS:
                break
            sign = self._of(tokens, at)
            if sign and tokens[at].low in self._telling and first - at > _TELLS:
                told = True  # "said the talks on Monday will": the clause of what is told counts
                break
            if sign:
                return sign
        for at in range(last, min(len(tokens), last + _RIGHT)):
            if tokens[at].low in _STOPS:
                break
            sign = self._of(tokens, at)
            if sign and tokens[at].low not in self._telling:
                return sign
        return BEHIND if told or any(t.low in self._telling for t in tokens[last:]) else 0

    def _of(self, tokens: Sequence[Token], at: int) -> int:
        token = tokens[at]
        if token.letter not in "x7ibAVDE":
            return 0
        low = token.low.replace("’", "'")
        if low == "to":
            return self._to(tokens, at)
        if low in self._future or low.endswith("'ll"):
            return AHEAD
        if low in self._past:
            return BEHIND
        regular = len(low) > 4 and low.endswith("ed") and low not in self._not_past
        return BEHIND if regular and token.letter == "x" else 0

    def _to(self, tokens: Sequence[Token], at: int) -> int:
        """"agreed to meet" lies ahead, "failed to meet" does not."""
        if at == 0 or at + 1 == len(tokens) or tokens[at + 1].letter != "x":
            return 0
        if tokens[at + 1].capital:
            return 0
        before = tokens[at - 1].low
        if before in self._to_future:
            return AHEAD
        return BEHIND if before in self._to_past else 0
