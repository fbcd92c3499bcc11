"""Checks the whole database: every body, text, quote and key, row by row, to the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from monitor.evidence.check import Fault, claim_faults, differing, relation_faults, text_faults
from monitor.interval import DaySpan
from monitor.posted import post_days
from monitor.progress import Count, Progress
from monitor.storage import Store
from monitor.storage.audit import (
    AUDITED,
    Audited,
    AuditedBody,
    AuditedClaim,
    AuditedRelation,
    AuditedRevision,
    AuditedSnapshot,
    Unreadable,
)
from monitor.types import snapshot_key

# SQLite takes any type in any column: a number where words belong shows when it is used.
_OTHER_TYPES = (TypeError, ValueError, AttributeError)
_TELL = 5000  # rows between two lines of progress: some seconds


@dataclass
class Audit:
    """How far an audit got: rows looked at and rows there are, by table, and what was found."""

    checked: dict[str, int] = field(default_factory=dict)
    total: dict[str, int] = field(default_factory=dict)
    faults: int = 0
    dropped: int = 0  # bodies without bytes, by retention


def audit(
    store: Store,
    so_far: Audit,
    *,
    since: datetime | None,
    tell: Progress,
    count: Count = lambda what, done, total: None,
) -> Iterator[Fault]:
    """Each fault as it is found; `so_far` is kept up to date, so that a stop can tell of it.

    `count` is told what is checked, how many rows of it, and of how many.
    """
    so_far.total |= {str(name): rows for name, rows in store.audit_counts(since).items()}
    so_far.checked = dict.fromkeys(so_far.total, 0)
    tell("file: checking its structure")
    for line in store.file_faults():
        so_far.faults += 1
        yield Fault("file", line)
    for name in AUDITED:
        for rows in store.audited(name, since):
            for row in rows:
                so_far.dropped += isinstance(row, AuditedBody) and row.dropped is not None
                for fault in faults_of(name, row):
                    so_far.faults += 1
                    yield fault
            before = so_far.checked[name]
            so_far.checked[name] += len(rows)
            count(name, so_far.checked[name], so_far.total[name])
            if before // _TELL < so_far.checked[name] // _TELL:
                tell(f"{name}: {so_far.checked[name]:,} of {so_far.total[name]:,}")


def faults_of(name: str, row: Audited | Unreadable) -> Iterator[Fault]:
    """What is wrong with one row of that table."""
    try:
        yield from _faults(row)
    except _OTHER_TYPES as error:
        yield Fault(f"{name} {row.key}", f"the row cannot be read ({error})")


def _faults(row: Audited | Unreadable) -> Iterator[Fault]:
    match row:
        case Unreadable(table, key, why):
            yield Fault(f"{table} {key}", f"the row cannot be read ({why})")
        case AuditedBody():
            yield from _body(row)
        case AuditedSnapshot(key, document, sha256, observed, has_body):
            expected = snapshot_key(document, sha256, observed)
            yield from differing(
                f"snapshot {key}", "key, by document, bytes and moment", expected, key
            )
            if not has_body:
                yield Fault(f"snapshot {key}", f"its body {sha256} is not there")
        case AuditedRevision():
            yield from _revision(row)
        case AuditedClaim():
            yield from _claim(row)
        case AuditedRelation():
            yield from _relation(row)


def _body(row: AuditedBody) -> Iterator[Fault]:
    place = f"body {row.key}"
    if row.dropped is not None:
        return  # by retention; nothing to hash is left, and it is counted
    if row.found_sha256 is None:
        yield Fault(place, "its bytes are damaged and cannot be unpacked")
        return
    yield from differing(place, "SHA-256 of its bytes", row.key, row.found_sha256)
    yield from differing(place, "size of its bytes", row.size, row.found_size)


def _revision(row: AuditedRevision) -> Iterator[Fault]:
    place, kept = f"revision {row.key}", row.revision
    yield from text_faults(place, row.key, kept.document, row.text_sha256, kept.text_sha256)
    if row.snapshot is None:
        yield Fault(place, f"its snapshot {kept.snapshot} is not there")
        return
    document, observed = row.snapshot
    yield from differing(place, "document of its snapshot", document, kept.document)
    # An archive may have seen the same text before the bytes that it was first read from.
    if not kept.observed <= min(observed, row.last_observed):
        first, last = observed.isoformat(), row.last_observed.isoformat()
        what = f"observed first {kept.observed.isoformat()}, last {last}; its snapshot {first}"
        yield Fault(place, what)


def _claim(row: AuditedClaim) -> Iterator[Fault]:
    place, claim, of = f"claim {row.key}", row.claim, row.revision
    if of is None:
        yield Fault(place, f"its revision {claim.revision} is not there")
        return
    yield from claim_faults(place, row.key, claim, of.document, of.text)
    day = post_days(of.text).on(claim.end)  # an answer is quoted with its question
    published = of.published if day is None else DaySpan.day(day)
    yield from differing(place, "published", published, claim.published)
    yield from differing(place, "first observed", of.observed, claim.observed)


def _relation(row: AuditedRelation) -> Iterator[Fault]:
    place, relation = f"relation {row.key}", row.relation
    for key in (*relation.a, *relation.b):
        if key not in row.claims:
            yield Fault(place, f"its claim {key} is not there")
    found = {key: one.claim for key, one in row.claims.items() if one is not None}
    a, b = ([found[key] for key in side if key in found] for side in (relation.a, relation.b))
    if not (relation.a and relation.b):
        yield Fault(place, "a side has no claim")
    yield from relation_faults(place, row.key, relation, a, b)
