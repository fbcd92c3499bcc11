from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from monitor.errors import EvidenceError, NotFoundError
from monitor.storage import Store
from tests.builders import NOON, a_snapshot

LATER = NOON + timedelta(days=1)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="a page"),
        pytest.param({"body": b""}, id="an empty body"),
        pytest.param({"body": bytes(range(256)) * 5000}, id="bytes that are no text"),
        pytest.param({"headers": ()}, id="no headers, as of a file"),
        pytest.param(
            {"headers": (("Set-Cookie", "a"), ("Set-Cookie", "b"), ("X", "é\x00\u202e"))},
            id="headers twice, in order, and odd ones",
        ),
        pytest.param({"origin": "import", "document": "02-founding"}, id="an imported file"),
        pytest.param({"document": "https://x.example/" + "ä" * 9000}, id="a very long address"),
        pytest.param({"observed": NOON.replace(microsecond=123456)}, id="microseconds"),
    ],
)
def test_comes_back_as_it_went_in(store: Store, changes: dict[str, Any]) -> None:
    snapshot = a_snapshot(**changes)
    assert store.add_snapshot(snapshot)
    assert store.snapshot(snapshot.key) == snapshot
    assert store.snapshot(snapshot.key).key == snapshot.key


def test_the_same_again_is_known(store: Store) -> None:
    assert store.add_snapshot(a_snapshot())
    assert not store.add_snapshot(a_snapshot())
    assert store.counts()["snapshots"] == 1


def test_a_body_is_kept_once_and_compressed(store: Store, file: Path) -> None:
    body = b"many words " * 100_000
    for days in range(3):
        store.add_snapshot(a_snapshot(body=body, observed=NOON + timedelta(days=days)))
    with closing(sqlite3.connect(file)) as raw:
        kept = raw.execute("SELECT size, length(content) FROM body").fetchall()
    assert len(kept) == 1
    size, packed = kept[0]
    assert size == len(body)
    assert packed < size / 50  # repeated words shrink far; stored plain they would not at all


def test_another_zone_than_utc_is_refused(store: Store) -> None:
    berlin = datetime(2014, 8, 1, 14, tzinfo=timezone(timedelta(hours=2)))
    with pytest.raises(ValueError, match="not in UTC"):
        store.add_snapshot(a_snapshot(observed=berlin))
    with pytest.raises(ValueError, match="not in UTC"):
        store.add_snapshot(a_snapshot(observed=datetime(2014, 8, 1, 14)))
    assert store.counts()["snapshots"] == 0


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("UPDATE body SET content = x'00'", id="no longer compressed data"),
        pytest.param("UPDATE body SET content = x''", id="emptied"),
        pytest.param("UPDATE body SET content = (SELECT other.content)", id="another body"),
        pytest.param("UPDATE body SET size = size - 5", id="cut short"),
    ],
)
def test_changed_bytes_are_no_evidence(store: Store, file: Path, change: str) -> None:
    snapshot, other = a_snapshot(), a_snapshot(body=b"something else")
    store.add_snapshot(snapshot)
    store.add_snapshot(other)
    swap = "(SELECT content FROM body WHERE size = 14)"
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute(change.replace("(SELECT other.content)", swap))
    with pytest.raises(EvidenceError, match="put back a backup"):
        store.snapshot(snapshot.key)


def test_pending_until_read_oldest_first(store: Store) -> None:
    new, old = a_snapshot(observed=LATER), a_snapshot()
    store.add_snapshot(new)
    store.add_snapshot(old)
    assert store.pending() == (old.key, new.key)
    store.mark_read(old.key, "article")
    assert store.pending() == (new.key,)
    store.mark_read(new.key, "failed: no text")
    assert store.pending() == ()


@pytest.mark.parametrize("what", ["snapshot", "mark_read"])
def test_an_unknown_snapshot(store: Store, what: str) -> None:
    with pytest.raises(NotFoundError, match="no snapshot 0000"):
        store.snapshot("0000") if what == "snapshot" else store.mark_read("0000", "article")


def test_times_come_back_in_utc(store: Store) -> None:
    store.add_snapshot(a_snapshot())
    (key,) = store.pending()
    assert store.snapshot(key).observed.tzinfo is UTC


CHOSEN = [
    pytest.param({}, [0, 1, 2, 3], id="all"),
    pytest.param({"source": "other"}, [3], id="of a source"),
    pytest.param({"since": NOON + timedelta(days=1)}, [1, 2, 3], id="from a moment, inclusive"),
    pytest.param({"before": NOON + timedelta(days=2)}, [0, 1], id="up to a moment, exclusive"),
    pytest.param({"source": "nobody"}, [], id="none"),
]


@pytest.mark.parametrize(("chosen", "which"), CHOSEN)
def test_the_keys_of_all_snapshots(store: Store, chosen: dict[str, Any], which: list[int]) -> None:
    made = [a_snapshot(observed=NOON + timedelta(days=n)) for n in range(3)]
    made.append(a_snapshot(observed=NOON + timedelta(days=3), source="other"))
    for snapshot in made:
        store.add_snapshot(snapshot)
    assert list(store.snapshot_keys(**chosen)) == sorted(made[n].key for n in which)


def test_more_keys_than_are_asked_for_at_once(store: Store) -> None:
    """Each once, also where others are added meanwhile."""
    with store.transaction():
        for n in range(1100):
            store.add_snapshot(a_snapshot(observed=NOON + timedelta(seconds=n)))
    keys = store.snapshot_keys()
    found = [next(keys)]
    store.add_snapshot(a_snapshot(observed=NOON - timedelta(days=1)))
    found += keys
    assert found == sorted(set(found))
    assert len(found) in (1100, 1101)
