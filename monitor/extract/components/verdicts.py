"""Who judges what was just said: "Ann Moss disputes that", "the vendor's spokesman disagreed".

Nothing is reported that a cue could lead to: the verdict itself is what is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from monitor.extract.components.carried import carried
from monitor.extract.components.clause import RELATIVES, at_offset, words_of
from monitor.extract.components.doc import Doc
from monitor.extract.components.index import PhraseIndex
from monitor.extract.components.memory import Memory
from monitor.extract.components.phrases import Grammar
from monitor.extract.components.sites import span_of

# Characters: a longer sentence says what is so by itself.
_LONGEST = 200


class Verdicts:
    """The verdicts of one text."""

    def __init__(self, doc: Doc, memory: Memory, grammar: Grammar, judging: PhraseIndex) -> None:
        self.text, self.vendor = doc.text, doc.vendor
        self.memory, self.grammar = memory, grammar
        self.starts = sorted({start for start, _, _ in judging.find(doc, 0, len(doc.text))})

    def within(self, start: int, end: int) -> int | None:
        """Where the first verdict between two offsets begins."""
        return next((at for at in self.starts if start <= at < end), None)

    def said(self, sentence: Mapping[str, Any], block: int) -> Sequence[dict[str, Any]]:
        """The mark of a sentence that is somebody's verdict, and nobody's report."""
        start, end = sentence["start"], sentence["end"]
        at = self.within(start, end)
        if at is None or end - start > _LONGEST:
            return ()
        words = words_of(self.text, start, end, ())
        verb = at_offset(words, at)
        subject = self.grammar.subject(words, verb)
        if subject is None:
            return ()
        place = span_of(words, subject)
        if any(word.low in RELATIVES for word in words[subject[1] : verb]):
            return ()  # "from a partner, who has since taken it back"
        found = self.memory.finder.described(self.text, *place, self.vendor)
        speaker = self.memory.resolved(found, block, start)
        if speaker is None or not (speaker.name or speaker.organisation):
            return ()
        self.memory.spoke(speaker)
        # From its subject on, so that what denies the verb is within ("did not deny that").
        return [carried(place[1], end, speaker) | {"label": "indirect", "speaker_at": list(place)}]
