"""What people decided about relations, held against what is known now."""

from __future__ import annotations

from monitor.review.decide import REASONS, decide, withdraw
from monitor.review.precision import Counts, RulePrecision, count_rules
from monitor.review.standing import (
    Reopening,
    Reviewed,
    State,
    relations_to_tell,
    review_relation,
    review_relations,
)

__all__ = [
    "REASONS",
    "Counts",
    "Reopening",
    "Reviewed",
    "RulePrecision",
    "State",
    "count_rules",
    "decide",
    "relations_to_tell",
    "review_relation",
    "review_relations",
    "withdraw",
]
