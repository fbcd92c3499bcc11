"""What was known at an earlier moment: nothing that is written later changes the answer."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import NotFoundError
from monitor.interval import NumberSpan
from monitor.storage import Store, StoredClaim, StoredRelation, open_store
from monitor.types import Claim, Relation, Revision
from monitor.values import Quantity
from tests.builders import NOON, a_claim, a_relation, a_revision, keep_claims, keep_revision
from tests.storage.conftest import Clock

Answer = tuple[tuple[StoredClaim, ...], tuple[StoredRelation, ...]]
LATER = timedelta(hours=1)


def answer(store: Store, known_at: datetime) -> Answer:
    return store.claims(known_at=known_at), store.relations(known_at=known_at)


@pytest.fixture
def kept(store: Store) -> Revision:
    return keep_revision(store, a_revision())


def minimum(claim: Claim, seats: int) -> Claim:
    return replace(claim, value=Quantity(NumberSpan(seats, None), "seat", "minimum"))


def said_otherwise(store: Store, claim: Claim) -> None:
    keep_claims(store, replace(claim, modality="hedged"))


def said_no_more(store: Store, claim: Claim) -> None:
    store.put_claims(claim.revision, [], {})


def revision_gone(store: Store, claim: Claim) -> None:
    store.drop_revision(claim.revision)


def seen_earlier(store: Store, claim: Claim) -> None:
    kept = store.revision(claim.revision)
    store.add_revision(replace(kept, observed=kept.observed - timedelta(days=30)))


def repeated_elsewhere(store: Store, claim: Claim) -> None:
    keep_claims(store, a_claim(keep_revision(store, a_revision(document="other"))))


@pytest.mark.parametrize(
    ("change", "left"),
    [
        pytest.param(said_otherwise, 1, id="read otherwise by a better rule"),
        pytest.param(said_no_more, 0, id="not read any more"),
        pytest.param(revision_gone, 0, id="its revision is gone"),
        pytest.param(seen_earlier, 1, id="found to have stood a month before"),
        pytest.param(repeated_elsewhere, 2, id="another outlet says it too"),
    ],
)
def test_a_claim_stays_known_as_it_was(
    store: Store,
    kept: Revision,
    clock: Clock,
    change: Callable[[Store, Claim], None],
    left: int,
) -> None:
    claim = a_claim(kept)
    keep_claims(store, claim)
    then, before = clock.now, store.claims()
    clock.move(hours=1)
    change(store, claim)
    assert store.claims(known_at=then) == before
    assert store.claim(claim.key, known_at=then) == before[0]
    assert store.claims(known_at=clock.now) == store.claims()
    assert len(store.claims()) == left


def test_nothing_was_known_before_it_was_written(store: Store, kept: Revision) -> None:
    keep_claims(store, a_claim(kept))
    before = NOON - timedelta(seconds=1)
    assert answer(store, before) == ((), ())
    with pytest.raises(NotFoundError):
        store.claim(a_claim(kept).key, known_at=before)


def test_what_is_read_again_alike_is_not_written_again(
    store: Store, kept: Revision, clock: Clock
) -> None:
    """A reread of everything must not double the database."""
    keep_claims(store, a_claim(kept))
    store.put_relations("slot-1", [a_relation()])
    for _ in range(3):
        clock.move(days=1)
        keep_claims(store, a_claim(kept))
        store.put_relations("slot-1", [a_relation()])
    assert past_rows(store) == (0, 0)


def past_rows(store: Store) -> tuple[int, int]:
    with store._reading() as connection:
        claims, relations = (
            connection.exec_driver_sql(f"SELECT count(*) FROM {name}_past").scalar_one()
            for name in ("claim", "relation")
        )
    return claims, relations


def test_a_relation_stays_told_as_it_was(store: Store, clock: Clock) -> None:
    store.put_relations("slot-1", [a_relation()])
    then, before = clock.now, store.relations()
    clock.move(hours=1)
    store.put_relations("slot-1", [a_relation(explanation="Told better.")])
    between, told_better = clock.now, store.relations()
    clock.move(hours=1)
    store.put_relations("slot-1", [])
    assert store.relations() == ()
    assert without_sides(store.relations(known_at=then)) == without_sides(before)
    assert without_sides(store.relations(known_at=between)) == without_sides(told_better)
    assert store.relations(known_at=then, kinds=["tension"]) == ()


def without_sides(rows: tuple[StoredRelation, ...]) -> list[StoredRelation]:
    """Of claims that no test here has stored."""
    return [replace(row, relation=replace(row.relation, a=(), b=())) for row in rows]


def test_a_repeat_joins_a_relation_without_a_copy_of_it(
    store: Store, kept: Revision, clock: Clock
) -> None:
    """Or a position that fifty outlets repeat would be kept fifty times over."""
    first, other = a_claim(kept), minimum(a_claim(kept), 250)
    keep_claims(store, first, other)
    store.put_relations("slot-1", [a_relation(a=(first.key,), b=(other.key,))])
    then, before = clock.now, store.relations()
    clock.move(hours=1)
    repeat = a_claim(keep_revision(store, a_revision(document="repeat")))
    with store.transaction():
        keep_claims(store, repeat)
        clock.move(seconds=1)  # the clock goes on while a transaction writes
        more = a_relation(a=(first.key, repeat.key), b=(other.key,))
        store.put_relations("slot-1", [more])
    assert past_rows(store) == (0, 0)
    assert store.relations(known_at=then) == before
    assert store.relations(known_at=clock.now)[0].relation == more


def test_a_claim_that_joins_late_leaves_a_copy(store: Store, kept: Revision, clock: Clock) -> None:
    """It was known before, and still no part of the relation."""
    first, other = a_claim(kept), minimum(a_claim(kept), 250)
    late = a_claim(keep_revision(store, a_revision(document="late")))
    keep_claims(store, first, other, late)
    store.put_relations("slot-1", [a_relation(a=(first.key,), b=(other.key,))])
    then, before = clock.now, store.relations()
    clock.move(hours=1)
    store.put_relations("slot-1", [a_relation(a=(first.key, late.key), b=(other.key,))])
    assert store.relations(known_at=then) == before


def test_a_rehearsal_leaves_no_past(store: Store, kept: Revision, clock: Clock) -> None:
    keep_claims(store, a_claim(kept))
    before = clock.now
    clock.move(hours=1)
    with store.rehearsal():
        said_otherwise(store, a_claim(kept))
        assert store.claims(known_at=before) != store.claims()
    assert past_rows(store) == (0, 0)


# One step of a life: which document, and what becomes of it.
steps = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from([0, 50, 150, 250]), st.booleans()),
    min_size=1,
    max_size=12,
)


@contextmanager
def fresh_store(template: Path) -> Iterator[tuple[Store, Clock]]:
    clock = Clock()
    with TemporaryDirectory() as folder:
        file = shutil.copy(template, folder)
        with open_store(f"sqlite:///{file}", clock=clock) as store:
            yield store, clock


@given(steps=steps)
@settings(max_examples=15)
def test_later_evidence_never_changes_an_earlier_answer(
    template: Path, steps: list[tuple[int, int, bool]]
) -> None:
    """Whatever is read, read otherwise, dropped or seen earlier, in whatever order."""
    with fresh_store(template) as (store, clock):
        told: dict[datetime, Answer] = {}
        for document, seats, early in steps:
            clock.now += LATER
            live(store, clock, document, seats, early)
            told[clock.now] = answer(store, clock.now)
            assert told[clock.now] == (store.claims(), store.relations())
        assert {moment: answer(store, moment) for moment in told} == told


def live(store: Store, clock: Clock, document: int, seats: int, early: bool) -> None:
    """Read a document as saying so many seats (0: nothing), and relate all that is there."""
    observed = NOON - timedelta(days=document) if early else clock.now
    revision = keep_revision(store, a_revision(document=str(document), observed=observed))
    with store.transaction():
        claims = [minimum(a_claim(store.revision(revision.key)), seats)] if seats else []
        store.put_claims(revision.key, claims, {claim.key: "slot-1" for claim in claims})
        store.put_relations("slot-1", related(store))


def related(store: Store) -> list[Relation]:
    """Every two unlike minimums contradict each other."""
    positions: dict[int, list[str]] = {}
    for claim in store.claims_in_slot("slot-1"):
        assert isinstance(claim.value, Quantity)
        positions.setdefault(claim.value.span.low or 0, []).append(claim.key)
    ordered = sorted(positions)
    return [
        a_relation(
            a=tuple(sorted(positions[low])),
            b=tuple(sorted(positions[high])),
            position_a=str(low),
            position_b=str(high),
            explanation=f"{low} and {high}, of {len(ordered)} values in all",
        )
        for low in ordered
        for high in ordered
        if low < high
    ]
