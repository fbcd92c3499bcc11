"""Claims with the days on which their documents stated them: what the rules are asked about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from monitor.compare.judge import Stated
from monitor.compare.lineage import line_of, lineage
from monitor.compare.stood import Days, stood
from monitor.config import Config
from monitor.config.phrases import any_of
from monitor.storage import Store
from monitor.types import Claim


def stated_in(config: Config, store: Store, claims: Sequence[Claim]) -> list[Stated]:
    """The claims of a slot, those that an edit moved out of it, and what each replaced."""
    days: Days = {}
    found = store.issues(claim.document for claim in claims)
    for issues in found.values():
        days |= stood(issues)
    edited = [document for document, issues in found.items() if len(issues) > 1]
    replaced, moved = _edited(store, edited, days, claims)
    stayed = [
        replace(one, replaces=replaced.get(one.claim.key)) for one in dated(config, days, claims)
    ]
    left = dated(config, days, moved)
    return stayed + [replace(one, moved=True, replaces=replaced.get(one.claim.key)) for one in left]


def dated(config: Config, days: Days, claims: Iterable[Claim]) -> list[Stated]:
    """Each claim with the days on which its document stated it, and what it says of itself."""
    changes = any_of(config.language.time.announced)
    present = any_of(config.language.time.for_now)
    return [
        Stated(
            claim,
            since=days[claim.revision].since,
            until=days[claim.revision].until,
            number=days[claim.revision].number,
            notices=days[claim.revision].notices,
            superseded=days[claim.revision].superseded,
            announced=bool(changes and changes.search(claim.quote)),
            for_now=bool(present and present.search(claim.quote)),
        )
        for claim in claims
    ]


def days_in(store: Store, claims: Iterable[Claim]) -> Days:
    """How the revisions of their documents stood."""
    days: Days = {}
    for issues in store.issues(claim.document for claim in claims).values():
        days |= stood(issues)
    return days


def _edited(
    store: Store, documents: Sequence[str], days: Days, claims: Sequence[Claim]
) -> tuple[dict[str, str], list[Claim]]:
    """What replaced what on these pages, and the claims that an edit moved out of the slot.

    An edit can make a sentence name another component. Where it left the slot
    without a claim of its own, what the sentence says now is still compared there.
    """
    edits: dict[str, str] = {}
    moved: list[Claim] = []
    pages: dict[str, dict[str, list[Claim]]] = {document: {} for document in documents}
    own = [claim for claim in claims if claim.document in pages]
    topics = {claim.topic for claim in own}
    for topic in sorted(topics):
        for claim in store.claims_of(documents, topic, {one.facet for one in own}):
            pages[claim.document].setdefault(claim.revision, []).append(claim)
    inside = {claim.key for claim in own}
    held = {claim.revision for claim in own}
    for said in pages.values():
        replaced = lineage([said[key] for key in sorted(said, key=lambda key: days[key].number)])
        edits |= replaced
        moved += [
            claim
            for key, others in said.items()
            if key not in held
            for claim in others
            if inside.intersection(line_of(claim.key, replaced))
        ]
    return edits, moved
