"""The delivery job: each message sent at most once, and never lost."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import textwrap
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor import jobs
from monitor.config import Config
from monitor.storage import Store, open_store
from tests.digest.parts import READER, Clock, Postmaster, a_config, at_once, mail_server
from tests.jobs.conftest import SEVEN

HOUR = timedelta(hours=1)
# Far more than anything takes; only a failing test waits so long.
PATIENCE = 30
DAY = timedelta(days=1)


def queue(store: Store, *readers: str) -> None:
    for reader in readers:
        message = f"To: {reader}\r\nSubject: news\r\n\r\nnews\r\n".encode()
        assert store.queue_message(reader, SEVEN.date(), message, f"<{reader}>")


def to(port: int) -> Config:
    return a_config(smtp={"port": port})


def state_of(store: Store) -> dict[str, int]:
    """How many messages are in each state."""
    counts = {name.removeprefix("messages "): many for name, many in store.counts().items()}
    states = ("queued", "sending", "sent", "failed", "unconfirmed")
    return {state: counts[state] for state in states if counts[state]}


def test_sends_each_message_once(store: Store, clock: Clock) -> None:
    queue(store, "a@example.org", "b@example.org")
    postmaster = Postmaster()
    with mail_server(postmaster) as port:
        first = jobs.deliver_job(to(port), store, clock)
        second = jobs.deliver_job(to(port), store, clock)
    assert (first, second) == (jobs.DeliveryReport(sent=2), jobs.DeliveryReport())
    assert postmaster.recipients == ["a@example.org", "b@example.org"]


def test_two_daemons_send_a_message_once(url: str, store: Store, clock: Clock) -> None:
    queue(store, READER)
    postmaster = Postmaster()
    with mail_server(postmaster) as port:

        def daemon() -> object:
            with open_store(url, clock=clock) as mine:
                return jobs.deliver_job(to(port), mine, clock).sent

        sent = at_once(*[daemon] * 4)
    assert sent.count(1) == 1
    assert len(postmaster.taken) == 1


@pytest.mark.parametrize(
    ("postmaster", "state"),
    [
        pytest.param(Postmaster(rcpt="550 no such user"), "failed", id="refused for good"),
        pytest.param(Postmaster(data="552 too large"), "failed", id="refused after DATA"),
        pytest.param(Postmaster(rcpt="450 come back"), "queued", id="greylisted"),
        pytest.param(Postmaster(rcpt=""), "queued", id="gone before DATA"),
        pytest.param(Postmaster(data=""), "unconfirmed", id="gone after DATA"),
    ],
)
def test_what_became_of_it_is_recorded(
    store: Store, clock: Clock, postmaster: Postmaster, state: str
) -> None:
    queue(store, READER)
    with mail_server(postmaster) as port:
        jobs.deliver_job(to(port), store, clock)
    assert state_of(store) == {state: 1}
    (failure,) = store.failures()
    assert failure.kind == "delivery"
    assert f"for {READER} {state}" in failure.message


@pytest.mark.parametrize("state", ["failed", "unconfirmed"])
def test_what_is_settled_is_never_sent_again(store: Store, clock: Clock, state: Any) -> None:
    queue(store, READER)
    (message,) = store.due_messages(SEVEN)
    assert store.take_message(message.id, SEVEN) == 1
    store.settle_message(message.id, attempt=1, state=state, error="no answer", next_attempt=None)
    clock.now += DAY
    postmaster = Postmaster()
    with mail_server(postmaster) as port:
        assert jobs.deliver_job(to(port), store, clock) == jobs.DeliveryReport()
    assert postmaster.taken == []


def test_greylisted_mail_comes_through_later(store: Store, clock: Clock) -> None:
    queue(store, READER)
    postmaster = Postmaster(rcpt="450 come back later")
    with mail_server(postmaster) as port:
        assert jobs.deliver_job(to(port), store, clock).waiting == 1
        postmaster.rcpt = "250 OK"
        assert jobs.deliver_job(to(port), store, clock) == jobs.DeliveryReport(), "too early"
        clock.now += jobs.FIRST_RETRY
        assert jobs.deliver_job(to(port), store, clock).sent == 1
    assert len(postmaster.taken) == 1


def test_a_server_that_is_short_of_room_for_a_while(store: Store, clock: Clock) -> None:
    """451 after the whole message: it has taken nothing, and says so."""
    queue(store, READER)
    postmaster = Postmaster(data="451 no room now")
    with mail_server(postmaster) as port:
        assert jobs.deliver_job(to(port), store, clock).waiting == 1
        postmaster.data = "250 OK"
        clock.now += jobs.FIRST_RETRY
        assert jobs.deliver_job(to(port), store, clock).sent == 1
    assert len(postmaster.taken) == 1


def test_a_server_that_is_down_for_a_week_loses_nothing(store: Store, clock: Clock) -> None:
    """Each morning's digest is made meanwhile; all come within the hour once it is back."""
    with socket.socket() as down:
        down.bind(("127.0.0.1", 0))  # bound and not listening: connecting is refused
        config = to(down.getsockname()[1])
        for _ in range(8 * 8):
            jobs.make_digests(config, store, clock)
            jobs.deliver_job(config, store, clock)
            clock.now += 3 * HOUR
    assert state_of(store) == {"queued": 8}
    postmaster = Postmaster()
    with mail_server(postmaster) as port:
        jobs.deliver_job(to(port), store, clock)
        clock.now += jobs.LONGEST_RETRY
        jobs.deliver_job(to(port), store, clock)
    assert state_of(store) == {"sent": 8}
    assert len({message["Message-ID"] for message in postmaster.taken}) == 8


def test_a_server_that_is_down_for_a_month_is_given_up(store: Store, clock: Clock) -> None:
    queue(store, READER)
    clock.now += jobs.MOST_DELAY - 2 * jobs.LONGEST_RETRY
    with mail_server(Postmaster(rcpt="421 down")) as port:
        while state_of(store) == {"queued": 1}:
            jobs.deliver_job(to(port), store, clock)
            clock.now += jobs.LONGEST_RETRY
    assert state_of(store) == {"failed": 1}
    assert jobs.MOST_DELAY <= clock.now - SEVEN <= jobs.MOST_DELAY + 3 * jobs.LONGEST_RETRY
    assert "failed" in store.failures()[-1].message, "and that is told"


PROGRAM = """
    import sys
    from datetime import UTC, datetime
    from monitor import jobs
    from monitor.storage import open_store
    from tests.digest.parts import a_config

    with open_store(sys.argv[1]) as store:
        config = a_config(smtp={"port": int(sys.argv[2]), "timeout": 60})
        jobs.deliver_job(config, store, lambda: datetime.now(UTC))
"""


class Silent(Postmaster):
    """Takes a message, rings, and answers only when it is let go."""

    def __init__(self, point: str) -> None:
        super().__init__()
        self.point = point
        self.reached, self.let_go = threading.Event(), threading.Event()

    async def _wait(self) -> None:
        self.reached.set()
        await asyncio.to_thread(self.let_go.wait, PATIENCE)

    async def handle_RCPT(self, *given: Any) -> str:
        if self.point == "RCPT":
            await self._wait()
        return await super().handle_RCPT(*given)

    async def handle_DATA(self, *given: Any) -> str:
        answer = await super().handle_DATA(*given)
        if self.point == "DATA":
            await self._wait()
        return answer


@pytest.mark.parametrize(
    ("point", "state", "copies"),
    [
        pytest.param("RCPT", "sent", 1, id="before the message: sent by the next"),
        pytest.param("DATA", "unconfirmed", 1, id="between its end and the answer: never again"),
    ],
)
def test_killed_while_it_sends(
    url: str, store: Store, clock: Clock, point: str, state: str, copies: int
) -> None:
    queue(store, READER)
    silent = Silent(point)
    program = [sys.executable, "-c", textwrap.dedent(PROGRAM), url]
    with mail_server(silent) as port:
        with subprocess.Popen([*program, str(port)], cwd=Path(__file__).parent.parent) as sending:
            assert silent.reached.wait(PATIENCE)
            sending.kill()
        silent.let_go.set()
    postmaster = Postmaster()
    clock.now = datetime.now(UTC) + jobs.LEASE + HOUR
    with mail_server(postmaster) as port:
        jobs.deliver_job(to(port), store, clock)
    assert state_of(store) == {state: 1}
    assert len(silent.taken) + len(postmaster.taken) == copies


@pytest.mark.parametrize(
    ("answers", "states"),
    [
        pytest.param({}, [{"sent": 1}] * 3, id="sent by the other"),
        pytest.param({"data": ""}, [{"unconfirmed": 1}] * 3, id="sent to its end by the other"),
        pytest.param(
            {"rcpt": "450 later"},
            [{"queued": 1}, {"queued": 1}, {"sent": 1}],
            id="put back by the other",
        ),
    ],
)
def test_held_up_for_longer_than_its_lease(
    url: str, store: Store, clock: Clock, answers: dict[str, str], states: list[dict[str, int]]
) -> None:
    """A machine that was suspended wakes up when another process had the message."""
    queue(store, READER)
    silent, postmaster, reports = Silent("RCPT"), Postmaster(**answers), list[object]()
    with mail_server(silent) as port, mail_server(postmaster) as other_port:
        patient = a_config(smtp={"port": port, "timeout": 2 * PATIENCE})

        def suspended() -> None:
            with open_store(url, clock=clock) as mine:
                reports.append(jobs.deliver_job(patient, mine, clock))

        thread = threading.Thread(target=suspended)
        thread.start()
        assert silent.reached.wait(PATIENCE)
        clock.now += 2 * jobs.LEASE
        jobs.deliver_job(to(other_port), store, clock)
        found = [state_of(store)]
        silent.let_go.set()
        thread.join(PATIENCE)
        found.append(state_of(store))
        clock.now += DAY
        postmaster.rcpt = postmaster.data = "250 OK"
        jobs.deliver_job(to(other_port), store, clock)
    assert [*found, state_of(store)] == states
    assert reports == [jobs.DeliveryReport()], "it was the other's to send, and to tell of"
    assert (len(silent.taken), len(postmaster.taken)) == (0, 1)


def test_one_bad_address_stops_nobody(store: Store, clock: Clock) -> None:
    queue(store, "nobody", READER)
    postmaster = Postmaster()
    with mail_server(postmaster) as port:
        report = jobs.deliver_job(to(port), store, clock)
    assert report == jobs.DeliveryReport(sent=1, failed=1)


def test_what_a_dead_process_had_not_sent_is_sent_after_its_lease(
    store: Store, clock: Clock
) -> None:
    queue(store, READER)
    (message,) = store.due_messages(SEVEN)
    assert store.take_message(message.id, SEVEN) == 1  # and here it died
    postmaster = Postmaster()
    with mail_server(postmaster) as port:
        assert jobs.deliver_job(to(port), store, clock) == jobs.DeliveryReport(), "it may live"
        clock.now += jobs.LEASE
        assert jobs.deliver_job(to(port), store, clock).sent == 1
    assert len(postmaster.taken) == 1


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(0, 5), (1, 10), (2, 20), (3, 40), (4, 60), (5000, 60)]
)
def test_back_off_doubles_up_to_a_limit(attempts: int, minutes: int) -> None:
    assert jobs.retry_after(attempts) == timedelta(minutes=minutes)
