"""Numbers that a text gave as a limit, and names again without saying what they count.

"The benefit begins at 150 seats. … The 150 is real." A number alone could be anything; one that
the same text gives as a limit of seats hardly is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from monitor.extract.components.numbers import FEWEST, NumberReader, alone, bare


class Again:
    """Finds them once all limits of a text are known.

    `words` and `not_alone` are the words behind and in front of a number that tell it.
    """

    def __init__(self, reader: NumberReader, words: str, not_alone: str) -> None:
        self.reader = reader
        self.number = re.compile(bare(reader.pattern) + alone(words))
        self.not_alone = re.compile(rf"(?:{not_alone})\s+$")

    def __call__(
        self,
        low: str,
        sentences: Sequence[Mapping[str, Any]],
        marks: Iterable[Mapping[str, Any]],
    ) -> Iterator[tuple[re.Match[str], int, str]]:
        """The match, the number and its unit, sentence by sentence."""
        known = dict(_limits(marks))
        for sentence in sentences if known else ():
            for match in self.number.finditer(low, sentence["start"], sentence["end"]):
                number = self.reader.read(match["low"])
                unit = known.get(number[0]) if number else None
                before = low[max(sentence["start"], match.start() - _BEFORE) : match.start()]
                if number and unit is not None and not self.not_alone.search(before):
                    yield match, number[0], unit


# Characters of a word in front of a number.
_BEFORE = 20


def _limits(marks: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, str]]:
    """The least that customers must have, with its unit, wherever it is told in full."""
    for mark in marks:
        if mark["label"] not in ("seat", "limit"):
            continue
        if mark["bound"] == "minimum" and mark["low"] >= FEWEST:
            yield mark["low"], mark["unit"]
        elif mark["bound"] == "below" and mark["high"] + 1 >= FEWEST:
            yield mark["high"] + 1, mark["unit"]
