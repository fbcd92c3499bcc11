from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from monitor.errors import NotFoundError
from monitor.storage import Store
from monitor.types import TOLD
from tests.builders import NOON, a_relation
from tests.storage.conftest import Clock


def test_comes_back_as_it_went_in(store: Store) -> None:
    relation = a_relation(kind="revision", silent=True, a=("1" * 16, "2" * 16), explanation="ä")
    store.put_relations("slot-1", [relation])
    (found,) = store.relations()
    assert found.relation == relation
    assert found.recorded == NOON
    assert store.relation(relation.key) == found


def test_replacing_keeps_when_a_relation_was_first_recorded(store: Store, clock: Clock) -> None:
    stays, goes = a_relation(), a_relation(position_b="gone")
    store.put_relations("slot-1", [stays, goes])
    store.put_relations("slot-2", [a_relation(slot="slot-2")])
    later = clock.move(days=1)
    more = a_relation(b=("b" * 16, "c" * 16))  # more evidence, the same relation
    comes = a_relation(position_b="new")
    store.put_relations("slot-1", [more, comes])
    found = {stored.relation.key: stored for stored in store.relations()}
    assert set(found) == {stays.key, comes.key, a_relation(slot="slot-2").key}
    assert found[stays.key].recorded == NOON
    assert found[stays.key].relation == more
    assert found[comes.key].recorded == later


def test_a_relation_of_another_slot_is_refused(store: Store) -> None:
    store.put_relations("slot-1", [a_relation()])
    with pytest.raises(ValueError, match="another slot"):
        store.put_relations("slot-1", [a_relation(slot="slot-2")])
    assert [stored.relation for stored in store.relations()] == [a_relation()]


def test_most_pressing_first_then_newest(store: Store, clock: Clock) -> None:
    wanted = [
        ("contradiction", False, "new"),
        ("contradiction", False, "old"),
        ("revision", True, "new"),
        ("revision", False, "new"),
        ("tension", False, "new"),
        ("compatible", False, "old"),
    ]
    for age in ("old", "new"):
        mine = [
            a_relation(kind=kind, silent=silent, slot=age, position_b=f"{age} {silent}")
            for kind, silent, when in wanted
            if when == age
        ]
        store.put_relations(age, mine[::-1])
        clock.move(hours=1)
    found = [(r.relation.kind, r.relation.silent, r.relation.slot) for r in store.relations()]
    assert found == wanted


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        pytest.param({}, {"one", "two", "three"}, id="all"),
        pytest.param({"kinds": TOLD}, {"one", "three"}, id="those worth telling"),
        pytest.param({"kinds": ()}, set(), id="no kind"),
        pytest.param({"topic": "other"}, {"three"}, id="topic"),
        pytest.param({"facet": "timing"}, {"two"}, id="facet"),
        pytest.param({"recorded_after": NOON}, {"three"}, id="what is new after that moment"),
    ],
)
def test_asking(store: Store, clock: Clock, conditions: dict[str, Any], expected: set[str]) -> None:
    store.put_relations("one", [a_relation(slot="one")])
    store.put_relations("two", [a_relation(slot="two", kind="compatible", facet="timing")])
    clock.move(seconds=1)
    store.put_relations("three", [a_relation(slot="three", kind="tension", topic="other")])
    found = store.relations(**conditions)
    assert {stored.relation.slot for stored in found} == expected


BEFORE, AFTER, LATER, ALIKE = (letter * 16 for letter in "abcd")


@pytest.mark.parametrize(
    ("claims", "conditions", "expected"),
    [
        pytest.param([BEFORE], {}, {"change"}, id="of what stood before the change"),
        pytest.param([AFTER], {}, {"next"}, id="and not of what it led to"),
        pytest.param([BEFORE, AFTER], {}, {"change", "next"}, id="of several"),
        pytest.param([ALIKE], {}, set(), id="another kind is no change"),
        pytest.param([LATER], {}, set(), id="of what a change led to, and no more"),
        pytest.param([], {}, set(), id="of no claim"),
        pytest.param([BEFORE, AFTER], {"but": 0}, {"next"}, id="without one that is known"),
        pytest.param([BEFORE], {"known_at": NOON - timedelta(1)}, set(), id="not known by then"),
    ],
)
def test_the_changes_of_claims(
    store: Store, claims: list[str], conditions: dict[str, Any], expected: set[str]
) -> None:
    change = a_relation(kind="revision", slot="change", a=(BEFORE,), b=(AFTER,))
    rows = (
        change,
        a_relation(kind="revision", slot="next", a=(AFTER,), b=(LATER,)),
        a_relation(kind="tension", slot="alike", a=(ALIKE,), b=(AFTER,)),
    )
    for row in rows:
        store.put_relations(row.slot, [row])
    if "but" in conditions:
        conditions = {"but": {change.key}}
    found = store.changes_of(claims, **conditions)
    assert {stored.relation.slot for stored in found} == expected


def test_the_changes_of_a_claim_as_they_were_known(store: Store, clock: Clock) -> None:
    known = a_relation(kind="revision", a=(BEFORE, LATER), b=(AFTER,))
    store.put_relations("slot-1", [known])
    clock.move(days=1)
    store.put_relations("slot-1", [a_relation(kind="revision", a=(BEFORE,), b=(AFTER,))])
    assert store.changes_of([LATER]) == ()
    (then,) = store.changes_of([LATER], known_at=NOON)
    assert then.relation.key == known.key


def test_an_unknown_relation(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no relation"):
        store.relation("0" * 16)


def test_replacing_keeps_whether_it_was_news(store: Store, clock: Clock) -> None:
    past, new = a_relation(), a_relation(position_b="new")
    store.put_relations("slot-1", [past], news=False)
    store.put_relations("slot-1", [past, new])
    assert {row.relation.key: row.news for row in store.relations(slot="slot-1")} == {
        past.key: False,
        new.key: True,
    }


def test_one_that_was_away_comes_back_as_it_was(store: Store, clock: Clock) -> None:
    then = clock.now
    clock.move(days=1)
    store.put_relations(
        "slot-1", [a_relation()], news=False, earlier={a_relation().key: (then, True)}
    )
    (found,) = store.relations()
    assert (found.recorded, found.news) == (then, True)
