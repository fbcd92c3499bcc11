"""A reading as plain JSON: every span with its place, and the claims as the export writes them.

The shape is described in docs/guide.md; a test holds it. For each object that
has `start`, `end` and `text`, `text` is what stands there in the text given.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from monitor.compare.slots import slot_of
from monitor.config import Config
from monitor.export import claim_row
from monitor.extract.attributions import AttributionSpan
from monitor.extract.places import Span
from monitor.extract.reading import (
    MoneySpan,
    QuantitySpan,
    Reading,
    TermSpan,
    TriggerSpan,
)
from monitor.extract.timespans import TimeSpan
from monitor.storage import StoredClaim
from monitor.types import Claim

# Raised when a key changes its meaning or goes.
SCHEMA = 1


def reading_row(
    reading: Reading, config: Config, name: str | int, recorded: datetime
) -> dict[str, Any]:
    """One text with everything found in it."""
    return {
        "schema": SCHEMA,
        "id": name,
        "published": reading.published.iso() if reading.published else None,
        "counted_from": reading.counted_from.isoformat(),
        "text": reading.text,
        "passages": [_span(p) | {"kind": p.kind} for p in reading.passages],
        "times": [_time(time) for time in reading.times],
        "quantities": [_quantity(quantity) for quantity in reading.quantities],
        "money": [_money(money) for money in reading.money],
        "attributions": [_attribution(one) for one in reading.attributions],
        "triggers": [_trigger(trigger) for trigger in reading.triggers],
        "terms": [_term(term) for term in reading.terms],
        "words": [_span(word) | {"kind": word.kind} for word in reading.words],
        "topics": [
            {"topic": t.topic, "named": t.named, "focused": t.focused} for t in reading.topics
        ],
        "claims": [_claim(claim, config, recorded) for claim in reading.claims],
        "silences": [
            {"start": s.start, "end": s.end, "topic": s.topic, "reason": s.reason}
            for s in reading.silences
        ],
    }


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _time(time: TimeSpan) -> dict[str, Any]:
    row: dict[str, Any] = {
        "kind": time.kind,
        "from": time.first,
        "to": time.last,
        "precision": time.precision,
        "modifier": time.modifier,
    }
    if time.timex is not None:
        row["type"] = time.timex
    if time.value is not None:
        row["value"] = time.value
    if time.window is not None:
        row["window"] = {"from": time.window[0], "to": time.window[1]}
    return _span(time) | row


def _quantity(quantity: QuantitySpan) -> dict[str, Any]:
    return _span(quantity) | {
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "bound": quantity.bound,
        "role": quantity.role,
        "denied": quantity.denied,
    }


def _money(money: MoneySpan) -> dict[str, Any]:
    amount = Decimal(money.amount)
    number = int(amount) if amount == amount.to_integral_value() else float(amount)
    return _span(money) | {"amount": number, "currency": money.currency, "per": money.per}


def _attribution(one: AttributionSpan) -> dict[str, Any]:
    speaker = one.speaker
    nowhere = {"start": None, "end": None, "text": None}
    return {
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "kind": one.kind,
        "speaker": (_span(speaker.place) if speaker.place else nowhere)
        | {
            "name": speaker.name,
            "organisation": speaker.organisation,
            "role": speaker.role,
            "anonymous": speaker.anonymous,
        },
        "cue": _span(one.cue) if one.cue else None,
        "content": [_span(content) for content in one.content],
        "chain": list(one.chain),
        "denial": one.denial,
    }


def _trigger(trigger: TriggerSpan) -> dict[str, Any]:
    start, end = trigger.reach
    # Without its text: a trap of a page could make it the whole page, over and over.
    return _span(trigger) | {"kind": trigger.kind, "reach": {"start": start, "end": end}}


def _term(term: TermSpan) -> dict[str, Any]:
    return _span(term) | {"topic": term.topic, "kind": term.kind, "name": term.name}


def _claim(claim: Claim, config: Config, recorded: datetime) -> dict[str, Any]:
    topic = next(topic for topic in config.topics if topic.key == claim.topic)
    stored = StoredClaim(claim=claim, slot=slot_of(claim, topic), recorded=recorded)
    # Nothing is stored, so there is no moment at which it was.
    return claim_row(stored, config) | {"recorded": None}
