"""Words that colour what stands near them, each with its reach.

After ConText (Harkema and others, 2009): a trigger has a direction, and its
reach ends at a terminator or at the end of the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from monitor.extract.components.doc import Doc
from monitor.extract.components.index import Headed, PhraseIndex

Stretch = tuple[int, int]
# What the entries hold beside triggers: where a reach ends, and wordings that mean something else.
_STOP, _PSEUDO = "stop", "pseudo"


class Triggers:
    """Leaves the marks "triggers"; `from` and `to` of a mark bound its reach."""

    def __init__(self, entries: Iterable[Headed]) -> None:
        self.index = PhraseIndex(entries)

    def __call__(self, doc: Doc) -> None:
        text, sentences = doc.text, doc.marks["sentences"]
        starts = [sentence["start"] for sentence in sentences]
        found = sorted(self.index.find(doc, 0, len(text)), key=itemgetter(0))
        stops = [(start, end) for start, end, name in found if name == _STOP]
        pseudo = [(start, end) for start, end, name in found if name == _PSEUDO]
        marks: list[dict[str, Any]] = []
        for start, end, name in found:
            label, _, direction = name.partition(":")
            at = bisect_right(starts, start) - 1
            if not direction or at < 0 or start >= sentences[at]["end"]:
                continue
            if _is_pseudo(pseudo, start) or _is_other(text, start, end, starts[at]):
                continue
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
        doc.marks["triggers"] = marks


_NUMBER_SIGN = re.compile(r"No\. ?\d")
# "No: it is free.": it denies what was asked, and nothing of what follows.
_ANSWER = re.compile(r"no[,:;!—–]", re.IGNORECASE)


def _is_other(text: str, start: int, end: int, sentence: int) -> bool:
    """May with a capital, inside a sentence, is the month; "No. 1" is a rank, "No, …" an answer."""
    month = text[start:end] == "May" and start != sentence
    answer = start == sentence and _ANSWER.match(text, start)
    return month or bool(answer) or _NUMBER_SIGN.match(text, start) is not None


def _is_pseudo(pseudo: list[Stretch], start: int) -> bool:
    """Whether a word is part of a wording that means something else ("not only")."""
    at = bisect_right(pseudo, start, key=itemgetter(0)) - 1
    return at >= 0 and start < pseudo[at][1]


def _reach(place: Stretch, direction: str, sentence: Stretch, stops: list[Stretch]) -> Stretch:
    """From the stop before to the stop behind, both inside the sentence."""
    start, end = place
    before, after = sentence
    at = bisect_right(stops, start, key=itemgetter(1)) - 1
    if at >= 0:
        before = max(before, stops[at][1])
    at = bisect_left(stops, end, key=itemgetter(0))
    if at < len(stops):
        after = min(after, stops[at][0])
    if direction == "forward":
        return start, after
    return (before, end) if direction == "backward" else (before, after)
