"""`monitor status --rules`: how often each rule was right, by what people decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.review import Counts, RulePrecision
    from monitor.storage import Store


def show_rules(store: Store, config: Config, as_json: bool) -> None:
    """A line a rule for people; for programs by version too."""
    from monitor.cli.output import print_json, print_table, print_text
    from monitor.review import STATES, rules_of

    rules = rules_of(store, config)
    if as_json:
        print_json("rules", [_row(rule) for rule in rules])
        return
    columns = ("Rule", "Relations", "Open", "Confirmed", "Superseded", "Dismissed", "Right")
    print_table(columns, [_cells(rule, STATES) for rule in rules])
    if not any(rule.counts.decided for rule in rules):
        print_text("Nothing was decided yet: monitor review")


def _cells(rule: RulePrecision, states: Sequence[str]) -> tuple[str, ...]:
    counts = rule.counts
    numbers = (counts.relations, *(getattr(counts, state) for state in states))
    return rule.rule, *map(str, numbers), _right(counts)


def _right(counts: Counts) -> str:
    """`7 of 9 (45-94 %)`: few verdicts prove little, so the interval stands beside them."""
    if counts.interval is None:
        return "-"
    low, high = (round(100 * bound) for bound in counts.interval)
    return f"{counts.right} of {counts.decided} ({low}-{high} %)"


def _row(rule: RulePrecision) -> dict[str, Any]:
    versions = {version: _numbers(counts) for version, counts in rule.versions.items()}
    return {"rule": rule.rule, **_numbers(rule.counts), "versions": versions}


def _numbers(counts: Counts) -> dict[str, Any]:
    from monitor.review import STATES

    states: dict[str, int] = {state: getattr(counts, state) for state in STATES}
    return {
        "relations": counts.relations,
        **states,
        "decided": counts.decided,
        "precision": counts.precision,
        "interval": list(counts.interval) if counts.interval else None,
    }
