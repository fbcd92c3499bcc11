"""A verdict sticks, whatever is read again; what reopens it, and what a digest tells then."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event

from monitor.config import Config
from monitor.review import (
    decide,
    relations_to_tell,
    review_relation,
    review_relations,
    verdict_in_words,
    withdraw,
)
from monitor.storage import Store, StoredRelation
from monitor.verdict import Decision
from tests.builders import NOON, a_relation
from tests.review.parts import keep_word, relate
from tests.storage.conftest import Clock

DAY = timedelta(days=1)


def decided(
    config: Config, store: Store, row: StoredRelation, decision: Decision, now: datetime
) -> None:
    decide(config, store, row, decision, reason="misread", by="ann", at=now)


@pytest.mark.parametrize("decision", ["confirmed", "dismissed", "superseded"])
def test_a_verdict_sticks_until_evidence_of_a_new_kind_comes(
    config: Config, store: Store, clock: Clock, decision: Decision
) -> None:
    one, two = keep_word(store, "one"), keep_word(store, "two", 250)
    row = relate(store, [one], [two])
    assert review_relation(config, store, row).state == "open"
    decided(config, store, row, decision, clock.now)
    assert review_relation(config, store, row).state == decision
    clock.move(days=1)
    store.put_relations("slot-1", [])  # a reread took it away, and the next brings it back
    again = relate(store, [one], [two], rule="other@2", kind="tension")
    assert review_relation(config, store, again).state == decision
    repeated = relate(store, [one], [two, keep_word(store, "three", 250)])
    assert review_relation(config, store, repeated).state == decision
    vendor = keep_word(store, "four", 250, kind="direct", organisation="Vendor")
    found = review_relation(config, store, relate(store, [one], [two, vendor]))
    assert (found.state, found.is_open) == ("open", True)
    assert verdict_in_words(found) == (
        "reopened: the vendor itself now says it: 250 seats or more "
        f"(was {decision} by ann on 1 Aug 2014: misread)"
    )
    decided(config, store, found.stored, decision, clock.now)
    assert review_relation(config, store, found.stored).state == decision


def test_a_side_that_spoke_earlier_changes_nothing(
    config: Config, store: Store, clock: Clock
) -> None:
    """An older document is found: the sides change places, and the relation has another id."""
    one, two = keep_word(store, "one"), keep_word(store, "two", 250)
    row = relate(store, [one], [two])
    decided(config, store, row, "dismissed", clock.now)
    older = keep_word(store, "old", 250)
    a, b = row.relation.position_a, row.relation.position_b
    turned = relate(store, [older, two], [one], position_a=b, position_b=a)
    assert turned.relation.key != row.relation.key
    assert review_relation(config, store, turned).state == "dismissed"


def test_deciding_the_one_of_two_does_not_open_the_other(
    config: Config, store: Store, clock: Clock
) -> None:
    """A contradiction and a tension of the same positions, on different claims."""
    one, two = keep_word(store, "one"), keep_word(store, "two", 250)
    rumour = keep_word(store, "three", 250, kind="hearsay", organisation="Somebody")
    tension = a_relation(kind="tension", a=(one.key,), b=(rumour.key,))
    contradiction = a_relation(a=(one.key,), b=(two.key,))
    store.put_relations("slot-1", [tension, contradiction])
    for key in (tension.key, contradiction.key):
        decided(config, store, store.relation(key), "dismissed", clock.now)
    found = review_relations(config, store, store.relations())
    assert [one.state for one in found] == ["dismissed", "dismissed"]


@pytest.mark.parametrize(
    ("on", "states"),
    [
        pytest.param("contradiction", {"dismissed"}, id="the graver one holds for both"),
        pytest.param("tension", {"dismissed", "open"}, id="the lighter one does not"),
    ],
)
def test_deciding_the_graver_of_two_decides_the_other(
    config: Config, store: Store, clock: Clock, on: str, states: set[str]
) -> None:
    one, two = keep_word(store, "one"), keep_word(store, "two", 250)
    vendor = keep_word(store, "three", 250, kind="document", organisation="Vendor")
    other = keep_word(store, "four", 150, kind="document", organisation="Somebody")
    tension = a_relation(kind="tension", a=(other.key,), b=(two.key,))
    contradiction = a_relation(a=(one.key,), b=(vendor.key,))
    store.put_relations("slot-1", [tension, contradiction])
    key = {"tension": tension.key, "contradiction": contradiction.key}[on]
    decided(config, store, store.relation(key), "dismissed", clock.now)
    found = review_relations(config, store, store.relations())
    assert {one.state for one in found} == states


def test_taking_back_opens_it_again(config: Config, store: Store, clock: Clock) -> None:
    row = relate(store, [keep_word(store, "one")], [keep_word(store, "two", 250)])
    decided(config, store, row, "confirmed", clock.now)
    decided(config, store, row, "dismissed", clock.now)
    for state in ("confirmed", "open"):
        assert withdraw(store, row, by="ben", at=clock.now)
        assert review_relation(config, store, row).state == state
    assert withdraw(store, row, by="ben", at=clock.now) is None


def test_the_same_decided_twice_is_one_decision(config: Config, store: Store, clock: Clock) -> None:
    row = relate(store, [keep_word(store, "one")], [keep_word(store, "two", 250)])
    for _ in range(2):
        decided(config, store, row, "dismissed", clock.move(hours=1))
    (only,) = store.verdicts().values()
    assert len(store.verdict_history(only.verdict.pair)) == 1
    decided(config, store, row, "confirmed", clock.now)
    assert len(store.verdict_history(only.verdict.pair)) == 2


def test_what_strangers_and_reviewers_write_is_kept_on_one_line(
    config: Config, store: Store, clock: Clock
) -> None:
    row = relate(store, [keep_word(store, "one")], [keep_word(store, "two", 250)])
    kept = decide(
        config,
        store,
        row,
        "dismissed",
        reason="no\x1b[31m\nway " + "x" * 900,
        by="ann\u202e\n",
        at=clock.now,
    )
    assert kept.verdict.reason is not None
    assert kept.verdict.reason.startswith("no[31m way ")
    assert len(kept.verdict.reason) == 500
    assert kept.verdict.by == "ann"


def test_what_was_seen_is_kept_with_its_words(config: Config, store: Store, clock: Clock) -> None:
    one = keep_word(store, "one")
    two = keep_word(store, "two", 250, kind="hearsay", organisation="Vendor")
    row = relate(store, [one], [two])
    kept = decide(config, store, row, "confirmed", by="ann", at=clock.now)
    assert [
        (seen.claim, seen.position, seen.quote, seen.kind.side, seen.kind.attribution)
        for seen in kept.verdict.seen
    ] == [
        (one.key, "150 seats", "150 seats or more", "outlet", "outlet"),
        (two.key, "250 seats", "250 seats or more", "vendor", "hearsay"),
    ]


TOLD = [
    pytest.param(None, ["disjoint"], id="open"),
    pytest.param("confirmed", ["disjoint"], id="confirmed before the digest was due"),
    pytest.param("dismissed", [], id="dismissed"),
    pytest.param("superseded", [], id="superseded"),
]


@pytest.mark.parametrize(("decision", "told"), TOLD)
def test_what_a_digest_is_given(
    config: Config, store: Store, clock: Clock, decision: Decision | None, told: list[str]
) -> None:
    row = relate(store, [keep_word(store, "one")], [keep_word(store, "two", 250)])
    if decision:
        decided(config, store, row, decision, clock.now)
    found = relations_to_tell(config, store, since=NOON - DAY, until=NOON)
    assert [one.relation.rule for one in found] == told


def test_what_was_reopened_is_told_once_more_and_says_why(
    config: Config, store: Store, clock: Clock
) -> None:
    one, two = keep_word(store, "one"), keep_word(store, "two", 250)
    decided(config, store, relate(store, [one], [two]), "dismissed", clock.now)
    then = clock.move(days=5)
    vendor = keep_word(store, "three", 250, kind="direct", organisation="Vendor")
    relate(store, [one], [two, vendor])
    (found,) = relations_to_tell(config, store, since=then - DAY, until=then)
    assert found.relation.explanation == (
        "One says 150 seats, the other 250. "
        "Reopened: the vendor itself now says it: 250 seats or more."
    )
    clock.move(days=1)
    partner = keep_word(store, "four", 250, kind="document", organisation="Vendor")
    relate(store, [one], [two, vendor, partner])
    assert relations_to_tell(config, store, since=then, until=then + DAY) == ()


def test_what_a_reread_or_back_fill_finds_reopens_and_is_no_news(
    config: Config, store: Store, clock: Clock
) -> None:
    one, two = keep_word(store, "one"), keep_word(store, "two", 250)
    decided(config, store, relate(store, [one], [two]), "dismissed", clock.now)
    then = clock.move(days=5)
    old = keep_word(store, "old", 250, kind="direct", organisation="Vendor", news=False)
    row = relate(store, [one], [two, old])
    assert review_relation(config, store, row).is_open
    assert relations_to_tell(config, store, since=then - DAY, until=then) == ()


@pytest.mark.parametrize(
    ("news", "days", "heard"),
    [
        pytest.param(True, 1, True, id="a word more"),
        pytest.param(False, 1, False, id="of the past, which is no news"),
        pytest.param(True, 0, False, id="before the time asked for"),
        pytest.param(True, 3, False, id="after it"),
    ],
)
def test_old_relations_are_read_again_only_where_there_is_news_of_them(
    store: Store, clock: Clock, news: bool, days: int, heard: bool
) -> None:
    """A digest costs what is new, not all that was ever told."""
    one, two = keep_word(store, "one"), keep_word(store, "two", 250)
    quiet = a_relation(a=(one.key,), b=(two.key,), position_b="quiet")
    old = a_relation(a=(one.key,), b=(two.key,))
    store.put_relations("slot-1", [quiet, old])
    clock.move(days=days)
    more = keep_word(store, "three", 250, news=news)
    store.put_relations("slot-1", [quiet, a_relation(a=(one.key,), b=(two.key, more.key))])
    found = store.relations_heard_again(NOON, NOON + 2 * DAY)
    assert [row.relation.key for row in found] == [old.key] * heard


def test_verdicts_cost_one_question_however_many_there_are(
    config: Config, store: Store, clock: Clock
) -> None:
    one, two = keep_word(store, "one"), keep_word(store, "two", 250)
    many = [a_relation(a=(one.key,), b=(two.key,), position_b=str(n)) for n in range(60)]
    store.put_relations("slot-1", many)
    for row in store.relations()[:50]:
        decided(config, store, row, "confirmed", clock.now)
    rows, asked = store.relations(), list[str]()
    event.listen(store._engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    found = review_relations(config, store, rows)
    assert sum(not one.is_open for one in found) == 50
    assert len([question for question in asked if question.startswith("SELECT")]) == 1
