"""`monitor_triggers`: words that colour what stands near them, each with its reach.

After ConText (Harkema and others, 2009): a trigger has a direction, and its
reach ends at a terminator or at the end of the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from monitor.extract.components.index import PhraseIndex, lowered
from monitor.extract.components.marks import leave_marks, text_of


class Triggers:
    """Writes the span group "triggers"; `from` and `to` of a mark bound its reach."""

    def __init__(self, entries: list[Any], terminators: str, pseudo: str) -> None:
        self.pseudo = re.compile(pseudo, re.IGNORECASE)
        self.index = PhraseIndex([(label, openings, words) for label, openings, words in entries])
        self.terminators = re.compile(terminators, re.IGNORECASE)

    def __call__(self, doc: Doc) -> Doc:
        text = text_of(doc)
        sentences = doc.spans["sentences"].attrs["marks"]
        starts = [sentence["start"] for sentence in sentences]
        stops = [match.span() for match in self.terminators.finditer(text)]
        pseudo = [match.span() for match in self.pseudo.finditer(text)]
        marks: list[dict[str, Any]] = []
        for name, start, end in self.index.find(lowered(text)):
            at = bisect_right(starts, start) - 1
            if _is_month(text, start, end, starts[at]) or _is_pseudo(pseudo, start):
                continue
            if at < 0 or start >= sentences[at]["end"]:
                continue
            label, _, direction = name.partition(":")
            bounds = (sentences[at]["start"], sentences[at]["end"])
            first, last = _reach((start, end), direction, bounds, stops)
            marks.append(
                {
                    "start": start,
                    "end": end,
                    "label": label,
                    "from": first,
                    "to": last,
                    "words": text[start:end],
                }
            )
        marks.sort(key=lambda mark: (mark["start"], mark["label"]))
        leave_marks(doc, "triggers", marks)
        return doc


def _is_month(text: str, start: int, end: int, sentence: int) -> bool:
    """May with a capital, inside a sentence, is the month."""
    return text[start:end] == "May" and start != sentence


def _is_pseudo(pseudo: list[tuple[int, int]], start: int) -> bool:
    """Whether a word is part of a wording that means something else ("not only")."""
    return any(first <= start < last for first, last in pseudo)


def _reach(
    place: tuple[int, int],
    direction: str,
    sentence: tuple[int, int],
    stops: list[tuple[int, int]],
) -> tuple[int, int]:
    start, end = place
    before = max((stop for _, stop in stops if sentence[0] <= stop <= start), default=sentence[0])
    after = min((stop for stop, _ in stops if end <= stop < sentence[1]), default=sentence[1])
    if direction == "forward":
        return start, after
    return (before, end) if direction == "backward" else (before, after)


@Language.factory(
    "monitor_triggers",
    default_config={"entries": [], "terminators": r"(?!)", "pseudo": r"(?!)"},
)
def make_triggers(
    nlp: Language, name: str, entries: list[Any], terminators: str, pseudo: str
) -> Triggers:
    """Entries are labelled "hedged:forward", "rumoured:backward", …"""
    return Triggers(entries, terminators, pseudo)
