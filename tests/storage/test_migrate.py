from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from monitor.config.load import bundled
from monitor.errors import SchemaError, StorageError
from monitor.interval import NumberSpan
from monitor.storage import open_store, utc_now
from monitor.storage.database import BEGIN, WRITING, make_engine
from monitor.storage.migrate import alembic_config, bring_up_to_date
from monitor.storage.tables import HEAD, metadata
from tests.builders import NOON, a_claim, a_revision, a_snapshot, keep_revision
from tests.storage.schema import differences

pytestmark = pytest.mark.usefixtures("from_nothing")

NEXT = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "next", "{head}"

def upgrade():
    op.create_table("more", sa.Column("key", sa.Text()))
    {then}
"""


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The scripts of a later Monitor, which makes one more table."""
    return later_scripts(tmp_path / "newer")


def later_scripts(folder: Path, then: str = "") -> Path:
    shutil.copytree(bundled("alembic"), folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "next.py").write_text(NEXT.format(head=HEAD, then=then))
    return folder


def test_head_is_the_newest_script() -> None:
    assert ScriptDirectory(str(bundled("alembic"))).get_heads() == [HEAD]


def test_the_scripts_make_the_tables_and_take_them_back(url: str) -> None:
    open_store(url).close()
    engine = make_engine(url)
    with engine.connect() as connection:
        assert differences(connection) == []
    with engine.connect().execution_options(**{BEGIN: WRITING}) as connection:
        with connection.begin():
            command.downgrade(alembic_config(connection), "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
    engine.dispose()
    with open_store(url) as store:
        assert store.counts()["snapshots"] == 0


def test_postgresql_takes_the_same_tables() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    made = [str(CreateTable(t).compile(dialect=dialect)) for t in metadata.sorted_tables]
    made += [
        str(CreateIndex(index).compile(dialect=dialect))
        for table in metadata.sorted_tables
        for index in table.indexes
    ]
    everything = "\n".join(made)
    assert "TIMESTAMP WITH TIME ZONE" in everything
    assert "TIMESTAMP WITHOUT TIME ZONE" not in everything
    assert "BYTEA" in everything


def test_a_fresh_file_needs_no_backup(url: str, file: Path) -> None:
    open_store(url).close()
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_backup_before_a_schema_change(url: str, file: Path, newer: Path) -> None:
    snapshot = a_snapshot()
    with open_store(url) as store:
        store.add_snapshot(snapshot)
    engine = make_engine(url)
    bring_up_to_date(engine, head="next", scripts=newer)
    bring_up_to_date(engine, head="next", scripts=newer)
    assert "more" in inspect(engine).get_table_names()
    engine.dispose()
    backup = Path(f"{file}.before-next.bak")
    with open_store(f"sqlite:///{backup}") as before:
        assert before.snapshot(snapshot.key) == snapshot
    with closing(sqlite3.connect(backup)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
    assert not list(file.parent.glob("*.part"))


def test_a_migration_that_fails_changes_nothing(url: str, tmp_path: Path) -> None:
    open_store(url).close()
    scripts = later_scripts(tmp_path / "bad", then='raise RuntimeError("half way")')
    engine = make_engine(url)
    with pytest.raises(RuntimeError, match="half way"):
        bring_up_to_date(engine, head="next", scripts=scripts)
    assert "more" not in inspect(engine).get_table_names()
    engine.dispose()
    with open_store(url) as store:
        assert store.counts()["claims"] == 0


def test_a_backup_that_cannot_be_written_stops_the_change(
    url: str, file: Path, newer: Path
) -> None:
    open_store(url).close()
    Path(f"{file}.before-next.part").mkdir()  # in the way, even for root
    engine = make_engine(url)
    with pytest.raises(StorageError, match="backup"):
        bring_up_to_date(engine, head="next", scripts=newer)
    assert "more" not in inspect(engine).get_table_names()
    engine.dispose()


def test_a_newer_schema_is_refused(url: str, newer: Path) -> None:
    open_store(url).close()
    engine = make_engine(url)
    bring_up_to_date(engine, head="next", scripts=newer)
    engine.dispose()
    with pytest.raises(SchemaError, match=f"has schema next.*up to {HEAD}.*upgrade Monitor"):
        open_store(url)


@pytest.mark.parametrize(
    "tables",
    [
        pytest.param(["CREATE TABLE bookmarks (url TEXT)"], id="of another program"),
        pytest.param(
            ["CREATE TABLE alembic_version (version_num TEXT)", "CREATE TABLE users (name TEXT)"],
            id="of another program that uses Alembic too",
        ),
        pytest.param(
            [
                "CREATE TABLE alembic_version (version_num TEXT)",
                f"INSERT INTO alembic_version VALUES ('{HEAD}')",
                "CREATE TABLE users (name TEXT)",
            ],
            id="and numbers its versions as we do",
        ),
    ],
)
def test_a_database_of_another_program_is_left_alone(
    url: str, file: Path, tables: list[str]
) -> None:
    with closing(sqlite3.connect(file)) as raw, raw:
        for statement in tables:
            raw.execute(statement)
    before = file.read_bytes()
    with pytest.raises(SchemaError, match="not those of Monitor"):
        open_store(url)
    assert file.read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(url: str, file: Path) -> None:
    file.write_bytes(b"Dear diary, " * 500)
    with pytest.raises(SchemaError, match="not a database"):
        open_store(url)
    assert file.read_bytes() == b"Dear diary, " * 500


def test_an_empty_file_is_a_fresh_database(url: str, file: Path) -> None:
    file.touch()
    with open_store(url) as store:
        assert store.add_snapshot(a_snapshot())


def test_what_the_first_schema_kept_goes_along(url: str) -> None:
    """Rows of before get a place in the schedule, and are news as they were; and back again."""
    with open_store(url) as store:
        kept = keep_revision(store, a_revision())
        store.put_claims(kept.key, [a_claim(kept)], {a_claim(kept).key: "slot"})
        page = kept.document
        store.record_answer(page, "outlet", status=200, at=NOON, validators=None, sha256=None)
    for _ in range(2):
        engine = make_engine(url)
        writing = engine.connect().execution_options(**{BEGIN: WRITING})
        with writing as connection, connection.begin():
            command.downgrade(alembic_config(connection), "0001")
        engine.dispose()
        with open_store(url) as store:
            assert store.revision(kept.key) == kept
            assert [row.claim for row in store.claims()] == [a_claim(kept)]
            # What later schemas find claims by is made for those that were there.
            asked: list[dict[str, Any]] = [
                {"text": "150 seats"},
                {"text": "spokesperson", "anywhere": True},
                {"kinds": ["indirect"]},
                {"value": NumberSpan(100, 200)},
                {"known_at": NOON + timedelta(days=9999)},
            ]
            assert [len(store.claims(**conditions)) for conditions in asked] == [1] * len(asked)
        engine = make_engine(url)
        with engine.connect() as connection:
            a = metadata.tables["address"]
            row = connection.execute(select(a.c.document, a.c.first_seen, a.c.failures)).one()
        engine.dispose()
        assert row == (kept.document, NOON, 0)


def test_digests_of_before_stay_in_the_outbox_and_are_sent_once(url: str) -> None:
    """Each is about its day, as it was; alerts, which the schema before has no place for, go."""
    day = NOON.date()
    with open_store(url) as store:
        assert store.queue_message("ann@x.example", day, b"digest", "<1@x.example>")
        assert store.queue_message("teams", day, b"alert", "<2>", channel="alert", about="r")
    engine = make_engine(url)
    writing = engine.connect().execution_options(**{BEGIN: WRITING})
    with writing as connection, connection.begin():
        command.downgrade(alembic_config(connection), "0002")
    engine.dispose()
    with open_store(url) as store:
        (kept,) = store.due_messages(utc_now())
        assert (kept.channel, kept.reader, kept.about) == ("mail", "ann@x.example", "2014-08-01")
        assert not store.queue_message("ann@x.example", day, b"again", "<3@x.example>")
