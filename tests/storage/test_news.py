"""What a digest is drawn from: the claims of a window, and no more than that is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from monitor.storage import Store
from monitor.types import Stand
from tests.builders import NOON, a_claim, a_revision, keep_claims, keep_revision
from tests.storage.conftest import Clock

HOUR = timedelta(hours=1)


def keep(store: Store, outlet: str, slot: str = "slot-1", *, news: bool = True) -> str:
    """One claim of a document of its own; its key."""
    revision = keep_revision(store, a_revision(document=f"https://{outlet}.example/1"))
    claim = a_claim(revision)
    store.put_claims(revision.key, [claim], {claim.key: slot}, news=news)
    return claim.key


def stand(claim: str, **changes: Any) -> Stand:
    day = NOON.date()
    plain = Stand(claim, "document", "position", "tone", None, day, day, None, 0, 0)
    return replace(plain, **changes)


def test_the_claims_of_a_window(store: Store, clock: Clock) -> None:
    """Open at its start and closed at its end; what was found of the past is left out."""
    keep(store, "before")
    clock.move(hours=1)
    first = keep(store, "first")
    keep(store, "archive", news=False)
    clock.move(hours=1)
    last = keep(store, "last")
    clock.move(hours=1)
    keep(store, "after")
    found = store.claims_recorded(NOON, NOON + 2 * HOUR)
    assert [one.claim.key for one in found] == [first, last]


def test_the_claims_of_some_slots(store: Store) -> None:
    mine = {keep(store, f"outlet{n}", f"slot-{n}") for n in range(3)}
    keep(store, "other", "slot-9")
    found = store.claims_in_slots({f"slot-{n}" for n in range(3)} | {"none"})
    assert {one.claim.key for one in found} == mine
    assert store.claims_in_slots(set()) == ()


def test_who_held_a_position_before(store: Store, clock: Clock) -> None:
    """Of what is compared, in the order in which it was said; what a back-fill found is known."""
    early, archived = keep(store, "early"), keep(store, "archived", news=False)
    clock.move(hours=2)
    keep(store, "late")
    stands = [stand(key, document=f"{n}", number=n) for n, key in enumerate((archived, early))]
    store.put_stands("slot-1", "rules", stands)
    place, another = ("slot-1", "position"), ("slot-1", "another")

    def first(at: datetime) -> dict[tuple[str, str], str]:
        known = store.first_known({place, another}, at)
        return {one: stored.claim.key for one, stored in known.items()}

    assert first(NOON - HOUR) == {place: archived}
    store.put_stands("slot-1", "rules", stands[1:])
    assert first(NOON - HOUR) == {}
    assert first(NOON) == {place: early}


def test_claims_by_name(store: Store) -> None:
    key = keep(store, "one")
    assert set(store.claims_by_key({key, "f" * 16})) == {key}


def test_more_keys_than_a_database_takes_at_once(store: Store) -> None:
    key = keep(store, "one")
    names = {f"{n:016x}" for n in range(40_000)}
    assert set(store.claims_by_key(names | {key})) == {key}
    assert [one.claim.key for one in store.claims_in_slots(names | {"slot-1"})] == [key]


def test_what_documents_are_about(store: Store) -> None:
    revision = keep_revision(store, a_revision())
    keep_claims(store, a_claim(revision), a_claim(revision, topic="another", facet="timing"))
    about = store.topics_of({revision.document, "https://none.example/"})
    assert about == {revision.document: {"program", "another"}}


@pytest.mark.usefixtures("file")  # each database tells its plans in its own words
@pytest.mark.parametrize(
    "question", ["claims_recorded", "claims_in_slots", "claims_by_key", "topics_of"]
)
def test_each_question_is_answered_by_an_index(store: Store, question: str) -> None:
    """A table of ten million claims is not walked for one morning's hundred."""
    asked = list[tuple[str, object]]()
    event.listen(
        store._engine,
        "before_cursor_execute",
        lambda _c, _u, text, given, *_: asked.append((text, given)),
    )
    arguments = (NOON, NOON) if question == "claims_recorded" else ({"one", "two"},)
    getattr(store, question)(*arguments)
    text, given = next((text, given) for text, given in asked if "FROM claim" in text)
    with store._engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", given).all()
    steps = " ".join(str(row[-1]) for row in plan)
    assert "SEARCH claim USING INDEX" in steps
    assert "SCAN claim" not in steps
