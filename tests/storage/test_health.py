"""What storage tells of sources: aggregated by index, over a window of time."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.health import Check, Health, HealthStep, PageChecks, Reason
from monitor.storage import Store
from tests.builders import NOON, a_failure, a_relation, a_snapshot
from tests.watched import FEED, hours, keep_address, keep_article, keep_fetch

DAY = timedelta(days=1)
WELL = Health("ok")
DOWN = Health("failing", (Reason("listing-failing", "503 at every try", NOON), Reason("b", "x")))


def test_steps_are_kept_as_they_were(store: Store) -> None:
    assert store.latest_health() == {}
    store.add_health_step("a", NOON, WELL)
    store.add_health_step("a", NOON + DAY, DOWN)
    store.add_health_step("b", NOON, WELL)
    assert not store.add_health_step("b", NOON, DOWN), "one step a moment"
    assert store.latest_health() == {
        "a": HealthStep("a", NOON + DAY, DOWN),
        "b": HealthStep("b", NOON, WELL),
    }
    assert store.health_steps(NOON, NOON + DAY) == (HealthStep("a", NOON + DAY, DOWN, "ok"),)
    first = store.health_steps(NOON - DAY, NOON)
    assert [(step.source, step.before) for step in first] == [("a", None), ("b", None)]


def test_a_listing_is_told_since_it_last_answered_well(store: Store) -> None:
    keep_fetch(store, at=NOON - hours(2), status=503)
    keep_fetch(store, at=NOON, status=304, outcome="unchanged")
    keep_fetch(store, at=NOON + hours(1), status=503)
    keep_fetch(store, at=NOON + hours(2), status=None, said="it did not answer in time")
    keep_fetch(store, at=NOON + hours(3), status=429)
    keep_fetch(store, "https://outlet.example/1", at=NOON + hours(4), status=500)
    found = store.listing_record("outlet", FEED, [FEED])
    assert found.last_good == NOON
    assert (found.bad, found.bad_from, found.bad_until) == (2, NOON + hours(1), NOON + hours(2))
    assert (found.slowed, found.slowed_from) == (1, NOON + hours(3))
    assert found.newest == (
        Check(NOON + hours(2), "transient", None, "it did not answer in time"),
        Check(NOON + hours(1), "transient", 503, f"{FEED} answered 503"),
    )


def test_a_listing_of_months_is_one(store: Store) -> None:
    july, august = f"{FEED}/07", f"{FEED}/08"
    keep_fetch(store, july, at=NOON - DAY)
    keep_fetch(store, august, at=NOON, status=404, outcome="permanent")
    found = store.listing_record("outlet", f"{FEED}/{{month}}", [august, july], dated=True)
    assert (found.last_good, found.bad, found.dated) == (NOON - DAY, 1, True)


def test_a_listing_never_asked(store: Store) -> None:
    found = store.listing_record("outlet", FEED, [FEED])
    assert (found.last_good, found.bad, found.slowed, found.pages) == (None, 0, 0, ())


def test_the_kinds_of_a_watched_page_newest_first(store: Store) -> None:
    """Also where it has moved: its document is where it lives now."""
    home = "https://outlet.example/home"
    keep_address(store, FEED, document=home)
    for hour, kind in ((1, "article"), (2, "blocked"), (3, None)):
        page = a_snapshot(document=home, observed=NOON + hours(hour), body=str(hour).encode())
        store.add_snapshot(page)
        if kind:
            store.mark_read(page.key, kind)
    found = store.listing_record("outlet", FEED, [FEED], watched=True)
    assert found.pages == ("blocked", "article")
    assert store.listing_record("outlet", FEED, [FEED]).pages == (), "a feed is no document"


def test_pages_are_counted_by_address_without_the_listings(store: Store) -> None:
    answers = [("a", 200, "fetched"), ("a", 304, "unchanged"), ("b", 200, "alias")]
    answers += [("c", None, "refused"), ("c", None, "refused"), ("d", 500, "transient")]
    answers += [("e", 404, "permanent"), ("f", 429, "transient")]
    for name, status, outcome in answers:
        keep_fetch(store, f"https://outlet.example/{name}", status=status, outcome=outcome)
    keep_fetch(store, FEED)
    keep_fetch(store, "https://outlet.example/old", at=NOON - 9 * DAY, status=500)
    found = store.page_checks("outlet", NOON - 7 * DAY, [FEED])
    assert found == PageChecks(good=3, refused=1, failed=1)


def test_a_sample_is_of_documents_when_they_first_came(store: Store) -> None:
    keep_article(store, 1, NOON)
    keep_article(store, 2, NOON + DAY, claims=False)
    again = a_snapshot(document="https://outlet.example/1", observed=NOON + 2 * DAY, body=b"again")
    wall = a_snapshot(document="https://outlet.example/3", observed=NOON + 3 * DAY, body=b"wall")
    old = a_snapshot(
        document="https://outlet.example/4", observed=NOON - DAY, body=b"x", origin="archive"
    )
    for snapshot, kind in ((again, "article"), (wall, "consent"), (old, "article")):
        store.add_snapshot(snapshot)
        store.mark_read(snapshot.key, kind)
    unread = a_snapshot(document="https://outlet.example/5", observed=NOON + 4 * DAY)
    store.add_snapshot(unread)
    for day in (1, 1.1, 3):
        keep_fetch(store, at=NOON + day * DAY)
    found = store.health_sample("outlet", [FEED], NOON + 5 * DAY)
    assert found.arrivals == tuple(NOON + day * DAY for day in (0, 1, 3, 4))
    length = len("Words. " * 100 + " 1")
    assert [(one.kind, one.length, one.dated, one.claims) for one in found.documents] == [
        ("article", length, True, True),
        ("article", length, True, False),
        ("consent", 0, False, False),
    ]
    assert (found.watched_days, found.checked_until) == (2, NOON + 3 * DAY)
    assert store.status_of_source("outlet", NOON).new == 3


def test_counts_for_metrics(store: Store) -> None:
    store.put_relations("slot-1", [a_relation(), a_relation(kind="tension", position_a="x")])
    for source in ("a", "a", None):
        store.add_failure(a_failure(source=source, kind="transient"))
    assert store.relations_by_kind() == {"contradiction": 1, "tension": 1}
    assert store.failures_by_kind() == {("a", "transient"): 2, ("", "transient"): 1}


QUESTIONS = [
    pytest.param(lambda s: s.listing_record("outlet", FEED, [FEED]), id="listing"),
    pytest.param(lambda s: s.listing_record("outlet", FEED, [FEED], watched=True), id="page"),
    pytest.param(lambda s: s.page_checks("outlet", NOON, [FEED]), id="pages"),
    pytest.param(lambda s: s.health_sample("outlet", [FEED], NOON), id="sample"),
    pytest.param(lambda s: s.gone_documents(NOON - DAY, NOON), id="gone"),
    pytest.param(lambda s: s.next_checks([FEED]), id="next check"),
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_is_served_by_an_index(
    store: Store, file: Path, question: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked after every crawl of every source, of tables that grow for years."""
    from sqlalchemy import event

    asked: list[tuple[str, object]] = []

    @event.listens_for(store._engine, "before_cursor_execute")
    def note(_c: object, _cursor: object, sql: str, values: object, *_rest: object) -> None:
        asked.append((sql, values))

    question(store)  # type: ignore[operator]
    with sqlite3.connect(file) as connection:
        plans = [
            row[-1]
            for sql, values in asked
            if sql.startswith("SELECT")
            for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)  # type: ignore[arg-type]
        ]
    connection.close()
    assert plans
    assert [plan for plan in plans if plan.startswith("SCAN") and "SCAN CONSTANT" not in plan] == []
