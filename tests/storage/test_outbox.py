from __future__ import annotations

from datetime import date, timedelta

import pytest

from monitor.storage import Store
from tests.builders import NOON
from tests.storage.conftest import Clock, race

DAY = date(2014, 8, 1)
HOUR = timedelta(hours=1)


def test_one_of_many_takes_the_message(store: Store, url: str, clock: Clock) -> None:
    queued = race(url, clock, lambda mine: mine.queue_message("ann@x.example", DAY, b"m", "<1>"))
    assert sum(queued) == 1
    (message,) = store.due_messages(NOON)
    taken = race(url, clock, lambda mine: mine.take_message(message.id, NOON) is not None)
    assert sum(taken) == 1
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


def settle(store: Store, message: int, attempt: int, state: str) -> bool:
    """As the process would whose try it was."""
    later = NOON + HOUR if state == "queued" else None
    return store.settle_message(
        message,
        attempt=attempt,
        state=state,  # type: ignore[arg-type]
        error="450 later" if later else None,
        next_attempt=later,
    )


@pytest.mark.parametrize("state", ["sent", "failed", "unconfirmed"])
def test_a_settled_message_is_not_sent_again(store: Store, state: str) -> None:
    message = queue_one(store)
    assert store.take_message(message, NOON) == 1
    settle(store, message, 1, state)
    assert store.due_messages(NOON + 1000 * HOUR) == ()
    assert store.take_message(message, NOON) is None
    assert store.counts()[f"messages {state}"] == 1


def test_a_message_queue_again_waits_for_its_next_attempt(store: Store) -> None:
    message = queue_one(store)
    store.take_message(message, NOON)
    assert settle(store, message, 1, "queued")
    assert store.due_messages(NOON) == ()
    assert store.take_message(message, NOON) is None
    (again,) = store.due_messages(NOON + HOUR)
    assert (again.id, again.attempts) == (message, 1)


def test_a_message_whose_process_died(store: Store) -> None:
    message = queue_one(store)
    store.take_message(message, NOON + HOUR)
    assert store.sending_since(NOON) == ()
    assert [left.id for left in store.sending_since(NOON + HOUR)] == [message]
    store.queue_again(NOON, NOON + HOUR)
    assert store.due_messages(NOON + HOUR) == (), "its process may live"
    store.queue_again(NOON + HOUR, NOON + HOUR)
    assert store.sending_since(NOON + HOUR) == ()
    assert store.take_message(message, NOON + HOUR) == 2
    assert settle(store, message, 2, "unconfirmed")
    store.queue_again(NOON + HOUR, NOON + HOUR)
    assert store.due_messages(NOON + HOUR) == (), "its end was sent"
    assert settle(store, message, 2, "sent"), "the process was slow, and not dead"


@pytest.mark.parametrize("late", ["queued", "unconfirmed", "sent", "failed"])
@pytest.mark.parametrize(
    "meanwhile",
    [
        pytest.param((), id="put back"),
        pytest.param(("sending",), id="taken by another"),
        pytest.param(("sending", "unconfirmed"), id="sent to its end by another"),
        pytest.param(("sending", "sent"), id="sent by another"),
        pytest.param(("sending", "queued"), id="taken by another, and put back by it"),
    ],
)
def test_a_try_that_was_given_up_settles_nothing(
    store: Store, meanwhile: tuple[str, ...], late: str
) -> None:
    message = queue_one(store)
    assert store.take_message(message, NOON) == 1
    store.queue_again(NOON, NOON)
    for state in meanwhile:
        if state == "sending":
            assert store.take_message(message, NOON) == 2
        else:
            assert settle(store, message, 2, state)
    before = store.counts()
    assert not settle(store, message, 1, late)
    assert store.counts() == before


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
            attempt=1,
            state=state,  # type: ignore[arg-type]
            error=None,
            next_attempt=next_attempt,  # type: ignore[arg-type]
        )


def test_what_nobody_took_cannot_be_settled(store: Store) -> None:
    assert not settle(store, queue_one(store), 0, "sent")


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
    assert store.take_message(first.id, clock()) == 1
    store.settle_message(first.id, attempt=1, state="failed", error="404", next_attempt=None)
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
