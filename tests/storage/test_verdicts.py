"""What people decided: nothing of it is ever lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from monitor.storage import Store, open_store
from tests.builders import NOON, a_relation, a_verdict
from tests.storage.conftest import Clock

PAIR = a_verdict().pair


def test_comes_back_as_it_went_in(store: Store) -> None:
    verdict = a_verdict(reason="zwei Pläne, “other” plan")
    kept = store.add_verdict(verdict)
    assert kept.verdict == verdict
    assert store.verdict_on(PAIR) == kept
    assert store.verdicts() == {PAIR: kept}
    assert store.verdict_history(PAIR) == (kept,)


def test_the_latest_is_in_force_and_the_earlier_stay(store: Store) -> None:
    first = store.add_verdict(a_verdict())
    second = store.add_verdict(a_verdict(decision="confirmed", reason=None, by="ben"))
    assert store.verdict_on(PAIR) == second
    assert store.verdict_history(PAIR) == (first, second)


def test_the_latest_is_the_one_kept_last_whatever_the_clocks_say(store: Store) -> None:
    """Two machines' clocks may differ."""
    store.add_verdict(a_verdict(at=NOON + timedelta(hours=1)))
    second = store.add_verdict(a_verdict(decision="confirmed", at=NOON))
    assert store.verdicts() == {PAIR: second}


def test_taking_back_gives_force_to_the_one_before_and_erases_nothing(store: Store) -> None:
    first = store.add_verdict(a_verdict())
    second = store.add_verdict(a_verdict(decision="confirmed"))
    later = NOON + timedelta(minutes=1)
    assert store.withdraw_verdict(second.id, by="ben", at=later)
    assert store.verdict_on(PAIR) == first
    back = replace(second, withdrawn=later, withdrawn_by="ben")
    assert store.verdict_history(PAIR) == (first, back)
    assert store.withdraw_verdict(first.id, by="ben", at=later)
    assert store.verdict_on(PAIR) is None
    assert store.verdicts() == {}


def test_what_was_taken_back_is_not_taken_back_again(store: Store) -> None:
    kept = store.add_verdict(a_verdict())
    assert store.withdraw_verdict(kept.id, by="ann", at=NOON)
    assert not store.withdraw_verdict(kept.id, by="ben", at=NOON + timedelta(days=1))
    assert store.verdict_history(PAIR)[0].withdrawn_by == "ann"


def test_one_in_force_for_each_pair_oldest_first(store: Store) -> None:
    other = a_verdict(a_relation(slot="slot-2"))
    kept = [store.add_verdict(one) for one in (a_verdict(), other, a_verdict(by="ben"))]
    assert list(store.verdicts().values()) == [kept[1], kept[2]]


def test_a_verdict_outlives_its_relation(store: Store, url: str, clock: Clock) -> None:
    """It is gone after a reread, say, and comes back after the next."""
    store.put_relations("slot-1", [a_relation()])
    kept = store.add_verdict(a_verdict())
    store.put_relations("slot-1", [])
    clock.move(days=1)
    with open_store(url, clock=clock) as again:
        again.put_relations("slot-1", [a_relation()])
        assert again.verdicts() == {PAIR: kept}
