"""The digests: each reader's own, made once a local day whoever makes it and whatever fails."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from monitor import jobs
from monitor.config import Config
from monitor.config.reader import Reader, Wishes
from monitor.storage import Store, open_store
from tests.builders import a_claim, a_revision, keep_claims, keep_revision
from tests.digest.parts import READER, Clock, a_config, a_reader, a_source, at_once
from tests.jobs.conftest import SEVEN

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def keep_news(store: Store, outlet: str = "one", **changes: Any) -> None:
    """A claim of a text of the outlet's own, in a slot of its own."""
    text = f"Customers need 150 seats or more, the {outlet} says."
    revision = a_revision(document=f"https://{outlet}.example/1", title=outlet, text=text)
    keep_claims(store, a_claim(keep_revision(store, revision), **changes), slot=outlet)


def last_slot(store: Store, reader: Reader | None = None) -> datetime | None:
    return store.last_slot(jobs.digest_job_name(reader or a_reader()))


def days_queued(store: Store, now: datetime) -> list[date]:
    return [one.day for one in store.due_messages(now)]


# When a digest is due


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


DUE = [
    pytest.param({}, "2014-08-14 07:00", "2014-08-14 07:00", id="on time"),
    pytest.param({}, "2014-08-14 06:59", "2014-08-13 07:00", id="not yet today"),
    pytest.param(
        {"time_zone": "America/New_York"}, "2014-08-14 11:30", "2014-08-14 11:00", id="west"
    ),
    pytest.param(
        {"time_zone": "Pacific/Auckland"},
        "2014-08-13 20:00",
        "2014-08-13 19:00",
        id="east, where it is tomorrow",
    ),
    pytest.param(
        {"days": ["mon"]}, "2014-08-14 08:00", "2014-08-11 07:00", id="weekly: the last Monday"
    ),
    pytest.param(
        {"days": ["thu"]}, "2014-08-14 06:00", "2014-08-07 07:00", id="weekly: not yet today"
    ),
    pytest.param(
        {"days": ["mon", "fri"]}, "2014-08-17 12:00", "2014-08-15 07:00", id="two days a week"
    ),
]


@pytest.mark.parametrize(("wishes", "now", "due"), DUE)
def test_a_digest_is_due_at_its_local_time(wishes: dict[str, Any], now: str, due: str) -> None:
    assert jobs.digest_due(Wishes.model_validate(wishes), at(now)) == at(due)


# The days around each change of the clock; the moment of the digest on the day itself.
NIGHTS = [
    pytest.param(
        "Europe/Berlin", "07:00", "2024-03-30", {"2024-03-31": "05:00"}, id="spring: an hour sooner"
    ),
    pytest.param(
        "Europe/Berlin",
        "02:30",
        "2024-03-30",
        {"2024-03-30": "01:30", "2024-03-31": "01:30", "2024-04-01": "00:30"},
        id="spring: a time that is not there comes an hour later by the clock",
    ),
    pytest.param(
        "Europe/Berlin",
        "02:30",
        "2024-10-26",
        {"2024-10-26": "00:30", "2024-10-27": "00:30", "2024-10-28": "01:30"},
        id="autumn: of a time that comes twice the first one",
    ),
    pytest.param(
        "America/New_York", "02:30", "2024-03-09", {"2024-03-10": "07:30"}, id="spring in New York"
    ),
    pytest.param(
        "America/New_York", "01:30", "2024-11-02", {"2024-11-03": "05:30"}, id="autumn in New York"
    ),
    pytest.param(
        "Australia/Lord_Howe",
        "02:15",
        "2024-10-05",
        {"2024-10-06": "15:45"},
        id="a clock put forward by half an hour",
    ),
    pytest.param(
        "America/Sao_Paulo",
        "00:00",
        "2018-11-03",
        {"2018-11-04": "03:00"},
        id="a day that begins at one o'clock",
    ),
    pytest.param(
        "America/Sao_Paulo",
        "23:30",
        "2018-02-16",
        {"2018-02-17": "01:30"},
        id="a day whose last hour comes twice",
    ),
    pytest.param(
        "Asia/Kathmandu", "07:00", "2024-05-01", {"2024-05-02": "01:15"}, id="an odd zone"
    ),
]


@pytest.mark.parametrize(("zone", "time", "first", "moments"), NIGHTS)
def test_one_digest_a_local_day_whatever_the_clocks_do(
    store: Store, clock: Clock, zone: str, time: str, first: str, moments: dict[str, str]
) -> None:
    """A daemon looks every half hour from the first on, over three days of its reader."""
    reader = a_reader(time_zone=zone, at=f"{time}:00")
    config = a_config(a_source(), readers=[reader])
    begin = jobs.digest_due(reader, at(f"{first} 12:00"))
    made = dict[date, datetime]()
    clock.now = begin
    while clock.now < begin + 3 * DAY - 2 * HOUR:
        if jobs.make_digests(config, store, clock):
            day = clock.now.astimezone(ZoneInfo(zone)).date()
            assert day not in made, "two on one day"
            made[day] = clock.now
        clock.move(minutes=30)
    days = sorted(made)
    assert len(days) == 3
    assert days == [days[0] + n * DAY for n in range(3)], "no day without one"
    for day, moment in moments.items():
        assert f"{made[date.fromisoformat(day)]:%H:%M}" == moment
    assert days_queued(store, clock.now) == days


@pytest.mark.parametrize("days", [["fri"], ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]])
def test_a_day_that_a_zone_left_out_is_no_digest_in_the_future(days: list[str]) -> None:
    """Samoa had no 30 December 2011; a Friday."""
    wishes = Wishes.model_validate({"time_zone": "Pacific/Apia", "days": days})
    now = at("2011-12-30 10:01")  # one minute into the 31st there
    assert jobs.digest_due(wishes, now) <= now


STARTS = [
    pytest.param({}, None, "2014-08-14 07:00", "2014-08-07 07:00", id="the first: a week back"),
    pytest.param(
        {}, "2014-08-13 07:00", "2014-08-14 07:00", "2014-08-13 07:00", id="where the last ended"
    ),
    pytest.param(
        {}, "2014-06-01 07:00", "2014-08-14 07:00", "2014-08-07 07:00", id="after a pause: bounded"
    ),
    pytest.param(
        {"max_days_back": 30},
        "2014-08-01 07:00",
        "2014-08-14 07:00",
        "2014-08-01 07:00",
        id="wider",
    ),
    pytest.param(
        {"days": ["mon"], "time_zone": "Europe/Berlin"},
        "2024-10-21 05:00",
        "2024-10-28 06:00",
        "2024-10-21 05:00",
        id="a week with an hour more is a week",
    ),
]


@pytest.mark.parametrize(("wishes", "last", "due", "start"), STARTS)
def test_a_digest_begins_where_the_last_one_ended(
    wishes: dict[str, Any], last: str | None, due: str, start: str
) -> None:
    ended = at(last) if last else None
    assert jobs.digest_start(Wishes.model_validate(wishes), ended, at(due)) == at(start)


# Made once


def test_a_message_for_each_reader_once_a_day(store: Store, clock: Clock) -> None:
    readers = [a_reader("a@example.org"), a_reader("B <b@example.org>")]
    config = a_config(a_source(), readers=readers)
    keep_news(store)
    assert [jobs.make_digests(config, store, clock) for _ in range(2)] == [2, 0]
    waiting = store.due_messages(SEVEN)
    assert [one.reader for one in waiting] == ["a@example.org", "b@example.org"]
    assert len({one.message_id for one in waiting}) == 2
    assert b"To: B <b@example.org>" in waiting[1].message


def test_each_reader_at_a_time_of_their_own(store: Store, clock: Clock) -> None:
    late = a_reader("late@example.org", at="09:00:00", time_zone="Europe/Berlin")
    weekly = a_reader("weekly@example.org", days=["fri"])
    config = a_config(a_source(), readers=[a_reader(), late, weekly])
    keep_news(store)
    got = dict[str, int]()
    for _ in range(7 * 8):
        jobs.make_digests(config, store, clock)
        clock.now += 3 * HOUR
    for message in store.due_messages(clock.now):
        got[message.reader] = got.get(message.reader, 0) + 1
    assert got == {READER: 7, "late@example.org": 7, "weekly@example.org": 1}


def test_readers_of_the_same_hours_share_what_is_read(store: Store, clock: Clock) -> None:
    asked = list[Any]()

    class Counting(Store):
        def claims_recorded(self, *window: Any) -> Any:
            asked.append(window)
            return super().claims_recorded(*window)

    counting = Counting(store._engine, clock, store.again)
    readers = [a_reader(f"{name}@example.org") for name in "abcdefgh"]
    readers.append(a_reader("z@example.org", time_zone="Asia/Tokyo"))
    assert jobs.make_digests(a_config(a_source(), readers=readers), counting, clock) >= 8
    assert len(asked) == 2


def test_two_daemons_make_one_digest(url: str, store: Store, clock: Clock) -> None:
    keep_news(store)

    def daemon() -> int:
        with open_store(url, clock=clock) as mine:
            return jobs.make_digests(a_config(a_source()), mine, clock)

    assert sorted(map(int, at_once(*[daemon] * 4))) == [0, 0, 0, 1]  # type: ignore[call-overload]
    assert len(store.due_messages(SEVEN)) == 1


def test_each_news_is_in_one_digest(store: Store, clock: Clock) -> None:
    config = a_config(a_source())
    for outlet in ("one", "two", "three"):
        keep_news(store, outlet, facet=outlet)
        assert jobs.make_digests(config, store, clock)
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


def test_after_a_long_pause_it_is_bounded_and_says_so(store: Store, clock: Clock) -> None:
    config = a_config(a_source(), readers=[a_reader(max_days_back=2)])
    assert jobs.make_digests(config, store, clock)
    clock.now += HOUR
    keep_news(store)
    clock.now += 5 * DAY
    assert jobs.make_digests(config, store, clock)
    message = store.due_messages(clock())[1].message.decode()
    assert "Nothing new" in message
    assert "The last digest ended Thu 14 Aug 2014 07:00" in message


def test_a_changed_time_makes_no_second_digest_that_day(store: Store, clock: Clock) -> None:
    keep_news(store)
    assert jobs.make_digests(a_config(a_source()), store, clock)
    later = a_config(a_source(), readers=[a_reader(at="09:00:00")])
    clock.now += 2 * HOUR
    keep_news(store, "two")
    assert not jobs.make_digests(later, store, clock)
    clock.now += DAY
    assert jobs.make_digests(later, store, clock)
    assert b"two.example" in store.due_messages(clock())[1].message, "it waited, unlost"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Pacific/Auckland", "America/New_York"),
        ("America/New_York", "Pacific/Auckland"),
        ("Europe/Berlin", "UTC"),
    ],
)
def test_a_changed_zone_makes_no_second_digest_of_a_day(
    store: Store, clock: Clock, before: str, after: str
) -> None:
    """Over the day of the change every look is taken; what one digest leaves the next has."""
    clock.now = jobs.digest_due(a_reader(time_zone=before), SEVEN)
    keep_news(store)
    assert jobs.make_digests(a_config(readers=[a_reader(time_zone=before)]), store, clock)
    clock.now += HOUR
    keep_news(store, "two", facet="two")
    moved = a_config(readers=[a_reader(time_zone=after)])
    for _ in range(48):
        clock.now += HOUR
        jobs.make_digests(moved, store, clock)
    messages = store.due_messages(clock())
    days = [one.day for one in messages]
    assert len(set(days)) == len(days)
    assert sum(b"https://two.example/1" in one.message for one in messages) == 1


def test_another_name_beside_a_mailbox_is_the_same_reader(store: Store, clock: Clock) -> None:
    keep_news(store)
    assert jobs.make_digests(a_config(readers=[a_reader("a@example.org")]), store, clock)
    renamed = a_config(readers=[a_reader("Ann <A@example.org>")])
    assert not jobs.make_digests(renamed, store, clock)


@pytest.mark.parametrize(("send", "messages"), [(True, 1), (False, 0)])
def test_a_quiet_day(store: Store, clock: Clock, send: bool, messages: int) -> None:
    config = a_config(a_source(), readers=[a_reader(send_when_quiet=send)])
    assert jobs.make_digests(config, store, clock)
    assert len(store.due_messages(SEVEN)) == messages
    assert last_slot(store) == SEVEN


def test_a_day_is_quiet_for_whom_nothing_was_wished(store: Store, clock: Clock) -> None:
    keep_news(store)
    quiet = a_reader(tell=["contradiction"], send_when_quiet=False)
    elsewhere = a_reader("b@example.org", topics=["another"], send_when_quiet=False)
    assert jobs.make_digests(a_config(readers=[quiet, elsewhere]), store, clock) == 2
    assert store.due_messages(SEVEN) == ()


def test_whoever_comes_later_is_told_of_the_days_before(store: Store, clock: Clock) -> None:
    keep_news(store)
    assert not jobs.make_digests(a_config(readers=[]), store, clock)
    clock.now += DAY
    assert jobs.make_digests(a_config(), store, clock)
    assert b"one.example" in store.due_messages(clock.now)[0].message


def test_just_set_up_it_makes_up_for_no_digest(store: Store, clock: Clock) -> None:
    clock.now += 8 * HOUR
    assert not jobs.make_digests(a_config(a_source()), store, clock)
    assert last_slot(store) is None


def test_a_digest_that_cannot_be_written_stops_nobody(store: Store, clock: Clock) -> None:
    """`config check` refuses such an address; what is built of one elsewhere must end here."""
    nobody = Reader.model_construct(**{**a_reader().model_dump(), "address": "=?x?q?=0A?= <a@b.c>"})
    config: Config = a_config(readers=[nobody, a_reader()])
    jobs.make_digests(config, store, clock)
    assert READER in [one.reader for one in store.due_messages(SEVEN)]
