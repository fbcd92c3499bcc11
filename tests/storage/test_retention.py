"""What may be dropped, and what never is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.errors import DroppedError
from monitor.storage import Store
from monitor.types import Fetch, Snapshot
from tests.builders import NOON, a_claim, a_revision, a_snapshot, keep_claims, keep_revision
from tests.storage.conftest import Clock

YEAR = timedelta(days=365)


def add(store: Store, document: str, outcome: str | None, *, body: str | None = None) -> Snapshot:
    """A snapshot that no revision was drawn from."""
    snapshot = a_snapshot(document=document, body=(body or f"{document} {outcome}").encode())
    store.add_snapshot(snapshot)
    if outcome:
        store.mark_read(snapshot.key, outcome)
    return snapshot


def revised(store: Store, document: str, *, claims: bool) -> str:
    """A document with a revision; gives the key of its snapshot."""
    kept = keep_revision(store, replace(a_revision(), document=document), document.encode())
    if claims:
        keep_claims(store, a_claim(kept))
    return kept.snapshot


RULES = [
    pytest.param(dict.fromkeys(("without_claims", "between_revisions")), set(), id="no days named"),
    pytest.param(
        {"without_claims": YEAR, "between_revisions": None},
        {"text without claims", "wall"},
        id="documents without claims",
    ),
    pytest.param(
        {"without_claims": None, "between_revisions": YEAR},
        {"between"},
        id="between revisions",
    ),
    pytest.param(
        {"without_claims": YEAR, "between_revisions": YEAR},
        {"text without claims", "wall", "between"},
        id="both",
    ),
    pytest.param(
        {"without_claims": 2 * YEAR, "between_revisions": 2 * YEAR}, set(), id="not yet so old"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kept_for", "gone"), RULES)
def test_what_goes(
    store: Store, clock: Clock, kept_for: dict[str, timedelta | None], gone: set[str]
) -> None:
    made = {
        "claimed": revised(store, "claimed", claims=True),
        "text without claims": revised(store, "unclaimed", claims=False),
        "wall": add(store, "unclaimed", "consent").key,
        "between": add(store, "claimed", "article").key,
        "pending": add(store, "unclaimed", None).key,
        "pending of a claimed one": add(store, "claimed", None).key,
        "unreadable, as yet": add(store, "unclaimed", "failed: parse").key,
        "in both": add(store, "claimed", "article", body="same").key,
        "in both, pending": add(store, "unclaimed", None, body="same").key,
    }
    clock.move(days=366)
    made["young"] = add(store, "unclaimed", "article", body="of today").key
    since = {name: span and clock() - span for name, span in kept_for.items()}
    planned = store.droppable(**since)
    done = store.drop_bodies(**since)
    assert planned == done
    assert done.number == len(gone)
    left = {name: store.snapshot_facts(key) for name, key in made.items()}
    assert {name for name, facts in left.items() if facts.dropped} == gone
    assert {facts.dropped for facts in left.values()} <= {None, clock()}
    assert store.drop_bodies(**since).number == 0
    assert store.dropped().number == len(gone)


def test_more_than_go_at_once(store: Store, clock: Clock, file: Path) -> None:
    for number in range(250):
        add(store, f"d{number}", "listing")
    clock.move(days=1)
    done = store.drop_bodies(without_claims=clock(), between_revisions=None)
    assert done.number == 250
    with closing(sqlite3.connect(file)) as raw:
        assert raw.execute("SELECT sum(length(content)) FROM body").fetchone() == (0,)
    assert done.room > 0


def test_what_was_dropped_is_told_and_is_no_damage(store: Store, clock: Clock) -> None:
    snapshot = add(store, "d", "listing")
    clock.move(days=1)
    store.drop_bodies(without_claims=clock(), between_revisions=None)
    with pytest.raises(DroppedError, match=f"dropped on 2014-08-02.*{snapshot.sha256}"):
        store.snapshot(snapshot.key)
    facts = store.snapshot_facts(snapshot.key)
    assert (facts.sha256, facts.size) == (snapshot.sha256, len(snapshot.body))


def test_the_same_bytes_again_are_kept_again(store: Store, clock: Clock) -> None:
    old = add(store, "d", "listing")
    clock.move(days=1)
    store.drop_bodies(without_claims=clock(), between_revisions=None)
    new = replace(old, observed=NOON + timedelta(days=2))
    assert store.add_snapshot(new)
    assert store.snapshot(new.key) == new
    assert store.snapshot(old.key) == old, "they are the same bytes"
    assert store.dropped().number == 0


REQUESTS = [
    # day, hour, address, outcome, whether it goes, why
    (0, 1, "feed", "listed", True, "nothing new, and not the last of its day"),
    (0, 2, "page", "unchanged", True, "nothing new, and not the last of its day"),
    (0, 3, "feed", "fetched", False, "brought a page"),
    (0, 4, "feed", "transient", False, "a failure"),
    (0, 5, "once", "unchanged", False, "the last that was heard of this address"),
    (0, 6, "feed", "listed", False, "the last of its day: that day was looked at"),
    (1, 1, "feed", "listed", False, "the only one of its day"),
    (9, 1, "feed", "listed", False, "not so old"),
    (9, 2, "page", "unchanged", False, "not so old"),
]


def test_requests_that_found_nothing_new_go(store: Store) -> None:
    """The last of another source on that day stays, too."""
    for day, hour, address, outcome, *_ in REQUESTS:
        at = NOON + timedelta(days=day, hours=hour)
        store.log_fetch(Fetch(address, "outlet", at, outcome))
    store.log_fetch(Fetch("feed", "other", NOON, "listed"))
    before = NOON + timedelta(days=5)
    assert store.droppable_requests(before) == 2
    assert store.drop_requests(before) == 2
    left = {(f.url, f.at) for name in ("feed", "page", "once") for f in store.fetches(name)}
    wanted = {
        (row[2], NOON + timedelta(days=row[0], hours=row[1])) for row in REQUESTS if not row[4]
    }
    assert left == wanted | {("feed", NOON)}
    assert store.drop_requests(before) == 0
