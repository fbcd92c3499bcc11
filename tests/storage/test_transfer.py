"""A database copied into another kind: all of it, exactly, or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Table, insert, select, text

from monitor.errors import MonitorError, SchemaError, StorageError, UnprovenError
from monitor.interval import NumberSpan
from monitor.storage import open_store
from monitor.storage.columns import Moment, Text
from monitor.storage.database import BEGIN, WRITING, make_engine
from monitor.storage.tables import claim, metadata, snapshot
from monitor.storage.transfer import copy_all, row_hash
from monitor.values import Quantity
from tests.builders import NOON, QUOTE, a_claim, a_revision, a_snapshot, keep_claims, keep_revision
from tests.postgres import PostgresServer
from tests.storage.conftest import Clock

# What strangers send, and what one of the two kinds might keep in another way.
HOSTILE = "\x1b[31m' OR 1=1 --\u202e\r\n 150\u00a0seats \U0001f4a9 e\u0301 \\u0000 NULL"


def value_of(column: Column[Any], number: int, earlier: dict[str, list[Any]]) -> Any:
    """Something to put into this column of row `number`; NULL in every second where it may be."""
    for key in column.foreign_keys:
        return earlier[key.target_fullname][number]
    kind = str if isinstance(column.type, Text) else column.type.python_type
    if column.nullable and number % 2:
        return None
    if kind is str and getattr(column.type, "length", None):
        return f"{column.table.name[:8]}{number:08x}"
    if isinstance(column.type, Moment):
        return datetime(9999 - number, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    odd: dict[type[object], Any] = {
        str: f"{HOSTILE} {number}",
        # A claim's number is its own, in the past too.
        int: 2_000_000_000 + number + 10 * column.table.name.endswith("_past"),
        float: (float("inf"), 0.1 + 0.2)[number % 2],
        bool: number % 2 == 0,
        bytes: bytes(range(256)) + bytes([number]),
        date: date(1 + number, 1, 1),
        object: {"z": [number, None, 1.0, 1e300, HOSTILE], "a": {}, "half": "\ud800"},
    }
    return odd[kind]


def fill(url: str) -> None:
    """Three rows in every table."""
    open_store(url).close()
    engine, earlier = make_engine(url), dict[str, list[Any]]()
    writing = engine.connect().execution_options(**{BEGIN: WRITING})
    with writing as connection, connection.begin():
        for table in metadata.sorted_tables:
            rows = [
                {column.name: value_of(column, number, earlier) for column in table.columns}
                for number in range(3)
            ]
            for column in table.primary_key:
                earlier[f"{table.name}.{column.name}"] = [row[column.name] for row in rows]
            connection.execute(insert(table), rows)
    engine.dispose()


def rows_of(url: str, table: Table) -> list[tuple[Any, ...]]:
    engine = make_engine(url)
    with engine.connect() as connection:
        found = [
            tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))
        ]
    engine.dispose()
    return found


def act(url: str, *statements: Any) -> None:
    engine = make_engine(url)
    with engine.connect().execution_options(**{BEGIN: WRITING}) as connection, connection.begin():
        for statement in statements:
            connection.execute(text(statement) if isinstance(statement, str) else statement)
    engine.dispose()


@pytest.fixture(params=["to sqlite", "to postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a second database, of either kind, that is there or not."""
    if request.param == "to sqlite":
        yield f"sqlite:///{tmp_path / 'copy.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    with server.database() as made:
        yield made


def test_every_row_of_every_table_comes_over(url: str, target: str) -> None:
    fill(url)
    copied = copy_all(url, target)
    for table in metadata.sorted_tables:
        assert rows_of(target, table) == rows_of(url, table)
        assert copied.tables[table.name].rows == 3
    back = {
        one.name: [row_hash(row) for row in rows_of(target, one)]
        for one in metadata.tables.values()
    }
    sums = {name: sum(map(int.from_bytes, hashes)) % (1 << 256) for name, hashes in back.items()}
    assert {name: f"{n:064x}" for name, n in sums.items()} == {
        name: table.sha256 for name, table in copied.tables.items()
    }


def two_claims(url: str) -> None:
    revision = a_revision()
    with open_store(url, clock=lambda: NOON) as store:
        kept = keep_revision(store, revision)
        other = a_claim(kept, quote="Sept. 1", value=Quantity(NumberSpan(1, 1), "seat", "exact"))
        keep_claims(store, a_claim(kept), other)
        store.put_claims(kept.key, [a_claim(kept)], {a_claim(kept).key: "slot-1"})


def test_the_copy_is_searched_and_written_to_like_the_other(url: str, target: str) -> None:
    """The number of a claim that is gone stays its own, as its past refers to it."""
    two_claims(url)
    copy_all(url, target)
    for address in (url, target):
        with open_store(address, clock=lambda: NOON) as store:
            (found,) = store.claims(text="seats")
            assert found.claim.quote == QUOTE
            keep_claims(
                store, a_claim(keep_revision(store, a_revision(document="https://b.example/2")))
            )
    assert rows_of(target, claim) == rows_of(url, claim)
    assert [row[0] for row in rows_of(target, claim)] == [1, 3]


def test_the_copy_finds_by_its_words_what_was_known_once(url: str, target: str) -> None:
    clock = Clock()
    with open_store(url, clock=clock) as store:
        kept = keep_revision(store, a_revision())
        keep_claims(store, a_claim(kept))
        clock.move(hours=1)
        keep_claims(store, a_claim(kept, modality="hedged"))
        clock.move(hours=1)
        store.put_claims(kept.key, [], {})
    copy_all(url, target)
    with open_store(target) as store:
        for hours, firmness in ((0, "asserted"), (1, "hedged")):
            (row,) = store.claims(text="seats", known_at=NOON + timedelta(hours=hours))
            assert row.claim.modality == firmness
        assert store.claims(text="seats") == ()


def test_what_is_written_meanwhile_is_not_in_it(url: str, target: str) -> None:
    two_claims(url)
    late = a_snapshot(document="https://late.example/")

    def write(_: str) -> None:
        with open_store(url) as store:
            store.add_snapshot(late)

    copy_all(url, target, tell=write)
    with open_store(target) as store:
        assert late.key not in store.snapshot_keys()
    with open_store(url) as store:
        assert late.key in store.snapshot_keys()


REFUSED = [
    pytest.param(
        ["INSERT INTO run (kind, started, counts) VALUES ('x', '2014-08-01 12:00:00', '{}')"],
        StorageError,
        "not empty.* run",
        id="a run there",
    ),
    pytest.param(
        ["UPDATE alembic_version SET version_num = '0003'"],
        SchemaError,
        "has schema 0003",
        id="an older schema",
    ),
    pytest.param(
        ["UPDATE alembic_version SET version_num = '9999'"],
        SchemaError,
        "has schema 9999",
        id="a newer schema",
    ),
    pytest.param(
        ["DROP TABLE alembic_version"], SchemaError, "not those of Monitor", id="another program's"
    ),
]


@pytest.mark.parametrize(("made", "error", "said"), REFUSED)
def test_a_target_in_use_is_left_alone(
    url: str, tmp_path: Path, made: Sequence[str], error: type[MonitorError], said: str
) -> None:
    source = f"sqlite:///{tmp_path / 'source.db'}"
    two_claims(source)
    open_store(url).close()
    act(url, *made)
    with pytest.raises(error, match=said):
        copy_all(source, url)
    assert rows_of(url, snapshot) == []


@pytest.mark.parametrize(
    ("made", "error", "said"),
    [
        pytest.param(
            ["UPDATE alembic_version SET version_num = '0003'"],
            SchemaError,
            "0003.* monitor status",
            id="an older schema",
        ),
        pytest.param(
            ["UPDATE alembic_version SET version_num = '9999'"],
            SchemaError,
            "9999.*upgrade Monitor",
            id="a newer schema",
        ),
    ],
)
def test_a_source_of_another_schema_is_not_copied(
    url: str, target: str, made: Sequence[str], error: type[MonitorError], said: str
) -> None:
    two_claims(url)
    act(url, *made)
    with pytest.raises(error, match=said):
        copy_all(url, target)


@pytest.mark.usefixtures("from_nothing")
def test_a_source_must_be_there_and_another(file: Path, url: str, tmp_path: Path) -> None:
    other = f"sqlite:///{tmp_path / 'other.db'}"
    with pytest.raises(StorageError, match="no database to copy"):
        copy_all(url, other)
    assert not file.exists()
    sqlite3.connect(file).close()
    file.touch()
    with pytest.raises(StorageError, match="nothing to copy"):
        copy_all(url, other)
    two_claims(url)
    (tmp_path / "link.db").symlink_to(file)
    for same in (url, f"sqlite:///{tmp_path / 'link.db'}"):
        with pytest.raises(StorageError, match="into itself"):
            copy_all(url, same)


def test_a_row_that_comes_out_changed_undoes_all(file: Path, url: str, tmp_path: Path) -> None:
    """As where a trigger, or a faulty disk, changes what is written."""
    source = f"sqlite:///{tmp_path / 'source.db'}"
    two_claims(source)
    open_store(url).close()
    trigger = (
        "CREATE TRIGGER t AFTER INSERT ON snapshot BEGIN UPDATE snapshot SET source = 'x'; END"
    )
    act(url, trigger)
    with pytest.raises(UnprovenError, match=r"the row \w{16} of snapshot came out"):
        copy_all(source, url)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM body").fetchone() == (0,)


def test_a_damaged_row_is_named_and_nothing_is_copied(file: Path, url: str, tmp_path: Path) -> None:
    two_claims(url)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE snapshot SET observed = 'yesterday'")
    with pytest.raises(StorageError, match="a row of snapshot is damaged"):
        copy_all(url, f"sqlite:///{tmp_path / 'copy.db'}")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param([1], ["1"], id="a number and its digits"),
        pytest.param([None], ["null"], id="nothing and its word"),
        pytest.param(["a", "b"], ["ab", ""], id="where one value ends"),
        pytest.param([NOON], [NOON.isoformat()], id="a time and its text"),
        pytest.param([NOON.date()], [datetime(2014, 8, 1, tzinfo=UTC)], id="a day and its start"),
        pytest.param([b"a"], ["a"], id="bytes and text"),
        pytest.param([[1]], ["[1]"], id="JSON and its text"),
    ],
)
def test_unlike_rows_have_unlike_hashes(one: list[Any], other: list[Any]) -> None:
    assert row_hash(one) != row_hash(other)
