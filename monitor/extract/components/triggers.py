"""`monitor_triggers`: words that colour what stands near them, each with its reach.

After ConText (Harkema and others, 2009): a trigger has a direction, and its
reach ends at a terminator or at the end of the sentence.
"""

from __future__ import annotations

import re
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from monitor.extract.components.marks import leave_marks

_DIRECTIONS = ("forward", "backward", "both")


class Triggers:
    """Writes the span group "triggers"; `from` and `to` of a mark bound its reach."""

    def __init__(self, patterns: dict[str, dict[str, str]], terminators: str) -> None:
        self.patterns = [
            (label, direction, re.compile(words[direction], re.IGNORECASE))
            for label, words in patterns.items()
            for direction in _DIRECTIONS
            if words.get(direction)
        ]
        self.terminators = re.compile(terminators, re.IGNORECASE)

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        bounds = [(mark["start"], mark["end"]) for mark in doc.spans["sentences"].attrs["marks"]]
        stops = [(match.start(), match.end()) for match in self.terminators.finditer(text)]
        marks: list[dict[str, Any]] = []
        for label, direction, pattern in self.patterns:
            for match in pattern.finditer(text):
                sentence = next((b for b in bounds if b[0] <= match.start() < b[1]), None)
                if sentence is None:
                    continue
                first, last = _reach(match, direction, sentence, stops)
                marks.append(
                    {
                        "start": match.start(),
                        "end": match.end(),
                        "label": label,
                        "from": first,
                        "to": last,
                        "words": match.group(),
                    }
                )
        marks.sort(key=lambda mark: (mark["start"], mark["label"]))
        leave_marks(doc, "triggers", marks)
        return doc


def _reach(
    match: re.Match[str], direction: str, sentence: tuple[int, int], stops: list[tuple[int, int]]
) -> tuple[int, int]:
    before = max(
        (end for _, end in stops if sentence[0] <= end <= match.start()), default=sentence[0]
    )
    after = min(
        (start for start, _ in stops if match.end() <= start < sentence[1]), default=sentence[1]
    )
    if direction == "forward":
        return match.start(), after
    return (before, match.end()) if direction == "backward" else (before, after)


@Language.factory("monitor_triggers", default_config={"patterns": {}, "terminators": r"(?!)"})
def make_triggers(
    nlp: Language, name: str, patterns: dict[str, dict[str, str]], terminators: str
) -> Triggers:
    return Triggers(patterns, terminators)
