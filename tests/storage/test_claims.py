from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from monitor.errors import EvidenceError, NotFoundError
from monitor.interval import DaySpan, NumberSpan
from monitor.storage import Store, open_store, tables
from monitor.types import (
    Attribution,
    AttributionKind,
    Claim,
    Modality,
    Polarity,
    Revision,
    Speaker,
)
from monitor.values import (
    Accuracy,
    Actor,
    Bound,
    Event,
    Money,
    MoneyRole,
    Performer,
    Quantity,
    ScopeItem,
    State,
    When,
)
from tests.builders import QUOTE, TEXT, a_claim, a_revision, a_speaker, keep_claims, keep_revision
from tests.storage.conftest import Clock

# What both databases take as text: no lone surrogates, and for PostgreSQL no NUL.
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=["\0"]), max_size=20)
maybe = st.none() | words
# DaySpan.iso writes years of four digits.
days = st.dates(min_value=date(1000, 1, 1))
numbers = st.integers(min_value=-(10**18), max_value=10**18)


@st.composite
def day_spans(draw: st.DrawFn) -> DaySpan:
    low, high = sorted((draw(days), draw(days)))
    return DaySpan(draw(st.sampled_from([low, None])), draw(st.sampled_from([high, None])))


@st.composite
def number_spans(draw: st.DrawFn) -> NumberSpan:
    low, high = sorted((draw(numbers), draw(numbers)))
    return NumberSpan(draw(st.sampled_from([low, None])), draw(st.sampled_from([high, None])))


amounts = st.decimals(allow_nan=False, allow_infinity=False, places=4)
values = (
    st.builds(Quantity, number_spans(), words, st.sampled_from(get_args(Bound)))
    | st.builds(When, day_spans(), st.sampled_from(get_args(Event)))
    | st.builds(ScopeItem, words, st.booleans(), st.booleans())
    | st.builds(Money, st.none() | amounts, maybe, maybe, st.sampled_from(get_args(MoneyRole)))
    | st.builds(Actor, st.sampled_from(get_args(Performer)), words)
    | st.builds(State, words)
    | st.builds(Accuracy, words, st.booleans())
)
attributions = st.builds(
    Attribution,
    st.builds(Speaker, maybe, maybe, maybe, st.booleans()),
    st.sampled_from(get_args(AttributionKind)),
    maybe,
    st.lists(words, max_size=3).map(tuple),
)
claims_of_any_kind = st.builds(
    a_claim,
    component=maybe,
    facet=words,
    qualifiers=st.lists(st.tuples(words, words), max_size=3).map(tuple),
    value=values,
    polarity=st.sampled_from(get_args(Polarity)),
    modality=st.sampled_from(get_args(Modality)),
    triggers=st.lists(words, max_size=3).map(tuple),
    attribution=attributions,
    reported_by=words,
    published=st.none() | day_spans(),
    rule=words,
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    with contextlib.ExitStack() as stack:
        url = f"sqlite:///{tmp_path_factory.mktemp('claims') / 'monitor.db'}"
        if request.param == "postgresql":
            url = stack.enter_context(request.getfixturevalue("postgres").database())
        store = stack.enter_context(open_store(url))
        keep_revision(store, a_revision())
        yield store


@given(claim=claims_of_any_kind)
@settings(max_examples=100)
def test_comes_back_as_it_went_in(shared: Store, claim: Claim) -> None:
    keep_claims(shared, claim, slot="any")
    (found,) = shared.claims_in_slot("any")
    assert found == claim
    assert found.key == claim.key


def test_an_amount_stays_exact(store: Store, kept: Revision) -> None:
    exact = Decimal("12345678901234567890.05")  # a float would give ...8000
    keep_claims(store, a_claim(kept, value=Money(exact, "USD", None, "fund")))
    (found,) = store.claims_in_slot("slot-1")
    assert found.value == Money(exact, "USD", None, "fund")


@pytest.fixture
def kept(store: Store) -> Revision:
    return keep_revision(store, a_revision())


BAD_PLACES = [
    pytest.param({"start": 0, "end": len(QUOTE)}, id="other words stand there"),
    pytest.param({"start": len(TEXT), "end": len(TEXT) + 17}, id="after the end"),
    pytest.param({"quote": QUOTE.upper()}, id="not word for word"),
    pytest.param({"quote": "", "start": 5, "end": 5}, id="no words at all"),
    pytest.param(
        {"quote": TEXT[-5:-1], "start": -5, "end": -1}, id="counted from the end, as Python would"
    ),
    pytest.param({"revision": "0" * 16}, id="of another revision"),
]


@pytest.mark.parametrize("changes", BAD_PLACES)
def test_a_quote_must_stand_there(store: Store, kept: Revision, changes: dict[str, Any]) -> None:
    good = a_claim(kept)
    keep_claims(store, good)
    bad = replace(a_claim(kept, facet="timing"), **changes)
    with pytest.raises(EvidenceError, match="does not stand at"):
        store.put_claims(kept.key, [good, bad], {good.key: "slot-1", bad.key: "slot-1"})
    assert store.claims_in_slot("slot-1") == (good,)  # what was there stays


def test_two_unlike_claims_with_one_key(store: Store, kept: Revision) -> None:
    one, other = a_claim(kept), a_claim(kept, polarity="deny")
    assert one.key == other.key
    with pytest.raises(EvidenceError, match="one key"):
        keep_claims(store, one, other)
    keep_claims(store, one, one)
    assert store.claims_in_slot("slot-1") == (one,)


def test_claims_of_an_unknown_revision(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no revision"):
        store.put_claims("0" * 16, [], {})


def test_replacing_keeps_when_a_claim_was_first_recorded(
    store: Store, kept: Revision, clock: Clock
) -> None:
    stays, goes, comes = (a_claim(kept, facet=name) for name in ("stays", "goes", "comes"))
    first = clock.now
    keep_claims(store, stays, goes)
    later = clock.move(days=1)
    keep_claims(store, stays, comes)
    recorded = {stored.claim.facet: stored.recorded for stored in store.claims()}
    assert recorded == {"stays": first, "comes": later}


def test_replacing_touches_one_revision(store: Store, kept: Revision) -> None:
    other = keep_revision(store, a_revision(document="other"))
    keep_claims(store, a_claim(kept), a_claim(other))
    store.put_claims(kept.key, [], {})
    assert store.claims_in_slot("slot-1") == (a_claim(other),)


def _library(store: Store) -> dict[str, Claim]:
    """Four claims: two dated apart, one of a whole month, one undated."""
    made: dict[str, Claim] = {}
    plans: list[tuple[str, DaySpan | None, dict[str, Any]]] = [
        (
            "july",
            DaySpan.day(date(2014, 7, 15)),
            {"facet": "timing", "reported_by": "Gazette", "value": _SEATS_250},
        ),
        (
            "august",
            DaySpan.day(date(2014, 8, 20)),
            {"component": "migration", "modality": "planned"},
        ),
        ("some day in august", DaySpan.month(2014, 8), {"topic": "other"}),
        ("undated", None, {"attribution": Attribution(_ANN, "direct", "said", ())}),
    ]
    for name, published, changes in plans:
        revision = keep_revision(store, a_revision(document=name, published=published))
        made[name] = a_claim(revision, **changes)
    keep_claims(store, *made.values())
    return made


_SEATS_250 = Quantity(NumberSpan(250, None), "seat", "minimum")
_ANN = a_speaker(name="Ann 100% O'Neil", organisation="Reseller", anonymous=False)


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        pytest.param({}, ["august", "some day in august", "july", "undated"], id="newest first"),
        pytest.param(
            {"order": "oldest"},
            ["july", "some day in august", "august", "undated"],
            id="oldest first, undated last all the same",
        ),
        pytest.param({"limit": 2}, ["august", "some day in august"], id="two"),
        pytest.param({"limit": 0}, [], id="none"),
        pytest.param({"topic": "other"}, ["some day in august"], id="topic"),
        pytest.param({"facet": "timing"}, ["july"], id="facet"),
        pytest.param({"component": "migration"}, ["august"], id="component"),
        pytest.param({"outlet": "gazette"}, ["july"], id="outlet, whatever the case"),
        pytest.param({"organisation": "resell"}, ["undated"], id="part of an organisation"),
        pytest.param({"speaker": "ann 100%"}, ["undated"], id="part of a name with a %"),
        pytest.param({"speaker": "a%"}, [], id="% is no wildcard"),
        pytest.param({"speaker": "o'neil"}, ["undated"], id="a quotation mark"),
        pytest.param({"document": "july"}, ["july"], id="document"),
        pytest.param(
            {"text": "SEATS 150", "limit": 1}, ["august"], id="all words, in whatever order"
        ),
        pytest.param({"text": "150 licences"}, [], id="one word that is not there"),
        pytest.param(
            {"since": date(2014, 8, 10)},
            ["august", "some day in august"],
            id="since: the month may well be later",
        ),
        pytest.param(
            {"until": date(2014, 8, 10)},
            ["some day in august", "july"],
            id="until: the month may well be earlier",
        ),
        pytest.param(
            {"by": date(2014, 8, 10)},
            ["some day in august", "july", "undated"],
            id="by a day: one without a date may have been said by then",
        ),
        pytest.param(
            {"by": date(2014, 8, 10), "limit": 9},
            ["some day in august", "july", "undated"],
            id="by a day, page by page",
        ),
        pytest.param(
            {"since": date(2014, 8, 20), "until": date(2014, 8, 20), "topic": "program"},
            ["august"],
            id="one day",
        ),
        pytest.param({"kinds": ["direct", "hearsay"]}, ["undated"], id="how it was attributed"),
        pytest.param({"modalities": ["planned"]}, ["august"], id="how firmly it was said"),
        pytest.param({"value": NumberSpan(250, 250)}, ["july"], id="just this number"),
        pytest.param({"value": NumberSpan(200, None)}, ["july"], id="a number from there on"),
        pytest.param(
            {"value": NumberSpan(None, 200), "limit": 1}, ["august"], id="a number up to there"
        ),
        pytest.param({"facet": "timing", "outlet": "The Outlet"}, [], id="both or nothing"),
    ],
)
def test_asking(store: Store, conditions: dict[str, Any], expected: list[str]) -> None:
    _library(store)
    found = store.claims(**conditions)
    assert [stored.claim.document for stored in found] == expected


def test_asking_for_a_revision_and_a_claim(store: Store) -> None:
    july = _library(store)["july"]
    (found,) = store.claims(revision=july.revision)
    assert found.claim == july
    assert found.slot == "slot-1"
    assert store.claim(july.key) == found
    with pytest.raises(NotFoundError, match="no claim"):
        store.claim("0" * 16)


def test_a_slot_oldest_first(store: Store, kept: Revision) -> None:
    older = keep_revision(
        store,
        a_revision(document="older", observed=kept.observed - timedelta(days=1), published=None),
    )
    undated, dated = a_claim(older), a_claim(kept)
    keep_claims(store, undated, dated)
    assert store.claims_in_slot("slot-1") == (dated, undated)
    assert store.claims_in_slot("slot-2") == ()


@pytest.mark.parametrize(
    ("known", "again", "kept_as"),
    [
        pytest.param(True, False, True, id="news stays news when it is read again"),
        pytest.param(False, True, False, id="what was of the past stays so"),
    ],
)
def test_replacing_keeps_whether_it_was_news(
    store: Store, kept: Revision, known: bool, again: bool, kept_as: bool
) -> None:
    claim = a_claim(kept)
    store.put_claims(kept.key, [claim], {claim.key: "s"}, news=known)
    store.put_claims(kept.key, [claim], {claim.key: "s"}, news=again)
    assert store.claim(claim.key).news is kept_as


def test_what_another_reading_knew_is_kept(store: Store, kept: Revision, clock: Clock) -> None:
    claim, then = a_claim(kept), clock.now
    clock.move(days=1)
    earlier = {claim.key: (then, False)}
    store.put_claims(kept.key, [claim], {claim.key: "s"}, earlier=earlier)
    assert (store.claim(claim.key).recorded, store.claim(claim.key).news) == (then, False)


@pytest.mark.parametrize(
    ("published", "found"),
    [
        pytest.param(DaySpan.day(date(2014, 7, 31)), True, id="on the first day"),
        pytest.param(DaySpan.day(date(2014, 7, 30)), False, id="before"),
        pytest.param(DaySpan.month(2014, 7), False, id="a month counts by its first day"),
        pytest.param(None, True, id="undated: observed on 1 August"),
        pytest.param(DaySpan(None, date(2014, 1, 1)), True, id="an open beginning is no day"),
    ],
)
def test_around_a_day(store: Store, published: DaySpan | None, found: bool) -> None:
    revision = keep_revision(store, a_revision(published=published))
    keep_claims(store, a_claim(revision))
    around = store.claims_around("program", ["threshold"], date(2014, 7, 31), date(2014, 8, 1))
    assert bool(around) is found
    assert store.claims_around("program", ["timing"], date(2014, 1, 1), date(2015, 1, 1)) == ()


def test_a_part_that_more_names_hold_than_one_question_takes(store: Store) -> None:
    """PostgreSQL takes 65,535 values in one, SQLite fewer."""
    revision = keep_revision(store, a_revision())
    claim = a_claim(revision)
    voice = replace(claim.attribution, speaker=a_speaker(name="Ann 7"))
    keep_claims(store, replace(claim, attribution=voice))
    with store._writing() as connection:
        rows = [{"column": "speaker", "name": f"Ann {n}"} for n in range(70_000) if n != 7]
        connection.execute(insert(tables.name), rows)
    for part, found in (("ANN", 1), ("ann 7", 1), ("ann 70", 0), ("nobody", 0)):
        for limit in (None, 10):
            assert len(store.claims(speaker=part, limit=limit)) == found
