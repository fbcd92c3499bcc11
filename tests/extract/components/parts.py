"""The shipped components on a text: all of them together, built once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from monitor.config import Config, find_config_dir, load_config
from monitor.extract.components.doc import Doc
from monitor.extract.nlp import Pipeline, build_nlp, make_doc
from monitor.interval import DaySpan
from tests.builders import a_revision

# Low, high, bound, unit.
Read = tuple[int | None, int | None, str, str]
# A Thursday, in the first quarter of a fiscal year that starts in July.
PUBLISHED = "2014-08-14"
# Quoted words count before reported ones, words passed on before the report that passes them on.
_NEARNESS = ("refusal", "direct", "hearsay", "document", "indirect")


@cache
def shipped_config() -> Config:
    """config/ as it is in the checkout."""
    return load_config(find_config_dir())


@cache
def pipeline() -> Pipeline:
    """All components with the words of the shipped config."""
    return build_nlp(shipped_config())


def unread(text: str, published: str = PUBLISHED, country: str = "US", **data: Any) -> Doc:
    """A document that no component has seen; `data` replaces what its reading depends on."""
    day = DaySpan.day(date.fromisoformat(published))
    revision = a_revision(text=text, title="A title", published=day, country=country)
    return replace(make_doc(revision, shipped_config()), **data)


def read(text: str, published: str = PUBLISHED, country: str = "US", **data: Any) -> Doc:
    """The document with the marks of all components."""
    return pipeline()(unread(text, published, country, **data))


def marks(doc: Doc, group: str) -> list[dict[str, Any]]:
    """What one component found, in its own order."""
    return doc.marks[group]


def terms(doc: Doc, group: str) -> list[tuple[int, int, str]]:
    """(start, end, label) of the words of one vocabulary, wherever they stand."""
    look_up = doc.lookups.get(group)
    return look_up(doc, 0, len(doc.text)) if look_up else []


def misread(reason: str) -> pytest.MarkDecorator:
    """A case whose expectation is right and whose reading is not yet."""
    return pytest.mark.xfail(strict=True, reason=reason)


def days(doc: Doc) -> list[str]:
    """Every time in the text in the form of `DaySpan.iso`: 2014, 2014-09, 2014-09-01, from/to."""
    return [_span(mark).iso() for mark in marks(doc, "times")]


def _span(mark: dict[str, Any]) -> DaySpan:
    first, last = mark["from"], mark["to"]
    return DaySpan(
        date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None
    )


def saying(text: str, words: str) -> dict[str, Any] | None:
    """The nearest mark whose content takes in `words`; None where the outlet itself speaks."""
    place = text.index(words)
    around = [
        mark
        for mark in marks(read(text), "speech")
        if mark["start"] <= place and place + len(words) <= mark["end"]
    ]
    return min(
        around,
        key=lambda mark: (_NEARNESS.index(mark["label"]), mark["end"] - mark["start"]),
        default=None,
    )


def span(text: str) -> DaySpan:
    """2014, 2014-09, 2014-09-01 or first/last."""
    first, _, last = text.partition("/")
    if not last:
        return DaySpan.parse(first)
    return DaySpan(DaySpan.parse(first).earliest, DaySpan.parse(last).latest)


def quantities(text: str) -> list[Read]:
    """(low, high, bound, unit) of everything counted in the text."""
    found = marks(read(text), "quantities")
    return [(mark["low"], mark["high"], mark["bound"], mark["unit"]) for mark in found]


def expressions(doc: Doc) -> dict[str, str]:
    """Every time expression as TIMEX3 marks it, and its value there."""
    return {mark["words"]: mark["value"] for mark in marks(doc, "timex")}
