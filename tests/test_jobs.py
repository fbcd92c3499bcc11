"""Jobs: done once whoever does them, and neither lost nor repeated by a crash."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from monitor import jobs
from monitor.config.load import Config
from monitor.config.settings import DigestSettings
from monitor.config.source import SourceConfig
from monitor.errors import NotFoundError, StorageError
from monitor.storage import Store, open_store
from tests.builders import a_claim, a_revision, keep_claims, keep_revision
from tests.digest.parts import READER, Clock, a_config, a_source, at_once

SEVEN = datetime(2014, 8, 14, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def clock() -> Clock:
    return Clock(SEVEN)


@pytest.fixture
def store(url: str, clock: Clock) -> Iterator[Store]:
    with open_store(url, clock=clock) as opened:
        yield opened


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


def keep_news(store: Store, outlet: str = "one") -> None:
    revision = keep_revision(store, a_revision(document=f"https://{outlet}.example/1"))
    keep_claims(store, a_claim(revision))


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


@pytest.mark.parametrize(
    ("zone", "now", "due"),
    [
        ("UTC", datetime(2014, 8, 14, 7, tzinfo=UTC), datetime(2014, 8, 14, 7, tzinfo=UTC)),
        ("UTC", datetime(2014, 8, 14, 6, 59, tzinfo=UTC), datetime(2014, 8, 13, 7, tzinfo=UTC)),
        (
            "America/New_York",
            datetime(2014, 8, 14, 11, 30, tzinfo=UTC),
            datetime(2014, 8, 14, 11, tzinfo=UTC),
        ),
        (
            "Pacific/Auckland",
            datetime(2014, 8, 13, 20, tzinfo=UTC),
            datetime(2014, 8, 13, 19, tzinfo=UTC),
        ),
    ],
    ids=["on time", "not yet today", "west", "east, where it is tomorrow"],
)
def test_the_digest_is_due_at_its_local_time(zone: str, now: datetime, due: datetime) -> None:
    assert jobs.digest_due(DigestSettings(at=time(7), time_zone=zone), now) == due


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
    config = a_config(a_source())
    dies, crawls = Crawls(StorageError("disk full")), Crawls()
    with pytest.raises(StorageError):
        jobs.crawl_source_job(config, store, clock, key="outlet", due=SEVEN, crawl=dies)
    again: dict[str, Any] = {"key": "outlet", "due": SEVEN, "crawl": crawls}
    assert not jobs.crawl_source_job(config, store, clock, **again), "it may still live"
    clock.now += jobs.LEASE
    assert jobs.crawl_source_job(config, store, clock, **again)
    assert crawls.seen == ["outlet"]


def test_a_crawl_that_was_told_to_stop_gives_its_slot_back(store: Store, clock: Clock) -> None:
    config = a_config(a_source())
    stopped, crawls = Crawls(jobs.StopRequested()), Crawls()
    with pytest.raises(jobs.StopRequested):
        jobs.crawl_source_job(config, store, clock, key="outlet", due=SEVEN, crawl=stopped)
    assert jobs.crawl_source_job(config, store, clock, key="outlet", due=SEVEN, crawl=crawls)
    store.free_slot(jobs.crawl_job_name("outlet"), SEVEN)
    assert store.last_slot(jobs.crawl_job_name("outlet")) == SEVEN, "what is done stays done"


def test_a_source_that_is_not_configured(store: Store, clock: Clock) -> None:
    with pytest.raises(NotFoundError, match=r"sources\.toml"):
        jobs.crawl_source_job(a_config(), store, clock, key="gone", due=SEVEN, crawl=Crawls())


# The digest


def test_a_message_for_each_reader_once_a_day(store: Store, clock: Clock) -> None:
    readers = ["a@example.org", "b@example.org"]
    config = a_config(a_source(), digest={"recipients": readers})
    keep_news(store)
    made = [jobs.digest_job(config, store, clock, due=SEVEN) for _ in range(2)]
    assert made == [True, False]
    waiting = store.due_messages(SEVEN)
    assert [one.reader for one in waiting] == readers
    assert len({one.message_id for one in waiting}) == 2


def test_two_daemons_make_one_digest(url: str, store: Store, clock: Clock) -> None:
    keep_news(store)

    def daemon() -> bool:
        with open_store(url, clock=clock) as mine:
            return jobs.digest_job(a_config(a_source()), mine, clock, due=SEVEN)

    assert sorted(map(bool, at_once(*[daemon] * 4))) == [False, False, False, True]
    assert len(store.due_messages(SEVEN)) == 1


def test_each_news_is_in_one_digest(store: Store, clock: Clock) -> None:
    config = a_config(a_source())
    for outlet, seats in (("one", 150), ("two", 250), ("three", 350)):
        text = f"Customers need {seats} seats or more"
        revision = a_revision(document=f"https://{outlet}.example/1", text=text, title=outlet)
        claim = a_claim(keep_revision(store, revision), facet=outlet)
        keep_claims(store, claim, slot=outlet)
        assert jobs.digest_job(config, store, clock, due=clock())
        clock.now += DAY
    texts = [one.message.decode() for one in store.due_messages(clock())]
    assert [
        [text.count(f"{outlet}.example/1") > 0 for outlet in ("one", "two", "three")]
        for text in texts
    ] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]


def test_after_a_long_pause_it_is_bounded(store: Store, clock: Clock) -> None:
    config = a_config(a_source(), digest={"max_days_back": 2})
    keep_news(store)
    clock.now += 5 * DAY
    assert jobs.digest_job(config, store, clock, due=clock())
    assert b"Nothing new" in store.due_messages(clock())[0].message


def test_a_changed_time_makes_no_second_digest_that_day(store: Store, clock: Clock) -> None:
    config = a_config(a_source())
    keep_news(store)
    assert jobs.digest_job(config, store, clock, due=SEVEN)
    clock.now += 2 * HOUR
    keep_news(store, "two")
    assert not jobs.digest_job(config, store, clock, due=SEVEN + 2 * HOUR)
    clock.now += DAY
    assert jobs.digest_job(config, store, clock, due=SEVEN + 2 * HOUR + DAY)
    assert b"1 further claim" in store.due_messages(clock())[1].message, "it waited, unlost"


@pytest.mark.parametrize(("send", "messages"), [(True, 1), (False, 0)])
def test_a_quiet_day(store: Store, clock: Clock, send: bool, messages: int) -> None:
    config = a_config(a_source(), digest={"send_when_quiet": send})
    assert jobs.digest_job(config, store, clock, due=SEVEN)
    assert len(store.due_messages(SEVEN)) == messages
    assert store.last_slot(jobs.DIGEST) == SEVEN


def test_nobody_to_tell_leaves_the_news_for_whoever_comes(store: Store, clock: Clock) -> None:
    keep_news(store)
    assert not jobs.digest_job(a_config(digest={"recipients": []}), store, clock, due=SEVEN)
    assert jobs.digest_job(a_config(), store, clock, due=SEVEN)


def test_just_set_up_it_makes_up_for_no_digest(store: Store, clock: Clock) -> None:
    clock.now += 8 * HOUR
    assert not jobs.digest_job(a_config(a_source()), store, clock, due=SEVEN)
    assert store.last_slot(jobs.DIGEST) is None


def test_a_reader_who_cannot_be_written_to_stops_nobody(store: Store, clock: Clock) -> None:
    config = a_config(digest={"recipients": ["nobody", READER]})
    assert jobs.digest_job(config, store, clock, due=SEVEN)
    assert [one.reader for one in store.due_messages(SEVEN)] == [READER]
    assert "'nobody' is no mail address" in store.failures()[0].message
