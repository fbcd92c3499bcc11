"""A claim as a row, and back; and how such rows are written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, insert, select

from monitor.storage import tables
from monitor.storage.history import retire_and_delete
from monitor.storage.names import add_names
from monitor.storage.room import published_columns, published_of
from monitor.storage.search import CLAIM_WORDS, add_words
from monitor.types import Attribution, Claim, Speaker
from monitor.values import Money, Quantity, Value, from_json, to_json

_T = tables.claim
# Made once: making a statement costs more than running it, and this runs for every document.
_INSERT = insert(_T).returning(_T.c.id, _T.c.quote)


def _value_row(value: Value) -> dict[str, Any]:
    row = to_json(value)
    if isinstance(value, Money) and value.amount is not None:
        row["amount"] = str(value.amount)  # exact: a JSON number would pass through a float
    return row


def _bounds(value: Value) -> dict[str, float | None]:
    """The numbers a value names; a float is near enough to find it by."""
    match value:
        case Quantity(span):
            return {"low": _float(span.low), "high": _float(span.high)}
        case Money(amount):
            return {"low": _float(amount), "high": _float(amount)}
        case _:
            return {"low": None, "high": None}


def _float(number: int | Decimal | None) -> float | None:
    """By way of its digits: a number too large for a float becomes infinite, and no error."""
    return None if number is None else float(str(number))


def claim_row(claim: Claim, slot: str) -> dict[str, Any]:
    """Its row, without the times it is kept under."""
    said = claim.attribution
    return {
        "key": claim.key,
        "revision": claim.revision,
        "document": claim.document,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "topic": claim.topic,
        "component": claim.component,
        "facet": claim.facet,
        "slot": slot,
        "qualifiers": [list(pair) for pair in claim.qualifiers],
        "value": _value_row(claim.value),
        **_bounds(claim.value),
        "polarity": claim.polarity,
        "modality": claim.modality,
        "triggers": list(claim.triggers),
        "speaker": said.speaker.name,
        "organisation": said.speaker.organisation,
        "kind": said.kind,
        "attribution": {
            "role": said.speaker.role,
            "anonymous": said.speaker.anonymous,
            "cue": said.cue,
            "chain": list(said.chain),
        },
        "outlet": claim.reported_by,
        **published_columns(claim.published),
        "observed": claim.observed,
        "rule": claim.rule,
    }


def claim_of(row: RowMapping) -> Claim:
    """The claim of a row."""
    said = row["attribution"]
    speaker = Speaker(row["speaker"], row["organisation"], said["role"], said["anonymous"])
    observed: datetime = row["observed"]
    return Claim(
        revision=row["revision"],
        document=row["document"],
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        topic=row["topic"],
        component=row["component"],
        facet=row["facet"],
        qualifiers=tuple((name, value) for name, value in row["qualifiers"]),
        value=from_json(row["value"]),
        polarity=row["polarity"],
        modality=row["modality"],
        triggers=tuple(row["triggers"]),
        attribution=Attribution(speaker, row["kind"], said["cue"], tuple(said["chain"])),
        reported_by=row["outlet"],
        published=published_of(row),
        observed=observed,
        rule=row["rule"],
    )


def insert_claims(connection: Connection, rows: Sequence[dict[str, Any]], now: datetime) -> None:
    """Write rows that have all but their number and the moment they are written."""
    if not rows:
        return
    written = [{**row, "written": now} for row in rows]
    made = connection.execute(_INSERT, written)
    add_words(connection, CLAIM_WORDS, [(number, quote) for number, quote in made])
    add_names(connection, rows)


def rewrite_claims(
    connection: Connection, mine: ColumnElement[bool], changes: dict[str, Any], now: datetime
) -> None:
    """Change these rows; as of before they stay known as they were."""
    kept = connection.execute(select(_T).where(mine)).mappings().all()
    retire_and_delete(connection, _T, tables.claim_past, [row["key"] for row in kept], now)
    rows = [{name: value for name, value in row.items() if name != "id"} for row in kept]
    insert_claims(connection, [{**row, **changes} for row in rows], now)
