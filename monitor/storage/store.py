"""The one door to the database: it takes and gives types."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from monitor.progress import Clock
from monitor.storage.addresses import Addresses
from monitor.storage.around import Around
from monitor.storage.audit import Audit
from monitor.storage.captures import Captures
from monitor.storage.clockwork import Clockwork
from monitor.storage.coverage import CoverageRoom
from monitor.storage.database import make_engine, may_write, write_ahead
from monitor.storage.faring import Faring
from monitor.storage.health import HealthRoom
from monitor.storage.hosts import Hosts
from monitor.storage.migrate import bring_up_to_date, must_stand_at_head
from monitor.storage.news import News
from monitor.storage.outbox import Outbox
from monitor.storage.provenance import Provenance
from monitor.storage.quarantine import Quarantine
from monitor.storage.queueing import Queueing
from monitor.storage.reading import Reading
from monitor.storage.relations import Relations
from monitor.storage.rereads import Rereads
from monitor.storage.retention import Retention
from monitor.storage.revisions import Revisions
from monitor.storage.room import utc_now
from monitor.storage.snapshots import Snapshots
from monitor.storage.stands import Stands
from monitor.storage.verdicts import Verdicts


class Store(
    Addresses,
    Hosts,
    Snapshots,
    Revisions,
    News,
    Around,
    Relations,
    Stands,
    Verdicts,
    Rereads,
    Captures,
    Retention,
    Clockwork,
    Outbox,
    Quarantine,
    Queueing,
    Faring,
    HealthRoom,
    CoverageRoom,
    Reading,
    Provenance,
    Audit,
):
    """Everything Monitor keeps. Every write is whole or absent.

    Threads may share one; each has its own transaction. Any method can raise
    StorageError, and a writing one DatabaseBusyError.
    """

    def __init__(self, engine: Engine, clock: Clock, again: Callable[[], Store]) -> None:
        super().__init__(engine, clock)
        self._again = again

    @property
    def again(self) -> Callable[[], Store]:
        """Opens the same database once more; can be handed to another process."""
        return self._again

    def close(self) -> None:
        """Let go of the database; the store is of no more use."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_store(url: str, *, busy_timeout: float = 30, clock: Clock = utc_now) -> Store:
    """Open the database at this address; make or migrate it where need be.

    A file that we have no right to write is opened to be read (`read_store`).
    `busy_timeout` is how many seconds to wait for others that write. Raises
    StorageError, SchemaError or DatabaseBusyError, each with its remedy.
    """
    if not may_write(url):
        return read_store(url, busy_timeout=busy_timeout, clock=clock)
    engine = make_engine(url, busy_timeout)
    try:
        bring_up_to_date(engine)
        write_ahead(engine, busy_timeout)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, clock, partial(open_store, url, busy_timeout=busy_timeout))


def read_store(url: str, *, busy_timeout: float = 30, clock: Clock = utc_now) -> Store:
    """Open a database that is there and up to date, so that nothing can be written to it.

    The database itself refuses each write, as StorageError. Raises StorageError
    or SchemaError.
    """
    engine = make_engine(url, busy_timeout, read_only=True)
    try:
        must_stand_at_head(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, clock, partial(read_store, url, busy_timeout=busy_timeout))
