"""What `monitor status --metrics` prints and /metrics answers, in Prometheus's text format 0.0.4.

A new metric is one more Family in `families`, with its row in docs/guide.md; a
test holds both against each other. A name, once told, stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from monitor.config import Config
from monitor.health import STATES
from monitor.plain import clean_text
from monitor.review import STATES as RULE_STATES
from monitor.review import RulePrecision, rules_of
from monitor.storage import QueueState, Store
from monitor.telemetry.status import status_of

Labels = tuple[tuple[str, str], ...]
_COUNTED = {
    "documents": "Documents that are followed.",
    "snapshots": "Snapshots that are kept.",
    "pending": "Snapshots not yet read.",
    "quarantined": "Snapshots in quarantine: those are read no more.",
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


def families(store: Store, config: Config, now: datetime) -> list[Family]:
    """The numbers of `monitor status`, of the sources that are watched, and of the jobs."""
    status, relations = status_of(store, config, now), store.relations_by_kind()
    failures = store.failures_by_kind()
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
    found += [*_of_jobs(store), *_of_queue(store.queue_state()), _of_rules(rules_of(store, config))]
    return found + _of_sources([one for one in status["sources"] if one["state"] != "paused"])


def _of_jobs(store: Store) -> list[Family]:
    done = [(("job", job), at.timestamp()) for job, at in sorted(store.last_finished().items())]
    size = store.size()
    return [
        Family(
            "monitor_job_last_success_seconds",
            "gauge",
            "When a job was last done to its end, in seconds since 1970.",
            tuple(((label,), at) for label, at in done),
        ),
        Family("monitor_database_bytes", "gauge", "Room the database takes.", (((), float(size)),)),
    ]


def _of_queue(state: QueueState | None) -> list[Family]:
    by_state = {"waiting": state.waiting, "doing": state.doing} if state else {}
    jobs = tuple(
        ((("task", task), ("state", name)), float(number))
        for name, found in by_state.items()
        for task, number in sorted(found.items())
    )
    last = _moment((), state.last_sign if state else None)
    return [
        Family("monitor_queue_jobs", "gauge", "Jobs in the queue of the workers.", jobs),
        Family(
            "monitor_worker_last_sign_seconds",
            "gauge",
            "When a worker last gave a sign of life, in seconds since 1970.",
            tuple(last),
        ),
    ]


def _of_rules(rules: Iterable[RulePrecision]) -> Family:
    values = tuple(
        ((("rule", rule.rule), ("verdict", state)), float(getattr(rule.counts, state)))
        for rule in rules
        for state in RULE_STATES
    )
    told = "Relations open and verdicts in force, by rule."
    return Family("monitor_rule_verdicts", "gauge", told, values)


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


def exposition(found: Iterable[Family], *further: Collector) -> str:
    """The text; a family without values is left out, since to some readers it is an error."""
    registry = CollectorRegistry()
    for collector in (_Given(found), *further):
        registry.register(collector)
    return generate_latest(registry).decode()


class _Given(Collector):
    """Families as the library takes them; it escapes what labels hold."""

    def __init__(self, found: Iterable[Family]) -> None:
        self._found = tuple(found)

    def collect(self) -> Iterator[Metric]:
        for family in self._found:
            if not family.values:
                continue
            made = _MADE[family.kind]
            names = [name for name, _ in family.values[0][0]]
            metric = made(family.name, family.help, labels=names)
            for labels, value in family.values:
                metric.add_metric([clean_text(text) for _, text in labels], value)
            yield metric


_MADE = {"gauge": GaugeMetricFamily, "counter": CounterMetricFamily}
