"""How what was measured is told."""

from __future__ import annotations

import statistics
from collections.abc import Sequence


def line(name: str, values: Sequence[float], form: str) -> str:
    """The median of all rounds, with the lowest and the highest."""
    middle, low, high = statistics.median(values), min(values), max(values)
    return f"  {name:36} {middle:>9{form}}   ({low:{form}} to {high:{form}})"
