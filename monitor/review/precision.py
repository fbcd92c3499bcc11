"""How often each rule is right, by the verdicts of people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from math import sqrt

from monitor.config import Config
from monitor.review.standing import Reviewed, State, review_relations
from monitor.storage import Store
from monitor.types import TOLD
from monitor.verdict import Verdict

# In the order in which they are told.
STATES: tuple[State, ...] = ("open", "confirmed", "superseded", "dismissed")
_Z = 1.96  # 95 of 100 such intervals hold the true share


@dataclass(frozen=True, slots=True)
class Counts:
    """What there is of a rule's relations, and what was decided about them."""

    relations: int = 0
    open: int = 0
    confirmed: int = 0
    superseded: int = 0
    dismissed: int = 0

    @property
    def right(self) -> int:
        """What is superseded was right when it was found."""
        return self.confirmed + self.superseded

    @property
    def decided(self) -> int:
        """All verdicts."""
        return self.right + self.dismissed

    @property
    def precision(self) -> float | None:
        """The share that was right; None where nothing was decided."""
        return self.right / self.decided if self.decided else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the share of all its relations may lie (Wilson's score interval, 95 %)."""
        n, share = self.decided, self.precision
        if share is None:
            return None
        middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        reach = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
        return max(0.0, middle - reach), min(1.0, middle + reach)


_COUNTED = tuple(field.name for field in fields(Counts))


@dataclass(frozen=True, slots=True)
class RulePrecision:
    """A rule, all told and by version."""

    rule: str
    counts: Counts
    versions: Mapping[str, Counts]


def count_rules(
    relations: Iterable[Reviewed], verdicts: Iterable[Verdict]
) -> tuple[RulePrecision, ...]:
    """By rule: relations as they are now, verdicts by the rule and version they were made on.

    Also where that relation is gone: a mended rule does not lose its past mistakes.
    """
    tally = Counter[tuple[str, str, str]]()
    for one in relations:
        name = _rule(one.stored.relation.rule)
        tally[*name, "relations"] += 1
        tally[*name, "open"] += one.is_open
    tally += Counter((*_rule(one.rule), one.decision) for one in verdicts)
    found: dict[str, dict[str, Counts]] = {}
    for rule, version in sorted({(rule, version) for rule, version, _ in tally}):
        counts = Counts(*(tally[rule, version, name] for name in _COUNTED))
        found.setdefault(rule, {})[version] = counts
    return tuple(
        RulePrecision(rule, _sum(versions.values()), versions) for rule, versions in found.items()
    )


def _rule(rule: str) -> tuple[str, str]:
    """Its name and its version."""
    name, _, version = rule.partition("@")
    return name, version


def _sum(parts: Collection[Counts]) -> Counts:
    return Counts(*(sum(getattr(one, name) for one in parts) for name in _COUNTED))


def rules_of(store: Store, config: Config) -> tuple[RulePrecision, ...]:
    """Every rule that made a relation worth telling, or one that was decided about."""
    reviewed = review_relations(config, store, store.relations(kinds=TOLD))
    return count_rules(reviewed, [kept.verdict for kept in store.verdicts().values()])
