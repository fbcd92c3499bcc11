from __future__ import annotations

from datetime import date, timedelta

import pytest

from monitor.errors import NotFoundError
from monitor.storage import Store
from tests.builders import NOON
from tests.storage.conftest import Clock, race

DAY = date(2014, 8, 1)
HOUR = timedelta(hours=1)


def test_one_of_many_takes_the_message(store: Store, url: str, clock: Clock) -> None:
    queued = race(url, clock, lambda mine: mine.queue_message("ann@x.example", DAY, b"m", "<1>"))
    assert sum(queued) == 1
    (message,) = store.due_messages(NOON)
    assert sum(race(url, clock, lambda mine: mine.take_message(message.id, NOON))) == 1
    assert store.due_messages(NOON) == ()


def queue_one(store: Store) -> int:
    store.queue_message("ann@x.example", DAY, b"Subject: \xff\r\n", "<1@x.example>")
    (message,) = store.due_messages(NOON)
    return message.id


def test_one_message_a_reader_and_day(store: Store) -> None:
    queue_one(store)
    assert not store.queue_message("ann@x.example", DAY, b"another", "<2@x.example>")
    assert store.queue_message("bob@x.example", DAY, b"his", "<3@x.example>")
    assert store.queue_message("ann@x.example", date(2014, 8, 2), b"next", "<4@x.example>")
    first, second, third = store.due_messages(NOON)
    assert (first.reader, first.day, first.message) == ("ann@x.example", DAY, b"Subject: \xff\r\n")
    assert (first.message_id, first.attempts, first.queued) == ("<1@x.example>", 0, NOON)
    assert (second.reader, third.day) == ("bob@x.example", date(2014, 8, 2))


@pytest.mark.parametrize("state", ["sent", "failed", "unconfirmed"])
def test_a_settled_message_is_not_sent_again(store: Store, state: str) -> None:
    message = queue_one(store)
    assert store.take_message(message, NOON)
    store.settle_message(message, state=state, error=None, next_attempt=None)  # type: ignore[arg-type]
    assert store.due_messages(NOON + 1000 * HOUR) == ()
    assert not store.take_message(message, NOON)
    assert store.counts()[f"messages {state}"] == 1


def test_a_message_put_back_waits_for_its_next_attempt(store: Store) -> None:
    message = queue_one(store)
    store.take_message(message, NOON)
    store.settle_message(message, state="queued", error="450 later", next_attempt=NOON + HOUR)
    assert store.due_messages(NOON) == ()
    assert not store.take_message(message, NOON)
    (again,) = store.due_messages(NOON + HOUR)
    assert (again.id, again.attempts) == (message, 1)


def test_a_message_whose_process_died(store: Store) -> None:
    message = queue_one(store)
    store.take_message(message, NOON + HOUR)
    assert store.sending_since(NOON) == ()
    assert [left.id for left in store.sending_since(NOON + HOUR)] == [message]
    store.settle_message(message, state="unconfirmed", error="killed", next_attempt=None)
    store.settle_message(message, state="sent", error=None, next_attempt=None)
    assert store.sending_since(NOON + HOUR) == ()


@pytest.mark.parametrize(
    ("state", "next_attempt"),
    [
        pytest.param("queued", None, id="would wait for ever"),
        pytest.param("sent", NOON, id="would be sent twice"),
    ],
)
def test_only_a_queued_message_has_a_next_attempt(
    store: Store, state: str, next_attempt: object
) -> None:
    message = queue_one(store)
    store.take_message(message, NOON)
    with pytest.raises(ValueError, match="next attempt"):
        store.settle_message(
            message,
            state=state,  # type: ignore[arg-type]
            error=None,
            next_attempt=next_attempt,  # type: ignore[arg-type]
        )


def test_what_nobody_took_cannot_be_settled(store: Store) -> None:
    with pytest.raises(NotFoundError, match="there is no message"):
        store.settle_message(queue_one(store), state="sent", error=None, next_attempt=None)


def test_one_message_a_channel_reader_and_thing(store: Store) -> None:
    def queue(channel: str, reader: str, about: str | None) -> bool:
        return store.queue_message(reader, DAY, b"m", "<m>", channel=channel, about=about)  # type: ignore[arg-type]

    assert queue("mail", "ann", None)
    assert not queue("mail", "ann", "2014-08-01"), "a digest is about its day"
    assert queue("alert", "ann", "2014-08-01"), "an alert that is called like a reader"
    assert queue("alert", "ann", "relation-1"), "another thing on the same day"
    assert queue("alert", "bob", "relation-1"), "the same thing for another"
    assert not queue("alert", "ann", "relation-1")
    assert [(one.channel, one.reader, one.about) for one in store.due_messages(NOON)] == [
        ("mail", "ann", "2014-08-01"),
        ("alert", "ann", "2014-08-01"),
        ("alert", "ann", "relation-1"),
        ("alert", "bob", "relation-1"),
    ]


def test_what_another_message_tells_is_never_sent_by_itself(store: Store, clock: Clock) -> None:
    store.fold("alert", "ann", DAY, ["relation-1", "relation-2", "relation-1"])
    assert store.due_messages(NOON + 1000 * HOUR) == ()
    assert not store.queue_message("ann", DAY, b"m", "<m>", channel="alert", about="relation-1")
    assert store.queue_message("bob", DAY, b"m", "<m>", channel="alert", about="relation-1")
    asked = ("relation-2", "relation-3", *(f"{n:016}" for n in range(1200)))
    assert store.heard_of("alert", "ann", asked) == {"relation-2"}
    assert store.outcomes("alert", "ann") == ()
    messages = {name: many for name, many in store.counts().items() if name.startswith("messages")}
    assert sum(messages.values()) == 1, "what is folded is no message"


def test_outcomes_newest_first(store: Store, clock: Clock) -> None:
    for about in ("one", "two", "three"):
        store.queue_message("ann", DAY, b"m", "<m>", channel="alert", about=about)
        clock.move(hours=1)
    first = store.due_messages(clock())[0]
    assert store.take_message(first.id, clock())
    store.settle_message(first.id, state="failed", error="404", next_attempt=None)
    every = store.outcomes("alert", "ann")
    assert [(one.about, one.state) for one in every] == [
        ("three", "queued"),
        ("two", "queued"),
        ("one", "failed"),
    ]
    assert (every[-1].error, every[-1].queued, every[-1].changed) == ("404", NOON, clock())
    assert store.outcomes("alert", "ann", since=NOON) == every[:2]
    assert store.outcomes("alert", "ann", limit=1) == every[:1]
    assert store.outcomes("mail", "ann") == store.outcomes("alert", "bob") == ()
