"""An hour of two schedulers and four workers on one database: each thing is done once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from monitor import jobs
from monitor.daemon.deferring import Deferring
from monitor.storage import Store, open_store
from tests.builders import a_claim, a_revision, keep_claims, keep_revision
from tests.digest.parts import Postmaster, a_config, a_reader, a_source, mail_server
from tests.workers.parts import Clock, Crawls, Queue, drain, shared

BEGUN = datetime(2014, 8, 14, 6, 30, tzinfo=UTC)
TICK, TICKS = timedelta(minutes=10), 7  # 06:30 to 07:30: the digests are due at 07:00 and 07:15
INTERVALS = (10, 20, 30, 60)  # minutes
READERS = (a_reader(), a_reader("second@example.org"), a_reader("late@example.org", at="07:15"))


def test_each_slot_once_each_digest_once(url: str, store: Store, queue: Queue) -> None:
    clock, crawls, postmaster = Clock(BEGUN), Crawls(), Postmaster()
    sources = [a_source(key=f"every-{n}", interval_minutes=n) for n in INTERVALS]
    with open_store(url, clock=lambda: BEGUN - timedelta(hours=9)) as earlier:
        keep_claims(earlier, a_claim(keep_revision(earlier, a_revision())))
    due = set[tuple[str, datetime]]()
    with mail_server(postmaster) as port, ThreadPoolExecutor(4) as pool:
        config = shared(a_config(*sources, readers=READERS, smtp={"port": port}))

        def defer(start: threading.Barrier) -> None:
            scheduler = Deferring(config, lambda: open_store(url, clock=clock), clock)
            start.wait()
            for source in sources:
                scheduler.crawl_source(source)
            scheduler.make_digests()
            scheduler.deliver()

        def work(start: threading.Barrier) -> None:
            with open_store(url, clock=clock) as mine:
                start.wait()
                assert drain(config, mine, url, clock, crawl=crawls)

        def at_once(what: Callable[[threading.Barrier], None], many: int) -> None:
            list(pool.map(what, [threading.Barrier(many)] * many))

        for _ in range(TICKS):
            due |= {(source.key, jobs.crawl_due(source, clock())) for source in sources}
            at_once(defer, 2)
            at_once(work, 4)
            clock.move(seconds=TICK.total_seconds())
    assert Counter(crawls.seen) == Counter(key for key, _ in due)
    slots = queue.execute("SELECT job, due, outcome FROM job_slot WHERE job LIKE 'crawl:%'")
    assert {(job.removeprefix("crawl:"), at.astimezone(UTC)) for job, at, _ in slots} == due
    assert {outcome for _, _, outcome in slots} == {"done"}
    assert sorted(postmaster.recipients) == sorted(reader.mailbox for reader in READERS)
    states = queue.execute("SELECT state, attempts FROM outbox")
    assert [state for state, _ in states] == ["sent"] * len(READERS)
    assert queue.jobs() == []
