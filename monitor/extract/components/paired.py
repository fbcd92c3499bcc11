"""Numbers that share the unit of the one in front: "50 seats for training but 150 for the move"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from monitor.extract.components.numbers import FEWEST, NumberReader, alone, bare, is_year


class Paired:
    """Finds them once all counted numbers of a text are known.

    `words`: patterns of what stands between the two ("pairs", "pair_for", "pairs_but"), and
    of what may stand behind the second ("behind_alone"); `seats`: that of units.
    """

    def __init__(self, reader: NumberReader, words: Mapping[str, str], seats: str) -> None:
        self.reader = reader
        number = bare(reader.pattern)
        self.shared = re.compile(
            rf"(?:\s+(?:{seats}))?\s+(?:{words['pair_for']})\s+[^.,;:!?()\d]{{1,40}}?(?:,?\s+(?:{words['pairs']})\s+|,\s+)"
            rf"{number}(?=\s+(?:{words['pair_for']})\s)"
        )
        self.instead = re.compile(
            rf"(?:\s+(?:{seats}))?,?\s+(?:{words['pairs_but']})\s+{number}"
            + alone(words["behind_alone"])
        )

    def __call__(
        self,
        low: str,
        sentences: Sequence[Mapping[str, Any]],
        marks: Iterable[Mapping[str, Any]],
    ) -> Iterator[tuple[re.Match[str], int, str]]:
        """The match, the number and its unit, for each mark that one follows."""
        ends = iter(sentences)
        sentence = next(ends, None)
        for mark in marks:
            while sentence is not None and sentence["end"] < mark["end"]:
                sentence = next(ends, None)
            if sentence is None or mark["label"] not in ("seat", "limit"):
                continue
            place = low, mark["end"], sentence["end"]
            match = self.shared.match(*place) or self.instead.match(*place)
            number = self.reader.read(match["low"]) if match else None
            if match and number and number[0] >= FEWEST and not is_year(number[0]):
                yield match, number[0], mark["unit"]
