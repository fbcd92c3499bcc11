"""A digest drawn from a real database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from monitor.compare.slots import position_of
from monitor.config.reader import Wishes
from monitor.digest.gather import gather_digest
from monitor.health import Health, Reason
from monitor.interval import NumberSpan
from monitor.storage import Store, open_store
from monitor.types import Stand
from monitor.values import Quantity
from tests.builders import (
    NOON,
    a_claim,
    a_failure,
    a_relation,
    a_revision,
    keep_claims,
    keep_revision,
)
from tests.digest.parts import Clock, a_config, a_source
from tests.extract.reading import shipped
from tests.watched import keep_address

DAY = timedelta(days=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(url: str, clock: Clock) -> Iterator[Store]:
    with open_store(url, clock=clock) as opened:
        yield opened


def keep_contradiction(store: Store) -> None:
    """Two outlets, two minimums, and how they relate."""
    claims = []
    for outlet, seats in (("one", 150), ("two", 250)):
        revision = a_revision(document=f"https://{outlet}.example/1", publisher=outlet)
        value = Quantity(NumberSpan(seats, None), "seat", "minimum")
        claims.append(a_claim(keep_revision(store, revision), value=value))
    keep_claims(store, *claims)
    a, b = claims
    store.put_relations("slot-1", [a_relation(a=(a.key,), b=(b.key,))])


def test_tells_what_was_recorded_in_its_time_and_no_more(store: Store, clock: Clock) -> None:
    keep_contradiction(store)
    config = a_config(a_source())
    first = gather_digest(config, store, Wishes(), since=NOON - DAY, until=NOON)
    clock.move(hours=1)
    repeat = keep_revision(store, a_revision(document="https://three.example/1"))
    keep_claims(store, a_claim(repeat))
    second = gather_digest(config, store, Wishes(), since=NOON, until=NOON + DAY)
    story = first.sections[0].stories[0]
    assert (story.a.outlet, story.a.title, story.b.outlet) == ("one", "Who may join", "two")
    assert second.quiet
    assert [one.by for one in second.repeats] == ["The Outlet (one origin)"]


@pytest.mark.parametrize("compared", [True, False], ids=["is compared", "is held against nothing"])
def test_a_known_position_is_no_new_one(store: Store, clock: Clock, compared: bool) -> None:
    """Whether its slot tells who held it first, or all of it must be read."""
    first = keep_revision(store, a_revision(document="https://one.example/1", publisher="one"))
    known = a_claim(first)
    keep_claims(store, known)
    clock.move(hours=1)
    again = keep_revision(store, a_revision(document="https://two.example/1", publisher="two"))
    other = a_claim(again, value=Quantity(NumberSpan(250, None), "seat", "minimum"))
    keep_claims(store, a_claim(again), other)
    if compared:
        day, where = NOON.date(), (known.document, position_of(known))
        stand = Stand(known.key, *where, "tone", None, day, day, None, 0, known.start)
        store.put_stands("slot-1", "rules", [stand])
    digest = gather_digest(a_config(), store, Wishes(), since=NOON, until=NOON + DAY)
    assert [one.first.partition(",")[0] for one in digest.repeats] == ["one"]
    assert [one.side.value for one in digest.positions] == ["250 seats or more"]


def checked(store: Store, source: str, at: datetime, status: int = 200) -> None:
    store.record_answer(
        f"https://{source}.example/feed", source, status=status, at=at, validators=None, sha256=None
    )


def test_coverage_is_of_the_sources_configured(store: Store) -> None:
    config = a_config(
        a_source(key="outlet", name="The Outlet"),
        a_source(key="broken", name="Broken"),
        a_source(key="never", name="Never"),
        a_source(key="paused", name="Paused", enabled=False),
    )
    keep_revision(store, a_revision())
    checked(store, "outlet", NOON)
    checked(store, "broken", NOON - 2 * DAY)
    checked(store, "removed-since", NOON)
    store.add_failure(a_failure(source="paused", message="404", at=NOON))
    coverage = gather_digest(config, store, Wishes(), since=NOON - DAY, until=NOON).coverage
    assert (coverage.sources, coverage.checked, coverage.pages) == (3, 1, 1)
    assert coverage.troubles == ()


FAILS = Health("failing", (Reason("listing-failing", "its feed answered 503 at every try", NOON),))
GONE = Health("needs-person", (Reason("listing-gone", "its feed answered 404, twice"),))
SLOWER = Health("degraded", (Reason("listing-slowed", "it asks us to slow down"),))
WELL = Health("ok")
HOUR = timedelta(hours=1)
TOLD = [
    pytest.param([(0, WELL)], [], id="well from the first: no news"),
    pytest.param(
        [(0, WELL), (-30, FAILS)],
        [
            "failing since Fri 1 Aug 2014 12:00: its feed answered 503 at every try; "
            "it is asked again, at least once a day"
        ],
        id="failing for longer than a day is told every day",
    ),
    pytest.param(
        [(0, WELL), (-30, SLOWER)], [], id="degraded before the last digest: counted only"
    ),
    pytest.param(
        [(0, WELL), (-2, SLOWER)],
        ["degraded since Sun 3 Aug 2014 10:00: it asks us to slow down"],
        id="degraded now",
    ),
    pytest.param(
        [(0, FAILS), (-2, WELL)], ["ok again since Sun 3 Aug 2014 10:00"], id="well again"
    ),
    pytest.param(
        [(0, WELL), (-5, FAILS), (-2, WELL)],
        ["ok again since Sun 3 Aug 2014 10:00 (2 changes since the last digest)"],
        id="down and up between two digests",
    ),
]


@pytest.mark.parametrize(("steps", "told"), TOLD)
def test_steps_of_health_are_told(
    store: Store, steps: list[tuple[int, Health]], told: list[str]
) -> None:
    """Steps by hours before the digest; 0 is two days before it."""
    until = NOON + 2 * DAY
    for hours, health in steps:
        store.add_health_step("outlet", until + hours * HOUR if hours else NOON, health)
    digest = gather_digest(a_config(a_source()), store, Wishes(), since=until - DAY, until=until)
    assert [one.words for one in digest.coverage.troubles] == told
    assert digest.quiet


def test_who_needs_a_person_comes_first_with_what_to_do(store: Store) -> None:
    for key, health in (("a", SLOWER), ("b", FAILS), ("c", GONE), ("paused", GONE)):
        store.add_health_step(key, NOON, health)
    sources = [a_source(key=key, name=key.upper()) for key in "abc"]
    config = a_config(*sources, a_source(key="paused", enabled=False))
    coverage = gather_digest(config, store, Wishes(), since=NOON - DAY, until=NOON).coverage
    assert [one.source for one in coverage.troubles] == ["C", "B", "A"]
    assert "correct sources.toml" in coverage.troubles[0].advice
    assert not coverage.troubles[1].advice, "it is asked again by itself"
    assert (coverage.failing, coverage.needing_person, coverage.degraded) == (1, 1, 1)


def test_a_network_that_is_down_does_not_fill_the_digest(store: Store) -> None:
    keys = [f"s{number:02}" for number in range(60)]
    for key in keys:
        store.add_health_step(key, NOON, FAILS)
        store.add_failure(a_failure(source=key, at=NOON))
    config = a_config(*[a_source(key=key, name=key) for key in keys])
    digest = gather_digest(config, store, Wishes(), since=NOON - DAY, until=NOON)
    assert (len(digest.coverage.troubles), digest.coverage.more) == (12, 48)
    assert "s00" not in {one.source for one in digest.failures}, "its line says it already"


def gone(store: Store, document: str, at: datetime) -> None:
    keep_address(store, document, at=at - DAY, status=404, document=document, gone_since=at)


def test_only_documents_with_claims_are_missed(store: Store) -> None:
    held = keep_revision(store, a_revision(document="https://outlet.example/held", title=None))
    keep_claims(store, a_claim(held))
    keep_revision(store, a_revision(document="https://outlet.example/empty"))
    before = keep_revision(store, a_revision(document="https://outlet.example/before"))
    keep_claims(store, a_claim(before))
    for name, days in (("held", 40), ("empty", 40), ("before", 20)):
        gone(store, f"https://outlet.example/{name}", NOON + days * DAY)
    until = NOON + 41 * DAY
    digest = gather_digest(
        a_config(a_source()), store, Wishes(), since=NOON + 39 * DAY, until=until
    )
    assert [(one.title, one.publisher, one.observed) for one in digest.gone] == [
        (
            "https://outlet.example/held",
            "The Outlet",
            "present on 1 Aug 2014, absent on 10 Sep 2014",
        )
    ]


def test_what_was_found_of_the_past_is_not_told_and_counts_as_known(
    store: Store, clock: Clock
) -> None:
    keep_contradiction(store)
    relation = a_relation(kind="tension", position_b="old")
    store.put_relations("slot-2", [replace(relation, slot="slot-2")], news=False)
    past = keep_revision(store, a_revision(document="https://archive.example/1"))
    value = Quantity(NumberSpan(999, None), "seat", "minimum")
    claim = a_claim(past, value=value)
    store.put_claims(past.key, [claim], {claim.key: "slot-1"}, news=False)
    again = keep_revision(store, a_revision(document="https://four.example/1"))
    keep_claims(store, a_claim(again, value=value))
    digest = gather_digest(a_config(a_source()), store, Wishes(), since=NOON - DAY, until=NOON)
    assert [section.title for section in digest.sections] == ["Contradictions"]
    assert digest.positions == (), "999 was said in the past already"
    assert [one.first for one in digest.repeats] == ["The Outlet, 1 Aug 2014"]


def test_documents_that_are_gone_are_told_to_whom_their_topic_matters(store: Store) -> None:
    held = keep_revision(store, a_revision(document="https://outlet.example/held"))
    keep_claims(store, a_claim(held))
    gone(store, "https://outlet.example/held", NOON + DAY)
    config, window = a_config(a_source()), {"since": NOON, "until": NOON + 2 * DAY}
    told = {
        topic: len(gather_digest(config, store, Wishes(topics=(topic,)), **window).gone)
        for topic in ("program", "another")
    }
    assert told == {"program": 1, "another": 0}


def test_who_wants_no_lines_about_sources_still_has_the_numbers(store: Store) -> None:
    store.add_health_step("outlet", NOON, FAILS)
    store.add_failure(a_failure(source="other", at=NOON))
    config = a_config(a_source(), a_source(key="other", name="Other"))
    window = {"since": NOON - DAY, "until": NOON}
    everything = gather_digest(config, store, Wishes(), **window)
    assert (len(everything.coverage.troubles), len(everything.failures)) == (1, 1)
    numbers = gather_digest(config, store, Wishes(tell=("contradiction",)), **window)
    assert (numbers.coverage.troubles, numbers.failures) == ((), ())
    assert (numbers.coverage.sources, numbers.coverage.failing) == (2, 1)


OLD = "FastTrack is free. You can use the benefit for purchases made up to December 31, 2014."
NEW = OLD.replace("December 31, 2014", "June 30, 2015")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(NEW, [(OLD[19:], NEW[19:])], id="a sentence on the program"),
        pytest.param("FastTrack is free.", [(OLD[19:], None)], id="one that went"),
        pytest.param(
            "It rains.", [(OLD[:18], None), (OLD[19:], None)], id="all that it said of the program"
        ),
        pytest.param(f"{OLD} Read by 17 people.", [], id="something else"),
    ],
)
def test_an_edited_page_is_told_though_no_claim_came_of_it(
    store: Store, clock: Clock, text: str, told: list[tuple[str, str | None]]
) -> None:
    for hours, said in ((0, OLD), (2, text)):
        clock.move(hours=hours)
        keep_revision(store, a_revision(text=said, observed=NOON + timedelta(hours=hours)))
    config = replace(a_config(), topics=shipped().topics)
    digest = gather_digest(config, store, Wishes(), since=NOON, until=NOON + DAY)
    assert [(c.old, c.new) for one in digest.edited for c in one.changes] == told


def test_an_edit_that_is_taken_back_is_told_once(store: Store, clock: Clock) -> None:
    told = []
    for day, said in enumerate((OLD, NEW, OLD, OLD)):
        clock.move(hours=24)
        keep_revision(store, a_revision(text=said, observed=NOON + (day + 1) * DAY))
        config = replace(a_config(), topics=shipped().topics)
        window = {"since": NOON + day * DAY, "until": NOON + (day + 1) * DAY}
        digest = gather_digest(config, store, Wishes(), **window)
        told.append([(c.old, c.new) for one in digest.edited for c in one.changes])
    assert told == [[], [(OLD[19:], NEW[19:])], [(NEW[19:], OLD[19:])], []]


def test_an_edit_of_a_page_about_something_else_is_not_told(store: Store, clock: Clock) -> None:
    for hours, said in ((0, "They move mailboxes in May."), (2, "They move mailboxes in June.")):
        clock.move(hours=hours)
        keep_revision(store, a_revision(text=said, observed=NOON + timedelta(hours=hours)))
    config = replace(a_config(), topics=shipped().topics)
    assert not gather_digest(config, store, Wishes(), since=NOON, until=NOON + DAY).edited


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        pytest.param(timedelta(minutes=-5), 1, id="fetched before the last digest, read behind it"),
        pytest.param(timedelta(days=-30), 0, id="a page of an archive, or read by a newer reader"),
    ],
)
def test_an_edit_is_told_when_its_text_was_kept(
    store: Store, clock: Clock, seen: timedelta, told: int
) -> None:
    clock.move(hours=-1)
    keep_revision(store, a_revision(text=OLD, observed=NOON - 40 * DAY))
    clock.move(hours=2)
    keep_revision(store, a_revision(text=NEW, observed=NOON + seen))
    config = replace(a_config(), topics=shipped().topics)
    digest = gather_digest(config, store, Wishes(), since=NOON, until=NOON + DAY)
    assert len(digest.edited) == told


def test_edits_of_other_pages_hide_none_that_names_the_program(store: Store, clock: Clock) -> None:
    others = {f"https://a.example/{n}": ("It rains.", "It shines.") for n in range(60)}
    for hours in (0, 2):
        clock.move(hours=hours)
        for document, texts in {**others, "https://a.example/z": (OLD, NEW)}.items():
            page = a_revision(
                document=document,
                text=texts[bool(hours)],
                observed=NOON + timedelta(hours=hours),
            )
            keep_revision(store, page)
    config = replace(a_config(), topics=shipped().topics)
    digest = gather_digest(config, store, Wishes(), since=NOON, until=NOON + DAY)
    assert [one.document for one in digest.edited] == ["https://a.example/z"]


def test_pages_that_nobody_edited_hide_none_that_was(store: Store, clock: Clock) -> None:
    edited, others = "https://a.example/z", [f"https://a.example/{n}" for n in range(60)]
    for hours, said in ((0, OLD), (2, NEW)):
        clock.move(hours=hours)
        for document in (edited, *(others if hours else ())):
            page = a_revision(document=document, text=said, observed=NOON + timedelta(hours=hours))
            keep_revision(store, page)
    config = replace(a_config(), topics=shipped().topics)
    digest = gather_digest(config, store, Wishes(), since=NOON, until=NOON + DAY)
    assert [one.document for one in digest.edited] == [edited]
