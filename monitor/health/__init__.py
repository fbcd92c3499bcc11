"""How well a source can be read, judged from what was observed; pure, no clock and no database."""

from __future__ import annotations

from monitor.health.advice import advice_for
from monitor.health.assess import assess, is_step
from monitor.health.shape import (
    STATE_WORDS,
    STATES,
    ArrivedDocument,
    Check,
    Health,
    HealthStep,
    ListingRecord,
    Observed,
    PageChecks,
    Reason,
    Sample,
    State,
)
from monitor.health.usual import Usual, usual_of

__all__ = [
    "STATES",
    "STATE_WORDS",
    "ArrivedDocument",
    "Check",
    "Health",
    "HealthStep",
    "ListingRecord",
    "Observed",
    "PageChecks",
    "Reason",
    "Sample",
    "State",
    "Usual",
    "advice_for",
    "assess",
    "is_step",
    "usual_of",
]
