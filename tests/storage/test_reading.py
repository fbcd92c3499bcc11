from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.errors import NotFoundError
from monitor.storage import Found, SourceStatus, Store
from tests.builders import (
    ADDRESS,
    NOON,
    a_claim,
    a_failure,
    a_relation,
    a_revision,
    a_snapshot,
    keep_claims,
    keep_revision,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def keys(store: Store) -> dict[str, str]:
    """One thing of each kind."""
    revision = keep_revision(store, a_revision())
    claim, relation = a_claim(revision), a_relation()
    keep_claims(store, claim)
    store.put_relations("slot-1", [relation])
    return {
        "document": ADDRESS,
        "claim": claim.key,
        "relation": relation.key,
        "revision": revision.key,
        "snapshot": revision.snapshot,
    }


@pytest.mark.parametrize("kind", ["document", "claim", "relation", "revision", "snapshot"])
def test_find_by_all_of_it(store: Store, keys: dict[str, str], kind: str) -> None:
    assert store.find(keys[kind]) == Found(kind, keys[kind])  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["claim", "relation", "revision", "snapshot"])
def test_find_by_its_beginning(store: Store, keys: dict[str, str], kind: str) -> None:
    assert store.find(keys[kind][:8]) == Found(kind, keys[kind])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param("", id="nothing"),
        pytest.param("https://elsewhere.example/", id="an unknown address"),
        pytest.param(ADDRESS[:-1], id="an address must be whole"),
        pytest.param("%", id="no wildcard"),
        pytest.param("f" * 16, id="an unknown id"),
        pytest.param("f" * 17, id="longer than an id"),
        pytest.param("ABCDEF", id="ids are in small letters"),
        pytest.param("'; DROP TABLE claim; --", id="hostile"),
    ],
)
def test_find_nothing(store: Store, keys: dict[str, str], wrong: str) -> None:
    with pytest.raises(NotFoundError, match="there is no document or id"):
        store.find(wrong)


def test_find_too_many_names_them(store: Store) -> None:
    relations = [a_relation(position_b=str(number)) for number in range(17)]  # 16 first digits
    store.put_relations("slot-1", relations)
    firsts = [relation.key[0] for relation in relations]
    twice = next(first for first in firsts if firsts.count(first) > 1)
    with pytest.raises(NotFoundError, match="more than one id") as raised:
        store.find(twice)
    named = [relation.key for relation in relations if relation.key in str(raised.value)]
    assert len(named) == min(5, firsts.count(twice))
    assert all(key.startswith(twice) for key in named)


def test_a_stem_that_looks_like_an_id_is_a_document(store: Store, keys: dict[str, str]) -> None:
    stem = keys["claim"][:2]
    store.add_snapshot(a_snapshot(document=stem))
    assert store.find(stem) == Found("document", stem)


def test_counts(store: Store, keys: dict[str, str]) -> None:
    store.add_snapshot(a_snapshot(observed=NOON + HOUR))
    store.add_failure(a_failure())
    counted = {name: number for name, number in store.counts().items() if number}
    assert counted == {
        "documents": 1,
        "snapshots": 2,
        "pending": 1,
        "revisions": 1,
        "claims": 1,
        "relations": 1,
        "failures": 1,
    }


def check(store: Store, source: str, status: int, hours: int) -> None:
    url = f"https://{source}.example/feed"
    at = NOON + hours * HOUR
    if status < 400:
        store.record_answer(url, source, status=status, at=at, validators=None, sha256=None)
    else:
        store.record_failed(url, source, status=status, at=at, next_check=None, broken=True)


def fail(store: Store, source: str, hours: int) -> None:
    store.add_failure(a_failure(source=source, message=f"at {hours}", at=NOON + hours * HOUR))


def test_source_status(store: Store) -> None:
    store.add_snapshot(a_snapshot(source="fine"))
    check(store, "fine", 200, 1)
    check(store, "fine", 304, 5)
    fail(store, "recovered", 1)
    check(store, "recovered", 200, 2)
    check(store, "failing", 200, 1)
    check(store, "failing", 503, 2)
    fail(store, "failing", 2)
    fail(store, "failing", 3)
    fail(store, "never", 4)
    store.add_failure(a_failure(source=None))
    assert store.source_status() == (
        SourceStatus("failing", 0, 0, NOON + HOUR, "at 3", 2),
        SourceStatus("fine", 1, 0, NOON + 5 * HOUR, None, 0),
        SourceStatus("never", 0, 0, None, "at 4", 1),
        SourceStatus("recovered", 0, 0, NOON + 2 * HOUR, "at 1", 0),
    )
