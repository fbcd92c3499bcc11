"""What monitor.toml and speakers.toml may say.

Every model refuses keys it does not know, so a typo is an error and never a
setting that silently does nothing.
"""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


class Strict(BaseModel):
    """Frozen, and no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{value!r} is no web address (write https://host/path)")
    return value


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError(
            f"{value!r} is no time zone (write an IANA name such as Europe/Berlin)"
        ) from None
    return value


WebAddress = Annotated[str, AfterValidator(_web_address)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Words = tuple[str, ...]


class StorageSettings(Strict):
    """Where everything is kept: an SQLAlchemy address."""

    database: str = "sqlite:///monitor.db"
    # Seconds to wait for another process that writes, before giving up with a clear error.
    busy_timeout: Annotated[float, Field(ge=0, le=600)] = 30


class CrawlSettings(Strict):
    """Manners and limits of the crawler, for every source that names none of its own."""

    user_agent: str = "Monitor/0.1 (+https://example.org/monitor; statement monitoring)"
    delay: Annotated[float, Field(ge=0, le=3600)] = 5  # seconds between requests to one host
    hosts_at_once: Annotated[int, Field(ge=1, le=100)] = 8
    timeout: Annotated[float, Field(gt=0, le=300)] = 30  # seconds for any one read or connect
    total_timeout: Annotated[float, Field(gt=0, le=3600)] = 120  # seconds for one whole body
    max_body: Annotated[int, Field(ge=1024)] = 10_000_000  # bytes, after decompression
    max_redirects: Annotated[int, Field(ge=0, le=20)] = 5
    max_entries: Annotated[int, Field(ge=1)] = 500  # of one listing, newest first
    max_pages: Annotated[int, Field(ge=1, le=100)] = 10  # of one article
    max_rechecks: Annotated[int, Field(ge=1)] = 200  # known documents asked again in one crawl
    # Other addresses than those of the public internet are refused; only the demo allows these.
    allow_loopback: bool = False


class ArchiveSettings(Strict):
    """The archive that a back-fill asks, and its limits."""

    # Both in the manner of the Wayback Machine: its CDX index, and its captures.
    index: WebAddress = "https://web.archive.org/cdx/search/cdx"
    captures: WebAddress = "https://web.archive.org/web/"
    # Of index and captures together. The Wayback Machine took 60 a minute in 2023 and takes 24
    # since June 2026; who goes on past it is shut out for an hour, then two, then four.
    requests_a_minute: Annotated[float, Field(gt=0, le=60_000)] = 24
    # Of one answer of its index: some 400 kB, far below max_body even where addresses are long.
    rows_a_part: Annotated[int, Field(ge=1, le=20_000)] = 2000
    timeout: Annotated[float, Field(gt=0, le=600)] = 120  # seconds; its index searches for long


class ExtractSettings(Strict):
    """How statements are read."""

    # An installed spaCy pipeline that refines attribution: a package or a folder; none if left out.
    model: Annotated[str, Field(min_length=1)] | None = None


class DigestSettings(Strict):
    """Whom the daily digest goes to, and when."""

    recipients: Words = ()
    sender: str = "Monitor <monitor@localhost>"
    at: time = time(7, 0)
    time_zone: TimeZone = "UTC"
    # A first digest, or one after a long pause, reaches back this far at the most.
    max_days_back: Annotated[int, Field(ge=1, le=365)] = 7
    send_when_quiet: bool = True


class SmtpSettings(Strict):
    """The mail server. The password is read from the environment, never from a file here."""

    host: str = "localhost"
    port: Annotated[int, Field(ge=1, le=65535)] = 25
    security: Literal["none", "starttls", "tls"] = "none"
    username: str | None = None
    password_env: str = "MONITOR_SMTP_PASSWORD"  # noqa: S105 (the name of a variable)
    timeout: Annotated[float, Field(gt=0, le=300)] = 30
    ca_file: str | None = None


class FeedsSettings(Strict):
    """The Atom feeds that are written for others to read."""

    folder: Annotated[str, Field(min_length=1)] | None = None  # none are written if left out
    base_url: WebAddress | None = None  # where that folder is served
    # A reader that comes once a week misses none even of a busy one; some 300 kB.
    entries: Annotated[int, Field(ge=1, le=1000)] = 100


class Settings(Strict):
    """monitor.toml"""

    storage: StorageSettings = StorageSettings()
    crawl: CrawlSettings = CrawlSettings()
    archive: ArchiveSettings = ArchiveSettings()
    extract: ExtractSettings = ExtractSettings()
    digest: DigestSettings = DigestSettings()
    smtp: SmtpSettings = SmtpSettings()
    feeds: FeedsSettings = FeedsSettings()


class Organisation(Strict):
    """A side that speaks: its names, the domains it publishes on, its fiscal year."""

    name: str
    aliases: Words = ()
    side: Literal["vendor", "partner", "outlet", "analyst", "customer"] = "vendor"
    domains: Words = ()
    fiscal_year_starts: Annotated[int, Field(ge=1, le=12)] = 1  # month


class Person(Strict):
    """A person we know to speak for an organisation."""

    name: str
    organisation: str
    role: str | None = None


class SpeakersFile(Strict):
    """speakers.toml"""

    organisation: tuple[Organisation, ...] = ()
    person: tuple[Person, ...] = ()
