"""All of one thing as a row for programs: what `show --json` prints, and a page gives as JSON."""

from __future__ import annotations

from typing import Any

from monitor.config import Config
from monitor.export import claim_rows, relation_row
from monitor.first_seen import edits_of
from monitor.interval import DaySpan
from monitor.query.speaker import told_by
from monitor.query.timeline import Event, Timeline
from monitor.review import history_in_words, review_relation
from monitor.storage import Store
from monitor.types import DateCandidate, Notice, Revision
from monitor.verdict import pair_of
from monitor.wording import dated_in_digits, day_in_words, held_in_words, in_marks, voice_in_words


def timeline_row(drawn: Timeline) -> dict[str, Any]:
    """For programs: lanes with their events, and the gaps."""
    return {
        "facet": drawn.facet,
        "from": drawn.first.isoformat(),
        "to": drawn.last.isoformat(),
        "gaps": [gap.iso() for gap in drawn.gaps],
        "lanes": [
            {
                "slot": lane.slot,
                "value": held_in_words(lane.first),
                "first_said": lane.first_day.isoformat(),
                "first_claim": lane.first.key,
                "events": [event_row(event) for event in lane.events],
            }
            for lane in drawn.lanes
        ],
    }


def event_row(event: Event) -> dict[str, Any]:
    """One event of a lane."""
    return {
        "day": event.day.isoformat(),
        "kind": event.kind,
        "who": voice_in_words(event.claim),
        "outlet": event.claim.reported_by,
        "value": held_in_words(event.claim),
        "claim": event.claim.key,
        "relation": event.relation,
    }


def _speaker(store: Store, config: Config, name: str) -> dict[str, Any]:
    told = told_by(store, name)
    edits = edits_of(store, (row.claim for row in told.claims))
    return {
        "speaker": name,
        "organisations": list(told.organisations),
        "roles": list(told.roles),
        "first": told.first.isoformat(),
        "last": told.last.isoformat(),
        "outlets": [f"{outlet}: {number}" for outlet, number in told.outlets],
        "contradicted": told.contradicted,
        "revised": told.revised,
        "claims": [
            f"{row.claim.key}  {dated_in_digits(row.claim, edits.get(row.claim.key))}  "
            f"{row.claim.facet}: {held_in_words(row.claim)}  {in_marks(row.claim.quote)}"
            for row in told.claims
        ],
    }


def claim_shown(store: Store, config: Config, key: str) -> dict[str, Any]:
    """A claim, the words around it, and the revision and snapshot it stands in."""
    stored = store.claim(key)
    revision = store.revision(stored.claim.revision)
    context = revision.text[max(0, stored.claim.start - 200) : stored.claim.end + 200]
    return {
        **claim_rows(store, config, (stored,))[0],
        "context": context,
        "evidence": _revision_facts(store, revision),
    }


def relation_shown(store: Store, config: Config, key: str) -> dict[str, Any]:
    """A relation with the claims of both sides, and all that was decided about it."""
    stored = store.relation(key)
    reviewed = review_relation(config, store, stored)
    sides = {
        name: claim_rows(store, config, map(store.claim, keys))
        for name, keys in (("a", stored.relation.a), ("b", stored.relation.b))
    }
    past = store.verdict_history(pair_of(stored.relation))
    history = [history_in_words(kept) for kept in past]
    return {**relation_row(stored, reviewed), **sides, "verdict_history": history}


def document_shown(store: Store, config: Config, key: str) -> dict[str, Any]:
    """A document with all its revisions, their claims and texts."""
    revisions = list(store.revisions(key))
    return {
        "document": key,
        "absent": [
            f"{one.url}: "
            + (f"present on {day_in_words(one.present.date())}, " if one.present else "")
            + f"absent on {day_in_words(one.absent.date())}"
            for one in store.absences(key)
        ],
        "superseded": [
            f"since {day_in_words(revision.observed.date())}: {notice.quote}"
            for revision in revisions
            for notice in revision.notices
            if notice.kind == "superseded"
        ],
        "revisions": [_revision(store, config, revision.key) for revision in revisions],
    }


def _revision(store: Store, config: Config, key: str) -> dict[str, Any]:
    revision = store.revision(key)
    return {
        **_revision_facts(store, revision),
        "claims": [
            f"{row.claim.key}  {row.claim.facet}: {held_in_words(row.claim)} "
            f"— {voice_in_words(row.claim)}"
            for row in store.claims(revision=key, order="oldest")
        ],
        "text": revision.text,
    }


def _revision_facts(store: Store, revision: Revision) -> dict[str, Any]:
    return {
        "revision": revision.key,
        "document": revision.document,
        "publisher": revision.publisher,
        "title": revision.title,
        "author": revision.author,
        "published": revision.published.iso() if revision.published else None,
        "dates": [_date(one, revision.published) for one in revision.dates],
        "observed": revision.observed.isoformat(),
        "last_observed": store.last_observed(revision.key).isoformat(),
        "notices": [_notice(notice) for notice in revision.notices],
        "reader": revision.reader,
        "text_sha256": revision.text_sha256,
        "snapshot": _snapshot_facts(store, revision.snapshot),
    }


def _date(candidate: DateCandidate, chosen: DaySpan | None) -> str:
    day = candidate.day
    told = f"{day.iso()} by {candidate.method}"
    if candidate.refused:
        return f"{told}, refused: {candidate.refused}"
    fits = chosen is None or day.contains(chosen) or chosen.contains(day)
    return told if fits else f"{told}, in conflict with the one chosen"


def _notice(notice: Notice) -> str:
    day = f" of {notice.day.iso()}" if notice.day else ""
    return f"{notice.kind}{day}: {notice.quote}"


def _snapshot(store: Store, config: Config, key: str) -> dict[str, Any]:
    return _snapshot_facts(store, key)


def _snapshot_facts(store: Store, key: str) -> dict[str, Any]:
    """Raises EvidenceError where its bytes are kept and not those that came."""
    snapshot = store.snapshot_facts(key)
    if snapshot.dropped is None:
        store.snapshot(key)
    return {
        "snapshot": snapshot.key,
        "fetched_from": snapshot.fetched_from,
        "status": snapshot.status,
        "observed": snapshot.observed.isoformat(),
        "sha256": snapshot.sha256,
        "bytes": snapshot.size,
        "bytes_dropped": snapshot.dropped.isoformat() if snapshot.dropped else None,
        "origin": snapshot.origin,
        "headers": [f"{name}: {value}" for name, value in snapshot.headers],
    }


ROWS = {
    "claim": claim_shown,
    "relation": relation_shown,
    "document": document_shown,
    "revision": _revision,
    "snapshot": _snapshot,
    "speaker": _speaker,
}
