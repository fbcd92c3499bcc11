"""The past of a source, from an archive, to stored snapshots."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.config import Config
from monitor.errors import (
    ArchiveBusyError,
    ConfigError,
    FetchError,
    MonitorError,
    ParseError,
    PermanentError,
    TransientError,
)
from monitor.news import NEWS
from monitor.pipeline.archived import BackfillReport, Wanted, archive_of
from monitor.pipeline.reading import read_pending
from monitor.pipeline.report import Stages, note_failure, noted
from monitor.progress import Clock, Count, Progress, silent
from monitor.storage import Store
from monitor.storage.captures import StoredCapture
from monitor.types import Capture, Snapshot

if TYPE_CHECKING:
    from monitor.crawl.archive import Copy
    from monitor.crawl.wayback import Wayback

# Captures in a row that the archive had trouble with, each after several tries and pauses: that
# is trouble of the archive, and going on would only use up what the captures are allowed.
MOST_TROUBLE = 3
# Calls that may take up one capture. Some are broken for good and answer 503 for ever.
MOST_ATTEMPTS = 4


def backfill(
    config: Config,
    store: Store,
    wanted: Wanted,
    *,
    clock: Clock,
    progress: Progress | None = None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    monotonic: Callable[[], float] = time.monotonic,
    processes: int | None = 1,
    count: Count | None = None,
) -> BackfillReport:
    """Fetch what an archive has of a source, then read all that is new.

    It goes on where an earlier call with the same source and days stopped;
    `processes` read side by side, as `read_pending` says.
    Raises ConfigError where the source names no prefixes and none are given,
    and StorageError where the database cannot be used.
    """
    if not (wanted.prefixes or wanted.source.archive):
        raise ConfigError(
            f"source {wanted.source.key} does not say where an archive is to be asked for it; "
            'give --prefix outlet.example/news/, or archive = ["outlet.example/news/"] '
            "in sources.toml"
        )
    report = BackfillReport(sources=1)
    tell = progress or silent
    work = _Backfill(config, store, wanted, report, clock, tell, count)

    def counts() -> dict[str, int]:
        return {
            "captures": report.captures,
            "fetched": report.fetched,
            "left": report.left,
            "failures": len(report.failures),
            "revisions": report.revisions,
        }

    with noted(store, "backfill", counts) as run:
        asyncio.run(work.fetch(sleep, monotonic))
        if not wanted.dry_run:
            read_pending(
                Stages(config), store, report, clock, work.tell, processes=processes, count=count
            )
        run.outcome = "stopped" if report.stopped else "done"
    return report


@dataclass(slots=True)
class _Backfill:
    """One call: first the list of captures, then one capture after the other."""

    config: Config
    store: Store
    wanted: Wanted
    report: BackfillReport
    clock: Clock
    progress: Progress
    count: Count | None = None

    async def fetch(
        self, sleep: Callable[[float], Awaitable[None]], monotonic: Callable[[], float]
    ) -> None:
        from monitor.crawl import Client
        from monitor.crawl.wayback import Wayback

        archive = self.config.settings.archive
        crawl = self.config.settings.crawl
        slow = crawl.model_copy(
            update={
                "timeout": archive.timeout,
                "total_timeout": max(crawl.total_timeout, 2 * archive.timeout),
            }
        )
        async with Client(slow, clock=self.clock, sleep=sleep, monotonic=monotonic) as client:
            wayback = Wayback(
                client, archive, self.store, max_body=crawl.max_body, sleep=sleep, tell=self.tell
            )
            try:
                await self._list(wayback)
                waiting = self._waiting()
                if not self.wanted.dry_run:
                    await self._fetch(wayback, waiting, monotonic)
            except ArchiveBusyError as error:
                self.report.stopped = str(error)
                self._note(None, error)
        self._count()

    def tell(self, line: str) -> None:
        self.progress(f"{self.wanted.source.key}: {line}")

    @property
    def _prefixes(self) -> tuple[str, ...]:
        return self.wanted.prefixes or self.wanted.source.archive

    async def _list(self, wayback: Wayback) -> None:
        for prefix in self._prefixes:
            try:
                await self._list_one(wayback, prefix)
            except ArchiveBusyError:
                self.report.unlisted.append(prefix)
                raise
            except FetchError as error:
                self.report.unlisted.append(prefix)
                self._note(prefix, error)

    async def _list_one(self, wayback: Wayback, prefix: str) -> None:
        """Read a list to its end, from where an earlier call left it."""
        wanted, store = self.wanted, self.store
        archive, source = self.config.settings.archive.captures, wanted.source.key
        listed = store.open_capture_list(archive, source, prefix, wanted.first, wanted.last)
        if listed.done is not None:
            return
        resume, asked, found = listed.resume, set[str | None](), 0
        while resume not in asked:
            asked.add(resume)
            part = await wayback.part(prefix, wanted.first, wanted.last, resume)
            found += len(part.captures)
            # Nothing at all is no proof that there is nothing: the next call asks again.
            nothing = resume is None and part.resume is None and not part.captures
            self.report.new += store.add_captures(
                listed.key,
                source,
                part.captures,
                resume=part.resume,
                done=part.resume is None and not nothing,
            )
            self.tell(f"captures listed of {prefix}: {found:,}")
            if nothing:
                self.report.empty.append(prefix)
            if part.resume is None:
                return
            resume = part.resume
        raise PermanentError(f"the index of the archive lists {prefix} in a circle")

    async def _fetch(
        self, wayback: Wayback, waiting: Sequence[tuple[int, str]], monotonic: Callable[[], float]
    ) -> None:
        begun, trouble = monotonic(), 0
        for number, (attempts, key) in enumerate(waiting, 1):
            if not self.store.take_capture(key, attempts):
                continue  # another process has or had it
            capture = self.store.capture(key)
            try:
                copy = await wayback.copy(_asked(self.config, capture))
                self._keep(capture, copy)
                trouble = 0
            except ArchiveBusyError:
                self.store.give_capture_back(key)
                raise
            except TransientError as error:
                trouble += 1
                self._set_aside(capture, error, last=capture.attempts >= MOST_ATTEMPTS)
                if trouble == MOST_TROUBLE:
                    raise ArchiveBusyError(
                        f"the archive had trouble with {trouble} captures in a row"
                    ) from None
            except (PermanentError, ParseError) as error:
                self._set_aside(capture, error, last=True)
            if self.count:
                self.count("captures", number, len(waiting))
            forecast = self._forecast(number, len(waiting), monotonic() - begun)
            self.tell(f"{forecast}: {capture.captured:%Y-%m-%d} {capture.url}")

    def _keep(self, capture: StoredCapture, copy: Copy) -> None:
        snapshot = self._snapshot(copy)
        with self.store.transaction():
            self.store.add_snapshot(snapshot)
            self.store.settle_capture(capture.key, "fetched", snapshot=snapshot.key)
        self.report.fetched += 1

    def _snapshot(self, copy: Copy) -> Snapshot:
        """What the archive gave, under the moment it was captured; now is kept as recorded."""
        from monitor.crawl.archive import document_address

        source = self.wanted.source
        return Snapshot(
            document=document_address(copy.url, source),
            source=source.key,
            fetched_from=copy.fetched_from,
            status=copy.status,
            headers=(*copy.headers, NEWS) if self.wanted.news else copy.headers,
            body=copy.body,
            observed=copy.captured,
            origin="archive",
        )

    def _set_aside(self, capture: StoredCapture, error: MonitorError, *, last: bool) -> None:
        with self.store.transaction():
            self.store.settle_capture(
                capture.key, "failed" if last else "waiting", error=str(error)
            )
            self._note(capture.url, error)
        self.tell(str(error))

    def _note(self, url: str | None, error: MonitorError) -> None:
        blamed = archive_of(self.wanted.source.key)
        note_failure(self.store, self.report, blamed, url, error, self.clock)

    def _forecast(self, number: int, of: int, seconds: float) -> str:
        """How far it is, and how long the rest takes at the pace so far."""
        allowed = self.config.settings.archive.requests_a_minute
        pace = min(allowed, number * 60 / seconds) if seconds > 0 else allowed
        minutes = (of - number) / pace
        return (
            f"{number:,} of {of:,} captures, about {minutes:,.0f} minutes left "
            f"at {pace:.0f} a minute"
        )

    def _waiting(self) -> list[tuple[int, str]]:
        """What is to be fetched, attempts and key, those that gave trouble before last."""
        waiting = [
            (each.attempts, each.key) for each in self._captures() if each.state == "waiting"
        ]
        if self.wanted.newest_first:
            waiting.reverse()
        waiting.sort(key=lambda each: each[0])  # a stable sort: by moment otherwise
        return waiting[: self.wanted.limit]

    def _captures(self) -> Iterator[StoredCapture]:
        from monitor.crawl.archive import has_prefix

        wanted, only = self.wanted, self.wanted.source.only
        for each in self.store.captures(wanted.source.key, wanted.first, wanted.last):
            if has_prefix(each.url, self._prefixes) and (
                not only or any(word in each.url for word in only)
            ):
                yield each

    def _count(self) -> None:
        states = Counter(each.state for each in self._captures())
        report = self.report
        report.captures = states.total()
        report.kept = states["fetched"] - report.fetched
        report.lost, report.left = states["failed"], states["waiting"]
        report.minutes = report.left / self.config.settings.archive.requests_a_minute


def _asked(config: Config, capture: StoredCapture) -> Capture:
    archive = config.settings.archive.captures
    return Capture(archive, capture.url, capture.captured, capture.digest)
