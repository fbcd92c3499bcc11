"""The labels of a folder (format: README.md), as frozen types; values are the program's own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from monitor.interval import DaySpan, NumberSpan
from monitor.read.files import load, parse
from monitor.values import Accuracy, Actor, Money, Quantity, ScopeItem, State, Value, When

# How labels write a performer that the program calls by its part.
_PERFORMERS = {"microsoft": "vendor"}
# What a statement that is not scored may leave out; its value is of another kind, and not read.
_UNSAID: dict[str, Any] = {
    "component": None,
    "polarity": "",
    "modality": "",
    "speaker": {"organisation": None, "anonymous": False},
    "attribution": "",
}
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Document:
    """One labelled text. In a distractor no statement is about the program."""

    name: str
    publisher: str
    text: str
    distractor: bool


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled claim.

    `values` holds the labelled value, then others that are right too; none where
    any value is (only in labels that are optional, out of scope or not scored).
    """

    key: str
    document: str
    place: Place
    sentence: Place
    facet: str
    component: str | None
    values: tuple[Value, ...]
    polarity: str
    modality: str
    organisations: frozenset[str | None]
    anonymous: bool
    attribution: str
    optional: bool
    out_of_scope: bool

    @property
    def asked(self) -> bool:
        """Whether missing it is a miss."""
        return not self.optional and not self.out_of_scope


@dataclass(frozen=True, slots=True)
class Pair:
    """Two labels to be flagged as `kind`, or a hard negative: to be left alone (None)."""

    a: Label
    b: Label
    kind: str | None


@dataclass(frozen=True, slots=True)
class Gold:
    """All labels of a folder. `ignored` are places that are not judged, by document."""

    documents: Mapping[str, Document]
    labels: tuple[Label, ...]
    ignored: Mapping[str, tuple[Place, ...]]
    pairs: tuple[Pair, ...]


def read_gold(folder: Path) -> Gold:
    """Read a labelled folder; raises ValueError where a label does not stand in its text."""
    kinds = {row["document"]: row["kind"] for row in rows(folder / "documents.jsonl")}
    files = sorted((folder / "docs").glob("*.txt"))
    documents = {file.stem: _document(file, kinds.get(file.stem, "target")) for file in files}
    labels = tuple(_label(row, documents) for row in rows(folder / "claims.jsonl"))
    unscored = tuple(
        _label(_UNSAID | row | {"value": None}, documents)
        for row in rows(folder / "unscored.jsonl")
    )
    by_key = {label.key: label for label in (*labels, *unscored)}
    pairs = [*rows(folder / "pairs.jsonl"), *rows(folder / "hard_negatives.jsonl")]
    ignored: dict[str, tuple[Place, ...]] = {}
    for row in rows(folder / "ignore.jsonl"):
        ignored[row["document"]] = (*ignored.get(row["document"], ()), (row["start"], row["end"]))
    return Gold(
        documents,
        labels,
        ignored,
        tuple(Pair(by_key[row["a"]], by_key[row["b"]], row.get("kind")) for row in pairs),
    )


def rows(file: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines; none where there is no file."""
    if not file.exists():
        return []
    return [json.loads(row) for row in file.read_text("utf-8").split("\n") if row.strip()]


def _document(file: Path, kind: str) -> Document:
    """Read as an import reads it, so that offsets count alike."""
    found = parse(file.name, load(file))
    return Document(file.stem, found.publisher or "", found.text, kind == "distractor")


def _label(row: dict[str, Any], documents: Mapping[str, Document]) -> Label:
    place = (row["start"], row["end"])
    if documents[row["document"]].text[slice(*place)] != row["quote"]:
        raise ValueError(f"label {row['id']}: its quote does not stand at {place}")
    speaker = row["speaker"]
    values = [value for value in (row["value"], *row.get("accept", ())) if value is not None]
    return Label(
        key=row["id"],
        document=row["document"],
        place=place,
        sentence=tuple(row.get("sentence") or place),
        facet=row["facet"],
        component=row["component"],
        values=tuple(filter(None, (value_of(row["facet"], value) for value in values))),
        polarity=row["polarity"],
        modality=row["modality"],
        organisations=frozenset([speaker["organisation"], *speaker.get("organisation_also", ())]),
        anonymous=speaker["anonymous"],
        attribution=row["attribution"],
        optional=bool(row.get("optional")),
        out_of_scope=bool(row.get("out_of_scope")),
    )


def value_of(facet: str, row: Mapping[str, Any]) -> Value | None:
    """A label's value in the program's types; None for a facet that there is not."""
    match facet:
        case "threshold" | "headcount":
            return Quantity(NumberSpan(row["low"], row["high"]), row["unit"], "exact")
        case "timing":
            return When(DaySpan(_day(row["from"]), _day(row["to"])), row["event"])
        case "scope":
            return ScopeItem(row["item"], row["included"])
        case "price" | "funding":
            amount = None if row["amount"] is None else Decimal(str(row["amount"]))
            return Money(amount, row["currency"], row["per"], row["role"])
        case "delivery":
            performer = row["performer"]
            return Actor(_PERFORMERS.get(performer, performer), row.get("work") or "")
        case "status":
            return State(row["state"])
        case "accuracy":
            return Accuracy(row["of"], row["accurate"])
    return None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
