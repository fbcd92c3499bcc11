"""A newsroom in a few lines: who said how many seats on which day, on which page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from monitor.interval import DaySpan, NumberSpan
from monitor.storage import StoredClaim, StoredRelation
from monitor.types import Attribution, Relation, Speaker
from monitor.values import Quantity
from tests.builders import NOON, a_claim, a_relation, a_revision

SLOT = "program/onboarding/threshold/seats"


def seats(low: int) -> Quantity:
    return Quantity(NumberSpan(low, None), "seat", "minimum")


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    """Noon of a day."""
    return datetime.combine(day(text), time(12), UTC)


def said(
    low: int,
    on: str | None,
    *,
    who: str = "Vendor",
    page: str | None = None,
    seen: str = "2014-09-01",
    slot: str = SLOT,
    words: str | None = None,
    **changes: Any,
) -> StoredClaim:
    """A minimum in an article of that day, on a page of its own unless one is named; in such words."""
    text = words or f"{who} wants {low} seats ({on})."
    revision = a_revision(
        document=page or f"https://outlet.example/{who}/{low}/{on}",
        text=text,
        published=DaySpan.day(day(on)) if on else None,
        observed=at(seen),
    )
    voice = Attribution(Speaker(None, who, "spokesperson", False), "indirect", "said", (who,))
    claim = a_claim(revision, quote=text, value=seats(low), attribution=voice)
    return StoredClaim(replace(claim, **changes), NOON, slot)


def relation(
    kind: str, a: Sequence[StoredClaim], b: Sequence[StoredClaim], **changes: Any
) -> StoredRelation:
    """Between two sides of one slot."""
    made: Relation = a_relation(
        kind=kind,
        slot=a[0].slot,
        a=tuple(one.claim.key for one in a),
        b=tuple(one.claim.key for one in b),
        **changes,
    )
    return StoredRelation(made, NOON)
