"""A document: its revisions, the text of one with the statements marked, what an edit changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from monitor.errors import NotFoundError
from monitor.first_seen import edits_of
from monitor.query.edits import Edit, edit_of, in_front_of, revisions_of
from monitor.storage import Absence, SnapshotFacts, Store, StoredClaim
from monitor.types import Claim, Revision
from monitor.wording import words_around

# Signs of a text that are shown; the longest article read has half as many.
LONGEST_TEXT = 200_000
# Statements marked in one text; a page may be one long trap.
_MOST_MARKS = 400
_MOST_REVISIONS = 100
# Signs of the words around a quote.
_AROUND = 600


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `claims` are those whose quote it belongs to, `opens` those it begins."""

    text: str
    claims: tuple[Claim, ...]
    opens: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """The revision that is shown, between all there are; `edit` where there are two to compare."""

    document: str
    revisions: tuple[Revision, ...]
    shown: Revision
    claims: tuple[StoredClaim, ...]
    pieces: tuple[Piece, ...]
    cut: bool
    snapshot: SnapshotFacts
    edit: Edit | None
    absences: tuple[Absence, ...]


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """One claim, the words around it, and the snapshot they came in; `edited`: see `edits_of`."""

    stored: StoredClaim
    edited: date | None
    revision: Revision
    before: str
    after: str
    snapshot: SnapshotFacts


def document_page(
    store: Store, address: str, earlier: str | None = None, later: str | None = None
) -> DocumentPage:
    """By default the last revision and what the last edit changed; raises NotFoundError."""
    found = store.find(address)
    if found.kind != "document":
        raise NotFoundError(f"{address[:200]!r} names a {found.kind}, and no document")
    revisions = [store.revision(key) for key in revisions_of(store, found.key)[-_MOST_REVISIONS:]]
    if not revisions:
        raise NotFoundError(f"{address[:200]!r} was fetched, and no text was read from it")
    several = len(revisions) > 1
    edit = edit_of(store, found.key, earlier, later) if several or earlier or later else None
    return _page(store, revisions, edit.new if edit else revisions[-1], edit)


def revision_page(store: Store, document: str, key: str) -> DocumentPage:
    """One revision, and what it changed where one came before it; raises NotFoundError."""
    keys = revisions_of(store, document)
    if key not in keys:
        raise NotFoundError(f"{document[:200]!r} has no revision {key}")
    old = in_front_of(store.issues([document])[document], key)
    edit = edit_of(store, document, old, key) if old else None
    revisions = [store.revision(one) for one in keys[-_MOST_REVISIONS:]]
    return _page(store, revisions, store.revision(key), edit)


def _page(
    store: Store, revisions: Sequence[Revision], shown: Revision, edit: Edit | None
) -> DocumentPage:
    claims = store.claims(revision=shown.key, order="oldest", limit=_MOST_MARKS)
    return DocumentPage(
        shown.document,
        tuple(revisions),
        shown,
        claims,
        tuple(_pieces(shown.text[:LONGEST_TEXT], [row.claim for row in claims])),
        len(shown.text) > LONGEST_TEXT,
        store.snapshot_facts(shown.snapshot),
        edit,
        store.absences(shown.document),
    )


def claim_page(store: Store, key: str) -> ClaimPage:
    """Raises NotFoundError."""
    stored = store.claim(key)
    claim = stored.claim
    revision = store.revision(claim.revision)
    return ClaimPage(
        stored,
        edits_of(store, (claim,)).get(key),
        revision,
        *words_around(revision.text, claim.start, claim.end, _AROUND),
        store.snapshot_facts(revision.snapshot),
    )


def _pieces(text: str, claims: Sequence[Claim]) -> Iterator[Piece]:
    """The text cut wherever a quote begins or ends."""
    inside = sorted(
        (one for one in claims if one.end <= len(text)), key=lambda one: (one.start, -one.end)
    )
    edges = {0, len(text)} | {place for one in inside for place in (one.start, one.end)}
    waiting, over = list(reversed(inside)), list[Claim]()
    for start, end in pairwise(sorted(edges)):
        opens = []
        while waiting and waiting[-1].start <= start:
            opens.append(waiting.pop())
        over = [one for one in (*over, *opens) if one.end > start]
        yield Piece(text[start:end], tuple(over), tuple(opens))
