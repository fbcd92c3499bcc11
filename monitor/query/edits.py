"""What an edit changed: two revisions of a document, by sentence and by claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from monitor.compare.diff import (
    PUBLISHED,
    QUOTE,
    ClaimChange,
    SentenceChange,
    diff_claims,
    diff_texts,
)
from monitor.compare.stood import OF_CHANGE, in_order
from monitor.errors import NotFoundError
from monitor.storage import Store
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
    """Between two revisions, named by the beginnings of their ids; by default the last two.

    Raises NotFoundError where there are no such two.
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
    keys = revisions_of(store, found.key)
    to = _place(keys, later) if later else None
    since = _place(keys, earlier) if earlier else None
    if since is None:
        since = (len(keys) if to is None else to + 1) - 2
    if to is None:
        to = len(keys) - 1 if earlier is None else max(since + 1, len(keys) - 1)
    if since < 0 or to >= len(keys):
        raise NotFoundError(f"{found.key} has no two revisions there; it has {len(keys)} in all")
    return store.revision(keys[since]), store.revision(keys[to])


def _place(keys: Sequence[str], beginning: str) -> int:
    places = [place for place, key in enumerate(keys) if key.startswith(beginning)]
    if len(places) != 1:
        raise NotFoundError(
            f"{beginning!r} begins {len(places)} revisions of it; there are: {', '.join(keys)}"
        )
    return places[0]


def _claims(store: Store, revision: Revision) -> list[Claim]:
    return [row.claim for row in store.claims(revision=revision.key, order="oldest")]


def _new_notices(old: Revision, new: Revision) -> list[Notice]:
    known = {one.quote for one in old.notices}
    return [one for one in new.notices if one.kind in OF_CHANGE and one.quote not in known]
