"""The daemon: does what is due, ends when told, and survives being killed."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor import daemon, jobs
from monitor.config import Config
from monitor.config.settings import FeedsSettings
from monitor.config.source import SourceConfig
from monitor.daemon import running as daemon_running
from monitor.errors import StorageError
from monitor.storage import Store, open_store
from tests.alert.parts import an_alert, keep_relation, with_alerts
from tests.alert.receiver import Receiver, receiving
from tests.builders import a_claim, a_revision, keep_claims, keep_revision
from tests.digest.parts import Clock, Postmaster, a_config, a_reader, a_source, mail_server

SEVEN = datetime(2014, 8, 14, 7, tzinfo=UTC)
# Far more than anything takes; only a failing test waits so long.
PATIENCE = 30


class Crawls:
    """Stands for the pipeline: says when it was asked for all of these, or goes on for ever."""

    def __init__(self, *expected: str, endless: bool = False, error: Exception | None = None):
        self.endless = endless
        self.error = error
        self.seen: list[str] = []
        self._expected = set(expected)
        self.all_seen = threading.Event()

    def __call__(
        self,
        config: Config,
        store: Store,
        sources: Sequence[SourceConfig],
        *,
        clock: jobs.Clock,
        progress: Callable[[str], None] | None = None,
        sign: Callable[[], None] = lambda: None,
    ) -> str:
        self.seen += [source.key for source in sources]
        if set(self.seen) >= self._expected:
            self.all_seen.set()
        if self.error and sources[0].key == "outlet-1":
            raise self.error
        while self.endless:
            assert progress is not None
            progress("one more page")
        return "done"


@contextmanager
def running(config: Config, url: str, clock: Clock, crawl: jobs.Crawl) -> Iterator[None]:
    """A daemon in a thread; must end soon after it is told."""
    stop = threading.Event()
    thread = threading.Thread(
        target=daemon.run_daemon,
        args=(config, lambda: open_store(url, clock=clock)),
        kwargs={"clock": clock, "stop": stop, "crawl": crawl},
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def three_sources() -> list[SourceConfig]:
    return [a_source(key=f"outlet-{number}") for number in (1, 2, 3)]


def test_what_is_due_at_the_start_is_done_and_a_restart_repeats_nothing(url: str) -> None:
    clock = Clock(SEVEN)
    paused = a_source(key="paused", enabled=False)
    crawls = Crawls("outlet-1", "outlet-2", "outlet-3")
    config = a_config(*three_sources(), paused, readers=[])
    with running(config, url, clock, crawls):
        assert crawls.all_seen.wait(PATIENCE)
    another = a_source(key="another")
    again = Crawls("another")
    with running(a_config(*config.sources, another), url, clock, again):
        assert again.all_seen.wait(PATIENCE)
    assert sorted(crawls.seen) == ["outlet-1", "outlet-2", "outlet-3"]
    assert again.seen == ["another"]


def test_a_digest_missed_while_down_is_made_and_sent_at_once(url: str) -> None:
    clock = Clock(SEVEN)
    with open_store(url, clock=clock) as store:
        keep_claims(store, a_claim(keep_revision(store, a_revision())))
    clock.move(hours=8)
    arrived = threading.Event()

    class Ringing(Postmaster):
        async def handle_DATA(self, *args: object) -> str:
            answer = await super().handle_DATA(*args)  # type: ignore[arg-type]
            arrived.set()
            return answer

    postmaster = Ringing()
    with (
        mail_server(postmaster) as port,
        running(a_config(smtp={"port": port}), url, clock, Crawls()),
    ):
        assert arrived.wait(PATIENCE)
    assert "1 new position" in postmaster.taken[0]["Subject"]
    with open_store(url) as store:
        assert store.last_slot(jobs.digest_job_name(a_reader())) == SEVEN


def test_what_is_new_is_told_at_once_and_stands_in_the_feeds(url: str, tmp_path: Path) -> None:
    clock = Clock(SEVEN)
    address, folder = tmp_path / "address", tmp_path / "feeds"
    config = with_alerts(an_alert(url_env=None, url_file=str(address)))
    settings = config.settings.model_copy(update={"feeds": FeedsSettings(folder=str(folder))})
    with open_store(url, clock=clock) as store:
        jobs.alert_job(config, store, clock)
        clock.move(minutes=1)
        keep_relation(store)
    with receiving(Receiver()) as receiver:
        address.write_text(f"json://127.0.0.1:{receiver.port}/hook")
        with running(replace(config, settings=settings), url, clock, Crawls()):
            assert receiver.arrived.wait(PATIENCE)
    assert receiver.titles == ["Contradiction on threshold: program"]
    assert b"<entry>" in (folder / "contradictions.atom").read_bytes()


def test_one_failing_source_stops_no_other(url: str) -> None:
    crawls = Crawls("outlet-1", "outlet-2", "outlet-3", error=StorageError("disk full"))
    with running(a_config(*three_sources()), url, Clock(SEVEN), crawls):
        assert crawls.all_seen.wait(PATIENCE)
    with open_store(url) as store:
        last = [store.last_slot(jobs.crawl_job_name(f"outlet-{n}")) for n in (1, 2, 3)]
    assert last[0] is None
    assert None not in last[1:]


def test_a_running_crawl_is_stopped_and_a_restart_goes_on_at_once(url: str) -> None:
    for _ in range(2):
        crawls = Crawls("outlet", endless=True)
        with running(a_config(a_source()), url, Clock(SEVEN), crawls):
            assert crawls.all_seen.wait(PATIENCE)
        with open_store(url) as store:
            assert store.last_slot(jobs.crawl_job_name("outlet")) is None


def test_a_crawl_that_waits_for_longer_than_we_do_gives_its_slot_back_too(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daemon_running, "_GRACE", 0.1)
    patient, let_go = threading.Event(), threading.Event()

    def waits(*_: object, **__: object) -> str:
        patient.set()
        let_go.wait(PATIENCE)
        raise jobs.StopRequested

    again = Crawls("outlet")
    try:
        with running(a_config(a_source()), url, Clock(SEVEN), waits):
            assert patient.wait(PATIENCE)
        with running(a_config(a_source()), url, Clock(SEVEN), again):
            assert again.all_seen.wait(PATIENCE)
    finally:
        let_go.set()


def test_a_database_that_cannot_be_opened_ends_it_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StorageError):
        daemon.run_daemon(
            a_config(),
            lambda: open_store(f"sqlite:///{tmp_path / 'file' / 'monitor.db'}"),
            clock=Clock(SEVEN),
            stop=threading.Event(),
        )


PROGRAM = """
    import logging, sys
    from datetime import UTC, datetime
    from monitor.daemon import run_daemon, stop_on_signals
    from monitor.storage import open_store
    from tests.digest.parts import a_config, a_source

    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(message)s")

    def crawl(config, store, sources, *, clock, progress, sign):
        print("crawling", flush=True)
        while ENDLESS:
            progress("")
        return "done"

    run_daemon(
        a_config(a_source(interval_minutes=43_200), readers=[]),
        lambda: open_store(sys.argv[1]),
        clock=lambda: datetime.now(UTC),
        stop=stop_on_signals(),
        crawl=crawl,
    )
"""


@contextmanager
def process(url: str, *, endless: bool) -> Iterator[subprocess.Popen[str]]:
    """A daemon of its own process."""
    program = textwrap.dedent(PROGRAM).replace("ENDLESS", str(endless))
    started = subprocess.Popen(
        [sys.executable, "-c", program, url],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent,
    )
    try:
        yield started
    finally:
        started.kill()
        started.wait(PATIENCE)
        assert started.stdout is not None
        started.stdout.close()


def wait_for(started: subprocess.Popen[str], word: str) -> None:
    assert started.stdout is not None
    assert any(word in line for line in started.stdout), f"it ended without {word!r}"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(url: str, number: signal.Signals) -> None:
    with process(url, endless=True) as started:
        wait_for(started, "crawling")
        started.send_signal(number)
        wait_for(started, "ended")
        assert started.wait(PATIENCE) == 0


def test_killed_in_the_middle_of_a_crawl_it_is_done_anew_once_its_lease_is_over(url: str) -> None:
    with process(url, endless=True) as started:
        wait_for(started, "crawling")
        started.kill()
    clock = Clock(datetime.now(UTC) + jobs.LEASE)
    crawls = Crawls("outlet")
    config = a_config(a_source(interval_minutes=43_200), readers=[])
    with running(config, url, clock, crawls):
        assert crawls.all_seen.wait(PATIENCE)
    assert crawls.seen == ["outlet"]
