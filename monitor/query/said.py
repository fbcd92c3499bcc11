"""Who said what when: one question with all its filters, and its answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from monitor.interval import NumberSpan
from monitor.query.valid import Validity, once
from monitor.storage import Store, StoredClaim
from monitor.types import AttributionKind, ClaimOrder, Modality

# Claims looked at in one go while those are sought that held on a day.
_AT_ONCE = 200
# Twice as many each time, for who reads on wants very many; so many take some 15 MB.
_MOST_AT_ONCE = 3200
# Copies of a sentence that edits of its page have left, for each that is told.
_EDITS = 20


@dataclass(frozen=True, slots=True)
class Question:
    """All conditions that are given must hold.

    `text`: words and "phrases" in the quote, or with `anywhere` in the document's
    text. `speaker`, `organisation`,
    `outlet`: part of the name. `since`, `until`: published then. `valid_at`:
    what held on that day, as far as was known at `known_at`, which is now where None.
    `after`: the claim that ended the page before.
    """

    text: str | None = None
    anywhere: bool = False
    topic: str | None = None
    component: str | None = None
    facet: str | None = None
    speaker: str | None = None
    organisation: str | None = None
    outlet: str | None = None
    kinds: tuple[AttributionKind, ...] = ()
    modalities: tuple[Modality, ...] = ()
    value: NumberSpan | None = None
    since: date | None = None
    until: date | None = None
    valid_at: date | None = None
    known_at: datetime | None = None
    order: ClaimOrder = "newest"
    limit: int | None = None
    after: str | None = None


def said(store: Store, question: Question) -> tuple[StoredClaim, ...]:
    """The claims that answer it, in its order, at most as many as it wants.

    A sentence that edits of its page left as it was is told once.
    """
    if question.valid_at is None:
        found = _found(store, question)
    else:
        found = holding(store, question, question.valid_at)
    return tuple(islice(once(found), question.limit))


def holding(store: Store, question: Question, day: date) -> Iterator[StoredClaim]:
    """Those that held on a day: sought page by page, until enough are found.

    By relevance all are asked for at once: a first page is the best of the newest alone where
    very many have the words, and no other page would go on from it.
    """
    validity = Validity(store, day, question.known_at)
    if question.order == "relevance":
        found = _page(store, question, None, after=question.after, by=day)
        for first in range(0, len(found), _AT_ONCE):
            yield from validity.holding(found[first : first + _AT_ONCE])
        return
    last, at_once = question.after, _AT_ONCE
    while page := _page(store, question, at_once, after=last, by=day):
        yield from validity.holding(page)
        last, at_once = page[-1].claim.key, min(2 * at_once, _MOST_AT_ONCE)


def _found(store: Store, question: Question) -> Iterator[StoredClaim]:
    """As many as are wanted at once, and more only where some are left out.

    By relevance there is no second page: see `holding`. So many are asked for that a page of
    which each sentence stood through many edits leaves enough of them.
    """
    last, wanted = question.after, question.limit
    if question.order == "relevance" and wanted is not None:
        yield from _page(store, question, wanted * _EDITS, after=last)
        return
    while page := _page(store, question, wanted, after=last):
        yield from page
        if wanted is None or len(page) < wanted:
            return
        last = page[-1].claim.key


def _page(
    store: Store,
    q: Question,
    limit: int | None,
    *,
    after: str | None = None,
    by: date | None = None,
) -> tuple[StoredClaim, ...]:
    return store.claims(
        text=q.text,
        anywhere=q.anywhere,
        topic=q.topic,
        component=q.component,
        facet=q.facet,
        speaker=q.speaker,
        organisation=q.organisation,
        outlet=q.outlet,
        kinds=q.kinds,
        modalities=q.modalities,
        value=q.value,
        since=q.since,
        until=q.until,
        by=by,
        known_at=q.known_at,
        order=q.order,
        limit=limit,
        after=after,
    )
