from __future__ import annotations

import pytest

from monitor.errors import NotFoundError
from monitor.storage import Store
from monitor.storage.audit import AUDITED, AuditedTable
from monitor.types import Revision
from tests.builders import TEXT, a_claim, a_relation, a_revision, keep_claims, keep_revision


def revisions(store: Store, number: int) -> list[Revision]:
    return [
        keep_revision(store, a_revision(document=f"https://o.example/{n}", text=f"{TEXT} {n}"))
        for n in range(number)
    ]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        pytest.param("body", 45, id="more bodies than are read at once"),
        pytest.param("revision", 210, id="more revisions"),
        pytest.param("claim", 210, id="fewer claims"),
    ],
)
def test_every_row_comes_once_however_many_there_are(
    store: Store, name: AuditedTable, number: int
) -> None:
    with store.transaction():
        for revision in revisions(store, number):
            keep_claims(store, a_claim(revision))
    parts = list(store.audited(name))
    keys = [row.key for rows in parts for row in rows]
    assert len(keys) == len(set(keys)) == number
    assert store.audit_counts()[name] == number
    assert len(parts) > 1 or name == "claim"


def test_more_claims_than_are_read_at_once_of_one_revision(store: Store) -> None:
    """The next part goes on in the middle of a revision."""
    (one,) = revisions(store, 1)
    claims = [a_claim(one, facet=f"facet-{n}") for n in range(1200)]
    keep_claims(store, *claims)
    parts = list(store.audited("claim"))
    assert [len(rows) for rows in parts] == [500, 500, 200]
    assert {row.key for rows in parts for row in rows} == {claim.key for claim in claims}


def test_a_relation_comes_with_its_claims(store: Store) -> None:
    (one,) = revisions(store, 1)
    claim = a_claim(one)
    keep_claims(store, claim)
    store.put_relations("slot-1", [a_relation(a=(claim.key,), b=("b" * 16,))])
    ((row,),) = store.audited("relation")
    assert list(row.claims) == [claim.key]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", AUDITED)
def test_nothing_kept_is_nothing_to_audit(store: Store, name: AuditedTable) -> None:
    assert list(store.audited(name)) == []
    assert store.file_faults() == ()


def test_what_stands_around_an_unknown_thing(store: Store) -> None:
    with pytest.raises(NotFoundError):
        store.snapshot_facts("0" * 16)
    with pytest.raises(NotFoundError):
        store.revision_times("0" * 16)
    assert store.revisions_of_snapshot("0" * 16) == ()
    assert store.fetches_around("https://a.example/", [], 5) == (0, ())
