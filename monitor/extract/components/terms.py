"""`monitor_terms`: the words of one vocabulary, each under its label.

Used for the words of a topic ("item:email-migration", "performer:partner") and
for those of the language that need no grammar ("free", "provide", "only").
"""

from __future__ import annotations

import json
import re
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from monitor.extract.components.index import PhraseIndex, lowered
from monitor.extract.components.marks import leave_marks, text_of


class Terms:
    """Writes a span group of the name it is given, in order of place."""

    def __init__(self, group: str, entries: str, gate: str | None) -> None:
        self.group = group
        self.index = PhraseIndex(json.loads(entries))
        self.gate = re.compile(gate, re.IGNORECASE) if gate else None

    def _marks(self, doc: Doc) -> list[dict[str, Any]]:
        text = text_of(doc)
        # A document that never names the program costs one search and no more.
        title = doc.user_data.get("title") or ""
        if self.gate and not self.gate.search(title) and not self.gate.search(text):
            return []
        found = sorted((start, -end, label) for label, start, end in self.index.find(lowered(text)))
        return [{"start": start, "end": -back, "label": label} for start, back, label in found]

    def __call__(self, doc: Doc) -> Doc:
        leave_marks(doc, self.group, self._marks(doc))
        return doc


@Language.factory("monitor_terms", default_config={"group": "terms", "entries": "[]", "gate": None})
def make_terms(nlp: Language, name: str, group: str, entries: str, gate: str | None) -> Terms:
    return Terms(group, entries, gate)
