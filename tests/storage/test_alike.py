"""What databases do each in their own way, and Monitor alike on all of them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import func, select

from monitor.config.load import bundled
from monitor.crawl.address import LONGEST_ADDRESS
from monitor.storage import Store, open_store, tables, utc_now
from monitor.storage.database import BEGIN, WRITING, make_engine
from monitor.storage.migrate import alembic_config
from monitor.storage.tables import HEAD
from monitor.types import ClaimOrder, RobotsFile, Stand, Validators
from tests.builders import (
    ADDRESS,
    NOON,
    a_claim,
    a_failure,
    a_relation,
    a_revision,
    a_snapshot,
    a_speaker,
    keep_claims,
    keep_revision,
)
from tests.storage.schema import differences
from tests.storage.test_database import start

PATIENCE = 60
DAY = NOON.date()
HALF = "\ud83d"  # of a sign, as JSON can name one


def all_at_once(url: str, number: int, work: Callable[[Store, int], object]) -> list[object]:
    """What each gives, in a thread with a store of its own."""
    ready = threading.Barrier(number)

    def one(place: int) -> object:
        with open_store(url, busy_timeout=PATIENCE) as store:
            ready.wait(PATIENCE)
            return work(store, place)

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def test_what_was_read_before_writing_still_holds(url: str) -> None:
    """Else two that read in two pages what excludes one another would each miss the other."""

    def count(store: Store, place: int) -> None:
        for _ in range(5):
            with store.transaction():
                seen = len(store.failures())
                store.add_failure(a_failure(message=str(seen)))

    all_at_once(url, 4, count)
    with open_store(url) as store:
        assert sorted(int(each.message) for each in store.failures()) == list(range(20))


def test_two_write_the_claims_of_one_revision(store: Store, url: str) -> None:
    revision = keep_revision(store, a_revision())
    by_threshold, by_term = a_claim(revision), a_claim(revision, facet="term")

    def put(store: Store, place: int) -> None:
        claims = [by_threshold, by_term] if place % 2 else [by_term]
        for _ in range(5):
            store.put_claims(revision.key, claims, {each.key: "slot" for each in claims})

    all_at_once(url, 4, put)
    with open_store(url) as store:
        found = {row.claim for row in store.claims()}
    assert found in ({by_term}, {by_term, by_threshold})


def test_what_is_recorded_later_bears_a_later_time(url: str) -> None:
    """The digest leans on it: what is not in its window is in the next one's."""
    windows: list[tuple[datetime, int]] = []

    def work(store: Store, place: int) -> None:
        for number in range(10):
            with store.transaction():
                if place == 0:
                    windows.append((utc_now(), store.counts()["claims"]))
                else:
                    revision = keep_revision(store, a_revision(document=f"{place}/{number}"))
                    keep_claims(store, a_claim(revision))

    all_at_once(url, 3, work)
    with open_store(url) as store:
        recorded = [row.recorded for row in store.claims()]
    assert [sum(at <= until for at in recorded) for until, _ in windows] == [n for _, n in windows]


def test_who_reads_sees_one_moment(store: Store, url: str) -> None:
    number = select(func.count()).select_from(tables.failure)
    with open_store(url) as other, store._reading() as connection:
        assert connection.execute(number).scalar_one() == 0
        other.add_failure(a_failure())
        assert connection.execute(number).scalar_one() == 0
    assert len(store.failures()) == 1


@pytest.mark.parametrize(
    "taken",
    [
        pytest.param(lambda store: store.take_slot("crawl", NOON), id="a slot"),
        pytest.param(lambda store: store.take_message(1, NOON), id="a message"),
        pytest.param(
            lambda store: store.take_turn("host:443", NOON, timedelta(hours=1)) is None,
            id="a turn at a host",
        ),
        pytest.param(lambda store: store.add_snapshot(a_snapshot()), id="a snapshot"),
    ],
)
def test_one_of_many_gets_it(url: str, taken: Callable[[Store], bool]) -> None:
    with open_store(url, clock=lambda: NOON) as store:
        store.queue_message("reader", NOON.date(), b"news", "<1>")
    got = all_at_once(url, 6, lambda store, _: taken(store))
    assert sorted(map(bool, got)) == [False] * 5 + [True]


# Text


@pytest.mark.parametrize(
    ("sign", "kept"),
    [
        pytest.param("\0", "\N{REPLACEMENT CHARACTER}", id="which PostgreSQL does not take"),
        pytest.param(HALF, "\N{REPLACEMENT CHARACTER}", id="which no encoding can write"),
        pytest.param("\x01", "\x01", id="odd, but a sign"),
        pytest.param("🙂", "🙂", id="beyond the first plane"),
        pytest.param("%_\\/'\";", "%_\\/'\";", id="of SQL"),
    ],
)
def test_signs_in_what_strangers_wrote(store: Store, sign: str, kept: str) -> None:
    said, back = f"a{sign}b", f"a{kept}b"
    keep_revision(store, a_revision(title=said, author=said, publisher=said))
    (revision,) = store.revisions()
    assert (revision.title, revision.author, revision.publisher) == (back, back, back)
    marks = Validators(said, said)
    store.record_answer(ADDRESS, said, status=200, at=NOON, validators=marks, sha256="0" * 64)
    known = store.known(ADDRESS)
    assert known is not None
    assert known.validators == Validators(back, back)
    store.keep_robots(RobotsFile(said, NOON, 200, said, None))
    assert store.robots(said) is not None
    store.queue_message(said, NOON.date(), said.encode(errors="replace"), said)
    store.start_run(said)
    assert store.claims(text=said, speaker=said) == ()
    assert store.claims(outlet=sign) == ()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param("vendor", True, id="in small letters"),
        pytest.param("VENDOR", True, id="in capitals"),
        pytest.param("Österreich", True, id="with its own letter"),
        pytest.param("österreich", False, id="of letters that are not ASCII the case counts"),
        pytest.param("ven_or", False, id="a sign of patterns is a sign"),
        pytest.param("%", False, id="another one"),
    ],
)
def test_part_of_a_name(store: Store, wanted: str, found: bool) -> None:
    said = replace(a_claim().attribution, speaker=a_speaker(organisation="Vendor Österreich"))
    keep_claims(store, a_claim(keep_revision(store, a_revision()), attribution=said))
    assert bool(store.claims(organisation=wanted)) is found


def test_text_is_ordered_by_its_bytes(store: Store) -> None:
    names = ["b", "A", "ä", "a", "B", "a b", "a-b", "ab", "Z", "é", "_", "~"]
    for name in names:
        keep_claims(store, a_claim(keep_revision(store, a_revision(document=name))))
    in_order = sorted(names, key=str.encode)
    assert [revision.document for revision in store.revisions()] == in_order
    assert [row.claim.document for row in store.claims()] == in_order
    assert list(store.documents_read()) == in_order


def test_an_address_as_long_as_they_come(store: Store) -> None:
    """Of signs that do not repeat: an index packs what does."""
    signs = "".join(f"{(number * 2654435761) % 2**32:08x}" for number in range(400))
    document = f"{ADDRESS}?{signs}"[:LONGEST_ADDRESS]
    revision = keep_revision(store, a_revision(document=document))
    keep_claims(store, a_claim(revision), slot=f"program/stand/{document}")
    store.record_answer(
        document, "outlet", status=200, at=NOON, validators=None, sha256=None, document=document
    )
    slot = signs[::-1][:450]
    stand = Stand("c" * 16, document, "p" * 16, "t" * 16, "voice", DAY, DAY, DAY, 0, 0)
    store.put_stands(slot, "rules", [stand])
    assert [row.claim.document for row in store.claims(document=document)] == [document]
    assert store.has_stood(slot, document)


@pytest.mark.parametrize("sign", ["x", "\N{MATHEMATICAL BOLD CAPITAL A}"], ids=["plain", "wide"])
def test_a_name_as_long_as_somebody_likes_is_cut_and_found(store: Store, sign: str) -> None:
    """Of signs that do not repeat, too, which no index packs."""
    long = "".join(chr(ord(sign) + number * 2654435761 % 24) for number in range(3000))
    kept = f"{long[:499]}…"
    revision = keep_revision(store, a_revision(publisher=long))
    said = replace(a_claim().attribution, speaker=a_speaker(name=long, organisation=long))
    keep_claims(store, a_claim(revision, reported_by=long, attribution=said))
    (claim,) = [row.claim for row in store.claims(outlet=long)]
    speaker = claim.attribution.speaker
    assert (claim.reported_by, speaker.name, speaker.organisation) == (kept, kept, kept)
    assert len(store.claims(speaker=long[100:110])) == 1


# Times


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(datetime.min.replace(tzinfo=UTC), id="the first there is"),
        pytest.param(datetime.max.replace(tzinfo=UTC), id="the last there is"),
        pytest.param(datetime(1582, 10, 10, tzinfo=UTC), id="of days that were left out"),
        pytest.param(datetime(1970, 1, 1, 0, 0, 0, 1, tzinfo=UTC), id="to the microsecond"),
    ],
)
def test_any_moment_comes_back(store: Store, moment: datetime) -> None:
    store.add_failure(a_failure(at=moment))
    assert [each.at for each in store.failures()] == [moment]
    assert len(store.failures(since=moment)) == 1


def test_rows_without_a_date_stand_where_they_are_said_to(store: Store) -> None:
    for name, published in (("dated", a_revision().published), ("undated", None)):
        claim = a_claim(keep_revision(store, a_revision(document=name, published=published)))
        keep_claims(store, claim)
    orders: tuple[ClaimOrder, ...] = ("newest", "oldest")
    for order in orders:
        assert [row.claim.document for row in store.claims(order=order)] == ["dated", "undated"]


# The schema

SCRIPTS = ScriptDirectory(str(bundled("alembic")))
EARLIER = [script.revision for script in SCRIPTS.walk_revisions() if script.revision != HEAD]


@pytest.mark.parametrize("earlier", EARLIER)
def test_rows_come_along_from_every_earlier_schema(url: str, earlier: str) -> None:
    with open_store(url) as store:
        claim = a_claim(kept := keep_revision(store, a_revision()))
        keep_claims(store, claim)
        store.put_relations("slot", [relation := a_relation(slot="slot")])
        store.queue_message("reader", NOON.date(), b"news", "<1>")
    engine = make_engine(url)
    with engine.connect().execution_options(**{BEGIN: WRITING}) as old, old.begin():
        command.downgrade(alembic_config(old), earlier)
    with open_store(url) as store:
        assert list(store.revisions()) == [kept]
        assert [row.claim for row in store.claims()] == [claim]
        assert [row.relation for row in store.relations()] == [relation]
        assert [each.message for each in store.due_messages(utc_now())] == [b"news"]
    with engine.connect() as now:
        assert differences(now) == []
    engine.dispose()


def test_a_database_in_the_making_is_waited_for(url: str) -> None:
    """Processes, since Alembic keeps what it is doing in variables of its module."""
    engine = make_engine(url)
    open_store(url).close()
    with engine.connect().execution_options(**{BEGIN: WRITING}) as one, one.begin():
        command.downgrade(alembic_config(one), "base")
    engine.dispose()
    code = "import sys; from monitor.storage import open_store; open_store(sys.argv[1]).counts()"
    others = [start(code, url) for _ in range(3)]
    assert [(*other.communicate(timeout=PATIENCE), other.returncode) for other in others] == [
        ("", "", 0)
    ] * 3
