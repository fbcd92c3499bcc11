"""The words of one vocabulary, each under its label.

Used for the words of a topic ("item:email-migration", "performer:partner") and
for those of the language that need no grammar ("free", "provide", "only").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from monitor.extract.components.doc import Doc
from monitor.extract.components.index import Headed, PhraseIndex


class Terms:
    """Lets them be looked up under the name it is given, one sentence or more at a time."""

    def __init__(self, group: str, entries: Iterable[Headed], gate: str | None = None) -> None:
        self.group = group
        self.index = PhraseIndex(entries)
        self.gate = re.compile(gate, re.IGNORECASE) if gate else None

    def __call__(self, doc: Doc) -> None:
        # A document that never names the program costs one search and no more.
        if self.gate and not self.gate.search(doc.title) and not self.gate.search(doc.text):
            return
        doc.lookups[self.group] = self._within

    def _within(self, doc: Doc, start: int, end: int) -> list[tuple[int, int, str]]:
        return sorted(self.index.find(doc, start, end), key=lambda one: (one[0], -one[1], one[2]))
