"""`monitor_terms`: the words of one vocabulary, each under its label.

Used for the words of a topic ("item:email-migration", "performer:partner") and
for those of the language that need no grammar ("free", "provide", "only").
"""

from __future__ import annotations

import re
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from monitor.extract.components.marks import leave_marks


class Terms:
    """Writes a span group of the component's own name, in order of place."""

    def __init__(self, group: str, patterns: dict[str, str], gate: str | None) -> None:
        self.group = group
        self.patterns = [
            (label, re.compile(pattern, re.IGNORECASE)) for label, pattern in patterns.items()
        ]
        self.gate = re.compile(gate, re.IGNORECASE) if gate else None

    def _marks(self, doc: Doc) -> list[dict[str, Any]]:
        text = doc.text
        # A document that never names the program costs one search and no more.
        if (
            self.gate
            and not self.gate.search(doc.user_data.get("title") or "")
            and not self.gate.search(text)
        ):
            return []
        marks = [
            {"start": match.start(), "end": match.end(), "label": label}
            for label, pattern in self.patterns
            for match in pattern.finditer(text)
        ]
        return sorted(marks, key=lambda mark: (mark["start"], -mark["end"], mark["label"]))

    def __call__(self, doc: Doc) -> Doc:
        marks = self._marks(doc)
        leave_marks(doc, self.group, marks)
        return doc


@Language.factory("monitor_terms", default_config={"group": "terms", "patterns": {}, "gate": None})
def make_terms(
    nlp: Language, name: str, group: str, patterns: dict[str, str], gate: str | None
) -> Terms:
    return Terms(group, patterns, gate)
