"""Retention as a user meets it: the command, the daily job, and all that reads snapshots."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.config.settings import RetentionSettings, Settings
from monitor.jobs import RETENTION, retention_due, retention_job
from monitor.storage import open_store
from tests.behind import raw
from tests.builders import NOON, a_snapshot
from tests.digest.parts import Clock, a_config
from tests.program import ARTICLE, MINIMUM, Program, text_file

pytestmark = pytest.mark.usefixtures("url")  # on each kind of database

DULL = ARTICLE.format(sentence="Nobody said anything of note about seats.")


@pytest.fixture
def filled(program: Program) -> Program:
    """Two documents, one of them with a claim, kept since long ago."""
    program.document("said.txt", text_file(MINIMUM, url="https://outlet.example/said"))
    program.document("dull.txt", text_file(DULL, url="https://outlet.example/dull"))
    assert program.run("import", program.home / "docs", "-q").code == 0
    raw(program.database, "UPDATE snapshot SET recorded = '2014-08-01 12:00:00.000000'")
    return program


def keep(program: Program, **days: int) -> None:
    rows = "".join(f"{key} = {number}\n" for key, number in days.items())
    program.configure()
    with (program.config_dir / "monitor.toml").open("a") as file:
        file.write(f"[retention]\n{rows}")


def test_nothing_is_dropped_unless_somebody_says_so(filled: Program) -> None:
    result = filled.run("retention")
    assert result.code == 0
    assert "kept for ever" in result.out
    assert filled.look(lambda store: store.dropped().number) == 0


def test_a_rehearsal_drops_nothing(filled: Program) -> None:
    keep(filled, without_claims_days=30)
    assert "would be dropped: the bytes of 1 bodies" in filled.run("retention", "--dry-run").out
    assert filled.look(lambda store: store.dropped().number) == 0
    told = filled.run("retention", "--json").json["retention"]
    assert (told["dry_run"], told["now"]["number"], told["all"]["number"]) == (False, 1, 1)


def test_what_is_left_says_so(filled: Program) -> None:
    """No command takes it for damage."""
    before = filled.run("export", "claims").out
    keep(filled, without_claims_days=30, requests_days=30)
    said = filled.run("retention").out
    assert "dropped: 0 lines of the log of requests that found nothing new" in said
    assert "dropped: the bytes of 1 bodies" in said
    vacuum = f"sqlite3 {filled.home / 'monitor.db'} VACUUM"
    assert (vacuum in said) is (filled.server is None), "PostgreSQL looks after its files itself"
    assert filled.run("export", "claims").out == before
    shown = filled.run("show", "https://outlet.example/dull")
    assert shown.code == 0
    assert "bytes_dropped: 20" in shown.out
    archive = filled.home / "all.warc"
    exported = filled.run("export", "warc", "-o", archive)
    assert exported.code == 0
    assert "1 snapshot left out: their bytes were dropped" in exported.err
    assert archive.read_bytes().count(b"outlet.example/said") > 0
    assert b"outlet.example/dull" not in archive.read_bytes()


def test_a_reread_leaves_what_it_cannot_read_as_it_was(filled: Program) -> None:
    keep(filled, without_claims_days=30)
    filled.run("retention")
    texts = filled.look(lambda store: {r.key: r.text for r in store.revisions()})
    result = filled.run("reread", "--all", "--json")
    assert result.code == 0
    told = result.json["reread"]
    assert (told["documents"], told["changed"], told["failures"]) == (2, 0, [])
    assert filled.look(lambda store: {r.key: r.text for r in store.revisions()}) == texts
    assert len(texts) == 2


def test_claims_that_new_rules_find_in_a_kept_text_are_found(filled: Program) -> None:
    """The bytes are gone, the text is not."""
    keep(filled, without_claims_days=30)
    filled.run("retention")
    raw(
        filled.database,
        "DELETE FROM claim",
        "UPDATE snapshot SET reader = 'older'",
        "UPDATE body SET content = substr(content, 1, 0), dropped = '2014-08-01 12:00:00.000000'"
        " WHERE dropped IS NULL",
    )
    assert filled.run("reread", "-q").code == 0
    assert "150" in filled.run("said").out


def test_the_daily_job_is_done_once_a_day(url: str) -> None:
    clock = Clock(NOON)
    settings = Settings(retention=RetentionSettings(without_claims_days=1))
    config = replace(a_config(), settings=settings)
    with open_store(url, clock=clock) as store:
        snapshot = a_snapshot()
        store.add_snapshot(snapshot)
        store.mark_read(snapshot.key, "listing")
        clock.move(hours=1)
        assert retention_job(config, store, clock, due=retention_due(clock()))
        assert store.dropped().number == 0
        clock.move(days=2)
        due = retention_due(clock())
        assert due == datetime(2014, 8, 3, tzinfo=UTC)
        assert retention_job(config, store, clock, due=due)
        assert store.dropped().number == 1
        clock.move(hours=5)
        assert not retention_job(config, store, clock, due=retention_due(clock()))
        assert store.last_slot(RETENTION) == due
        assert not retention_job(a_config(), store, clock, due=due + timedelta(days=1))
