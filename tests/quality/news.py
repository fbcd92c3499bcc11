"""Labelled news passages, and what the program marks in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from monitor.config import Config, load_config
from monitor.extract.nlp import Pipeline, build_nlp, make_doc
from monitor.interval import DaySpan
from tests.builders import a_revision
from tests.quality.gold import Place, rows
from tests.quality.run import CONFIG
from tests.quality.spans import Both, Marked, Said, Time

Mark = Mapping[str, Any]


def read_news(file: Path) -> list[Both]:
    """Every passage of a file of labels, beside the program's own reading of it."""
    return [(labelled(row), marked(row)) for row in rows(file)]


def labelled(row: Mapping[str, Any]) -> Marked:
    """The labels of a line; raises ValueError where one does not stand in its text."""
    text: str = row["text"]

    def place(span: Mapping[str, Any]) -> Place:
        if text[span["start"] : span["end"]] != span["text"]:
            raise ValueError(f"passage {row['id']}: a label does not stand at {span['start']}")
        return span["start"], span["end"]

    return Marked(
        text,
        tuple(Time(place(t), t["value"], t["from"], t["to"]) for t in row["times"]),
        tuple(
            Said(
                place(said["cue"]),
                place(said["speaker"]) if said["speaker"] else None,
                tuple(place(span) for span in said["content"]),
            )
            for said in row["attributions"]
        ),
    )


@cache
def program() -> tuple[Pipeline, Config]:
    config = load_config(str(CONFIG))
    return build_nlp(config), config


def marked(row: Mapping[str, Any]) -> Marked:
    """The times and attributions that the extractor's pipeline marks in a passage."""
    nlp, config = program()
    text: str = row["text"]
    revision = a_revision(
        text=text,
        title=None,
        published=DaySpan.parse(row["published"]),
        publisher=row["publisher"],
        country=row["country"],
    )
    doc = nlp(make_doc(revision, config))
    return Marked(
        text,
        tuple(_time(mark) for mark in doc.marks["timex"]),
        tuple(_said(text, mark) for mark in doc.marks["speech"]),
    )


def _time(mark: Mark) -> Time:
    place = (mark["start"], mark["end"])
    return Time(place, mark.get("value"), mark.get("from"), mark.get("to"))


def _said(text: str, mark: Mark) -> Said:
    """The places that a mark tells; content that it does not tell is all it spans."""
    content = mark.get("content_at")
    if content is None:
        words = text[mark["start"] : mark["end"]]
        start = mark["start"] + len(words) - len(words.lstrip())
        content = [(start, start + len(words.strip()))]
    return Said(
        _pair(mark.get("cue_at")), _pair(mark.get("speaker_at")), tuple(map(_place, content))
    )


def _pair(place: Sequence[int] | None) -> Place | None:
    return _place(place) if place else None


def _place(place: Sequence[int]) -> Place:
    start, end = place
    return start, end
