"""What `monitor status --metrics` prints: the text format of Prometheus, version 0.0.4."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from monitor.health import STATES
from monitor.plain import clean_text

Labels = tuple[tuple[str, str], ...]
_COUNTED = {
    "documents": "Documents that are followed.",
    "snapshots": "Snapshots that are kept.",
    "pending": "Snapshots not yet read.",
    "revisions": "Revisions that are kept.",
    "claims": "Claims that were read.",
}


@dataclass(frozen=True, slots=True)
class Family:
    """All values of one name."""

    name: str
    kind: Literal["gauge", "counter"]
    help: str
    values: tuple[tuple[Labels, float], ...]


def families(
    status: Mapping[str, Any],
    relations: Mapping[str, int],
    failures: Mapping[tuple[str, str], int],
) -> list[Family]:
    """The numbers of `monitor status`, of the sources that are watched."""
    found = [
        Family(f"monitor_{name}", "gauge", text, (((), status["counts"][name]),))
        for name, text in _COUNTED.items()
    ]
    messages = _labelled(
        "state",
        {
            name.removeprefix("messages "): count
            for name, count in status["counts"].items()
            if name.startswith("messages ")
        },
    )
    found += [
        Family("monitor_relations", "gauge", "Relations by kind.", _labelled("kind", relations)),
        Family("monitor_messages", "gauge", "Digests and alerts in the outbox by state.", messages),
        Family(
            "monitor_failures_total",
            "counter",
            "Failures recorded, by source and kind.",
            tuple(
                ((("source", source), ("kind", kind)), float(count))
                for (source, kind), count in sorted(failures.items())
            ),
        ),
    ]
    return found + _of_sources([one for one in status["sources"] if one["state"] != "paused"])


def _labelled(label: str, counts: Mapping[str, int]) -> tuple[tuple[Labels, float], ...]:
    return tuple((((label, name),), float(count)) for name, count in sorted(counts.items()))


def _of_sources(sources: Iterable[Mapping[str, Any]]) -> list[Family]:
    states, last_ok, next_check, documents, weekly = [], [], [], [], []
    for one in sources:
        source = (("source", one["source"]),)
        for state in (*STATES, "unknown"):
            states.append(((*source, ("state", state)), float(one["state"] == state)))
        last_ok += _moment(source, one["last_ok"])
        next_check += _moment(source, one["next_check"])
        documents.append((source, float(one["documents"])))
        weekly.append((source, float(one["entries_a_week"])))
    return [
        Family("monitor_source_state", "gauge", "1 for the state it is in.", tuple(states)),
        Family(
            "monitor_source_last_ok_seconds",
            "gauge",
            "When a check last went well, in seconds since 1970.",
            tuple(last_ok),
        ),
        Family(
            "monitor_source_next_check_seconds",
            "gauge",
            "When it is due again, in seconds since 1970.",
            tuple(next_check),
        ),
        Family("monitor_source_documents", "gauge", "Documents by source.", tuple(documents)),
        Family(
            "monitor_source_entries_a_week",
            "gauge",
            "New documents a week, over four weeks.",
            tuple(weekly),
        ),
    ]


def _moment(labels: Labels, moment: datetime | None) -> list[tuple[Labels, float]]:
    return [] if moment is None else [(labels, moment.timestamp())]


def exposition(found: Iterable[Family]) -> str:
    """The text; a family without values is left out."""
    lines = []
    for family in found:
        if not family.values:
            continue
        lines.append(f"# HELP {family.name} {family.help}")
        lines.append(f"# TYPE {family.name} {family.kind}")
        lines += [f"{family.name}{_labels(row)} {_number(value)}" for row, value in family.values]
    return "\n".join(lines) + "\n"


def _labels(labels: Labels) -> str:
    parts = [f'{name}="{_escaped(value)}"' for name, value in labels]
    return "{" + ",".join(parts) + "}" if parts else ""


def _escaped(value: str) -> str:
    r"""Backslash, double quote and line feed are escaped, and nothing else (the format's rule)."""
    return clean_text(value).replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)
