"""How one source is asked: by its manners, with its headers, and every failure as a value."""

from __future__ import annotations

from dataclasses import dataclass, replace

from monitor.config.source import SourceConfig
from monitor.crawl.address import host_of, spelling
from monitor.crawl.credentials import Credentials
from monitor.crawl.http import Client
from monitor.crawl.lane import PATIENCE
from monitor.crawl.ledger import Ledger
from monitor.crawl.outcome import Asked, Failed
from monitor.crawl.response import Permission, Response
from monitor.crawl.robots import Robots
from monitor.crawl.schedule import FULL
from monitor.errors import (
    FetchError,
    LeftAloneError,
    MonitorError,
    ParseError,
    TransientError,
    UnreachableError,
)
from monitor.types import Failure, Known, Validators


@dataclass(frozen=True, slots=True)
class Refused:
    """The host is left alone for now, so nothing was asked."""


class Asking:
    """The requests of one crawl of one source.

    Raises ConfigError where its cookies or headers cannot be had.
    """

    def __init__(
        self, source: SourceConfig, client: Client, robots: Robots, ledger: Ledger
    ) -> None:
        self._source = source
        self._client = client
        self._ledger = ledger
        self._permit = robots.permit(source.delay)
        self._further = Credentials(source)
        self.spelt = spelling(source)
        self._permission: Permission | None = None  # of the last request
        self._hop = ""  # the address that one went to, which a redirect may have led to
        self._resting: dict[str, int] = {}  # hosts left alone for now → addresses skipped there
        self.unfinished = False  # whether something asked for may do better next time

    async def ask(self, url: str, known: Known | None = None) -> Response | Failed | Refused:
        """The response, or why there is none.

        An address that moved for good is asked where it moved to. What the
        server gave to ask "has it changed?" with is left at home every `FULL`
        days, for a mark may lie.
        """
        target = known.moved_to if known and known.moved_to else url
        marks = self._marks(known)
        self._permission, self._hop = None, target
        try:
            host = host_of(target)
            if host in self._resting:
                self._resting[host] += 1
                self.unfinished = True
                return Refused()
            return await self._client.fetch(
                target, marks, permit=self._permitted, further=self._further
            )
        except (FetchError, ParseError) as error:
            wait = error.retry_after if isinstance(error, FetchError) else None
            if isinstance(error, TransientError):
                self.unfinished = True
                if (wait or 0) > PATIENCE or isinstance(error, UnreachableError):
                    self._resting.setdefault(host_of(self._hop), 0)
            nobody = isinstance(error, UnreachableError)
            failed = replace(self.failed(url, error, wait), unreachable=nobody)
            # The log holds requests that were made.
            return replace(failed, asked=None) if isinstance(error, LeftAloneError) else failed

    def asked(self, url: str, answer: Response) -> Asked:
        """The line of the log for an answer."""
        robots, delay = self._leave()
        return Asked(url, answer.fetched_at, answer.status, answer.final_url, robots, delay)

    def failed(
        self,
        url: str,
        error: MonitorError,
        retry_after: float | None = None,
        *,
        status: int | None = None,
    ) -> Failed:
        """The value of an error about one address; `status` where an answer came that is no use."""
        now, (robots, delay) = self._client.now(), self._leave()
        status = error.status if isinstance(error, FetchError) and error.status else status
        failure = Failure(self._source.key, url, error.kind(), str(error), now)
        return Failed(failure, Asked(url, now, status, None, robots, delay), retry_after)

    def left_alone(self) -> list[Failed]:
        """What to say of the hosts that were left alone, and of how many addresses there."""
        now, kind = self._client.now(), TransientError.kind()
        return [
            Failed(
                Failure(
                    self._source.key,
                    None,
                    kind,
                    f"{skipped} more of {host} left for a later crawl",
                    now,
                )
            )
            for host, skipped in self._resting.items()
            if skipped
        ]

    def still_fresh(self, known: Known | None) -> bool:
        """Whether the address is to be left alone for now."""
        now = self._client.now()
        if known is None or known.next_check is None:
            return False
        # What was checked in the future was so by a clock that jumped, and put off by it too.
        return known.checked <= now < known.next_check

    def _marks(self, known: Known | None) -> Validators | None:
        if known is None or known.fetched is None:
            return known.validators if known else None
        return known.validators if self._client.now() - known.fetched < FULL else None

    async def _permitted(self, url: str) -> Permission:
        self._hop = url
        self._permission = await self._permit(url)
        return self._permission

    def _leave(self) -> tuple[str | None, float | None]:
        given = self._permission
        return (given.robots, given.delay) if given else (None, None)
