"""What is known of an address, and when it is asked again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from monitor.interval import DaySpan
from monitor.storage import Store
from monitor.types import Fetch, Known, Validators
from tests.builders import ADDRESS, NOON, a_claim, a_revision, a_snapshot, keep_revision

LATER = NOON + timedelta(days=1)
ONE, TWO = Validators('"one"', None), Validators('"two"', "Fri, 01 Aug 2014 12:00:00 GMT")
MOVED = "https://outlet.example/news/one"


def answered(store: Store, url: str = ADDRESS, **changes: Any) -> None:
    plain: dict[str, Any] = {
        "status": 200,
        "at": NOON,
        "validators": None,
        "sha256": "0" * 64,
        "document": url,
    }
    store.record_answer(url, "outlet", **plain | changes)


def failed(store: Store, url: str = ADDRESS, **changes: Any) -> None:
    plain: dict[str, Any] = {"status": 503, "at": LATER, "next_check": None, "broken": True}
    store.record_failed(url, "outlet", **plain | changes)


def known(store: Store, url: str = ADDRESS) -> Known:
    found = store.known(url)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param([(200, ONE)], ONE, id="given"),
        pytest.param([(200, None)], None, id="none given"),
        pytest.param([(200, ONE), (200, TWO)], TWO, id="new ones with a new body"),
        pytest.param([(200, ONE), (304, None)], ONE, id="304 without any keeps them"),
        pytest.param([(200, ONE), (304, TWO)], TWO, id="304 with new ones"),
        pytest.param([(200, ONE), (503, None)], ONE, id="an error takes nothing away"),
        pytest.param([(200, ONE), (200, None)], None, id="a body without any takes them away"),
    ],
)
def test_validators(
    store: Store, answers: list[tuple[int, Validators | None]], expected: Validators | None
) -> None:
    for status, marks in answers:
        if status == 503:
            failed(store)
        else:
            sha256 = None if status == 304 else "0" * 64
            answered(store, status=status, validators=marks, sha256=sha256)
    assert known(store).validators == expected
    assert store.known("https://elsewhere.example/") is None


def test_failures_are_counted_until_it_answers_again(store: Store) -> None:
    failed(store)
    failed(store, status=429, broken=False)  # asked to slow down: nothing is broken
    failed(store, status=None)
    assert known(store).failures == 2
    answered(store, at=LATER)
    assert known(store).failures == 0


def test_a_listing_that_moved_is_asked_where_it_moved_to_until_that_is_gone(store: Store) -> None:
    answered(store, document=None, moved_to=MOVED)
    failed(store, next_check=LATER)
    assert known(store).moved_to == MOVED
    failed(store, status=404, next_check=LATER + timedelta(days=30))
    assert (known(store).moved_to, known(store).next_check) == (None, None)


def test_a_document_that_was_there_is_gone_from_the_first_time_it_is_missing(store: Store) -> None:
    answered(store)
    failed(store, status=404, at=LATER)
    failed(store, status=410, at=LATER + timedelta(days=9))
    assert known(store).gone
    assert gone_since(store) == LATER
    answered(store, at=LATER + timedelta(days=10))
    assert gone_since(store) is None


def gone_since(store: Store) -> datetime | None:
    from sqlalchemy import select

    from monitor.storage import tables

    with store._reading() as connection:
        found: datetime | None = connection.execute(select(tables.address.c.gone_since)).scalar()
    return found


def test_a_page_never_seen_cannot_be_gone(store: Store) -> None:
    failed(store, status=404)
    assert gone_since(store) is None


def test_another_spelling_leads_to_the_document(store: Store) -> None:
    answered(store)
    store.record_alias(MOVED, "outlet", status=200, at=NOON, of=ADDRESS)
    assert known(store, MOVED).document == ADDRESS
    assert store.due_documents("outlet", None, 10) == (ADDRESS,)


def test_due_documents_the_longest_due_first(store: Store) -> None:
    for name, hours in (("a", 5), ("b", 1), ("c", 3), ("d", 9)):
        answered(store, f"https://o.example/{name}", next_check=NOON + timedelta(hours=hours))
    answered(store, "https://o.example/feed", document=None)
    store.record_answer(
        "https://p.example/", "other", status=200, at=NOON, validators=None, sha256=None
    )
    due = store.due_documents("outlet", NOON + timedelta(hours=5), 2)
    assert [url[-1] for url in due] == ["b", "c"]
    assert len(store.due_documents("outlet", None, 10)) == 4


class TestTheSameAgain:
    """What a document still says is an observation of its revision."""

    @pytest.mark.parametrize(
        "again",
        [
            pytest.param({"status": 304, "sha256": None}, id="304"),
            pytest.param({"sha256": "0" * 64}, id="the same bytes"),
        ],
    )
    def test_observes_the_revision_once_more(self, store: Store, again: dict[str, Any]) -> None:
        kept = keep_revision(store, a_revision())
        answered(store)
        answered(store, at=LATER, **again)
        assert store.last_observed(kept.key) == LATER
        answered(store, at=NOON, **again)  # told late: never backwards
        assert store.last_observed(kept.key) == LATER

    def test_other_bytes_observe_nothing_before_they_are_read(self, store: Store) -> None:
        kept = keep_revision(store, a_revision())
        answered(store)
        answered(store, at=LATER, sha256="1" * 64)
        assert store.last_observed(kept.key) == NOON

    def test_a_page_without_text_observes_nothing(self, store: Store) -> None:
        kept = keep_revision(store, a_revision())
        wall = a_snapshot(body=b"Do you accept cookies?", observed=LATER)
        store.add_snapshot(wall)
        store.mark_read(wall.key, "consent")
        answered(store, status=304, at=LATER + timedelta(days=1), sha256=None)
        assert store.last_observed(kept.key) == NOON


def test_what_decides_how_often_a_document_is_looked_at(store: Store) -> None:
    empty = store.age(ADDRESS)
    assert (empty.published, empty.first_seen, empty.edited) == (None, None, None)
    kept = keep_revision(store, a_revision(published=DaySpan.day(date(2014, 7, 28))))
    answered(store)
    first = store.age(ADDRESS)
    assert (first.published, first.first_seen, first.edited, first.holds_claims) == (
        date(2014, 7, 28),
        NOON,
        None,
        False,
    )
    store.put_claims(kept.key, [a_claim(kept)], {a_claim(kept).key: "slot"})
    answered(store, at=LATER, sha256="1" * 64)
    assert (store.age(ADDRESS).edited, store.age(ADDRESS).holds_claims) == (LATER, True)


def test_the_log_keeps_every_request(store: Store) -> None:
    store.log_fetch(Fetch(ADDRESS, "outlet", NOON, "fetched", 200, "allowed", 5.0, None, "k"))
    store.log_fetch(Fetch(ADDRESS, "outlet", LATER, "transient"))
    assert [line.outcome for line in store.fetches(ADDRESS)] == ["fetched", "transient"]
    assert store.fetches(ADDRESS)[0].robots == "allowed"
