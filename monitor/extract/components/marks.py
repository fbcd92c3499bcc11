"""How a component leaves what it found: a span group, and one plain dict a span beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spacy.tokens import Doc, SpanGroup


def text_of(doc: Doc) -> str:
    """The document's text; spaCy joins it anew from the tokens at every call."""
    text: str = doc.user_data.get("text") or doc.text
    return text


def leave_marks(doc: Doc, group: str, marks: Sequence[dict[str, Any]]) -> None:
    """Write marks (offsets `start` and `end`, and a `label`) into a span group of the doc."""
    spans = [
        doc.char_span(mark["start"], mark["end"], mark["label"], alignment_mode="expand")
        for mark in marks
    ]
    kept = [(span, mark) for span, mark in zip(spans, marks, strict=True) if span is not None]
    doc.spans[group] = SpanGroup(
        doc,
        name=group,
        spans=[span for span, _ in kept],
        attrs={"marks": [mark for _, mark in kept]},
    )
