"""Pages of a list are together the list, however it is sorted; and a store that only reads."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest

from monitor.errors import NotFoundError, SchemaError, StorageError
from monitor.interval import DaySpan
from monitor.storage import Store, read_store
from monitor.storage.relations import RelationOrder
from monitor.types import ClaimOrder
from tests.builders import (
    NOON,
    a_claim,
    a_failure,
    a_relation,
    a_revision,
    keep_claims,
    keep_revision,
)
from tests.storage.conftest import Clock


def keep_many(store: Store) -> None:
    """Dated and undated, of one day and of several, of one text and of many."""
    days = (None, date(2014, 8, 1), date(2014, 8, 1), date(2014, 8, 2))
    for n in range(12):
        day = days[n % 4]
        revision = a_revision(
            document=f"https://outlet.example/{n % 5}/{n}",
            published=DaySpan.day(day) if day else None,
            observed=NOON + timedelta(hours=n % 3),
            text=f"At least 150 seats or more, {'so ' * (n % 3)}they say. Also 150 seats.",
        )
        kept = keep_revision(store, revision)
        mine = [a_claim(kept), a_claim(kept, quote="150 seats", component=None)]
        keep_claims(store, *mine)


@pytest.mark.parametrize("order", get_args(ClaimOrder))
@pytest.mark.parametrize("text", [None, "150 seats"], ids=["all", "by words"])
def test_pages_of_claims_are_the_whole_list(
    store: Store, order: ClaimOrder, text: str | None
) -> None:
    keep_many(store)
    every = [row.claim.key for row in store.claims(text=text, order=order)]
    assert len(every) == 24
    seen, after = list[str](), None
    while page := store.claims(text=text, order=order, limit=5, after=after):
        seen += [row.claim.key for row in page]
        after = seen[-1]
    assert seen == every


@pytest.mark.parametrize("order", get_args(RelationOrder))
def test_pages_of_relations_are_the_whole_list(
    store: Store, clock: Clock, order: RelationOrder
) -> None:
    kinds = ("contradiction", "revision", "tension", "compatible")
    for n in range(11):
        clock.move(minutes=n % 2)
        relation = a_relation(kind=kinds[n % 4], slot=f"s{n}", silent=n % 4 == 1 and n > 4)
        store.put_relations(relation.slot, [relation])
    every = [row.relation.key for row in store.relations(order=order)]
    seen, after = list[str](), None
    while page := store.relations(order=order, limit=3, after=after):
        seen += [row.relation.key for row in page]
        after = seen[-1]
    assert seen == every
    assert len(every) == 11


def test_a_page_after_nothing_known_is_not_there(store: Store) -> None:
    with pytest.raises(NotFoundError, match="first page"):
        store.claims(after="0" * 16)


def test_the_last_failures_come_first_of_a_source_or_of_all(store: Store) -> None:
    for n in range(4):
        store.add_failure(a_failure(message=str(n), at=NOON + timedelta(hours=n)))
    store.add_failure(a_failure(source=None, message="4", at=NOON + timedelta(hours=4)))
    assert [one.message for one in store.last_failures(2, "outlet")] == ["3", "2"]
    assert [one.message for one in store.last_failures(2)] == ["4", "3"]


def test_a_store_that_only_reads_is_refused_each_write_by_the_database(
    url: str, store: Store
) -> None:
    store.add_failure(a_failure())
    with read_store(url) as reading:
        assert len(reading.failures()) == 1
        with pytest.raises(StorageError):
            reading.add_failure(a_failure())
        store.add_failure(a_failure())
        assert len(reading.failures()) == 2, "what others write meanwhile is seen"


@pytest.mark.usefixtures("from_nothing")
def test_a_database_without_our_schema_is_not_read(file: Path) -> None:
    """Reading cannot bring it up to date."""
    file.touch()
    with pytest.raises(SchemaError, match="monitor status"):
        read_store(f"sqlite:///{file}")
