"""A claim that joins its slot by itself changes what deriving the whole slot would change."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.compare.dated import sides_of
from monitor.compare.judge import HORIZON_DAYS
from monitor.compare.relate import derive
from monitor.compare.slots import slot_of
from monitor.compare.stood import said_on
from monitor.config import Config
from monitor.interval import DaySpan
from monitor.pipeline import compare_slots
from monitor.pipeline.dating import stated_in
from monitor.pipeline.standing import cross_documents
from monitor.storage import Store, open_store
from monitor.types import IMPLIED, Attribution, Claim, Relation, Speaker
from monitor.values import LIMIT, PART, SUM, Accuracy, Money, Quantity, State, When
from tests.builders import a_claim, a_revision, keep_revision
from tests.compare.test_relate import ALWAYS, FALL, FORMER, JULY, SEPTEMBER, seats, start
from tests.extract.reading import shipped

TOPIC = "office365-fasttrack"
Qualifiers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one sentence of a document says."""

    value: Any
    who: str | None  # None: unnamed people
    kind: Any
    modality: Any
    words: str
    person: str | None = None
    component: str = "onboarding"
    qualifiers: Qualifiers = ()
    triggers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One that is read: `page` where it is a later text of an address that was read before."""

    day: int
    said: tuple[Said, ...]
    page: int | None
    edit: bool = False  # under the page's old date


# Each takes a fifth of a second; --hypothesis-profile=long tries sixteen hundred.
_EXAMPLES = settings().max_examples // 12
WHO = (None, "Vendor", "Outlet", None, "Paper")
KINDS = ("outlet", "outlet", "outlet", "document")
VALUES = (seats(50), seats(150), seats(150), seats(150), SEPTEMBER, SEPTEMBER, FALL)
_EXCEPTION = (("bought", "early"),)
_LIMITS = [((LIMIT, "150"),), ((LIMIT, "150"), (PART, "limit")), ((PART, "limit"),)]
_SUMS = [Money(Decimal(each), "USD", None, "fund") for each in (5000, 7500)]
_NAMED = [((SUM, "credit"),), ((SUM, "pool"),)]
_SAID = st.builds(
    Said,
    value=st.sampled_from([*VALUES, *VALUES, seats(500), start("2014-12-01"), *_SUMS]),
    who=st.sampled_from(WHO),
    kind=st.sampled_from([*KINDS, "direct"]),
    modality=st.sampled_from(["asserted"] * 9 + ["hedged", "planned"]),
    words=st.sampled_from(["plainly"] * 9 + ["no longer", "for now"]),
    person=st.sampled_from([None, None, None, "Ann", "Bob"]),
    component=st.sampled_from(["onboarding"] * 4 + ["migration"]),
    qualifiers=st.sampled_from(
        [()] * 12 + [_EXCEPTION, _EXCEPTION, ALWAYS, FORMER, *_LIMITS, *_LIMITS, *_NAMED]
    ),
    triggers=st.sampled_from([()] * 6 + [(IMPLIED,)]),
)
# Mostly day by day; sometimes much later, or found late.
_DAY = st.sampled_from(
    [0, 0, 0, 1, 1, 1, 2, 20, 31, HORIZON_DAYS, HORIZON_DAYS + 1, -1, -40, -HORIZON_DAYS - 1]
)
_DOCUMENTS = st.lists(
    st.builds(
        Document,
        day=_DAY,
        said=st.lists(_SAID, min_size=1, max_size=3).map(tuple),
        page=st.sampled_from([None] * 8 + [1, 1, 2]),
        edit=st.booleans(),
    ),
    min_size=1,
    max_size=14,
)


@contextmanager
def fresh_store(begun: Path) -> Iterator[Store]:
    with TemporaryDirectory() as folder, open_store(f"sqlite:///{shutil.copy(begun, folder)}") as s:
        yield s


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A slot in which each of them has spoken for half a year, so that what comes has its like."""
    file, days = tmp_path_factory.mktemp("begun") / "monitor.db", range(-200, 1, 10)
    with open_store(f"sqlite:///{file}") as store:
        for number, day in enumerate(days):
            who, kind = WHO[number % len(WHO)], KINDS[number % len(KINDS)]
            told = tuple(
                Said(VALUES[(number + n) % 7], who, kind, "asserted", "plainly", component=part)
                for n, part in enumerate(("onboarding", "onboarding", "migration"))
            )
            document = Document(0, told, None)
            read(store, shipped(), -1 - number, document, JULY + timedelta(day))
    return file


def read(store: Store, config: Config, number: int, document: Document, day: Any) -> set[str]:
    """Keep a document with its claims, and compare it as the pipeline does; the slots of these."""
    address = f"https://page.example/{document.page or f'own-{number}'}"
    lines = [f"{number}.{n} {said.words} {said.value}" for n, said in enumerate(document.said)]
    revision = keep_revision(
        store,
        a_revision(
            document=address,
            text="\n".join(lines),
            published=DaySpan.day(JULY if document.edit else day),
            observed=datetime.combine(day, time(12), UTC),
        ),
    )
    claims = [
        claim_of(revision, said, line) for said, line in zip(document.said, lines, strict=True)
    ]
    with store.transaction():
        topic = next(topic for topic in config.topics if topic.key == TOPIC)
        slots = {claim.key: slot_of(claim, topic) for claim in claims}
        store.put_claims(revision.key, claims, slots)
        compare_slots(config, store, dict.fromkeys(slots.values(), TOPIC), revision, fresh=True)
    return set(slots.values())


def claim_of(revision: Any, said: Said, line: str) -> Claim:
    speaker = Speaker(said.person, said.who or "Vendor", "people", anonymous=said.who is None)
    facets = {Quantity: "threshold", When: "timing", State: "status", Money: "funding"}
    return a_claim(
        revision,
        quote=line,
        topic=TOPIC,
        facet=facets.get(type(said.value), "accuracy"),
        component=said.component,
        qualifiers=said.qualifiers,
        value=said.value,
        modality=said.modality,
        triggers=said.triggers,
        attribution=Attribution(speaker, said.kind, "said", ("The Outlet",)),
    )


def check(store: Store, config: Config, slots: Iterable[str] = ()) -> None:
    """What is kept of these slots, or of each, is what deriving it as a whole gives."""
    topic = next(topic for topic in config.topics if topic.key == TOPIC)
    for slot in sorted(slots or {row.slot for row in store.claims()}):
        stated = stated_in(config, store, store.claims_in_slot(slot))
        whole = derive(slot, stated, sides_of(topic))
        found = [one.relation for one in store.relations(slot=slot)]
        assert sorted(found, key=by_key) == list(whole.relations)
        assert set(store.stands_of(slot)) == set(whole.stands)


@settings(max_examples=_EXAMPLES)
@given(_DOCUMENTS)
def test_one_by_one_is_as_a_whole(begun: Path, documents: list[Document]) -> None:
    config, day = shipped(), JULY
    with fresh_store(begun) as store:
        for number, document in enumerate(documents):
            slots = read(store, config, number, document, day + timedelta(document.day))
            day += timedelta(max(0, document.day))
            check(store, config, slots)
        check(store, config)


def by_key(relation: Relation) -> str:
    return relation.key


def says(low: int, who: str | None, kind: str = "outlet", **more: Any) -> Said:
    return Said(seats(low), who, kind, "asserted", "plainly", **more)


ORDERS = [
    pytest.param(
        [
            (0, [says(150, "Paper")]),
            (1, [says(50, "Outlet")]),
            (2, [says(50, "Paper")]),
            (10, [says(150, "Firm", person="Ann")]),
            (18, [says(50, "Outlet")]),
            (15, [says(50, "Firm", person="Ann"), says(150, "Firm", person="Bob")]),
        ],
        id="who meets one taken back no longer meets what another person repeats in that text",
    ),
    pytest.param(
        [
            (-20, [says(150, "Vendor")]),
            (-19, [says(50, "Firm")]),
            (-18, [says(150, "Firm")]),
            (0, [says(50, "Paper", "document")]),
            (5, [says(50, "Outlet")]),
            (11, [says(150, "Paper", "document")]),
            (11, [says(150, "Outlet")]),
        ],
        id="whose own page says otherwise meets that one still, when another is taken back",
    ),
    pytest.param(
        [
            (
                0,
                [
                    says(50, "Outlet", qualifiers=FORMER),
                    says(150, "Paper", person="Bob"),
                    says(500, "Paper", person="Bob"),
                ],
            )
        ],
        id="what a text tells of the past stands in order, with what is not compared otherwise",
    ),
]


@pytest.mark.parametrize("said", ORDERS)
def test_in_this_order_too(tmp_path: Path, said: list[tuple[int, list[Said]]]) -> None:
    config = shipped()
    with open_store(f"sqlite:///{tmp_path / 'monitor.db'}") as store:
        for number, (day, told) in enumerate(said):
            read(store, config, number, Document(0, tuple(told), None), JULY + timedelta(day))
        check(store, config)


_STATES = st.builds(
    Said,
    value=st.sampled_from(
        [State("in-flux"), State("undecided"), SEPTEMBER, start("2014-12-01"), Accuracy("", True)]
    ),
    who=st.sampled_from(["Vendor", "Paper"]),
    kind=st.just("indirect"),
    modality=st.sampled_from(["asserted", "planned"]),
    words=st.just("plainly"),
)


@settings(max_examples=_EXAMPLES)
@given(
    st.lists(
        st.builds(
            Document,
            day=_DAY,
            said=st.lists(_STATES, min_size=1, max_size=2).map(tuple),
            page=st.sampled_from([None] * 7 + [1]),
        ),
        max_size=8,
    )
)
def test_what_is_open_is_held_against_what_came_before_and_after(
    begun: Path, documents: list[Document]
) -> None:
    """A new document is held against few; deriving all of them anew changes nothing."""
    config, day = shipped(), JULY
    with fresh_store(begun) as store:
        for number, document in enumerate(documents):
            read(store, config, number, document, day + timedelta(document.day))
            day += timedelta(max(0, document.day))
        found, claims = store.relations(), [row.claim for row in store.claims()]
        for document, said in sorted({(claim.document, said_on(claim)) for claim in claims}):
            cross_documents(config, store, {TOPIC}, document, [said])
        assert store.relations() == found
