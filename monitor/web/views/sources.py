"""How the sources fare: all of them, and one over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from monitor.config import Config
from monitor.config.source import SourceConfig
from monitor.errors import NotFoundError
from monitor.health import HealthStep, State, Usual, usual_of
from monitor.pipeline.health import asked_at
from monitor.storage import Store
from monitor.telemetry.status import source_of, sources_of
from monitor.types import Failure

# What is looked back on: a year, of which a picture shows the last quarter.
_LOOKED_BACK = timedelta(days=365)
_PICTURED = timedelta(days=90)
_MOST_FAILURES = 20


@dataclass(frozen=True, slots=True)
class Stretch:
    """Health of one kind; `left` and `width` in percent of the time that is pictured."""

    state: State | None
    since: datetime
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One source: `status` as the table of all has it, `usual` its norms."""

    config: SourceConfig
    status: dict[str, Any]
    steps: tuple[HealthStep, ...]
    stretches: tuple[Stretch, ...]
    pictured: timedelta
    usual: Usual
    failures: tuple[Failure, ...]


def source_rows(config: Config, store: Store, now: datetime) -> list[dict[str, Any]]:
    """All sources, who needs a person first."""
    rows = sources_of(store, config, now)
    names = {source.key: source.name for source in config.sources}
    return [{**row, "name": names.get(row["source"], row["source"])} for row in rows]


def source_page(config: Config, store: Store, key: str, now: datetime) -> SourcePage:
    """Raises NotFoundError for a source that config/ does not know."""
    configured = config.source(key)
    if configured is None:
        raise NotFoundError(f"no source {key[:80]!r} is configured; see the list of all")
    steps = [step for step in store.health_steps(now - _LOOKED_BACK, now) if step.source == key]
    asked = [address for url in configured.addresses for address in asked_at(url, now)]
    return SourcePage(
        configured,
        source_of(store, config, key, now),
        tuple(reversed(steps)),
        tuple(_stretches(steps, now)),
        _PICTURED,
        usual_of(store.health_sample(key, asked, now)),
        store.last_failures(_MOST_FAILURES, key),
    )


def _stretches(steps: Sequence[HealthStep], now: datetime) -> Iterator[Stretch]:
    """From each step to the next; before the first, what held before it."""
    first = now - _PICTURED
    edges: list[tuple[datetime, State | None]] = [(first, None)]
    for step in steps:
        if step.at <= first:
            edges = [(first, step.health.state)]
        else:
            if len(edges) == 1 and edges[0][1] is None and step.before is not None:
                edges = [(first, step.before)]
            edges.append((step.at, step.health.state))
    ends = [at for at, _ in edges[1:]] + [now]
    for (at, state), end in zip(edges, ends, strict=True):
        left = 100 * ((at - first) / _PICTURED)
        yield Stretch(state, at, round(left, 2), round(100 * ((end - at) / _PICTURED), 2))
