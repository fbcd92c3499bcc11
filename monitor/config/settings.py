"""What monitor.toml and speakers.toml may say.

Every model refuses keys it does not know, so a typo is an error and never a
setting that silently does nothing.
"""

from __future__ import annotations

import ipaddress
import re
from email.errors import MessageError
from email.headerregistry import Address
from email.utils import parseaddr
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from monitor.plain import one_line
from monitor.wording import shorten

_UNSUBSCRIBE = re.compile(r"(?:https://[^\s<>,@]+|mailto:[^\s<>,]+@[^\s<>,]+)", re.ASCII)


class Strict(BaseModel):
    """Frozen, and no unknown keys; what checks them is built for the first file to be checked."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def spelt(pattern: str, so: str) -> AfterValidator:
    """A text of that pattern; who writes another one is told to write it `so`."""
    wanted = re.compile(pattern)

    def check(value: str) -> str:
        if not wanted.fullmatch(value):
            raise ValueError(f"{shorten(value, 40)!r} must be {so}")
        return value

    return AfterValidator(check)


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{value!r} is no web address (write https://host/path)")
    return value


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # the last: "Europe" is a folder of zones
        shown = shorten(one_line(value), 40)
        raise ValueError(
            f"{shown!r} is no time zone (write an IANA name such as Europe/Berlin)"
        ) from None
    return value


def _loopback(value: str) -> str:
    host_and_port(value)
    return value


def host_and_port(value: str, *, anywhere: bool = False) -> tuple[str, int]:
    """`127.0.0.1:9464` or `[::1]:9464`.

    Raises ValueError for any other than loopback, unless `anywhere` is allowed.
    """
    host, colon, port = value.rpartition(":")
    try:
        address = ipaddress.ip_address(host.removeprefix("[").removesuffix("]"))
        allowed = anywhere or address.is_loopback
    except ValueError:
        allowed = False
    if not (colon and allowed and port.isascii() and port.isdigit() and int(port) <= 65535):
        kind = "no address and port" if anywhere else "not an address of this machine alone"
        raise ValueError(f"{value!r} is {kind} (write 127.0.0.1:9464)")
    return host.strip("[]"), int(port)


def _listening(value: str) -> str:
    host_and_port(value, anywhere=True)
    return value


def _network_address(value: str) -> str:
    try:
        return str(ipaddress.ip_address(value))
    except ValueError:
        raise ValueError(f"{value!r} is no address of a machine (write 127.0.0.1)") from None


Loopback = Annotated[str, AfterValidator(_loopback)]
Listening = Annotated[str, AfterValidator(_listening)]
NetworkAddress = Annotated[str, AfterValidator(_network_address)]


def read_address(text: str) -> Address:
    """Read `name@host` or `Name <name@host>`; raises ValueError that says what is wrong."""
    name, address = parseaddr(text)
    try:
        if one_line(text) != text:
            raise ValueError("it holds control characters")
        if not address.isascii():
            raise ValueError("it is not ASCII, which mail servers need an extension for")
        read = Address(display_name=name, addr_spec=address)
        if not (read.username and read.domain):
            raise ValueError("the part before or after @ is missing")
    except (ValueError, IndexError, MessageError) as error:
        shown = shorten(one_line(text), 80)
        raise ValueError(
            f"{shown!r} is no mail address ({error}); write name@example.org"
        ) from None
    return read


def _mail_address(text: str) -> str:
    read_address(text)
    return text


def _unsubscribe_address(value: str) -> str:
    # It stands in a header between < and >, where nothing else may stand.
    if not _UNSUBSCRIBE.fullmatch(value):
        raise ValueError(f"{value!r} is no address to write to (https://… or mailto:…)")
    return value


WebAddress = Annotated[str, AfterValidator(_web_address)]
MailAddress = Annotated[str, AfterValidator(_mail_address)]
UnsubscribeAddress = Annotated[str, AfterValidator(_unsubscribe_address)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
Key = Annotated[
    str, spelt(r"[a-z0-9][a-z0-9-]*", "small letters, digits and hyphens, such as trade-press")
]
HeaderName = Annotated[
    str, spelt(r"[A-Za-z0-9-]+", "the name of a header, such as X-Forwarded-For")
]
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
    ignore: Words = ()  # documents whose texts are kept, and hold no claims for us


class DigestSettings(Strict):
    """Whom the digest comes from; who gets it is said in readers.toml."""

    sender: MailAddress = "Monitor <monitor@localhost>"
    # Where a reader asks for no more of it: a mailto: or https: address; a letter to the sender
    # where none is named.
    unsubscribe: UnsubscribeAddress | None = None


class SmtpSettings(Strict):
    """The mail server. The password comes from a file or the environment, and never stands here."""

    host: str = "localhost"
    port: Annotated[int, Field(ge=1, le=65535)] = 25
    security: Literal["none", "starttls", "tls"] = "none"
    username: str | None = None
    password_env: str = "MONITOR_SMTP_PASSWORD"  # noqa: S105 (the name of a variable)
    password_file: str | None = None  # in place of the variable
    timeout: Annotated[float, Field(gt=0, le=300)] = 30
    ca_file: str | None = None


class LogSettings(Strict):
    """What the daemon tells on standard error."""

    format: Literal["text", "json"] = "text"
    level: Literal["debug", "info", "warning", "error"] = "info"


class ServeSettings(Strict):
    """Where the daemon answers for itself: metrics, and whether it is well."""

    listen: Loopback | None = None  # host:port on loopback; port 0: any free one


class RetentionSettings(Strict):
    """How long what was fetched is kept; for ever where no days are named.

    What a claim stands on has no key: it stays.
    """

    without_claims_days: Annotated[int, Field(ge=1, le=36_500)] | None = None
    between_revisions_days: Annotated[int, Field(ge=1, le=36_500)] | None = None
    # The health of a source looks two weeks back, and a person at the last month.
    requests_days: Annotated[int, Field(ge=30, le=36_500)] | None = None


class FeedsSettings(Strict):
    """The Atom feeds that are written for others to read."""

    folder: Annotated[str, Field(min_length=1)] | None = None  # none are written if left out
    base_url: WebAddress | None = None  # where that folder is served
    # A reader that comes once a week misses none even of a busy one; some 300 kB.
    entries: Annotated[int, Field(ge=1, le=1000)] = 100


class WebSettings(Strict):
    """The pages of `monitor web`, and who may look at them.

    The token comes from a file or the environment, and never stands here.
    """

    listen: Listening = "127.0.0.1:8470"
    address: WebAddress | None = None  # where a proxy serves it; the names of loopback always hold
    token_env: str = "MONITOR_WEB_TOKEN"  # noqa: S105 (the name of a variable)
    token_file: str | None = None  # in place of the variable
    # A header in which a proxy names who is asking, and the addresses of proxies it is believed of.
    proxy_header: HeaderName | None = None
    proxies: tuple[NetworkAddress, ...] = ("127.0.0.1", "::1")
    # Of one client: far more than a person asks for, and few enough that a stray script is stopped.
    requests_a_minute: Annotated[int, Field(ge=10, le=100_000)] = 600


class WorkersSettings(Strict):
    """Several processes, on one machine or many, that share the jobs over PostgreSQL."""

    enabled: bool = False  # false: whoever crawls or imports also reads, and nothing is deferred
    crawls: Annotated[int, Field(ge=1, le=100)] = 4  # at once in one worker; they mostly wait
    # Seconds between two signs of life of a worker; one that misses three is taken for dead.
    heartbeat: Annotated[float, Field(ge=0.1, le=15)] = 10
    most_waiting: Annotated[int, Field(ge=1)] = 2000  # snapshots in the queue, of each priority
    attempts: Annotated[int, Field(ge=1, le=100)] = 5  # at one snapshot, before its quarantine


class Settings(Strict):
    """monitor.toml"""

    storage: StorageSettings = StorageSettings()
    crawl: CrawlSettings = CrawlSettings()
    archive: ArchiveSettings = ArchiveSettings()
    extract: ExtractSettings = ExtractSettings()
    digest: DigestSettings = DigestSettings()
    smtp: SmtpSettings = SmtpSettings()
    log: LogSettings = LogSettings()
    serve: ServeSettings = ServeSettings()
    retention: RetentionSettings = RetentionSettings()
    feeds: FeedsSettings = FeedsSettings()
    web: WebSettings = WebSettings()
    workers: WorkersSettings = WorkersSettings()


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
