"""A worker, from its start to its end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import threading
from collections.abc import Callable, Coroutine, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import psycopg
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.worker import Worker

from monitor import jobs
from monitor.config import Config
from monitor.errors import StorageError
from monitor.plain import one_line
from monitor.storage import Store, server_arguments
from monitor.workers.attempts import MISSED, settle_left_behind
from monitor.workers.tasks import Read, Tasks, Work
from monitor.workers.ways import CRAWLS, READING, defer_unread

log = logging.getLogger(__name__)

# How long a job in hand may take to its end, once we are told to end, in seconds. A snapshot is
# read in one or less; a crawl notices between two requests, and goes on elsewhere.
_GRACE = {READING: 60.0, CRAWLS: 5.0}
_LONGEST_READ = 300  # seconds; the longest documents take some ten
_PAUSE = 2  # seconds, where the database does not answer
_LOOK = 0.5  # seconds between two looks at what others have in hand, for who drains the queue
# Procrastinate's own signs of life stop where a worker begins to end, and its last jobs may take
# long: to all others it would be dead. Ours are given in their place.
_NEVER = 86_400.0
_TROUBLE = (ConnectorException, psycopg.Error, StorageError)


def run_worker(
    config: Config,
    store: Store,
    url: str,
    *,
    clock: jobs.Clock,
    stop: threading.Event,
    drain: bool = False,
    crawl: jobs.Crawl | None = None,
    read: Read | None = None,
    alive: Callable[[], None] = lambda: None,
    environ: Mapping[str, str] = os.environ,
) -> bool:
    """Do jobs until `stop` is set, or, to `drain` the queue, until none is left.

    `store` and `url` are of one PostgreSQL database. Where it does not answer, the
    worker waits for it. `alive` is called at every sign of life, and no more once a
    snapshot takes too long. False where a job was cut short: whatever thread it
    is in must not keep the process from ending. Else nothing uses `store` any
    more. Raises ConfigError on SQLite.
    """
    arguments = server_arguments(url, config.settings.storage.busy_timeout)
    threads = ThreadPoolExecutor(config.settings.workers.crawls + 2)  # one reads, one tidies up
    tasks = Tasks(Work(config, store, clock, stop, threads, environ, crawl, read))
    working = _Working(config, store, arguments, tasks, threads, stop, alive)
    clean = False
    try:
        clean = asyncio.run(working.run(drain))
        return clean
    finally:
        stop.set()
        # Tidying up ends soon; a store closed before would leave its connection open.
        threads.shutdown(wait=clean, cancel_futures=True)


class _Watched(Worker):
    """Procrastinate's worker, which ends where it can no longer listen for jobs."""

    async def _periodic_deferrer(self) -> None:
        """Nothing here is periodic. Theirs would end at once, and with it the watch over the
        one that listens: a worker would go on deaf."""
        await asyncio.Event().wait()


class _Working:
    """Two of Procrastinate's workers, one for crawls and one that reads, and what they need."""

    def __init__(
        self,
        config: Config,
        store: Store,
        arguments: Mapping[str, Any],
        tasks: Tasks,
        threads: ThreadPoolExecutor,
        stop: threading.Event,
        alive: Callable[[], None],
    ) -> None:
        self._config, self._store, self._tasks = config, store, tasks
        self._arguments, self._threads = arguments, threads
        self._stop, self._alive = stop, alive
        self._settings = config.settings.workers
        self._stopped = asyncio.Event()

    async def run(self, drain: bool) -> bool:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(_tell_trouble)
        threading.Thread(target=self._pass_on, args=(loop,), daemon=True).start()
        once = self._drain if drain else self._serve
        while not self._stop.is_set():
            try:
                app = self._tasks.known_to(self._connector())
                async with app.open_async():
                    await once(app)
            except _TROUBLE as error:
                told = one_line(str(error.__cause__ or error))
                log.warning("the database does not answer, trying again: %s", told)
                self._alive()
                await self._pause(_PAUSE)
                continue
            if drain:
                break
        clean = not self._tasks.in_hand
        log.info("ended" if clean else "ended; a job was cut short, to be done anew")
        return clean

    def _pass_on(self, loop: asyncio.AbstractEventLoop) -> None:
        """Tell the loop that the worker is to stop."""
        self._stop.wait()
        with contextlib.suppress(RuntimeError):  # it ended by itself
            loop.call_soon_threadsafe(self._stopped.set)

    def _connector(self) -> PsycopgConnector:
        # One takes jobs and one waits for news of them; now and then others end one or give a sign.
        return PsycopgConnector(
            kwargs=dict(self._arguments), min_size=1, max_size=self._settings.crawls + 3
        )

    def _workers(self, app: App, *, drain: bool) -> list[Worker]:
        return [
            _Watched(
                app,
                queues=[queue],
                name=queue,
                concurrency=at_once,
                wait=not drain,
                # Who drains waits for the last job, however long it takes.
                shutdown_graceful_timeout=None if drain else _GRACE[queue],
                delete_jobs="successful",
                install_signal_handlers=False,
                update_heartbeat_interval=_NEVER,
                stalled_worker_timeout=MISSED * self._settings.heartbeat,
            )
            for queue, at_once in ((READING, 1), (CRAWLS, self._settings.crawls))
        ]

    async def _serve(self, app: App) -> None:
        """Until it is told to stop, or something of it breaks; raises what broke."""
        workers = self._workers(app, drain=False)
        await self._tidy_up()  # before they look: they are not told of what waits already
        log.info("a worker is ready")
        beside = (self._stopped.wait(), self._tidy_up_for_ever())
        await self._together(app, workers, asyncio.FIRST_COMPLETED, *beside)

    async def _drain(self, app: App) -> None:
        """Until nothing is due, and nobody has anything in hand that may come back."""
        store = self._store
        while not self._stop.is_set():
            await self._tidy_up()
            if await self._in_thread(store.jobs_are_due):
                await self._together(app, self._workers(app, drain=True), asyncio.ALL_COMPLETED)
            elif await self._in_thread(store.jobs_are_in_hand):
                await self._pause(_LOOK)
            else:
                return

    async def _together(
        self, app: App, workers: list[Worker], until: str, *beside: Coroutine[Any, Any, Any]
    ) -> None:
        """Run the workers until one or all end, or what runs beside them; raises what broke."""
        running = [asyncio.create_task(_run(worker)) for worker in workers]
        sides = [asyncio.create_task(one) for one in (self._give_signs(app, workers), *beside)]
        ended = asyncio.create_task(asyncio.wait(running, return_when=until))
        await asyncio.wait([ended, *sides], return_when=asyncio.FIRST_COMPLETED)
        for worker in workers:
            worker.stop()  # type: ignore[no-untyped-call]
        # Their hearts beat on while they finish what they have in hand.
        await asyncio.wait(running)
        done = [*running, *(side for side in sides if side.done())]
        for side in sides:
            side.cancel()
        await asyncio.wait([ended, *sides])
        for one in done:
            one.result()

    async def _give_signs(self, app: App, workers: Iterable[Worker]) -> None:
        """To all other workers; and to whoever started us, while no snapshot takes too long."""
        while True:
            for worker in workers:
                if worker.worker_id is not None:
                    await app.job_manager.update_heartbeat(worker.worker_id)
            if self._tasks.reading_seconds < _LONGEST_READ:
                self._alive()
            else:
                log.error("one snapshot has been read for %d seconds", self._tasks.reading_seconds)
            await asyncio.sleep(self._settings.heartbeat)

    async def _tidy_up_for_ever(self) -> None:
        while True:
            try:
                await self._tidy_up()
            except StorageError as error:  # another holds the database; there is a next time
                log.warning("%s", one_line(str(error)))
            await asyncio.sleep(self._settings.heartbeat)

    async def _tidy_up(self) -> None:
        """Hand on what dead workers left, and fill the queue."""
        await self._in_thread(partial(settle_left_behind, self._config, self._store))
        await self._in_thread(partial(defer_unread, self._config, self._store))

    async def _in_thread(self, ask: Callable[[], int]) -> int:
        return await asyncio.get_running_loop().run_in_executor(self._threads, ask)

    async def _pause(self, seconds: float) -> None:
        """So long, or until it is told to stop."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopped.wait(), seconds)


async def _run(worker: Worker) -> None:
    await worker.run()  # type: ignore[no-untyped-call]


def _tell_trouble(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What a job could not write down, its connection being lost: others find it left behind."""
    error = context.get("exception")
    if isinstance(error, _TROUBLE):
        log.debug("%s: %s", context["message"], one_line(str(error.__cause__ or error)))
    else:
        loop.default_exception_handler(context)
