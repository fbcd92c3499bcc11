"""What is stored and how each source fares: the one gathering behind `status` and the metrics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from monitor.config import Config
from monitor.health import HealthStep, advice_for
from monitor.storage import SourceStatus, Store
from monitor.telemetry.work import work_of

# Entries a week are counted over four weeks: fewer would make a monthly page come and go.
_WEEKS = 4
_LATELY = timedelta(weeks=_WEEKS)
_UNKNOWN = "unknown"  # never crawled since health is kept, or too lately to say, and never answered
_PAUSED = "paused"
# A screen holds a handful beside the sources; the page of a source has more.
_MOST_FAILURES = 5
# The order of the table: who needs a person first.
_ORDER = ("needs-person", "failing", "degraded", _UNKNOWN, "ok", _PAUSED)


def status_of(store: Store, config: Config, now: datetime) -> dict[str, Any]:
    """Counts, what workers do, sources (who needs a person first), the last runs and what failed
    last (in four weeks), for `--json` and the table."""
    return {
        "counts": store.counts(),
        "work": work_of(store, config, now),
        "sources": sources_of(store, config, now),
        "runs": [
            {
                "kind": r.kind,
                "started": r.started.isoformat(timespec="seconds"),
                "outcome": r.outcome,
                "counts": dict(r.counts),
            }
            for r in store.runs(5)
        ],
        "last_failures": [
            {
                "at": one.at.isoformat(timespec="seconds"),
                "source": one.source,
                "kind": one.kind,
                "url": one.url,
                "message": one.message,
            }
            for one in store.last_failures(_MOST_FAILURES)
            if one.at >= now - _LATELY
        ],
    }


def sources_of(store: Store, config: Config, now: datetime) -> list[dict[str, Any]]:
    """Every source, who needs a person first."""
    found = _sources(store, config, now)
    return sorted(found, key=lambda one: (_ORDER.index(one["state"]), one["source"]))


def source_of(store: Store, config: Config, key: str, now: datetime) -> dict[str, Any]:
    """One source, as `sources_of` tells it."""
    step = store.latest_health().get(key)
    fares = store.status_of_source(key, now - _LATELY)
    return _source(config, fares, step, _due(store, config, [key]))


def source_row(source: dict[str, Any]) -> dict[str, Any]:
    """The same with its times as text, for programs."""
    return {
        name: value.isoformat(timespec="seconds") if isinstance(value, datetime) else value
        for name, value in source.items()
    }


def _sources(store: Store, config: Config, now: datetime) -> Iterator[dict[str, Any]]:
    """Those configured, and those only the database knows."""
    known = {one.source: one for one in store.source_status(now - _LATELY)}
    steps, configured = store.latest_health(), [source.key for source in config.sources]
    due = _due(store, config, configured)
    for key in dict.fromkeys((*configured, *known)):
        fares = known.get(key) or SourceStatus(key, 0, 0, None, None, 0)
        if config.source(key) is not None or fares.documents or fares.last_ok:
            yield _source(config, fares, steps.get(key), due)


def _due(store: Store, config: Config, keys: Iterable[str]) -> Mapping[str, datetime]:
    """When the first address of each of these sources is due, of those that are watched."""
    watched = [one for key in keys if (one := config.source(key)) is not None and one.enabled]
    checks = store.next_checks([url for one in watched for url in one.addresses])
    due = {one.key: [checks[url] for url in one.addresses if url in checks] for one in watched}
    return {key: min(moments) for key, moments in due.items() if moments}


def _source(
    config: Config, fares: SourceStatus, step: HealthStep | None, due: Mapping[str, datetime]
) -> dict[str, Any]:
    """One source; times are kept as such until they are printed."""
    configured = config.source(fares.source)
    watched = configured is not None and configured.enabled
    answered = fares.last_ok is not None
    state = step.health.state if step and step.is_known(answered=answered) else _UNKNOWN
    reasons = step.health.reasons if step and watched else ()
    return {
        "source": fares.source,
        "state": state if watched else _PAUSED,
        "since": (step.health.since or step.at) if step and watched else None,
        "reasons": [{"kind": one.kind, "text": one.text} for one in reasons],
        "advice": advice_for(reasons[0].kind) if state == "needs-person" and reasons else None,
        "last_ok": fares.last_ok,
        "next_check": due.get(fares.source),
        "documents": fares.documents,
        "entries_a_week": fares.new / _WEEKS,
        "failures": fares.failures,
        "last_failure": fares.last_failure,
    }
