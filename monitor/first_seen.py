"""Which words a page was edited to say under its old date, and on which day that was seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cache

from monitor.compare.stood import in_order, said_on
from monitor.posted import line_above
from monitor.storage import Issue, Store
from monitor.types import Claim


def edits_of(
    store: Store, claims: Iterable[Claim], known_at: datetime | None = None
) -> dict[str, date]:
    """Of these claims, by key, those whose words came by an edit, with the day it was seen.

    A page that keeps its date was edited on the day on which we saw it; the words that the edit
    left as they were are as old as the page. `known_at`: as far as was known then.
    """
    asked = tuple(claims)
    issues = store.issues((claim.document for claim in asked), known_at=known_at)
    pages = {document: in_order(found) for document, found in issues.items() if len(found) > 1}
    words = defaultdict[str, set[str]](set)
    for stored in store.claims_in_documents(pages):
        words[stored.claim.revision].add(_words(stored.claim.quote))
    written = cache(lambda revision: store.revision(revision).text)
    text_of = cache(lambda revision: _words(written(revision)))

    def held(revision: str, quote: str) -> bool:
        # Words may have stood there that nothing was read of yet: of another program, or none.
        return quote in words[revision] or quote in text_of(revision)

    def was_there(revision: str, claim: Claim) -> bool:
        # A thread that grows is not edited: a later post says its words on its own day.
        line = line_above(written(claim.revision), claim.end)
        return line is None or _words(line) in text_of(revision)

    came = {
        claim.key: _came(claim, pages[claim.document], held, was_there)
        for claim in asked
        if claim.document in pages
    }
    return {key: day for key, day in came.items() if day is not None}


def _came(
    claim: Claim,
    issues: Sequence[Issue],
    held: Callable[[str, str], bool],
    was_there: Callable[[str, Claim], bool],
) -> date | None:
    """The day of the edit that brought its words; None where they stood there from the first."""
    place = next((n for n, one in enumerate(issues) if one.revision == claim.revision), 0)
    posted = said_on(claim) > said_on(issues[place])
    for before, issue in zip(issues[:place][::-1], issues[1 : place + 1][::-1], strict=True):
        if said_on(before) != said_on(issue):
            return None
        if posted and not was_there(before.revision, claim):
            return None
        if not held(before.revision, _words(claim.quote)):
            return issue.observed.date()
    return None


def _words(text: str) -> str:
    return " ".join(text.split())
