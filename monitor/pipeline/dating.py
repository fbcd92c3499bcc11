"""The claims of a slot and how their documents stood, asked of the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from monitor.compare.dated import as_first_said, dated
from monitor.compare.judge import Stated
from monitor.compare.lineage import line_of, lineage
from monitor.compare.stood import Days, stood
from monitor.config import Config
from monitor.storage import Issue, Store
from monitor.types import Claim


def stated_in(config: Config, store: Store, claims: Sequence[Claim]) -> list[Stated]:
    """The claims of a slot, those that an edit moved out of it, and what each replaced."""
    found = store.issues(claim.document for claim in claims)
    days = _days_of(found)
    edited = [document for document, issues in found.items() if len(issues) > 1]
    replaced, moved = _edited(store, edited, days, claims)
    stayed = [
        replace(one, replaces=replaced.get(one.claim.key)) for one in dated(config, days, claims)
    ]
    left = [
        replace(one, moved=True, replaces=replaced.get(one.claim.key))
        for one in dated(config, days, moved)
    ]
    return as_first_said(stayed + left)


def days_in(store: Store, claims: Iterable[Claim]) -> Days:
    """How the revisions of their documents stood."""
    return _days_of(store.issues(claim.document for claim in claims))


def _days_of(found: Mapping[str, Sequence[Issue]]) -> Days:
    days: Days = {}
    for issues in found.values():
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
