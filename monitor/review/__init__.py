"""What people decided about relations, held against what is known now."""

from __future__ import annotations

from monitor.review.case import Case, SideSeen, case_of
from monitor.review.decide import REASONS, decide, lacks_reason, withdraw
from monitor.review.precision import STATES, Counts, RulePrecision, count_rules, rules_of
from monitor.review.resting import resting_on
from monitor.review.standing import (
    Reopening,
    Reviewed,
    State,
    relations_to_tell,
    review_relation,
    review_relations,
    seek_relations,
    takes,
    without_echoes,
    worth_telling,
)
from monitor.review.telling import history_in_words, verdict_in_words

__all__ = [
    "REASONS",
    "STATES",
    "Case",
    "Counts",
    "Reopening",
    "Reviewed",
    "RulePrecision",
    "SideSeen",
    "State",
    "case_of",
    "count_rules",
    "decide",
    "history_in_words",
    "lacks_reason",
    "relations_to_tell",
    "resting_on",
    "review_relation",
    "review_relations",
    "rules_of",
    "seek_relations",
    "takes",
    "verdict_in_words",
    "withdraw",
    "without_echoes",
    "worth_telling",
]
