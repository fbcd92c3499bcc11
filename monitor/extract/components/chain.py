"""How words came to the outlet: told by one, passed on by another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from monitor.extract.components.speakers import Candidate


def chained(reports: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Reps told partners, who told the outlet: the first speaker's words, as hearsay.

    A report made to listeners who do the reporting themselves ("…, three
    partners said") is theirs to pass on; so is one by anonymous insiders.
    """
    inner = next((r for r in reports if r["listener"] and not r["closing"]), None)
    outer = next((r for r in reports if r is not inner and r["closing"]), None)
    for report in reports:
        if (
            inner is not None
            and outer is not None
            and report is outer
            and report["cue_start"] > inner["cue_start"]
        ):
            continue
        if report is inner and (outer is not None or _passed_on(report)):
            via = (
                outer["speaker"].organisation or outer["speaker"].role
                if outer
                else report["listener"]
            )
            yield {
                **report,
                "label": "hearsay",
                "end": outer["cue_start"] if outer else report["end"],
                "chain": [via or "sources"],
            }
        else:
            yield report


def _passed_on(report: dict[str, Any]) -> bool:
    return bool(report["speaker"].anonymous and report["listener"] not in ("us", "me", "reporters"))


def speaker_fields(candidate: Candidate | None) -> dict[str, Any]:
    if candidate is None:
        return {"name": None, "organisation": None, "role": None, "anonymous": False}
    return {
        "name": candidate.name,
        "organisation": candidate.organisation,
        "role": candidate.role,
        "anonymous": candidate.anonymous,
    }
