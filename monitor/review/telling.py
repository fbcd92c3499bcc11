"""Verdicts in plain words."""

from __future__ import annotations

from monitor.review.standing import Reviewed
from monitor.storage import KeptVerdict
from monitor.verdict import Verdict
from monitor.wording import day_in_words


def verdict_in_words(reviewed: Reviewed) -> str | None:
    """What was decided, and what reopened it; None where nothing was."""
    if reviewed.verdict is None:
        return None
    told = _decision(reviewed.verdict)
    if reviewed.reopened is None:
        return told
    return f"reopened: {reviewed.reopened.why} (was {told})"


def history_in_words(kept: KeptVerdict) -> str:
    """One decision of the past, and whether it was taken back."""
    told = _decision(kept.verdict)
    if kept.withdrawn is None:
        return told
    return f"{told}; taken back by {kept.withdrawn_by} on {day_in_words(kept.withdrawn.date())}"


def _decision(verdict: Verdict) -> str:
    why = f": {verdict.reason}" if verdict.reason else ""
    return f"{verdict.decision} by {verdict.by} on {day_in_words(verdict.at.date())}{why}"
