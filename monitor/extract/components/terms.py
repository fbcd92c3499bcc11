"""The words of one vocabulary, each under its label.

Used for the words of a topic ("item:email-migration", "performer:partner") and
for those of the language that need no grammar ("free", "provide", "only").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from monitor.extract.components.doc import Doc
from monitor.extract.components.index import Headed, PhraseIndex


class Terms:
    """Leaves marks under the name it is given, in order of place."""

    def __init__(self, group: str, entries: Iterable[Headed], gate: str | None = None) -> None:
        self.group = group
        self.index = PhraseIndex(entries)
        self.gate = re.compile(gate, re.IGNORECASE) if gate else None

    def _marks(self, doc: Doc) -> list[dict[str, Any]]:
        # A document that never names the program costs one search and no more.
        if self.gate and not self.gate.search(doc.title) and not self.gate.search(doc.text):
            return []
        found = sorted(self.index.find(doc), key=lambda one: (one[0], -one[1], one[2]))
        return [{"start": start, "end": end, "label": label} for start, end, label in found]

    def __call__(self, doc: Doc) -> None:
        doc.marks[self.group] = self._marks(doc)
