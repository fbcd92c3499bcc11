"""What a server answered, and what it means: pure, no network."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from monitor.crawl.address import shown
from monitor.errors import FetchError, PermanentError, TooLargeError, TransientError
from monitor.types import SLOW_DOWN, Validators, worth_keeping

MOVED_FOR_GOOD = (301, 308)
MOVED = (301, 302, 303, 307, 308)
_LONGEST_WAIT = 86_400.0  # seconds; a server that asks for more is asked again the next day
_MAX_AGE = re.compile(r"(?<![\w-])max-age\s*=\s*\"?(\d{1,9})", re.ASCII)
_NOT_FRESH = re.compile(r"(?<![\w-])no-(?:cache|store)(?![\w-])")
# They are kept with every snapshot. Big outlets send some sixty lines, and 16 KiB at the most.
# (h11, below httpx, gives up at 100 KiB that come in pieces.)
_MOST_LINES = 300
_MOST_HEADER = 65_536  # bytes of names and values
_SENDABLE = re.compile(r"[\x20-\x7e]{1,1000}")  # longer marks only fill our requests


@dataclass(frozen=True, slots=True)
class Permission:
    """That an address may be fetched: how slowly, in seconds, and what robots.txt says of it."""

    delay: float
    robots: str


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered.

    `url` is the address asked for, `final_url` the one that answered, and
    `permanent_url` the last one reached over permanent redirects alone: where
    the document lives now. Header names are in lower case. `body` is as the
    server meant it, transfer and content coding undone; empty where
    `not_modified`.
    """

    url: str
    final_url: str
    permanent_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    not_modified: bool
    fetched_at: datetime

    def header(self, name: str) -> str | None:
        """The first header of that name, given in lower case."""
        return _first(self.headers, name)

    @property
    def validators(self) -> Validators:
        """What to ask with next time; a mark we could not send back is left out."""
        return Validators(sendable(self.header("etag")), sendable(self.header("last-modified")))

    @property
    def max_age(self) -> float | None:
        """For how many seconds the server calls this fresh (RFC 9111); None where it does not."""
        control = (self.header("cache-control") or "").lower()
        found = _MAX_AGE.search(control)
        return float(found[1]) if found and not _NOT_FRESH.search(control) else None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one request, before redirects and errors are looked at."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: datetime

    def header(self, name: str) -> str | None:
        """The first header of that name, given in lower case."""
        return _first(self.headers, name)

    @property
    def retry_after(self) -> float | None:
        """The seconds a busy server (429, 503) asked us to wait, a day at most."""
        text = (self.header("retry-after") or "").strip()
        if self.status not in (SLOW_DOWN, 503) or not text:
            return None
        if re.fullmatch(r"\d{1,9}", text, re.ASCII):
            seconds = float(text)
        else:
            try:
                when = parsedate_to_datetime(text)
            except (ValueError, OverflowError):
                return None
            # "-0000" gives a time without zone; HTTP means UTC by it.
            when = when if when.tzinfo else when.replace(tzinfo=UTC)
            seconds = (when - self.at).total_seconds()
        return min(max(seconds, 0.0), _LONGEST_WAIT)


def checked_headers(headers: Sequence[tuple[str, str]], name: str) -> tuple[tuple[str, str], ...]:
    """The headers of an answer as they came; raises TooLargeError where they are out of measure."""
    size = sum(len(key) + len(value) for key, value in headers)
    if len(headers) > _MOST_LINES or size > _MOST_HEADER:
        raise TooLargeError(f"{name} answered with {len(headers)} header lines of {size} bytes")
    return tuple(headers)


def sendable(mark: str | None) -> str | None:
    """An ETag or a date as it may go into a request; None where a server sent junk for one."""
    return mark if mark and _SENDABLE.fullmatch(mark) else None


def next_hop(here: str, answer: Answer) -> str:
    """Where a redirect leads. Raises PermanentError where it does not say, or cannot be meant."""
    location = answer.header("location")
    if not location:
        raise PermanentError(
            f"{shown(here)} redirects ({answer.status}) but does not say where to",
            status=answer.status,
        )
    try:
        return urljoin(here, location).partition("#")[0]
    except ValueError:
        raise PermanentError(
            f"{shown(here)} redirects to {shown(location)}, which is no web address",
            status=answer.status,
        ) from None


def response_of(
    url: str, final_url: str, permanent_url: str, answer: Answer, *, asked_if_changed: bool
) -> Response:
    """The response at the end of the way; raises TransientError or PermanentError for any other."""
    unchanged = answer.status == 304 and asked_if_changed
    # 206: part of a body, which nobody asked for.
    if not unchanged and (not 200 <= answer.status < 300 or answer.status == 206):
        raise _refusal(url, answer)
    headers = tuple(pair for pair in answer.headers if worth_keeping(pair[0]))
    return Response(
        url, final_url, permanent_url, answer.status, headers, answer.body, unchanged, answer.at
    )


def _refusal(url: str, answer: Answer) -> FetchError:
    status, name = answer.status, shown(url)
    if status == SLOW_DOWN or status >= 500:
        wait = answer.retry_after
        when = f"in {wait:.0f} seconds, as it asks" if wait is not None else "at a later crawl"
        what = "asks us to slow down" if status == SLOW_DOWN else "has trouble"
        message = f"{name} answered {status}: the server {what}; it is asked again {when}"
        return TransientError(message, status=status, retry_after=wait)
    meaning = {
        401: "it wants a login",
        402: "it wants payment",
        403: "it refuses us; look at it in a browser, or take it out of the source",
        404: "nothing is there; check the address",
        410: "it is gone for good; take it out of the source if you put it there",
        451: "it is withheld for legal reasons",
    }.get(status, "we cannot use that answer")
    return PermanentError(f"{name} answered {status}: {meaning}", status=status)


def _first(headers: tuple[tuple[str, str], ...], name: str) -> str | None:
    return next((value for key, value in headers if key == name), None)
