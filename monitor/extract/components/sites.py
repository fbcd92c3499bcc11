"""Where a cue stands among the words of its sentence, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from monitor.extract.components.clause import QUOTED, Phrase, Word
from monitor.extract.components.contents import Contents
from monitor.extract.components.cues import Cue
from monitor.extract.components.phrases import Grammar

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words: the places of the cue, of who says them, and of all of them."""

    cue: Cue
    place: Stretch  # the cue without auxiliaries, with whom it addresses ("told reporters")
    speaker: Stretch | None
    content: tuple[Stretch, ...]
    closing: bool = False  # the content stands in front of the cue
    inverted: bool = False
    listener: Stretch | None = None
    clause: bool = True  # a whole statement is reported, not a noun or an infinitive
    subject: Phrase | None = field(default=None, compare=False)
    heard: bool = False  # the speaker is who was told ("partners were told"); who told is not named


@dataclass(frozen=True, slots=True)
class Site:
    """A cue among the words of its sentence."""

    words: Sequence[Word]
    cue: Cue
    at: int
    behind: int
    limit: int

    @property
    def place(self) -> Stretch:
        return self.words[self.at].start, self.words[self.behind - 1].end


class Pieces:
    """What the readers of sentences share: the stretches in front of a cue and behind it."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.contents = Contents(grammar)

    def rest(self, words: Sequence[Word], at: int, limit: int) -> Stretch | None:
        end = self.contents.end(words, at, limit)
        return (words[at].start, words[end - 1].end) if end > at else None

    def left(self, words: Sequence[Word], at: int) -> Stretch | None:
        """What stands in front of a cue or a speaker: back to where the clause begins."""
        end = at
        while end and words[end - 1].low in (",", "—", "–", "-"):
            end -= 1
        first = next((k + 1 for k in range(end - 1, -1, -1) if words[k].low in (";", ":")), 0)
        first = first or self._past_dateline(words, end)
        if first >= end:
            return None
        return words[first].start, words[end - 1].end

    def _past_dateline(self, words: Sequence[Word], end: int) -> int:
        """Behind "LONDON, May 3 -" at the start of a report."""
        for k in range(1, min(end, 10)):
            if words[k].low in ("-", "–", "—"):
                if not all(word.cap or not word.low.isalpha() for word in words[:k]):
                    return 0
                return k + 1 + (k + 1 < end and words[k + 1].low in ("-", "–", "—"))
        return 0

    def another(self, words: Sequence[Word], at: int, quoted: bool) -> bool:
        """Whether another part of the outlet's own sentence begins behind "…, she said,"."""
        low = words[at].low
        if quoted and words[at].low != QUOTED:
            return not (
                low in ("and", "but") and at + 1 < len(words) and words[at + 1].low == QUOTED
            )
        return (low.endswith("ing") and not words[at].cap) or low in (
            "who",
            "which",
            "as",
            "while",
            "after",
            "but",
            "although",
            "when",
        )


def span_of(words: Sequence[Word], phrase: Phrase) -> Stretch:
    return words[phrase[0]].start, words[phrase[1] - 1].end
