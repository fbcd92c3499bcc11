"""How words came to the outlet: told by one, passed on by another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from monitor.extract.components.speakers import Candidate

_FIRST_HAND = ("us", "me", "reporters", "journalists")


def chained(reports: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Reps told partners, who told the outlet: the first speaker's words, as hearsay.

    A report made to listeners who do the reporting themselves ("…, three
    partners said", "partners said … told them") is theirs to pass on; so is one
    by anonymous insiders.
    """
    inner = next((r for r in reports if r["listener"] and not r["closing"]), None)
    outer = next((r for r in reports if inner is not None and _passes_on(r, inner)), None)
    for report in reports:
        if report is outer and report["closing"]:
            yield {**report, "clause": False}  # its words are the first speaker's
        elif report is inner and (outer is not None or _is_anonymous(report)):
            yield {**report, "label": "hearsay", "chain": [_via(outer, report)]}
        else:
            yield report


def _passes_on(report: dict[str, Any], inner: dict[str, Any]) -> bool:
    if report is inner or report["speaker"] is None or report["label"] == "refusal":
        return False
    if report["closing"]:
        return bool(report["cue_at"][0] > inner["cue_at"][0])
    holds = report["start"] <= inner["cue_at"][0] < report["end"]
    return bool(holds and inner["listener"] in ("them", "him", "her"))


def _via(outer: dict[str, Any] | None, inner: dict[str, Any]) -> str:
    if outer is None:
        return str(inner["listener"])
    return outer["speaker"].organisation or outer["speaker"].role or "sources"


def _is_anonymous(report: dict[str, Any]) -> bool:
    speaker = report["speaker"]
    return bool(speaker and speaker.anonymous and report["listener"] not in _FIRST_HAND)


def speaker_fields(candidate: Candidate | None) -> dict[str, Any]:
    """The values of a mark that tell who speaks."""
    if candidate is None:
        return {"name": None, "organisation": None, "role": None, "anonymous": False}
    return {
        "name": candidate.name,
        "organisation": candidate.organisation,
        "role": candidate.role,
        "anonymous": candidate.anonymous,
    }
