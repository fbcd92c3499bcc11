"""What was known at a moment: late evidence never changes it, and both clocks hold together."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.interval import DaySpan
from monitor.query.known import Knowledge, known_at
from monitor.query.said import Question, said
from monitor.query.timeline import Asked, Timeline, draw_timeline
from monitor.storage import Store, StoredClaim, open_store
from monitor.types import ClaimOrder, Relation
from tests.builders import a_claim, a_relation, a_revision, keep_claims, keep_revision
from tests.query.told import SLOT, at, day, seats
from tests.storage.conftest import Clock

PAGE = "https://docs.example/page"


@contextmanager
def fresh(template: Path, clock: Clock) -> Iterator[Store]:
    with TemporaryDirectory() as folder:
        file = shutil.copy(template, folder)
        with open_store(f"sqlite:///{file}", clock=clock) as store:
            yield store


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(url: str, clock: Clock) -> Iterator[Store]:
    with open_store(url, clock=clock) as opened:
        yield opened


def tell(store: Store, low: int, on: str | None, page: str | None = None) -> str:
    """Read a page that names so many seats; gives the key of its claim.

    No page is read before the day it was published on: that day would be refused.
    """
    text = f"Customers need {low} seats, it said on {on}."
    revision = a_revision(
        document=page or f"https://outlet.example/{low}/{on}",
        text=text,
        published=DaySpan.day(day(on)) if on else None,
        observed=at(on or "2014-08-01"),
    )
    claim = a_claim(keep_revision(store, revision), quote=text, value=seats(low))
    keep_claims(store, claim, slot=SLOT)
    return claim.key


def relate(store: Store, kind: str, a: str, b: str) -> None:
    made: Relation = a_relation(kind=kind, slot=SLOT, a=(a,), b=(b,), position_b=f"{a} {b}")
    kept = [stored.relation for stored in store.relations(slot=SLOT)]
    store.put_relations(SLOT, [*kept, made])


def values(rows: tuple[StoredClaim, ...]) -> list[str]:
    return sorted(row.claim.quote.split()[2] for row in rows)


def held(store: Store, on: str, known: datetime | None = None) -> list[str]:
    return values(said(store, Question(valid_at=day(on), known_at=known)))


def test_an_edit_of_a_page_and_a_revision_of_a_statement_end_what_held(
    store: Store, clock: Clock
) -> None:
    tell(store, 50, "2014-08-01", PAGE)
    tell(store, 150, "2014-09-01", PAGE)
    old = tell(store, 300, "2014-08-10")
    relate(store, "revision", old, tell(store, 400, "2014-10-01"))
    assert held(store, "2014-07-31") == []
    assert held(store, "2014-08-31") == ["300", "50"]
    assert held(store, "2014-09-30") == ["150", "300"]
    assert held(store, "2014-10-01") == ["150", "400"]


def test_what_was_not_yet_read_ended_nothing(store: Store, clock: Clock) -> None:
    tell(store, 50, "2014-08-01", PAGE)
    before = clock.now
    clock.move(days=400)
    tell(store, 150, "2014-09-01", PAGE)
    assert held(store, "2014-09-30", before) == ["50"]
    assert held(store, "2014-09-30") == ["150"]


@pytest.mark.parametrize(
    ("on", "told"),
    [
        pytest.param("2014-08-01", ["150"], id="published that day"),
        pytest.param("2014-08-02", ["150"], id="tomorrow began in New Zealand already"),
        pytest.param(None, ["150"], id="nobody says when"),
    ],
)
@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_what_was_read_at_a_moment_is_known_then(
    store: Store, clock: Clock, on: str | None, told: list[str], order: ClaimOrder
) -> None:
    tell(store, 150, on)
    then = clock.now
    clock.move(days=30)
    tell(store, 250, "2014-08-01")
    tell(store, 350, "2014-08-20")
    asked = Question(known_at=then, order=order, limit=1)
    assert values(said(store, asked)) == told


def test_open_are_conflicts_of_positions_in_force(store: Store, clock: Clock) -> None:
    clock.move(days=60)
    a, b = tell(store, 150, "2014-08-01"), tell(store, 250, "2014-08-05")
    relate(store, "contradiction", a, b)
    relate(store, "revision", b, tell(store, 350, "2014-09-01"))
    kinds = {
        on: [row.relation.kind for row in known_at(store, clock.now, day(on)).open]
        for on in ("2014-08-04", "2014-08-05", "2014-09-01")
    }
    assert kinds == {
        "2014-08-04": [],
        "2014-08-05": ["contradiction"],
        "2014-09-01": ["revision"],
    }


def test_the_limit_counts_what_held(store: Store) -> None:
    for number in range(300):
        tell(store, number, "2014-09-01")
    tell(store, 999, "2014-08-01")
    found = said(store, Question(valid_at=day("2014-08-31"), limit=5))
    assert values(found) == ["999"]


DAYS = st.dates(date(2014, 7, 1), date(2014, 12, 1)).map(str)
STEP = st.tuples(
    st.sampled_from(["article", "page", "contradiction", "revision", "reread"]),
    st.integers(1, 4),
    DAYS,
)


def write(store: Store, kind: str, low: int, on: str) -> None:
    """One thing that a later run may do."""
    if kind == "article":
        tell(store, low, on)
    elif kind == "page":
        tell(store, low, on, PAGE)
    elif kind == "reread":
        for row in store.claims(limit=low):
            keep_claims(store, replace(row.claim, modality="hedged"), slot=SLOT)
    else:
        keys = [row.claim.key for row in store.claims(order="oldest")]
        if len(keys) > 1:
            relate(store, kind, keys[0], keys[-1])


Answer = tuple[Knowledge, Timeline | None, tuple[StoredClaim, ...]]


def answers(store: Store, moment: datetime) -> Answer:
    asked = Asked("threshold", known_at=moment)
    question = Question(valid_at=day("2014-10-01"), known_at=moment)
    return (
        known_at(store, moment, day("2014-10-01")),
        draw_timeline(store, asked, moment.date()),
        said(store, question),
    )


@settings(max_examples=25)
@given(st.lists(STEP, max_size=5), st.lists(STEP, max_size=5))
def test_what_is_read_later_changes_no_answer_of_before(
    template: Path, before: list[tuple[str, int, str]], after: list[tuple[str, int, str]]
) -> None:
    clock = Clock()
    with fresh(template, clock) as store:
        for step in before:
            clock.move(hours=1)
            write(store, *step)
        moment = clock.now + timedelta(minutes=1)
        known = answers(store, moment)
        for step in after:
            clock.move(hours=1)
            write(store, *step)
        now = answers(store, moment)
    # When reading began is told of now, so that one who asks of too early a day is told.
    began = replace(now[0].coverage, first_recorded=known[0].coverage.first_recorded)
    assert (replace(now[0], coverage=began), *now[1:]) == known
