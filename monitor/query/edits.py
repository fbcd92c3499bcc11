"""What an edit changed: two revisions of a document, by sentence and by claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from monitor.compare.diff import (
    PUBLISHED,
    QUOTE,
    ClaimChange,
    SentenceChange,
    diff_claims,
    diff_texts,
)
from monitor.compare.stood import in_order, said_on, tells_of_change
from monitor.errors import NotFoundError
from monitor.storage import Issue, Store
from monitor.types import Claim, Notice, Revision
from monitor.wording import held_in_words


@dataclass(frozen=True, slots=True)
class Edit:
    """From `old` to `new`; `notices` are those in which the later one tells of the change."""

    old: Revision
    new: Revision
    sentences: tuple[SentenceChange, ...]
    claims: tuple[ClaimChange, ...]
    notices: tuple[Notice, ...]


def edit_of(
    store: Store, document: str, earlier: str | None = None, later: str | None = None
) -> Edit:
    """Between two revisions, named by the beginnings of their ids; by default the last edit.

    Where only the later is named, with what stood in front of it. Raises NotFoundError where there
    are no such two.
    """
    old, new = _chosen(store, document, earlier, later)
    changes = diff_claims(_claims(store, old), _claims(store, new))
    return Edit(
        old,
        new,
        diff_texts(old.text, new.text),
        tuple(_beside_words_and_dates(changes)),
        tuple(_new_notices(old, new)),
    )


def revisions_of(store: Store, document: str) -> list[str]:
    """The keys of its revisions, as they followed each other."""
    issues = store.issues([document]).get(document, ())
    return [issue.revision for issue in in_order(issues)]


def in_front_of(issues: Sequence[Issue], key: str) -> str | None:
    """The revision that one took the place of when it was first seen; None for the first.

    A page may have gone back to an older text by then: of A, B, A, C the last one replaced A.
    """
    this = next(issue for issue in issues if issue.revision == key)
    return _replaced(issues, this, this.observed)


def _replaced(issues: Sequence[Issue], this: Issue, at: datetime) -> str | None:
    """What stood until a revision came up at a time: under its date, else under the one before."""
    ordered = in_order(issues)
    same = [
        one
        for one in ordered
        if said_on(one) == said_on(this)
        and one is not this
        and (one.observed, one.revision) < (at, this.revision)
    ]
    older = [one for one in ordered if said_on(one) < said_on(this)]
    candidates = same or [one for one in older if said_on(one) == said_on(older[-1])]
    last = max(candidates, key=lambda one: (_seen(one, at), one.observed), default=None)
    return last.revision if last else None


def _seen(issue: Issue, before: datetime) -> datetime:
    """When a revision was last seen before a time, as far as is kept: its first and last sight."""
    last = issue.last_observed or issue.observed
    return last if last < before else issue.observed


def _last_edit(issues: Sequence[Issue]) -> tuple[str | None, str | None]:
    """The revision that stands now, behind what it replaced: a page may have gone back to it."""
    ordered = in_order(issues)
    if not ordered:
        return None, None
    now = [one for one in ordered if said_on(one) == said_on(ordered[-1])]
    stands = max(now, key=lambda one: (one.last_observed or one.observed, now.index(one)))
    last = stands.last_observed or stands.observed
    back = any(stands.observed < one.observed < last for one in now)
    return _replaced(issues, stands, last if back else stands.observed), stands.revision


def claim_change_row(change: ClaimChange) -> dict[str, Any]:
    """One changed claim for programs; `from` null: it appeared, `to` null: it vanished."""
    return {
        "from": _claim_row(change.old),
        "to": _claim_row(change.new),
        "changed": list(change.what),
    }


def _claim_row(claim: Claim | None) -> dict[str, Any] | None:
    if claim is None:
        return None
    return {
        "id": claim.key,
        "facet": claim.facet,
        "component": claim.component,
        "value": held_in_words(claim),
        "modality": claim.modality,
        "quote": claim.quote,
    }


def _beside_words_and_dates(changes: Iterable[ClaimChange]) -> Iterator[ClaimChange]:
    """What no sentence and no date of the two revisions tells already."""
    for change in changes:
        what = tuple(side for side in change.what if side not in (QUOTE, PUBLISHED))
        if what or change.old is None or change.new is None:
            yield replace(change, what=what)


def _chosen(
    store: Store, document: str, earlier: str | None, later: str | None
) -> tuple[Revision, Revision]:
    found = store.find(document)
    if found.kind != "document":
        raise NotFoundError(f"{document} names a {found.kind}; name a document")
    issues = store.issues([found.key]).get(found.key, ())
    keys = [issue.revision for issue in in_order(issues)]
    old, new = _last_edit(issues)
    if later:
        new = _named(keys, later)
        old = in_front_of(issues, new)
    if earlier:
        old = _named(keys, earlier)
    if old is None or new is None or (old == new and not later):
        raise NotFoundError(f"{found.key} has no two revisions there; it has {len(keys)} in all")
    return store.revision(old), store.revision(new)


def _named(keys: Sequence[str], beginning: str) -> str:
    found = [key for key in keys if key.startswith(beginning)]
    if len(found) != 1:
        raise NotFoundError(
            f"{beginning!r} begins {len(found)} revisions of it; there are: {', '.join(keys)}"
        )
    return found[0]


def _claims(store: Store, revision: Revision) -> list[Claim]:
    return [row.claim for row in store.claims(revision=revision.key, order="oldest")]


def _new_notices(old: Revision, new: Revision) -> list[Notice]:
    known = {one.quote for one in old.notices}
    return [one for one in new.notices if tells_of_change(one) and one.quote not in known]
