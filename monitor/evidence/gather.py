"""What goes into a bundle: one thing, and all that it stands on, out of the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.compare.meeting import led
from monitor.errors import NotFoundError
from monitor.evidence.bundle import Text
from monitor.evidence.shape import (
    AboutRow,
    ClaimRow,
    FetchesRow,
    RelationRow,
    RequestRow,
    RevisionRow,
)
from monitor.storage import Found, Store, StoredClaim

# Claims of one side. A hundred documents that say the same thing convince nobody more.
MOST_OF_A_SIDE = 100
# Requests told before and after each moment: enough to see what stood before and what came next.
_REQUESTS_EACH = 10


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a bundle is about, before its snapshots are read."""

    about: AboutRow
    claims: tuple[ClaimRow, ...]
    relation: RelationRow | None
    texts: tuple[Text, ...]
    snapshots: tuple[str, ...]
    fetches: tuple[FetchesRow, ...]


def gather(store: Store, found: Found, most: int = MOST_OF_A_SIDE) -> Gathered:
    """Collect what belongs to it; of a side of a relation at most so many claims.

    Raises NotFoundError where a part of it is not kept.
    """
    relation = None
    if found.kind == "relation":
        relation, claims = _sides(store, found.key, most)
        revisions = [stored.claim.revision for stored in claims]
    elif found.kind == "claim":
        claims = [store.claim(found.key)]
        revisions = [claims[0].claim.revision]
    else:
        revisions = list(_revisions(store, found))
        claims = [one for key in revisions for one in store.claims(revision=key, order="oldest")]
    texts = tuple(_text(store, key) for key in dict.fromkeys(revisions))
    snapshots = dict.fromkeys(one.row.snapshot for one in texts)
    if found.kind == "snapshot":
        snapshots = dict.fromkeys((*snapshots, found.key))
    return Gathered(
        about=AboutRow(kind=found.kind, id=found.key),
        claims=tuple(ClaimRow.of(one) for one in claims),
        relation=relation,
        texts=texts,
        snapshots=tuple(snapshots),
        fetches=tuple(_fetches(store, tuple(snapshots), texts)),
    )


def _sides(store: Store, key: str, most: int) -> tuple[RelationRow, list[StoredClaim]]:
    stored = store.relation(key)
    a, b = led(stored.relation)
    stored = replace(stored, relation=replace(stored.relation, a=a, b=b))
    claims: dict[str, StoredClaim] = {}
    left_out: dict[str, None] = {}
    absent: dict[str, None] = {}
    for side in (a, b):
        left_out |= dict.fromkeys(side[most:])
        for name in side[:most]:
            try:
                claims[name] = store.claim(name)
            except NotFoundError:
                absent[name] = None
    for name in claims:
        left_out.pop(name, None)
    return RelationRow.of(stored, tuple(left_out), tuple(absent)), list(claims.values())


def _revisions(store: Store, found: Found) -> Iterator[str]:
    if found.kind == "revision":
        yield found.key
    elif found.kind == "snapshot":
        yield from store.revisions_of_snapshot(found.key)
    else:
        yield from (revision.key for revision in store.revisions(found.key))


def _text(store: Store, key: str) -> Text:
    revision, times = store.revision(key), store.revision_times(key)
    return Text(RevisionRow.of(revision, times.last_observed, times.recorded), revision.text)


def _fetches(store: Store, snapshots: Sequence[str], texts: Sequence[Text]) -> Iterator[FetchesRow]:
    """Of each document, around every moment that the bundle tells of it."""
    moments: dict[str, set[datetime]] = {}
    for key in snapshots:
        record = store.snapshot_facts(key)
        moments.setdefault(record.document, set()).add(record.observed)
    for one in texts:
        times = (one.row.observed, one.row.last_observed)
        moments[one.row.document] |= {datetime.fromisoformat(time) for time in times}
    for document, wanted in sorted(moments.items()):
        total, requests = store.fetches_around(document, sorted(wanted), _REQUESTS_EACH)
        yield FetchesRow(
            document=document, total=total, requests=tuple(RequestRow.of(one) for one in requests)
        )
