"""`monitor status`: what is stored, and how each source fares; for people and for machines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.context import of
from monitor.cli.options import AsJson

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.health import HealthStep
    from monitor.storage import SourceStatus, Store

# Entries a week are counted over four weeks: fewer would make a monthly page come and go.
_WEEKS = 4
_UNKNOWN = "unknown"  # never crawled since health is kept
_PAUSED = "paused"
# The order of the table: who needs a person first.
_ORDER = ("needs-person", "failing", "degraded", _UNKNOWN, "ok", _PAUSED)


def status(
    context: typer.Context,
    as_json: AsJson = False,
    metrics: Annotated[
        bool, typer.Option("--metrics", help="Print it in the text format of Prometheus.")
    ] = False,
    rules: Annotated[
        bool, typer.Option("--rules", help="Show how often each rule was right, by verdicts.")
    ] = False,
) -> None:
    """Show what is stored, how the sources fare, and what went wrong lately.

    Problems come first: what needs a person, then what fails, then the rest.
    """
    from monitor.cli.output import print_json, standard_output
    from monitor.storage import utc_now

    if metrics and (as_json or rules):
        raise typer.BadParameter("say --json, --rules or --metrics, not both")
    config = of(context).config()
    if rules:
        from monitor.cli.rules import show_rules

        with of(context).store(config) as store:
            show_rules(store, config, as_json)
        return
    with of(context).store(config) as store:
        found = _status(store, config, utc_now())
        if metrics:
            from monitor.cli.metrics import exposition, families
            from monitor.cli.rules import rules_of, verdict_family

            kinds = store.relations_by_kind()
            told = families(found, kinds, store.failures_by_kind())
            lines = exposition([*told, verdict_family(rules_of(store, config))])
    if metrics:
        with standard_output():
            print(lines, end="")
    elif as_json:
        print_json("status", {**found, "sources": [_told(one) for one in found["sources"]]})
    else:
        _print(found)


def _status(store: Store, config: Config, now: datetime) -> dict[str, Any]:
    return {
        "counts": store.counts(),
        "sources": sorted(
            _sources(store, config, now),
            key=lambda one: (_ORDER.index(one["state"]), one["source"]),
        ),
        "runs": [
            {
                "kind": r.kind,
                "started": r.started.isoformat(timespec="seconds"),
                "outcome": r.outcome,
                "counts": dict(r.counts),
            }
            for r in store.runs(5)
        ],
    }


def _sources(store: Store, config: Config, now: datetime) -> Iterator[dict[str, Any]]:
    """Those configured, and those only the database knows."""
    from monitor.storage import SourceStatus

    known = {one.source: one for one in store.source_status()}
    steps = store.latest_health()
    for key in dict.fromkeys((*(source.key for source in config.sources), *known)):
        fares = known.get(key) or SourceStatus(key, 0, None, None, None, 0)
        if config.source(key) is not None or fares.documents or fares.last_ok:
            yield _source(store, config, fares, steps.get(key), now)


def _source(
    store: Store, config: Config, fares: SourceStatus, step: HealthStep | None, now: datetime
) -> dict[str, Any]:
    """One source; times are kept as such until they are printed."""
    from monitor.health import advice_for

    configured = config.source(fares.source)
    watched = configured is not None and configured.enabled
    state = step.health.state if step else _UNKNOWN
    reasons = step.health.reasons if step and watched else ()
    new = store.new_documents(fares.source, now - timedelta(weeks=_WEEKS))
    return {
        "source": fares.source,
        "state": state if watched else _PAUSED,
        "since": (step.health.since or step.at) if step and watched else None,
        "reasons": [{"kind": one.kind, "text": one.text} for one in reasons],
        "advice": advice_for(reasons[0].kind) if state == "needs-person" and reasons else None,
        "last_ok": fares.last_ok,
        "next_check": store.next_check(configured.addresses) if configured and watched else None,
        "documents": fares.documents,
        "entries_a_week": new / _WEEKS,
        "failures": fares.failures,
        "last_failure": fares.last_failure,
    }


def _told(source: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat(timespec="seconds") if isinstance(value, datetime) else value
        for name, value in source.items()
    }


def _print(found: dict[str, Any]) -> None:
    from monitor.cli.output import print_table, print_text

    print_text("  ".join(f"{name}: {count}" for name, count in found["counts"].items()))
    print_text("")
    troubles = [line for line in map(_trouble, found["sources"]) if line]
    for line in troubles:
        print_text(line)
    if troubles:
        print_text("")
    columns = ("Source", "State", "Last good check", "Next check", "Documents", "New a week")
    print_table(columns, [_row(source) for source in found["sources"]])
    if found["runs"]:
        print_text("")
        print_table(
            ("Run", "Started", "Outcome", "Counts"),
            [
                (
                    r["kind"],
                    r["started"],
                    r["outcome"] or "not ended",
                    ", ".join(f"{k} {v}" for k, v in r["counts"].items()),
                )
                for r in found["runs"]
            ],
        )


def _trouble(source: dict[str, Any]) -> str | None:
    """What is wrong and what to do, on one line; None where nothing is."""
    from monitor.health import STATE_WORDS
    from monitor.plain import one_line

    if not source["reasons"]:
        return None
    why = "; ".join(reason["text"] for reason in source["reasons"])
    state = f"{STATE_WORDS[source['state']]} since {_minute(source['since'])}"
    line = f"{source['source']}: {state}: {why}"
    return one_line(f"{line}. What to do: {source['advice']}" if source["advice"] else line)


def _row(source: dict[str, Any]) -> tuple[str, ...]:
    from monitor.health import STATE_WORDS

    return (
        source["source"],
        STATE_WORDS.get(source["state"], source["state"]),
        _minute(source["last_ok"], "never"),
        _minute(source["next_check"]),
        str(source["documents"]),
        f"{source['entries_a_week']:.1f}",
    )


def _minute(moment: datetime | None, never: str = "") -> str:
    return f"{moment:%Y-%m-%d %H:%MZ}" if moment else never
