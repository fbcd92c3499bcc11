"""What the tests of workers share: their config, unread snapshots, a look into the queue."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from monitor import jobs
from monitor.config import Config
from monitor.config.settings import WorkersSettings
from monitor.config.source import SourceConfig
from monitor.storage import Store
from monitor.types import Origin
from monitor.workers.working import run_worker
from tests.builders import NOON, a_snapshot
from tests.digest.parts import Clock, a_config
from tests.postgres import PostgresServer

__all__ = ["Clock", "Crawls", "Queue", "drain", "keep", "shared"]


def shared(config: Config | None = None, **changes: Any) -> Config:
    """A configuration with workers, patient ones: these machines are busy."""
    workers = WorkersSettings.model_validate({"enabled": True, **changes})
    plain = config or a_config()
    return replace(plain, settings=plain.settings.model_copy(update={"workers": workers}))


def keep(store: Store, number: int = 1, origin: Origin = "crawl") -> str:
    """An unread snapshot, the later the higher its number."""
    address = f"https://outlet.example/{number}"
    at = NOON + timedelta(minutes=number)
    snapshot = a_snapshot(document=address, fetched_from=address, observed=at, origin=origin)
    store.add_snapshot(snapshot)
    return snapshot.key


@dataclass
class Crawls:
    """Stands for the pipeline: says which sources it was asked for, and does what it is told."""

    act: Callable[[Callable[[str], None]], None] = lambda progress: None
    seen: list[str] = field(default_factory=list)

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
        assert progress
        self.act(progress)
        return "done"


@dataclass(frozen=True)
class Queue:
    """The queue as the database has it, and what tests do to it behind the worker's back."""

    server: PostgresServer
    name: str

    def jobs(self) -> list[tuple[Any, ...]]:
        """Task, state and attempts of each, in order."""
        asked = "SELECT task_name, status::text, attempts FROM procrastinate_jobs ORDER BY id"
        return self.execute(asked)

    def let_time_pass(self) -> None:
        """What was put off is due now."""
        self.execute("UPDATE procrastinate_jobs SET scheduled_at = now()")

    def put_off(self) -> None:
        """What waits is not due before tomorrow."""
        self.execute("UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 day'")

    def hand_to_the_dead(self) -> None:
        """A worker takes all jobs, and is heard of no more."""
        self.execute(
            "WITH worker AS (INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - interval '1 hour') RETURNING id)"
            " UPDATE procrastinate_jobs SET status = 'doing', worker_id = worker.id FROM worker"
        )

    def execute(self, statement: str) -> list[tuple[Any, ...]]:
        return self.server.execute(statement, self.name)


def drain(config: Config, store: Store, url: str, clock: jobs.Clock, **parts: Any) -> bool:
    """One worker, until nothing is due; whether no job was cut short."""
    stop = parts.pop("stop", None) or threading.Event()
    return run_worker(config, store, url, clock=clock, stop=stop, drain=True, **parts)
