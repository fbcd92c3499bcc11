from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from monitor.errors import NotFoundError, StorageError
from monitor.interval import DaySpan
from monitor.storage import Store
from monitor.types import Notice
from tests.builders import (
    ADDRESS,
    NOON,
    a_claim,
    a_revision,
    a_snapshot,
    keep_claims,
    keep_revision,
)

LATER = NOON + timedelta(days=1)
SPANS = [
    pytest.param(None, id="no date"),
    pytest.param(DaySpan.day(date(2014, 8, 1)), id="a day"),
    pytest.param(DaySpan.month(2014, 8), id="a month"),
    pytest.param(DaySpan.year(2014), id="a year"),
    pytest.param(DaySpan(date(2014, 9, 1), date(2014, 11, 30)), id="a season"),
    pytest.param(DaySpan(date(2014, 9, 1), None), id="an open end"),
    pytest.param(DaySpan(None, None), id="both ends open, which is not the same as none"),
]


@pytest.mark.parametrize("published", SPANS)
def test_comes_back_as_it_went_in(store: Store, published: DaySpan | None) -> None:
    kept = keep_revision(store, a_revision(published=published))
    assert store.revision(kept.key) == kept
    assert list(store.revisions(ADDRESS)) == [kept]


def test_what_may_be_unknown_stays_unknown(store: Store) -> None:
    bare = a_revision(organisation=None, country=None, title=None, author=None, published=None)
    kept = keep_revision(store, bare)
    assert store.revision(kept.key) == kept


def test_the_same_text_again_is_the_same_revision(store: Store) -> None:
    kept = keep_revision(store, a_revision())
    again = a_revision(snapshot=None, observed=LATER)
    assert again.key == kept.key
    keep_revision(store, again, body=b"other bytes, same text")
    assert store.revision(kept.key) == kept
    assert store.last_observed(kept.key) == LATER
    assert store.counts()["revisions"] == 1


def test_add_says_whether_it_is_new(store: Store) -> None:
    kept = keep_revision(store, a_revision())
    assert not store.add_revision(kept)


def test_a_revision_needs_its_snapshot(store: Store) -> None:
    with pytest.raises(StorageError, match="does not fit"):
        store.add_revision(a_revision())


def test_by_document_then_published_then_observed(store: Store) -> None:
    wanted = [
        keep_revision(store, a_revision(document=document, text=text, published=day, observed=at))
        for document, text, day, at in [
            ("a", "first", DaySpan.day(date(2014, 8, 1)), LATER),
            ("a", "second", DaySpan.day(date(2014, 8, 2)), NOON),
            ("a", "third", DaySpan.day(date(2014, 8, 2)), LATER),
            ("a", "undated", None, NOON),
            ("b", "other", DaySpan.day(date(2013, 1, 1)), NOON),
        ][::-1]
    ][::-1]
    assert list(store.revisions()) == wanted
    assert list(store.revisions("b")) == wanted[-1:]
    assert list(store.revisions("c")) == []


def test_more_than_are_read_at_once_and_writing_between(store: Store) -> None:
    with store.transaction():
        for number in range(230):
            keep_revision(store, a_revision(document=f"{number:03}"))
    seen = []
    for revision in store.revisions():
        seen.append(revision.document)
        store.mark_read(revision.snapshot, "article")
    assert seen == [f"{number:03}" for number in range(230)]


@pytest.mark.parametrize("what", ["revision", "last_observed"])
def test_an_unknown_revision(store: Store, what: str) -> None:
    with pytest.raises(NotFoundError, match="no revision 0000"):
        getattr(store, what)("0000")


def test_an_older_capture_of_the_same_text_moves_its_first_observation_back(store: Store) -> None:
    kept = keep_revision(store, a_revision())
    keep_claims(store, a_claim(kept))
    earlier = NOON - timedelta(days=900)
    keep_revision(store, replace(kept, observed=earlier), body=b"an archive's bytes")
    assert (store.revision(kept.key).observed, store.last_observed(kept.key)) == (earlier, NOON)
    assert store.revision(kept.key).snapshot == kept.snapshot
    assert [row.claim.observed for row in store.claims()] == [earlier]


def test_a_notice_that_appears_around_the_same_text_is_added(store: Store) -> None:
    fixed, gone = Notice("correction", "Correction: 50."), Notice("superseded", "See the new page.")
    kept = keep_revision(store, a_revision(notices=(fixed,)))
    keep_revision(
        store, replace(kept, observed=LATER, notices=(gone, fixed)), body=b"with a banner"
    )
    assert store.revision(kept.key).notices == (fixed, gone)
    (issue,) = store.issues([ADDRESS])[ADDRESS]
    assert issue.notices == (fixed, gone)


def test_a_rehearsal_is_seen_inside_and_undone(store: Store) -> None:
    kept = keep_revision(store, a_revision())
    with store.rehearsal():
        store.drop_revision(kept.key)
        assert store.counts()["revisions"] == 0
    assert store.counts()["revisions"] == 1


def test_documents_to_read_again(store: Store) -> None:
    old = keep_revision(store, a_revision(document="https://outlet.example/old"))
    new = keep_revision(store, a_revision(document="https://outlet.example/new"))
    store.add_snapshot(a_snapshot(document="https://outlet.example/pending"))
    store.mark_read(new.snapshot, "article", "2/2/2")
    assert store.documents_read() == (new.document, old.document)
    assert store.documents_read(not_by="2/2/2") == (old.document,)
    assert store.documents_read(documents=[new.document]) == (new.document,)
    assert store.documents_read(sources=["another"]) == ()
