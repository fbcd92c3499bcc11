"""What the guide lists is what there is: nothing is missing, and nothing is long gone."""

from __future__ import annotations

import json
import re

import pytest

from monitor.config.reader import Weekday
from monitor.config.topic import FacetName
from monitor.explain.rows import reading_row
from monitor.extract.reading import read
from monitor.health.shape import State
from monitor.interval import DaySpan
from monitor.read.files import SUFFIXES
from monitor.types import (
    TOLD,
    AttributionKind,
    DateMethod,
    Modality,
    NoticeKind,
    Origin,
    PageKind,
    Polarity,
    SourceKind,
)
from monitor.verdict import Decision
from monitor.web.app import _FORMS, _PAGES
from tests.builders import NOON, a_revision
from tests.extract.reading import extractor, shipped
from tests.test_docs import COMMANDS, FILES, GUIDE, PROGRAM, ROOT, errors, keys, options, section

# Below `topics` and `language`, keys are told by their last part.
_WHOLE_KEYS = [(heading, model) for heading, model in FILES if heading.endswith(".toml")][:5]


@pytest.mark.parametrize(
    ("heading", "kinds"),
    [
        pytest.param("## When a source fails", State, id="states of a source"),
        pytest.param("### sources.toml", SourceKind, id="kinds of sources"),
        pytest.param("### readers.toml", Weekday, id="days of a digest"),
        pytest.param("### monitor review", Decision, id="verdicts"),
        pytest.param("### monitor sources test", PageKind, id="kinds of pages"),
        pytest.param("### monitor sources test", DateMethod, id="ways to find a date"),
        pytest.param("### monitor show", NoticeKind, id="kinds of notices"),
        pytest.param("## A claim line", FacetName, id="facets"),
        pytest.param("## A claim line", AttributionKind, id="kinds of attribution"),
        pytest.param("## A claim line", Modality, id="modalities"),
        pytest.param("## A claim line", Polarity, id="polarities"),
        pytest.param("### monitor show", Origin, id="origins"),
    ],
)
def test_every_word_of_a_list_is_told(heading: str, kinds: object) -> None:
    text = section(heading)
    words: tuple[str, ...] = kinds.__args__  # type: ignore[attr-defined]
    assert [word for word in words if not re.search(rf"(?<!\w){word}(?!\w)", text)] == []


def test_every_kind_of_a_relation_line_is_told() -> None:
    assert [kind for kind in TOLD if f"`{kind}`" not in section("## A relation line")] == []


def test_every_variable_of_the_environment_is_explained() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "monitor").rglob("*.py")]
    there = {name for text in sources for name in re.findall(r"\"(MONITOR_[A-Z_]+)\"", text)}
    assert len(there) >= 4
    assert [name for name in sorted(there) if f"`{name}`" not in GUIDE] == []


def test_the_addresses_for_programs_are_those_there_are() -> None:
    told = set(re.findall(r"`(/[\w/]+\.(?:json|atom))`", section("### monitor web")))
    there = {path.replace("{key}", "ID") for path in (*_PAGES, *_FORMS)}
    assert told == {path for path in there if path.endswith((".json", ".atom"))}


def test_every_ending_of_a_file_to_import_is_told() -> None:
    rows = [row.split("|")[1] for row in section("### monitor import").splitlines() if "|" in row]
    told = {ending for row in rows for ending in re.findall(r"`(\.[\w.]+)`", row)}
    assert told == {*SUFFIXES, ".warc", ".warc.gz"}


def test_no_option_is_told_that_there_is_not() -> None:
    there = {option for command in COMMANDS.values() for option in options(command)}
    told = set(re.findall(r"`(--[a-z][a-z-]+)", GUIDE)) - {"--help", "--install-completion"}
    assert told - there - options(PROGRAM) == set()


@pytest.mark.parametrize(("heading", "model"), _WHOLE_KEYS, ids=[h for h, _ in _WHOLE_KEYS])
def test_no_key_is_told_that_there_is_not(heading: str, model: type) -> None:
    rows = [row.split("|")[1] for row in section(heading).splitlines() if row.startswith("| `")]
    told = {name for row in rows for name in re.findall(r"`[a-z]+\.([a-z_.]+)`", row)}
    assert told
    assert {part for name in told for part in name.split(".")} - set(keys(model)) == set()


def test_no_error_is_told_that_there_is_not() -> None:
    told = set(re.findall(r"`(\w+Error)`", GUIDE))
    assert told == {error.__name__ for error in errors()}


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_make_has_the_targets_that_are_named(name: str) -> None:
    rules = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    text = (ROOT / name).read_text(encoding="utf-8")
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.M)) - rules == set()


def test_the_explanation_line_shown_is_what_comes_out() -> None:
    text = section("## An explanation line")
    block = re.search(r"^```json\n(.*?)^```", text, re.M | re.S)
    assert block
    shown = json.loads(block.group(1))
    published = DaySpan.parse(shown["published"])
    revision = a_revision(text=shown["text"], published=published, title=None, author=None)
    row = reading_row(read(extractor(), revision), shipped(), "text", NOON)
    # Of what is found nearly everywhere the guide shows a part.
    for key in ("topics", "words"):
        assert [one for one in shown[key] if one not in row[key]] == []
    assert {**row, "topics": [], "words": []} == {**shown, "topics": [], "words": []}
    assert [key for key in row if f"`{key}`" not in text] == []
