"""Alerts through the outbox: each relation told to each receiver once, however it goes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from monitor import jobs
from monitor.config.alert import AlertConfig
from monitor.review import decide
from monitor.storage import Store, open_store
from monitor.types import Relation
from tests.alert.parts import VARIABLE, an_alert, at, keep_relation, with_alerts
from tests.alert.receiver import PATIENCE, Receiver, receiving
from tests.builders import NOON
from tests.digest.parts import Clock, Postmaster, a_config, at_once, mail_server

TITLE = "Contradiction on threshold: program"


@pytest.fixture
def clock() -> Clock:
    return Clock(NOON)


def watching(store: Store, clock: Clock, *alerts: AlertConfig) -> None:
    """These alerts are known from now on; the next relation is later."""
    assert jobs.alert_job(with_alerts(*alerts), store, clock) == 0
    clock.move(minutes=1)


def queued(store: Store, clock: Clock, *alerts: AlertConfig) -> int:
    return jobs.alert_job(with_alerts(*alerts), store, clock)


def outcomes(store: Store, name: str = "team") -> list[str]:
    return [one.state for one in store.outcomes("alert", name)]


# What is queued


def test_what_is_new_is_told_once_to_each(store: Store, clock: Clock) -> None:
    both = (an_alert(), an_alert(name="other", topics=["program"]))
    watching(store, clock, *both)
    relation = keep_relation(store)
    assert [queued(store, clock, *both) for _ in range(2)] == [2, 0]
    waiting = store.due_messages(clock())
    assert [(one.channel, one.reader, one.about) for one in waiting] == [
        ("alert", "team", relation.key),
        ("alert", "other", relation.key),
    ]


def test_what_was_there_before_the_alert_is_no_news(store: Store, clock: Clock) -> None:
    keep_relation(store, "old")
    clock.move(minutes=1)
    watching(store, clock, an_alert())
    assert queued(store, clock, an_alert()) == 0
    later = an_alert(name="later")
    keep_relation(store, "new")
    clock.move(minutes=1)
    assert queued(store, clock, an_alert(), later) == 1, "of one alone that began before"
    assert store.last_slot(jobs.alert_job_name(later)) == clock()


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        pytest.param({}, 1, id="a contradiction"),
        pytest.param({"news": False}, 0, id="found by a back-fill or a reread"),
        pytest.param({"kind": "tension"}, 0, id="a kind nobody asked for"),
        pytest.param({"hearsay": True}, 0, id="hearsay on both sides"),
        pytest.param({"a": ("gone",)}, 0, id="a side whose claims are gone"),
        pytest.param({"kind": "compatible"}, 0, id="what is never told"),
    ],
)
def test_what_is_worth_an_alert(
    store: Store, clock: Clock, kept: dict[str, Any], told: int
) -> None:
    alert = an_alert(min_first_hand=1)
    watching(store, clock, alert)
    keep_relation(store, **kept)
    assert queued(store, clock, alert) == told


def test_what_somebody_dismissed_is_told_to_nobody(store: Store, clock: Clock) -> None:
    watching(store, clock, an_alert())
    row = store.relation(keep_relation(store).key)
    decide(with_alerts(an_alert()), store, row, "dismissed", reason="misread", by="ann", at=clock())
    assert queued(store, clock, an_alert()) == 0


def test_the_same_relation_drawn_again_is_not_told_again(store: Store, clock: Clock) -> None:
    watching(store, clock, an_alert())
    relation = keep_relation(store)
    assert queued(store, clock, an_alert()) == 1
    for _ in range(2):
        store.put_relations("one", [])
        clock.move(days=8)
        store.put_relations("one", [relation])
        assert store.relation(relation.key).recorded == clock()
        assert queued(store, clock, an_alert()) == 0


def test_what_is_older_than_a_week_waits_for_no_alert(store: Store, clock: Clock) -> None:
    watching(store, clock, an_alert())
    keep_relation(store, "old")
    clock.move(days=6)
    keep_relation(store, "new")
    clock.move(days=1, minutes=1)
    assert queued(store, clock, an_alert()) == 1


def test_a_burst_is_folded_and_what_comes_after_it_waits_an_hour(
    store: Store, clock: Clock
) -> None:
    watching(store, clock, an_alert())
    for number in range(17):
        keep_relation(store, f"burst-{number}")
    assert queued(store, clock, an_alert()) == 5
    assert b"and 13 more" in store.due_messages(clock())[-1].message
    clock.move(minutes=1)
    keep_relation(store, "late")
    assert queued(store, clock, an_alert()) == 0
    clock.move(hours=1)
    assert queued(store, clock, an_alert()) == 1, "the late one alone: the others were told"
    clock.move(hours=2)
    assert queued(store, clock, an_alert()) == 0


def test_two_daemons_make_one_alert(url: str, store: Store, clock: Clock) -> None:
    watching(store, clock, an_alert())
    keep_relation(store)

    def daemon() -> int:
        with open_store(url, clock=clock) as mine:
            return queued(mine, clock, an_alert())

    assert sorted(at_once(*[daemon] * 4), key=str) == [0, 0, 0, 1]


def test_without_alerts_nothing_is_written(store: Store, clock: Clock) -> None:
    keep_relation(store)
    assert queued(store, clock) == 0
    assert store.due_messages(clock()) == ()


# How it is sent


def queue_one(store: Store, clock: Clock, *alerts: AlertConfig) -> Relation:
    """A relation that waits to be told to these."""
    watching(store, clock, *(alerts or (an_alert(),)))
    relation = keep_relation(store)
    assert queued(store, clock, *(alerts or (an_alert(),)))
    return relation


def deliver(store: Store, clock: Clock, environ: Any, *alerts: AlertConfig) -> jobs.DeliveryReport:
    config = with_alerts(*(alerts or (an_alert(),)))
    return jobs.deliver_job(config, store, clock, environ=environ)


def test_it_arrives_and_once(store: Store, clock: Clock) -> None:
    relation = queue_one(store, clock)
    with receiving(Receiver()) as receiver:
        first = deliver(store, clock, at(receiver.port))
        second = deliver(store, clock, at(receiver.port))
    assert (first, second) == (jobs.DeliveryReport(sent=1), jobs.DeliveryReport())
    (message,) = receiver.messages
    assert message["title"] == TITLE
    assert f"monitor show {relation.key}" in message["message"]
    assert "https://outlet.example/one/a" in message["message"]


def test_a_receiver_in_trouble_gets_it_later(store: Store, clock: Clock) -> None:
    queue_one(store, clock)
    with receiving(Receiver(500, 200)) as receiver:
        assert deliver(store, clock, at(receiver.port)).waiting == 1
        assert deliver(store, clock, at(receiver.port)) == jobs.DeliveryReport(), "too early"
        clock.now += jobs.FIRST_RETRY
        assert deliver(store, clock, at(receiver.port)).sent == 1
    assert receiver.titles == [TITLE, TITLE]
    (failure,) = store.failures()
    assert (failure.kind, "queued: alert team: the answer was 500" in failure.message) == (
        "delivery",
        True,
    )


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        pytest.param(400, "failed", id="refused for good"),
        pytest.param("hang up", "unconfirmed", id="taken, and no answer"),
        pytest.param("hang", "unconfirmed", id="taken, and no answer in time"),
    ],
)
def test_what_is_settled_is_never_sent_again(
    store: Store, clock: Clock, answer: int | str, state: str
) -> None:
    alert = an_alert(**({"timeout": 0.2} if answer == "hang" else {}))
    queue_one(store, clock, alert)
    with receiving(Receiver(answer)) as receiver:
        deliver(store, clock, at(receiver.port), alert)
        clock.move(days=1)
        assert deliver(store, clock, at(receiver.port), alert) == jobs.DeliveryReport()
        assert queued(store, clock, alert) == 0
    assert len(receiver.bodies) == 1
    assert outcomes(store) == [state]


def test_a_receiver_that_is_down_for_a_month_is_given_up(store: Store, clock: Clock) -> None:
    queue_one(store, clock)
    clock.now += jobs.MOST_DELAY - 2 * jobs.LONGEST_RETRY
    while outcomes(store) == ["queued"]:
        deliver(store, clock, {VARIABLE: "json://127.0.0.1:9/x"})
        clock.now += jobs.LONGEST_RETRY
    assert outcomes(store) == ["failed"]
    assert jobs.MOST_DELAY <= clock.now - NOON <= jobs.MOST_DELAY + 3 * jobs.LONGEST_RETRY


def test_one_bad_receiver_stops_nobody(store: Store, clock: Clock) -> None:
    bad = an_alert(name="bad", url_env="BAD_URL")
    hangs = an_alert(name="hangs", url_env="HANGS_URL", timeout=0.2)
    queue_one(store, clock, bad, hangs, an_alert())
    store.queue_message("ann@example.org", NOON.date(), b"To: ann\r\n\r\nnews\r\n", "<1>")
    postmaster = Postmaster()
    with (
        receiving(Receiver("hang")) as hanging,
        receiving(Receiver()) as receiver,
        mail_server(postmaster) as port,
    ):
        config = with_alerts(bad, hangs, an_alert())
        smtp = a_config(smtp={"port": port}).settings
        environ = {**at(receiver.port), "HANGS_URL": f"json://127.0.0.1:{hanging.port}/x"}
        report = jobs.deliver_job(replace(config, settings=smtp), store, clock, environ=environ)
    assert report == jobs.DeliveryReport(sent=2, waiting=1, unconfirmed=1)
    assert (outcomes(store, "bad"), outcomes(store, "hangs")) == (["queued"], ["unconfirmed"])
    assert postmaster.recipients == ["ann@example.org"]


def test_an_alert_that_was_taken_out_is_given_up(store: Store, clock: Clock) -> None:
    queue_one(store, clock)
    report = jobs.deliver_job(with_alerts(), store, clock, environ={})
    assert report.failed == 1
    assert "stands in alerts.toml no more" in store.failures()[0].message


# When the process is killed

PROGRAM = """
    import sys
    from datetime import datetime
    from monitor import jobs
    from monitor.storage import open_store
    from tests.alert.parts import an_alert, with_alerts

    clock = lambda: datetime.fromisoformat(sys.argv[2])
    alert = an_alert(**({"url_env": None, "url_file": sys.argv[3]} if sys.argv[3:] else {}))
    with open_store(sys.argv[1], clock=clock) as store:
        jobs.deliver_job(with_alerts(alert), store, clock)
"""


@contextmanager
def process(url: str, now: datetime, *more: str, **environ: str) -> Iterator[subprocess.Popen[str]]:
    """A process of its own that delivers what is due, killed in the end."""
    started = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PROGRAM), url, now.isoformat(), *more],
        text=True,
        cwd=Path(__file__).parents[1],
        env=os.environ | environ,
    )
    try:
        yield started
    finally:
        started.send_signal(signal.SIGKILL)
        started.wait(PATIENCE)


def test_killed_while_the_receiver_has_it_it_is_never_sent_again(
    url: str, store: Store, clock: Clock
) -> None:
    queue_one(store, clock)
    with receiving(Receiver("hang", 200)) as receiver:
        with process(url, clock(), **at(receiver.port)):
            assert receiver.arrived.wait(PATIENCE)
        assert outcomes(store) == ["unconfirmed"]
        clock.now += jobs.LEASE
        assert deliver(store, clock, at(receiver.port)) == jobs.DeliveryReport()
    assert len(receiver.bodies) == 1


def test_killed_before_it_was_handed_over_it_is_sent_after_the_lease(
    url: str, store: Store, clock: Clock, tmp_path: Path
) -> None:
    queue_one(store, clock)
    pipe = tmp_path / "address"
    os.mkfifo(pipe)  # whoever reads the address waits there
    with process(url, clock(), str(pipe)), pipe.open("w"):
        assert outcomes(store) == ["sending"]
    with receiving(Receiver()) as receiver:
        assert deliver(store, clock, at(receiver.port)) == jobs.DeliveryReport(), "it may live"
        clock.now += jobs.LEASE
        assert deliver(store, clock, at(receiver.port)).sent == 1
    assert len(receiver.bodies) == 1
