"""The crawl of a source: done once whoever does it, and neither lost nor repeated by a crash."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest

from monitor import jobs
from monitor.config import Config
from monitor.config.source import SourceConfig
from monitor.errors import NotFoundError, StorageError
from monitor.storage import Store, open_store
from tests.digest.parts import Clock, a_config, a_source, at_once
from tests.jobs.conftest import SEVEN

HOUR = timedelta(hours=1)


class Crawls:
    """Stands for the pipeline: notes what it was asked to crawl, or dies in the middle."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.seen: list[str] = []

    def __call__(
        self, config: Config, store: Store, sources: Sequence[SourceConfig], **_: Any
    ) -> str:
        self.seen += [source.key for source in sources]
        if self.error:
            raise self.error
        return "1 page"


# When things are due


@pytest.mark.parametrize("minutes", [1, 60, 1440, 43_200])
def test_crawls_are_due_once_an_interval_and_alike_for_all(minutes: int) -> None:
    source = a_source(interval_minutes=minutes)
    due = jobs.crawl_due(source, SEVEN)
    interval = timedelta(minutes=minutes)
    assert due <= SEVEN < due + interval
    assert jobs.crawl_due(source, due) == due
    assert jobs.crawl_due(source, due + interval - timedelta(seconds=1)) == due
    assert jobs.crawl_due(source, due + interval) == due + interval


def test_not_all_sources_are_due_at_once() -> None:
    sources = [a_source(key=f"outlet-{number}") for number in range(10)]
    assert len({jobs.crawl_due(source, SEVEN) for source in sources}) > 5


# Crawling


def test_a_slot_is_crawled_once(store: Store, clock: Clock) -> None:
    config, crawls = a_config(a_source()), Crawls()
    done = [
        jobs.crawl_source_job(config, store, clock, key="outlet", due=SEVEN, crawl=crawls)
        for _ in range(2)
    ]
    assert (done, crawls.seen) == ([True, False], ["outlet"])


def test_the_next_slot_is_crawled_anew_and_an_old_one_never(store: Store, clock: Clock) -> None:
    config, crawls = a_config(a_source()), Crawls()
    for due, done in ((SEVEN, True), (SEVEN + HOUR, True), (SEVEN - HOUR, False)):
        assert done is jobs.crawl_source_job(
            config, store, clock, key="outlet", due=due, crawl=crawls
        )


def test_two_daemons_crawl_a_slot_once(url: str, clock: Clock) -> None:
    config, crawls = a_config(a_source()), Crawls()

    def daemon() -> bool:
        with open_store(url, clock=clock) as mine:
            return jobs.crawl_source_job(config, mine, clock, key="outlet", due=SEVEN, crawl=crawls)

    assert sorted(map(bool, at_once(*[daemon] * 4))) == [False, False, False, True]
    assert crawls.seen == ["outlet"]


def test_a_crawl_that_died_is_done_anew_after_its_lease(store: Store, clock: Clock) -> None:
    config, crawls = a_config(a_source()), Crawls()
    assert store.take_slot(jobs.crawl_job_name("outlet"), SEVEN)  # by a process that is no more
    again: dict[str, Any] = {"key": "outlet", "due": SEVEN, "crawl": crawls}
    assert not jobs.crawl_source_job(config, store, clock, **again), "it may still live"
    clock.now += jobs.LEASE
    assert jobs.crawl_source_job(config, store, clock, **again)
    assert crawls.seen == ["outlet"]


@pytest.mark.parametrize("told", ["sign", "progress"])
def test_a_crawl_that_goes_slowly_and_lives_keeps_its_slot(
    store: Store, clock: Clock, told: str
) -> None:
    """Hosts may ask for an hour between two pages: it is slow, and not dead."""
    config, crawls, signs = a_config(a_source()), Crawls(), list[str]()
    again: dict[str, Any] = {"key": "outlet", "due": SEVEN, "crawl": crawls}

    def slow(*_: Any, sign: Callable[[], None], progress: Callable[[str], None], **__: Any) -> str:
        for _minutes in range(0, 180, 10):
            clock.now += timedelta(minutes=10)
            sign() if told == "sign" else progress("one more page")
        assert not jobs.crawl_source_job(config, store, clock, **again)
        return "done"

    assert jobs.crawl_source_job(
        config,
        store,
        clock,
        key="outlet",
        due=SEVEN,
        crawl=slow,
        sign=lambda: signs.append("alive"),
    )
    assert (crawls.seen, len(signs)) == ([], 18)


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(jobs.StopRequested(), id="told to stop"),
        pytest.param(StorageError("disk full"), id="trouble with the database"),
        pytest.param(KeyError("x"), id="a mistake of our own"),
    ],
)
def test_a_crawl_that_ends_early_gives_its_slot_back(
    store: Store, clock: Clock, error: Exception
) -> None:
    config, crawls = a_config(a_source()), Crawls()
    with pytest.raises(type(error)):
        jobs.crawl_source_job(config, store, clock, key="outlet", due=SEVEN, crawl=Crawls(error))
    assert jobs.crawl_source_job(config, store, clock, key="outlet", due=SEVEN, crawl=crawls)
    store.free_slot(jobs.crawl_job_name("outlet"), SEVEN)
    assert store.last_slot(jobs.crawl_job_name("outlet")) == SEVEN, "what is done stays done"


def test_a_source_that_is_not_configured(store: Store, clock: Clock) -> None:
    with pytest.raises(NotFoundError, match=r"sources\.toml"):
        jobs.crawl_source_job(a_config(), store, clock, key="gone", due=SEVEN, crawl=Crawls())
