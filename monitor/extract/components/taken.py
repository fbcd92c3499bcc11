"""Which places of a text marks have taken already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


class Taken:
    """The places of marks: whether another stands there takes time by its own length alone."""

    def __init__(self, text: str, marks: Iterable[Mapping[str, Any]]) -> None:
        self._places = bytearray(len(text))
        self.add(marks)

    def add(self, marks: Iterable[Mapping[str, Any]]) -> None:
        for mark in marks:
            self._places[mark["start"] : mark["end"]] = b"\1" * (mark["end"] - mark["start"])

    def __contains__(self, mark: Mapping[str, Any]) -> bool:
        return self._places.find(1, mark["start"], mark["end"]) >= 0
