"""What is to be explained, from wherever it comes, as a revision that is stored nowhere."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from monitor.config import Config
from monitor.config.source import SourceConfig
from monitor.errors import FetchError, ImportFileError, ParseError
from monitor.extract.claims import Extractor
from monitor.extract.reading import Reading, read
from monitor.interval import DaySpan
from monitor.pipeline.drawing import unforeseen
from monitor.pipeline.importing import snapshot_of_file
from monitor.pipeline.outlets import outlet_of, source_of
from monitor.plain import one_line
from monitor.progress import Clock
from monitor.read import read_snapshot
from monitor.read.files import MAX_FILE, SUFFIXES, load, must_be_of_a_kind
from monitor.read.revision import MAX_TEXT
from monitor.types import IMPORT, Revision, Snapshot

# Who is said to report a passage of which nobody says where it stood.
NOBODY = "unnamed outlet"
_COUNTRY = re.compile(r"[A-Z]{2}")
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class About:
    """What the one who asks says about the text; it goes before what the text says itself."""

    published: DaySpan | None = None
    publisher: str | None = None
    country: str | None = None
    title: str | None = None

    @classmethod
    def of(
        cls,
        published: str | None = None,
        publisher: str | None = None,
        country: str | None = None,
        title: str | None = None,
    ) -> About:
        """From the words of a person; raises ValueError where one cannot be meant."""
        code = (country or "").strip().upper()
        if code and not _COUNTRY.fullmatch(code):
            raise ValueError(f"country: {country!r} is no code of two letters, such as US")
        return cls(
            DaySpan.parse(published) if published else None,
            one_line(publisher or "") or None,
            code or None,
            one_line(title or "") or None,
        )

    def over(self, other: About) -> About:
        """This, and where it says nothing the other."""
        return About(
            self.published or other.published,
            self.publisher or other.publisher,
            self.country or other.country,
            self.title or other.title,
        )


def explained(extractor: Extractor, revision: Revision) -> Reading:
    """Read it; raises UnforeseenError where our own code stumbles over it."""
    with unforeseen(revision.document, "please report it with the text"):
        return read(extractor, revision)


def is_address(given: str) -> bool:
    """Whether an argument is a web address, and no text that begins with one."""
    return _WEB.fullmatch(given.strip()) is not None


def is_file(given: str) -> bool:
    """Whether an argument names a file, there or not: a text has white space in it."""
    if os.path.lexists(given):
        return True
    return given.lower().endswith(SUFFIXES) and not any(sign.isspace() for sign in given)


def from_text(config: Config, text: str, about: About, now: datetime, name: str) -> Revision:
    """A passage as it was typed; raises ParseError where it is too long."""
    if len(text) > MAX_TEXT:
        raise ParseError(
            f"{name}: a text of {len(text):,} characters; at most {MAX_TEXT:,} are read"
        )
    publisher = about.publisher or NOBODY
    snapshot = Snapshot(
        document=name,
        source=IMPORT,
        fetched_from=name,
        status=200,
        headers=(("x-monitor-publisher", publisher),),
        body=b"",
        observed=now,
        origin="import",
    )
    outlet = outlet_of(config, snapshot)
    return Revision(
        document=name,
        publisher=outlet.publisher,
        organisation=outlet.organisation,
        country=about.country or outlet.country,
        snapshot=snapshot.key,
        kind="article",
        title=about.title,
        author=None,
        published=about.published,
        text=text,
        observed=now,
    )


def from_file(config: Config, path: Path, about: About, now: datetime) -> Revision:
    """A file as `import` takes it; a .txt without a header is a passage as it stands.

    Raises ImportFileError where it cannot be read, ParseError where it holds no text.
    """
    if os.path.isdir(path):
        raise ImportFileError(f"{path}: a folder; name one file of it")
    must_be_of_a_kind(path)
    if path.suffix.lower() == ".txt" and (text := _without_header(load(path))) is not None:
        return from_text(config, _some(text, path.name), about, now, one_line(path.stem) or "text")
    return _from_snapshot(config, snapshot_of_file(config, path, now), about)


def decoded(name: str, body: bytes) -> str:
    """Bytes as text, to the letter; raises ImportFileError where they are no UTF-8 or too many."""
    if len(body) > MAX_FILE:
        raise ImportFileError(f"{name}: more than {MAX_FILE:,} bytes, which are read at most")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportFileError(f"{name}: not UTF-8 text; save it as UTF-8") from error


def fetched(config: Config, url: str, clock: Clock) -> Snapshot:
    """The bytes at an address now, with all pages of an article; raises FetchError, ParseError."""
    return asyncio.run(_fetch(config, url, clock))


def from_address(config: Config, url: str, about: About, clock: Clock) -> Revision:
    """What stands at an address now, fetched as a crawl would, and kept nowhere.

    Raises FetchError where it cannot be had, ParseError where it holds no text.
    """
    return _from_snapshot(config, fetched(config, url, clock), about)


async def _fetch(config: Config, url: str, clock: Clock) -> Snapshot:
    from monitor.crawl import (
        Client,
        Failed,
        Fetched,
        Memory,
        Robots,
        canonical_address,
        crawl_document,
    )

    address = canonical_address(url)
    source = source_of(config, address) or SourceConfig(
        key="explain",
        name=urlsplit(address).hostname or address,
        kind="press",
        country="US",
        pages=(address,),
    )
    settings, failure = config.settings.crawl, None
    async with Client(settings, clock=clock) as client:
        robots = Robots(client, settings)
        outcomes = crawl_document(
            source, address, client, robots, ledger=Memory(), settings=settings
        )
        async with contextlib.aclosing(outcomes) as found:
            async for outcome in found:
                if isinstance(outcome, Fetched):
                    return outcome.snapshot
                if isinstance(outcome, Failed):
                    failure = outcome.failure
    raise FetchError(failure.message if failure else f"{address}: nothing came back; try again")


def _from_snapshot(config: Config, snapshot: Snapshot, about: About) -> Revision:
    if about.publisher:
        named = ("x-monitor-publisher", about.publisher)
        snapshot = replace(snapshot, headers=(named, *snapshot.headers))
    reading = read_snapshot(snapshot, outlet_of(config, snapshot), config.language.page)
    revision = reading.revision
    if revision is None:
        raise ParseError(f"{snapshot.document}: {reading.kind} page; it holds no text to explain")
    return replace(
        revision,
        published=about.published or revision.published,
        country=about.country or revision.country,
        title=about.title or revision.title,
    )


def _some(text: str, name: str) -> str:
    if not text.strip():
        raise ParseError(f"{name}: no text to explain")
    return text


def _without_header(body: bytes) -> str | None:
    """The text of a file that has no header; None where it has one, or is no text at all."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    lines = text.replace("\r", "\n").split("\n")
    return None if any(line.rstrip(" \t") == "---" for line in lines) else text
