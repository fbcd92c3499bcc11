"""Reading kept snapshots again: without news, without loss, and without a trace if nothing changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.config import Config, load_config
from monitor.demo.newsroom import Newsroom
from monitor.digest.gather import gather_digest
from monitor.export import claim_lines, relation_lines
from monitor.pipeline import CrawlReport, RereadReport, crawl_sources, reread
from monitor.storage import Store, open_store, utc_now
from monitor.types import TOLD
from tests.program import ROOT


def dump(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the log of runs."""
    with sqlite3.connect(file) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
            if name not in ("run", "sqlite_sequence")
        ]
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for name in names
        }


def lines(config: Config, store: Store) -> list[str]:
    return [*claim_lines(store, config), *relation_lines(store)]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Config, Path]:
    """The database of the demo, crawled twice, and the config it was crawled with."""
    file = tmp_path_factory.mktemp("demo") / "monitor.db"
    config = load_config(str(ROOT / "config"))
    crawl = config.settings.crawl.model_copy(update={"allow_loopback": True, "delay": 0.0})
    settings = config.settings.model_copy(update={"crawl": crawl})
    with Newsroom(ROOT / "config" / "demo") as newsroom, open_store(f"sqlite:///{file}") as store:
        config = replace(config, settings=settings, sources=newsroom.sources())
        for edition in (1, 2):
            newsroom.edition = edition
            report: CrawlReport = crawl_sources(config, store, config.sources, clock=utc_now)
            assert not report.failures
    return config, file


@pytest.fixture
def demo(crawled: tuple[Config, Path], tmp_path: Path) -> Iterator[tuple[Config, Store, Path]]:
    """A copy of it for one test."""
    config, file = crawled
    copy = tmp_path / "monitor.db"
    with sqlite3.connect(file) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    with open_store(f"sqlite:///{copy}") as store:
        yield config, store, copy


Demo = tuple[Config, Store, Path]


def test_with_the_same_rules_all_stays_to_the_letter(demo: Demo) -> None:
    config, store, file = demo
    rows, told = dump(file), lines(config, store)
    report = reread(config, store, clock=utc_now, everything=True)
    assert (report.documents, report.changed, report.failures) == (15, 0, [])
    assert dump(file) == rows
    assert lines(config, store) == told
    assert len(told) > 100


def age(file: Path, *statements: str) -> None:
    """What an older Monitor would have left."""
    with sqlite3.connect(file) as connection:
        for statement in statements:
            connection.execute(statement)


OLDER = "UPDATE snapshot SET reader = '0/1/1'"
