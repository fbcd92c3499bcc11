"""What held on a day, and on which day each claim was said: two clocks, never mixed up.

`day` is of the world, `known_at` of our own reading: a claim is judged by what
had been read by then alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType

from monitor.compare.dated import as_first_said
from monitor.compare.judge import Stated
from monitor.compare.slots import is_former
from monitor.compare.stood import Days, is_posted, said_on, since, stood
from monitor.sides import Held, held_by
from monitor.storage import Issue, Store, StoredClaim, StoredRelation
from monitor.types import Claim


@dataclass(frozen=True, slots=True)
class Standing:
    """What speaks for and against claims on one day.

    `days`: how each revision stood. `latest`: of each document the revision
    that stood on that day. `held`: what each of these says. `replaced`: the
    keys of claims in whose place another had been put by then.
    """

    days: Days
    latest: Mapping[str, str]
    held: Mapping[str, Collection[Held]]
    replaced: Collection[str]


def holds(stored: StoredClaim, day: date, standing: Standing) -> bool:
    """Whether what it says held on that day, as far as is known.

    It was said by then, its own words do not say that it is over, its page
    still said it, and no revision of the statement had taken its place.
    """
    claim = stored.claim
    if day_of(claim, standing.days) > day or is_former(claim) or claim.key in standing.replaced:
        return False
    last = standing.latest.get(claim.document, claim.revision)
    if last == claim.revision or held_by(stored) in standing.held.get(last, ()):
        return True
    return _came_with_a_post(claim, standing.days, last)


def _came_with_a_post(claim: Claim, days: Days, last: str) -> bool:
    """Whether it is in a post that was there by its own day, and was read of its page later."""
    if claim.revision not in days or last not in days:
        return False
    of = days[claim.revision]
    return is_posted(claim, of) and days[last].number < of.number


def once(claims: Iterable[StoredClaim]) -> Iterator[StoredClaim]:
    """The same; of what edits of a page under one date left as it was, the first alone."""
    seen = set[tuple[object, ...]]()
    for one in claims:
        sentence = (one.claim.document, one.claim.published, one.claim.quote, *held_by(one))
        if sentence not in seen:
            seen.add(sentence)
            yield one


def day_of(claim: Claim, days: Days) -> date:
    """The day it was said: for an edit of a page under its old date, when it was first seen."""
    known = days.get(claim.revision)
    return since(claim, known) if known else said_on(claim)


def replaced_by(
    day: date,
    relations: Iterable[StoredRelation],
    claims: Mapping[str, StoredClaim],
    days: Days,
    back: Mapping[str, date] = MappingProxyType({}),
) -> frozenset[str]:
    """The claims that a revision of the statement, said by that day, had taken the place of.

    Only of what was said before it: what is said again after a change holds again, as does what a
    page has gone `back` to (`came_back`).
    """
    found = set[str]()
    for stored in relations:
        before, after = (
            {key: claims[key].claim for key in side if key in claims}
            for side in (stored.relation.a, stored.relation.b)
        )
        changed = [on for claim in after.values() if (on := day_of(claim, days)) <= day]
        last = max(changed, default=date.min)
        found.update(
            key
            for key, on in _first_said(before.values(), days)
            if on <= last and back.get(before[key].revision, date.min) < last
        )
    return frozenset(found)


def _first_said(claims: Iterable[Claim], days: Days) -> Iterator[tuple[str, date]]:
    """The key and day of each of one position: what an edit left as it was is no new word."""
    numbers = {revision: stood.number for revision, stood in days.items()}
    for one in as_first_said(
        Stated(claim, day := day_of(claim, days), day, numbers.get(claim.revision, 0))
        for claim in claims
    ):
        yield one.claim.key, one.since


def came_back(issues: Sequence[Issue], day: date, known_at: datetime | None) -> dict[str, date]:
    """The revisions that a page had gone back to by that day, after an edit, and when it was seen.

    Only under one date of publication: what bears a later one came after, whenever it was read.
    """
    found: dict[str, date] = {}
    for one in issues:
        again = one.last_observed
        if again is None or again.date() > day or (known_at and again > known_at):
            continue
        between = (other.observed for other in issues if said_on(other) == said_on(one))
        if any(one.observed < seen < again for seen in between):
            found[one.revision] = again.date()
    return found


def days_of(
    store: Store, claims: Collection[Claim], known_at: datetime | None = None
) -> tuple[Days, Mapping[str, Sequence[Issue]]]:
    """How the revisions of these claims' documents stood, and these revisions."""
    found = store.issues((claim.document for claim in claims), known_at=known_at)
    by_document: dict[str, dict[str, Issue]] = {
        document: {issue.revision: issue for issue in issues} for document, issues in found.items()
    }
    for claim in sorted(claims, key=said_on, reverse=True):  # a later post has a day of its own
        # Its dates as the claim bears them: those are kept as they were known, and a claim
        # known then may outlive its revision, which a reread can take away.
        known = by_document.setdefault(claim.document, {})
        issue = known.get(claim.revision) or Issue(claim.revision, None, claim.observed)
        if (issue.published, issue.observed) != (claim.published, claim.observed):
            issue = replace(issue, published=claim.published, observed=claim.observed)
        known[claim.revision] = issue
    issues = {document: tuple(known.values()) for document, known in by_document.items()}
    days: Days = {}
    for of_document in issues.values():
        days |= stood(of_document)
    return days, issues


def _last_seen(issue: Issue) -> datetime:
    return issue.last_observed or issue.observed


def _is_seen_after(one: Issue, other: Issue) -> bool:
    """Whether the first of two revisions under one date was the last to be seen."""
    return said_on(one) == said_on(other) and _last_seen(one) > _last_seen(other)


class Validity:
    """Finds among claims those that held on a day."""

    def __init__(self, store: Store, day: date, known_at: datetime | None = None) -> None:
        self._store, self._day, self._known_at = store, day, known_at
        # The revisions of statements that were looked at, and the claims replaced by them.
        self._seen, self._replaced = set[str](), set[str]()

    def holding(self, claims: Sequence[StoredClaim]) -> list[StoredClaim]:
        """Those of them that held, in their order."""
        self._look_at_changes_of(claims)
        days, issues = days_of(self._store, [stored.claim for stored in claims], self._known_at)
        ends = ((document, self._last(found, days)) for document, found in issues.items())
        latest = {document: last for document, last in ends if last is not None}
        held = {
            latest[document]: self._held(document, latest[document])
            for document, found in issues.items()
            if document in latest and len(found) > 1
        }
        standing = Standing(days, latest, held, self._replaced)
        return [stored for stored in claims if holds(stored, self._day, standing)]

    def _look_at_changes_of(self, claims: Iterable[StoredClaim]) -> None:
        asked = (stored.claim.key for stored in claims)
        changes = self._store.changes_of(asked, known_at=self._known_at, but=self._seen)
        self._seen |= {one.relation.key for one in changes}
        keys = {key for one in changes for key in (*one.relation.a, *one.relation.b)}
        parts = self._store.claims_by_key(keys, known_at=self._known_at)
        days, issues = days_of(self._store, [p.claim for p in parts.values()], self._known_at)
        back: dict[str, date] = {}
        for of_document in issues.values():
            back |= came_back(of_document, self._day, self._known_at)
        self._replaced |= replaced_by(self._day, changes, parts, days, back)

    def _last(self, issues: Sequence[Issue], days: Days) -> str | None:
        """The revision that stood on the day: the latest one, but where the page had gone back."""
        by_then = [one for one in issues if days[one.revision].since <= self._day]
        latest = max(by_then, key=lambda one: days[one.revision].number, default=None)
        if latest is None:
            return None
        back = came_back(by_then, self._day, self._known_at)
        later = [one for one in by_then if one.revision in back and _is_seen_after(one, latest)]
        return max(later, key=_last_seen, default=latest).revision

    def _held(self, document: str, revision: str) -> frozenset[Held]:
        found = self._store.claims(document=document, revision=revision, known_at=self._known_at)
        return frozenset(map(held_by, found))
